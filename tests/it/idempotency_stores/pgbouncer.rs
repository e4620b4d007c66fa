//! PgBouncer with transaction pooling: two statements of one client can run on two connections of the server,
//! which have different prepared statements.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use sqlx::postgres::PgPoolOptions;
use tokio_postgres::NoTls;
use webhook_receiver::{
    idempotency::{
        Claim,
        postgres::{Postgres, SCHEMA, Unnamed, transactional},
    },
    testing::store_contract,
};

use super::{
    databases::{PgBouncer, PostgresServer},
    delivery, options, receiver,
};

fn start() -> Option<(PostgresServer, PgBouncer)> {
    let server = PostgresServer::start()?;
    server.run(SCHEMA);
    server.run("CREATE TABLE effect (event text NOT NULL)");
    let bouncer = PgBouncer::start(&server)?;
    Some((server, bouncer))
}

async fn client(bouncer: &PgBouncer) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(&bouncer.url(), NoTls)
        .await
        .unwrap();
    tokio::spawn(connection);
    client
}

/// tokio-postgres sends each statement and its parameters in one batch, without names.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_the_contract_with_tokio_postgres() {
    let Some((_server, bouncer)) = start() else {
        return;
    };
    let mut clients = Vec::new();
    for _ in 0..12 {
        clients.push(Arc::new(client(&bouncer).await));
    }
    let next = Arc::new(AtomicUsize::new(0));
    let make = || {
        let (clients, next) = (clients.clone(), next.clone());
        Postgres::new(move || {
            let client = next.fetch_add(1, Ordering::Relaxed) % clients.len();
            std::future::ready(Ok(clients[client].clone()))
        })
    };
    let report = store_contract(make, options(100)).await;
    println!("pgbouncer, tokio-postgres: {:?}", report.unwrap());
}

const EVENTS: usize = 40;
const CLIENTS: usize = 8;

/// Each event has one effect, whichever client claims it first.
fn once_each(server: &PostgresServer) {
    let counts = server.run("SELECT count(*), count(DISTINCT event) FROM effect");
    assert_eq!(counts, format!("{EVENTS}|{EVENTS}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_claims_in_transactions_of_tokio_postgres() {
    let Some((server, bouncer)) = start() else {
        return;
    };
    let claims = Arc::new(transactional(&receiver()).build().unwrap());
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let (mut client, claims) = (client(&bouncer).await, claims.clone());
        running.spawn(async move {
            for event in 0..EVENTS {
                let event = event.to_string();
                loop {
                    let mut tx = client.transaction().await.unwrap();
                    let claim = claims.claim_in(&mut tx, &delivery(&event)).await;
                    match claim.unwrap() {
                        Claim::InProgress { .. } => tx.rollback().await.unwrap(),
                        Claim::Completed { .. } => break tx.rollback().await.unwrap(),
                        Claim::Acquired { .. } => {
                            let insert = format!("INSERT INTO effect VALUES ('{event}')");
                            tx.batch_execute(&insert).await.unwrap();
                            break tx.commit().await.unwrap();
                        }
                    }
                    tokio::task::yield_now().await;
                }
            }
        });
    }
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
    once_each(&server);
}

/// sqlx prepares in a separate round trip. Only a transaction keeps the connection that has the statement,
/// and another client may have used the name there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_claims_in_transactions_of_sqlx_without_names() {
    let Some((server, bouncer)) = start() else {
        return;
    };
    let options = PgPoolOptions::new().max_connections(8);
    let pool = options.connect(&bouncer.url()).await.unwrap();
    let claims = Arc::new(transactional(&receiver()).build().unwrap());
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let (pool, claims) = (pool.clone(), claims.clone());
        running.spawn(async move {
            for event in 0..EVENTS {
                let event = event.to_string();
                loop {
                    let mut tx = pool.begin().await.unwrap();
                    let claim = claims
                        .claim_in(&mut Unnamed(&mut tx), &delivery(&event))
                        .await;
                    match claim.unwrap() {
                        Claim::InProgress { .. } => tx.rollback().await.unwrap(),
                        Claim::Completed { .. } => break tx.rollback().await.unwrap(),
                        Claim::Acquired { .. } => {
                            sqlx::query("INSERT INTO effect VALUES ($1)")
                                .persistent(false)
                                .bind(&event)
                                .execute(&mut *tx)
                                .await
                                .unwrap();
                            break tx.commit().await.unwrap();
                        }
                    }
                    tokio::task::yield_now().await;
                }
            }
        });
    }
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
    once_each(&server);
}
