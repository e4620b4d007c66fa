//! Kills the examples and their servers with `kill -9` while events arrive: no acknowledged event is lost,
//! and none is shipped twice.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "../../../tests/common/databases.rs"]
mod databases;

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use databases::{NatsServer, PostgresServer};
use webhook_receiver::{Secret, idempotency::postgres::SCHEMA, providers, testing::Signer};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

/// Returns the number of kills: the variable `KILLS`, or 50.
fn kills() -> usize {
    std::env::var("KILLS").map_or(50, |text| text.parse().unwrap())
}

struct Service {
    child: Child,
    address: String,
}

impl Service {
    fn start(program: &str, environment: &[(&str, String)]) -> Self {
        let began = Instant::now();
        loop {
            let mut child = Command::new(program)
                .env("LISTEN", "127.0.0.1:0")
                .env("GITHUB_WEBHOOK_SECRET", SECRET)
                .envs(environment.iter().map(|(name, value)| (name, value)))
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let mut output = BufReader::new(child.stdout.take().unwrap());
            // The worker may print lines before the address.
            let address = output
                .by_ref()
                .lines()
                .map_while(Result::ok)
                .find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
            if let Some(address) = address {
                thread::spawn(move || output.lines().for_each(drop));
                return Self { child, address };
            }
            // Its database or NATS server is not up yet.
            let _ = child.wait();
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "the service does not start"
            );
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends an event, and returns the status of the response if there is one.
fn send(address: &str, number: usize) -> Option<u16> {
    let issue = format!(
        r#"{{"action":"opened","issue":{{"id":{number},"number":{number},"title":"x"}},"repository":{{"id":2,"name":"rocket","full_name":"ada/rocket"}}}}"#
    );
    let request = Signer::new(providers::GITHUB, Secret::new(SECRET).unwrap())
        .kind("issues")
        .sign("https://app.example/github", issue)
        .unwrap();
    let mut text = format!(
        "POST /github HTTP/1.1\r\nhost: app.example\r\nconnection: close\r\ncontent-length: {}\r\n",
        request.body().len()
    );
    for (name, value) in request.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    let mut stream = TcpStream::connect(address).ok()?;
    let wait = Some(Duration::from_secs(10));
    stream.set_read_timeout(wait).unwrap();
    let request = [text.as_bytes(), b"\r\n", request.body()].concat();
    stream.write_all(&request).ok()?;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    answer.get(9..12)?.parse().ok()
}

/// Sends events, each until it is acknowledged, while the service is killed repeatedly. Returns the running
/// service, the number of events, all acknowledged, and the number of attempts.
fn under_kills(
    program: &str,
    environment: &[(&str, String)],
    mut after_kill: impl FnMut(usize),
) -> (Service, usize, usize) {
    let (events, attempts) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let is_over = AtomicBool::new(false);
    let mut service = Service::start(program, environment);
    let address = Mutex::new(service.address.clone());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let number = events.fetch_add(1, Ordering::Relaxed);
                    loop {
                        attempts.fetch_add(1, Ordering::Relaxed);
                        let address = address.lock().unwrap().clone();
                        if send(&address, number) == Some(200) {
                            break;
                        }
                        thread::sleep(Duration::from_millis(20));
                    }
                }
            });
        }
        let mut random = 7_u64;
        for kill in 0..kills() {
            random = random
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            thread::sleep(Duration::from_millis(100 + (random >> 33) % 200));
            service.kill();
            after_kill(kill);
            service = Service::start(program, environment);
            *address.lock().unwrap() = service.address.clone();
        }
        is_over.store(true, Ordering::Relaxed);
    });
    (service, events.into_inner(), attempts.into_inner())
}

#[test]
fn stores_one_apalis_job_per_event() {
    let Some(mut postgres) = PostgresServer::start() else {
        return;
    };
    postgres.run(SCHEMA);
    postgres.run("CREATE TABLE shipment (key text)");
    let environment = [("DATABASE_URL", postgres.url())];
    let program = env!("CARGO_BIN_EXE_apalis");
    let (_service, events, attempts) = under_kills(program, &environment, |kill| {
        if kill % 25 == 24 {
            postgres.crash();
        }
    });
    wait_until_shipped(&postgres, events);
    let jobs = postgres.run("SELECT count(*), count(DISTINCT idempotency_key) FROM apalis.jobs");
    assert_eq!(jobs, format!("{events}|{events}"));
    println!(
        "apalis: {events} events in {attempts} attempts, {} kills: lost 0, jobs {events}, shipped twice 0",
        kills()
    );
}

#[test]
fn ships_each_event_to_jetstream_once() {
    let (Some(postgres), Some(mut nats)) = (PostgresServer::start(), NatsServer::start()) else {
        return;
    };
    postgres.run(SCHEMA);
    postgres.run("CREATE TABLE shipment (key text)");
    let environment = [("DATABASE_URL", postgres.url()), ("NATS_URL", nats.url())];
    let program = env!("CARGO_BIN_EXE_nats");
    let (_service, events, attempts) = under_kills(program, &environment, |kill| {
        if kill % 25 == 24 {
            nats.crash();
        }
    });
    wait_until_shipped(&postgres, events);
    println!(
        "jetstream: {events} events in {attempts} attempts, {} kills: lost 0, shipped twice 0",
        kills()
    );
}

/// Waits until all events are shipped, as long as there is progress, and checks that each is shipped once.
fn wait_until_shipped(postgres: &PostgresServer, events: usize) {
    let shipped = || postgres.run("SELECT count(*), count(DISTINCT key) FROM shipment");
    let expected = format!("{events}|{events}");
    let mut last = shipped();
    let mut changed = Instant::now();
    while last != expected {
        assert!(
            changed.elapsed() < Duration::from_secs(60),
            "{last} of {expected}, without progress for a minute"
        );
        thread::sleep(Duration::from_millis(200));
        let now = shipped();
        if now != last {
            (last, changed) = (now, Instant::now());
        }
    }
    assert!(events > 20, "{events}");
}
