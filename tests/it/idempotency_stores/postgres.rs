//! The PostgreSQL store.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio_postgres::NoTls;
use webhook_receiver::{
    idempotency::{
        Claim, ClaimRequest, Idempotency, Key, Outcome, Owner, RunError, Store, StoreDown,
        StoreError,
        postgres::{self, Arg, Connection, Postgres, SCHEMA, Transactional},
    },
    testing::store_contract,
};

use super::{databases::PostgresServer, delivery, options, receiver, rejects_as_unavailable};

async fn pool(server: &PostgresServer) -> PgPool {
    let options = PgPoolOptions::new()
        .max_connections(32)
        .acquire_timeout(Duration::from_secs(60));
    let pool = options.connect(&server.url()).await.unwrap();
    sqlx::raw_sql(SCHEMA).execute(&pool).await.unwrap();
    pool
}

/// The store over a pool of sqlx.
fn store(pool: &PgPool) -> impl Store + use<> {
    let pool = pool.clone();
    Postgres::new(move || {
        let pool = pool.clone();
        async move {
            pool.acquire()
                .await
                .map_err(|error| postgres::error(None, error))
        }
    })
}

async fn client(server: &PostgresServer) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(&server.url(), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_the_contract_in_postgres() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = pool(&server).await;
    let began = Instant::now();
    let report = store_contract(|| store(&pool), options(500)).await.unwrap();
    println!("postgres, sqlx: {report:?} in {:.1?}", began.elapsed());
    // The other client, which pipelines the calls of several tasks.
    let began = Instant::now();
    let client = Arc::new(client(&server).await);
    let make = || {
        let client = client.clone();
        Postgres::new(move || std::future::ready(Ok(client.clone())))
    };
    let report = store_contract(make, options(100)).await.unwrap();
    println!(
        "postgres, tokio-postgres: {report:?} in {:.1?}",
        began.elapsed()
    );
}

#[test]
fn returns_four_integers_from_each_statement_on_the_migrated_schema() {
    use postgres::{CLAIM, CLAIM_IN, COMPLETE, EXTEND, FORGET, PURGE, RELEASE, TAKE, TAKE_IN};
    for statement in [
        CLAIM, TAKE, CLAIM_IN, TAKE_IN, EXTEND, COMPLETE, RELEASE, FORGET, PURGE,
    ] {
        assert!(statement.contains("webhook_idempotency"), "{statement}");
        assert!(!statement.contains("now()"), "{statement}");
    }
    assert!(SCHEMA.starts_with("CREATE TABLE webhook_idempotency"));
}

#[tokio::test]
async fn returns_the_kind_when_the_table_is_missing_or_read_only() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let mut client = client(&server).await;
    let key = Key::from_bytes([1; 32]);
    let args = [Arg::Bytes(key.as_bytes()), Arg::Bytes(&[1; 16])];
    let missing = Connection::fetch(&mut client, postgres::COMPLETE, &args).await;
    assert!(matches!(missing, Err(StoreError::Schema(_))), "{missing:?}");
    client.batch_execute(SCHEMA).await.unwrap();
    client
        .batch_execute("SET default_transaction_read_only = on")
        .await
        .unwrap();
    let read_only = Connection::fetch(&mut client, postgres::COMPLETE, &args).await;
    assert!(
        matches!(read_only, Err(StoreError::ReadOnly(_))),
        "{read_only:?}"
    );
    // Two batches: in one, the table would be altered in a transaction that is still read-only.
    for batch in [
        "SET default_transaction_read_only = off",
        "ALTER TABLE webhook_idempotency DROP COLUMN owner",
    ] {
        client.batch_execute(batch).await.unwrap();
    }
    let old = Connection::fetch(&mut client, postgres::COMPLETE, &args).await;
    assert!(matches!(old, Err(StoreError::Schema(_))), "{old:?}");
}

#[tokio::test]
async fn purges_only_expired_keys() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = pool(&server).await;
    let connect = pool.clone();
    let store = Postgres::new(move || {
        let pool = connect.clone();
        async move {
            pool.acquire()
                .await
                .map_err(|error| postgres::error(None, error))
        }
    });
    for key in 0..20 {
        let short = Duration::from_millis(1);
        let retention = if key < 15 {
            short
        } else {
            Duration::from_secs(60)
        };
        let key = Key::from_bytes([key; 32]);
        let request = ClaimRequest::new(key, Owner::random(), [0; 16], short, retention);
        assert_eq!(
            store.claim(&request).await.unwrap(),
            Claim::Acquired { attempt: 1 }
        );
    }
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(store.purge(10).await.unwrap(), 10);
    assert_eq!(store.purge(10).await.unwrap(), 5);
    assert_eq!(store.purge(10).await.unwrap(), 0);
    let left: (i64,) = sqlx::query_as("SELECT count(*) FROM webhook_idempotency")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(left.0, 5);
}

fn claims() -> Transactional {
    postgres::transactional(&receiver()).build().unwrap()
}

async fn effects(pool: &PgPool) -> Vec<(String, i64)> {
    sqlx::query_as("SELECT event, count(*) FROM effect GROUP BY event ORDER BY event")
        .fetch_all(pool)
        .await
        .unwrap()
}

async fn with_effects(server: &PostgresServer) -> PgPool {
    let pool = pool(server).await;
    sqlx::raw_sql("CREATE TABLE effect (event text NOT NULL); CREATE TABLE account (id int PRIMARY KEY, n int NOT NULL); INSERT INTO account VALUES (1, 0), (2, 0)")
        .execute(&pool)
        .await
        .unwrap();
    pool
}

#[tokio::test]
async fn keeps_a_claim_only_if_its_transaction_commits() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = with_effects(&server).await;
    let claims = claims();
    let one = delivery("1");
    let acquired = Claim::Acquired { attempt: 1 };
    // Rolled back: the key is free.
    let mut tx = pool.begin().await.unwrap();
    assert_eq!(claims.claim_in(&mut *tx, &one).await.unwrap(), acquired);
    // Not dropped: sqlx rolls a dropped transaction back when the connection is next used.
    tx.rollback().await.unwrap();
    // While the transaction is open, others do not wait.
    let mut tx = pool.begin().await.unwrap();
    assert_eq!(claims.claim_in(&mut *tx, &one).await.unwrap(), acquired);
    let mut other = pool.begin().await.unwrap();
    let began = Instant::now();
    for _ in 0..3 {
        let busy = claims.claim_in(&mut *other, &one).await.unwrap();
        assert!(matches!(busy, Claim::InProgress { .. }), "{busy:?}");
        assert_eq!(busy.into_reply(&one).status, 503);
    }
    assert!(began.elapsed() < Duration::from_secs(10));
    // In the transaction itself the key is completed.
    let again = claims.claim_in(&mut *tx, &one).await.unwrap();
    assert_eq!(again, Claim::Completed { altered: false });
    tx.commit().await.unwrap();
    // Committed: a duplicate, also in the transaction that was open before, at READ COMMITTED.
    let done = claims.claim_in(&mut *other, &one).await.unwrap();
    assert_eq!(done, Claim::Completed { altered: false });
    assert_eq!(done.into_reply(&one).status, 200);
}

#[tokio::test]
async fn takes_over_only_lapsed_leases_in_a_transaction() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = with_effects(&server).await;
    let (claims, store) = (claims(), store(&pool));
    let one = delivery("1");
    let key = claims.key(&one).unwrap();
    let lease = Duration::from_millis(300);
    let request = ClaimRequest::new(key, Owner::random(), [0; 16], lease, lease * 100);
    assert_eq!(
        store.claim(&request).await.unwrap(),
        Claim::Acquired { attempt: 1 }
    );
    let mut tx = pool.begin().await.unwrap();
    match claims.claim_in(&mut *tx, &one).await.unwrap() {
        Claim::InProgress { remaining } => assert!(remaining <= lease && !remaining.is_zero()),
        other => panic!("{other:?}"),
    }
    tokio::time::sleep(lease * 2).await;
    let taken = claims.claim_in(&mut *tx, &one).await.unwrap();
    assert_eq!(taken, Claim::Acquired { attempt: 2 });
    tx.commit().await.unwrap();
    assert!(!store.complete(&key, request.owner).await.unwrap());
}

/// Space of updated rows is reused: each record is stored once, in a full page.
#[tokio::test]
async fn stores_a_record_in_at_most_300_bytes() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    // Commits do not wait for the disk; the written bytes are the same.
    server.run("ALTER SYSTEM SET synchronous_commit = off");
    server.run("SELECT pg_reload_conf()");
    let pool = pool(&server).await;
    let store = store(&pool);
    let lease = Duration::from_secs(30);
    // Each is completed while a hundred others are leased.
    let mut leased = std::collections::VecDeque::new();
    for _ in 0..3000 {
        let key = [*Owner::random().as_bytes(), *Owner::random().as_bytes()].concat();
        let key = Key::from_bytes(key.try_into().unwrap());
        let request = ClaimRequest::new(key, Owner::random(), [1; 16], lease, lease * 1000);
        let claim = store.claim(&request).await.unwrap();
        assert_eq!(claim, Claim::Acquired { attempt: 1 });
        leased.push_back(request);
        if leased.len() > 100 {
            let oldest = leased.pop_front().unwrap();
            assert!(store.complete(&oldest.key, oldest.owner).await.unwrap());
        }
    }
    let (table, indexes): (i64, i64) = sqlx::query_as(
        "SELECT pg_relation_size('webhook_idempotency') / count(*), \
         pg_indexes_size('webhook_idempotency') / count(*) FROM webhook_idempotency",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    println!("{table} bytes per record, and {indexes} in indexes");
    assert!(table + indexes <= 300, "{table} and {indexes}");
}

/// A thousand replays of one delivery write nothing, and hold no connection for long.
#[tokio::test]
async fn writes_nothing_for_duplicates() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = with_effects(&server).await;
    let store = store(&pool);
    let second = Duration::from_secs(1);
    let request = ClaimRequest::new(
        Key::from_bytes([7; 32]),
        Owner::random(),
        [0; 16],
        second,
        second * 60,
    );
    assert_eq!(
        store.claim(&request).await.unwrap(),
        Claim::Acquired { attempt: 1 }
    );
    assert!(store.complete(&request.key, request.owner).await.unwrap());
    let written = async || -> (i64,) {
        sqlx::query_as("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    // The server's own statistics and checkpoints can write a little.
    let before = written().await.0;
    for _ in 0..1000 {
        let request = ClaimRequest::new(request.key, Owner::random(), [0; 16], second, second);
        assert_eq!(
            store.claim(&request).await.unwrap(),
            Claim::Completed { altered: false }
        );
    }
    let bytes = written().await.0 - before;
    println!("1000 replays: {bytes} bytes of WAL");
    assert!(bytes < 10_000, "{bytes}");
}

/// Thirty-two concurrent transactions per event at each isolation level, some of which fail, have one effect.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn runs_once_at_each_isolation_level() {
    let rounds: usize = std::env::var("ISOLATION_ROUNDS").map_or(60, |text| text.parse().unwrap());
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = with_effects(&server).await;
    let claims = Arc::new(claims());
    let mut events = 0;
    for level in ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"] {
        for round in 0..rounds {
            let id = format!("{level}-{round}");
            let mut left = 10;
            // The provider retries until a reply is a success.
            while !attempt(&pool, &claims, level, &id).await {
                left -= 1;
                assert!(left > 0, "{id} never succeeds");
            }
            events += 1;
        }
    }
    let effects = effects(&pool).await;
    assert_eq!(effects.len(), events, "no effect is lost");
    for (event, count) in effects {
        assert_eq!(count, 1, "{event} happened {count} times");
    }
    println!(
        "{events} events, {} transactions at once: lost 0, doubles 0",
        32
    );
}

/// Returns whether one of many concurrent deliveries was answered with success.
async fn attempt(
    pool: &PgPool,
    claims: &Arc<Transactional>,
    level: &'static str,
    id: &str,
) -> bool {
    let mut running = tokio::task::JoinSet::new();
    for number in 0..32 {
        let (pool, claims, id) = (pool.clone(), claims.clone(), id.to_owned());
        running.spawn(async move {
            let delivery = delivery(&id);
            let mut tx = pool.begin().await.unwrap();
            let set = match level {
                "READ COMMITTED" => "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
                "REPEATABLE READ" => "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                _ => "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            };
            sqlx::query(set).execute(&mut *tx).await.unwrap();
            match claims.claim_in(&mut *tx, &delivery).await.unwrap() {
                Claim::Acquired { .. } => {}
                Claim::Completed { altered } => {
                    assert!(!altered);
                    return true;
                }
                Claim::InProgress { .. } => return false,
            }
            sqlx::query("INSERT INTO effect VALUES ($1)")
                .bind(&id)
                .execute(&mut *tx)
                .await
                .unwrap();
            // In either order, so that some end in a deadlock or a serialization failure.
            for account in if number % 2 == 0 { [1, 2] } else { [2, 1] } {
                let update =
                    sqlx::query("UPDATE account SET n = n + 1 WHERE id = $1").bind(account);
                if update.execute(&mut *tx).await.is_err() {
                    return false;
                }
            }
            if number % 5 == 0 {
                // The effect fails: the transaction is dropped.
                return false;
            }
            tx.commit().await.is_ok()
        });
    }
    let mut any = false;
    while let Some(success) = running.join_next().await {
        any |= success.unwrap();
    }
    any
}

#[tokio::test]
async fn reports_unsafe_commits_once() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = with_effects(&server).await;
    let reported = Arc::new(std::sync::Mutex::new(Vec::new()));
    let observer = reported.clone();
    let claims = postgres::transactional(&receiver())
        .observer(move |reported| {
            observer
                .lock()
                .unwrap()
                .push((reported.outcome, reported.store_error))
        })
        .build()
        .unwrap();
    for id in ["1", "2"] {
        let mut tx = pool.begin().await.unwrap();
        sqlx::query("SET synchronous_commit = off")
            .execute(&mut *tx)
            .await
            .unwrap();
        let _ = claims.claim_in(&mut *tx, &delivery(id)).await.unwrap();
    }
    let reported = reported.lock().unwrap();
    assert_eq!(
        *reported,
        [("acquired", Some("not_durable")), ("acquired", None)]
    );
}

/// After `kill -9` of the server, what was committed is there, and what was not is not.
#[tokio::test]
async fn keeps_effect_and_claim_together_in_a_crash_of_the_server() {
    let Some(mut server) = PostgresServer::start() else {
        return;
    };
    let pool = with_effects(&server).await;
    let claims = claims();
    let effect = async |tx: &mut sqlx::PgConnection, id: &str| {
        let claim = claims.claim_in(tx, &delivery(id)).await.unwrap();
        sqlx::query("INSERT INTO effect VALUES ($1)")
            .bind(id)
            .execute(tx)
            .await
            .unwrap();
        claim
    };
    let mut committed = pool.begin().await.unwrap();
    let _ = effect(&mut committed, "committed").await;
    committed.commit().await.unwrap();
    let mut open = pool.begin().await.unwrap();
    let _ = effect(&mut open, "open").await;
    server.crash();
    assert!(open.commit().await.is_err());
    let options = PgPoolOptions::new().acquire_timeout(Duration::from_secs(60));
    let pool = loop {
        match options.clone().connect(&server.url()).await {
            Ok(pool) => break pool,
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    };
    assert_eq!(effects(&pool).await, [("committed".to_owned(), 1)]);
    let mut tx = pool.begin().await.unwrap();
    let done = claims
        .claim_in(&mut *tx, &delivery("committed"))
        .await
        .unwrap();
    assert_eq!(done, Claim::Completed { altered: false });
    let again = claims.claim_in(&mut *tx, &delivery("open")).await.unwrap();
    assert_eq!(again, Claim::Acquired { attempt: 1 });
}

/// The error of a client, by the code of the server's error.
#[test]
fn returns_a_kind_for_each_error_of_the_server() {
    for (sqlstate, expected) in [
        (None, "unavailable"),
        (Some("08006"), "unavailable"), // connection_failure
        (Some("53300"), "unavailable"), // too_many_connections
        (Some("57P01"), "unavailable"), // admin_shutdown
        (Some("57P03"), "unavailable"), // cannot_connect_now
        (Some("53100"), "full"),        // disk_full
        (Some("25006"), "read_only"),   // read_only_sql_transaction
        (Some("57014"), "timeout"),     // query_canceled
        (Some("55P03"), "timeout"),     // lock_not_available
        (Some("40001"), "conflict"),    // serialization_failure
        (Some("40P01"), "conflict"),    // deadlock_detected
        (Some("42P01"), "schema"),      // undefined_table
        (Some("42703"), "schema"),      // undefined_column
        (Some("42804"), "schema"),      // datatype_mismatch
        (Some("42P10"), "schema"),      // no primary key
        (Some("22P02"), "other"),
    ] {
        let error = postgres::error(sqlstate, "what the server said");
        assert_eq!(error.code(), expected, "{sqlstate:?}");
        assert_eq!(error.reply().status, 503);
        assert!(!error.to_string().contains("server said"));
    }
}

/// While a migration locks the table, nothing is acknowledged, and the retry runs.
#[tokio::test]
async fn returns_a_timeout_when_the_server_does_not_answer() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = pool(&server).await;
    let idempotent = Idempotency::new(store(&pool), StoreDown::Reject)
        .store_timeout(Duration::from_millis(200))
        .endpoint(&receiver())
        .build()
        .unwrap();
    let run = || idempotent.run(delivery("1"), |_, _| async { Ok::<(), ()>(()) });
    let mut migration = pool.begin().await.unwrap();
    sqlx::query("LOCK TABLE webhook_idempotency")
        .execute(&mut *migration)
        .await
        .unwrap();
    let began = Instant::now();
    let failed = run().await;
    assert!(
        matches!(failed, Err(RunError::Store(StoreError::Timeout))),
        "{failed:?}"
    );
    assert!(began.elapsed() < Duration::from_secs(2));
    migration.rollback().await.unwrap();
    // The claim may still arrive, and then holds until its lease ends.
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(matches!(
        run().await,
        Ok(Outcome::Ran(()) | Outcome::InProgress { .. })
    ));
}

#[tokio::test]
async fn returns_unavailable_when_the_server_is_down() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = PgPoolOptions::new()
        .acquire_timeout(Duration::from_millis(300))
        .connect_lazy(&server.url())
        .unwrap();
    drop(server);
    rejects_as_unavailable(store(&pool)).await;
}

/// The store's clock decides. Moving all times back has the effect of a clock that jumps forward.
#[tokio::test]
async fn flags_the_second_owner_when_the_clock_jumps() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    let pool = pool(&server).await;
    let store = store(&pool);
    let jump = async |minutes: i32| {
        let set = "UPDATE webhook_idempotency SET expires_at = expires_at - $1 * interval '1 min', \
                   leased_until = leased_until - $1 * interval '1 min'";
        sqlx::query(set).bind(minutes).execute(&pool).await.unwrap();
    };
    let minute = Duration::from_secs(60);
    let claim = || {
        ClaimRequest::new(
            Key::from_bytes([1; 32]),
            Owner::random(),
            [0; 16],
            minute,
            minute * 60,
        )
    };
    let (first, second) = (claim(), claim());
    assert_eq!(
        store.claim(&first).await.unwrap(),
        Claim::Acquired { attempt: 1 }
    );
    // Backward: the lease lasts longer, and its owner still has it.
    jump(-10).await;
    match store.claim(&second).await.unwrap() {
        Claim::InProgress { remaining } => assert!(remaining > minute * 9, "{remaining:?}"),
        other => panic!("{other:?}"),
    }
    assert!(store.extend(&first.key, first.owner, minute).await.unwrap());
    // Forward: the lease ends early. The second owner learns that it is the second, and the first that it
    // lost the lease.
    jump(10).await;
    assert_eq!(
        store.claim(&second).await.unwrap(),
        Claim::Acquired { attempt: 2 }
    );
    assert!(!store.extend(&first.key, first.owner, minute).await.unwrap());
    assert!(!store.complete(&first.key, first.owner).await.unwrap());
    assert!(store.complete(&second.key, second.owner).await.unwrap());
    jump(30).await;
    assert_eq!(
        store.claim(&claim()).await.unwrap(),
        Claim::Completed { altered: false }
    );
    // Beyond the retention, the key is new.
    jump(30).await;
    assert_eq!(
        store.claim(&claim()).await.unwrap(),
        Claim::Acquired { attempt: 1 }
    );
}
