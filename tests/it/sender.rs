//! What the test kit sends: genuine requests that every row accepts, and attacks that none accepts.

use std::time::{Duration, SystemTime};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::Request;
use webhook_receiver::{
    Error, Provider, Received, Receiver, Secret,
    algorithm::Class,
    error::SignError,
    providers,
    testing::{Sender, Signer},
};

use crate::common::rows;

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

const LIMIT: usize = 4096;

fn now() -> SystemTime {
    // The time in the bodies.
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// A receiver and a sender for each provider that the signer supports.
fn pairs() -> impl Iterator<Item = (Provider, Receiver, Sender)> {
    providers::ALL.iter().filter_map(|provider| {
        let (private, public) = rows::keys(*provider, SECRET)?;
        let receiver = rows::configured(Receiver::builder(*provider), *provider)
            .public_url("https://app.example")
            .secret(Secret::new(public).ok()?)
            .body_limit(LIMIT)
            .build()
            .ok()?;
        let signer = Signer::new(*provider, Secret::new(private).ok()?).at(now());
        let (signer, body) = rows::with_body(rows::configured_signer(signer, *provider), *provider);
        let sender = signer.sender("https://app.example/hooks", body);
        let genuine = sender.genuine().ok()?;
        let received = receiver.receive(genuine, now());
        matches!(received, Ok(Received::Delivery(_))).then_some((*provider, receiver, sender))
    })
}

type Attack = fn(&Sender) -> Result<Request<Bytes>, SignError>;

#[test]
fn rejects_each_attack_under_each_row() {
    let attacks: [(&str, Attack); 10] = [
        ("unsigned", Sender::unsigned),
        ("tampered", Sender::tampered),
        ("truncated", Sender::truncated),
        ("wrong secret", Sender::wrong_secret),
        ("empty secret", Sender::empty_secret),
        ("altered signature", Sender::altered_signature),
        ("stale", Sender::stale),
        ("premature", Sender::premature),
        ("duplicate header", Sender::duplicate_header),
        ("oversized", |sender| sender.oversized(LIMIT)),
    ];
    let mut counts = [0; 10];
    let mut rows = 0;
    let mut accepted = Vec::new();
    for (provider, receiver, sender) in pairs() {
        rows += 1;
        for (count, (name, attack)) in counts.iter_mut().zip(&attacks) {
            match attack(&sender) {
                Ok(request) => {
                    *count += 1;
                    if receiver.receive(request, now()).is_ok() {
                        accepted.push((provider.id(), name));
                    }
                }
                Err(SignError::Unsupported) => {}
                Err(other) => panic!("{}: {name}: {other}", provider.id()),
            }
        }
    }
    println!("{rows} rows; attacks: {counts:?}");
    assert!(accepted.is_empty(), "{accepted:?}");
    assert!(rows > 250, "{rows}");
    assert!(counts.iter().all(|count| *count > 60), "{counts:?}");
}

#[test]
fn accepts_each_retry_within_the_providers_period() {
    let mut attempts = 0;
    for (provider, receiver, sender) in pairs() {
        let mut ids = Vec::new();
        for attempt in sender.retries().unwrap() {
            attempts += 1;
            let received = receiver.receive(attempt.request, now() + attempt.after);
            match received {
                Ok(Received::Delivery(delivery)) => ids.push(delivery.id().map(str::to_owned)),
                other => panic!("{} after {:?}: {other:?}", provider.id(), attempt.after),
            }
        }
        ids.dedup();
        assert_eq!(ids.len(), 1, "{}: {ids:?}", provider.id());
    }
    println!("{attempts} attempts");
    assert!(attempts > 500, "{attempts}");
}

fn code(receiver: &Receiver, request: Request<Bytes>) -> Result<(), &'static str> {
    let received = receiver.receive(request, now());
    received.map(drop).map_err(|error: Error| error.code())
}

#[test]
fn names_the_reason_of_each_attack() {
    let secret = Secret::new(SECRET).unwrap();
    let receiver = Receiver::new(providers::STANDARD_WEBHOOKS, secret.clone()).unwrap();
    let sender = Signer::new(providers::STANDARD_WEBHOOKS, secret)
        .at(now())
        .sender("https://app.example/hooks", r#"{"type":"user.created"}"#);
    for (request, expected) in [
        (sender.unsigned(), "signature_missing"),
        (sender.tampered(), "signature_mismatch"),
        (sender.truncated(), "signature_mismatch"),
        (sender.wrong_secret(), "signature_mismatch"),
        (sender.stale(), "timestamp_too_old"),
        (sender.premature(), "timestamp_too_new"),
        (sender.duplicate_header(), "signature_duplicate"),
        (sender.oversized(25 << 20), "body_too_large"),
        // The id is signed.
        (sender.replayed_as("msg_2"), "signature_mismatch"),
    ] {
        assert_eq!(code(&receiver, request.unwrap()), Err(expected));
    }
    assert_eq!(code(&receiver, sender.genuine().unwrap()), Ok(()));
}

#[test]
fn accepts_another_id_if_the_provider_signs_none() {
    let secret = Secret::new(SECRET).unwrap();
    let receiver = Receiver::new(providers::GITHUB, secret.clone()).unwrap();
    let sender = Signer::new(providers::GITHUB, secret).sender("https://app.example/hooks", "{}");
    let request = sender.replayed_as("another").unwrap();
    let Ok(Received::Delivery(delivery)) = receiver.receive(request, now()) else {
        panic!("rejected")
    };
    assert_eq!(delivery.id(), Some("another"));
    assert!(!delivery.id_is_signed());
}

#[test]
fn returns_an_error_for_attacks_that_a_token_rules_out() {
    // A token signs no time, and nothing of the body.
    let sender = Signer::new(providers::GITLAB, Secret::new(SECRET).unwrap())
        .sender("https://app.example/hooks", "{}");
    for attack in [sender.stale(), sender.premature(), sender.tampered()] {
        assert_eq!(attack.unwrap_err(), SignError::Unsupported);
    }
    assert!(providers::GITLAB.algorithm().class() == Class::Token);
}

/// The settings that handshakes are compared with, or that they return.
const HANDSHAKE_SETTINGS: [(&str, &str); 6] = [
    ("verify_token", "a-verify-token"),
    ("verification_token", "a-verification-token"),
    ("topics", "https://app.example/feed"),
    ("allowed_origins", "sender.example"),
    ("callback_url", "https://app.example/hooks"),
    ("public_key", "integration_public_key"),
];

#[test]
fn answers_each_handshake_that_the_test_kit_makes() {
    let (mut made, mut left) = (Vec::new(), Vec::new());
    for provider in providers::ALL
        .iter()
        .filter(|provider| provider.has_handshake())
    {
        let Some((private, public)) = rows::keys(*provider, SECRET) else {
            left.push(provider.id());
            continue;
        };
        let mut builder = rows::configured(Receiver::builder(*provider), *provider)
            .public_url("https://app.example")
            .secret(Secret::new(public).unwrap());
        if let Some(audience) = provider.audience() {
            builder = builder.setting(audience, "ours");
        }
        let signer = Signer::new(*provider, Secret::new(private).unwrap()).at(now());
        let mut signer = rows::configured_signer(signer, *provider);
        for (name, value) in HANDSHAKE_SETTINGS {
            if provider.accepts_setting(name) {
                builder = builder.setting(name, value);
                signer = signer.setting(name, value);
            }
        }
        let receiver = builder.build().unwrap();
        let handshakes = signer
            .sender("https://app.example/hooks", "{}")
            .handshakes();
        if handshakes.is_empty() {
            left.push(provider.id());
        }
        for handshake in handshakes {
            let what = format!("{}: {}", provider.id(), handshake.name);
            match receiver.receive(handshake.request, now()) {
                Ok(Received::Handshake(reply)) => assert_eq!(reply, handshake.reply, "{what}"),
                other => panic!("{what}: {other:?}"),
            }
            if let Some(forged) = handshake.forged {
                assert!(receiver.receive(forged, now()).is_err(), "{what}, forged");
            }
            made.push(what);
        }
    }
    println!("{} handshakes; none of {left:?}", made.len());
    assert!(made.len() >= 40, "{}: {made:?}", made.len());
}

#[test]
fn sends_the_headers_of_the_provider() {
    let form = "application/x-www-form-urlencoded";
    for (provider, body, header, value) in [
        (providers::GITHUB, "{}", "content-type", "application/json"),
        (providers::GITHUB, "{}", "x-github-event", "of.ours"),
        (
            providers::GITHUB,
            "{}",
            "user-agent",
            "GitHub-Hookshot/044aadd",
        ),
        (
            providers::GITLAB,
            "{}",
            "x-gitlab-instance",
            "https://gitlab.com",
        ),
        (providers::BOX, "{}", "box-signature-version", "1"),
        (
            providers::BOX,
            "{}",
            "box-signature-algorithm",
            "HmacSHA256",
        ),
        (providers::LINEAR, rows::BODY, "linear-event", "of.ours"),
        (
            providers::SHOPIFY,
            "{}",
            "x-shopify-triggered-at",
            "2026-09-21T14:13:20Z",
        ),
        (providers::SLACK, "command=%2Flaunch", "content-type", form),
        (
            providers::TWILIO,
            "MessageSid=SM1&Body=a+b",
            "content-type",
            form,
        ),
        (
            providers::AMAZON_SNS,
            r#"{"Message":"m","MessageId":"1","TopicArn":"t"}"#,
            "content-type",
            "text/plain; charset=UTF-8",
        ),
    ] {
        let (private, _) = rows::keys(provider, SECRET).unwrap();
        let sender = Signer::new(provider, Secret::new(private).unwrap())
            .at(now())
            .kind("of.ours")
            .sender("https://app.example/hooks", body);
        for request in [sender.genuine().unwrap(), sender.unsigned().unwrap()] {
            let found = request
                .headers()
                .get(header)
                .map(|value| value.to_str().unwrap());
            assert_eq!(found, Some(value), "{}: {header}", provider.id());
        }
    }
}

#[test]
fn keeps_the_content_type_that_is_set() {
    let sender = Signer::new(providers::GITHUB, Secret::new(SECRET).unwrap())
        .form()
        .sender("https://app.example/hooks", "{}");
    let request = sender.genuine().unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
}

/// What SDKs need of a genuine request, beside the signature: workos 10.6.0 (PyPI) and messagebird 2.2.0 (PyPI) reject
/// one that is otherwise right. `tests/oracles` compares them.
#[test]
fn signs_as_sdks_demand() {
    let signed = |provider, header| {
        let signer = Signer::new(provider, Secret::new(SECRET).unwrap()).at(now());
        let request = signer.sign("https://app.example/hooks", "{}").unwrap();
        request.headers()[header].to_str().unwrap().to_owned()
    };

    // The header of <https://workos.com/docs/events/data-syncing/webhooks> has a space.
    let header = signed(providers::WORKOS, "workos-signature");
    assert!(header.starts_with("t=1790000000000, v1="), "{header}");

    // <https://developers.messagebird.com/docs/verify-http-requests> lists the claim.
    let token = signed(providers::MESSAGEBIRD, "messagebird-signature-jwt");
    let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap());
    let claims: serde_json::Value = serde_json::from_slice(&claims.unwrap()).unwrap();
    assert_eq!(claims["nbf"], 1_790_000_000);
}
