//! An axum service with receivers beside its own state.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... SENTRY_CLIENT_SECRET=... cargo run --example axum --features axum,github
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
use webhook_receiver::{Delivery, Json, Receiver, Secret, Webhook, events::github, providers};

/// What the service has anyway: a database pool, most often.
#[derive(Clone, Default)]
struct Database {
    stored: Arc<AtomicU64>,
}

/// For a provider without a model: a type of your own, with the fields that you need. Everything
/// else in the body is passed over.
#[derive(serde::Deserialize)]
struct Alert {
    action: String,
}

/// One state for all: a handler's argument picks its receiver by the type of the event.
#[derive(Clone, FromRef)]
struct App {
    database: Database,
    github: Receiver<github::Event>,
    sentry: Receiver<Json<Alert>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A wrong set-up ends the service here, with a sentence that says what to do.
    let app = App {
        database: Database::default(),
        github: Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?,
        sentry: Receiver::new(
            providers::SENTRY.with_events(),
            Secret::from_env("SENTRY_CLIENT_SECRET")?,
        )?,
    };
    // `any`, so that handshakes, which may be GET or HEAD, reach the receiver too.
    let routes = Router::new()
        .route("/github", any(on_github))
        .route("/sentry", any(on_sentry))
        .with_state(app);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

/// GitHub's events cannot fail to decode: what is unknown or does not fit is a variant, too.
async fn on_github(
    State(database): State<Database>,
    Webhook { event, delivery }: Webhook<github::Event>,
) -> StatusCode {
    match event {
        github::Event::Issues(event) if event.action.is_opened() => {
            println!("issue {} was opened", event.issue.number);
            database.stored.fetch_add(1, Ordering::Relaxed);
        }
        github::Event::Undecodable(error) => println!("{error}"),
        _ => println!("ignoring {:?}", delivery.kind()),
    }
    StatusCode::NO_CONTENT
}

/// Takes the delivery, not the event, so that one which does not fit your own type is not lost.
async fn on_sentry(
    State(database): State<Database>,
    delivery: Delivery<Json<Alert>>,
) -> StatusCode {
    match delivery.event() {
        Ok(Json(alert)) => println!("{:?} was {}", delivery.kind(), alert.action),
        Err(error) => println!("{:?} at {}", delivery.kind(), error.path()),
    }
    database.stored.fetch_add(1, Ordering::Relaxed);
    StatusCode::NO_CONTENT
}
