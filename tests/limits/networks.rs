//! Hostile networks: requests with ambiguous framing, floods of HTTP/2 frames, slow heads and bodies,
//! compressed bombs, and connections that are cut in every state. During each attack, genuine requests are
//! answered, and afterwards all resources of the attack are released.
//!
//! By default, a small number of each is run. The full size needs a machine that lets a process have 12,000
//! open files:
//!
//! ```sh
//! CLIENTS=5000 ABORTS=100000 FLOOD=2000 \
//!   cargo test --release --all-features --test limits -- --test-threads=1 --nocapture networks::
//! ```

use super::{
    LIMIT, alone, app, app_of, at_rest, bare_axum, beside, genuine, gzip, live, secret, times,
};
use crate::common::{
    client::{Connection, Plain, send},
    h2,
    servers::{ALL, start, start_with_head_timeout},
};

use std::{
    collections::BTreeMap,
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use webhook_receiver::{
    Budget, Provider, Received, Receiver,
    idempotency::{Idempotency, Memory, StoreDown, UnsignedId},
    providers,
    testing::Signer,
};

/// Returns a number from the environment, or the default.
fn number(variable: &str, usual: usize) -> usize {
    let text = std::env::var(variable).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Returns the number of concurrent connections, each with both of its ends in this process.
fn clients() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let files = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    let files: usize = files.unwrap_or(1024);
    number("CLIENTS", 300).min(files.saturating_sub(300) / 2)
}

/// Returns the duration of a flood in milliseconds.
fn flood() -> Duration {
    Duration::from_millis(number("FLOOD", 300) as u64)
}

fn p99(times: &[Duration]) -> Duration {
    times[times.len() * 99 / 100]
}

/// Returns the times of genuine requests during a flood.
fn times_in_flood(to: SocketAddr) -> Vec<Duration> {
    let start = Instant::now();
    let mut all = Vec::new();
    while start.elapsed() < flood() {
        all.extend(times(to, 20));
    }
    all.sort();
    all
}

/// The maximum time of 99 of 100 genuine requests during an attack. It is generous: the machine is shared
/// with the attackers.
fn bound() -> Duration {
    Duration::from_secs(2)
}

/// Waits until this is true.
fn becomes_true(within: Duration, is_true: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while !is_true() && start.elapsed() < within {
        thread::sleep(Duration::from_millis(10));
    }
    is_true()
}

/// Waits until the whole budget is released.
fn gives_back(budget: &Budget, within: Duration) -> bool {
    becomes_true(within, || budget.used() == 0)
}

/// Waits until a request uses the budget, and returns how much.
fn is_used(budget: &Budget) -> usize {
    becomes_true(Duration::from_secs(15), || budget.used() > 0);
    budget.used()
}

/// Returns the number of files that this process has open.
fn files() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}

/// Returns the statuses of all responses on one connection to which this was written, until the server closes
/// it or sends no more, and whether it was closed.
fn statuses(to: SocketAddr, bytes: &[u8]) -> (Vec<u16>, bool) {
    let mut stream = TcpStream::connect(to).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_millis(400)))
        .unwrap();
    let _ = stream.write_all(bytes);
    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
    let closed = loop {
        match stream.read(&mut buffer) {
            Ok(0) => break true,
            Ok(count) => read.extend(&buffer[..count]),
            Err(error) => {
                break !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
            }
        }
    };
    let text = String::from_utf8_lossy(&read);
    let found = text.match_indices("HTTP/1.").filter_map(|(at, _)| {
        let status = text.get(at + 9..at + 12)?;
        status.parse().ok()
    });
    (found.collect(), closed)
}

/// A request that a proxy may frame differently from the server is rejected, or what follows it on the
/// connection is not read as a request that the proxy did not see. What is accepted is signed in any case.
#[test]
fn rejects_requests_framed_in_two_ways() {
    let _alone = alone();
    let signature = |body: &[u8]| {
        let request = genuine(body.to_vec());
        let (name, value) = &request.headers[0];
        format!(
            "{name}: {}\r\nx-receiver: 0\r\n",
            String::from_utf8_lossy(value)
        )
    };
    let inner_head = format!(
        "POST / HTTP/1.1\r\nHost: app.example\r\n{}",
        signature(b"{}")
    );
    let inner = format!("{inner_head}Content-Length: 2\r\n\r\n{{}}");
    let request = |lines: &str, body: &str, signed: &str| {
        let signature = signature(signed.as_bytes());
        format!("POST / HTTP/1.1\r\nHost: app.example\r\n{signature}{lines}\r\n{body}")
    };
    // Signed with the framing of `Content-Length`; with that of the chunks, the body is empty, and another
    // request follows.
    let hidden = format!("0\r\n\r\n{inner}");
    let length = hidden.len();
    let chunked = "2\r\n{}\r\n0\r\n\r\n";
    let both = |lines: &str| request(lines, &hidden, &hidden);
    let cases: Vec<(&str, String)> = vec![
        (
            "length and chunks",
            both(&format!(
                "Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"
            )),
        ),
        (
            "chunks and length",
            both(&format!(
                "Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"
            )),
        ),
        (
            "two lengths",
            request(
                &format!("Content-Length: 2\r\nContent-Length: {length}\r\n"),
                &format!("{{}}{inner}"),
                "{}",
            ),
        ),
        (
            "two lengths, the other way",
            request(
                &format!("Content-Length: {length}\r\nContent-Length: 2\r\n"),
                &format!("{{}}{inner}"),
                "{}",
            ),
        ),
        (
            "a list of lengths",
            request("Content-Length: 2, 90\r\n", "{}", "{}"),
        ),
        (
            "a length with a sign",
            request("Content-Length: +2\r\n", "{}", "{}"),
        ),
        (
            "a negative length",
            request("Content-Length: -2\r\n", "{}", "{}"),
        ),
        (
            "a hexadecimal length",
            request("Content-Length: 0x2\r\n", "{}", "{}"),
        ),
        (
            "a length with letters behind",
            request("Content-Length: 2x\r\n", "{}", "{}"),
        ),
        (
            "an empty length",
            request("Content-Length: \r\n", "{}", "{}"),
        ),
        (
            "a length above any",
            request("Content-Length: 18446744073709551618\r\n", "{}", "{}"),
        ),
        (
            "a blank before the colon",
            request("Content-Length : 2\r\n", "{}", "{}"),
        ),
        (
            "a line that is continued",
            request("Content-Length:\r\n 2\r\n", "{}", "{}"),
        ),
        (
            "a bare return",
            request("X-A: b\rContent-Length: 2\r\n", "{}", "{}"),
        ),
        (
            "a zero byte",
            request("X-A: b\0c\r\nContent-Length: 2\r\n", "{}", "{}"),
        ),
        (
            "another coding",
            request("Transfer-Encoding: xchunked\r\n", chunked, "{}"),
        ),
        (
            "chunks that are not last",
            request("Transfer-Encoding: chunked, identity\r\n", chunked, "{}"),
        ),
        (
            "chunks twice",
            request(
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                chunked,
                "{}",
            ),
        ),
        (
            "chunks with a byte behind",
            request("Transfer-Encoding: chunked\x0b\r\n", chunked, "{}"),
        ),
        (
            "a signed size",
            request(
                "Transfer-Encoding: chunked\r\n",
                "+2\r\n{}\r\n0\r\n\r\n",
                "{}",
            ),
        ),
        (
            "a hexadecimal size",
            request(
                "Transfer-Encoding: chunked\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n",
                "{}",
            ),
        ),
        (
            "a size above any",
            request(
                "Transfer-Encoding: chunked\r\n",
                "10000000000000002\r\n{}\r\n0\r\n\r\n",
                "{}",
            ),
        ),
        (
            "a chunk that is longer",
            request(
                "Transfer-Encoding: chunked\r\n",
                "2\r\n{}x\r\n0\r\n\r\n",
                "{}",
            ),
        ),
        (
            "a chunk without an end",
            request("Transfer-Encoding: chunked\r\n", "2\r\n{}0\r\n\r\n", "{}"),
        ),
        (
            "chunks in HTTP/1.0",
            request("Transfer-Encoding: chunked\r\n", chunked, "{}")
                .replace("HTTP/1.1", "HTTP/1.0"),
        ),
        (
            "no target",
            request("Content-Length: 2\r\n", "{}", "{}").replace("POST / ", "POST  "),
        ),
        (
            "a bare line feed",
            request("Content-Length: 2\n", "{}", "{}"),
        ),
        (
            "line feeds alone",
            request("Content-Length: 2\r\n", "{}", "{}").replace("\r\n", "\n"),
        ),
        (
            "a size behind line feeds",
            request("Transfer-Encoding: chunked\r\n", "2\n{}\n0\n\n", "{}"),
        ),
    ];
    for framework in ALL {
        let to = start(framework, app(|builder| builder));
        let plain = request("Content-Length: 2\r\n", "{}", "{}");
        assert_eq!(statuses(to, plain.as_bytes()).0, [200], "the control");
        let mut seen = BTreeMap::<String, Vec<&str>>::new();
        for (what, bytes) in &cases {
            let (found, closed) = statuses(to, bytes.as_bytes());
            let accepted = found.iter().filter(|status| **status == 200).count();
            // A server may accept what has only one reading: it is signed. It must not accept two readings of
            // one request.
            let is_one = found.len() <= 1 || found.contains(&400);
            assert!(accepted <= 1 && is_one, "{framework:?}: {what}: {found:?}");
            assert!(
                closed || accepted == found.len(),
                "{framework:?}: {what}: {found:?}, and the connection goes on"
            );
            seen.entry(format!("{found:?}")).or_default().push(what);
        }
        println!("{framework:?}: {seen:#?}");
    }
}

/// A frame of HTTP/2.
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() as u32).to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const CONTINUATION: u8 = 9;
const END_HEADERS: u8 = 4;

/// Names and values without compression.
fn block(headers: &[(&str, &str)]) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in headers {
        block.push(0);
        for text in [name, value] {
            assert!(text.len() < 127);
            block.push(text.len() as u8);
            block.extend(text.as_bytes());
        }
    }
    block
}

fn post_block() -> Vec<u8> {
    block(&[
        (":method", "POST"),
        (":scheme", "http"),
        (":authority", "app.example"),
        (":path", "/"),
        ("x-receiver", "0"),
    ])
}

/// Writes to an HTTP/2 connection until the server closes it or the flood ends, and reads the responses.
/// Returns the number of written bytes, and whether it was closed.
fn attack(to: SocketAddr, opening: &[u8], mut next: impl FnMut(u32) -> Vec<u8>) -> (usize, bool) {
    let mut stream = TcpStream::connect(to).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let read = thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while reader.read(&mut buffer).is_ok_and(|count| count > 0) {}
    });
    stream
        .set_write_timeout(Some(Duration::from_secs(2)))
        .unwrap();
    let start = Instant::now();
    let mut written = 0;
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    bytes.extend(frame(SETTINGS, 0, 0, &[]));
    bytes.extend(opening);
    let mut at = 0;
    let closed = loop {
        if stream.write_all(&bytes).is_err() || read.is_finished() {
            break true;
        }
        written += bytes.len();
        if start.elapsed() > flood() {
            break false;
        }
        bytes.clear();
        for _ in 0..50 {
            bytes.extend(next(at));
            at += 1;
        }
    };
    let _ = stream.shutdown(std::net::Shutdown::Both);
    read.join().unwrap();
    (written, closed)
}

/// A name, what is sent first, and what is then sent repeatedly.
type Flood = (&'static str, fn() -> Vec<u8>, fn(u32) -> Vec<u8>);

const FLOODS: [Flood; 7] = [
    ("streams that are reset at once", Vec::new, |at| {
        let stream = 2 * at + 1;
        let mut frames = frame(HEADERS, END_HEADERS, stream, &post_block());
        frames.extend(frame(RESET, 0, stream, &8_u32.to_be_bytes()));
        frames
    }),
    ("streams that are reset in the body", Vec::new, |at| {
        let stream = 2 * at + 1;
        let mut frames = frame(HEADERS, END_HEADERS, stream, &post_block());
        frames.extend(frame(DATA, 0, stream, b"{\"action\":"));
        frames.extend(frame(RESET, 0, stream, &8_u32.to_be_bytes()));
        frames
    }),
    ("streams that are left open", Vec::new, |at| {
        frame(HEADERS, END_HEADERS, 2 * at + 1, &post_block())
    }),
    (
        "headers without an end",
        || frame(HEADERS, 0, 1, &post_block()),
        |at| {
            let name = format!("x-{at}");
            frame(CONTINUATION, 0, 1, &block(&[(&name, &"y".repeat(100))]))
        },
    ),
    (
        "empty parts of headers",
        || frame(HEADERS, 0, 1, &post_block()),
        |_| frame(CONTINUATION, 0, 1, &[]),
    ),
    (
        "empty data",
        || frame(HEADERS, END_HEADERS, 1, &post_block()),
        |_| frame(DATA, 0, 1, &[]),
    ),
    ("settings and pings", Vec::new, |_| {
        let mut frames = frame(SETTINGS, 0, 0, &[0, 4, 0, 1, 0, 0]);
        frames.extend(frame(PING, 0, 0, &[7; 8]));
        frames
    }),
];

/// Floods of frames take neither memory nor the time of others. Servers with their default configuration
/// close most of these connections.
#[test]
fn answers_beside_floods_of_http_2() {
    let _alone = alone();
    for framework in h2::ALL {
        let budget = Budget::new(64 << 20);
        let to = start(framework, app(|builder| builder.budget(&budget)));
        let idle = p99(&times(to, 300));
        let before = at_rest();
        for (what, opening, next) in FLOODS {
            let (written, closed) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let most = AtomicUsize::new(0);
            let (connections, times) = beside(
                2,
                |_| {
                    let (bytes, is_closed) = attack(to, &opening(), next);
                    written.fetch_add(bytes, Ordering::Relaxed);
                    closed.fetch_add(usize::from(is_closed), Ordering::Relaxed);
                    most.fetch_max(live().saturating_sub(before), Ordering::Relaxed);
                },
                || times_in_flood(to),
            );
            let (written, closed) = (written.into_inner(), closed.into_inner());
            let beside_it = p99(&times);
            println!(
                "{framework:?}: {what}: {} KiB on {connections} connections, {closed} closed; at most {} KiB held; 99 of 100 genuine requests in {beside_it:.2?}, idle {idle:.2?}",
                written / 1024,
                most.load(Ordering::Relaxed) / 1024,
            );
            assert!(beside_it < bound(), "{framework:?}: {what}: {beside_it:?}");
            assert!(most.into_inner() < 64 << 20, "{framework:?}: {what}");
            assert!(
                gives_back(&budget, Duration::from_secs(12)),
                "{framework:?}: {what}"
            );
        }
        let connection = h2::Connection::open(to);
        let answer = connection.send(&genuine(b"{}".to_vec())).unwrap();
        assert_eq!(answer.status, 200, "{framework:?}");
    }
}

/// Parts of a head, after which nothing is sent, or a byte now and then.
const HEADS: [(&str, bool); 4] = [
    ("", false),
    ("POST / HT", false),
    ("POST / HTTP/1.1\r\nHost: app.example\r\nX-", false),
    ("POST / HTTP/1.1\r\nHost: app.example\r\nX-Slow: ", true),
];

/// Opens a connection that the server has accepted, or accepts soon: with more of them, the queue of the kernel
/// would be full, and a connection of which the server knows nothing is not closed by it.
fn open(to: SocketAddr, at: usize) -> TcpStream {
    let stream = TcpStream::connect(to).unwrap();
    stream.set_nonblocking(true).unwrap();
    if at % 100 == 99 {
        assert_eq!(send(to, &genuine(b"{}".to_vec())).unwrap().status, 200);
    }
    stream
}

/// How much later than its deadline the last of many connections may be closed, of which each has its client in
/// this process.
fn slack() -> Duration {
    Duration::from_secs(6 + clients() as u64 / 250)
}

/// Sends a part of a head, and returns the time after which the connection was closed, if it was.
async fn slow_head(stream: TcpStream, at: usize, patience: Duration) -> Option<Duration> {
    let (head, drips) = HEADS[at % HEADS.len()];
    let start = Instant::now();
    let mut stream = tokio::net::TcpStream::from_std(stream).unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut buffer = [0; 1024];
    while start.elapsed() < patience {
        tokio::select! {
            read = stream.read(&mut buffer) => match read {
                Ok(count) if count > 0 => {} // A response that says so.
                _ => return Some(start.elapsed()),
            },
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
        }
        if drips && stream.write_all(b"x").await.is_err() {
            return Some(start.elapsed());
        }
    }
    None
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
}

/// With the configuration that the manual recommends, a connection without a complete head is closed in time.
/// Without it, `axum::serve` waits forever.
#[test]
fn closes_slow_heads_with_the_documented_configuration() {
    const LIMIT_OF_HEADS: Duration = Duration::from_secs(2);
    let _alone = alone();
    let runtime = runtime();
    let control = runtime.spawn(async {
        let to = bare_axum().await;
        let patience = LIMIT_OF_HEADS + Duration::from_secs(3);
        let mut waiting = Vec::new();
        for at in 0..HEADS.len() {
            waiting.push(tokio::spawn(slow_head(open(to, at), at, patience)));
        }
        let mut closed = 0;
        for connection in waiting {
            closed += usize::from(connection.await.unwrap().is_some());
        }
        closed
    });
    for framework in ALL {
        let to = start_with_head_timeout(framework, app(|builder| builder), LIMIT_OF_HEADS);
        let idle = p99(&times(to, 300));
        let count = clients();
        let slow: Vec<_> = (0..count)
            .map(|at| runtime.spawn(slow_head(open(to, at), at, LIMIT_OF_HEADS + slack())))
            .collect();
        let beside_it = p99(&times_in_flood(to));
        let mut times: Vec<Duration> = slow
            .into_iter()
            .map(|slow| runtime.block_on(slow).unwrap().expect("it stays open"))
            .collect();
        times.sort();
        let last = times[times.len() - 1];
        println!(
            "{framework:?}: {count} slow heads closed after {:.2?} to {last:.2?}; 99 of 100 genuine requests in {beside_it:.2?}, idle {idle:.2?}",
            times[0]
        );
        assert!(last < LIMIT_OF_HEADS + slack(), "{framework:?}: {last:?}");
        assert!(beside_it < bound(), "{framework:?}: {beside_it:?}");
    }
    let closed = runtime.block_on(control).unwrap();
    println!("control: axum::serve closed {closed} of {}", HEADS.len());
    assert_eq!(closed, 0, "the control waits");
}

/// Sends a head and a part of the body, and returns the status and the time of the response.
async fn slow_body(stream: TcpStream, head: Arc<Vec<u8>>) -> (u16, Duration) {
    let start = Instant::now();
    let mut stream = tokio::net::TcpStream::from_std(stream).unwrap();
    stream.write_all(&head).await.unwrap();
    let mut answer = [0; 12];
    loop {
        tokio::select! {
            biased;
            read = stream.read_exact(&mut answer) => {
                read.unwrap();
                let status = std::str::from_utf8(&answer[9..]).unwrap();
                return (status.parse().unwrap(), start.elapsed());
            }
            () = tokio::time::sleep(Duration::from_millis(500)) => {}
        }
        let _ = stream.write_all(b"x").await;
    }
}

/// Thousands of slow bodies at once: each is rejected at its deadline, and all of their memory is released.
#[test]
fn answers_beside_slow_bodies() {
    const DEADLINE: Duration = Duration::from_secs(2);
    let _alone = alone();
    let runtime = runtime();
    for framework in ALL {
        let budget = Budget::new(64 << 20);
        let to = start(
            framework,
            app(|builder| builder.body_deadline(DEADLINE).budget(&budget)),
        );
        let idle = p99(&times(to, 300));
        let mut head = genuine(vec![b'x'; LIMIT]).head();
        head.extend([b'x'; 1000]);
        let head = Arc::new(head);
        let count = clients();
        let slow: Vec<_> = (0..count)
            .map(|at| runtime.spawn(slow_body(open(to, at), head.clone())))
            .collect();
        let held = budget.used();
        let beside_it = p99(&times_in_flood(to));
        let held = held.max(budget.used());
        let mut last = Duration::ZERO;
        for slow in slow {
            let (status, time) = runtime.block_on(slow).unwrap();
            assert_eq!(status, 408, "{framework:?}");
            assert!(time >= DEADLINE, "{framework:?}: {time:?}");
            last = last.max(time);
        }
        println!(
            "{framework:?}: {count} slow bodies, {held} bytes of the budget, 408 after at most {last:.2?}; 99 of 100 genuine requests in {beside_it:.2?}, idle {idle:.2?}"
        );
        assert!(held > 0, "{framework:?}");
        assert!(last < DEADLINE + slack(), "{framework:?}: {last:?}");
        assert!(beside_it < bound(), "{framework:?}: {beside_it:?}");
        assert!(gives_back(&budget, Duration::from_secs(5)), "{framework:?}");
    }
}

/// A genuine compressed request.
fn compressed(provider: Provider, body: &[u8]) -> Plain {
    let signed = Signer::new(provider, secret())
        .sign("https://app.example/", body.to_vec())
        .unwrap();
    let mut plain = Plain::post("/", gzip(body)).header("Content-Encoding", "gzip");
    for (name, value) in signed.headers() {
        plain = plain.header(name.as_str(), value);
    }
    plain.header("x-receiver", "0")
}

/// A flood of bombs, some of which are compressed twice, for each row that signs uncompressed bodies. The
/// decompressed bytes count in the budget, which is never exceeded.
#[test]
fn answers_beside_compressed_bombs() {
    let _alone = alone();
    let bomb = gzip(&vec![0; 64 << 20]);
    let bombs = [
        ("zeros", bomb.clone(), &[413, 503][..]),
        ("a bomb in a bomb", gzip(&bomb), &[401, 413, 503]),
        (
            "a bomb that is cut",
            bomb[..bomb.len() / 2].to_vec(),
            &[400, 413, 503],
        ),
        ("many bombs in a row", bomb.repeat(20), &[400, 413, 503]),
        ("nothing", Vec::new(), &[400, 401]),
    ];
    for provider in [providers::GETSTREAM, providers::QUICKNODE] {
        for framework in ALL {
            let budget = Budget::new(8 << 20);
            let to = start(
                framework,
                app_of(provider, |builder| {
                    builder.body_limit(1 << 20).budget(&budget)
                }),
            );
            let honest = compressed(provider, &b"{\"type\":\"message.new\"}".repeat(50));
            assert_eq!(send(to, &honest).unwrap().status, 200, "{}", provider.id());
            let before = at_rest();
            for (what, bomb, statuses) in &bombs {
                let mut request = honest.clone();
                request.body.clone_from(bomb);
                request.chunks = Some(10_000);
                let (head, body) = (request.head(), request.framed_body());
                let (most, highest) = (AtomicUsize::new(0), AtomicUsize::new(0));
                let (count, mut times) = beside(
                    4,
                    |_| {
                        let mut connection = Connection::open(to);
                        connection.write(&head).unwrap();
                        let _ = connection.write(&body);
                        highest.fetch_max(budget.used(), Ordering::Relaxed);
                        most.fetch_max(live().saturating_sub(before), Ordering::Relaxed);
                        let status = connection.answer(false).unwrap().status;
                        assert!(
                            statuses.contains(&status),
                            "{framework:?}: {what}: {status}"
                        );
                    },
                    || {
                        let start = Instant::now();
                        let mut times = Vec::new();
                        while start.elapsed() < flood() / 2 {
                            let start = Instant::now();
                            let status = send(to, &honest).unwrap().status;
                            assert!(matches!(status, 200 | 503), "{framework:?}: {status}");
                            times.push(start.elapsed());
                        }
                        times
                    },
                );
                times.sort();
                let beside_it = p99(&times);
                let (most, highest) = (most.into_inner(), highest.into_inner());
                println!(
                    "{}, {framework:?}: {what}: {count} rejected, at most {} KiB of the budget and {} KiB in all; 99 of 100 genuine requests in {beside_it:.2?}",
                    provider.id(),
                    highest / 1024,
                    most / 1024,
                );
                // Each connection whose rest is still being read holds at most the buffer of the server, and so
                // many of them are open as an attacker opens. A bomb that is opened is 64 MiB.
                let buffers = (count + 4) * bomb.len().min(512 << 10);
                assert!(
                    highest <= budget.limit() && most < (16 << 20) + buffers,
                    "{framework:?}: {what}"
                );
                assert!(beside_it < bound(), "{framework:?}: {what}: {beside_it:?}");
                let within = Duration::from_secs(5);
                assert!(gives_back(&budget, within), "{framework:?}: {what}");
                let is_released = becomes_true(within, || live() <= before + (8 << 20));
                assert!(is_released, "{framework:?}: {what}");
            }
        }
    }
}

/// Opens a connection, sends a part of a request, and cuts the connection: half of them with an end, and half
/// with a reset.
async fn cut(to: SocketAddr, at: usize, requests: Arc<Vec<Started>>) {
    let Ok(mut stream) = tokio::net::TcpStream::connect(to).await else {
        return;
    };
    let (head, body, reads) = &requests[at / 2 % requests.len()];
    let _ = stream.write_all(head).await;
    if !body.is_empty() {
        // Sometimes the server must see the head alone first.
        if at.is_multiple_of(3) {
            tokio::task::yield_now().await;
        }
        let _ = stream.write_all(body).await;
    }
    if *reads {
        let _ = stream.read(&mut [0; 1]).await;
    }
    if at.is_multiple_of(2) {
        let _ = stream.set_zero_linger();
    }
}

/// A request up to a state: which part of the head and of the body is sent, and whether the response is
/// awaited.
type Started = (Vec<u8>, Vec<u8>, bool);

fn states() -> Vec<Started> {
    let mut whole = genuine(vec![b'x'; 20_000]);
    let head = whole.head();
    let body = whole.framed_body();
    whole.chunks = Some(3000);
    let (chunked_head, chunked) = (whole.head(), whole.framed_body());
    let mut forged = whole.clone();
    forged.body[0] = b'y';
    let (forged_head, forged) = (forged.head(), forged.framed_body());
    let asking = whole.clone().header("Expect", "100-continue").head();
    let mut two = head.clone();
    two.extend(&body);
    two.extend(&head);
    let part = |bytes: &[u8], end: usize| bytes[..end].to_vec();
    vec![
        (Vec::new(), Vec::new(), false),
        (part(&head, 5), Vec::new(), false),
        (part(&head, head.len() / 2), Vec::new(), false),
        (part(&head, head.len() - 2), Vec::new(), false),
        (head.clone(), Vec::new(), false),
        (head.clone(), part(&body, 1), false),
        (head.clone(), part(&body, 10_000), false),
        (head.clone(), part(&body, 19_999), false),
        (head.clone(), body.clone(), false),
        (head.clone(), body.clone(), true),
        (chunked_head.clone(), part(&chunked, 2), false),
        (chunked_head.clone(), part(&chunked, 1500), false),
        (chunked_head.clone(), part(&chunked, 9021), false),
        (
            chunked_head.clone(),
            part(&chunked, chunked.len() - 2),
            false,
        ),
        (chunked_head, chunked, true),
        (forged_head.clone(), forged.clone(), false),
        (forged_head, forged, true),
        (asking.clone(), Vec::new(), false),
        (asking, Vec::new(), true),
        // The response to the first request, and the second one in its state.
        (two, part(&body, 5000), true),
    ]
}

/// Connections that are cut in every state leave nothing behind: no share of the budget, no open file, no
/// memory.
#[test]
fn leaks_nothing_of_connections_that_are_cut() {
    let _alone = alone();
    let runtime = runtime();
    let requests = Arc::new(states());
    let each = number("ABORTS", 8_000) / ALL.len();
    for framework in ALL {
        let budget = Budget::new(16 << 20);
        let to = start(
            framework,
            app(|builder| builder.body_limit(64 * 1024).budget(&budget)),
        );
        let idle = p99(&times(to, 300));
        let (files_before, before) = (files(), at_rest());
        // The control: a request whose body is under way uses the budget.
        let mut connection = Connection::open(to);
        connection.write(&requests[6].0).unwrap();
        connection.write(&requests[6].1).unwrap();
        let mut highest = is_used(&budget);
        drop(connection);
        let start = Instant::now();
        let cuts = runtime.spawn({
            let requests = requests.clone();
            async move {
                let places = Arc::new(tokio::sync::Semaphore::new(100));
                for at in 0..each {
                    let place = places.clone().acquire_owned().await.unwrap();
                    let requests = requests.clone();
                    tokio::spawn(async move {
                        let cut = cut(to, at, requests);
                        let _ = tokio::time::timeout(Duration::from_secs(20), cut).await;
                        drop(place);
                    });
                }
                drop(places.acquire_many(100).await);
            }
        });
        let mut times_beside = Vec::new();
        while !cuts.is_finished() {
            times_beside.extend(times(to, 20));
            highest = highest.max(budget.used());
        }
        runtime.block_on(cuts).unwrap();
        let took = start.elapsed();
        times_beside.sort();
        let beside_it = p99(&times_beside);
        assert!(
            highest > 0 && highest <= budget.limit(),
            "{framework:?}: {highest}"
        );
        at_rest();
        assert!(
            gives_back(&budget, Duration::from_secs(15)),
            "{framework:?}: {}",
            budget.used()
        );
        becomes_true(Duration::from_secs(15), || files() <= files_before);
        let (files, left) = (files(), at_rest().saturating_sub(before));
        println!(
            "{framework:?}: {each} connections cut in {} states in {took:.1?}: at most {} KiB of the budget used, 0 left; {} KiB of memory and {} files left; 99 of 100 genuine requests in {beside_it:.2?}, idle {idle:.2?}",
            requests.len() * 2,
            highest / 1024,
            left / 1024,
            files.saturating_sub(files_before),
        );
        assert!(
            files <= files_before,
            "{framework:?}: {files}, before {files_before}"
        );
        assert!(left < 4 << 20, "{framework:?}: {left} bytes");
        assert!(beside_it < bound(), "{framework:?}: {beside_it:?}");
        assert_eq!(send(to, &genuine(b"{}".to_vec())).unwrap().status, 200);
    }
}

/// HTTP/2 streams that are reset in every state release what they took, too.
#[test]
fn leaks_nothing_of_streams_that_are_reset() {
    let _alone = alone();
    let connections = number("ABORTS", 8_000) / 100;
    for framework in h2::ALL {
        let budget = Budget::new(16 << 20);
        let to = start(
            framework,
            app(|builder| builder.body_limit(64 * 1024).budget(&budget)),
        );
        let request = genuine(vec![b'x'; 5000]);
        let signature = String::from_utf8_lossy(&request.headers[0].1).into_owned();
        let before = at_rest();
        let (mut streams, mut highest) = (0, 0);
        for number in 0..connections {
            let mut stream = TcpStream::connect(to).unwrap();
            let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
            bytes.extend(frame(SETTINGS, 0, 0, &[]));
            let mut head = post_block();
            head.extend(block(&[("x-hub-signature-256", &signature)]));
            for at in 0..10_u32 {
                let id = 2 * at + 1;
                bytes.extend(frame(HEADERS, END_HEADERS, id, &head));
                match at % 5 {
                    0 => {}
                    1 => bytes.extend(frame(DATA, 0, id, b"x")),
                    2 => bytes.extend(frame(DATA, 0, id, &[b'x'; 2500])),
                    3 => bytes.extend(frame(DATA, 1, id, &[b'x'; 4000])),
                    _ => bytes.extend(frame(DATA, 1, id, &[b'x'; 5000])),
                }
                if at % 2 == 0 {
                    bytes.extend(frame(RESET, 0, id, &8_u32.to_be_bytes()));
                }
                streams += 1;
            }
            stream.write_all(&bytes).unwrap();
            if number == 0 {
                highest = is_used(&budget);
            }
            highest = highest.max(budget.used());
            if number % 2 == 0 {
                // The server must have read these; the others are cut while all of it is under way.
                let _ = stream.set_read_timeout(Some(Duration::from_millis(5)));
                while stream.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
            }
        }
        let left = at_rest().saturating_sub(before);
        let used = budget.used();
        println!(
            "{framework:?}: {streams} streams on {connections} connections, half of them reset: at most {highest} bytes of the budget used, {used} left; {} KiB of memory left",
            left / 1024
        );
        assert!(highest > 0 && used == 0, "{framework:?}: {highest}, {used}");
        assert!(left < 4 << 20, "{framework:?}: {left}");
    }
}

/// Deliveries whose sender disconnects in any state of their processing release their places.
#[test]
fn leaks_no_place_of_deliveries_that_are_aborted() {
    let _alone = alone();
    let count = number("ABORTS", 8_000);
    let runtime = runtime();
    runtime.block_on(async {
        let receiver = Receiver::new(providers::GITHUB, secret()).unwrap();
        let store = Arc::new(Memory::new(1_000_000));
        let idempotency = Idempotency::new(store, StoreDown::Reject).max_in_flight(64);
        let idempotent = idempotency
            .endpoint(&receiver)
            .unsigned_id(UnsignedId::Include)
            .build()
            .unwrap();
        let (done, mut busy) = (Arc::new(AtomicUsize::new(0)), 0);
        for number in 0..count {
            let request = Signer::new(providers::GITHUB, secret())
                .sign("https://app.example/", format!("{{\"n\":{number}}}"))
                .unwrap();
            let received = receiver.receive(request, std::time::SystemTime::now());
            let Ok(Received::Delivery(delivery)) = received else {
                panic!("{received:?}")
            };
            let done = done.clone();
            let run = idempotent.run(delivery, move |_, _| async move {
                for _ in 0..number % 5 {
                    tokio::task::yield_now().await;
                }
                done.fetch_add(1, Ordering::Relaxed);
                Ok::<_, ()>(())
            });
            // Dropped after this number of turns.
            let mut run = std::pin::pin!(run);
            let mut turns = number % 7;
            let ended = std::future::poll_fn(|context| {
                if turns == 0 {
                    return std::task::Poll::Ready(None);
                }
                turns -= 1;
                context.waker().wake_by_ref();
                run.as_mut().poll(context).map(Some)
            });
            if let Some(Err(webhook_receiver::idempotency::RunError::Busy)) = ended.await {
                busy += 1;
            }
        }
        let left = idempotency.shutdown(Duration::from_secs(10)).await;
        let done = done.load(Ordering::Relaxed);
        println!("{count} deliveries aborted in any state: {done} done, {busy} rejected as too many, {left} places left");
        assert_eq!(left, 0);
        assert!(done > count / 2, "{done}");
    });
}
