//! Enqueues each delivery as a job of apalis. The claim on the event and its job are committed in one
//! PostgreSQL transaction, so there is exactly one job per event. The worker claims the event too, and ships once.
//!
//! ```sh
//! psql "$DATABASE_URL" -f ../../migrations/webhook_idempotency.sql \
//!     -c 'CREATE TABLE shipment (key text)'
//! GITHUB_WEBHOOK_SECRET=... DATABASE_URL=postgres:///app cargo run --bin apalis
//! ```

use std::time::{Duration, SystemTime};

use apalis::prelude::{Data, TaskBuilder, WorkerBuilder};
use apalis_postgres::{Config, PostgresStorage, queries::push_tasks};
use axum::{
    Router,
    extract::{FromRef, State},
    routing::any,
};
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

const QUEUE: &str = "github";

#[derive(Clone, FromRef)]
struct App {
    receiver: Receiver<Event>,
    claims: std::sync::Arc<Transactional<Event>>,
    pool: PgPool,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let receiver = Receiver::new(github::PROVIDER, Secret::from_env("GITHUB_WEBHOOK_SECRET")?)?;
    let pool = PgPool::connect(&std::env::var("DATABASE_URL")?).await?;
    // Creates the tables of apalis, which need the extension `hstore`.
    PostgresStorage::setup(&pool).await?;
    let claims = postgres::transactional(&receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()?;
    let config = Config::default()
        .queue(QUEUE)
        // After three seconds without a heartbeat, the jobs of a process go to another one.
        .heartbeat_interval(Duration::from_secs(1))
        .missed_heartbeats(3);
    let storage = PostgresStorage::<StoredDelivery>::new(&pool).with_config(config);
    // Each process needs a name of its own.
    let started = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    let worker = WorkerBuilder::new(format!("{}-{}", std::process::id(), started.as_nanos()))
        .backend(storage)
        .data(pool.clone())
        .build(ship);
    tokio::spawn(async move {
        if let Err(error) = worker.run().await {
            eprintln!("the worker ended: {error}");
        }
    });
    let routes = Router::new()
        .route("/github", any(on_github))
        .with_state(App {
            receiver,
            claims: claims.into(),
            pool,
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

/// Enqueues a job for the delivery, if it is the first of its event. The reply is sent after the commit.
async fn enqueue(app: &App, delivery: &Delivery<Event>) -> Result<Reply, Error> {
    let mut tx = app.pool.begin().await?;
    match app.claims.claim_in(&mut *tx, delivery).await? {
        Claim::Acquired { .. } => {
            let key = app.claims.key(delivery)?;
            let stored = StoredDelivery::new(delivery, key, SystemTime::now())?;
            let job = TaskBuilder::new(stored.to_json())
                .idempotency_key(key.to_string())
                .build();
            push_tasks(&mut *tx, QUEUE, vec![job]).await?;
            tx.commit().await?;
            Ok(delivery.acknowledgement())
        }
        taken => Ok(taken.into_reply(delivery)),
    }
}

/// Runs a job. A job can run again, for example after its process was killed. The claim on its key makes sure
/// that its effect happens once.
async fn ship(stored: StoredDelivery, pool: Data<PgPool>) -> Result<(), Error> {
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
