//! An actix-web service that receives the webhooks of two providers, and those of many tenants on one route.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... SENTRY_CLIENT_SECRET=... ACME_WEBHOOK_SECRET=... \
//!     cargo run --example actix_web --features actix-web,github
//! ```

use std::{
    collections::HashMap,
    sync::atomic::{AtomicU64, Ordering},
};

use actix_web::{App, HttpResponse, HttpServer, web};
use webhook_receiver::{
    Delivery, Endpoint, Json, Keys, Receiver, Secret, SetupError, Webhook, WebhookRejection,
    adapter::actix_web::Unverified, events::github, providers,
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

    /// Returns the tenant's receiver, or one with decoy keys for an unknown tenant: the response does not
    /// reveal which tenants exist.
    fn receiver(&self, tenant: &str) -> Receiver {
        let keys = self.keys.get(tenant).cloned();
        self.endpoint.with_keys_or_decoy(tenant, keys)
    }
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A missing or unusable secret ends the service here, with an error that says what to do.
    let github = Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let sentry: Receiver<Json<Alert>> = Receiver::new(
        providers::SENTRY.with_events(),
        Secret::from_env("SENTRY_CLIENT_SECRET")?,
    )?;
    let tenants = web::Data::new(Tenants::new()?);
    let database = web::Data::new(Database::default());
    let server = HttpServer::new(move || {
        // A handler uses the receiver with the event type of its argument. The routes take all methods,
        // since some providers send handshakes as GET or HEAD requests.
        App::new()
            .app_data(github.clone())
            .app_data(sentry.clone())
            .app_data(tenants.clone())
            .app_data(database.clone())
            .route("/github", web::route().to(on_github))
            .route("/sentry", web::route().to(on_sentry))
            .route("/hooks/{tenant}", web::route().to(on_tenant))
    });
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let server = server.bind(address)?;
    for address in server.addrs() {
        println!("listening on {address}");
    }
    Ok(server.run().await?)
}

/// Decoding never fails: unknown event types and malformed bodies are variants of `github::Event`.
async fn on_github(
    database: web::Data<Database>,
    Webhook { event, delivery }: Webhook<github::Event>,
) -> HttpResponse {
    match event {
        github::Event::Issues(event) if event.action.is_opened() => {
            println!("issue {} was opened", event.issue.number);
            database.stored.fetch_add(1, Ordering::Relaxed);
        }
        github::Event::Undecodable(error) => println!("{error}"),
        _ => println!("ignoring {:?}", delivery.kind()),
    }
    HttpResponse::NoContent().finish()
}

/// Takes `Delivery` instead of `Webhook`, so that a delivery that does not fit `Alert` is not rejected.
async fn on_sentry(database: web::Data<Database>, delivery: Delivery<Json<Alert>>) -> HttpResponse {
    match delivery.event() {
        Ok(Json(alert)) => println!("{:?} was {}", delivery.kind(), alert.action),
        Err(error) => println!("{error}"),
    }
    database.stored.fetch_add(1, Ordering::Relaxed);
    HttpResponse::NoContent().finish()
}

/// Looks up the keys by the tenant in the path, then verifies the request.
async fn on_tenant(
    tenants: web::Data<Tenants>,
    tenant: web::Path<String>,
    unverified: Unverified,
) -> Result<HttpResponse, WebhookRejection> {
    let receiver = tenants.receiver(&tenant);
    let delivery = unverified.verify(&receiver).await?;
    println!("{tenant}: {:?}", delivery.kind());
    Ok(HttpResponse::NoContent().finish())
}
