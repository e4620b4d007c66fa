//! The smallest service with axum, with verified deliveries, for `measure` to weigh.

use axum::{Router, body::Bytes, http::StatusCode, routing::any};
use webhook_receiver::{Delivery, Receiver, Secret, providers};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    let github: Receiver = Receiver::new(providers::GITHUB, secret)?;
    let routes = Router::new().route("/github", any(on_delivery).with_state(github));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, routes).await?)
}

async fn on_delivery(delivery: Delivery<Bytes>) -> StatusCode {
    println!("{}", delivery.body().len());
    StatusCode::NO_CONTENT
}
