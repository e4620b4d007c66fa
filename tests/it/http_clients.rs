//! Clients of all kinds: HTTP/1.0, `Expect: 100-continue`, trailers, header names in any case, bodies byte by
//! byte, and HTTP/2. Every framework answers them alike.

use crate::common;

use std::{
    net::SocketAddr,
    sync::Arc,
    thread,
    time::{Duration, SystemTime},
};

use common::{
    client::{Connection, Plain, send},
    h2,
    servers::{ALL, App, Framework, start},
};
use webhook_receiver::{
    KeyHint, KeySource, Keys, KeysFuture, Receiver, Secret, providers, testing::Signer,
};

const BODY: &str = r#"{"action":"opened"}"#;

fn secret() -> Secret {
    Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap()
}

fn app() -> App {
    let tenant = Receiver::builder(providers::GITHUB)
        .secret(secret())
        .body_limit(64 * 1024);
    App {
        fixed: Receiver::new(providers::GITHUB.with_events(), secret()).unwrap(),
        tenants: Arc::new(vec![tenant.build().unwrap()]),
    }
}

fn signature(body: &[u8]) -> Vec<u8> {
    let signed = Signer::new(providers::GITHUB, secret())
        .sign("https://app.example/", body.to_vec())
        .unwrap();
    signed.headers()["x-hub-signature-256"].as_bytes().to_vec()
}

fn genuine() -> Plain {
    Plain::post("/", BODY)
        .header("X-Hub-Signature-256", signature(BODY.as_bytes()))
        .header("x-receiver", "0")
}

fn each(check: impl Fn(Framework, SocketAddr)) {
    for framework in ALL {
        check(framework, start(framework, app()));
    }
}

#[test]
fn accepts_http_1_0() {
    each(|framework, to| {
        let head = String::from_utf8(genuine().head()).unwrap();
        let old = head.replace("HTTP/1.1", "HTTP/1.0");
        for (old, status) in [
            (old.clone(), 200),
            (old.replace("Host: app.example\r\n", ""), 200),
            (old.replace("sha256=", "sha256=0"), 400),
        ] {
            let mut connection = Connection::open(to);
            connection.write(old.as_bytes()).unwrap();
            connection.write(BODY.as_bytes()).unwrap();
            let answer = connection.answer(false).unwrap();
            assert_eq!(answer.status, status, "{framework:?}");
            assert!(
                connection.closes_within(Duration::from_secs(2)),
                "{framework:?}: HTTP/1.0 does not keep connections"
            );
        }
    });
}

/// A client with `Expect` gets 100 Continue, or is rejected and does not send the body.
#[test]
fn accepts_expect_100_continue() {
    each(|framework, to| {
        let asking = genuine().header("Expect", "100-continue");
        let mut connection = Connection::open(to);
        connection.write(&asking.head()).unwrap();
        let answer = connection.any_answer(false).unwrap();
        assert_eq!(answer.status, 100, "{framework:?}");
        connection.write(BODY.as_bytes()).unwrap();
        assert_eq!(connection.answer(false).unwrap().status, 200);

        let mut forged = asking.clone();
        forged.headers.remove(0);
        let mut large = asking;
        large.body = vec![b'x'; 64 * 1024 + 1];
        for (rejected, status) in [(forged, 401), (large, 413)] {
            let mut connection = Connection::open(to);
            connection.write(&rejected.head()).unwrap();
            let mut answer = connection.any_answer(false).unwrap();
            // actix-web sends 100 Continue before the service runs.
            if framework == Framework::ActixWeb {
                assert_eq!(answer.status, 100);
                connection.write(&rejected.body).unwrap();
                answer = connection.any_answer(false).unwrap();
            }
            assert_eq!(answer.status, status, "{framework:?}");
        }

        // A client that was told to continue gets a rejection during the body, too.
        let mut large = genuine().header("Expect", "100-continue");
        large.body = vec![b'x'; 128 * 1024];
        large.chunks = Some(1000);
        for _ in 0..50 {
            let mut connection = Connection::open(to);
            connection.write(&large.head()).unwrap();
            assert_eq!(connection.any_answer(false).unwrap().status, 100);
            connection.write(&large.framed_body()).unwrap();
            assert_eq!(connection.answer(false).unwrap().status, 413);
        }
    });
}

#[test]
fn accepts_header_names_in_any_case_and_rejects_duplicates() {
    each(|framework, to| {
        for name in [
            "x-hub-signature-256",
            "X-HUB-SIGNATURE-256",
            "x-HUB-Signature-256",
        ] {
            let mut request = genuine();
            request.headers[0].0 = name.into();
            assert_eq!(send(to, &request).unwrap().status, 200, "{framework:?}");
            // The same header again, in another case.
            let twice = request
                .clone()
                .header("X-hub-signature-256", signature(b"x"));
            assert_eq!(send(to, &twice).unwrap().status, 400, "{framework:?}");
            let twice = request.header("X-hub-signature-256", signature(BODY.as_bytes()));
            assert_eq!(send(to, &twice).unwrap().status, 400, "{framework:?}");
        }
    });
}

#[test]
fn accepts_bodies_byte_by_byte_with_trailers() {
    each(|framework, to| {
        for trailer in [
            "",
            "X-Checksum: 1\r\n",
            "X-Hub-Signature-256: sha256=00\r\n",
        ] {
            let mut request = genuine();
            request.chunks = Some(1);
            let mut connection = Connection::open(to);
            connection.write(&request.head()).unwrap();
            for byte in BODY.as_bytes() {
                connection
                    .write(&[b'1', b'\r', b'\n', *byte, b'\r', b'\n'])
                    .unwrap();
                thread::sleep(Duration::from_millis(1));
            }
            connection
                .write(format!("0\r\n{trailer}\r\n").as_bytes())
                .unwrap();
            let answer = connection.answer(false).unwrap();
            assert_eq!(answer.status, 200, "{framework:?}: {trailer}");
            assert!(answer.body.starts_with(b"github "), "{framework:?}");
        }
    });
}

/// Sends many requests on one connection, some of which are rejected.
#[test]
fn accepts_a_request_after_rejections_on_one_connection() {
    each(|framework, to| {
        let mut connection = Connection::open(to);
        let mut forged = genuine();
        forged.body = vec![b'x'; 1000];
        for _ in 0..20 {
            for (request, status) in [(genuine(), 200), (forged.clone(), 401)] {
                let answer = connection.send(&request).unwrap();
                assert_eq!(answer.status, status, "{framework:?}");
            }
        }
    });
}

#[test]
fn accepts_http_2() {
    for framework in h2::ALL {
        let to = start(framework, app());
        let connection = h2::Connection::open(to);
        for chunks in [None, Some(1)] {
            let mut request = genuine();
            request.chunks = chunks;
            let answer = connection.send(&request).unwrap();
            assert_eq!(answer.status, 200, "{framework:?}");
            assert!(answer.body.starts_with(b"github "), "{framework:?}");
        }
        // Rejections during the body are seen, too, and the connection continues.
        let (mut seen, mut sent) = (0, 0);
        for size in [64 * 1024 + 1, 128 * 1024, 2 << 20] {
            for chunks in [None, Some(10_000)] {
                for forged in [false, true] {
                    let mut request = genuine();
                    request.body = vec![b'x'; size];
                    request.chunks = chunks;
                    if forged {
                        request.headers.remove(0);
                    }
                    // An announced size above the limit is rejected first.
                    let status = if forged && chunks.is_some() { 401 } else { 413 };
                    for _ in 0..10 {
                        sent += 1;
                        match connection.send(&request) {
                            Ok(answer) if answer.status == status => seen += 1,
                            other => println!("{framework:?}: {size} {chunks:?}: {other:?}"),
                        }
                    }
                }
            }
        }
        println!("{framework:?}: {seen} of {sent} refusals seen over HTTP/2");
        assert_eq!(seen, sent, "{framework:?}");
        assert_eq!(connection.send(&genuine()).unwrap().status, 200);
    }
}

/// A source that returns the key after a while, or never.
struct Slow(Keys, Option<Duration>);

impl KeySource for Slow {
    fn find<'s>(&'s self, _: &'s KeyHint, _: SystemTime) -> KeysFuture<'s> {
        Box::pin(async {
            match self.1 {
                Some(time) => tokio::time::sleep(time).await,
                None => std::future::pending().await,
            }
            Ok(self.0.clone())
        })
    }
}

/// If a source returns the keys, requests wait for them until the deadline of the body.
#[test]
fn accepts_fetched_keys() {
    let endpoint = Receiver::builder(providers::GITHUB)
        .body_deadline(Duration::from_millis(300))
        .build_endpoint()
        .unwrap();
    let keys = endpoint.prepare_keys(&[secret()]).unwrap();
    for (time, status) in [(Some(Duration::from_millis(50)), 200), (None, 503)] {
        let mut app = app();
        let source = Arc::new(Slow(keys.clone(), time));
        app.tenants = Arc::new(vec![endpoint.with_key_source(source)]);
        for framework in ALL {
            let to = start(framework, app.clone());
            let answer = send(to, &genuine()).unwrap();
            assert_eq!(answer.status, status, "{framework:?}");
        }
    }
}
