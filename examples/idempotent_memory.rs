//! An axum handler whose work runs once per event. The processed events are recorded in the memory of the
//! process, which suits a service with one process.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... cargo run --example idempotent_memory --features axum,github,idempotency
//! ```

use std::{io, time::Duration};

use axum::{
    Router,
    extract::{FromRef, State},
    routing::any,
};
use webhook_receiver::{
    Delivery, Receiver, Reply, Secret,
    events::github,
    idempotency::{Attempt, Idempotency, Idempotent, Memory, StoreDown, UnsignedId},
};

#[derive(Clone, FromRef)]
struct App {
    receiver: Receiver<github::Event>,
    github: Idempotent<github::Event>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let receiver = Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let idempotency = Idempotency::new(Memory::new(1_000_000), StoreDown::Reject)
        .observer(|processed| eprintln!("{processed:?}"));
    // GitHub does not sign the delivery id. Since it is ignored, a recorded request that is sent again with
    // another id is a duplicate.
    let github = idempotency
        .endpoint(&receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()?;
    let routes = Router::new()
        .route("/github", any(on_github))
        .with_state(App { receiver, github });
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, routes)
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;
    // Waits for work that is still running, for example after its sender disconnected.
    idempotency.shutdown(Duration::from_secs(10)).await;
    Ok(())
}

/// Replies with the provider's acknowledgement if the event was processed, now or earlier, with 503 while
/// it is being processed, and with 500 if the work fails.
async fn on_github(
    State(github): State<Idempotent<github::Event>>,
    delivery: Delivery<github::Event>,
) -> Reply {
    github.respond(delivery, work).await
}

async fn work(delivery: Delivery<github::Event>, attempt: Attempt) -> Result<(), io::Error> {
    if let Ok(github::Event::Issues(event)) = delivery.event() {
        // Work that fails, as an example. The next attempt runs it again, and may find it partly done.
        if &*event.issue.title == "flaky" && attempt.is_first() {
            return Err(io::Error::other("try again"));
        }
        println!("issue {}, attempt {}", event.issue.number, attempt.number());
    }
    Ok(())
}
