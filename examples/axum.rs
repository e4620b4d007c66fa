//! An axum service with receivers beside its own state.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... STRIPE_WEBHOOK_SECRET=... cargo run --example axum --features axum
//! ```

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    Router,
    extract::{FromRef, State},
    http::StatusCode,
    routing::any,
};
use webhook_receiver::{Delivery, Receiver, Secret, axum::Webhook, event::Json, providers};

/// What the service has anyway: a database pool, most often.
#[derive(Clone, Default)]
struct Database {
    stored: Arc<AtomicU64>,
}

/// A type of your own, with the fields that you need. Everything else in the body is passed over.
#[derive(serde::Deserialize)]
struct Issue {
    action: String,
    issue: Number,
}

#[derive(serde::Deserialize)]
struct Number {
    number: u64,
}

/// One state for all: a handler's argument picks its receiver by the type of the event.
#[derive(Clone, FromRef)]
struct App {
    database: Database,
    github: Receiver<Json<Issue>>,
    stripe: Receiver<serde_json::Value>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A wrong set-up ends the service here, with a sentence that says what to do.
    let app = App {
        database: Database::default(),
        github: Receiver::new(
            providers::GITHUB.with_events(),
            Secret::from_env("GITHUB_WEBHOOK_SECRET")?,
        )?,
        stripe: Receiver::new(
            providers::STRIPE.with_events(),
            Secret::from_env("STRIPE_WEBHOOK_SECRET")?,
        )?,
    };
    // `any`, so that handshakes, which may be GET or HEAD, reach the receiver too.
    let routes = Router::new()
        .route("/github", any(on_github))
        .route("/stripe", any(on_stripe))
        .with_state(app);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, routes).await?)
}

/// Takes the delivery, not the event, so that one which does not fit the type is not lost.
async fn on_github(
    State(database): State<Database>,
    delivery: Delivery<Json<Issue>>,
) -> StatusCode {
    match delivery.event() {
        Ok(Json(event)) => println!("issue {} was {}", event.issue.number, event.action),
        Err(error) => println!("{:?} at {}", delivery.kind(), error.path()),
    }
    database.stored.fetch_add(1, Ordering::Relaxed);
    StatusCode::NO_CONTENT
}

async fn on_stripe(
    State(database): State<Database>,
    Webhook { event, delivery }: Webhook<serde_json::Value>,
) -> StatusCode {
    let object = event.pointer("/data/object/id");
    println!("{:?} of {object:?}", delivery.kind());
    database.stored.fetch_add(1, Ordering::Relaxed);
    StatusCode::NO_CONTENT
}
