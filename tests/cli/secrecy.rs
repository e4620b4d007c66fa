//! What the tool never prints, and how it reads secrets.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::StatusCode;
use serde_json::json;
use webhook_receiver::Reply;

use crate::common::{SECRET, Service, run, run_with};

const HIDDEN: &str = "SEKRET987654321";

/// The error names the field and the expected type, and does not quote the value.
#[test]
fn repeats_no_malformed_line() {
    let url = "https://app.example/";
    let lines = [
        json!({"provider": "github", "url": url, "secrets": HIDDEN}),
        json!({"provider": "github", "url": url, "secrets": [987_654_321]}),
        json!({"provider": "github", "url": url, "secrets": [SECRET], "options": HIDDEN}),
        json!({"provider": "github", "url": url, "secrets": [SECRET], "now": HIDDEN}),
        json!({"provider": "github", "url": url, "secrets": [SECRET], "body": 987_654_321}),
        json!({"provider": 987_654_321, "url": url, "secrets": [SECRET]}),
        json!(HIDDEN),
        json!(987_654_321),
    ];
    let fields = [
        "secrets", "secrets", "options", "now", "body", "provider", "", "",
    ];
    for (line, field) in lines.iter().zip(fields) {
        for arguments in [
            &["explain", "-"][..],
            &["replay", "-"],
            &["replay", "-", "--to", "http://127.0.0.1:1/"],
            &["sign"],
        ] {
            for more in [&[][..], &["--json"]] {
                let done = run_with(&[arguments, more].concat(), &line.to_string());
                let said = format!("{}{}", done.output, done.errors);
                assert_eq!(done.code, 1, "{arguments:?}: {said}");
                assert!(!said.contains("987654321"), "{arguments:?}: {said}");
                assert!(said.contains(field), "{arguments:?}: {said}");
            }
        }
    }
}

#[test]
fn rejects_ports_above_65535() {
    for port in ["65536", "99999", "99999999999"] {
        for host in ["127.0.0.1", "[::1]", "user@127.0.0.1"] {
            let url = format!("http://{host}:{port}/p");
            for arguments in [
                vec!["send", "github", "--secret", SECRET, "--to", &url],
                vec![
                    "check",
                    "--provider",
                    "github",
                    "--secret",
                    SECRET,
                    "--to",
                    &url,
                ],
                vec![
                    "sign", "github", "--secret", SECRET, "--curl", "--url", &url,
                ],
            ] {
                let done = run(&arguments);
                assert_eq!(done.code, 2, "{arguments:?}: {}", done.output);
                assert!(done.errors.contains("65535"), "{}", done.errors);
            }
        }
    }
}

/// The response of a service that shows everything is printed without its secrets.
#[test]
fn shows_responses_without_secrets_and_signatures() {
    let service = Service::start(|arrived| {
        let signature = arrived.header("x-hub-signature-256").unwrap_or_default();
        let hex = signature.trim_start_matches("sha256=").to_owned();
        let bytes: Vec<u8> = (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        let said = format!(
            "wrong! expected {} or {}, with {SECRET}, not {}",
            hex.to_uppercase(),
            STANDARD.encode(bytes),
            "ab".repeat(32),
        );
        let mut reply = Reply::empty(http::StatusCode::BAD_REQUEST);
        reply.headers.insert("x-why", said.parse().unwrap());
        reply.body = said.into();
        reply
    });
    let recorded = json!({
        "provider": "github", "secrets": [SECRET], "method": "POST", "url": service.url, "body": "{}",
        "headers": {"x-hub-signature-256": format!("sha256={}", "0c".repeat(32))},
    });
    for arguments in [
        vec!["send", "github", "--secret", SECRET, "--to", &service.url],
        vec![
            "trigger",
            "github",
            "push",
            "--secret",
            SECRET,
            "--to",
            &service.url,
        ],
        vec![
            "check",
            "--provider",
            "github",
            "--secret",
            SECRET,
            "--to",
            &service.url,
        ],
        vec!["replay", "-", "--to", &service.url],
        vec!["replay", "-", "--resign", "--to", &service.url],
    ] {
        for more in [&[][..], &["--json"]] {
            let done = run_with(&[&arguments, more].concat(), &recorded.to_string());
            assert_eq!(done.code, 1, "{}", done.errors);
            let said = done.output;
            assert!(
                said.contains("wrong! expected [masked] or [masked]")
                    && said.contains(", with [masked]"),
                "{arguments:?}: {said}"
            );
            assert!(!said.contains(SECRET), "{said}");
            assert!(!said.contains(&"ab".repeat(32)), "{said}");
        }
    }
}

#[test]
fn rejects_a_secret_in_place_of_a_name_without_repeating_it() {
    for flag in ["--secret-env", "--secret-file"] {
        let done = run(&["sign", "github", flag, HIDDEN, "--body", "x"]);
        let said = format!("{}{}", done.output, done.errors);
        assert_eq!(done.code, 2, "{flag}: {said}");
        assert!(!said.contains(HIDDEN) && said.contains(flag), "{said}");
    }
}

#[test]
fn rejects_standard_input_for_two_arguments() {
    for command in ["explain", "replay"] {
        let done = run_with(&[command, "-", "--secret-file", "-"], "{}\n");
        assert_eq!(done.code, 2, "{command}: {}", done.errors);
        assert!(done.errors.contains("standard input"), "{}", done.errors);
    }
}

#[test]
fn rejects_files_without_a_request() {
    for command in ["explain", "replay"] {
        let done = run_with(&[command, "-"], "\n\n");
        assert_eq!(done.code, 1, "{command}: {}", done.errors);
        assert!(done.errors.contains("no request"), "{}", done.errors);
    }
}

#[test]
#[cfg(unix)]
fn rejects_an_endless_secret_file() {
    let done = run(&[
        "sign",
        "github",
        "--secret-file",
        "/dev/zero",
        "--body",
        "x",
    ]);
    assert_eq!(done.code, 2, "{}", done.errors);
    assert!(done.errors.contains("64 KiB"), "{}", done.errors);
}

#[test]
fn triggers_each_event_under_an_id_of_its_own() {
    let service = Service::start(|_| Reply::empty(StatusCode::OK));
    for _ in 0..2 {
        let done = run(&[
            "trigger",
            "github",
            "push",
            "--secret",
            SECRET,
            "--to",
            &service.url,
        ]);
        assert_eq!(done.code, 0, "{}", done.errors);
    }
    let ids = [(); 2].map(|()| {
        let headers = service.next().headers;
        let found = headers
            .into_iter()
            .find(|(name, _)| name == "x-github-delivery");
        found.unwrap().1
    });
    assert_ne!(ids[0], ids[1]);
}
