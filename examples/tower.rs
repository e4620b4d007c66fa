//! Services behind tower layers that let only verified deliveries through, and one layer for many
//! tenants. axum is the router here; the services know nothing of it.
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

/// What the service has anyway: a database pool, most often.
#[derive(Clone, Default)]
struct Database {
    stored: Arc<AtomicU64>,
}

/// For a provider without a model: a type of your own, with the fields that you need. Everything
/// else in the body is passed over.
#[derive(serde::Deserialize)]
struct Alert {
    action: String,
}

/// Customers, each with its own secret at the same provider.
struct Tenants {
    endpoint: Endpoint,
    /// Prepared once. A larger service keeps them in a cache before its database.
    keys: HashMap<String, Keys>,
}

impl Tenants {
    fn new() -> Result<Self, SetupError> {
        let endpoint = Receiver::builder(providers::GITHUB).build_endpoint()?;
        let acme = endpoint.prepare_keys(&[Secret::from_env("ACME_WEBHOOK_SECRET")?])?;
        let keys = HashMap::from([("acme".to_owned(), acme)]);
        Ok(Self { endpoint, keys })
    }

    /// The receiver of the tenant in the path. One that does not exist has a decoy: nobody learns which
    /// tenants there are.
    fn receiver(&self, head: &request::Parts) -> Receiver {
        let tenant = tenant(head.uri.path());
        let keys = self.keys.get(tenant).cloned();
        self.endpoint.with_keys_or_decoy(tenant, keys)
    }
}

fn tenant(path: &str) -> &str {
    path.trim_start_matches("/hooks/")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A wrong set-up ends the service here, with a sentence that says what to do.
    let github: Receiver<github::Event> =
        Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let sentry: Receiver<Json<Alert>> = Receiver::new(
        providers::SENTRY.with_events(),
        Secret::from_env("SENTRY_CLIENT_SECRET")?,
    )?;
    let tenants = Arc::new(Tenants::new()?);
    let lookup = WebhookLayer::lookup(move |head| {
        let receiver = tenants.receiver(head);
        // A look into a database would be awaited here.
        async move { receiver }
    });

    let database = Database::default();
    let of_github = database.clone();
    let on_github = move |request| on_github(of_github.clone(), request);
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

/// The delivery is in the request's extensions: the layer puts it there, or does not call.
fn delivery<E: 'static>(request: &mut Request<Full>) -> Option<Delivery<E>> {
    request.extensions_mut().remove()
}

fn answer(status: StatusCode) -> Result<Response<Full>, Infallible> {
    Ok(Reply::empty(status).into())
}

/// GitHub's events cannot fail to decode: what is unknown or does not fit is a variant, too.
async fn on_github(
    database: Database,
    mut request: Request<Full>,
) -> Result<Response<Full>, Infallible> {
    let Some(delivery) = delivery::<github::Event>(&mut request) else {
        return answer(StatusCode::INTERNAL_SERVER_ERROR);
    };
    match delivery.event() {
        Ok(github::Event::Issues(event)) if event.action.is_opened() => {
            println!("issue {} was opened", event.issue.number);
            database.stored.fetch_add(1, Ordering::Relaxed);
        }
        Ok(github::Event::Undecodable(error)) => println!("{error}"),
        _ => println!("ignoring {:?}", delivery.kind()),
    }
    answer(StatusCode::NO_CONTENT)
}

async fn on_sentry(
    database: Database,
    mut request: Request<Full>,
) -> Result<Response<Full>, Infallible> {
    let Some(delivery) = delivery::<Json<Alert>>(&mut request) else {
        return answer(StatusCode::INTERNAL_SERVER_ERROR);
    };
    match delivery.event() {
        Ok(Json(alert)) => println!("{:?} was {}", delivery.kind(), alert.action),
        // One that does not fit your own type is not lost.
        Err(error) => println!("{:?} at {}", delivery.kind(), error.path()),
    }
    database.stored.fetch_add(1, Ordering::Relaxed);
    answer(StatusCode::NO_CONTENT)
}

async fn on_tenant(mut request: Request<Full>) -> Result<Response<Full>, Infallible> {
    let tenant = tenant(request.uri().path()).to_owned();
    if let Some(delivery) = delivery::<Bytes>(&mut request) {
        println!("{tenant}: {:?}", delivery.kind());
    }
    answer(StatusCode::NO_CONTENT)
}
