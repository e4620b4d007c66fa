//! An axum service that receives the webhooks of two providers, and has state of its own.
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

/// The rest of the application state, such as a database pool.
#[derive(Clone, Default)]
struct Database {
    stored: Arc<AtomicU64>,
}

/// A type of your own, for a provider without typed events. It has only the fields that you need; the rest
/// of the body is ignored.
#[derive(serde::Deserialize)]
struct Alert {
    action: String,
}

/// The state of all routes. A handler uses the receiver with the event type of its argument.
#[derive(Clone, FromRef)]
struct App {
    database: Database,
    github: Receiver<github::Event>,
    sentry: Receiver<Json<Alert>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A missing or unusable secret ends the service here, with an error that says what to do.
    let app = App {
        database: Database::default(),
        github: Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?,
        sentry: Receiver::new(
            providers::SENTRY.with_events(),
            Secret::from_env("SENTRY_CLIENT_SECRET")?,
        )?,
    };
    // `any` rather than `post`: some providers send handshakes as GET or HEAD requests.
    let routes = Router::new()
        .route("/github", any(on_github))
        .route("/sentry", any(on_sentry))
        .with_state(app);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

/// Decoding never fails: unknown event types and malformed bodies are variants of `github::Event`.
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

/// Takes `Delivery` instead of `Webhook`, so that a delivery that does not fit `Alert` is not rejected.
async fn on_sentry(
    State(database): State<Database>,
    delivery: Delivery<Json<Alert>>,
) -> StatusCode {
    match delivery.event() {
        Ok(Json(alert)) => println!("{:?} was {}", delivery.kind(), alert.action),
        Err(error) => println!("{error}"),
    }
    database.stored.fetch_add(1, Ordering::Relaxed);
    StatusCode::NO_CONTENT
}
