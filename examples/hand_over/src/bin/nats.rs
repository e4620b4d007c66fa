//! Publishes each delivery to NATS JetStream, which drops a second message with the same id within its
//! duplicate window. The worker claims the event in PostgreSQL, and ships once, even after that window.
//!
//! ```sh
//! nats-server --jetstream --store_dir /var/lib/nats &
//! psql "$DATABASE_URL" -f ../../migrations/webhook_idempotency.sql \
//!     -c 'CREATE TABLE shipment (key text)'
//! GITHUB_WEBHOOK_SECRET=... NATS_URL=127.0.0.1:4222 DATABASE_URL=postgres:///app \
//!     cargo run --bin nats
//! ```

use std::time::{Duration, SystemTime};

use async_nats::{
    HeaderMap,
    jetstream::{self, AckKind, Context, consumer::pull, stream},
};
use axum::{
    Router,
    extract::{FromRef, State},
    routing::any,
};
use futures_util::StreamExt as _;
use sqlx::PgPool;
use webhook_receiver::{
    Delivery, Receiver, Reply, Secret, StoredDelivery,
    events::github::{self, Event},
    idempotency::{
        Claim, UnsignedId,
        postgres::{self, Transactional},
    },
};

type Error = Box<dyn std::error::Error + Send + Sync>;

const SUBJECT: &str = "webhooks.github";

#[derive(Clone, FromRef)]
struct App {
    receiver: Receiver<Event>,
    /// Used for the idempotency keys only: JetStream detects duplicates.
    keys: std::sync::Arc<Transactional<Event>>,
    jetstream: Context,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let receiver = Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let keys = postgres::transactional(&receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()?;
    let pool = PgPool::connect(&std::env::var("DATABASE_URL")?).await?;
    let client = async_nats::connect(std::env::var("NATS_URL")?).await?;
    let jetstream = jetstream::new(client);
    let stream = jetstream
        .get_or_create_stream(stream::Config {
            name: "WEBHOOKS".to_owned(),
            subjects: vec!["webhooks.>".to_owned()],
            storage: stream::StorageType::File,
            // The default of two minutes is shorter than the retry period of most providers.
            duplicate_window: Duration::from_secs(24 * 3600),
            ..stream::Config::default()
        })
        .await?;
    let consumer = stream
        .get_or_create_consumer(
            "shipping",
            pull::Config {
                durable_name: Some("shipping".to_owned()),
                ack_wait: Duration::from_secs(3),
                ..pull::Config::default()
            },
        )
        .await?;
    tokio::spawn(async move {
        if let Err(error) = work(consumer, pool).await {
            eprintln!("the worker ended: {error}");
        }
    });
    let routes = Router::new()
        .route("/github", any(on_github))
        .with_state(App {
            receiver,
            keys: keys.into(),
            jetstream,
        });
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

async fn on_github(State(app): State<App>, delivery: Delivery<Event>) -> Reply {
    enqueue(&app, &delivery).await.unwrap_or_else(|error| {
        eprintln!("{error}");
        Reply::retry_after(Duration::from_secs(5))
    })
}

/// Publishes the delivery. The reply is sent after the server has acknowledged the message.
async fn enqueue(app: &App, delivery: &Delivery<Event>) -> Result<Reply, Error> {
    let key = app.keys.key(delivery)?;
    let stored = StoredDelivery::new(delivery, key, SystemTime::now())?;
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Msg-Id", key.to_string());
    let sent = app
        .jetstream
        .publish_with_headers(SUBJECT, headers, stored.to_json().into())
        .await?;
    // Shorter than the ten seconds that GitHub waits for the reply.
    let acknowledged = tokio::time::timeout(Duration::from_secs(2), sent.into_future()).await??;
    if acknowledged.duplicate {
        eprintln!("duplicate of {key}");
    }
    Ok(delivery.acknowledgement())
}

async fn work(
    consumer: jetstream::consumer::Consumer<pull::Config>,
    pool: PgPool,
) -> Result<(), Error> {
    let mut messages = consumer.messages().await?;
    while let Some(message) = messages.next().await {
        let message = message?;
        match ship(&message.payload, &pool).await {
            Ok(()) => message.ack().await?,
            Err(error) => {
                eprintln!("{error}");
                // The server delivers the message again.
                let later = AckKind::Nak(Some(Duration::from_millis(500)));
                message.ack_with(later).await?;
            }
        }
    }
    Ok(())
}

/// Runs a job. A job can run again, for example after its process was killed. The claim on its key makes sure
/// that its effect happens once.
async fn ship(job: &[u8], pool: &PgPool) -> Result<(), Error> {
    let stored = StoredDelivery::from_json(job)?;
    if let Event::Issues(event) = stored.event(&github::PROVIDER)? {
        println!("issue {}", event.issue.number);
    }
    let mut tx = pool.begin().await?;
    let retention = Duration::from_secs(30 * 24 * 3600);
    match postgres::claim_key_in(&mut *tx, &stored.key().step("ship"), retention).await? {
        Claim::Acquired { .. } => {
            sqlx::query("INSERT INTO shipment (key) VALUES ($1)")
                .bind(stored.key().to_string())
                .execute(&mut *tx)
                .await?;
            Ok(tx.commit().await?)
        }
        Claim::Completed { .. } => Ok(()),
        Claim::InProgress { .. } => Err("another worker is shipping this event".into()),
    }
}
