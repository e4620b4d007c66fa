//! Hostile and old clients, on real sockets, against a real server of each framework.
//!
//! ```sh
//! cargo test --release --all-features --test limits -- --test-threads=1 --nocapture
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod common;

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use common::{
    client::{Connection, Plain},
    servers::{ALL, App, start},
};
use webhook_receiver::{Builder, Receiver, Secret, providers, testing::Signer};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const LIMIT: usize = 64 * 1024;

fn secret() -> Secret {
    Secret::new(SECRET).unwrap()
}

fn receiver(change: impl FnOnce(Builder) -> Builder) -> Receiver {
    let builder = Receiver::builder(providers::GITHUB).secret(secret());
    change(builder).build().unwrap()
}

/// The service with this one tenant.
fn app(change: impl FnOnce(Builder) -> Builder) -> App {
    App {
        fixed: Receiver::new(providers::GITHUB.with_events(), secret()).unwrap(),
        tenants: Arc::new(vec![receiver(change)]),
    }
}

fn limited() -> App {
    app(|builder| builder.body_limit(LIMIT))
}

/// A genuine request.
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

/// What is announced as too large is refused before any of it was sent.
#[test]
fn an_announced_body_is_refused_at_once() {
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
            worst < Duration::from_millis(50),
            "{framework:?}: {worst:?}"
        );
    }
}

/// What is sent of a body, how, whether its signature is left out, and the answer.
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

/// How many of a hundred senders, who write all of a body before they read, see this answer; the
/// impatient give up where a write fails.
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
        // In two pieces, so that the answer may come between them.
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
fn a_sender_sees_the_refusal() {
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

/// A server that answers and does not read on: the check above would find it.
#[test]
fn control_a_sender_does_not_see_a_refusal_that_is_cut_off() {
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
