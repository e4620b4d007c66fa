//! The figures of verification, as ratios in one run.
//!
//! ```sh
//! cargo bench --bench figures --features sha1
//! ```
//!
//! Each line `ratio <name> <value>` is a time divided by that of the bare primitives, a count, or a
//! quotient of two times; medians of interleaved rounds.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::{
    alloc::System,
    hint::black_box,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use sha2::Sha256;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use subtle::ConstantTimeEq;
use webhook_receiver::{Head, Provider, Received, Receiver, Secret, providers, testing::Signer};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ROUNDS: usize = 15;

fn secret() -> Secret {
    Secret::new(KEY).unwrap()
}

fn signed(provider: Provider, body: Bytes, now: SystemTime) -> Request<Bytes> {
    let request = Signer::new(provider, secret())
        .at(now)
        .sign("https://app.example/h", body);
    let mut request = request.unwrap();
    // Servers hand over values that share their read buffer; so do these.
    for value in request.headers_mut().values_mut() {
        let shared = Bytes::copy_from_slice(&[value.as_bytes(), b"\r\n"].concat());
        *value = http::HeaderValue::from_maybe_shared(shared.slice(..value.len())).unwrap();
    }
    request
}

fn again(request: &Request<Bytes>) -> Request<Bytes> {
    let mut copy = Request::new(request.body().clone());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

/// Inputs at a time: few enough to stay in the cache, as a request does that just came in.
const BATCH: usize = 16;

/// The time of one call. Making the inputs and dropping what came out is not in it.
fn time<T, O>(count: usize, mut make: impl FnMut() -> T, mut run: impl FnMut(T) -> O) -> f64 {
    let mut inputs = Vec::with_capacity(BATCH);
    let mut outputs = Vec::with_capacity(BATCH);
    let mut elapsed = Duration::ZERO;
    let batches = count.div_ceil(BATCH);
    for _ in 0..batches {
        inputs.extend((0..BATCH).map(|_| make()));
        let start = Instant::now();
        outputs.extend(inputs.drain(..).map(&mut run));
        elapsed += start.elapsed();
        black_box(&outputs);
        outputs.clear();
    }
    elapsed.as_secs_f64() / (batches * BATCH) as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    verify(now);
    streaming(now);
    allocations(now);
    copies(now);
}

fn verify(now: SystemTime) {
    let prepared = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    let receivers: Vec<(&str, Receiver)> = [
        ("github", providers::GITHUB),
        ("stripe", providers::STRIPE),
        ("slack", providers::SLACK),
        ("standard_webhooks", providers::STANDARD_WEBHOOKS),
    ]
    .map(|(name, provider)| (name, Receiver::new(provider, secret()).unwrap()))
    .into();
    let peer = standardwebhooks::Webhook::new(KEY).unwrap();
    for (size, count) in [(256, 4000), (4096, 1000), (65_536, 100), (1_048_576, 10)] {
        let body = Bytes::from(vec![b'x'; size]);
        // The peer reads the clock by itself.
        let requests = [
            signed(providers::GITHUB, body.clone(), now),
            signed(providers::STRIPE, body.clone(), now),
            signed(providers::SLACK, body.clone(), now),
            signed(providers::STANDARD_WEBHOOKS, body.clone(), now),
        ];
        let live = signed(
            providers::STANDARD_WEBHOOKS,
            body.clone(),
            SystemTime::now(),
        );
        let mut times: Vec<Vec<f64>> = vec![Vec::new(); receivers.len() + 3];
        for _ in 0..ROUNDS {
            times[0].push(time(
                count,
                || body.clone(),
                |body| {
                    let mut mac = prepared.clone();
                    mac.update(&body);
                    (black_box(mac.finalize().into_bytes()), body)
                },
            ));
            times[1].push(time(
                count,
                || again(&requests[0]),
                |request| {
                    by_hand(&request);
                    request
                },
            ));
            times[2].push(time(
                count,
                || again(&live),
                |request| {
                    peer.verify(request.body(), request.headers()).unwrap();
                    request
                },
            ));
            for (at, (_, receiver)) in receivers.iter().enumerate() {
                times[at + 3].push(time(
                    count,
                    || again(&requests[at]),
                    |request| {
                        let received = receiver.receive(request, now);
                        assert!(matches!(received, Ok(Received::Delivery(_))));
                        received
                    },
                ));
            }
        }
        let medians: Vec<f64> = times.into_iter().map(median).collect();
        println!("{size} bytes: bare {:.0} ns", medians[0] * 1e9);
        println!("ratio by_hand_github_{size} {:.2}", medians[1] / medians[0]);
        println!(
            "ratio peer_standardwebhooks_{size} {:.2}",
            medians[2] / medians[0]
        );
        for (at, (name, _)) in receivers.iter().enumerate() {
            println!(
                "ratio verify_{name}_{size} {:.2}",
                medians[at + 3] / medians[0]
            );
        }
    }
}

/// What people write: the header by its name, a fresh key, digits to a vector.
fn by_hand(request: &Request<Bytes>) {
    let header = request
        .headers()
        .get("x-hub-signature-256")
        .unwrap()
        .to_str()
        .unwrap();
    let digits = header.strip_prefix("sha256=").unwrap();
    let given: Vec<u8> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect();
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    mac.update(request.body());
    assert!(bool::from(mac.finalize().into_bytes().ct_eq(&given)));
}

/// From the last chunk to the verdict: must not depend on what came before it.
fn streaming(now: SystemTime) {
    let receiver = Receiver::new(providers::GITHUB, secret()).unwrap();
    let chunk = Bytes::from(vec![b'x'; 16 * 1024]);
    let verdict = |chunks: usize| {
        let body = Bytes::from(chunk.repeat(chunks));
        let request = signed(providers::GITHUB, body, now);
        let times = (0..ROUNDS).map(|_| {
            let (parts, _) = again(&request).into_parts();
            let mut verifying = receiver.begin(Head::from(parts), now).unwrap();
            for _ in 1..chunks {
                verifying.update(chunk.clone()).unwrap();
            }
            let start = Instant::now();
            verifying.update(chunk.clone()).unwrap();
            let received = verifying.finish();
            let elapsed = start.elapsed();
            assert!(received.is_ok());
            elapsed.as_secs_f64()
        });
        median(times.collect())
    };
    let (small, large) = (verdict(4), verdict(1600));
    println!(
        "last chunk to verdict: {:.0} us at 64 KiB, {:.0} us at 25 MiB",
        small * 1e6,
        large * 1e6
    );
    println!("ratio last_chunk_25MiB_to_64KiB {:.2}", large / small);
}

/// Heap allocations of accepting and of refusing, most over all rows.
fn allocations(now: SystemTime) {
    let (mut accepted, mut refused) = (0, 0);
    for provider in providers::ALL {
        let builder = Receiver::builder(*provider).secret(secret());
        let Ok(receiver) = builder.public_url("https://app.example").build() else {
            continue;
        };
        if !matches!(provider.class(), "hmac" | "token")
            || provider.id() == "linear"
            || provider.id() == "figma"
        {
            continue; // These read the body, or are code.
        }
        let genuine = signed(*provider, Bytes::from_static(b"{\"a\":1}"), now);
        let mut forged = again(&genuine);
        *forged.body_mut() = Bytes::from_static(b"{\"a\":2}");
        for (request, most) in [(genuine, &mut accepted), (forged, &mut refused)] {
            let region = Region::new(ALLOCATOR);
            let received = black_box(receiver.receive(request, now));
            let count = region.change().allocations;
            if count > 0 {
                println!("{}: {count} allocations", provider.id());
            }
            *most = count.max(*most);
            drop(received);
        }
    }
    println!("ratio allocations_accepted {accepted}");
    println!("ratio allocations_refused {refused}");
}

/// The body that is delivered is the one that came.
fn copies(now: SystemTime) {
    let receiver = Receiver::new(providers::GITHUB, secret()).unwrap();
    let body = Bytes::from(vec![b'x'; 100_000]);
    let came = body.as_ptr();
    let Ok(Received::Delivery(delivery)) =
        receiver.receive(signed(providers::GITHUB, body, now), now)
    else {
        panic!("genuine")
    };
    println!(
        "ratio body_copies {}",
        u8::from(delivery.body().as_ptr() != came)
    );
}
