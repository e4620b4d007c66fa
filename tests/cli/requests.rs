//! `providers`, `sign` and `send`.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use webhook_receiver::{Receiver, danger, providers};

use crate::common::{Done, OTHER, SECRET, Service, run, run_with};

fn github() -> Service {
    let receiver = Receiver::new(providers::GITHUB, danger::short_secret(SECRET).unwrap());
    Service::of(receiver.unwrap(), "http://localhost")
}

#[test]
fn providers_finds_by_id_name_and_other_names() {
    let all = run(&["providers", "--json"]);
    assert_eq!(all.code, 0, "{}", all.errors);
    assert_eq!(all.lines().len(), providers::ALL.len());
    for line in all.lines() {
        assert!(!line["evidence"].as_array().unwrap().is_empty(), "{line}");
        assert!(line["source"].as_str().unwrap().starts_with("https://"));
    }
    for (words, id) in [
        (vec!["stripe"], "stripe"),
        (vec!["WhatsApp"], "meta"),
        (vec!["app", "store"], "apple-app-store"),
        (vec!["github"], "github"),
    ] {
        let mut arguments = vec!["providers", "--json"];
        arguments.extend(&words);
        let found = run(&arguments).lines();
        assert_eq!(found.len(), 1, "{words:?}: {found:?}");
        assert_eq!(found[0]["id"], id);
    }
    let several = run(&["providers", "gitlab"]);
    assert!(several.output.contains("https://"), "an id shows its facts");
    let shown = run(&["providers", "stripe"]).output;
    for fact in [
        "HMAC-SHA256(secret, timestamp + \".\" + body)",
        "https://docs.stripe.com",
        "5 min",
        "for 3 d",
        "279",
    ] {
        assert!(shown.contains(fact), "{fact}: {shown}");
    }
}

#[test]
fn rejects_wrong_arguments_with_code_2() {
    for (arguments, said) in [
        (
            vec!["sign", "nobody", "--secret", "x"],
            "no provider has this id",
        ),
        (vec!["sign", "github"], "a secret is needed"),
        (vec!["sign", "github", "--secret", ""], "a secret is empty"),
        (
            vec!["sign", "github", "--secret-env", "NO_SUCH_VARIABLE"],
            "the environment variable NO_SUCH_VARIABLE is not set",
        ),
        (
            vec!["sign", "stripe", "--secret", SECRET, "--at", "noon"],
            "2026",
        ),
        (
            vec![
                "send",
                "github",
                "--secret",
                SECRET,
                "--to",
                "localhost:3000",
            ],
            "http://",
        ),
        (vec!["send", "github", "--secret", SECRET], "--to"),
        (vec!["unknown"], "unrecognized"),
    ] {
        let done = run(&arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {}", done.errors);
        assert!(done.errors.contains(said), "{arguments:?}: {}", done.errors);
        assert!(done.output.is_empty(), "{}", done.output);
    }
    let none = run(&["providers", "no such provider"]);
    assert_eq!(none.code, 1);
    assert!(
        none.errors.contains("no provider matches"),
        "{}",
        none.errors
    );
    let line = &run(&["providers", "nosuch", "--json"]).lines()[0];
    assert_eq!(line["outcome"], "failed");
}

#[test]
fn sign_takes_secrets_from_flags_files_and_variables() {
    let file = std::env::temp_dir().join(format!("cli-secret-{}", std::process::id()));
    std::fs::write(&file, format!("{SECRET}\n")).unwrap();
    let path = file.to_str().unwrap();
    let sign = ["sign", "github", "--json", "--body", "{}"];
    let by_flag = run(&[&sign[..], &["--secret", SECRET]].concat());
    let by_file = run(&[&sign[..], &["--secret-file", path]].concat());
    let by_input = run_with(&[&sign[..], &["--secret-file", "-"]].concat(), SECRET);
    let mut command = crate::common::command(&[&sign[..], &["--secret-env", "HOOK"]].concat());
    let by_variable = Done::from(command.env("HOOK", SECRET).output().unwrap());
    std::fs::remove_file(&file).unwrap();
    for done in [&by_file, &by_input, &by_variable] {
        assert_eq!(done.code, 0, "{}", done.errors);
        assert_eq!(done.output, by_flag.output);
    }
    assert_eq!(by_flag.lines()[0]["outcome"], "signed");
}

#[test]
fn sign_answers_each_line() {
    let wanted = json!({"provider": "stripe", "secrets": [SECRET], "url": "https://app.example/", "body": "{}"});
    let done = run_with(&["sign"], &format!("{wanted}\nnot json\n"));
    assert_eq!(done.code, 1);
    let outcomes: Vec<_> = done
        .lines()
        .iter()
        .map(|line| line["outcome"].clone())
        .collect();
    assert_eq!(outcomes, ["signed", "bad_input"]);
    assert_eq!(run_with(&["sign"], &wanted.to_string()).code, 0);
}

/// Each body arrives unchanged, whatever its characters mean to the shell and to curl.
#[test]
fn sign_prints_curl_commands_that_work() {
    let service = github();
    let large = format!("{{\"text\":\"{}\"}}", "x".repeat(100_000));
    let bodies: [&[u8]; 8] = [
        br#"{"it's":"quoted \"twice\" $HOME `id` \\ !"}"#,
        "{\n  \"umlaut\": \"ä\"\n}\n".as_bytes(),
        b"@file",
        b"a=b&c=d%20e",
        b"\xff\x00\xfe",
        b"\r\n\ttabs",
        b"",
        large.as_bytes(),
    ];
    for body in bodies {
        let file = std::env::temp_dir().join(format!("cli-body-{}", std::process::id()));
        std::fs::write(&file, body).unwrap();
        let done = run(&[
            "sign",
            "github",
            "--secret",
            SECRET,
            "--event",
            "push",
            "--url",
            &format!("{}/hooks?a=[1]&b='x'", service.url).replace('\'', "%27"),
            "--body-file",
            file.to_str().unwrap(),
            "--curl",
        ]);
        assert_eq!(done.code, 0, "{}", done.errors);
        std::fs::write(&file, &done.output).unwrap();
        let curl = Command::new("sh")
            .arg(&file)
            .stderr(Stdio::null())
            .output()
            .unwrap();
        let answer = String::from_utf8_lossy(&curl.stdout).into_owned();
        let arrived = service.next();
        assert_eq!(arrived.body, body, "{}", done.output);
        assert_eq!(arrived.target, "/hooks?a=[1]&b=%27x%27");
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
        assert_eq!(arrived.header("expect"), None);
        std::fs::remove_file(&file).unwrap();
    }
}

#[test]
fn send_shows_the_response() {
    let service = github();
    let url = format!("{}/hooks", service.url);
    let send = |secret: &str, more: &[&str]| {
        let arguments = [
            "send", "github", "--secret", secret, "--to", &url, "--event", "push", "--body", "{}",
        ];
        run(&[&arguments[..], more].concat())
    };
    let accepted = send(SECRET, &[]);
    assert_eq!(accepted.code, 0, "{}", accepted.errors);
    assert!(
        accepted.output.starts_with("204 No Content"),
        "{}",
        accepted.output
    );
    let arrived = service.next();
    assert_eq!(arrived.header("x-github-event"), Some("push"));
    // The client adds no headers of its own.
    for name in ["accept", "accept-encoding"] {
        assert_eq!(arrived.header(name), None, "{arrived:?}");
    }
    let rejected = send(OTHER, &["--json"]);
    assert_eq!(rejected.code, 1);
    let line = &rejected.lines()[0];
    assert_eq!(line["outcome"], "rejected", "{line}");
    assert_eq!(line["status"], 401);
    assert_eq!(line["body_cut"], false);
}

#[test]
fn send_signs_the_public_url() {
    let receiver = Receiver::builder(providers::TWILIO)
        .secret(danger::short_secret(SECRET).unwrap())
        .public_url("https://app.example")
        .build()
        .unwrap();
    let service = Service::of(receiver, "http://localhost");
    let url = format!("{}/sms?a=b", service.url);
    let arguments = [
        "send",
        "twilio",
        "--secret",
        SECRET,
        "--body",
        "MessageSid=SM1&Body=hi",
        "--to",
        &url,
    ];
    assert_eq!(run(&arguments).code, 1);
    let public = ["--public-url", "https://app.example/sms?a=b"];
    let done = run(&[&arguments[..], &public[..]].concat());
    assert_eq!(done.code, 0, "{}", done.output);
}

#[test]
fn send_says_why_a_service_is_not_reached() {
    let done = run(&[
        "send",
        "github",
        "--secret",
        SECRET,
        "--to",
        "http://127.0.0.1:1/token",
    ]);
    assert_eq!(done.code, 1);
    assert!(
        done.errors.contains("Connection refused"),
        "{}",
        done.errors
    );
    assert!(!done.errors.contains("token"), "{}", done.errors);
    let json = run(&[
        "send",
        "github",
        "--secret",
        SECRET,
        "--to",
        "http://127.0.0.1:1/",
        "--json",
    ]);
    let line: &Value = &json.lines()[0];
    assert_eq!(line["outcome"], "failed");
}

/// What `trigger` sends is accepted, and decoded as the requested event.
#[test]
fn trigger_sends_the_event() {
    let secret = || danger::short_secret(SECRET).unwrap();
    for (provider, event, kind) in [
        (providers::GITHUB, "pull_request.opened", "pull_request"),
        (providers::STRIPE, "invoice.paid", "invoice.paid"),
        (providers::SHOPIFY, "orders/create", "orders/create"),
        (providers::SLACK, "message", "message"),
        (providers::LINEAR, "Issue", "Issue"),
    ] {
        let receiver = Receiver::new(provider, secret()).unwrap();
        let service = Service::of(receiver.clone(), "http://localhost");
        let trigger = ["trigger", provider.id(), event, "--secret", SECRET];
        let done = run(&[&trigger[..], &["--to", &service.url]].concat());
        assert_eq!(done.code, 0, "{event}: {}{}", done.output, done.errors);
        let arrived = service.next().request("http://localhost");
        let received = receiver
            .receive(arrived, std::time::SystemTime::now())
            .unwrap();
        let webhook_receiver::Received::Delivery(delivery) = received else {
            panic!("{event}: no delivery");
        };
        assert_eq!(delivery.kind(), Some(kind), "{event}");
    }
    let signed_url = Receiver::builder(providers::TWILIO)
        .secret(secret())
        .public_url("https://app.example")
        .build()
        .unwrap();
    let service = Service::of(signed_url, "http://localhost");
    let events = run(&["providers", "twilio", "--events", "--json"]);
    let event = events.lines()[0]["event"].as_str().unwrap().to_owned();
    let to = format!("{}/sms", service.url);
    let done = run(&[
        "trigger",
        "twilio",
        &event,
        "--secret",
        SECRET,
        "--to",
        &to,
        "--public-url",
        "https://app.example/sms",
        "--json",
    ]);
    assert_eq!(done.code, 0, "{}", done.output);
    assert_eq!(done.lines()[0]["outcome"], "accepted");
}

#[test]
fn trigger_says_which_events_there_are() {
    let trigger = |provider: &str, event: &str| {
        run(&[
            "trigger",
            provider,
            event,
            "--secret",
            SECRET,
            "--to",
            "http://127.0.0.1:1/",
        ])
    };
    let unknown = trigger("github", "pull_request.eaten");
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.errors.contains("similar ones are pull_request"),
        "{}",
        unknown.errors
    );
    let none = trigger("airtable", "created");
    assert!(
        none.errors.contains("webhook-receiver send airtable"),
        "{}",
        none.errors
    );
    let all = run(&["providers", "--events"]);
    assert!(
        all.output.lines().count() > 800,
        "{}",
        all.output.lines().count()
    );
    assert!(all.output.contains("github pull_request"));
}
