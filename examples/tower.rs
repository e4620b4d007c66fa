//! Services behind tower layers that let only verified deliveries through, and one layer for many
//! tenants. axum only routes: the services do not depend on it.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... SENTRY_CLIENT_SECRET=... ACME_WEBHOOK_SECRET=... \
//!     cargo run --example tower --features tower,github
//! ```

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::Router;
use bytes::Bytes;
use http::{Request, Response, StatusCode, request};
use tower::{ServiceBuilder, service_fn};
use webhook_receiver::{
    Delivery, Endpoint, Json, Keys, Receiver, Reply, Secret, SetupError,
    adapter::{Full, tower::WebhookLayer},
    events::github,
    providers,
};

/// The rest of the application state, such as a database pool.
#[derive(Clone, Default)]
struct Database {
    stored: Arc<AtomicU64>,
}

/// A type of your own, for a provider without typed events. It has only the fields that you need; the rest
/// of the body is ignored.
#[derive(serde::Deserialize)]
struct Alert {
    action: String,
}

/// Customers, each with a secret of its own at the same provider.
struct Tenants {
    endpoint: Endpoint,
    /// Prepared once. A service with many tenants caches them in front of its database.
    keys: HashMap<String, Keys>,
}

impl Tenants {
    fn new() -> Result<Self, SetupError> {
        let endpoint = Receiver::builder(providers::GITHUB).build_endpoint()?;
        let acme = endpoint.prepare_keys(&[Secret::from_env("ACME_WEBHOOK_SECRET")?])?;
        let keys = HashMap::from([("acme".to_owned(), acme)]);
        Ok(Self { endpoint, keys })
    }

    /// Returns the receiver of the tenant in the path, or one with decoy keys for an unknown tenant: the
    /// response does not reveal which tenants exist.
    fn receiver(&self, head: &request::Parts) -> Receiver {
        let tenant = tenant(head.uri.path());
        let keys = self.keys.get(tenant).cloned();
        self.endpoint.with_keys_or_decoy(tenant, keys)
    }
}

fn tenant(path: &str) -> &str {
    path.strip_prefix("/hooks/").unwrap_or(path)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A missing or unusable secret ends the service here, with an error that says what to do.
    let github: Receiver<github::Event> =
        Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let sentry: Receiver<Json<Alert>> = Receiver::new(
        providers::SENTRY.with_events(),
        Secret::from_env("SENTRY_CLIENT_SECRET")?,
    )?;
    let tenants = Arc::new(Tenants::new()?);
    let lookup = WebhookLayer::lookup(move |head| {
        let receiver = tenants.receiver(head);
        // A database query would be awaited in this block.
        async move { receiver }
    });

    let database = Database::default();
    let github_database = database.clone();
    let on_github = move |request| on_github(github_database.clone(), request);
    let on_sentry = move |request| on_sentry(database.clone(), request);
    let routes = Router::new()
        .route_service(
            "/github",
            ServiceBuilder::new()
                .layer(WebhookLayer::new(github))
                .service(service_fn(on_github)),
        )
        .route_service(
            "/sentry",
            ServiceBuilder::new()
                .layer(WebhookLayer::new(sentry))
                .service(service_fn(on_sentry)),
        )
        .route_service(
            "/hooks/{tenant}",
            ServiceBuilder::new()
                .layer(lookup)
                .service(service_fn(on_tenant)),
        );
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

/// Takes the delivery from the request's extensions. It is there: the layer calls the service for
/// verified deliveries only.
fn take_delivery<E: 'static>(request: &mut Request<Full>) -> Option<Delivery<E>> {
    request.extensions_mut().remove()
}

fn respond(status: StatusCode) -> Result<Response<Full>, Infallible> {
    Ok(Reply::empty(status).into())
}

/// Decoding never fails: unknown event types and malformed bodies are variants of `github::Event`.
async fn on_github(
    database: Database,
    mut request: Request<Full>,
) -> Result<Response<Full>, Infallible> {
    let Some(delivery) = take_delivery::<github::Event>(&mut request) else {
        return respond(StatusCode::INTERNAL_SERVER_ERROR);
    };
    match delivery.event() {
        Ok(github::Event::Issues(event)) if event.action.is_opened() => {
            println!("issue {} was opened", event.issue.number);
            database.stored.fetch_add(1, Ordering::Relaxed);
        }
        Ok(github::Event::Undecodable(error)) => println!("{error}"),
        _ => println!("ignoring {:?}", delivery.kind()),
    }
    respond(StatusCode::NO_CONTENT)
}

async fn on_sentry(
    database: Database,
    mut request: Request<Full>,
) -> Result<Response<Full>, Infallible> {
    let Some(delivery) = take_delivery::<Json<Alert>>(&mut request) else {
        return respond(StatusCode::INTERNAL_SERVER_ERROR);
    };
    match delivery.event() {
        Ok(Json(alert)) => println!("{:?} was {}", delivery.kind(), alert.action),
        // A delivery that does not fit `Alert` is verified, and its body is still available.
        Err(error) => println!("{error}"),
    }
    database.stored.fetch_add(1, Ordering::Relaxed);
    respond(StatusCode::NO_CONTENT)
}

async fn on_tenant(mut request: Request<Full>) -> Result<Response<Full>, Infallible> {
    let tenant = tenant(request.uri().path()).to_owned();
    if let Some(delivery) = take_delivery::<Bytes>(&mut request) {
        println!("{tenant}: {:?}", delivery.kind());
    }
    respond(StatusCode::NO_CONTENT)
}
