//! The figures of verification, as ratios within one run.
//!
//! ```sh
//! cargo bench --all-features --bench figures
//! ```
//!
//! `RUSTFLAGS="--cfg peers"` adds peers with many dependencies to the comparison.
//!
//! `floor_*` is hand-written code that does no less (`floor.rs`), and `by_hand_*` what people write.
//! `costs/measure` counts instructions, which do not depend on the speed of the machine.
//!
//! Each line `ratio <name> <value>` is a time divided by the time of the bare primitives, a count, or a
//! quotient of two times. Times are medians of interleaved rounds.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "floor.rs"]
mod floor;
#[path = "../tests/common/rows.rs"]
mod rows;

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

use self::floor::Floor;

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
    // Servers pass values that share their read buffer; so do these.
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

/// The number of inputs per sample: few enough to stay in the cache, as a request that just arrived does.
const BATCH: usize = 16;

/// Returns the time of one call, without making the inputs and dropping the results.
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
    verify();
    streaming(now);
    allocations(now);
    copies(now);
}

/// A contender that verifies a request.
struct Contender {
    name: &'static str,
    /// The provider whose requests it accepts. They are signed for the current time, since most peers read
    /// the clock themselves.
    provider: Provider,
    run: Box<dyn Fn(Request<Bytes>) -> Outcome>,
}

type Verify = Box<dyn Fn(&Request<Bytes>)>;

/// The result of a call, so that dropping it is not measured.
#[allow(dead_code, clippy::large_enum_variant, reason = "only kept")]
enum Outcome {
    Delivery(Received),
    Request(Request<Bytes>),
}

fn verify() {
    let contenders = contenders();
    for (size, count) in [(256, 4000), (4096, 1000), (65_536, 100), (1_048_576, 10)] {
        let body = Bytes::from(vec![b'x'; size]);
        let requests: Vec<_> = contenders
            .iter()
            .map(|contender| signed(contender.provider, body.clone(), SystemTime::now()))
            .collect();
        let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
        for _ in 0..ROUNDS {
            for ((contender, request), times) in contenders.iter().zip(&requests).zip(&mut times) {
                times.push(time(count, || again(request), &contender.run));
            }
        }
        let medians: Vec<f64> = times.into_iter().map(median).collect();
        println!("{size} bytes: bare {:.0} ns", medians[0] * 1e9);
        for (Contender { name, .. }, median) in contenders.iter().zip(&medians).skip(1) {
            println!("ratio {name}_{size} {:.2}", median / medians[0]);
        }
    }
}

/// Returns the contenders. The first is the bare MAC, with a prepared key.
fn contenders() -> Vec<Contender> {
    use providers::{GITHUB, SLACK, STANDARD_WEBHOOKS, STRIPE};
    let prepared = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    let mut all = vec![Contender {
        name: "bare",
        provider: GITHUB,
        run: Box::new(move |request| {
            let mut mac = prepared.clone();
            mac.update(request.body());
            black_box(mac.finalize().into_bytes());
            Outcome::Request(request)
        }),
    }];
    for (name, provider) in [
        ("verify_github", GITHUB),
        ("verify_stripe", STRIPE),
        ("verify_slack", SLACK),
        ("verify_standard_webhooks", STANDARD_WEBHOOKS),
    ] {
        let receiver = Receiver::new(provider, secret()).unwrap();
        let now = SystemTime::now();
        let run = Box::new(move |request| {
            let received = receiver.receive(request, now);
            let received = received.unwrap();
            assert!(matches!(received, Received::Delivery(_)));
            Outcome::Delivery(received)
        });
        all.push(Contender {
            name,
            provider,
            run,
        });
    }
    let peer = |name, provider, verify: Verify| Contender {
        name,
        provider,
        run: Box::new(move |request| {
            verify(&request);
            Outcome::Request(request)
        }),
    };
    let floor = || Floor::new(KEY.as_bytes());
    let (github, stripe, slack) = (floor(), floor(), floor());
    all.extend([
        peer(
            "floor_github",
            GITHUB,
            Box::new(move |request| github.github(request).unwrap()),
        ),
        peer(
            "floor_stripe",
            STRIPE,
            Box::new(move |request| stripe.stripe(request, SystemTime::now()).unwrap()),
        ),
        peer(
            "floor_slack",
            SLACK,
            Box::new(move |request| slack.slack(request, SystemTime::now()).unwrap()),
        ),
    ]);
    all.push(peer("by_hand_github", GITHUB, Box::new(github_by_hand)));
    all.push(peer("by_hand_stripe", STRIPE, Box::new(stripe_by_hand)));
    let standard = standardwebhooks::Webhook::new(KEY).unwrap();
    all.push(peer(
        "peer_standardwebhooks",
        STANDARD_WEBHOOKS,
        Box::new(move |request| {
            standard.verify(request.body(), request.headers()).unwrap();
        }),
    ));
    for (name, provider, theirs) in [
        (
            "peer_webhook_verify_github",
            GITHUB,
            webhook_verify::Provider::GitHub,
        ),
        (
            "peer_webhook_verify_stripe",
            STRIPE,
            webhook_verify::Provider::Stripe,
        ),
        (
            "peer_webhook_verify_slack",
            SLACK,
            webhook_verify::Provider::Slack,
        ),
        (
            "peer_webhook_verify_standard_webhooks",
            STANDARD_WEBHOOKS,
            webhook_verify::Provider::StandardWebhooks,
        ),
    ] {
        let secret = webhook_verify::Secret::new(KEY);
        let verify = move |request: &Request<Bytes>| {
            webhook_verify::verify(
                theirs,
                request.headers(),
                request.body(),
                &secret,
                webhook_verify::VerifyOptions::default(),
            )
            .unwrap();
        };
        all.push(peer(name, provider, Box::new(verify)));
    }
    #[cfg(peers)]
    all.extend(heavy_peers().map(|(name, provider, verify)| peer(name, provider, verify)));
    all
}

#[cfg(peers)]
fn heavy_peers() -> [(&'static str, Provider, Verify); 2] {
    let text =
        |request: &Request<Bytes>, name: &str| request.headers()[name].to_str().unwrap().to_owned();
    let slack = slack_morphism::signature_verifier::SlackEventSignatureVerifier::new(&KEY.into());
    [
        (
            "peer_octocrab_github",
            providers::GITHUB,
            Box::new(move |request| {
                let signature = text(request, "x-hub-signature-256");
                octocrab::models::webhook_events::verify_signature(&signature, KEY, request.body())
                    .unwrap();
            }),
        ),
        (
            "peer_slack_morphism_slack",
            providers::SLACK,
            Box::new(move |request| {
                let body = std::str::from_utf8(request.body()).unwrap();
                let (hash, time) = ("x-slack-signature", "x-slack-request-timestamp");
                slack
                    .verify(&text(request, hash), body, &text(request, time))
                    .unwrap();
            }),
        ),
    ]
}

/// The usual hand-written code: the header by its name, a fresh key, digits decoded into a vector.
fn github_by_hand(request: &Request<Bytes>) {
    let header = request.headers()["x-hub-signature-256"].to_str().unwrap();
    let given = digits(header.strip_prefix("sha256=").unwrap());
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    mac.update(request.body());
    assert!(bool::from(mac.finalize().into_bytes()[..].ct_eq(&given)));
}

/// The same for Stripe, without a check of the time.
fn stripe_by_hand(request: &Request<Bytes>) {
    let header = request.headers()["stripe-signature"].to_str().unwrap();
    let (mut time, mut given) = ("", Vec::new());
    for pair in header.split(',') {
        match pair.split_once('=').unwrap() {
            ("t", value) => time = value,
            ("v1", value) => given.push(digits(value)),
            _ => {}
        }
    }
    let signed = format!("{time}.{}", std::str::from_utf8(request.body()).unwrap());
    let mut mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    let tag = mac.finalize().into_bytes();
    assert!(given.iter().any(|given| bool::from(tag[..].ct_eq(given))));
}

fn digits(text: &str) -> Vec<u8> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// The time from the last chunk to the verdict, which must not depend on the chunks before.
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

/// Rows whose token is in the body, or that check whether the body is compressed.
const READ_THE_BODY: &[&str] = &["getstream", "mattermost", "prismic", "rocket-chat", "zulip"];

/// Counts the heap allocations of an accepted and of a rejected request; the maximum over all rows.
fn allocations(now: SystemTime) {
    let (mut accepted, mut rejected) = (0, 0);
    for provider in rows::shared() {
        // These are authenticated by code, or read the body.
        if ["code", "jwt"].contains(&provider.class())
            || !rows::signs_any_body(provider)
            || READ_THE_BODY.contains(&provider.id())
        {
            continue;
        }
        let secret = || Secret::new(rows::pasted(provider, KEY)).unwrap();
        let builder = Receiver::builder(provider)
            .secret(secret())
            .public_url("https://app.example");
        let Ok(receiver) = rows::configured(builder, provider).build() else {
            continue; // Needs a key of another form.
        };
        let signer = rows::configured_signer(Signer::new(provider, secret()).at(now), provider);
        let Ok(genuine) = signer.sign("https://app.example/h", r#"{"a":1}"#) else {
            continue; // Signs fields of a body of its own form.
        };
        let mut forged = again(&genuine);
        *forged.body_mut() = Bytes::from_static(b"{\"a\":2}");
        for (request, most) in [(genuine, &mut accepted), (forged, &mut rejected)] {
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
    println!("ratio allocations_refused {rejected}");
}

/// Checks that the body of the delivery is the received one, without a copy.
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
