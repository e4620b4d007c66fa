//! An axum handler whose effect happens exactly once per event: the claim on the event and the effect are
//! committed in one PostgreSQL transaction.
//!
//! The migrations of the service create the tables:
//!
//! ```sh
//! psql "$DATABASE_URL" -f migrations/webhook_idempotency.sql \
//!     -c 'CREATE TABLE payment (id text PRIMARY KEY, received timestamptz DEFAULT now())'
//! STRIPE_WEBHOOK_SECRET=... DATABASE_URL=postgres:///app \
//!     cargo run --all-features --example idempotent_postgres
//! ```

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{FromRef, State},
    routing::any,
};
use sqlx::PgPool;
use webhook_receiver::{
    Delivery, Receiver, Reply, Secret,
    events::stripe::{self, Event},
    idempotency::{
        Claim,
        postgres::{self, Transactional},
    },
};

type Error = Box<dyn std::error::Error + Send + Sync>;

#[derive(Clone, FromRef)]
struct App {
    receiver: Receiver<Event>,
    claims: Arc<Transactional<Event>>,
    pool: PgPool,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let receiver = Receiver::new(stripe::PROVIDER, Secret::from_env("STRIPE_WEBHOOK_SECRET")?)?;
    let claims = postgres::transactional(&receiver)
        .observer(|processed| eprintln!("{processed:?}"))
        .build()?;
    let app = App {
        receiver,
        claims: Arc::new(claims),
        pool: PgPool::connect(&std::env::var("DATABASE_URL")?).await?,
    };
    let routes = Router::new()
        .route("/stripe", any(on_stripe))
        .with_state(app);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

async fn on_stripe(State(app): State<App>, delivery: Delivery<Event>) -> Reply {
    // If anything fails, the commit included, the reply makes Stripe try again.
    store_payment(&app, &delivery)
        .await
        .unwrap_or_else(|error| {
            eprintln!("{error}");
            Reply::retry_after(Duration::from_secs(5))
        })
}

async fn store_payment(app: &App, delivery: &Delivery<Event>) -> Result<Reply, Error> {
    let mut tx = app.pool.begin().await?;
    match app.claims.claim_in(&mut *tx, delivery).await? {
        Claim::Acquired { .. } => {
            sqlx::query("INSERT INTO payment (id) VALUES ($1)")
                .bind(delivery.id())
                .execute(&mut *tx)
                .await?;
            // Commits the claim and the payment, or neither.
            tx.commit().await?;
            println!("stored payment {}", delivery.id().unwrap_or_default());
            Ok(delivery.acknowledgement())
        }
        // Acknowledges an event that was processed; replies with 503 while it is being processed.
        taken => Ok(taken.into_reply(delivery)),
    }
}
