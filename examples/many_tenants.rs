//! One route for many tenants, each with a secret of its own. The handler looks up the keys by the tenant in
//! the path, then verifies the request.
//!
//! ```sh
//! ACME_WEBHOOK_SECRET=... GLOBEX_WEBHOOK_SECRET=... cargo run --example many_tenants --features axum
//! ```

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    routing::any,
};
use webhook_receiver::{
    Endpoint, Keys, Receiver, Secret, WebhookRejection, adapter::axum::Unverified, providers,
};

#[derive(Clone)]
struct App {
    endpoint: Endpoint,
    /// Prepared once. A service with many tenants caches them in front of its database.
    keys: Arc<HashMap<String, Keys>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let endpoint = Receiver::builder(providers::GITHUB).build_endpoint()?;
    let mut keys = HashMap::new();
    for (tenant, variable) in [
        ("acme", "ACME_WEBHOOK_SECRET"),
        ("globex", "GLOBEX_WEBHOOK_SECRET"),
    ] {
        let secret = Secret::from_env(variable)?;
        keys.insert(tenant.to_owned(), endpoint.prepare_keys(&[secret])?);
    }
    let app = App {
        endpoint,
        keys: Arc::new(keys),
    };
    let routes = Router::new()
        .route("/hooks/{tenant}", any(on_delivery))
        .with_state(app);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

async fn on_delivery(
    State(app): State<App>,
    Path(tenant): Path<String>,
    unverified: Unverified,
) -> Result<StatusCode, WebhookRejection> {
    // An unknown tenant gets decoy keys, so that the response does not reveal which tenants exist.
    let keys = app.keys.get(&tenant).cloned();
    let receiver = app.endpoint.with_keys_or_decoy(&tenant, keys);
    let delivery = unverified.verify(&receiver).await?;
    println!("{tenant}: {:?}", delivery.kind());
    Ok(StatusCode::NO_CONTENT)
}
