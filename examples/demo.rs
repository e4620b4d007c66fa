//! The main job, from end to end: a real axum server on loopback receives deliveries over HTTP,
//! genuine ones and others, and shows for each what was sent, what is proven, the response, and the reason
//! of a rejection, which the sender does not see.
//!
//! ```sh
//! cargo run --example demo --features axum,github,slack,stripe
//! ```

use std::{
    error::Error,
    sync::mpsc,
    time::{Duration, SystemTime},
};

use axum::{Router, routing::any};
use bytes::Bytes;
use http::{Request, StatusCode};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use webhook_receiver::{
    Delivery, Event, Outcome, Provider, Receiver, Secret, SetupError, Webhook,
    error::SignError,
    events::{github, slack, stripe},
    testing::Signer,
};

// A demo signs its own deliveries. A service reads its secrets: `Secret::from_env("...")`.
const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn secret() -> Result<Secret, SetupError> {
    Secret::new(SECRET)
}

async fn on_github(Webhook { event, delivery }: Webhook<github::Event>) -> StatusCode {
    proven(&delivery);
    match event {
        github::Event::Issues(event) if event.action.is_opened() => {
            println!("   a new issue: {:?}", event.issue.title);
        }
        other => println!("   ignoring {}", other.kind()),
    }
    StatusCode::NO_CONTENT
}

async fn on_stripe(Webhook { event, delivery }: Webhook<stripe::Event>) -> StatusCode {
    proven(&delivery);
    match event {
        stripe::Event::Charge(event) => {
            let charge = event.data.object;
            println!("   charged: {} {}", charge.amount, charge.currency);
        }
        other => println!("   ignoring {}", other.kind()),
    }
    StatusCode::NO_CONTENT
}

async fn on_slack(Webhook { event, delivery }: Webhook<slack::Event>) -> StatusCode {
    proven(&delivery);
    println!("   {}", event.kind());
    StatusCode::OK
}

fn proven<E>(delivery: &Delivery<E>) {
    let kind = delivery.kind().unwrap_or("-");
    println!(
        "   proven: {} by key {}; {kind}",
        delivery.coverage(),
        delivery.key_index()
    );
}

/// A receiver that reports the reason of each rejection.
fn receiver<E: Event>(
    provider: Provider<E>,
    reasons: mpsc::Sender<String>,
) -> Result<Receiver<E>, SetupError> {
    Receiver::builder(provider)
        .secret(secret()?)
        .body_limit(64 * 1024)
        .observer(move |verdict| {
            if let Outcome::Rejected(error) = verdict.outcome {
                let _ = reasons.send(format!("{error} ({})", error.code()));
            }
        })
        .build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (reasons, reason) = mpsc::channel();
    let routes = Router::new()
        .route("/github", {
            let github = receiver(github::PROVIDER, reasons.clone())?;
            any(on_github).with_state(github)
        })
        .route("/stripe", {
            let stripe = receiver(stripe::PROVIDER, reasons.clone())?;
            any(on_stripe).with_state(stripe)
        })
        .route("/slack", {
            let slack = receiver(slack::PROVIDER, reasons)?;
            any(on_slack).with_state(slack)
        });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    println!("listening on {address}\n");

    let mut unexpected = Vec::new();
    for (what, request, expected) in requests()? {
        println!("-> {what}: {} bytes", request.body().len());
        let answer = send(address, request).await?;
        match reason.try_iter().last() {
            Some(reason) => println!("<- {answer}, because: {reason}\n"),
            None => println!("<- {answer}\n"),
        }
        if !answer.starts_with(&expected.as_u16().to_string()) {
            println!("   but {expected} was expected");
            unexpected.push(what);
        }
    }
    if !unexpected.is_empty() {
        return Err(format!("not as expected: {unexpected:?}").into());
    }
    println!("every answer was as expected");
    Ok(())
}

type Case = (&'static str, Request<Bytes>, StatusCode);

fn requests() -> Result<Vec<Case>, SignError> {
    let github = || -> Result<_, SignError> {
        Ok(Signer::new(github::PROVIDER, secret()?)
            .kind("issues")
            .id("72d3162e-cc78-11e3"))
    };
    let opened = r#"{"action":"opened","issue":{"id":1,"number":7,"title":"Gr\u00fc\u00dfe"},"repository":{"id":2,"name":"rocket","full_name":"ada/rocket"}}"#;
    let charge = r#"{"id":"evt_1","object":"event","type":"charge.succeeded","data":{"object":{"id":"ch_1","object":"charge","amount":1200,"currency":"eur"}}}"#;

    let mut forged = github()?.sign("/github", opened)?;
    *forged.body_mut() = Bytes::from_static(br#"{"action":"deleted","issue":{"number":7}}"#);
    let hour_ago = SystemTime::now()
        .checked_sub(Duration::from_secs(3600))
        .ok_or(SignError::Form)?;
    let mut duplicate = github()?.sign("/github", opened)?;
    let name = http::HeaderName::from_static("x-hub-signature-256");
    if let Some(signature) = duplicate.headers().get(&name).cloned() {
        duplicate.headers_mut().append(name, signature);
    }
    let mut unsigned = Request::new(Bytes::from_static(opened.as_bytes()));
    *unsigned.method_mut() = http::Method::POST;
    *unsigned.uri_mut() = http::Uri::from_static("/github");
    let slack = |body: &'static str| Signer::new(slack::PROVIDER, secret()?).sign("/slack", body);

    Ok(vec![
        (
            "GitHub, an issue was opened",
            github()?.sign("/github", opened)?,
            StatusCode::NO_CONTENT,
        ),
        (
            "Stripe, a charge succeeded",
            Signer::new(stripe::PROVIDER, secret()?).sign("/stripe", charge)?,
            StatusCode::NO_CONTENT,
        ),
        (
            "Slack, a message",
            slack(r#"{"type":"event_callback","event":{"type":"message"},"event_id":"Ev1"}"#)?,
            StatusCode::OK,
        ),
        (
            "Slack, its handshake",
            slack(r#"{"type":"url_verification","challenge":"3eZbrw1aBm2rZgRNFdxV"}"#)?,
            StatusCode::OK,
        ),
        ("GitHub, not signed", unsigned, StatusCode::UNAUTHORIZED),
        (
            "GitHub, forged: another body under the signature",
            forged,
            StatusCode::UNAUTHORIZED,
        ),
        (
            "Stripe, stale: signed an hour ago",
            Signer::new(stripe::PROVIDER, secret()?)
                .at(hour_ago)
                .sign("/stripe", charge)?,
            StatusCode::UNAUTHORIZED,
        ),
        (
            "GitHub, the signature's header twice",
            duplicate,
            StatusCode::BAD_REQUEST,
        ),
        (
            "GitHub, larger than this service accepts",
            github()?.sign("/github", vec![b' '; 100_000])?,
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ])
}

/// Sends a request and gives the answer's status and body.
async fn send(
    address: std::net::SocketAddr,
    request: Request<Bytes>,
) -> Result<String, Box<dyn Error>> {
    let (parts, body) = request.into_parts();
    let mut text = format!(
        "{} {} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n",
        parts.method,
        parts.uri,
        body.len()
    );
    for (name, value) in &parts.headers {
        text += &format!("{name}: {}\r\n", value.to_str()?);
    }
    text += "\r\n";
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(text.as_bytes()).await?;
    // A server may refuse by the head alone and close: then the rest of the body has no reader.
    let _ = stream.write_all(&body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let status = head
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("HTTP/1.1 ");
    Ok(format!("{status} {body}").trim_end().to_owned())
}
