//! The figures of typed events, as ratios within one run.
//!
//! ```sh
//! WEBHOOK_CORPUS=folder RUSTFLAGS="--cfg peers" cargo bench --all-features --bench events
//! ```
//!
//! `WEBHOOK_CORPUS` names folders with real payloads, in the layout that `tests/common/payloads.rs`
//! describes; without it, the payloads of this repository are used. `--cfg peers` adds octocrab.
//!
//! Each line `ratio <name> <value>` is a quotient of throughputs or of sizes, or a count.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss
)]

use std::{alloc::System, hint::black_box, time::Instant};

use serde_json::Value;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use webhook_receiver::events::{Decoded, EventEnum, github, stripe};

#[path = "../tests/common/payloads.rs"]
mod payloads;
use payloads::Payload;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 21;

/// A name, and a function that reads a payload.
type Contender<'a> = (&'a str, &'a dyn Fn(&Payload));

fn main() {
    figures("github", github::Event::from_parts);
    figures("stripe", stripe::Event::from_parts);
}

fn figures<E: EventEnum + 'static>(provider: &str, parse: fn(&str, &[u8]) -> E) {
    let mut payloads = minified(provider);
    let all = payloads.len();
    payloads.retain(|Payload { kind, body, .. }| {
        let known = matches!(parse(kind, body).decoded(), Decoded::Known { .. });
        known && peer(provider, kind, body)
    });
    let bytes: usize = payloads.iter().map(|payload| payload.body.len()).sum();
    println!(
        "{provider}: {} of {all} payloads that all contenders take, {} bytes on average",
        payloads.len(),
        bytes / payloads.len()
    );

    let ours = |Payload { kind, body, .. }: &Payload| drop(black_box(parse(kind, body)));
    let tree = |Payload { body, .. }: &Payload| {
        drop(black_box(serde_json::from_slice::<Value>(body).unwrap()));
    };
    let theirs = |Payload { kind, body, .. }: &Payload| {
        black_box(peer(provider, kind, body));
    };
    let mut contenders: Vec<Contender<'_>> = vec![("ours", &ours), ("value", &tree)];
    if cfg!(peers) && provider == "github" {
        contenders.push(("octocrab", &theirs));
    }
    let mut times = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, run), times) in contenders.iter().zip(&mut times) {
            let start = Instant::now();
            payloads.iter().for_each(run);
            times.push(start.elapsed().as_secs_f64());
        }
    }
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    println!(
        "{provider}: ours {:.0} MB/s",
        bytes as f64 / medians[0] / 1e6
    );
    for ((name, _), time) in contenders.iter().zip(&medians).skip(1) {
        println!("ratio events_{provider}_to_{name} {:.2}", time / medians[0]);
    }
    for (name, run) in contenders {
        let region = Region::new(ALLOCATOR);
        payloads.iter().for_each(run);
        let change = region.change();
        let count = change.allocations + change.reallocations;
        println!(
            "ratio allocations_{provider}_{name} {:.1}",
            count as f64 / payloads.len() as f64
        );
    }
}

/// Returns whether octocrab reads the payload, too; always true without octocrab.
fn peer(provider: &str, kind: &str, body: &[u8]) -> bool {
    #[cfg(peers)]
    if provider == "github" {
        use octocrab::models::webhook_events::WebhookEvent;
        return WebhookEvent::try_from_header_and_body(kind, body).is_ok();
    }
    let _ = (provider, kind, body);
    true
}

/// Returns the payloads as the provider sends them, without white space between the tokens.
fn minified(provider: &str) -> Vec<Payload> {
    let mut payloads = payloads::corpus(provider);
    if payloads.is_empty() {
        println!("{provider}: WEBHOOK_CORPUS names no folder; own payloads, which are short");
        payloads = payloads::own(provider);
    }
    payloads.retain_mut(|payload| {
        let value = serde_json::from_slice::<Value>(&payload.body);
        value.is_ok_and(|value| {
            payload.body = serde_json::to_vec(&value).unwrap();
            true
        })
    });
    payloads
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
