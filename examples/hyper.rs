//! A hyper service that receives the webhooks of two providers, and those of many tenants on one route.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... SENTRY_CLIENT_SECRET=... ACME_WEBHOOK_SECRET=... \
//!     cargo run --example hyper --features hyper,github
//! ```

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use http::{Request, Response, StatusCode};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
};
use webhook_receiver::{
    Endpoint, Error, Json, Keys, Received, Receiver, Reply, Secret, SetupError,
    adapter::{Full, hyper::receive},
    events::github,
    providers,
};

/// The rest of the application state, such as a database pool.
#[derive(Default)]
struct Database {
    stored: AtomicU64,
}

/// A type of your own, for a provider without typed events. It has only the fields that you need; the rest
/// of the body is ignored.
#[derive(serde::Deserialize)]
struct Alert {
    action: String,
}

struct App {
    database: Database,
    github: Receiver<github::Event>,
    sentry: Receiver<Json<Alert>>,
    /// For customers, each with a secret of its own at the same provider.
    tenants: Endpoint,
    /// Prepared once. A service with many tenants caches them in front of its database.
    tenant_keys: HashMap<String, Keys>,
}

impl App {
    fn new() -> Result<Self, SetupError> {
        let tenants = Receiver::builder(providers::GITHUB).build_endpoint()?;
        let acme = tenants.prepare_keys(&[Secret::from_env("ACME_WEBHOOK_SECRET")?])?;
        Ok(Self {
            database: Database::default(),
            github: Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?,
            sentry: Receiver::new(
                providers::SENTRY.with_events(),
                Secret::from_env("SENTRY_CLIENT_SECRET")?,
            )?,
            tenants,
            tenant_keys: HashMap::from([("acme".to_owned(), acme)]),
        })
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A missing or unusable secret ends the service here, with an error that says what to do.
    let app = Arc::new(App::new()?);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    let mut server = auto::Builder::new(TokioExecutor::new());
    // Without a timer, hyper waits for the head of a request forever. The receiver limits the time for the body.
    server.http1().timer(TokioTimer::new());
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // For example, too many connections are open.
            Err(error) => {
                eprintln!("cannot accept a connection: {error}");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        let (app, server) = (app.clone(), server.clone());
        tokio::spawn(async move {
            let service = service_fn(move |request| on_request(app.clone(), request));
            // An error concerns this connection only: the client closed it, or sent no valid HTTP.
            let _ = server.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// Routes by the path alone: the receivers reject the methods that a provider does not send.
async fn on_request(
    app: Arc<App>,
    request: Request<Incoming>,
) -> Result<Response<Full>, Infallible> {
    let path = request.uri().path().to_owned();
    let reply = match path.as_str() {
        "/github" => on_github(&app, request).await,
        "/sentry" => on_sentry(&app, request).await,
        path => match path.strip_prefix("/hooks/") {
            Some(tenant) => on_tenant(&app, tenant, request).await,
            None => Ok(Reply::empty(StatusCode::NOT_FOUND)),
        },
    };
    Ok(reply.unwrap_or_else(Reply::from).into())
}

/// Decoding never fails: unknown event types and malformed bodies are variants of `github::Event`.
async fn on_github(app: &App, request: Request<Incoming>) -> Result<Reply, Error> {
    let delivery = match receive(&app.github, request).await? {
        Received::Delivery(delivery) => delivery,
        Received::Handshake(reply) => return Ok(reply),
    };
    match delivery.event() {
        Ok(github::Event::Issues(event)) if event.action.is_opened() => {
            println!("issue {} was opened", event.issue.number);
            app.database.stored.fetch_add(1, Ordering::Relaxed);
        }
        Ok(github::Event::Undecodable(error)) => println!("{error}"),
        _ => println!("ignoring {:?}", delivery.kind()),
    }
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

async fn on_sentry(app: &App, request: Request<Incoming>) -> Result<Reply, Error> {
    let delivery = match receive(&app.sentry, request).await? {
        Received::Delivery(delivery) => delivery,
        Received::Handshake(reply) => return Ok(reply),
    };
    match delivery.event() {
        Ok(Json(alert)) => println!("{:?} was {}", delivery.kind(), alert.action),
        // A delivery that does not fit `Alert` is verified, and its body is still available.
        Err(error) => println!("{error}"),
    }
    app.database.stored.fetch_add(1, Ordering::Relaxed);
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// Looks up the keys by the tenant in the path, then verifies the request.
async fn on_tenant(app: &App, tenant: &str, request: Request<Incoming>) -> Result<Reply, Error> {
    // An unknown tenant gets decoy keys, so that the response does not reveal which tenants exist.
    let keys = app.tenant_keys.get(tenant).cloned();
    let receiver = app.tenants.with_keys_or_decoy(tenant, keys);
    match receive(&receiver, request).await? {
        Received::Delivery(delivery) => println!("{tenant}: {:?}", delivery.kind()),
        Received::Handshake(reply) => return Ok(reply),
    }
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}
