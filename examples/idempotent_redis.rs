//! An actix-web handler whose work runs once per event. The processed events are recorded in Redis or
//! Valkey, which all processes of the service share. A service of your own needs
//! `cargo add redis@1 --features connection-manager,tokio-comp`.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... REDIS_URL=redis://127.0.0.1/ \
//!     cargo run --all-features --example idempotent_redis
//! ```

use std::io;

use actix_web::{App, HttpServer, web};
use webhook_receiver::{
    Delivery, Receiver, Reply, Secret,
    events::github,
    idempotency::{
        Attempt, Idempotency, Idempotent, StoreDown, UnsignedId,
        redis::{Durability, Redis},
    },
};

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let receiver = Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let url = std::env::var("REDIS_URL").unwrap_or("redis://127.0.0.1/".to_owned());
    // Reconnects when the connection breaks.
    let connection = redis::Client::open(url)?.get_connection_manager().await?;
    // Returns an error if the server evicts keys or has no append-only file.
    let store = Redis::new(connection, Durability::Required).await?;
    // GitHub does not sign the delivery id. Since it is ignored, a recorded request that is sent again with
    // another id is a duplicate.
    let github = Idempotency::new(store, StoreDown::Reject)
        .observer(|processed| eprintln!("{processed:?}"))
        .endpoint(&receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()?;
    let server = HttpServer::new(move || {
        App::new()
            .app_data(receiver.clone())
            .app_data(web::Data::new(github.clone()))
            .route("/github", web::route().to(on_github))
    });
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let server = server.bind(address)?;
    for address in server.addrs() {
        println!("listening on {address}");
    }
    Ok(server.run().await?)
}

/// Replies with the provider's acknowledgement if the event was processed, now or earlier, with 503 while
/// it is being processed, and with 500 if the work fails.
async fn on_github(
    github: web::Data<Idempotent<github::Event>>,
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
