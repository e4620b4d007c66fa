//! The verification of a row allocates nothing on the heap. The file has a process of its own, since the
//! allocator counts for the whole process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

#[path = "common/rows.rs"]
mod rows;

use std::alloc::System;
use std::hint::black_box;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use webhook_receiver::{Received, Receiver, Secret, providers, testing::Signer};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

/// A subscriber of everything but verdicts.
struct Elsewhere;

impl tracing::Subscriber for Elsewhere {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        !metadata.target().starts_with("webhook_receiver")
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        panic!("a span that nobody wants")
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, _: &tracing::Event<'_>) {
        panic!("an event that nobody wants")
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

/// Rows whose token is in the body, or that check whether the body is compressed.
const READ_THE_BODY: &[&str] = &[
    "getstream",
    "mattermost",
    "prismic",
    "quicknode",
    "rocket-chat",
    "zulip",
];

#[test]
fn verifies_without_an_allocation() {
    // The test harness allocates after it has started the test.
    std::thread::sleep(Duration::from_millis(200));
    every_row();
    // Nor if there is a subscriber, but not to verdicts.
    {
        tracing::subscriber::set_global_default(Elsewhere).unwrap();
        let receiver = Receiver::new(providers::GITHUB, Secret::new(SECRET).unwrap()).unwrap();
        // The first use registers callsites.
        drop(receiver.receive(Request::new(Bytes::new()), SystemTime::now()));
        every_row();
    }
}

fn every_row() {
    let reads = Arc::new(AtomicUsize::new(0));
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let mut count = 0;
    for provider in rows::shared() {
        if ["code", "jwt"].contains(&provider.class())
            || !rows::signs_any_body(provider)
            || READ_THE_BODY.contains(&provider.id())
        {
            continue;
        }
        let secret = || Secret::new(rows::pasted(provider, SECRET)).unwrap();
        let clock = reads.clone();
        let builder = Receiver::builder(provider)
            .secret(secret())
            .clock(move || {
                clock.fetch_add(1, Ordering::SeqCst);
                SystemTime::now()
            })
            .public_url("https://app.example");
        let receiver = rows::configured(builder, provider).build().unwrap();
        let signer = rows::configured_signer(Signer::new(provider, secret()).at(now), provider);
        let genuine = signer.sign("https://app.example/hooks", r#"{"a": 1}"#);
        let Ok(genuine) = genuine else {
            continue; // Signs fields of a body of its own form.
        };
        let mut forged = Request::new(Bytes::from_static(br#"{"a": 2}"#));
        *forged.method_mut() = genuine.method().clone();
        *forged.uri_mut() = genuine.uri().clone();
        *forged.headers_mut() = genuine.headers().clone();
        for (request, what) in [(genuine, "accepted"), (forged, "forged")] {
            let region = Region::new(ALLOCATOR);
            let received = black_box(receiver.receive(request, now));
            let change = region.change();
            let verified = matches!(received, Ok(Received::Delivery(_)));
            if what == "accepted" {
                assert!(verified, "{}", provider.id());
            } else if provider.coverage().binds_body() {
                assert!(!verified, "{}", provider.id());
            }
            let taken = change.allocations + change.reallocations;
            assert_eq!(taken, 0, "{}, {what}", provider.id());
            count += 1;
        }
    }
    assert_eq!(reads.load(Ordering::SeqCst), 0, "the clock was read");
    println!("{count} requests judged without the heap and the clock");
    assert!(count > 80, "{count}");
}
