//! Key sources in the adapters: requests wait for the keys, up to a deadline.

use std::{
    future::{pending, ready},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, extract::FromRef, routing::any};
use bytes::Bytes;
use http::{Request, StatusCode};
use tower::ServiceExt;
use webhook_receiver::{
    Error, KeyCache, Received, Receiver, Secret, Webhook,
    adapter::{self, Full},
    providers::SHIPSTATION,
    testing::Signer,
};

const RSA_PRIVATE: &str = include_str!("../keys/rsa-private.pem");
const RSA: &str = include_str!("../keys/rsa-public.pem");

/// A receiver whose key is found after this time, and the reports of its observer.
fn receiver(delay: Option<Duration>) -> (Receiver, Arc<Mutex<Vec<&'static str>>>) {
    let reported = Arc::new(Mutex::new(Vec::new()));
    let observer = reported.clone();
    let endpoint = Receiver::builder(SHIPSTATION)
        // Long enough on a busy machine, and short if the test waits for the deadline.
        .body_deadline(match delay {
            Some(_) => Duration::from_secs(60),
            None => Duration::from_millis(300),
        })
        .observer(move |verdict| observer.lock().unwrap().push(verdict.code()))
        .build_endpoint()
        .unwrap();
    let cache = KeyCache::new(&endpoint, move |_| async move {
        match delay {
            Some(delay) => tokio::time::sleep(delay).await,
            None => pending().await,
        }
        Ok::<_, ()>(Some(RSA))
    });
    (endpoint.with_key_source(cache), reported)
}

fn request() -> Request<Bytes> {
    Signer::new(SHIPSTATION, Secret::new(RSA_PRIVATE).unwrap())
        .sign("https://app.example/h", "{}")
        .unwrap()
}

#[tokio::test]
async fn accepts_a_request_after_its_key_arrives() {
    let (receiver, reported) = receiver(Some(Duration::from_millis(30)));
    let (head, body) = request().into_parts();
    let mut body = Full::new(body);
    let deadline = tokio::time::sleep(receiver.endpoint().body_deadline());
    let received = adapter::receive(&receiver, head, &mut body, deadline).await;
    assert!(matches!(received, Ok(Received::Delivery(_))));
    // The second key is cached: the deadline does not matter.
    let (head, body) = request().into_parts();
    let received = adapter::receive(&receiver, head, &mut Full::new(body), ready(())).await;
    assert!(matches!(received, Ok(Received::Delivery(_))));
    assert_eq!(*reported.lock().unwrap(), ["delivery", "delivery"]);
}

#[tokio::test]
async fn rejects_when_the_key_does_not_arrive() {
    let (receiver, reported) = receiver(None);
    let (head, body) = request().into_parts();
    let mut body = Full::new(body);
    let deadline = tokio::time::sleep(receiver.endpoint().body_deadline());
    let rejected = adapter::receive(&receiver, head, &mut body, deadline).await;
    assert_eq!(rejected.unwrap_err(), Error::KeyUnavailable);
    assert_eq!(*reported.lock().unwrap(), ["key_unavailable"]);
}

#[derive(Clone, FromRef)]
struct App {
    shipstation: Receiver,
}

#[tokio::test]
async fn accepts_in_axum_when_the_key_arrives() {
    for (delay, status) in [
        (Some(Duration::from_millis(30)), StatusCode::OK),
        (None, StatusCode::SERVICE_UNAVAILABLE),
    ] {
        let (shipstation, _) = receiver(delay);
        let router = Router::new()
            .route("/h", any(async |_: Webhook<Bytes>| StatusCode::OK))
            .with_state(App { shipstation });
        let request = request().map(axum::body::Body::from);
        let response = router.oneshot(request).await.unwrap();
        assert_eq!(response.status(), status);
    }
}
