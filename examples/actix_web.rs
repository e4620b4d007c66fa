//! An actix-web service with receivers beside its own state, and one route for many tenants.
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

/// What the service has anyway: a database pool, most often.
#[derive(Default)]
struct Database {
    stored: AtomicU64,
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

    /// An unknown tenant gets decoy keys, so that the answers do not reveal which tenants exist.
    fn receiver(&self, tenant: &str) -> Receiver {
        let keys = self.keys.get(tenant).cloned();
        self.endpoint.with_keys_or_decoy(tenant, keys)
    }
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A wrong set-up ends the service here, with a sentence that says what to do.
    let github = Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let sentry: Receiver<Json<Alert>> = Receiver::new(
        providers::SENTRY.with_events(),
        Secret::from_env("SENTRY_CLIENT_SECRET")?,
    )?;
    let tenants = web::Data::new(Tenants::new()?);
    let database = web::Data::new(Database::default());
    let server = HttpServer::new(move || {
        // A handler's argument picks its receiver by the type of the event. The routes are for all
        // methods, so that handshakes, which may be GET or HEAD, reach the receiver too.
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

/// GitHub's events cannot fail to decode: what is unknown or does not fit is a variant, too.
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

/// Takes the delivery, not the event, so that one which does not fit your own type is not lost.
async fn on_sentry(database: web::Data<Database>, delivery: Delivery<Json<Alert>>) -> HttpResponse {
    match delivery.event() {
        Ok(Json(alert)) => println!("{:?} was {}", delivery.kind(), alert.action),
        Err(error) => println!("{:?} at {}", delivery.kind(), error.path()),
    }
    database.stored.fetch_add(1, Ordering::Relaxed);
    HttpResponse::NoContent().finish()
}

/// The keys are looked up by the path, then the request is verified.
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
