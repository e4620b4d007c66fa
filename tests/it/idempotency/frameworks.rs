//! A handler is made idempotent by one line in each framework, and responds alike in all of them.

use std::{
    convert::Infallible,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
    service::TowerToHyperService,
};
use tower::Layer;
use webhook_receiver::{
    Delivery, Received, Receiver, Reply, Secret,
    adapter::{Full, tower::WebhookLayer},
    idempotency::{Attempt, Idempotency, Idempotent, Memory, StoreDown},
    providers,
    testing::Signer,
};

const SECRET: &str = "whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf";

#[derive(Clone)]
struct App {
    receiver: Receiver,
    events: Idempotent,
    log: Log,
}

/// The number of attempts of work that started, and of those that ended.
#[derive(Clone, Default)]
struct Log {
    began: Arc<Mutex<Vec<(String, u32)>>>,
    ended: Arc<AtomicUsize>,
}

impl App {
    fn new() -> Self {
        let receiver = Receiver::new(providers::STRIPE, Secret::new(SECRET).unwrap()).unwrap();
        let idempotency = Idempotency::new(Memory::new(1000), StoreDown::Reject);
        Self {
            events: idempotency.endpoint(&receiver).build().unwrap(),
            receiver,
            log: Log::default(),
        }
    }

    async fn handle(&self, delivery: Delivery) -> Reply {
        let log = self.log.clone();
        let work = move |delivery, attempt| work(log, delivery, attempt);
        self.events.respond(delivery, work).await
    }
}

async fn work(log: Log, delivery: Delivery, attempt: Attempt) -> Result<(), &'static str> {
    let id = delivery.id().unwrap().to_owned();
    log.began.lock().unwrap().push((id, attempt.number()));
    match delivery.kind() {
        Some("fails") if attempt.is_first() => return Err("once"),
        Some("panics") if attempt.is_first() => panic!("once"),
        Some("waits") => tokio::time::sleep(Duration::from_millis(500)).await,
        _ => {}
    }
    log.ended.fetch_add(1, Ordering::SeqCst);
    Ok(())
}

mod axum_app {
    use axum::{Router, extract::FromRef, extract::State, routing::any};
    use webhook_receiver::{Delivery, Receiver, Reply};

    use super::App;

    impl FromRef<App> for Receiver {
        fn from_ref(app: &App) -> Self {
            app.receiver.clone()
        }
    }

    pub(super) fn routes(app: App) -> Router {
        async fn handler(State(app): State<App>, delivery: Delivery) -> Reply {
            app.handle(delivery).await
        }
        Router::new().route("/", any(handler)).with_state(app)
    }
}

fn actix_web(app: App) -> SocketAddr {
    use actix_web::{App as Service, HttpServer, rt, web, web::Data};
    async fn handler(app: Data<App>, delivery: Delivery) -> Reply {
        app.handle(delivery).await
    }
    let (tell, address) = mpsc::channel();
    thread::spawn(move || {
        rt::System::new().block_on(async move {
            let server = HttpServer::new(move || {
                Service::new()
                    .app_data(app.receiver.clone())
                    .app_data(Data::new(app.clone()))
                    .route("/", web::route().to(handler))
            })
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

async fn hyper(listener: tokio::net::TcpListener, app: App) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let app = app.clone();
        let service = ::hyper::service::service_fn(move |request| {
            let app = app.clone();
            async move {
                let received =
                    webhook_receiver::adapter::hyper::receive(&app.receiver, request).await;
                let reply = match received {
                    Ok(Received::Delivery(delivery)) => app.handle(delivery).await,
                    Ok(Received::Handshake(reply)) => reply,
                    Err(error) => error.into(),
                };
                Ok::<Response<Full>, Infallible>(reply.into())
            }
        });
        tokio::spawn(async move {
            let _ = auto::Builder::new(TokioExecutor::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn tower(listener: tokio::net::TcpListener, app: App) {
    let layer = WebhookLayer::new(app.receiver.clone());
    let service = layer.layer(::tower::service_fn(move |mut request: Request<Full>| {
        let app = app.clone();
        async move {
            let reply = match request.extensions_mut().remove::<Delivery>() {
                Some(delivery) => app.handle(delivery).await,
                None => Reply::empty(StatusCode::INTERNAL_SERVER_ERROR),
            };
            Ok::<Response<Full>, Infallible>(reply.into())
        }
    }));
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(async move {
            let _ = auto::Builder::new(TokioExecutor::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// Starts the service. It runs until the test ends.
fn start(framework: &str, app: App) -> SocketAddr {
    if framework == "actix-web" {
        return actix_web(app);
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let framework = framework.to_owned();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            match framework.as_str() {
                "axum" => axum::serve(listener, axum_app::routes(app)).await.unwrap(),
                "hyper" => hyper(listener, app).await,
                _ => tower(listener, app).await,
            }
        });
    });
    address
}

/// Sends an event, and returns its connection.
fn send(address: SocketAddr, id: &str, kind: &str) -> TcpStream {
    let request: Request<Bytes> = Signer::new(providers::STRIPE, Secret::new(SECRET).unwrap())
        .sign(
            "https://app.example/",
            format!(r#"{{"id":"{id}","type":"{kind}"}}"#),
        )
        .unwrap();
    let mut text = format!(
        "POST / HTTP/1.1\r\nhost: app.example\r\nconnection: close\r\ncontent-length: {}\r\n",
        request.body().len()
    );
    for (name, value) in request.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(&[text.as_bytes(), b"\r\n", request.body()].concat())
        .unwrap();
    stream
}

/// Returns the status, or 0 if there is no response, and the time to wait.
fn answer(mut stream: TcpStream) -> (u16, Option<u64>) {
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let status = answer.get(9..12).and_then(|text| text.parse().ok());
    let mut lines = answer.lines().map(str::to_ascii_lowercase);
    let retry_after = lines.find_map(|line| line.strip_prefix("retry-after: ")?.parse().ok());
    (status.unwrap_or(0), retry_after)
}

#[test]
fn answers_each_outcome_in_each_framework() {
    for framework in ["axum", "actix-web", "hyper", "tower"] {
        let app = App::new();
        let log = app.log.clone();
        let address = start(framework, app);
        let ask = |id, kind| answer(send(address, id, kind));
        let attempts = |id: &str| -> Vec<u32> {
            let began = log.began.lock().unwrap();
            let of_id = began.iter().filter(|(found, _)| found == id);
            of_id.map(|(_, attempt)| *attempt).collect()
        };

        assert_eq!(ask("evt_1", "works"), (200, None), "{framework}");
        assert_eq!(ask("evt_1", "works"), (200, None), "{framework}");
        assert_eq!(attempts("evt_1"), [1], "{framework}");

        assert_eq!(ask("evt_2", "fails"), (500, None), "{framework}");
        assert_eq!(ask("evt_2", "fails"), (200, None), "{framework}");
        assert_eq!(attempts("evt_2"), [1, 2], "{framework}");

        let (status, _) = ask("evt_3", "panics");
        assert!([0, 500].contains(&status), "{framework}: {status}");
        assert_eq!(ask("evt_3", "panics"), (200, None), "{framework}");
        assert_eq!(attempts("evt_3"), [1, 2], "{framework}");

        let first = send(address, "evt_4", "waits");
        while attempts("evt_4").is_empty() {
            thread::sleep(Duration::from_millis(10));
        }
        let (status, retry_after) = ask("evt_4", "waits");
        assert_eq!(status, 503, "{framework}");
        assert!((1..=30).contains(&retry_after.unwrap()), "{framework}");
        assert_eq!(answer(first), (200, None), "{framework}");
        assert_eq!(attempts("evt_4"), [1], "{framework}");

        // The sender disconnects: the work continues, and the retry is a duplicate.
        let ended = log.ended.load(Ordering::SeqCst);
        let gone = send(address, "evt_5", "waits");
        while attempts("evt_5").is_empty() {
            thread::sleep(Duration::from_millis(10));
        }
        drop(gone);
        let began = Instant::now();
        while log.ended.load(Ordering::SeqCst) == ended {
            assert!(began.elapsed() < Duration::from_secs(10), "{framework}");
            thread::sleep(Duration::from_millis(10));
        }
        thread::sleep(Duration::from_millis(50));
        assert_eq!(ask("evt_5", "waits"), (200, None), "{framework}");
        assert_eq!(attempts("evt_5"), [1], "{framework}");
    }
}
