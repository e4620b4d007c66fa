//! The figures of idempotent processing against real servers, as ratios within one run, and a soak test.
//!
//! ```sh
//! cargo bench --all-features --bench idempotency
//! SOAK=300 STORE=redis cargo bench --all-features --bench idempotency
//! ```
//!
//! Each line `ratio <name> <value>` is a quotient of medians; each line `ns <name> <value>` is a median.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss
)]

#[path = "../tests/common/databases.rs"]
mod databases;

use std::{
    alloc::System,
    future::Future,
    hint::black_box,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use http::Request;
use sqlx::{Connection as _, PgConnection, PgPool, postgres::PgPoolOptions};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use webhook_receiver::{
    Delivery, Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    idempotency::{
        Attempt, ClaimRequest, Idempotency, Idempotent, Key, Memory, Owner, Processed, Store,
        StoreDown,
        postgres::{self, Arg, Connection, Postgres, SCHEMA},
        redis::{Durability, Redis},
    },
    scheme::{At, Scheme},
    testing::Signer,
};

use databases::{PostgresServer, RedisServer};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const SENDER: Provider = Provider::new(
    "sender",
    "Sender",
    "https://docs.example/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.delivery_id(&[At::Json("/id")])
.id_of_event("https://docs.example/webhooks");

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn main() {
    // `cargo bench` passes `--bench`, `cargo test --benches` does not.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    match std::env::var("SOAK") {
        Ok(seconds) => runtime.block_on(soak(seconds.parse().unwrap())),
        Err(_) => runtime.block_on(figures()),
    }
}

fn receiver() -> Receiver {
    Receiver::new(SENDER, Secret::new(SECRET).unwrap()).unwrap()
}

fn request(number: usize) -> Request<Bytes> {
    Signer::new(SENDER, Secret::new(SECRET).unwrap())
        .sign("https://app.example/", format!(r#"{{"id":"{number}"}}"#))
        .unwrap()
}

fn delivery(number: usize) -> Delivery {
    match receiver().receive(request(number), SystemTime::now()) {
        Ok(Received::Delivery(delivery)) => delivery,
        other => panic!("{other:?}"),
    }
}

/// Returns a claim of a key that is new.
fn new_claim() -> ClaimRequest {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut key = *Owner::random().as_bytes();
    key[..8].copy_from_slice(&number.to_le_bytes());
    let key = [key, key].concat().try_into().unwrap();
    let (lease, retention) = (Duration::from_secs(30), Duration::from_secs(7 * 86_400));
    ClaimRequest::new(
        Key::from_bytes(key),
        Owner::random(),
        [0; 16],
        lease,
        retention,
    )
}

fn median(mut times: Vec<u64>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2] as f64
}

async fn nanos<T>(step: impl Future<Output = T>) -> u64 {
    let began = Instant::now();
    black_box(step.await);
    u64::try_from(began.elapsed().as_nanos()).unwrap()
}

async fn figures() {
    memory().await;
    wrapper().await;
    in_redis().await;
    in_postgres().await;
}

async fn memory() {
    let region = Region::new(ALLOCATOR);
    let store = Memory::new(1_000_000);
    for _ in 0..200_000 {
        let _ = store.claim(&new_claim()).await.unwrap();
    }
    let bytes = region.change();
    let held = bytes.bytes_allocated - bytes.bytes_deallocated;
    println!("memory: {} bytes per record", held / 200_000);
    let mut times = Vec::new();
    for _ in 0..200 {
        let claims: Vec<ClaimRequest> = (0..100).map(|_| new_claim()).collect();
        let all = nanos(async {
            for claim in &claims {
                let _ = store.claim(claim).await.unwrap();
                store.complete(&claim.key, claim.owner).await.unwrap();
            }
        });
        times.push(all.await / 100);
    }
    println!("ns memory_claim_and_complete {:.0}", median(times));
}

/// The time of making a key from the same delivery.
fn numbered(store: Memory) -> Idempotent {
    let number = AtomicU64::new(0);
    Idempotency::new(store, StoreDown::Reject)
        .endpoint(&receiver())
        .key_with(move |delivery| {
            let number = number.fetch_add(1, Ordering::Relaxed);
            Some(Key::custom(delivery, "", &[&number.to_le_bytes()]))
        })
        .build()
        .unwrap()
}

async fn wrapper() {
    let idempotency = Idempotency::new(Memory::new(10), StoreDown::Reject);
    let by_id = idempotency.endpoint(&receiver()).build().unwrap();
    let delivery = delivery(7);
    let events = numbered(Memory::new(1_000_000));
    let (mut keys, mut bare, mut run) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..200 {
        let all = nanos(async {
            for _ in 0..100 {
                black_box(by_id.key(&delivery).unwrap());
            }
        });
        keys.push(all.await / 100);
        let all = nanos(async {
            for _ in 0..100 {
                work(delivery.clone()).await.unwrap();
            }
        });
        bare.push(all.await / 100);
        let all = nanos(async {
            for _ in 0..100 {
                let ran = events.run(delivery.clone(), |delivery, _| work(delivery));
                let _ = ran.await.unwrap();
            }
        });
        run.push(all.await / 100);
    }
    println!("ns key_of_a_signed_id {:.0}", median(keys));
    println!(
        "ns run_over_the_bare_work {:.0}",
        median(run) - median(bare)
    );
}

async fn work(delivery: Delivery) -> Result<(), &'static str> {
    tokio::task::yield_now().await;
    black_box(delivery);
    Ok(())
}

async fn in_redis() {
    let Some(server) = RedisServer::start(&[]) else {
        return;
    };
    let client = redis::Client::open(server.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let store = Redis::new(connection.clone(), Durability::Required)
        .await
        .unwrap();
    let [mut bare, mut claim, mut complete, mut set] = [const { Vec::new() }; 4];
    for _ in 0..3000 {
        let (first, second) = (new_claim(), new_claim());
        let mut command = redis::cmd("SET");
        command.arg(&first.key.as_bytes()[..]).arg(&[0_u8; 45][..]);
        command.arg("NX").arg("PX").arg(604_800_000);
        bare.push(nanos(command.query_async::<Option<String>>(&mut connection)).await);
        claim.push(nanos(store.claim(&second)).await);
        complete.push(nanos(store.complete(&second.key, second.owner)).await);
        let mut command = redis::cmd("SET");
        command.arg(&first.key.as_bytes()[..]).arg(&[0_u8; 45][..]);
        command.arg("PX").arg(604_800_000);
        set.push(nanos(command.query_async::<Option<String>>(&mut connection)).await);
    }
    let (bare, set) = (median(bare), median(set));
    println!("redis: one `SET NX PX` takes {:.0} µs", bare / 1e3);
    println!("ratio redis_claim_to_set_nx {:.2}", median(claim) / bare);
    println!("ratio redis_complete_to_set {:.2}", median(complete) / set);
}

/// One upsert of the same row: the least work that a claim can be.
const UPSERT: &str = "\
INSERT INTO webhook_idempotency (key, owner, attempt, fingerprint, leased_until, expires_at) \
VALUES ($1, $2, 1, $3, clock_timestamp() + $4::bigint * interval '1 microsecond', \
clock_timestamp() + $5::bigint * interval '1 microsecond') \
ON CONFLICT (key) DO UPDATE SET owner = EXCLUDED.owner \
RETURNING 1::bigint, 1::bigint, 0::bigint, 0::bigint";

/// Waits until the pool has its connection back: it is pinged when it is returned.
async fn returned(pool: &PgPool) {
    while pool.num_idle() == 0 {
        tokio::task::yield_now().await;
    }
}

async fn in_postgres() {
    let Some(server) = PostgresServer::start() else {
        return;
    };
    server.run(SCHEMA);
    server.run("CREATE TABLE effect (id bigint)");
    for setting in ["on", "off"] {
        let mut bare = PgConnection::connect(&server.url()).await.unwrap();
        let set = format!("SET synchronous_commit = {setting}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(set.clone()))
            .execute(&mut bare)
            .await
            .unwrap();
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .connect(&server.url())
            .await
            .unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(set))
            .execute(&pool)
            .await
            .unwrap();
        let of_store = pool.clone();
        let connect = move || {
            let pool = of_store.clone();
            async move {
                pool.acquire()
                    .await
                    .map_err(|error| postgres::error(None, error))
            }
        };
        let store = Postgres::new(connect.clone());
        let claims = postgres::transactional(&receiver()).build().unwrap();
        let [mut upsert, mut claim, mut complete, mut alone, mut within] =
            [const { Vec::new() }; 5];
        for number in 0..1500 {
            let (first, second) = (new_claim(), new_claim());
            let args = [
                Arg::Bytes(first.key.as_bytes()),
                Arg::Bytes(first.owner.as_bytes()),
                Arg::Bytes(&first.fingerprint),
                Arg::Int(30_000_000),
                Arg::Int(604_800_000_000),
            ];
            // From the pool of the claim, so that only the statements differ.
            let from_pool = async {
                let mut connection = connect().await?;
                Connection::fetch(&mut *connection, UPSERT, &args).await
            };
            // The order alternates, since each measurement leaves caches and disk in another state.
            if number % 2 == 0 {
                upsert.push(nanos(from_pool).await);
                returned(&pool).await;
                claim.push(nanos(store.claim(&second)).await);
            } else {
                claim.push(nanos(store.claim(&second)).await);
                returned(&pool).await;
                upsert.push(nanos(from_pool).await);
            }
            returned(&pool).await;
            complete.push(nanos(store.complete(&second.key, second.owner)).await);
            returned(&pool).await;
            let delivery = delivery(number + usize::from(setting == "on") * 1_000_000);
            for (times, claimed) in [(&mut alone, false), (&mut within, true)] {
                let transaction = async {
                    let mut tx = bare.begin().await.unwrap();
                    if claimed {
                        let _ = claims.claim_in(&mut *tx, &delivery).await.unwrap();
                    }
                    sqlx::query("INSERT INTO effect VALUES (1)")
                        .execute(&mut *tx)
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                };
                times.push(nanos(transaction).await);
            }
        }
        let upsert = median(upsert);
        println!(
            "postgres, synchronous_commit {setting}: one upsert takes {:.0} µs",
            upsert / 1e3
        );
        println!(
            "ratio postgres_claim_to_upsert_{setting} {:.2}",
            median(claim) / upsert
        );
        println!(
            "ratio postgres_complete_to_upsert_{setting} {:.2}",
            median(complete) / upsert
        );
        let added = (median(within) - median(alone)) / upsert;
        println!("ratio postgres_claim_in_adds_upserts_{setting} {added:.2}");
    }
    println!("{}", server.run("SELECT 'postgres: ' || pg_relation_size('webhook_idempotency') / count(*) || ' bytes per record, ' || pg_indexes_size('webhook_idempotency') / count(*) || ' in indexes' FROM webhook_idempotency"));
}

/// The counters of the soak test.
#[derive(Default)]
struct Ledger {
    sent: AtomicUsize,
    forged: AtomicUsize,
    rejected: AtomicUsize,
    acknowledged: AtomicUsize,
    later: AtomicUsize,
    failed: AtomicUsize,
}

/// 2,000 deliveries per second, of which 5 % are duplicates and 1 % forged.
async fn soak(seconds: u64) {
    const RATE: usize = 2000;
    let name = std::env::var("STORE").unwrap_or("redis".to_owned());
    let down = StoreDown::Reject;
    let (redis, database) = match name.as_str() {
        "redis" => (RedisServer::start(&[]), None),
        "postgres" => (None, PostgresServer::start()),
        _ => (None, None),
    };
    let idempotency = if let Some(server) = &redis {
        let client = redis::Client::open(server.url()).unwrap();
        let connection = client.get_connection_manager().await.unwrap();
        Idempotency::new(
            Redis::new(connection, Durability::Required).await.unwrap(),
            down,
        )
    } else if let Some(server) = &database {
        server.run(SCHEMA);
        let options = PgPoolOptions::new().max_connections(48);
        let pool = options.connect(&server.url()).await.unwrap();
        let connect = move || {
            let pool = pool.clone();
            async move {
                pool.acquire()
                    .await
                    .map_err(|error| postgres::error(None, error))
            }
        };
        Idempotency::new(Postgres::new(connect), down)
    } else {
        Idempotency::new(Memory::new(5_000_000), down)
    };
    let outcomes: Arc<[AtomicUsize; 4]> = Arc::default();
    let reported = outcomes.clone();
    let events = idempotency
        .observer(move |processed: &Processed| {
            let at = match processed.outcome {
                "ran" => 0,
                "duplicate" => 1,
                "in_progress" => 2,
                _ => 3,
            };
            reported[at].fetch_add(1, Ordering::Relaxed);
        })
        .endpoint(&receiver())
        .build()
        .unwrap();
    let all = RATE * usize::try_from(seconds).unwrap();
    let effects: Arc<[AtomicU32]> = (0..all).map(|_| AtomicU32::new(0)).collect();
    let done: Arc<[AtomicU32]> = (0..all).map(|_| AtomicU32::new(0)).collect();
    let firsts: Arc<[AtomicU32]> = (0..all).map(|_| AtomicU32::new(0)).collect();
    let (ledger, receiver) = (Arc::new(Ledger::default()), Arc::new(receiver()));
    let latencies = Arc::new(std::sync::Mutex::new(Vec::<u32>::with_capacity(all)));
    let began = Instant::now();
    let mut resident = Vec::new();
    for number in 0..all {
        let due = began + Duration::from_micros(number as u64 * 1_000_000 / RATE as u64);
        if number.is_multiple_of(20) {
            tokio::time::sleep_until(due.into()).await;
        }
        if number.is_multiple_of(all / 10) {
            resident.push(resident_mib());
        }
        let is_duplicate = number % 20 == 7 && number > 3 * RATE;
        let of = if is_duplicate {
            number - 1 - (number * 7919) % (2 * RATE)
        } else {
            number
        };
        let mut request = request(of);
        let forged = number % 100 == 50;
        if forged {
            *request.body_mut() = format!(r#"{{"id":"{number}x"}}"#).into();
        }
        ledger.sent.fetch_add(1, Ordering::Relaxed);
        ledger
            .forged
            .fetch_add(usize::from(forged), Ordering::Relaxed);
        let (events, receiver) = (events.clone(), receiver.clone());
        let (ledger, effects, done) = (ledger.clone(), effects.clone(), done.clone());
        let firsts = firsts.clone();
        let latencies = latencies.clone();
        tokio::spawn(async move {
            let Ok(Received::Delivery(delivery)) = receiver.receive(request, SystemTime::now())
            else {
                ledger.rejected.fetch_add(1, Ordering::Relaxed);
                return;
            };
            let work = move |_, attempt: Attempt| async move {
                firsts[of].fetch_add(u32::from(attempt.is_first()), Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(2)).await;
                effects[of].fetch_add(1, Ordering::Relaxed);
                Ok::<(), ()>(())
            };
            let status = events.respond(delivery, work).await.status.as_u16();
            let counted = match status {
                200 => {
                    done[of].fetch_add(1, Ordering::Relaxed);
                    &ledger.acknowledged
                }
                503 => &ledger.later,
                _ => &ledger.failed,
            };
            counted.fetch_add(1, Ordering::Relaxed);
            let late = u32::try_from(due.elapsed().as_micros()).unwrap_or(u32::MAX);
            latencies.lock().unwrap().push(late);
        });
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let took = began.elapsed().as_secs_f64() - 3.0;
    let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
    let of = |numbers: &[AtomicU32], at: usize| numbers[at].load(Ordering::Relaxed);
    let lost = (0..all)
        .filter(|at| of(&done, *at) > 0 && of(&effects, *at) == 0)
        .count();
    let doubles = (0..all).filter(|at| of(&effects, *at) > 1).count();
    let mut latencies = std::mem::take(&mut *latencies.lock().unwrap());
    latencies.sort_unstable();
    let part =
        |part: f64| f64::from(latencies[((latencies.len() - 1) as f64 * part) as usize]) / 1e3;
    println!(
        "soak in {name}: {} deliveries in {took:.1} s, {:.0} a second",
        count(&ledger.sent),
        all as f64 / took
    );
    println!(
        "forged {} (refused {}), acknowledged {}, 503 {}, other {}",
        count(&ledger.forged),
        count(&ledger.rejected),
        count(&ledger.acknowledged),
        count(&ledger.later),
        count(&ledger.failed)
    );
    let [ran, duplicate, in_progress, other] = outcomes.each_ref().map(count);
    println!("ran {ran}, duplicate {duplicate}, in progress {in_progress}, other {other}");
    let unflagged = (0..all).filter(|at| of(&firsts, *at) > 1).count();
    println!("lost {lost}, doubles {doubles}, unflagged {unflagged}");
    println!(
        "from due to reply: p50 {:.1} ms, p99 {:.1} ms, p99.9 {:.1} ms, most {:.1} ms",
        part(0.5),
        part(0.99),
        part(0.999),
        part(1.0)
    );
    println!("resident memory at each tenth: {resident:?} MiB");
    assert_eq!((lost, unflagged), (0, 0));
    assert_eq!(count(&ledger.rejected), count(&ledger.forged));
}

/// Returns the resident memory of this process.
fn resident_mib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().split(' ').next()?.parse().ok());
    kib.unwrap_or(0_usize) / 1024
}
