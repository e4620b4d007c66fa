//! Secrets from a secret store, fetched at the start and again while the service runs.
//!
//! This store is [Vault](https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version) or
//! OpenBao, reached through a proxy on the same host:
//!
//! ```sh
//! vault kv put secret/webhooks/github current="It's a Secret to Everybody"
//! VAULT_PROXY=127.0.0.1:8200 VAULT_TOKEN=... VAULT_SECRET=/v1/secret/data/webhooks/github \
//!     cargo run --example fetched_secret --features axum,github
//! ```
//!
//! Each value of the entry is a secret. To rotate the secret, add the new one under another name, change it
//! at GitHub, and remove the old one. For another store, change `fetch`.

use std::{collections::BTreeMap, time::Duration};

use axum::{Router, http::StatusCode, routing::any};
use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use webhook_receiver::{Receiver, ReloadHandle, Secret, Webhook, events::github};

type Error = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Error> {
    // The first fetch must succeed. If a later one fails, the secrets stay as they are.
    let mut builder = Receiver::builder(github::PROVIDER);
    for secret in fetch().await? {
        builder = builder.secret(secret);
    }
    let (receiver, handle) = builder.build_reloadable()?;
    let seconds = std::env::var("RELOAD_SECONDS").map_or(Ok(60), |text| text.parse())?;
    tokio::spawn(refresh(handle, Duration::from_secs(seconds)));

    let routes = Router::new()
        .route("/github", any(on_github))
        .with_state(receiver);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

async fn refresh(handle: ReloadHandle, period: Duration) {
    loop {
        tokio::time::sleep(period).await;
        let reloaded = match fetch().await {
            Ok(secrets) => handle.reload(&secrets).map_err(Error::from),
            Err(error) => Err(error),
        };
        if let Err(error) = reloaded {
            eprintln!("the secrets were not reloaded: {error}");
        }
    }
}

/// The fields that are needed of Vault's response. Without `Debug`, so that the secrets cannot be printed.
#[derive(serde::Deserialize)]
struct VaultResponse {
    data: Version,
}

#[derive(serde::Deserialize)]
struct Version {
    data: BTreeMap<String, String>,
}

/// Fetches the secrets, in the order of their names, within five seconds.
async fn fetch() -> Result<Vec<Secret>, Error> {
    const MAX_BODY: usize = 64 * 1024;
    let fetched = tokio::time::timeout(Duration::from_secs(5), async {
        let proxy = std::env::var("VAULT_PROXY")?;
        let request = Request::get(std::env::var("VAULT_SECRET")?)
            .header("host", &proxy)
            .header("x-vault-token", std::env::var("VAULT_TOKEN")?)
            .body(Empty::<Bytes>::new())?;
        let stream = TokioIo::new(TcpStream::connect(proxy).await?);
        let (mut sender, connection) = http1::handshake(stream).await?;
        tokio::spawn(connection);
        let response = sender.send_request(request).await?;
        if response.status() != StatusCode::OK {
            return Err(Error::from(format!(
                "Vault responded with {}",
                response.status()
            )));
        }
        let body = Limited::new(response.into_body(), MAX_BODY);
        Ok(body.collect().await?.to_bytes())
    });
    // Errors of serde_json can quote a value, so only the position is reported.
    let response: VaultResponse = serde_json::from_slice(&fetched.await??)
        .map_err(|error| format!("unexpected response of Vault, at column {}", error.column()))?;
    let secrets: Result<_, _> = response.data.data.into_values().map(Secret::new).collect();
    Ok(secrets?)
}

async fn on_github(Webhook { delivery, .. }: Webhook<github::Event>) -> StatusCode {
    println!("{:?}, secret {}", delivery.kind(), delivery.key_index());
    StatusCode::NO_CONTENT
}
