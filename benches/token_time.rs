//! Measures whether the time of a rejection reveals how much of a token is right.
//!
//! ```sh
//! cargo bench --all-features --bench token_time
//! ```
//!
//! Two kinds of wrong tokens are sent in random order: one differs from the right one in its first character,
//! the other in its last. Welch's t of the two series of times is near zero if the time reveals nothing. A
//! value above 10 is a certain leak. The control compares character by character and stops at the first
//! difference.
//!
//! Each line is `t <name> <value>`. The bench fails if the value of a token is above 10, or that of the
//! control is not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss
)]

use std::{
    hint::black_box,
    time::{Instant, SystemTime},
};

use bytes::Bytes;
use http::Request;
use webhook_receiver::{Receiver, Secret, providers};

/// Enough samples to show a difference of a few nanoseconds.
const SAMPLES: usize = 60_000;
/// The number of calls per sample: one call takes little longer than reading the clock.
const BATCH: usize = 8;

fn main() {
    let ours = "0f9b6c3e71d24a58b2c7e6d1a4f80935".repeat(4);
    let (first, last) = (&ours[1..], &ours[..ours.len() - 1]);
    let (early, late) = (format!("x{first}"), format!("{last}x"));
    let now = SystemTime::now();

    let meta = Receiver::builder(providers::META)
        .secret(Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap())
        .setting("verify_token", &ours)
        .build()
        .unwrap();
    let challenge = |token: &str| {
        let query = format!("/?hub.mode=subscribe&hub.challenge=1&hub.verify_token={token}");
        meta.receive(Request::get(query).body(Bytes::new()).unwrap(), now)
    };
    let listed = Receiver::builder(providers::CLOUDEVENTS_HTTP)
        .secret(Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap())
        .setting("allowed_origins", &format!("another.example {ours}"))
        .build()
        .unwrap();
    let origin = |token: &str| {
        let request = Request::options("/").header("webhook-request-origin", token);
        listed.receive(request.body(Bytes::new()).unwrap(), now)
    };
    let gitlab = Receiver::new(providers::GITLAB, Secret::new(&*ours).unwrap()).unwrap();
    let token = |token: &str| {
        let request = Request::post("/").header("x-gitlab-token", token);
        gitlab.receive(request.body(Bytes::new()).unwrap(), now)
    };
    let control = |token: &str| token.bytes().zip(ours.bytes()).all(|(a, b)| a == b);

    assert!(challenge(&ours).is_ok() && origin(&ours).is_ok() && token(&ours).is_ok());
    let reported = [
        (
            "verify_token",
            welch(&early, &late, |text| challenge(text).is_ok()),
        ),
        ("listed", welch(&early, &late, |text| origin(text).is_ok())),
        ("token", welch(&early, &late, |text| token(text).is_ok())),
    ];
    for (what, t) in reported {
        println!("t {what} {t:.2}");
    }
    let t = welch(&early, &late, control);
    println!("t control {t:.2}");
    assert!(t.abs() > 10.0, "the control was not seen");
    for (what, t) in reported {
        assert!(t.abs() < 10.0, "{what} tells how much of it is right");
    }
}

/// Returns Welch's t of the times of two inputs, without the slowest tenth of each.
fn welch(a: &str, b: &str, rejected: impl Fn(&str) -> bool) -> f64 {
    let inputs = [a, b];
    let mut times = [Vec::with_capacity(SAMPLES), Vec::with_capacity(SAMPLES)];
    let mut random = 7_u64;
    for _ in 0..2 * SAMPLES {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let which = (random >> 40) as usize & 1;
        let input = black_box(inputs[which]);
        let start = Instant::now();
        for _ in 0..BATCH {
            assert!(!black_box(rejected(input)), "it is wrong");
        }
        times[which].push(start.elapsed().as_nanos() as f64);
    }
    let [(mean_a, error_a), (mean_b, error_b)] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times.truncate(times.len() * 9 / 10);
        let count = times.len() as f64;
        let mean = times.iter().sum::<f64>() / count;
        let squares = times.iter().map(|time| (time - mean).powi(2)).sum::<f64>();
        (mean, squares / (count - 1.0) / count)
    });
    (mean_a - mean_b) / (error_a + error_b).sqrt()
}
