//! What the tool never prints, and how it takes what it must not print.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;
use webhook_receiver::Reply;

use crate::common::{SECRET, Service, run, run_with};

const HIDDEN: &str = "SEKRET987654321";

/// The error names the field and what is expected, not what is there.
#[test]
fn malformed_lines_are_not_repeated() {
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
fn ports_are_numbers_of_16_bits() {
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

/// A service that tells everything is shown without what must not be known.
#[test]
fn answers_are_shown_without_secrets_and_signatures() {
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
