//! An axum server on loopback receives genuine deliveries, forgeries and a handshake over HTTP. For each
//! request, the demo prints what was verified, or the reason of the rejection, which the sender does not
//! get, and the response.
//!
//! ```sh
//! cargo run --example demo --features axum,github,slack,stripe
//! ```

use std::{error::Error, net::SocketAddr};

use axum::{Router, routing::any};
use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use webhook_receiver::{
    Delivery, Event, Outcome, Provider, Receiver, Secret, SetupError, Webhook,
    error::SignError,
    events::{github, slack, stripe},
    testing::Signer,
};

const BODY_LIMIT: usize = 64 * 1024;

const ISSUE: &str = r#"{"action":"opened","issue":{"id":1,"number":7,"title":"Gr\u00fc\u00dfe"},"repository":{"id":2,"name":"rocket","full_name":"ada/rocket"}}"#;
const CHARGE: &str = r#"{"id":"evt_1","object":"event","type":"charge.succeeded","data":{"object":{"id":"ch_1","object":"charge","amount":1200,"currency":"eur"}}}"#;
const MESSAGE: &str = r#"{"type":"event_callback","event":{"type":"message"},"event_id":"Ev1"}"#;
const HANDSHAKE: &str = r#"{"type":"url_verification","challenge":"3eZbrw1aBm2rZgRNFdxV"}"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let routes = Router::new()
        .route(
            "/github",
            any(on_github).with_state(receiver(github::PROVIDER)?),
        )
        .route(
            "/stripe",
            any(on_stripe).with_state(receiver(stripe::PROVIDER)?),
        )
        .route(
            "/slack",
            any(on_slack).with_state(receiver(slack::PROVIDER)?),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    println!("listening on {address}\n");

    let mut unexpected = Vec::new();
    for (name, request, expected) in requests()? {
        println!("-> {name} ({} bytes)", request.body().len());
        let (status, body) = send(address, request).await?;
        println!("<- {status} {body}\n");
        if status != expected {
            unexpected.push(name);
        }
    }
    if !unexpected.is_empty() {
        return Err(format!("unexpected responses: {unexpected:?}").into());
    }
    println!("all responses were as expected");
    Ok(())
}

/// The secret with which the demo signs its own requests. A service reads its secret from the environment:
/// `Secret::from_env("GITHUB_WEBHOOK_SECRET")`.
fn secret() -> Result<Secret, SetupError> {
    Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935")
}

/// Returns a receiver that prints the reason of each rejection.
fn receiver<E: Event>(provider: Provider<E>) -> Result<Receiver<E>, SetupError> {
    Receiver::builder(provider)
        .secret(secret()?)
        .body_limit(BODY_LIMIT)
        .observer(|verdict| {
            if let Outcome::Rejected(error) = verdict.outcome {
                println!("   rejected: {error} ({})", error.code());
            }
        })
        .build()
}

async fn on_github(Webhook { event, delivery }: Webhook<github::Event>) -> StatusCode {
    print_verified(&delivery);
    match event {
        github::Event::Issues(event) if event.action.is_opened() => {
            println!("   issue {} was opened", event.issue.number);
        }
        other => println!("   ignoring {}", other.kind()),
    }
    StatusCode::NO_CONTENT
}

async fn on_stripe(Webhook { event, delivery }: Webhook<stripe::Event>) -> StatusCode {
    print_verified(&delivery);
    match event {
        stripe::Event::Charge(event) => {
            let charge = event.data.object;
            println!("   charged {} {}", charge.amount, charge.currency);
        }
        other => println!("   ignoring {}", other.kind()),
    }
    StatusCode::NO_CONTENT
}

async fn on_slack(Webhook { event, delivery }: Webhook<slack::Event>) -> StatusCode {
    print_verified(&delivery);
    println!("   ignoring {}", event.kind());
    StatusCode::OK
}

/// Prints what the signature covers, and the index of the secret that made it.
fn print_verified<E>(delivery: &Delivery<E>) {
    println!(
        "   verified: {}, with secret {}",
        delivery.coverage(),
        delivery.key_index()
    );
}

type Case = (&'static str, Request<Bytes>, StatusCode);

/// Returns the requests with their expected statuses.
fn requests() -> Result<Vec<Case>, SignError> {
    let github = Signer::new(github::PROVIDER, secret()?)
        .kind("issues")
        .sender("/github", ISSUE);
    let stripe = Signer::new(stripe::PROVIDER, secret()?).sender("/stripe", CHARGE);
    let slack = Signer::new(slack::PROVIDER, secret()?).sender("/slack", MESSAGE);
    let slack_handshake = Signer::new(slack::PROVIDER, secret()?).sender("/slack", HANDSHAKE);

    Ok(vec![
        (
            "GitHub, an issue was opened",
            github.genuine()?,
            StatusCode::NO_CONTENT,
        ),
        (
            "Stripe, a charge succeeded",
            stripe.genuine()?,
            StatusCode::NO_CONTENT,
        ),
        ("Slack, a message", slack.genuine()?, StatusCode::OK),
        (
            "Slack, the handshake of a new URL",
            slack_handshake.genuine()?,
            StatusCode::OK,
        ),
        (
            "GitHub, without a signature",
            github.unsigned()?,
            StatusCode::UNAUTHORIZED,
        ),
        (
            "GitHub, with a changed body",
            github.tampered()?,
            StatusCode::UNAUTHORIZED,
        ),
        (
            "GitHub, with two signature headers",
            github.duplicate_header()?,
            StatusCode::BAD_REQUEST,
        ),
        (
            "GitHub, larger than the limit of this service",
            github.oversized(BODY_LIMIT)?,
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (
            "Stripe, with another secret",
            stripe.wrong_secret()?,
            StatusCode::UNAUTHORIZED,
        ),
        (
            "Stripe, an old request",
            stripe.stale()?,
            StatusCode::UNAUTHORIZED,
        ),
    ])
}

/// Sends a request, and returns the status and the body of the response.
async fn send(
    address: SocketAddr,
    request: Request<Bytes>,
) -> Result<(StatusCode, String), Box<dyn Error>> {
    let stream = TokioIo::new(TcpStream::connect(address).await?);
    let (mut sender, connection) = http1::handshake(stream).await?;
    tokio::spawn(connection);
    let response = sender.send_request(request.map(Full::new)).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}
