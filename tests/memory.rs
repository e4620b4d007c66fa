//! The memory of a request, as a multiple of its body: before the verdict, from any sender, and while a large
//! event is decoded. The file has a process of its own, since the allocator counts for the whole process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a test may panic"
)]

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::Request;
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};
use webhook_receiver::{Budget, Head, Receiver, danger, events::github, providers};

#[path = "common/vectors.rs"]
mod vectors;

use vectors::{Expect, Vector, files};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// The tests run one at a time: each would count the memory of the others.
fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The maximum before the verdict, as a multiple of the body, the body included.
const MOST: f64 = 4.0;

/// The share of the body that is not counted: the head and the states of hashes.
const SLACK: f64 = if cfg!(debug_assertions) { 0.5 } else { 0.1 };

/// The size of the largest body: with `--release` larger.
const SIZE: usize = if cfg!(debug_assertions) {
    64 << 10
} else {
    1 << 20
};

const FORM: &str = "application/x-www-form-urlencoded";

/// Returns as many copies of the text as fit.
fn filled(start: &str, piece: &str, end: &str) -> Vec<u8> {
    let count = (SIZE - start.len() - end.len()) / piece.len();
    [start, &piece.repeat(count), end].concat().into_bytes()
}

/// Returns numbered members, so that none is a duplicate.
fn members(start: &str, end: &str) -> Vec<u8> {
    let mut body = start.to_owned();
    for number in 0.. {
        let member = format!("\"{number:x}\":0,");
        if body.len() + member.len() + end.len() > SIZE {
            break;
        }
        body.push_str(&member);
    }
    (body + end).into_bytes()
}

/// Returns bodies of the kinds that rows read, made to take as much memory as they can. The fields that the
/// row reads come first.
fn hostile(genuine: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let text = String::from_utf8_lossy(genuine);
    let object = text
        .trim()
        .strip_suffix('}')
        .unwrap_or("{\"a\":1")
        .to_owned()
        + ",";
    let form = text.trim_end().to_owned() + "&";
    let numbered = |template: &str| {
        let mut body = form.clone();
        for number in 0.. {
            let field = template.replace('#', &format!("{number:x}"));
            if body.len() + field.len() > SIZE {
                break;
            }
            body.push_str(&field);
        }
        body.into_bytes()
    };
    let list = |name: &str, item: &str| {
        let start = format!("{object}\"{name}\":[");
        filled(&start, &format!("{item},"), &format!("{item}]}}"))
    };
    let part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
    vec![
        (FORM, filled(&form, "a&", "")),
        (FORM, filled(&form, "&", "a")),
        (FORM, filled(&form, "%61=%62&", "")),
        (FORM, numbered("#&")),
        (FORM, numbered("#=#&")),
        (FORM, filled(&format!("{form}payload="), "%22", "")),
        (FORM, filled(&format!("{form}payload="), "\u{fc}", "")),
        ("application/json", members(&object, "\"\":0}")),
        ("application/json", list("hostile", "0")),
        ("application/json", list("hostile", "{}")),
        ("application/json", list("value", "{}")),
        (
            "application/json",
            list("value", r#"{"clientState":"\u0061"}"#),
        ),
        ("application/json", list("value", r#"{"clientState":"a"}"#)),
        (
            "application/json",
            list("notificationItems", r#"{"NotificationRequestItem":{}}"#),
        ),
        (
            "application/json",
            filled(&format!("{object}\"x\":\""), "\\u00fc", "\"}"),
        ),
        (
            "application/json",
            filled(&format!("{object}\"x\":\""), "\\n", "\"}"),
        ),
        (
            "application/json",
            filled(&format!("{object}\"x\":\""), "\u{fc}", "\"}"),
        ),
        (
            "application/json",
            filled(&format!("{object}\"x\":"), "[", ""),
        ),
        ("application/json", filled("[", "0,", "0]")),
        ("application/json", filled("[", "{},", "{}]")),
        ("application/json", filled("", "\u{1}", "")),
        (
            "multipart/form-data; boundary=b",
            filled("", part, "--b--\r\n"),
        ),
        (
            "multipart/form-data; boundary=b",
            filled(&part[..part.len() - 2], "\r\n--b", ""),
        ),
        ("text/xml", filled("<xml>", "<a/>", "</xml>")),
        ("text/xml", filled("<xml>", "<a>b</a>", "</xml>")),
        ("text/xml", filled("<xml><Encrypt>", "<a>&amp;", "</xml>")),
        ("text/xml", filled("<xml><a ", "b='' ", "></a></xml>")),
        ("", filled(&text, "a", "")),
    ]
}

/// Returns the request of a vector with another body.
fn request(vector: &Vector, content_type: &str, body: Bytes) -> Request<Bytes> {
    let mut request = Request::builder()
        .method(vector.method.as_str())
        .uri(&vector.url);
    for (name, value) in &vector.headers {
        if content_type.is_empty() || !name.eq_ignore_ascii_case("content-type") {
            request = request.header(name, value);
        }
    }
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    request.body(body).unwrap()
}

/// Returns the peak of the memory until the verdict, the body included, as a multiple of the body.
fn factor(length: usize, judge: impl FnOnce()) -> f64 {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    judge();
    let peak = ALLOCATOR.peak_usage() - before;
    (peak + length) as f64 / length as f64
}

/// Returns the endpoint of a vector, with three secrets if the provider has secrets. Its budget is what a
/// body of this size is counted for, as no smaller one builds.
fn receiver(vector: &Vector, provider: &str) -> (Receiver, usize) {
    let secrets = [
        "another-secret-that-is-0123456789",
        "a-third-secret-that-is-0123456789",
    ];
    let build = |more: bool, times: usize| {
        let mut builder = vector.builder(provider).body_limit(SIZE);
        for secret in secrets.iter().filter(|_| more) {
            builder = builder.secret(danger::short_secret(*secret).unwrap());
        }
        let built = builder.budget(&Budget::new(times * SIZE)).build();
        built.ok().map(|receiver| (receiver, times))
    };
    let ways = [(true, 1), (true, 4), (false, 1), (false, 4)];
    let mut built = ways.into_iter().map(|(more, times)| build(more, times));
    built.find_map(|built| built).unwrap()
}

/// Sends bodies of every kind to every row, with the head of a genuine request.
#[test]
fn takes_at_most_four_times_the_body_per_request() {
    let _alone = alone();
    let mut worst = BTreeMap::<String, (f64, String)>::new();
    let (mut count, mut uncounted) = (0, Vec::new());
    let mut counted = BTreeMap::<usize, usize>::new();
    for file in files() {
        let provider = providers::by_id(&file.provider).unwrap();
        let mut most = 0;
        let vectors = file
            .vectors
            .iter()
            .filter(|vector| vector.expect == Expect::Accept);
        for vector in vectors {
            let (receiver, times) = receiver(vector, provider.id());
            most = most.max(times);
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
            for (number, (content_type, body)) in hostile(&vector.bytes()).into_iter().enumerate() {
                let length = body.len();
                let body = Bytes::from(body);
                let whole = request(vector, content_type, body.clone());
                let whole = factor(length, || drop(receiver.receive(whole, now)));
                let (head, ()) = request(vector, content_type, Bytes::new())
                    .map(drop)
                    .into_parts();
                let chunks: Vec<Bytes> =
                    body.chunks(24 << 10).map(Bytes::copy_from_slice).collect();
                let chunked = factor(length, || {
                    let Ok(mut verifying) = receiver.begin(Head::from(head), now) else {
                        return;
                    };
                    for chunk in chunks {
                        if verifying.update(chunk).is_err() {
                            return;
                        }
                    }
                    drop(verifying.finish());
                });
                count += 2;
                for (way, factor) in [("whole", whole), ("in chunks", chunked)] {
                    let what = format!("body {number} ({content_type}), {way}");
                    let worst = worst.entry(file.provider.clone()).or_default();
                    // A head and the state of a hash are not a multiple of the body.
                    if factor > times as f64 + SLACK {
                        uncounted.push(format!("{}: {factor:.2}: {what}", file.provider));
                    }
                    if factor > worst.0 {
                        *worst = (factor, what);
                    }
                }
            }
        }
        *counted.entry(most).or_default() += 1;
    }
    let mut largest: Vec<_> = worst.iter().collect();
    largest.sort_by(|(_, (a, _)), (_, (b, _))| b.total_cmp(a));
    for (provider, (factor, what)) in largest.iter().take(24) {
        println!("{provider}: {factor:.1} times the body: {what}");
    }
    println!(
        "{count} requests of {} rows of {}",
        worst.len(),
        providers::ALL.len()
    );
    println!("rows by the multiple of the body that the budget counts: {counted:?}");
    assert!(
        uncounted.is_empty(),
        "more than the budget counts: {uncounted:#?}"
    );
    let over: Vec<&str> = worst
        .iter()
        .filter(|(_, (factor, _))| *factor > MOST + SLACK)
        .map(|(id, _)| &**id)
        .collect();
    assert!(over.is_empty(), "more than {MOST} times its body: {over:?}");
}

/// Returns a push with as many of these commits as fit.
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

/// Returns the peak of the allocated memory beyond the body.
fn multiple(body: &[u8]) -> f64 {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let event = github::Event::from_parts("push", body);
    let peak = ALLOCATOR.peak_usage() - before;
    let github::Event::Push(push) = event else {
        panic!("that is a push: {event:?}")
    };
    assert!(!push.commits.is_empty());
    peak as f64 / body.len() as f64
}

#[test]
fn takes_a_bounded_multiple_of_the_body_per_event() {
    let _alone = alone();
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

    // Not realistic commits, but those that take the most memory.
    let least = multiple(&push(2 << 20, &json!({"id": "1"})));
    println!("commits of ten bytes: {least:.1} times the body");
    assert!(least < 100.0, "{least}");
}
