//! Does one thing many times, for `measure` to count its instructions:
//!
//! ```sh
//! valgrind --tool=callgrind instructions verify_github_256 1000
//! ```
//!
//! The difference between two counts is what the additional times take. The names are in `main`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

#[path = "../floor.rs"]
mod floor;

use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime},
};

use axum::{
    body::{Body, to_bytes},
    extract::FromRequest,
};
use bytes::Bytes;
use http::{HeaderValue, Request};
use webhook_receiver::{
    Delivery, Provider, Received, Receiver, Secret,
    events::{github, stripe},
    providers,
    testing::Signer,
};

use self::floor::Floor;

const KEY: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const SIZE: usize = 256;

fn main() {
    let mut args = std::env::args().skip(1);
    let name = args.next().expect("a name");
    let count: usize = args.next().expect("a count").parse().unwrap();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let floor = Floor::new(KEY.as_bytes());
    match name.as_str() {
        "verify_github_256" => verify(providers::GITHUB, count, now),
        "verify_stripe_256" => verify(providers::STRIPE, count, now),
        "verify_slack_256" => verify(providers::SLACK, count, now),
        "floor_github_256" => by_hand(providers::GITHUB, count, now, |request| {
            floor.github(request)
        }),
        "floor_stripe_256" => by_hand(providers::STRIPE, count, now, |request| {
            floor.stripe(request, now)
        }),
        "floor_slack_256" => by_hand(providers::SLACK, count, now, |request| {
            floor.slack(request, now)
        }),
        "axum_github_256" => {
            let receiver = Receiver::new(providers::GITHUB, secret()).unwrap();
            with_axum(count, now, |request| {
                let delivery = Delivery::<Bytes>::from_request(request, &receiver);
                drop(black_box(ready(delivery).expect("genuine")));
            });
        }
        "floor_axum_github_256" => with_axum(count, now, |request| {
            let (parts, body) = request.into_parts();
            let body = ready(to_bytes(body, 25 << 20)).unwrap();
            let request = Request::from_parts(parts, body);
            floor.github(&request).expect("genuine");
            drop(black_box(request));
        }),
        "parse_github" => {
            let body = include_bytes!("../../tests/payloads/github/issues.json");
            repeat(count, || github::Event::from_parts("issues", body));
        }
        "parse_stripe" => {
            let body =
                include_bytes!("../../tests/payloads/stripe/customer.subscription.updated.json");
            let kind = "customer.subscription.updated";
            repeat(count, || stripe::Event::from_parts(kind, body));
        }
        name => panic!("no {name}"),
    }
}

fn secret() -> Secret {
    Secret::new(KEY).unwrap()
}

/// As servers hand it over: the values share the read buffer.
fn signed(provider: Provider, now: SystemTime) -> Request<Bytes> {
    let signer = Signer::new(provider, secret()).at(now);
    let request = signer.sign("https://app.example/h", vec![b'x'; SIZE]);
    let mut request = request.unwrap();
    for value in request.headers_mut().values_mut() {
        let shared = Bytes::copy_from_slice(&[value.as_bytes(), b"\r\n"].concat());
        *value = HeaderValue::from_maybe_shared(shared.slice(..value.len())).unwrap();
    }
    request
}

fn verify(provider: Provider, count: usize, now: SystemTime) {
    let receiver = Receiver::new(provider, secret()).unwrap();
    let request = signed(provider, now);
    for _ in 0..count {
        let received = receiver.receive(request.clone(), now);
        let Ok(received @ Received::Delivery(_)) = received else {
            unreachable!("genuine")
        };
        drop(black_box(received));
    }
}

fn by_hand(
    provider: Provider,
    count: usize,
    now: SystemTime,
    verify: impl Fn(&Request<Bytes>) -> Option<()>,
) {
    let request = signed(provider, now);
    for _ in 0..count {
        let request = request.clone();
        verify(&request).expect("genuine");
        drop(black_box(request));
    }
}

fn with_axum(count: usize, now: SystemTime, run: impl Fn(Request<Body>)) {
    let request = signed(providers::GITHUB, now);
    for _ in 0..count {
        run(request.clone().map(Body::from));
    }
}

/// Returns the output of a future that need not wait.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("the body is there"),
    }
}

fn repeat<T>(count: usize, run: impl Fn() -> T) {
    for _ in 0..count {
        drop(black_box(run()));
    }
}
