//! The figures of the adapters, on real sockets.
//!
//! ```sh
//! cargo bench --all-features --bench adapters
//! ```
//!
//! - `ratio requests_NAME`: requests per second of a trivial handler behind this crate, divided by
//!   those of code written by hand for the same framework, which reads the body up to a limit,
//!   computes the MAC with a prepared key and compares it: 1 KiB signed by GitHub, 64 connections on
//!   loopback; the median of interleaved rounds.
//! - `ratio requests_by_cpu_NAME`: the same by the time that the processors spent on a request, the
//!   client's share included, which other work on the machine disturbs less.
//! - `ratio slow_body_KiB_NAME`: memory of the process for each of 1,000 bodies of 1 MiB that arrive slowly,
//!   at its peak, in KiB. The bytes that arrived and the memory of the connection before the end of its head
//!   are not counted. `ratio slow_body_framework_KiB_NAME`: the same for a handler that discards the body,
//!   which is the framework's own share.
//! - `ratio crates_NAME`: the crates that the feature adds for a user who already has the framework.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::{
    collections::BTreeSet,
    convert::Infallible,
    io::Write,
    net::{SocketAddr, TcpStream},
    process::Command,
    sync::{LazyLock, mpsc},
    thread,
    time::{Duration, Instant},
};

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
    service::TowerToHyperService,
};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tower::{Layer, Service};
use webhook_receiver::{Delivery, Receiver, Secret, adapter, providers, testing::Signer};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const LIMIT: usize = 25 * 1024 * 1024;

fn main() {
    // The bench runs itself for each server, so that memory that one server leaves behind does not count for
    // the next.
    let mut args = std::env::args().skip_while(|arg| arg != SLOW).skip(1);
    if let (Some(name), Some(whose)) = (args.next(), args.next()) {
        let server = SERVERS.into_iter().find(|server| server.name == name);
        return slow_bodies(&server.unwrap(), &whose);
    }
    requests();
    for server in SERVERS {
        for whose in ["ours", "framework"] {
            let itself = std::env::current_exe().unwrap();
            let status = Command::new(itself)
                .args([SLOW, server.name, whose])
                .status();
            assert!(status.unwrap().success());
        }
    }
    crates();
}

const SLOW: &str = "slow-bodies-of";

fn receiver() -> Receiver {
    Receiver::builder(providers::GITHUB)
        .secret(Secret::new(SECRET).unwrap())
        .body_deadline(Duration::from_secs(300))
        .build()
        .unwrap()
}

/// What every handler does with a genuine request.
fn handle(kind: Option<&str>, body: &[u8]) -> StatusCode {
    if kind == Some("push") && !body.is_empty() {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::IM_A_TEAPOT
    }
}

/// The hand-written contender.
mod by_hand {
    use super::*;

    static MAC: LazyLock<Hmac<Sha256>> =
        LazyLock::new(|| Hmac::new_from_slice(SECRET.as_bytes()).unwrap());

    pub(super) fn signature(text: Option<&str>) -> Option<[u8; 32]> {
        let digits = text?.strip_prefix("sha256=")?;
        let mut signature = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in signature.iter_mut().zip(digits.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(signature)
    }

    pub(super) fn is_genuine(signature: &[u8; 32], body: &[u8]) -> bool {
        let mut mac = MAC.clone();
        mac.update(body);
        mac.verify_slice(signature).is_ok()
    }

    pub(super) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
        headers.get(name)?.to_str().ok()
    }
}

/// Starts a server in a thread of its own, and returns its address.
fn serve<F: Future<Output = ()>>(
    run: impl FnOnce(tokio::net::TcpListener) -> F + Send + 'static,
) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            run(tokio::net::TcpListener::from_std(listener).unwrap()).await;
        });
    });
    address
}

mod with_axum {
    use axum::{Router, extract::DefaultBodyLimit, routing::any};

    use super::*;

    pub(super) fn ours() -> SocketAddr {
        async fn on_delivery(delivery: Delivery<Bytes>) -> StatusCode {
            handle(delivery.kind(), delivery.body())
        }
        let routes = Router::new().route("/", any(on_delivery));
        let routes = routes.with_state(receiver());
        serve(|listener| async { axum::serve(listener, routes).await.unwrap() })
    }

    pub(super) fn by_hand() -> SocketAddr {
        async fn on_request(headers: HeaderMap, body: Bytes) -> StatusCode {
            let signature = by_hand::text(&headers, "x-hub-signature-256");
            match by_hand::signature(signature) {
                Some(signature) if by_hand::is_genuine(&signature, &body) => {
                    handle(by_hand::text(&headers, "x-github-event"), &body)
                }
                _ => StatusCode::UNAUTHORIZED,
            }
        }
        let routes = Router::new().route("/", any(on_request));
        let routes = routes.layer(DefaultBodyLimit::max(LIMIT));
        serve(|listener| async { axum::serve(listener, routes).await.unwrap() })
    }

    pub(super) fn throws_away() -> SocketAddr {
        async fn on_request(request: axum::extract::Request) -> StatusCode {
            throw_away(request.into_body()).await
        }
        let routes = Router::new().route("/", any(on_request));
        serve(|listener| async { axum::serve(listener, routes).await.unwrap() })
    }
}

mod with_actix_web {
    use std::{future::poll_fn, pin::Pin};

    use actix_web::{App, HttpRequest, HttpResponse, HttpServer, rt, web};
    use futures_core::Stream;

    use super::*;

    fn start(configure: fn(&mut web::ServiceConfig)) -> SocketAddr {
        let (tell, address) = mpsc::channel();
        thread::spawn(move || {
            rt::System::new().block_on(async move {
                let server = HttpServer::new(move || App::new().configure(configure))
                    .workers(2)
                    .disable_signals()
                    .bind("127.0.0.1:0")
                    .unwrap();
                tell.send(server.addrs()[0]).unwrap();
                server.run().await.unwrap();
            });
        });
        address.recv().unwrap()
    }

    fn answer(status: StatusCode) -> HttpResponse {
        HttpResponse::build(status.as_u16().try_into().unwrap()).finish()
    }

    pub(super) fn ours() -> SocketAddr {
        async fn on_delivery(delivery: Delivery<Bytes>) -> HttpResponse {
            answer(handle(delivery.kind(), delivery.body()))
        }
        start(|config| {
            let config = config.app_data(receiver());
            config.route("/", web::route().to(on_delivery));
        })
    }

    pub(super) fn by_hand() -> SocketAddr {
        async fn on_request(request: HttpRequest, body: web::Bytes) -> HttpResponse {
            let text = |name| request.headers().get(name)?.to_str().ok();
            answer(match by_hand::signature(text("x-hub-signature-256")) {
                Some(signature) if by_hand::is_genuine(&signature, &body) => {
                    handle(text("x-github-event"), &body)
                }
                _ => StatusCode::UNAUTHORIZED,
            })
        }
        start(|config| {
            let config = config.app_data(web::PayloadConfig::new(LIMIT));
            config.route("/", web::route().to(on_request));
        })
    }

    pub(super) fn throws_away() -> SocketAddr {
        async fn on_request(mut body: web::Payload) -> HttpResponse {
            while let Some(Ok(_)) = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await
            {
            }
            answer(StatusCode::NO_CONTENT)
        }
        start(|config| {
            config.route("/", web::route().to(on_request));
        })
    }
}

mod with_hyper {
    use webhook_receiver::{Received, Reply, adapter::hyper::receive};

    use super::*;

    async fn accept<F>(
        listener: tokio::net::TcpListener,
        on_request: impl Fn(Request<Incoming>) -> F + Clone + Send + Sync + 'static,
    ) where
        F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
    {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let on_request = on_request.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| {
                    let response = on_request(request);
                    async { Ok::<_, Infallible>(response.await) }
                });
                let server = auto::Builder::new(TokioExecutor::new());
                let _ = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    }

    pub(super) fn ours() -> SocketAddr {
        let receiver = receiver();
        let on_request = move |request| {
            let receiver = receiver.clone();
            async move {
                match receive(&receiver, request).await {
                    Ok(Received::Delivery(delivery)) => {
                        Reply::empty(handle(delivery.kind(), delivery.body())).into()
                    }
                    Ok(Received::Handshake(reply)) => reply.into(),
                    Err(error) => Reply::from(error).into(),
                }
            }
        };
        serve(|listener| accept(listener, on_request))
    }

    pub(super) fn by_hand() -> SocketAddr {
        async fn on_request(request: Request<Incoming>) -> Response<Full<Bytes>> {
            let (head, body) = request.into_parts();
            let mut response = Response::new(Full::default());
            *response.status_mut() = status(&head.headers, body).await;
            response
        }
        async fn status(headers: &HeaderMap, body: Incoming) -> StatusCode {
            let signature = by_hand::text(headers, "x-hub-signature-256");
            let Some(signature) = by_hand::signature(signature) else {
                return StatusCode::UNAUTHORIZED;
            };
            let Ok(body) = Limited::new(body, LIMIT).collect().await else {
                return StatusCode::PAYLOAD_TOO_LARGE;
            };
            let body = body.to_bytes();
            if !by_hand::is_genuine(&signature, &body) {
                return StatusCode::UNAUTHORIZED;
            }
            handle(by_hand::text(headers, "x-github-event"), &body)
        }
        serve(|listener| accept(listener, on_request))
    }

    pub(super) fn throws_away() -> SocketAddr {
        async fn on_request(request: Request<Incoming>) -> Response<Full<Bytes>> {
            let mut response = Response::new(Full::default());
            *response.status_mut() = throw_away(request.into_body()).await;
            response
        }
        serve(|listener| accept(listener, on_request))
    }
}

mod with_tower {
    use std::{
        mem,
        pin::Pin,
        task::{Context, Poll},
    };

    use webhook_receiver::adapter::tower::WebhookLayer;

    use super::*;

    async fn accept<S, B>(listener: tokio::net::TcpListener, service: S)
    where
        S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>,
        S: Clone + Send + 'static,
        S::Future: Send,
        B: http_body::Body<Data = Bytes, Error = Infallible> + Send + 'static,
    {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = TowerToHyperService::new(service.clone());
            tokio::spawn(async move {
                let server = auto::Builder::new(TokioExecutor::new());
                let _ = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    }

    pub(super) fn ours() -> SocketAddr {
        let inner = tower::service_fn(|request: Request<adapter::Full>| async move {
            let delivery = request.extensions().get::<Delivery<Bytes>>().unwrap();
            let mut response = Response::new(adapter::Full::default());
            *response.status_mut() = handle(delivery.kind(), delivery.body());
            Ok::<_, Infallible>(response)
        });
        let service = WebhookLayer::new(receiver()).layer(inner);
        serve(|listener| accept(listener, service))
    }

    /// Hand-written middleware that passes genuine requests on, with the body that it read.
    #[derive(Clone)]
    struct ByHand<S>(S);

    type Response_ = Response<Full<Bytes>>;

    impl<S> Service<Request<Incoming>> for ByHand<S>
    where
        S: Service<Request<Full<Bytes>>, Response = Response_, Error = Infallible>,
        S: Clone + Send + 'static,
        S::Future: Send,
    {
        type Response = Response_;
        type Error = Infallible;
        type Future = Pin<Box<dyn Future<Output = Result<Response_, Infallible>> + Send>>;

        fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            self.0.poll_ready(context)
        }

        fn call(&mut self, request: Request<Incoming>) -> Self::Future {
            let clone = self.0.clone();
            let mut inner = mem::replace(&mut self.0, clone);
            Box::pin(async move {
                let rejected = |status| {
                    let mut response = Response::new(Full::default());
                    *response.status_mut() = status;
                    Ok(response)
                };
                let (head, body) = request.into_parts();
                let signature = by_hand::text(&head.headers, "x-hub-signature-256");
                let Some(signature) = by_hand::signature(signature) else {
                    return rejected(StatusCode::UNAUTHORIZED);
                };
                let Ok(body) = Limited::new(body, LIMIT).collect().await else {
                    return rejected(StatusCode::PAYLOAD_TOO_LARGE);
                };
                let body = body.to_bytes();
                if !by_hand::is_genuine(&signature, &body) {
                    return rejected(StatusCode::UNAUTHORIZED);
                }
                let mut request = Request::from_parts(head, Full::new(body.clone()));
                request.extensions_mut().insert(body);
                inner.call(request).await
            })
        }
    }

    pub(super) fn by_hand() -> SocketAddr {
        let inner = tower::service_fn(|request: Request<Full<Bytes>>| async move {
            let body = request.extensions().get::<Bytes>().unwrap();
            let mut response = Response::new(Full::default());
            *response.status_mut() =
                handle(by_hand::text(request.headers(), "x-github-event"), body);
            Ok::<_, Infallible>(response)
        });
        serve(move |listener| accept(listener, ByHand(inner)))
    }

    pub(super) fn throws_away() -> SocketAddr {
        let service = tower::service_fn(|request: Request<Incoming>| async move {
            let mut response = Response::new(Full::<Bytes>::default());
            *response.status_mut() = throw_away(request.into_body()).await;
            Ok::<_, Infallible>(response)
        });
        serve(move |listener| accept(listener, service))
    }
}

async fn throw_away(mut body: impl http_body::Body + Unpin) -> StatusCode {
    while let Some(Ok(_)) = body.frame().await {}
    StatusCode::NO_CONTENT
}

/// The servers of one framework.
struct Servers {
    name: &'static str,
    ours: fn() -> SocketAddr,
    by_hand: fn() -> SocketAddr,
    throws_away: fn() -> SocketAddr,
}

macro_rules! servers {
    ($name:literal, $module:ident) => {
        Servers {
            name: $name,
            ours: $module::ours,
            by_hand: $module::by_hand,
            throws_away: $module::throws_away,
        }
    };
}

const SERVERS: [Servers; 4] = [
    servers!("axum", with_axum),
    servers!("actix-web", with_actix_web),
    servers!("hyper", with_hyper),
    servers!("tower", with_tower),
];

/// Returns the head of a genuine request of GitHub, and its body.
fn request(length: usize) -> (Vec<u8>, Bytes) {
    let mut body = vec![b'x'; length];
    body[0] = b'{';
    let signed = Signer::new(providers::GITHUB, Secret::new(SECRET).unwrap())
        .kind("push")
        .id("72d3162e-cc78-11e3-81ab-4c9367dc0958")
        .sign("https://app.example/", body)
        .unwrap();
    let mut head = format!(
        "POST / HTTP/1.1\r\nHost: app.example\r\nUser-Agent: GitHub-Hookshot/044aadd\r\n\
         Accept: */*\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         X-GitHub-Hook-ID: 292430182\r\nX-GitHub-Hook-Installation-Target-ID: 79929171\r\n\
         X-GitHub-Hook-Installation-Target-Type: repository\r\n"
    );
    for (name, value) in signed.headers() {
        if name != "content-type" {
            head += &format!("{name}: {}\r\n", value.to_str().unwrap());
        }
    }
    head += "\r\n";
    (head.into_bytes(), signed.into_body())
}

const CONNECTIONS: usize = 64;
const ROUNDS: usize = 81;
const ROUND: Duration = Duration::from_millis(120);

fn requests() {
    let (head, body) = request(1024);
    let bytes = Bytes::from([head, body.to_vec()].concat());
    let client = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for server in SERVERS {
        let name = server.name;
        let (ours, by_hand) = ((server.ours)(), (server.by_hand)());
        let (mut rates, mut ratios) = (Vec::new(), Vec::new());
        let mut spent = [(0.0, 0.0); 2];
        for round in 0..ROUNDS {
            // The order alternates, since the first may have an advantage.
            let order = if round % 2 == 0 {
                [ours, by_hand]
            } else {
                [by_hand, ours]
            };
            let mut pair = order.map(|to| {
                let before = processor_time();
                let (answered, rate) = client.block_on(rate(to, &bytes));
                let (time, requests) = &mut spent[usize::from(to != ours)];
                *time += processor_time() - before;
                *requests += f64::from(answered);
                rate
            });
            if round % 2 != 0 {
                pair.reverse();
            }
            // The first rounds are for warming up.
            if round >= 2 {
                rates.push(pair[0]);
                ratios.push(pair[0] / pair[1]);
            }
        }
        println!("{name}: {:.0} requests per second", median(rates));
        println!("ratio requests_{name} {:.2}", median(ratios));
        let [ours, by_hand] = spent.map(|(time, requests)| time / requests);
        println!("ratio requests_by_cpu_{name} {:.2}", by_hand / ours);
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Returns the processor time of this process in seconds, to 10 ms.
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(11).take(2);
    fields
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// Returns the number of requests that this server answered, and the rate per second.
async fn rate(to: SocketAddr, request: &Bytes) -> (u32, f64) {
    let start = Instant::now();
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| tokio::spawn(client(to, request.clone(), start)))
        .collect();
    let mut answered = 0;
    for client in clients {
        answered += client.await.unwrap();
    }
    (
        answered,
        f64::from(answered) / start.elapsed().as_secs_f64(),
    )
}

async fn client(to: SocketAddr, request: Bytes, start: Instant) -> u32 {
    let mut stream = tokio::net::TcpStream::connect(to).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut answered = 0;
    let mut answer = [0; 1024];
    while start.elapsed() < ROUND {
        stream.write_all(&request).await.unwrap();
        let mut length = 0;
        while !answer[..length].ends_with(b"\r\n\r\n") {
            let count = stream.read(&mut answer[length..]).await.unwrap();
            assert!(count > 0, "the server closed");
            length += count;
        }
        assert!(
            answer.starts_with(b"HTTP/1.1 204"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
        answered += 1;
    }
    answered
}

fn slow_bodies(server: &Servers, whose: &str) {
    const BODIES: usize = 1000;
    const PIECE: usize = 4 * 1024;
    const LENGTH: usize = 1 << 20;
    let name = server.name;
    let (to, keeps) = match whose {
        "ours" => ((server.ours)(), true),
        _ => ((server.throws_away)(), false),
    };
    let (head, body) = request(LENGTH);
    let (begun, rest) = head.split_at(20);
    let mut streams: Vec<TcpStream> = (0..BODIES)
        .map(|_| {
            let mut stream = TcpStream::connect(to).unwrap();
            stream.write_all(begun).unwrap();
            stream
        })
        .collect();
    thread::sleep(Duration::from_millis(300));
    let before = resident();
    let (mut most, mut came) = (0, 0);
    // All but the last byte.
    for piece in [rest].into_iter().chain(body[..LENGTH - 1].chunks(PIECE)) {
        for stream in &mut streams {
            stream.write_all(piece).unwrap();
        }
        came += piece.len();
        // Until the server has read it.
        let mut last = 0;
        while last != resident() {
            last = resident();
            thread::sleep(Duration::from_millis(10));
        }
        let kept = if keeps { BODIES * came } else { 0 };
        most = most.max(last.saturating_sub(before + kept) / BODIES);
    }
    let most = most as f64 / 1024.0;
    if keeps {
        let taken = (resident() - before) >> 20;
        println!("{name}: {BODIES} bodies of {came} bytes took {taken} MiB");
        println!("ratio slow_body_KiB_{name} {most:.1}");
    } else {
        println!("ratio slow_body_framework_KiB_{name} {most:.1}");
    }
}

/// Returns the resident memory of this process.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kib.unwrap_or(0) * 1024
}

fn crates() {
    let none = tree("normal", &["-p", "webhook-receiver"]);
    println!("{} crates without features", none.len());
    for (name, framework) in [
        ("axum", "axum"),
        ("actix-web", "actix-web"),
        ("hyper", "hyper"),
        ("tower", "tower"),
    ] {
        let with = tree("normal", &["-p", "webhook-receiver", "--features", name]);
        let anyway = tree("normal,dev", &["-p", framework]);
        let added: Vec<_> = with
            .iter()
            .filter(|name| !none.contains(*name) && !anyway.contains(*name))
            .collect();
        println!("ratio crates_{name} {} {added:?}", added.len());
    }
}

/// Returns the names of the crates that are built with these features.
fn tree(edges: &str, of: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--edges",
            edges,
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(of)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
