//! Two processes of a service, a provider that retries, and a proxy in front of the store, under faults:
//! `kill -9` and pauses of the service and the store, connections cut before and after the reply, connections
//! without any reply, handlers that fail, panic or take long, and senders that disconnect.
//!
//! No acknowledged delivery may be lost. In transactions, no effect happens twice. With leases, a repeated
//! effect has another attempt number. No claim is held for longer than its lease and five seconds.
//!
//! The long run is `FAULTS=2000 cargo test --all-features --test faults -- --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "common/databases.rs"]
mod databases;

use std::{
    collections::BTreeMap,
    convert::Infallible,
    fs::OpenOptions,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::watch,
    time::{sleep, timeout},
};
use webhook_receiver::{
    Delivery, Provider, Received, Receiver, Reply, Secret,
    adapter::Full,
    algorithm::HMAC_SHA256,
    idempotency::{
        Attempt, Claim, Idempotency, Idempotent, StoreDown,
        postgres::{self, Postgres, SCHEMA, Transactional},
        redis::{Durability, Redis},
    },
    scheme::{At, Scheme},
    testing::Signer,
};

use databases::{PostgresServer, RedisServer, signal};

const SENDER: Provider = Provider::new(
    "sender",
    "Sender",
    "https://docs.example/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.delivery_id(&[At::Json("/id")])
.id_of_event("https://docs.example/webhooks");

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const LEASE: Duration = Duration::from_secs(1);
/// How long the provider waits for a response.
const RESPONSE: Duration = Duration::from_secs(3);

fn receiver() -> Receiver {
    Receiver::new(SENDER, Secret::new(SECRET).unwrap()).unwrap()
}

type Error = Box<dyn std::error::Error + Send + Sync>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Redis,
    Lease,
    Transaction,
}

/// How the service processes a delivery.
#[derive(Clone)]
enum Service {
    Lease(Idempotent, Arc<str>),
    Transaction(Arc<Transactional>, PgPool),
}

impl Service {
    async fn start(mode: &str, store: &str, ledger: &str) -> Result<Self, Error> {
        let leases = |idempotency: Idempotency| {
            let idempotency = idempotency
                .lease(LEASE)
                .store_timeout(Duration::from_millis(300));
            idempotency.endpoint(&receiver()).build()
        };
        let pool = || {
            let options = PgPoolOptions::new().acquire_timeout(Duration::from_secs(1));
            options.connect_lazy(store)
        };
        Ok(match mode {
            "Redis" => {
                let client = redis::Client::open(store)?;
                let connection = client.get_connection_manager().await?;
                let store = Redis::new(connection, Durability::Required).await?;
                let idempotency = Idempotency::new(store, StoreDown::Reject);
                Self::Lease(leases(idempotency)?, ledger.into())
            }
            "Lease" => {
                let pool = pool()?;
                let store = Postgres::new(move || {
                    let pool = pool.clone();
                    async move {
                        let connection = pool.acquire().await;
                        connection.map_err(|error| postgres::error(None, error))
                    }
                });
                let idempotency = Idempotency::new(store, StoreDown::Reject);
                Self::Lease(leases(idempotency)?, ledger.into())
            }
            _ => {
                let claims = postgres::transactional(&receiver()).build()?;
                Self::Transaction(claims.into(), pool()?)
            }
        })
    }

    async fn handle(&self, delivery: Delivery) -> Reply {
        match self {
            Self::Lease(events, ledger) => {
                let ledger = ledger.clone();
                let work = move |delivery: Delivery, attempt: Attempt| async move {
                    let id = delivery.id().unwrap().to_owned();
                    before_the_effect(&id, attempt.number()).await?;
                    let mut file = OpenOptions::new().append(true).open(&*ledger)?;
                    // One call, so that the lines of two processes do not mix.
                    file.write_all(format!("{id} {}\n", attempt.number()).as_bytes())?;
                    sleep(Duration::from_millis(5)).await;
                    Ok::<(), Error>(())
                };
                events.respond(delivery, work).await
            }
            Self::Transaction(claims, pool) => {
                let done = timeout(
                    Duration::from_secs(2),
                    in_transaction(claims, pool, &delivery),
                );
                match done.await {
                    Ok(Ok(reply)) => reply,
                    _ => Reply::retry_after(Duration::from_secs(1)),
                }
            }
        }
    }
}

async fn in_transaction(
    claims: &Transactional,
    pool: &PgPool,
    delivery: &Delivery,
) -> Result<Reply, Error> {
    let mut tx = pool.begin().await?;
    match claims.claim_in(&mut *tx, delivery).await? {
        Claim::Acquired { attempt } => {
            let id = delivery.id().unwrap();
            // A claim that was rolled back counts no attempt, so every second run acts as a first attempt.
            static RUNS: AtomicUsize = AtomicUsize::new(0);
            let run = RUNS.fetch_add(1, Ordering::Relaxed) % 2;
            before_the_effect(id, u32::try_from(run)? + 1).await?;
            sqlx::query("INSERT INTO effect (event, attempt) VALUES ($1, $2)")
                .bind(id)
                .bind(i32::try_from(attempt)?)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
            Ok(delivery.acknowledgement())
        }
        taken => Ok(taken.into_reply(delivery)),
    }
}

/// Fails, panics or takes long for some events, by their number.
async fn before_the_effect(id: &str, attempt: u32) -> Result<(), Error> {
    let number: usize = id.parse()?;
    sleep(Duration::from_millis((number % 20) as u64)).await;
    match number {
        _ if attempt > 1 => {}
        _ if number.is_multiple_of(29) => return Err("once".into()),
        _ if number.is_multiple_of(31) => panic!("once"),
        _ if number.is_multiple_of(37) => sleep(LEASE + Duration::from_millis(500)).await,
        _ => {}
    }
    Ok(())
}

/// The process of the service: other tests start this test as a process.
#[test]
fn service_process() {
    let Ok(mode) = std::env::var("FAULTS_SERVICE") else {
        return;
    };
    let store = std::env::var("FAULTS_STORE").unwrap();
    let ledger = std::env::var("FAULTS_LEDGER").unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async move {
        let service = loop {
            let started = timeout(RESPONSE, Service::start(&mode, &store, &ledger)).await;
            match started {
                Ok(Ok(service)) => break service,
                // The store is down.
                _ => sleep(Duration::from_millis(50)).await,
            }
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("listening on {}", listener.local_addr().unwrap());
        let receiver = receiver();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (service, receiver) = (service.clone(), receiver.clone());
            let service = hyper::service::service_fn(move |request| {
                let (service, receiver) = (service.clone(), receiver.clone());
                async move {
                    let reply =
                        match webhook_receiver::adapter::hyper::receive(&receiver, request).await {
                            Ok(Received::Delivery(delivery)) => service.handle(delivery).await,
                            Ok(Received::Handshake(reply)) => reply,
                            Err(error) => error.into(),
                        };
                    Ok::<http::Response<Full>, Infallible>(reply.into())
                }
            });
            tokio::spawn(async move {
                let _ = auto::Builder::new(TokioExecutor::new())
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
}

/// A process of the service, from the point of view of the tests.
struct Process {
    child: Child,
    address: String,
    start: Arc<dyn Fn() -> Command + Send + Sync>,
}

impl Process {
    fn start(start: Arc<dyn Fn() -> Command + Send + Sync>) -> Self {
        let (child, address) = Self::spawn(&start);
        Self {
            child,
            address,
            start,
        }
    }

    fn spawn(start: &Arc<dyn Fn() -> Command + Send + Sync>) -> (Child, String) {
        let mut child = start().spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut lines = output.lines();
        let address = loop {
            let line = lines.next().unwrap().unwrap();
            if let Some((_, address)) = line.split_once("listening on ") {
                break address.trim().to_owned();
            }
        };
        thread::spawn(move || lines.for_each(drop));
        (child, address)
    }

    fn crash(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        (self.child, self.address) = Self::spawn(&self.start);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the proxy does with the bytes of each connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relay {
    Pass,
    /// Closes the connection before a request arrives.
    LosesRequests,
    /// Closes the connection after the store has executed the request.
    LosesReplies,
    Silent,
}

struct Proxy {
    port: u16,
    /// The number of the current mode: connections with another number are cut.
    relay: watch::Sender<(Relay, usize)>,
    _runtime: tokio::runtime::Runtime,
}

impl Proxy {
    fn start(target: u16) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let (relay, watched) = watch::channel((Relay::Pass, 0));
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"));
        let listener = listener.unwrap();
        let port = listener.local_addr().unwrap().port();
        runtime.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(connect(client, target, watched.clone()));
            }
        });
        Self {
            port,
            relay,
            _runtime: runtime,
        }
    }

    fn set(&self, relay: Relay) {
        self.relay.send_modify(|(now, _)| *now = relay);
    }

    fn cut(&self) {
        self.relay.send_modify(|(now, number)| {
            *now = Relay::Pass;
            *number += 1;
        });
    }
}

async fn connect(
    mut client: tokio::net::TcpStream,
    target: u16,
    mut relay: watch::Receiver<(Relay, usize)>,
) {
    let number = relay.borrow_and_update().1;
    let Ok(mut server) = tokio::net::TcpStream::connect(("127.0.0.1", target)).await else {
        return;
    };
    let (mut asked, mut answered) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    loop {
        let (now, current) = *relay.borrow_and_update();
        if current != number {
            return;
        }
        let passes = now != Relay::Silent;
        tokio::select! {
            changed = relay.changed() => if changed.is_err() { return },
            read = client.read(&mut asked), if passes => match read {
                Ok(length @ 1..) if now != Relay::LosesRequests => {
                    if server.write_all(&asked[..length]).await.is_err() { return }
                }
                _ => return,
            },
            read = server.read(&mut answered), if passes => match read {
                Ok(length @ 1..) if now != Relay::LosesReplies => {
                    if client.write_all(&answered[..length]).await.is_err() { return }
                }
                _ => return,
            },
        }
    }
}

/// The server behind the proxy.
enum Server {
    Redis(RedisServer),
    Postgres(PostgresServer),
}

impl Server {
    fn crash(&mut self) {
        match self {
            Self::Redis(server) => server.crash(),
            Self::Postgres(server) => server.crash(),
        }
    }

    /// Returns the ids of its processes.
    fn pids(&self) -> Vec<u32> {
        match self {
            Self::Redis(server) => vec![server.pid()],
            Self::Postgres(server) => server.pids(),
        }
    }

    fn pause(&self, time: Duration) {
        let pids = self.pids();
        let all = |name: &str| {
            for pid in &pids {
                let _ = Command::new("kill")
                    .args([name, &pid.to_string()])
                    .stderr(Stdio::null())
                    .status();
            }
        };
        all("-STOP");
        thread::sleep(time);
        all("-CONT");
    }
}

fn rand(seed: usize) -> usize {
    let mut hash = seed as u64 ^ 0x9e37_79b9_7f4a_7c15;
    for _ in 0..3 {
        hash = (hash ^ (hash >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    }
    usize::try_from(hash >> 33).unwrap()
}

/// Sends an event.
fn send(address: &str, number: usize) -> Option<TcpStream> {
    let request = Signer::new(SENDER, Secret::new(SECRET).unwrap())
        .sign("https://app.example/", format!(r#"{{"id":"{number}"}}"#))
        .unwrap();
    let mut text = format!(
        "POST / HTTP/1.1\r\nhost: app.example\r\nconnection: close\r\ncontent-length: {}\r\n",
        request.body().len()
    );
    for (name, value) in request.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(RESPONSE)).unwrap();
    let request = [text.as_bytes(), b"\r\n", request.body()].concat();
    stream.write_all(&request).ok()?;
    Some(stream)
}

/// Returns the status of the response, if it arrives in time.
fn status(stream: Option<TcpStream>) -> Option<u16> {
    let mut answer = [0; 64];
    let length = stream?.read(&mut answer).ok()?;
    std::str::from_utf8(&answer[..length])
        .ok()?
        .get(9..12)?
        .parse()
        .ok()
}

/// The result of a run.
#[derive(Debug, Default)]
struct Outcome {
    faults: BTreeMap<&'static str, usize>,
    events: usize,
    attempts: usize,
    lost: usize,
    doubles: usize,
    /// Repeated effects with the same attempt number.
    unflagged: usize,
    /// The time from the last fault to the acknowledgement of the last event.
    settled: Duration,
}

fn run(mode: Mode, mut server: Server, faults: usize) -> Outcome {
    let port = match &server {
        Server::Redis(server) => server.port,
        Server::Postgres(server) => server.port,
    };
    let proxy = Proxy::start(port);
    let store = match mode {
        Mode::Redis => format!("redis://127.0.0.1:{}/", proxy.port),
        _ => format!("postgres://postgres@127.0.0.1:{}/postgres", proxy.port),
    };
    let ledger = std::env::temp_dir().join(format!("webhook-faults-{}-{port}", std::process::id()));
    std::fs::write(&ledger, "").unwrap();
    let start: Arc<dyn Fn() -> Command + Send + Sync> = {
        let ledger = ledger.clone();
        Arc::new(move || {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command
                .args(["service_process", "--exact", "--nocapture"])
                .env("FAULTS_SERVICE", format!("{mode:?}"))
                .env("FAULTS_STORE", &store)
                .env("FAULTS_LEDGER", &ledger)
                .stdout(Stdio::piped())
                .stderr(Stdio::null());
            command
        })
    };
    let mut processes = [Process::start(start.clone()), Process::start(start)];
    let addresses = processes
        .each_ref()
        .map(|process| Mutex::new(process.address.clone()));
    let (events, attempts) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let is_over = AtomicBool::new(false);
    let mut reported = BTreeMap::new();
    let mut ended = Instant::now();
    let settled = thread::scope(|scope| {
        let senders: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| provider(&addresses, &events, &attempts, &is_over)))
            .collect();
        for fault in 0..faults {
            thread::sleep(Duration::from_millis(80 + (rand(fault) % 150) as u64));
            let one = rand(fault + 7) % 2;
            let millis = Duration::from_millis;
            let name = match fault * 7 % 16 {
                0..=4 => {
                    processes[one].crash();
                    *addresses[one].lock().unwrap() = processes[one].address.clone();
                    "service killed"
                }
                5 => {
                    signal(processes[one].child.id(), "-STOP");
                    thread::sleep(LEASE + millis(300));
                    signal(processes[one].child.id(), "-CONT");
                    "service paused"
                }
                6 => {
                    server.crash();
                    "store killed"
                }
                7 | 8 => {
                    server.pause(millis(600));
                    "store paused"
                }
                9 | 10 => {
                    proxy.cut();
                    "connections cut"
                }
                11 | 12 => {
                    proxy.set(Relay::LosesReplies);
                    thread::sleep(millis(150));
                    proxy.set(Relay::Pass);
                    "replies lost"
                }
                13 | 14 => {
                    proxy.set(Relay::LosesRequests);
                    thread::sleep(millis(150));
                    proxy.set(Relay::Pass);
                    "requests lost"
                }
                _ => {
                    proxy.set(Relay::Silent);
                    thread::sleep(millis(700));
                    proxy.cut();
                    "silence"
                }
            };
            *reported.entry(name).or_default() += 1;
        }
        ended = Instant::now();
        is_over.store(true, Ordering::Relaxed);
        senders
            .into_iter()
            .map(|sender| sender.join().unwrap())
            .max()
            .unwrap()
    });
    let mut effects = BTreeMap::<usize, Vec<u32>>::new();
    let lines = match &server {
        Server::Postgres(server) if mode == Mode::Transaction => {
            server.run("SELECT event || ' ' || attempt FROM effect ORDER BY 1")
        }
        _ => std::fs::read_to_string(&ledger).unwrap(),
    };
    std::fs::remove_file(&ledger).unwrap();
    for line in lines.lines() {
        let (event, attempt) = line.split_once(' ').unwrap();
        let attempts = effects.entry(event.parse().unwrap()).or_default();
        attempts.push(attempt.parse().unwrap());
    }
    let events = events.into_inner();
    let mut outcome = Outcome {
        faults: reported,
        events,
        attempts: attempts.into_inner(),
        settled: settled.saturating_duration_since(ended),
        ..Outcome::default()
    };
    for event in 0..events {
        let attempts = effects.remove(&event).unwrap_or_default();
        outcome.lost += usize::from(attempts.is_empty());
        outcome.doubles += attempts.len().saturating_sub(1);
        let mut distinct = attempts.clone();
        distinct.sort_unstable();
        distinct.dedup();
        outcome.unflagged += attempts.len() - distinct.len();
    }
    assert!(effects.is_empty(), "effects of events that nobody sent");
    outcome
}

/// A provider that sends each event until it is acknowledged: some to both processes at once, some again
/// afterwards. It disconnects during some. Returns when the last event is acknowledged.
fn provider(
    addresses: &[Mutex<String>; 2],
    events: &AtomicUsize,
    attempts: &AtomicUsize,
    is_over: &AtomicBool,
) -> Instant {
    let address = |which: usize| addresses[which % 2].lock().unwrap().clone();
    while !is_over.load(Ordering::Relaxed) {
        let number = events.fetch_add(1, Ordering::Relaxed);
        for attempt in 0.. {
            attempts.fetch_add(1, Ordering::Relaxed);
            let random = rand(number * 1000 + attempt);
            let stream = send(&address(random), number);
            if random % 10 == 3 && attempt == 0 {
                // The sender disconnects.
                thread::sleep(Duration::from_millis(3));
                continue;
            }
            let second = (random % 10 == 5).then(|| send(&address(random + 1), number));
            let statuses = [status(stream), second.and_then(status)];
            if statuses.contains(&Some(200)) {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        if rand(number).is_multiple_of(20) {
            status(send(&address(number), number));
        }
        thread::sleep(Duration::from_millis(5));
    }
    Instant::now()
}

/// Returns the number of faults per run: a third of `FAULTS`, or of 200.
fn faults() -> usize {
    let all = std::env::var("FAULTS").map_or(200, |text| text.parse().unwrap());
    usize::div_ceil(all, 3)
}

fn check(mode: Mode, outcome: &Outcome) {
    println!(
        "{mode:?}: {} events in {} attempts, {:?}: lost {}, doubles {} (unflagged {}), settled in {:.1?}",
        outcome.events,
        outcome.attempts,
        outcome.faults,
        outcome.lost,
        outcome.doubles,
        outcome.unflagged,
        outcome.settled
    );
    assert_eq!(outcome.lost, 0, "{mode:?}: {outcome:?}");
    assert_eq!(outcome.unflagged, 0, "{mode:?}: {outcome:?}");
    if mode == Mode::Transaction {
        assert_eq!(outcome.doubles, 0, "{outcome:?}");
    }
    let most = LEASE + Duration::from_secs(5);
    assert!(outcome.settled <= most, "stuck: {outcome:?}");
    assert!(outcome.events > faults(), "{outcome:?}");
}

fn postgres() -> Option<PostgresServer> {
    let server = PostgresServer::start()?;
    server.run(SCHEMA);
    server.run("CREATE TABLE effect (event text, attempt integer)");
    Some(server)
}

#[test]
fn loses_nothing_and_flags_repeats_with_leases_in_redis() {
    // With `everysec`, Redis responds before it writes while it waits for a slow disk. A claim that is lost then in
    // a crash cannot flag the next attempt.
    if let Some(server) = RedisServer::start(&["--appendfsync", "always"]) {
        let outcome = run(Mode::Redis, Server::Redis(server), faults());
        check(Mode::Redis, &outcome);
    }
}

#[test]
fn loses_nothing_and_flags_repeats_with_leases_in_postgres() {
    if let Some(server) = postgres() {
        let outcome = run(Mode::Lease, Server::Postgres(server), faults());
        check(Mode::Lease, &outcome);
    }
}

#[test]
fn loses_and_repeats_nothing_in_transactions() {
    if let Some(server) = postgres() {
        let outcome = run(Mode::Transaction, Server::Postgres(server), faults());
        check(Mode::Transaction, &outcome);
    }
}
