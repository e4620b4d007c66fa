//! The axum adapter, over real sockets: the responses, what a handler gets, and what is not read.

use std::{
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::Body,
    extract::{FromRef, Path, State},
    http::{Request, StatusCode},
    response::{IntoResponse, Response},
    routing::any,
};
use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use webhook_receiver::{
    Delivery, Endpoint, Json, Provider, Receiver, Secret, Webhook, adapter::axum::Unverified,
    providers, testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const OTHER: &str = "f80935a4e6d1b2c74a5871d26c3e0f9b";

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

/// What the handlers received.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn push(&self, what: String) {
        self.0.lock().unwrap().push(what);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[derive(serde::Deserialize)]
struct Numbered {
    number: u64,
}

#[derive(Clone, FromRef)]
struct App {
    seen: Seen,
    github: Receiver<serde_json::Value>,
    stripe: Receiver<Json<Numbered>>,
    others: Receiver<Bytes>,
    tenants: Endpoint<Bytes>,
}

async fn on_github(
    State(seen): State<Seen>,
    Webhook { event, delivery }: Webhook<serde_json::Value>,
) -> StatusCode {
    seen.push(format!("{:?} {event}", delivery.kind()));
    StatusCode::NO_CONTENT
}

async fn on_stripe(
    State(seen): State<Seen>,
    Webhook { event, .. }: Webhook<Json<Numbered>>,
) -> StatusCode {
    seen.push(format!("number {}", event.0.number));
    StatusCode::NO_CONTENT
}

async fn on_other(State(seen): State<Seen>, delivery: Delivery<Bytes>) -> StatusCode {
    seen.push(format!("{} bytes", delivery.body().len()));
    StatusCode::OK
}

/// Looks up the keys by the path, before anything of the request is trusted.
async fn on_tenant(
    State(seen): State<Seen>,
    State(endpoint): State<Endpoint<Bytes>>,
    Path(tenant): Path<String>,
    unverified: Unverified,
) -> Response {
    let shown = format!("{unverified:?}");
    assert!(
        shown.contains("x-hub-signature-256") && !shown.contains("sha256="),
        "{shown}"
    );
    let key = match tenant.as_str() {
        "one" => SECRET,
        "two" => OTHER,
        _ => return StatusCode::UNAUTHORIZED.into_response(),
    };
    let keys = endpoint.prepare_keys(&[secret(key)]).unwrap();
    match unverified.verify(&endpoint.with_keys(keys)).await {
        Ok(delivery) => {
            seen.push(format!("{tenant}: {} bytes", delivery.body().len()));
            StatusCode::NO_CONTENT.into_response()
        }
        Err(rejection) => rejection.into_response(),
    }
}

fn app(others: Provider, build: fn(webhook_receiver::Builder) -> webhook_receiver::Builder) -> App {
    let github = Receiver::builder(providers::GITHUB.with_events())
        .secret(secret(SECRET))
        .body_limit(64 * 1024);
    App {
        seen: Seen::default(),
        github: github.build().unwrap(),
        stripe: Receiver::new(providers::STRIPE.with_events(), secret(SECRET)).unwrap(),
        others: build(Receiver::builder(others).secret(secret(SECRET)))
            .build()
            .unwrap(),
        tenants: Receiver::builder(providers::GITHUB)
            .build_endpoint()
            .unwrap(),
    }
}

fn routes(app: App) -> Router {
    Router::new()
        .route("/github", any(on_github))
        .route("/stripe", any(on_stripe))
        .route("/other", any(on_other))
        .route("/tenants/{tenant}", any(on_tenant))
        .with_state(app)
}

async fn serve(app: App) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes(app)).await });
    address
}

async fn server() -> (SocketAddr, Seen) {
    let app = app(providers::SLACK, |builder| builder);
    let seen = app.seen.clone();
    (serve(app).await, seen)
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// Returns the head of a request as it is sent.
fn head(request: &Request<Bytes>, more: &str) -> String {
    let mut text = format!(
        "{} {} HTTP/1.1\r\nhost: evil.example\r\n",
        request.method(),
        request.uri()
    );
    for (name, value) in request.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    text + more + "\r\n"
}

async fn answer(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut bytes));
    read.await.unwrap().unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text
        .split_once("\r\n\r\n")
        .unwrap_or_else(|| panic!("{text:?}"));
    Answer {
        status: head[9..12].parse().unwrap(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

async fn send(address: SocketAddr, request: &Request<Bytes>) -> Answer {
    let length = request.body().len();
    let head = head(
        request,
        &format!("connection: close\r\ncontent-length: {length}\r\n"),
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may reject the head alone, and not read the body.
    let _ = stream.write_all(request.body()).await;
    answer(&mut stream).await
}

fn signed(provider: Provider, path: &str, body: &'static str) -> Request<Bytes> {
    Signer::new(provider, secret(SECRET))
        .kind("push")
        .sign(path, body)
        .unwrap()
}

fn plain(method: &str, uri: &str, body: &'static str) -> Request<Bytes> {
    Request::builder()
        .method(method)
        .uri(uri)
        .body(Bytes::from_static(body.as_bytes()))
        .unwrap()
}

#[tokio::test]
async fn accepts_two_providers_in_one_state() {
    let (address, seen) = server().await;
    let github = signed(providers::GITHUB, "/github", r#"{"a":1}"#);
    assert_eq!(send(address, &github).await.status, 204);
    assert_eq!(seen.take(), [r#"Some("push") {"a":1}"#]);
    let stripe = signed(providers::STRIPE, "/stripe", r#"{"number":7}"#);
    assert_eq!(send(address, &stripe).await.status, 204);
    assert_eq!(seen.take(), ["number 7"]);
    // The same request on the route of the other tenant.
    let crossed = signed(providers::GITHUB, "/stripe", r#"{"number":7}"#);
    assert_eq!(send(address, &crossed).await.status, 401);
    assert!(seen.take().is_empty());
}

#[tokio::test]
async fn returns_only_a_status_when_rejected() {
    let (address, seen) = server().await;
    let genuine = || signed(providers::GITHUB, "/github", r#"{"a":1}"#);
    let mut forged = genuine();
    *forged.body_mut() = Bytes::from_static(br#"{"a":2}"#);
    let mut duplicate = genuine();
    let signature = duplicate.headers()["x-hub-signature-256"].clone();
    duplicate
        .headers_mut()
        .append("x-hub-signature-256", signature);
    let mut malformed = genuine();
    malformed
        .headers_mut()
        .insert("x-hub-signature-256", "sha256=xyz".parse().unwrap());
    let mut encoded = genuine();
    encoded
        .headers_mut()
        .insert("content-encoding", "gzip".parse().unwrap());
    let mut crowded = genuine();
    for number in 0..90 {
        let name: axum::http::HeaderName = format!("x-{number}").parse().unwrap();
        crowded.headers_mut().insert(name, "1".parse().unwrap());
    }
    for _ in 0..60 {
        crowded.headers_mut().append("x-many", "1".parse().unwrap());
    }
    let stale = Signer::new(providers::STRIPE, secret(SECRET))
        .at(SystemTime::now() - Duration::from_secs(3600))
        .sign("/stripe", r#"{"number":7}"#)
        .unwrap();
    let unfit = signed(providers::STRIPE, "/stripe", r#"{"number":"seven"}"#);
    let large = Signer::new(providers::GITHUB, secret(SECRET))
        .sign("/github", vec![b' '; 100_000])
        .unwrap();
    for (what, request, status) in [
        ("not signed", plain("POST", "/github", "{}"), 401),
        ("forged", forged, 401),
        ("stale", stale, 401),
        ("duplicate", duplicate, 400),
        ("malformed", malformed, 400),
        ("encoded", encoded, 415),
        ("too many headers", crowded, 431),
        ("too large", large, 413),
        ("another method", plain("DELETE", "/github", ""), 405),
        ("unfit for the event", unfit, 422),
    ] {
        let answer = send(address, &request).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.head);
        assert_eq!(answer.body, "", "{what}");
        let allow = (status == 405).then_some("POST");
        assert_eq!(answer.header("allow"), allow, "{what}");
        assert_eq!(answer.header("content-type"), None, "{what}");
    }
    assert!(seen.take().is_empty(), "no handler ran");
}

#[tokio::test]
async fn returns_handshake_replies() {
    let slack = Signer::new(providers::SLACK, secret(SECRET))
        .sign(
            "/other",
            r#"{"type":"url_verification","challenge":"3eZbrw1aBm2rZgRNFdxV"}"#,
        )
        .unwrap();
    let meta =
        "/other?hub.mode=subscribe&hub.verify_token=a-token-of-our-own&hub.challenge=1158201444";
    let zoom =
        r#"{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}"#;
    type Build = fn(webhook_receiver::Builder) -> webhook_receiver::Builder;
    let as_is: Build = |builder| builder;
    for (provider, build, request, content_type, body) in [
        (
            providers::SLACK,
            as_is,
            slack,
            "text/plain; charset=utf-8",
            "3eZbrw1aBm2rZgRNFdxV",
        ),
        (
            providers::META,
            |builder| builder.setting("verify_token", "a-token-of-our-own"),
            plain("GET", meta, ""),
            "text/plain; charset=utf-8",
            "1158201444",
        ),
        (
            providers::DROPBOX,
            as_is,
            plain("GET", "/other?challenge=Q1b2", ""),
            "text/plain; charset=utf-8",
            "Q1b2",
        ),
        (
            providers::TRELLO,
            |builder| builder.setting("callback_url", "https://app.example/other"),
            plain("HEAD", "/other", ""),
            "",
            "",
        ),
        (
            providers::ZOOM,
            as_is,
            Signer::new(providers::ZOOM, secret(SECRET))
                .sign("/other", zoom)
                .unwrap(),
            "application/json",
            r#"{"encryptedToken":"#,
        ),
    ] {
        let app = app(provider, build);
        let seen = app.seen.clone();
        let answer = send(serve(app).await, &request).await;
        assert_eq!(answer.status, 200, "{provider:?}: {}", answer.head);
        assert!(
            answer.body.starts_with(body),
            "{provider:?}: {}",
            answer.body
        );
        if !body.is_empty() {
            assert_eq!(
                answer.header("content-type"),
                Some(content_type),
                "{provider:?}"
            );
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        }
        assert!(seen.take().is_empty(), "{provider:?}: no handler ran");
    }
    // The wrong token, and a challenge that a browser could render.
    for (query, status) in [
        (
            "hub.mode=subscribe&hub.verify_token=another-token&hub.challenge=1",
            404,
        ),
        (
            "hub.mode=subscribe&hub.verify_token=a-token-of-our-own&hub.challenge=%3Cscript%3E",
            400,
        ),
    ] {
        let app = app(providers::META, |builder| {
            builder.setting("verify_token", "a-token-of-our-own")
        });
        let request = plain("GET", &format!("/other?{query}"), "");
        let answer = send(serve(app).await, &request).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status, ""),
            "{query}"
        );
    }
}

#[tokio::test]
async fn rejects_the_key_of_another_tenant() {
    let (address, seen) = server().await;
    for (tenant, status) in [("one", 204), ("two", 401), ("three", 401)] {
        let request = signed(providers::GITHUB, &format!("/tenants/{tenant}"), "{}");
        let answer = send(address, &request).await;
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (status, ""),
            "{tenant}"
        );
    }
    assert_eq!(seen.take(), ["one: 2 bytes"]);
}

#[tokio::test]
async fn rejects_a_head_before_its_body_arrives() {
    let (address, _) = server().await;
    for (more, status) in [
        ("content-length: 1000\r\n", 401),
        ("content-length: 100000\r\n", 413),
    ] {
        let mut request = plain("POST", "/github", "");
        if status == 413 {
            request = signed(providers::GITHUB, "/github", "{}");
        }
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = head(&request, &format!("connection: close\r\n{more}"));
        stream.write_all(head.as_bytes()).await.unwrap();
        // No byte of the body is sent.
        assert_eq!(answer(&mut stream).await.status, status);
    }
}

#[tokio::test]
async fn rejects_a_chunked_body_at_the_limit() {
    let (address, _) = server().await;
    let request = signed(providers::GITHUB, "/github", "{}");
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = head(
        &request,
        "connection: close\r\ntransfer-encoding: chunked\r\n",
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = [b"4000\r\n".to_vec(), vec![b' '; 0x4000], b"\r\n".to_vec()].concat();
    for _ in 0..5 {
        stream.write_all(&chunk).await.unwrap();
    }
    assert_eq!(answer(&mut stream).await.status, 413);
}

#[tokio::test]
async fn accepts_a_body_in_chunks_of_one_byte() {
    let (address, seen) = server().await;
    let request = signed(providers::GITHUB, "/github", r#"{"slow":true}"#);
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = head(
        &request,
        "connection: close\r\ntransfer-encoding: chunked\r\n",
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    for byte in request.body() {
        stream
            .write_all(&[b'1', b'\r', b'\n', *byte, b'\r', b'\n'])
            .await
            .unwrap();
        stream.flush().await.unwrap();
    }
    stream
        .write_all(b"0\r\nx-trailer: 1\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(answer(&mut stream).await.status, 204);
    assert_eq!(seen.take(), [r#"Some("push") {"slow":true}"#]);
}

#[tokio::test]
async fn rejects_an_incomplete_body() {
    let (address, seen) = server().await;
    let request = signed(providers::GITHUB, "/github", r#"{"whole":true}"#);
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = head(&request, "connection: close\r\ncontent-length: 14\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(b"{\"whole\"").await.unwrap();
    stream.shutdown().await.unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
    assert!(seen.take().is_empty());
}

/// A body that counts how often it is polled for a frame.
struct Counted {
    polls: Arc<AtomicUsize>,
    frames: Vec<Bytes>,
}

impl http_body::Body for Counted {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        self.polls.fetch_add(1, Ordering::Relaxed);
        Poll::Ready(
            self.frames
                .pop()
                .map(|frame| Ok(http_body::Frame::data(frame))),
        )
    }
}

async fn extract(request: Request<Bytes>) -> (Result<Delivery<Bytes>, StatusCode>, usize) {
    use axum::extract::FromRequest;
    let polls = Arc::new(AtomicUsize::new(0));
    let request = request.map(|body| {
        Body::new(Counted {
            polls: polls.clone(),
            frames: vec![body],
        })
    });
    let receiver = Receiver::<Bytes>::new(providers::GITHUB, secret(SECRET)).unwrap();
    #[derive(Clone, FromRef)]
    struct Only {
        receiver: Receiver<Bytes>,
    }
    let delivery = Delivery::<Bytes>::from_request(request, &Only { receiver }).await;
    let delivery = delivery.map_err(|rejection| rejection.status());
    (delivery, polls.load(Ordering::Relaxed))
}

#[tokio::test]
async fn rejects_a_head_without_polling_the_body() {
    let (rejected, polls) = extract(plain("POST", "/", "{}")).await;
    assert_eq!((rejected.err(), polls), (Some(StatusCode::UNAUTHORIZED), 0));

    let body = Bytes::from(vec![b'x'; 50_000]);
    let came = body.as_ptr();
    let genuine = Signer::new(providers::GITHUB, secret(SECRET))
        .sign("/", body)
        .unwrap();
    let (delivery, polls) = extract(genuine).await;
    assert_eq!(delivery.unwrap().body().as_ptr(), came);
    assert_eq!(polls, 2, "the control: an accepted body is polled");
}
