//! The tool's `check` finds each fault of a service, and none in a service without faults.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "check/bad.rs"]
mod bad;
#[path = "check/good.rs"]
mod good;
#[path = "common/rows.rs"]
mod rows;
#[path = "check/servers.rs"]
mod servers;

use std::{
    collections::HashMap,
    io::Write,
    net::{SocketAddr, TcpListener},
    process::{Command, Output},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use serde_json::Value;
use servers::ALL;
use webhook_receiver::{Provider, Receiver, Secret, providers};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const LIMIT: usize = 100_000;

/// The output of a run of the tool.
struct Checked {
    code: i32,
    findings: Vec<Value>,
    errors: String,
}

impl Checked {
    /// Returns the names of the checks with this outcome.
    fn with(&self, outcome: &str) -> Vec<&str> {
        let findings = self.findings.iter();
        let found = findings.filter(|finding| finding["outcome"] == outcome);
        found
            .map(|finding| finding["check"].as_str().unwrap())
            .collect()
    }

    fn came(&self, check: &str) -> &str {
        let mut findings = self.findings.iter();
        let found = findings.find(|finding| finding["check"] == check);
        found.unwrap()["came"].as_str().unwrap()
    }
}

fn tool(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_webhook-receiver"));
    command.arg("check").args(arguments).output().unwrap()
}

fn check(provider: &str, to: SocketAddr, path: &str, arguments: &[&str]) -> Checked {
    let url = format!("http://{to}{path}");
    let mut all = vec!["--json", "--provider", provider, "--to", &url];
    all.extend(arguments);
    let output = tool(&all);
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    Checked {
        code: output.status.code().unwrap(),
        findings: lines
            .filter(|line: &Value| line["check"].is_string())
            .collect(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Small limits, so that the checks are fast.
const LIMITS: [&str; 6] = [
    "--oversized",
    "200000",
    "--slow-limit",
    "2s",
    "--timeout",
    "10s",
];

/// Runs a function on each item, on a few threads.
fn in_parallel<T: Sync>(all: &[T], each: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    each(one);
                }
            });
        }
    });
}

/// The secret that an attack signs with.
fn with_another_letter(secret: &str) -> String {
    let (before, after) = secret.split_at(secret.len() / 2);
    let (letter, after) = after.split_at(1);
    let other = match letter {
        "b" => "a",
        other => panic!("{other}"),
    };
    format!("{before}{other}{after}")
}

#[test]
fn finds_each_planted_fault_by_the_check_of_its_name() {
    let mut all = Vec::new();
    for framework in ALL {
        all.extend(bad::FAULTS.map(|fault| (framework, fault)));
    }
    in_parallel(&all, |(framework, fault)| {
        let to = bad::start(*framework, bad::Service::new(fault));
        let checked = check(
            "stripe",
            to,
            "/hooks",
            &[&["--secret", SECRET], &LIMITS[..]].concat(),
        );
        let faults = checked.with("fault");
        assert_eq!(faults, [*fault], "{framework:?}: {:?}", checked.findings);
        assert_eq!(checked.code, 1);
    });
}

/// Starts a service for Meta with hand-written handshakes.
fn meta(fault: &'static str) -> SocketAddr {
    use axum::{extract::Query, http::StatusCode, routing::get};

    let answer = move |Query(query): Query<HashMap<String, String>>| async move {
        let is_ours = query["hub.verify_token"] == "a-verify-token";
        match fault {
            "forged-handshake" => (StatusCode::OK, query["hub.challenge"].clone()),
            _ if !is_ours => (StatusCode::FORBIDDEN, String::new()),
            "handshake" => (StatusCode::OK, "OK".to_owned()),
            _ => (StatusCode::OK, query["hub.challenge"].clone()),
        }
    };
    servers::on_tokio(move |listener| async move {
        let route = get(answer).post(|| async { StatusCode::OK });
        let routes = axum::Router::new().route("/hooks", route);
        axum::serve(listener, routes).await.unwrap();
    })
}

#[test]
fn finds_handshakes_that_are_answered_wrongly() {
    for fault in ["handshake", "forged-handshake"] {
        let only = ["--only", "handshake", "--only", "forged-handshake"];
        let secret = [
            "--secret",
            SECRET,
            "--setting",
            "verify_token=a-verify-token",
        ];
        let checked = check(
            "meta",
            meta(fault),
            "/hooks",
            &[&secret[..], &only].concat(),
        );
        assert_eq!(checked.with("fault"), [fault], "{:?}", checked.findings);
    }
}

#[test]
fn finds_a_rejected_body_that_is_read_as_the_next_request() {
    let to = bad::start_unread();
    let only = [
        "--secret",
        SECRET,
        "--only",
        "unsigned",
        "--only",
        "keep-alive",
    ];
    let checked = check("stripe", to, "/hooks", &only);
    assert_eq!(checked.with("right"), ["genuine", "unsigned"]);
    assert_eq!(checked.with("fault"), ["keep-alive"]);
}

#[test]
fn finds_responses_after_the_timeout_of_the_provider() {
    let late = || async { tokio::time::sleep(Duration::from_millis(3100)).await };
    let to = servers::on_tokio(move |listener| async move {
        let routes = axum::Router::new().fallback(late);
        axum::serve(listener, routes).await.unwrap();
    });
    let checked = check(
        "slack",
        to,
        "/",
        &["--secret", SECRET, "--only", "response-time"],
    );
    assert_eq!(checked.with("right"), ["genuine"]);
    assert_eq!(checked.with("fault"), ["response-time"]);
}

#[test]
fn finds_nothing_in_a_service_by_hand_without_a_fault() {
    in_parallel(&ALL, |framework| {
        let to = bad::start(*framework, bad::Service::new("none"));
        let checked = check(
            "stripe",
            to,
            "/hooks",
            &[&["--secret", SECRET], &LIMITS[..]].concat(),
        );
        assert_eq!(
            checked.with("fault"),
            [""; 0],
            "{framework:?}: {:?}",
            checked.findings
        );
        assert_eq!(checked.code, 0);
    });
}

/// A provider, what signs a request and what verifies it, and the settings.
type Row = (
    Provider,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const ROWS: [Row; 7] = [
    (providers::GITHUB, SECRET, SECRET, &[]),
    (providers::STRIPE, SECRET, SECRET, &[]),
    (providers::SLACK, SECRET, SECRET, &[]),
    (
        providers::STANDARD_WEBHOOKS,
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        &[],
    ),
    (
        providers::DISCORD,
        include_str!("keys/ed25519-private.pem"),
        include_str!("keys/ed25519-public.pem"),
        &[],
    ),
    (
        providers::META,
        SECRET,
        SECRET,
        &[("verify_token", "a-verify-token")],
    ),
    (providers::ZOOM, SECRET, SECRET, &[]),
];

#[test]
fn finds_nothing_in_a_service_of_each_framework_with_this_crate() {
    let mut all = Vec::new();
    for framework in ALL {
        all.extend(ROWS.map(|row| (framework, row)));
    }
    in_parallel(
        &all,
        |(framework, (provider, private, public, settings))| {
            let mut builder = Receiver::builder(*provider)
                .secret(Secret::new(*public).unwrap())
                .body_limit(LIMIT)
                .body_deadline(Duration::from_millis(300));
            let mut arguments = vec![format!("--secret={private}")];
            for (name, value) in *settings {
                builder = builder.setting(name, value);
                arguments.extend(["--setting".to_owned(), format!("{name}={value}")]);
            }
            let to = good::start(*framework, builder.build().unwrap());
            let mut arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            arguments.extend(LIMITS);
            let checked = check(provider.id(), to, "/hooks", &arguments);
            let what = format!(
                "{framework:?}, {}: {:?} {}",
                provider.id(),
                checked.findings,
                checked.errors
            );
            assert_eq!(checked.with("fault"), [""; 0], "{what}");
            assert_eq!(checked.code, 0, "{what}");
            if provider.has_handshake() {
                assert!(checked.with("right").contains(&"handshake"), "{what}");
                assert!(
                    checked.with("right").contains(&"forged-handshake"),
                    "{what}"
                );
            }
            if provider.id() == "standard-webhooks" {
                let none = ["handshake", "forged-handshake", "response-time"];
                assert_eq!(checked.with("does_not_apply"), none, "{what}");
            }
        },
    );
}

#[test]
fn finds_nothing_in_a_service_for_any_provider() {
    let mut receivers = HashMap::new();
    let mut all = Vec::new();
    for provider in providers::ALL {
        let Some((private, public)) = rows::keys(*provider, SECRET) else {
            continue;
        };
        let mut builder = rows::configured(Receiver::builder(*provider), *provider);
        let mut settings: Vec<_> = rows::settings(*provider).collect();
        if provider.accepts_setting("verify_token") {
            settings.push(("verify_token", "a-verify-token"));
            builder = builder.setting("verify_token", "a-verify-token");
        }
        let receiver = builder
            .public_url("https://app.example")
            .secret(Secret::new(public).unwrap())
            .body_limit(LIMIT)
            .build();
        let Ok(receiver) = receiver else { continue };
        receivers.insert(provider.id().to_owned(), receiver);
        all.push((*provider, private, settings));
    }
    let to = good::start_many(receivers);
    let made = AtomicUsize::new(0);
    let count = all.len();
    in_parallel(&all, |(provider, private, settings)| {
        let settings: Vec<_> = settings
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let secret = format!("--secret={private}");
        let url = format!("https://app.example/{}", provider.id());
        let mut arguments = vec![secret.as_str(), "--public-url", &url];
        arguments.extend(settings.iter().flat_map(|setting| ["--setting", setting]));
        arguments.extend([
            "--skip",
            "slow-body",
            "--oversized",
            "200000",
            "--timeout",
            "10s",
        ]);
        let checked = check(
            provider.id(),
            to,
            &format!("/{}", provider.id()),
            &arguments,
        );
        let faults = checked.with("fault");
        let came: Vec<_> = faults
            .iter()
            .map(|fault| (fault, checked.came(fault)))
            .collect();
        assert!(came.is_empty(), "{}: {came:?}", provider.id());
        if checked.code == 0 {
            made.fetch_add(1, Ordering::Relaxed);
        } else {
            // These sign values that a made-up body does not have.
            assert_eq!(checked.code, 2, "{}", provider.id());
        }
    });
    let made = made.into_inner();
    println!("{made} of {count} providers");
    assert!(made > 300, "{made} of {count}");
}

fn good(provider: Provider, secret: &str) -> SocketAddr {
    let receiver = Receiver::new(provider, Secret::new(secret).unwrap()).unwrap();
    good::start(servers::Framework::Axum, receiver)
}

#[test]
fn returns_in_time_when_a_response_never_ends() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let to = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                while stream
                    .write_all(b"HTTP/1.1 103 Early Hints\r\n\r\n")
                    .is_ok()
                {
                    thread::sleep(Duration::from_millis(50));
                }
            });
        }
    });
    let checked = check("github", to, "/", &["--secret", SECRET, "--timeout", "1s"]);
    assert_eq!(checked.came("genuine"), "no answer in time");
}

#[test]
fn stops_if_a_genuine_delivery_is_rejected() {
    let to = good(providers::GITHUB, "another secret than that of the tool");
    let checked = check("github", to, "/hooks", &["--secret", SECRET]);
    assert_eq!(checked.with("fault"), ["genuine"]);
    assert_eq!(checked.findings.len(), 1);
    assert_eq!(
        checked.came("genuine").split(" in ").next(),
        Some("401 Unauthorized")
    );
    assert_eq!(checked.code, 1);
}

#[test]
fn runs_only_the_requested_checks() {
    let to = good(providers::GITHUB, SECRET);
    let only = ["--secret", SECRET, "--only", "unsigned", "--only", "stale"];
    let checked = check("github", to, "/hooks", &only);
    assert_eq!(checked.with("right"), ["genuine", "unsigned"]);
    assert_eq!(checked.with("does_not_apply"), ["stale"]);
    let skip = [&only[..], &["--skip", "unsigned"]].concat();
    let checked = check("github", to, "/hooks", &skip);
    assert_eq!(checked.with("right"), ["genuine"]);
}

#[test]
fn sends_the_given_event_or_body() {
    let to = bad::start(
        servers::Framework::Hyper,
        bad::Service::new("unknown-event"),
    );
    let given = |arguments: &[&str]| {
        let all = [&["--secret", SECRET, "--only", "retry"], arguments].concat();
        check("stripe", to, "/hooks", &all)
    };
    assert_eq!(given(&["--event", "customer.created"]).code, 0);
    let body = r#"{"id":"evt_1","type":"event_of_tomorrow"}"#;
    let checked = given(&["--body", body]);
    assert_eq!(checked.with("fault"), ["genuine"]);
    assert!(checked.came("genuine").contains("no such event"));
}

#[test]
fn prints_the_risk_and_the_fix_of_each_fault() {
    let to = bad::start(servers::Framework::Axum, bad::Service::new("stale"));
    let url = format!("http://{to}/hooks");
    let arguments = [
        "--provider",
        "stripe",
        "--to",
        &url,
        "--secret",
        SECRET,
        "--only",
        "stale",
    ];
    let output = tool(&arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    for said in [
        "right  genuine ",
        "FAULT  stale                200 OK in ",
        "       mend:     Reject timestamps that are older",
        "\n1 right, 1 fault, 0 do not apply\n",
    ] {
        assert!(text.contains(said), "{text}");
    }
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn returns_an_error_without_a_service_or_with_wrong_arguments() {
    let nobody = "http://127.0.0.1:1/";
    let github = ["--provider", "github", "--to", nobody, "--secret", SECRET];
    let no_secret = ["--provider", "github", "--to", nobody];
    for (arguments, more, code, said) in [
        (&github[..], &[][..], 1, "no connection to 127.0.0.1:1: "),
        (&no_secret, &[], 2, "a secret is needed"),
        (
            &github,
            &["--only", "signature"],
            2,
            "no check has this name",
        ),
        (
            &github,
            &["--setting", "color=red"],
            2,
            "GitHub has no setting `color`",
        ),
    ] {
        let output = tool(&[arguments, more].concat());
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.contains(said), "{errors}");
        assert_eq!(output.status.code(), Some(code), "{errors}");
    }
}

#[test]
fn lists_the_checks() {
    let text = String::from_utf8(tool(&["--list"]).stdout).unwrap();
    let names: Vec<_> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(names.len(), 24, "{names:?}");
    for fault in bad::FAULTS {
        assert!(names.contains(&fault), "{fault}");
    }
}
