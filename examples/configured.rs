//! Receivers from a configuration file, which names their providers and where their secrets are.
//!
//! ```sh
//! ACME_WEBHOOK_SECRET=0f9b6c3e71d24a58b2c7e6d1a4f80935 \
//! CI_WEBHOOK_SECRET=f80935a4e6d1b2c74a5871d26c3e0f9b \
//!     cargo run -p webhook-receiver-tests --example configured --all-features -- examples/configured.toml
//! ```

use std::collections::BTreeMap;

use axum::{Router, http::StatusCode, routing::any};
use bytes::Bytes;
use webhook_receiver::{Receiver, Webhook, config::Config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: configured FILE")?;
    let text = std::fs::read_to_string(path)?;
    let config = Config::read(toml::Deserializer::parse(&text)?)?;
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    let routes = routes(config.build()?);
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

/// Returns a router with the path `/hooks/NAME` for each receiver.
fn routes(receivers: BTreeMap<String, Receiver>) -> Router {
    let mut routes = Router::new();
    for (name, receiver) in receivers {
        let path = format!("/hooks/{name}");
        let on_delivery = async move |Webhook { delivery, .. }: Webhook<Bytes>| {
            println!("{name}: {:?}", delivery.kind());
            StatusCode::NO_CONTENT
        };
        routes = routes.route(&path, any(on_delivery).with_state(receiver));
    }
    routes
}
