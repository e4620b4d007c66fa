//! The test of a handler in the README.

use axum::{Router, body::Body, http::StatusCode, routing::any};
use tower::ServiceExt;
use webhook_receiver::{Receiver, Secret, Webhook, events::github, testing::fixtures::fixture};

async fn on_github(_: Webhook<github::Event>) -> StatusCode {
    StatusCode::NO_CONTENT
}

#[tokio::test]
async fn accepts_a_push_and_rejects_forgeries() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935")?;
    let receiver = Receiver::new(github::PROVIDER, secret.clone())?;
    let app = Router::new().route("/github", any(on_github).with_state(receiver));

    let sender = fixture::<github::PushEvent>().sender(secret, "https://app.example/github");
    for (request, status) in [
        (sender.genuine()?, StatusCode::NO_CONTENT),
        (sender.unsigned()?, StatusCode::UNAUTHORIZED),
        (sender.tampered()?, StatusCode::UNAUTHORIZED),
    ] {
        let response = app.clone().oneshot(request.map(Body::from)).await?;
        assert_eq!(response.status(), status);
    }
    Ok(())
}
