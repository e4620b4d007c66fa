//! The figures of typed events, as ratios in one run.
//!
//! ```sh
//! WEBHOOK_CORPUS=folder RUSTFLAGS="--cfg peers" cargo bench --bench events --features github,stripe
//! ```
//!
//! Real payloads come from the folder that `WEBHOOK_CORPUS` names, in the layout that
//! `tests/events.rs` tells; without it the own ones stand in. `--cfg peers` adds octocrab.
//!
//! Each line `ratio <name> <value>` is a quotient of throughputs or of bytes, or a count.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss
)]

use std::{
    alloc::System,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::Instant,
};

use serde_json::{Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use webhook_receiver::{events::Outcome, events::Typed, github, stripe};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const ROUNDS: usize = 21;

struct Payload {
    kind: String,
    body: Vec<u8>,
}

/// A name, and what reads a payload.
type Contender<'a> = (&'a str, &'a dyn Fn(&Payload));

fn main() {
    figures("github", github::Event::parse);
    figures("stripe", stripe::Event::parse);
    large();
}

fn figures<E: Typed + 'static>(provider: &str, parse: fn(&str, &[u8]) -> E) {
    let mut payloads = payloads(provider);
    let all = payloads.len();
    payloads.retain(|Payload { kind, body }| {
        let known = matches!(parse(kind, body).outcome(), Outcome::Known { .. });
        known && peer(provider, kind, body)
    });
    let bytes: usize = payloads.iter().map(|payload| payload.body.len()).sum();
    println!(
        "{provider}: {} of {all} payloads that all contenders take, {} bytes on average",
        payloads.len(),
        bytes / payloads.len()
    );

    let ours = |Payload { kind, body }: &Payload| drop(black_box(parse(kind, body)));
    let tree = |Payload { body, .. }: &Payload| {
        drop(black_box(serde_json::from_slice::<Value>(body).unwrap()));
    };
    let theirs = |Payload { kind, body }: &Payload| {
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

/// Whether octocrab takes it, too; without octocrab, everything.
fn peer(provider: &str, kind: &str, body: &[u8]) -> bool {
    #[cfg(peers)]
    if provider == "github" {
        use octocrab::models::webhook_events::WebhookEvent;
        return WebhookEvent::try_from_header_and_body(kind, body).is_ok();
    }
    let _ = (provider, kind, body);
    true
}

/// A push of 25 MiB, the most that GitHub sends: what it takes in memory.
fn large() {
    let commit = |number: usize| {
        json!({
            "id": format!("{number:040x}"),
            "tree_id": format!("{:040x}", number + 1),
            "distinct": true,
            "message": "Keep the lease while the handler runs\n\nIt was given up after a minute, ...",
            "timestamp": "2026-05-01T12:00:00+02:00",
            "url": format!("https://github.example/acme/rocket/commit/{number:040x}"),
            "author": {"name": "Ada", "email": "ada@example.com", "username": "ada"},
            "committer": {"name": "Bo", "email": "bo@example.com", "username": "bo"},
            "added": ["src/lease.rs"],
            "removed": [],
            "modified": ["src/lib.rs", "CHANGELOG.md"],
        })
    };
    let usual = push(commit);
    let least = push(|_| json!({"id": "1"}));
    for (name, body) in [("usual", usual), ("least", least)] {
        let region = Region::new(ALLOCATOR);
        let event = github::Event::parse("push", &body);
        let change = region.change();
        let github::Event::Push(push) = event else {
            panic!("that is a push")
        };
        let held = change.bytes_allocated as isize - change.bytes_deallocated as isize;
        println!(
            "push of {} MiB, {} commits ({name})",
            body.len() >> 20,
            push.commits.len()
        );
        // A list that grows holds its old and its new place at once, at most.
        println!(
            "ratio memory_push_25MiB_{name} {:.2}",
            held as f64 / body.len() as f64
        );
    }
}

fn push(commit: impl Fn(usize) -> Value) -> Vec<u8> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/payloads/github/push.json");
    let mut push: Value = serde_json::from_slice(&fs::read(own).unwrap()).unwrap();
    let each = serde_json::to_vec(&commit(1)).unwrap().len() + 1;
    let count = (25 << 20) / each - 100;
    push["commits"] = (0..count).map(commit).collect();
    serde_json::to_vec(&push).unwrap()
}

/// As the provider sends them, without blanks.
fn payloads(provider: &str) -> Vec<Payload> {
    let files: Vec<(PathBuf, String)> = match std::env::var_os("WEBHOOK_CORPUS") {
        Some(root) => {
            let root = PathBuf::from(root);
            let index = fs::read_to_string(root.join("index.jsonl")).unwrap();
            let lines = index.lines().map(|line| {
                let line: Value = serde_json::from_str(line).unwrap();
                let file = line["file"].as_str().unwrap().to_owned();
                (file, line["kind"].as_str().unwrap_or_default().to_owned())
            });
            let prefix = format!("{provider}/");
            lines
                .filter(|(file, kind)| file.starts_with(&prefix) && !kind.is_empty())
                .map(|(file, kind)| (root.join(file), kind))
                .collect()
        }
        None => {
            println!("{provider}: WEBHOOK_CORPUS names no folder; own payloads, which are short");
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/payloads");
            let files = folder.join(provider).read_dir().unwrap();
            let paths = files.map(|entry| entry.unwrap().path());
            paths
                .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
                .map(|path| {
                    let name = path.file_stem().unwrap().to_str().unwrap();
                    let kind = name.split("--").next().unwrap().to_owned();
                    (path, kind)
                })
                .collect()
        }
    };
    let payloads = files.into_iter().filter_map(|(path, kind)| {
        let value: Value = serde_json::from_slice(&fs::read(path).unwrap()).ok()?;
        let body = serde_json::to_vec(&value).unwrap();
        Some(Payload { kind, body })
    });
    payloads.collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
