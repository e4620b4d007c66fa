//! A hyper service whose effect happens exactly once per event: claim and effect are committed in one
//! transaction of PostgreSQL.
//!
//! The tables, by the migrations of the service:
//!
//! ```sh
//! psql "$DATABASE_URL" -f migrations/webhook_idempotency.sql \
//!     -c 'CREATE TABLE payment (id text PRIMARY KEY, received timestamptz DEFAULT now())'
//! STRIPE_WEBHOOK_SECRET=... DATABASE_URL=postgres:///app \
//!     cargo run --all-features --example idempotent_postgres
//! ```

use std::{convert::Infallible, sync::Arc, time::Duration};

use http::{Request, Response};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
};
use sqlx::PgPool;
use webhook_receiver::{
    Delivery, Received, Receiver, Reply, Secret,
    adapter::{Full, hyper::receive},
    events::stripe,
    idempotency::{
        Claim,
        postgres::{self, Transactional},
    },
};

struct App {
    receiver: Receiver<stripe::Event>,
    claims: Transactional<stripe::Event>,
    pool: PgPool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let receiver = Receiver::new(stripe::PROVIDER, Secret::from_env("STRIPE_WEBHOOK_SECRET")?)?;
    let app = Arc::new(App {
        claims: postgres::transactional(&receiver)
            .observer(|processed| eprintln!("{processed:?}"))
            .build()?,
        receiver,
        pool: PgPool::connect(&std::env::var("DATABASE_URL")?).await?,
    });
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    let mut server = auto::Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new());
    loop {
        let (stream, _) = listener.accept().await?;
        let (app, server) = (app.clone(), server.clone());
        tokio::spawn(async move {
            let service = service_fn(move |request| on_request(app.clone(), request));
            let _ = server.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn on_request(
    app: Arc<App>,
    request: Request<Incoming>,
) -> Result<Response<Full>, Infallible> {
    let reply = match receive(&app.receiver, request).await {
        Ok(Received::Delivery(delivery)) => {
            let reply = on_delivery(&app, &delivery).await;
            // What failed, the commit among it, is answered so that Stripe tries again.
            reply.unwrap_or_else(|error| {
                eprintln!("{error}");
                Reply::retry_after(Duration::from_secs(5))
            })
        }
        Ok(Received::Handshake(reply)) => reply,
        Err(error) => error.into(),
    };
    Ok(reply.into())
}

async fn on_delivery(
    app: &App,
    delivery: &Delivery<stripe::Event>,
) -> Result<Reply, Box<dyn std::error::Error + Send + Sync>> {
    let mut tx = app.pool.begin().await?;
    match app.claims.claim_in(&mut *tx, delivery).await? {
        Claim::Acquired { .. } => {
            sqlx::query("INSERT INTO payment (id) VALUES ($1)")
                .bind(delivery.id())
                .execute(&mut *tx)
                .await?;
            // Both are committed, or neither.
            tx.commit().await?;
            println!("{:?} is a payment", delivery.id().unwrap_or_default());
            Ok(delivery.acknowledgement())
        }
        // A duplicate is acknowledged, one that is being processed is answered with 503.
        taken => Ok(taken.into_reply(delivery)),
    }
}
