//! The clock with which adapters check signed times can be replaced, and no other code reads a clock.

use crate::common;

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use common::{
    client::{Plain, send},
    servers::{ALL, App, start},
};
use webhook_receiver::{Receiver, Secret, providers, testing::Signer};

const SECRET: &str = "whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf";
const SIGNED: u64 = 1_000_000_000;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

#[test]
fn uses_the_given_clock_in_every_adapter() {
    let seconds = Arc::new(AtomicU64::new(0));
    let clock = seconds.clone();
    let stripe = Receiver::builder(providers::STRIPE)
        .secret(Secret::new(SECRET).unwrap())
        .clock(move || at(clock.load(Ordering::SeqCst)))
        .build()
        .unwrap();
    let github = Receiver::builder(providers::GITHUB.with_events())
        .secret(Secret::new(SECRET).unwrap())
        .build()
        .unwrap();
    let request = Signer::new(providers::STRIPE, Secret::new(SECRET).unwrap())
        .at(at(SIGNED))
        .sign("https://app.example/", "{}")
        .unwrap();
    let mut plain = Plain::post("/", "{}").header("x-receiver", "0");
    for (name, value) in request.headers() {
        plain = plain.header(name.as_str(), value);
    }
    for framework in ALL {
        let app = App {
            fixed: github.clone(),
            tenants: Arc::new(vec![stripe.clone()]),
        };
        let to = start(framework, app);
        for (now, status) in [
            (SIGNED, 200),
            (SIGNED + 300, 200),
            (SIGNED + 301, 401),
            (SIGNED - 301, 401),
            (SIGNED - 300, 200),
        ] {
            seconds.store(now, Ordering::SeqCst);
            let answer = send(to, &plain).unwrap();
            assert_eq!(answer.status, status, "{framework:?} at {now}");
            // A body that does not arrive with its head takes another path.
            let chunked = Plain {
                chunks: Some(1),
                ..plain.clone()
            };
            let answer = send(to, &chunked).unwrap();
            assert_eq!(answer.status, status, "{framework:?} in chunks at {now}");
        }
    }
}

/// Reading a clock panics on platforms without one. Leases need a clock, and are a feature of their own.
#[test]
fn reads_the_system_clock_in_one_file() {
    let root = crate::common::repository().join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("src/idempotency") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .map(str::trim_start)
                .filter(|line| !line.starts_with("//"));
            for line in code {
                if line.contains("SystemTime::now") || line.contains("Instant::now") {
                    found.push(path.strip_prefix(&root).unwrap().to_owned());
                }
            }
        }
    }
    // The command-line tool is a program, and uses the system's clock.
    found.retain(|path| !path.starts_with("bin"));
    assert_eq!(found, [Path::new("receiver/time_source.rs"); 2]);
}
