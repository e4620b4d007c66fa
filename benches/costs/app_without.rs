//! The smallest service with axum, for `measure` to weigh.

use axum::{Router, body::Bytes, http::StatusCode, routing::any};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let routes = Router::new().route("/github", any(on_request));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(axum::serve(listener, routes).await?)
}

async fn on_request(body: Bytes) -> StatusCode {
    println!("{}", body.len());
    StatusCode::NO_CONTENT
}
