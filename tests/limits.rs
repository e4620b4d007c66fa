//! Hostile and outdated clients, on real sockets, against a real server of each framework.
//!
//! ```sh
//! cargo test --all-features --test limits -- --test-threads=1 --nocapture
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod common;
#[path = "limits/networks.rs"]
mod networks;

use std::{
    alloc::System,
    future::poll_fn,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use common::{
    client::{Connection, Plain, send},
    servers::{ALL, App, Framework, start},
};
use flate2::{Compression, write::GzEncoder};
use futures_core::Stream;
use http_body_util::BodyExt;
use stats_alloc::{INSTRUMENTED_SYSTEM, Stats, StatsAlloc};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use webhook_receiver::{Budget, Builder, Provider, Receiver, Secret, providers, testing::Signer};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Returns the number of allocated bytes.
fn live() -> usize {
    let Stats {
        bytes_allocated,
        bytes_deallocated,
        ..
    } = ALLOCATOR.stats();
    bytes_allocated - bytes_deallocated
}

/// Returns a lock that runs the tests one at a time: times and memory are measured.
fn alone() -> MutexGuard<'static, ()> {
    static ONE_TEST: Mutex<()> = Mutex::new(());
    ONE_TEST
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Returns the number of concurrent connections: a thousand, if the system allows a process both ends of them
/// to five servers.
fn many() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files = limits.lines().find_map(|line| {
        line.strip_prefix("Max open files")?
            .split_whitespace()
            .next()
    });
    let files: usize = files.and_then(|files| files.parse().ok()).unwrap_or(1024);
    (files.saturating_sub(200) / 10).min(1000)
}

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const LIMIT: usize = 64 * 1024;

fn secret() -> Secret {
    Secret::new(SECRET).unwrap()
}

fn app_of(provider: Provider, change: impl FnOnce(Builder) -> Builder) -> App {
    let tenant = change(Receiver::builder(provider).secret(secret()));
    App {
        fixed: Receiver::new(providers::GITHUB.with_events(), secret()).unwrap(),
        tenants: Arc::new(vec![tenant.build().unwrap()]),
    }
}

/// Returns the service with this one tenant.
fn app(change: impl FnOnce(Builder) -> Builder) -> App {
    app_of(providers::GITHUB, change)
}

fn limited() -> App {
    app(|builder| builder.body_limit(LIMIT))
}

/// Returns a genuine request.
fn genuine(body: Vec<u8>) -> Plain {
    let signed = Signer::new(providers::GITHUB, secret())
        .sign("https://app.example/", body.clone())
        .unwrap();
    Plain::post("/", body)
        .header(
            "X-Hub-Signature-256",
            &signed.headers()["x-hub-signature-256"],
        )
        .header("x-receiver", "0")
}

/// A request that announces too large a body is rejected before any of the body is sent.
#[test]
fn rejects_an_announced_large_body_at_once() {
    let _alone = alone();
    for framework in ALL {
        let to = start(framework, limited());
        let mut worst = Duration::ZERO;
        for _ in 0..20 {
            let mut connection = Connection::open(to);
            let request = genuine(vec![b'x'; LIMIT + 1]);
            let start = Instant::now();
            connection.write(&request.head()).unwrap();
            assert_eq!(connection.answer(false).unwrap().status, 413);
            worst = worst.max(start.elapsed());
        }
        println!("{framework:?}: 413 without a body byte, at the latest after {worst:?}");
        assert!(
            worst < Duration::from_millis(500),
            "{framework:?}: {worst:?}"
        );
    }
}

/// How much of the body is sent, how, whether the signature is left out, and the expected status.
const REFUSED: [(&str, usize, Option<usize>, bool, u16); 8] = [
    ("announced", LIMIT + 1, None, false, 413),
    ("announced twice as large", 2 * LIMIT, None, false, 413),
    ("announced as 2 MiB", 2 << 20, None, false, 413),
    ("chunked", LIMIT + 1, Some(1000), false, 413),
    (
        "chunked twice as large",
        2 * LIMIT,
        Some(10_000),
        false,
        413,
    ),
    ("chunked 2 MiB", 2 << 20, Some(10_000), false, 413),
    ("forged", LIMIT, None, true, 401),
    ("forged and chunked", LIMIT, Some(1000), true, 401),
];

/// Returns how many of a hundred senders, which write the whole body before they read, get this response.
/// Impatient senders stop at a failed write.
fn seen(to: SocketAddr, at: usize, impatient: bool) -> usize {
    let (_, size, chunks, forged, status) = REFUSED[at];
    let mut request = genuine(vec![b'x'; size]);
    request.chunks = chunks;
    if forged {
        request.headers.remove(0);
    }
    let sees = |_: &usize| {
        let mut connection = Connection::open(to);
        let head = connection.write(&request.head());
        // Written in two pieces, so that the response may arrive between them.
        let body = request.framed_body();
        let (one, two) = body.split_at(body.len() / 2);
        let written = head
            .and_then(|()| connection.write(one))
            .and_then(|()| connection.write(two));
        (written.is_ok() || !impatient)
            && connection
                .answer(false)
                .is_ok_and(|answer| answer.status == status)
    };
    (0..100).filter(sees).count()
}

#[test]
fn answers_a_rejected_sender() {
    let _alone = alone();
    for framework in ALL {
        let to = start(framework, limited());
        for (at, (what, size, _, _, status)) in REFUSED.iter().enumerate() {
            let patient = seen(to, at, false);
            println!("{framework:?}: {what}: {status} seen by {patient} of 100");
            assert_eq!(patient, 100, "{framework:?}: {what}");
            if *size <= 2 * LIMIT {
                let impatient = seen(to, at, true);
                assert_eq!(impatient, 100, "{framework:?}: {what}, impatient");
            }
        }
    }
}

/// The control is a server that responds and does not read the rest: the check above must detect it.
#[test]
fn control_sender_misses_a_rejection_without_lingering() {
    let _alone = alone();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let to = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 1000]);
            let _ = stream.write_all(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
        }
    });
    let found: Vec<usize> = (0..6).map(|at| seen(to, at, true)).collect();
    println!("control: seen by {found:?} of 100");
    assert!(found.iter().any(|seen| *seen < 100));
}

/// After a rejection the connection is closed, whatever is still sent.
#[test]
fn closes_a_rejected_connection() {
    let _alone = alone();
    for framework in ALL {
        let to = start(framework, limited());
        let mut connection = Connection::open(to);
        connection
            .write(&genuine(vec![b'x'; LIMIT + 1]).head())
            .unwrap();
        assert_eq!(connection.answer(false).unwrap().status, 413);
        let start = Instant::now();
        let closed = connection.closes_within(Duration::from_secs(5));
        let took = start.elapsed();
        println!("{framework:?}: closed {took:?} after a refusal whose body does not come");
        assert!(
            closed && took < Duration::from_secs(3),
            "{framework:?}: {took:?}"
        );
    }
}

/// Sends a head, and then one byte per second until there is a response. Returns its status and the time
/// until it arrived, or `None` if it does not arrive within this time.
async fn drip(to: SocketAddr, head: Vec<u8>, patience: Duration) -> Option<(u16, Duration)> {
    let mut stream = tokio::net::TcpStream::connect(to).await.unwrap();
    let start = Instant::now();
    stream.write_all(&head).await.unwrap();
    let mut answer = [0; 12];
    while start.elapsed() < patience {
        tokio::select! {
            // A byte that is written after the response arrived may reset the connection and lose it.
            biased;
            read = stream.read_exact(&mut answer) => {
                read.unwrap();
                let status = std::str::from_utf8(&answer[9..]).unwrap().parse().unwrap();
                return Some((status, start.elapsed()));
            }
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
        let _ = stream.write_all(b"x").await;
    }
    None
}

/// Starts a server without this crate.
async fn bare_axum() -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    let routes = axum::Router::new()
        .fallback(async |body: bytes::Bytes| drop(body))
        .layer(axum::extract::DefaultBodyLimit::disable());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    to
}

/// Many slow bodies at once are rejected at the deadline, in every framework. The control is a server without
/// this crate, which waits.
#[test]
fn rejects_slow_bodies_at_the_deadline() {
    let _alone = alone();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let bare_to = bare_axum().await;
        let head = genuine(vec![b'x'; LIMIT]).head();
        let patience = Duration::from_secs(15);
        let clients = |to: SocketAddr, count: usize| {
            let one = |_| tokio::spawn(drip(to, head.clone(), patience));
            (0..count).map(one).collect::<Vec<_>>()
        };
        let waiting: Vec<_> = ALL
            .into_iter()
            .map(|framework| (framework, clients(start(framework, limited()), many())))
            .collect();
        let control = clients(bare_to, 10);
        for (framework, clients) in waiting {
            let mut times = Vec::new();
            for client in clients {
                let (status, time) = client.await.unwrap().unwrap();
                assert_eq!(status, 408, "{framework:?}");
                times.push(time);
            }
            times.sort();
            let (first, last) = (times[0], times[times.len() - 1]);
            let count = times.len();
            println!("{framework:?}: {count} of {count} dripped bodies: 408 after {first:.2?} to {last:.2?}");
            let deadline = Duration::from_secs(10);
            assert!(first >= deadline, "{framework:?}: {first:?}");
            assert!(
                last < deadline + Duration::from_secs(4),
                "{framework:?}: {last:?}"
            );
        }
        for client in control {
            assert_eq!(client.await.unwrap(), None, "the control waits");
        }
        println!("control: bare axum waits after {patience:?}");
    });
}

/// Waits until no memory is allocated or freed any more, which takes longer on a busy machine.
fn at_rest() -> usize {
    let mut last = live();
    let mut samples = 0;
    while samples < 8 {
        thread::sleep(Duration::from_millis(40));
        samples = if live() == last { samples + 1 } else { 0 };
        last = live();
    }
    last
}

/// Returns the memory per connection with a body, after the head and after each of these steps of the body.
fn held_by_slow_bodies(to: SocketAddr, chunked: bool, steps: &[usize]) -> Vec<usize> {
    let count = many();
    let mut connections: Vec<TcpStream> = Vec::with_capacity(count);
    let mut request = genuine(vec![b'x'; 1 << 20]);
    request.chunks = chunked.then_some(1);
    let head = request.head();
    let before = at_rest();
    for _ in 0..count {
        let mut stream = TcpStream::connect(to).unwrap();
        stream.write_all(&head).unwrap();
        connections.push(stream);
    }
    let mut held = vec![(at_rest() - before) / count];
    for step in steps {
        let mut bytes = vec![b'x'; *step];
        if chunked {
            bytes.splice(0..0, format!("{step:x}\r\n").into_bytes());
            bytes.extend(b"\r\n");
        }
        for stream in &mut connections {
            stream.write_all(&bytes).unwrap();
        }
        drop(bytes);
        held.push((at_rest() - before) / count);
    }
    drop(connections);
    at_rest();
    held
}

/// Starts a server that discards bodies: it holds only the framework's share.
fn throws_away(framework: Framework) -> SocketAddr {
    let (tell, address) = mpsc::channel();
    if framework == Framework::ActixWeb {
        use actix_web::{App, HttpServer, rt, web};
        async fn read(mut payload: web::Payload) -> &'static str {
            while poll_fn(|context| Pin::new(&mut payload).poll_next(context))
                .await
                .is_some()
            {}
            ""
        }
        thread::spawn(move || {
            rt::System::new().block_on(async move {
                let server = HttpServer::new(|| App::new().default_service(web::to(read)))
                    .workers(2)
                    .disable_signals()
                    .bind("127.0.0.1:0")
                    .unwrap();
                tell.send(server.addrs()[0]).unwrap();
                server.run().await.unwrap();
            });
        });
    } else {
        async fn read(mut body: axum::body::Body) {
            while body.frame().await.is_some() {}
        }
        thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let routes = axum::Router::new().fallback(read);
                axum::serve(listener, routes).await.unwrap();
            });
        });
    }
    address.recv().unwrap()
}

/// A slow body takes at most 32 KiB more than its bytes and the memory of a server that discards bodies.
#[test]
fn keeps_little_more_memory_than_slow_bodies_have_bytes() {
    const STEPS: [usize; 6] = [1, 1000, 5000, 5000, 5000, 5000];
    let _alone = alone();
    for framework in ALL {
        let app = app(|builder| builder.body_deadline(Duration::from_secs(300)));
        let to = start(framework, app);
        let own = held_by_slow_bodies(throws_away(framework), false, &STEPS);
        for chunked in [false, true] {
            let mut held = held_by_slow_bodies(to, chunked, &STEPS);
            let mut came = 0;
            for (held, step) in held.iter_mut().skip(1).zip(STEPS) {
                came += step;
                assert!(*held > came, "not all of it was read: {held} of {came}");
                *held -= came;
            }
            let ours = held.iter().zip(&own);
            let ours: Vec<usize> = ours.map(|(held, own)| held.saturating_sub(*own)).collect();
            println!(
                "{framework:?}: {} slow bodies, chunked {chunked}: beyond what came {held:?} bytes each, of which ours {ours:?}",
                many()
            );
            assert!(ours.iter().all(|ours| *ours <= 32 * 1024), "{framework:?}");
        }
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn rejects_a_decompression_bomb_before_it_grows() {
    let _alone = alone();
    let bomb = gzip(&vec![0; 128 << 20]);
    println!("a bomb of {} bytes inflates to 128 MiB", bomb.len());
    let honest = b"{\"type\":\"message.new\"}".repeat(50);
    let sign = |body: &[u8]| {
        let signed = Signer::new(providers::GETSTREAM, secret())
            .sign("https://app.example/", body.to_vec())
            .unwrap();
        Plain::post("/", gzip(body))
            .header("X-Signature", &signed.headers()["x-signature"])
            .header("Content-Encoding", "gzip")
            .header("x-receiver", "0")
    };
    for framework in ALL {
        let to = start(
            framework,
            app_of(providers::GETSTREAM, |builder| builder.body_limit(64 << 20)),
        );
        assert_eq!(send(to, &sign(&honest)).unwrap().status, 200);
        let mut request = sign(&honest);
        request.body.clone_from(&bomb);
        for chunks in [None, Some(1000)] {
            request.chunks = chunks;
            let (mut worst, mut most) = (Duration::ZERO, 0);
            for _ in 0..10 {
                let mut connection = Connection::open(to);
                let (head, body) = (request.head(), request.framed_body());
                let (start, allocated) = (Instant::now(), ALLOCATOR.stats().bytes_allocated);
                connection.write(&head).unwrap();
                let _ = connection.write(&body);
                assert_eq!(connection.answer(false).unwrap().status, 413);
                worst = worst.max(start.elapsed());
                most = most.max(ALLOCATOR.stats().bytes_allocated - allocated);
            }
            println!(
                "{framework:?}: a bomb, in chunks {chunks:?}: 413 after {worst:?}, {} KiB allocated in all",
                most / 1024
            );
            assert!(worst < Duration::from_millis(500), "{worst:?}");
            assert!(most < 1 << 20, "{framework:?}: {most}");
        }
    }
}

/// Returns the times of genuine requests on a connection, one after the other.
fn times(to: SocketAddr, count: usize) -> Vec<Duration> {
    let mut connection = Connection::open(to);
    let request = genuine(b"{}".to_vec());
    let mut times: Vec<_> = (0..count)
        .map(|_| {
            let start = Instant::now();
            assert_eq!(connection.send(&request).unwrap().status, 200);
            start.elapsed()
        })
        .collect();
    times.sort();
    times
}

/// Calls `again` repeatedly on some threads until `done` has run. Returns the number of calls, and the result
/// of `done`.
fn beside<T>(
    threads: usize,
    again: impl Fn(&mut Option<Connection>) + Sync,
    done: impl FnOnce() -> T,
) -> (usize, T) {
    let (stop, count) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut connection = None;
                while !stop.load(Ordering::Relaxed) {
                    again(&mut connection);
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let result = done();
        stop.store(true, Ordering::Relaxed);
        (count.load(Ordering::Relaxed), result)
    })
}

/// Genuine requests are answered beside a flood of forged ones, and beside requests of the largest size that
/// GitHub sends. Judge the times in release, and against the control, which has the same clients and machine.
#[test]
fn accepts_genuine_requests_during_a_flood() {
    let _alone = alone();
    let p99 = |times: &[Duration]| times[times.len() * 99 / 100];
    let mut forged = genuine(vec![b'x'; 1000]);
    forged.body[0] = b'y';
    // Forged, so that the work of the test's handler on large bodies is not measured.
    let mut large = genuine(vec![b'x'; 25 * 1024 * 1024]);
    large.body[0] = b'y';
    let (head, body) = (large.head(), large.framed_body());
    let beside_large = |to: SocketAddr, status: u16| {
        let send_it = |_: &mut Option<Connection>| {
            let mut connection = Connection::open(to);
            connection.write(&head).unwrap();
            connection.write(&body).unwrap();
            assert_eq!(connection.answer(false).unwrap().status, status);
        };
        let (count, mut times) = beside(1, send_it, || {
            let mut all = Vec::new();
            let start = Instant::now();
            while start.elapsed() < Duration::from_secs(1) {
                all.extend(times(to, 20));
            }
            all
        });
        times.sort();
        (count, p99(&times))
    };
    for framework in ALL {
        let to = start(framework, app(|builder| builder));
        let idle = p99(&times(to, 300));
        let (floods, flooded) = beside(
            16,
            |connection| {
                let open = connection.get_or_insert_with(|| Connection::open(to));
                assert_eq!(open.send(&forged).unwrap().status, 401);
            },
            || p99(&times(to, 300)),
        );
        let (count_of_large, beside_large) = beside_large(to, 401);
        println!(
            "{framework:?}: 99 of 100 in {idle:.2?}, beside a flood of 16 ({floods} refused) in {flooded:.2?}, beside {count_of_large} of 25 MiB in {beside_large:.2?}",
        );
        // The machine may be busy.
        let most = Duration::from_secs(2);
        for time in [flooded, beside_large] {
            assert!(time < most, "{framework:?}");
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (count_of_large, beside_large) = beside_large(runtime.block_on(bare_axum()), 200);
    println!("control: bare axum, beside {count_of_large} of 25 MiB in {beside_large:.2?}");
}

/// Inputs above each limit are rejected, and the server goes on.
#[test]
fn rejects_too_much_of_anything() {
    let _alone = alone();
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    let beside = format!(r#"{{"unread":{deep},"action":"opened"}}"#);
    let to_webhook = |body: &str| {
        let mut request = genuine(body.into());
        request.target = "/typed/webhook".into();
        request
    };
    let mut headers = genuine(b"{}".to_vec());
    for number in 0..1000 {
        headers = headers.header(&format!("x-{number}"), "1");
    }
    let mut signatures = genuine(b"{}".to_vec());
    signatures.headers[0].1 = [b"sha256=", "ab".repeat(32).as_bytes(), b","]
        .concat()
        .repeat(2000);
    let mut shorter = genuine(b"{}".to_vec());
    shorter.body = b"{} and more than was signed".to_vec();
    for framework in ALL {
        let to = start(framework, app(|builder| builder));
        for (what, request, statuses) in [
            ("JSON 100,000 deep", to_webhook(&deep), &[422][..]),
            // A field that the event does not have is skipped, not kept.
            ("JSON 100,000 deep, unread", to_webhook(&beside), &[202]),
            // The servers have limits of their own.
            ("1,000 headers", headers.clone(), &[400, 431]),
            ("2,000 signatures", signatures.clone(), &[400, 431]),
            ("a body that is longer", shorter.clone(), &[401]),
            ("what is right", genuine(b"{}".to_vec()), &[200]),
        ] {
            let status = send(to, &request).unwrap().status;
            assert!(
                statuses.contains(&status),
                "{framework:?}: {what}: {status}"
            );
        }
    }
}

/// The budget is never exceeded, a request beyond it is answered with 503, and all of it is released.
#[test]
fn rejects_above_the_budget() {
    const BODY: usize = 100 * 1024;
    const CLIENTS: usize = 40;
    let _alone = alone();
    for framework in ALL {
        let budget = Budget::new(10 * BODY);
        let to = start(
            framework,
            app(|builder| builder.body_limit(BODY).budget(&budget)),
        );
        for chunks in [None, Some(3000)] {
            let mut request = genuine(vec![b'x'; BODY]);
            request.chunks = chunks;
            let (head, body) = (request.head(), request.framed_body());
            let (first, rest) = body.split_at(body.len() / 2);
            let mut clients: Vec<_> = (0..CLIENTS).map(|_| Connection::open(to)).collect();
            // Half of all bodies exceed the budget.
            for client in &mut clients {
                client.write(&head).unwrap();
                let _ = client.write(first);
                assert!(budget.used() <= budget.limit());
            }
            thread::sleep(Duration::from_millis(200));
            let used = budget.used();
            assert!(
                used > budget.limit() / 2 && used <= budget.limit(),
                "{used}"
            );
            let (mut accepted, mut rejected) = (0, 0);
            for client in &mut clients {
                let _ = client.write(rest);
                let answer = client.answer(false).unwrap();
                match answer.status {
                    200 => accepted += 1,
                    503 => {
                        rejected += 1;
                        assert_eq!(answer.header("retry-after"), Some("5"));
                    }
                    other => panic!("{framework:?}: {other}"),
                }
                assert!(budget.used() <= budget.limit());
            }
            println!(
                "{framework:?}: of {CLIENTS} bodies at once, four times the budget, {accepted} accepted, {rejected} asked to come again"
            );
            assert!(rejected >= CLIENTS / 2, "{framework:?}: {rejected}");
            drop(clients);
            let start = Instant::now();
            while budget.used() > 0 {
                assert!(start.elapsed() < Duration::from_secs(5), "{framework:?}");
                thread::sleep(Duration::from_millis(10));
            }
            assert_eq!(send(to, &request).unwrap().status, 200, "{framework:?}");
        }
    }
}
