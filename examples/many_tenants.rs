//! One route for many tenants: the keys are looked up by the path, then the request is verified.
//!
//! ```sh
//! cargo run --example many_tenants --features axum
//! ```

use std::{collections::HashMap, sync::Arc};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::any,
};
use bytes::Bytes;
use webhook_receiver::{
    Endpoint, Keys, Receiver, Secret, SetupError, adapter::axum::Unverified, providers,
};

#[derive(Clone)]
struct App {
    endpoint: Endpoint<Bytes>,
    /// Prepared once. A larger service keeps them in a cache before its database.
    keys: Arc<HashMap<String, Keys>>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = app([
        ("acme", Secret::from_env("ACME_WEBHOOK_SECRET")?),
        ("globex", Secret::from_env("GLOBEX_WEBHOOK_SECRET")?),
    ])?;
    let routes = Router::new()
        .route("/hooks/{tenant}", any(on_delivery))
        .with_state(app);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

fn app<const N: usize>(tenants: [(&str, Secret); N]) -> Result<App, SetupError> {
    let endpoint = Receiver::builder(providers::GITHUB).build_endpoint()?;
    let keys = tenants
        .into_iter()
        .map(|(tenant, secret)| Ok((tenant.to_owned(), endpoint.prepare_keys(&[secret])?)))
        .collect::<Result<_, SetupError>>()?;
    Ok(App {
        endpoint,
        keys: Arc::new(keys),
    })
}

async fn on_delivery(
    State(app): State<App>,
    Path(tenant): Path<String>,
    unverified: Unverified,
) -> Response {
    // An unknown tenant gets decoy keys, so that the answers do not reveal which tenants exist.
    let keys = app.keys.get(&tenant).cloned();
    let receiver = app.endpoint.with_keys_or_decoy(&tenant, keys);
    match unverified.verify(&receiver).await {
        Ok(delivery) => {
            println!("{tenant}: {:?}", delivery.kind());
            StatusCode::NO_CONTENT.into_response()
        }
        Err(rejection) => rejection.into_response(),
    }
}
