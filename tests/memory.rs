//! What a large event takes in memory while it is read, as a multiple of its body. Alone in its
//! file, as the allocator counts for the whole process.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a test may panic"
)]

use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use webhook_receiver::github;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// A push with as many of these commits as fit.
fn push(bytes: usize, commit: &Value) -> Vec<u8> {
    let commit = commit.to_string();
    let mut body = br#"{"ref":"refs/heads/main","before":"a","after":"b","repository":{"id":1,
        "name":"rocket","full_name":"acme/rocket"},"commits":["#
        .to_vec();
    while body.len() + commit.len() + 2 < bytes {
        body.extend_from_slice(commit.as_bytes());
        body.push(b',');
    }
    body.pop();
    body.extend_from_slice(b"]}");
    body
}

/// The peak of what is allocated beyond the body.
fn multiple(body: &[u8]) -> f64 {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let event = github::Event::parse("push", body);
    let peak = ALLOCATOR.peak_usage() - before;
    let github::Event::Push(push) = event else {
        panic!("that is a push: {event:?}")
    };
    assert!(!push.commits.is_empty());
    peak as f64 / body.len() as f64
}

#[test]
fn a_push_of_25_mib() {
    let usual = json!({
        "id": "7638417db6d59f3c431d3e1f261cc637155684cd",
        "tree_id": "f9d2a07e9488b91af2641b26b9407fe22a451433",
        "distinct": true,
        "message": "Keep the lease while the handler runs",
        "timestamp": "2026-05-01T12:00:00+02:00",
        "url": "https://github.example/acme/rocket/commit/7638417db6d59f3c431d3e1f261cc637155684cd",
        "author": {"name": "Ada", "email": "ada@example.com", "username": "ada"},
        "committer": {"name": "Bo", "email": "bo@example.com", "username": "bo"},
        "added": ["src/lease.rs"],
        "removed": [],
        "modified": ["src/lib.rs", "CHANGELOG.md"],
    });
    let usual = multiple(&push(25 << 20, &usual));
    println!("commits as they are: {usual:.1} times the body");
    assert!(usual < 3.0, "{usual}");

    // Nobody's commits, but the most that a body can take.
    let least = multiple(&push(2 << 20, &json!({"id": "1"})));
    println!("commits of ten bytes: {least:.1} times the body");
    assert!(least < 100.0, "{least}");
}
