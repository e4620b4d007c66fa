//! An actix-web handler whose work runs once per event, with claims in Redis or Valkey, which all
//! processes of the service share.
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
    // A connection that is made anew when it breaks.
    let connection = redis::Client::open(url)?.get_connection_manager().await?;
    // A server that evicts, or keeps no append-only file, is refused here.
    let store = Redis::new(connection, Durability::Required).await?;
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

/// The reply is the acknowledgement for an event that was processed now or earlier, 503 for one that
/// is being processed, and 500 if the work fails.
async fn on_github(
    github: web::Data<Idempotent<github::Event>>,
    delivery: Delivery<github::Event>,
) -> Reply {
    github.respond(delivery, work).await
}

async fn work(delivery: Delivery<github::Event>, attempt: Attempt) -> Result<(), io::Error> {
    if let Ok(github::Event::Issues(event)) = delivery.event() {
        // Something fails, and the next attempt of the event finds out how far this one came.
        if &*event.issue.title == "flaky" && attempt.is_first() {
            return Err(io::Error::other("try again"));
        }
        println!("issue {}, attempt {}", event.issue.number, attempt.number());
    }
    Ok(())
}
