//! The smallest service with axum, with the events of GitHub and Stripe, for `measure` to weigh.

use std::{hint::black_box, mem::discriminant};

use axum::{Router, http::StatusCode, routing::any};
use webhook_receiver::{
    Delivery, Receiver, Secret,
    events::{github, stripe},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    let github = Receiver::new(github::PROVIDER, secret)?;
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET")?;
    let stripe = Receiver::new(stripe::PROVIDER, secret)?;
    let routes = Router::new()
        .route("/github", any(on_github).with_state(github))
        .route("/stripe", any(on_stripe).with_state(stripe));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, routes).await?)
}

async fn on_github(delivery: Delivery<github::Event>) -> StatusCode {
    black_box(delivery.event().as_ref().map(discriminant)).ok();
    StatusCode::NO_CONTENT
}

async fn on_stripe(delivery: Delivery<stripe::Event>) -> StatusCode {
    black_box(delivery.event().as_ref().map(discriminant)).ok();
    StatusCode::NO_CONTENT
}
