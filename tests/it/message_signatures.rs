//! HTTP Message Signatures: examples of RFC 9421, requests signed by an independent library, and an
//! attacker's changes to them, each with its error.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::Request;
use serde::Deserialize;
use webhook_receiver::{
    Provider, Received, Receiver, Secret,
    providers::{DRONE, KEYGEN, WOODPECKER},
    scheme::{
        KeyFormat,
        message_signature::{MessageAlgorithm, MessageSignature},
    },
    testing::Signer,
};

#[derive(Deserialize)]
struct File {
    now: u64,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    what: String,
    expect: String,
    scheme: String,
    key: String,
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: String,
    now: Option<u64>,
    id: Option<String>,
}

const WHOLE: &[&str] = &["@method", "@target-uri", "content-digest"];

macro_rules! schemes {
    ($($name:literal: $signature:expr,)*) => {
        fn scheme(name: &str) -> Provider {
            match name {
                $($name => {
                    static SIGNATURE: MessageSignature = $signature;
                    provider(&SIGNATURE)
                })*
                _ => panic!("no scheme {name}"),
            }
        }
    };
}

const fn provider(signature: &'static MessageSignature) -> Provider {
    let source = "https://www.rfc-editor.org/rfc/rfc9421";
    Provider::code("rfc-9421", "RFC 9421", source, signature)
        .needs_url()
        .methods(&["POST", "PUT"])
}

schemes! {
    "hmac-sha256": MessageSignature::new(MessageAlgorithm::HMAC_SHA256, WHOLE),
    "ed25519": MessageSignature::new(MessageAlgorithm::ED25519, WHOLE),
    "ed25519 label": MessageSignature::new(MessageAlgorithm::ED25519, WHOLE).label("ours"),
    "ecdsa-p256-sha256": MessageSignature::new(MessageAlgorithm::ECDSA_P256_SHA256, WHOLE),
    "rsa-pss-sha512": MessageSignature::new(MessageAlgorithm::RSA_PSS_SHA512, WHOLE),
    "rsa-v1_5-sha256": MessageSignature::new(MessageAlgorithm::RSA_PKCS1_SHA256, WHOLE),
    "b25": MessageSignature::new(
        MessageAlgorithm::HMAC_SHA256,
        &["date", "@authority", "content-type"],
    )
    .key(KeyFormat::Base64),
    "b26": MessageSignature::new(
        MessageAlgorithm::ED25519,
        &["date", "@method", "@path", "@authority", "content-type", "content-length"],
    ),
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn outcome(receiver: &Receiver, request: Request<Bytes>, now: SystemTime) -> &'static str {
    match receiver.receive(request, now) {
        Ok(Received::Delivery(_)) => "accepted",
        Ok(Received::Handshake(_)) => "handshake",
        Err(error) => {
            assert!(matches!(error.status().as_u16(), 400 | 401), "{error}");
            error.code()
        }
    }
}

impl Case {
    fn outcome(&self, now: u64) -> &'static str {
        let uri: http::Uri = self.url.parse().unwrap();
        let origin = format!("{}://{}", uri.scheme().unwrap(), uri.authority().unwrap());
        let secret = Secret::new(self.key.as_str()).unwrap();
        let receiver = Receiver::builder(scheme(&self.scheme))
            .secret(match &self.id {
                Some(id) => secret.with_id(id.as_str()),
                None => secret,
            })
            .public_url(&origin)
            .build()
            .unwrap();
        let target = uri.path_and_query().unwrap().as_str();
        let mut request = Request::builder().method(&*self.method).uri(target);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Bytes::from(self.body.clone())).unwrap();
        outcome(&receiver, request, at(self.now.unwrap_or(now)))
    }
}

#[test]
fn returns_the_stated_verdict_for_every_case() {
    let file: File =
        serde_json::from_str(include_str!("../message_signatures/cases.json")).unwrap();
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut faults = Vec::new();
    for case in &file.cases {
        let outcome = case.outcome(file.now);
        *counts.entry(&case.expect).or_default() += 1;
        if outcome != case.expect {
            faults.push(format!("{}: {outcome}, not {}", case.what, case.expect));
        }
    }
    println!("{} cases: {counts:?}", file.cases.len());
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
    assert!(file.cases.len() >= 130);
    assert!(counts["accepted"] >= 25, "genuine ones are accepted");
}

#[test]
fn returns_the_coverage_that_the_row_requires() {
    for (name, coverage) in [
        ("ed25519", "body+time+method+url"),
        ("b25", "sender+time"),
        ("b26", "sender+time+method"),
    ] {
        assert_eq!(scheme(name).coverage().to_string(), coverage, "{name}");
    }
    assert_eq!(WOODPECKER.coverage().to_string(), "body+time+url");
    assert_eq!(DRONE.coverage().to_string(), "body+time");
    assert_eq!(KEYGEN.coverage().to_string(), "body+time+method+url");
}

/// The key pair of RFC 8410, sections 10.3 and 10.1.
const ED_PRIVATE: &str = include_str!("../keys/ed25519-private.pem");
const ED: &str = include_str!("../keys/ed25519-public.pem");

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

#[test]
fn accepts_what_the_signer_signed() {
    for (provider, private, public) in [
        (WOODPECKER, ED_PRIVATE, ED),
        (DRONE, SECRET, SECRET),
        (KEYGEN, ED_PRIVATE, ED),
        (scheme("ed25519"), ED_PRIVATE, ED),
        (scheme("hmac-sha256"), SECRET, SECRET),
    ] {
        let receiver = Receiver::builder(provider)
            .secret(Secret::new(public).unwrap())
            .public_url("https://app.example")
            .build()
            .unwrap();
        let sign = || {
            Signer::new(provider, Secret::new(private).unwrap())
                .at(at(1_790_000_000))
                .sign("https://app.example/h?a=1", "{}")
                .unwrap()
        };
        let now = at(1_790_000_000);
        assert_eq!(
            outcome(&receiver, sign(), now),
            "accepted",
            "{}",
            provider.id()
        );
        let mut forged = sign();
        *forged.body_mut() = Bytes::from_static(b"{ }");
        assert_eq!(outcome(&receiver, forged, now), "digest_mismatch");
        let late = at(1_790_000_301);
        assert_eq!(outcome(&receiver, sign(), late), "timestamp_too_old");
    }
}

/// Drone's header, with each possible change.
#[test]
fn rejects_incomplete_signatures_of_drone() {
    let receiver = Receiver::new(DRONE, Secret::new(SECRET).unwrap()).unwrap();
    let now = at(1_790_000_000);
    let sign = || {
        Signer::new(DRONE, Secret::new(SECRET).unwrap())
            .at(now)
            .sign("https://app.example/h", "{}")
            .unwrap()
    };
    let good = sign().headers()["signature"].to_str().unwrap().to_owned();
    for (from, to, expected) in [
        ("x", "x", "accepted"),
        ("date digest", "date", "body_not_bound"),
        ("date digest", "digest", "signature_malformed"),
        ("date digest", "digest date", "signature_malformed"),
        ("date digest", "date digest host", "signature_malformed"),
        ("date digest", "", "body_not_bound"),
        (",headers=\"date digest\"", "", "signature_malformed"),
        ("hmac-sha256", "hmac-sha512", "algorithm_mismatch"),
        ("hmac-sha256", "none", "algorithm_mismatch"),
        ("hmac-sha256", "rsa-sha256", "algorithm_mismatch"),
        ("signature=", "signature2=", "signature_malformed"),
        (
            "keyId=\"1\",",
            "headers=\"date digest\",",
            "signature_malformed",
        ),
        ("signature=\"", "signature=\"A", "signature_malformed"),
        ("\"hmac-sha256\"", "hmac-sha256", "signature_malformed"),
    ] {
        let mut request = sign();
        let bent = good.replace(from, to);
        request
            .headers_mut()
            .insert("signature", bent.parse().unwrap());
        assert_eq!(outcome(&receiver, request, now), expected, "{from} -> {to}");
    }
    for (name, value, expected) in [
        (
            "date",
            "Mon, 21 Sep 2026 14:13:21 GMT",
            "signature_mismatch",
        ),
        ("date", "yesterday", "timestamp_malformed"),
        ("date", "Thu, 01 Jan 1970 00:00:00 GMT", "timestamp_too_old"),
        ("digest", "SHA-256=AAAA", "signature_mismatch"),
    ] {
        let mut request = sign();
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(
            outcome(&receiver, request, now),
            expected,
            "{name}: {value}"
        );
    }
}

/// Keygen signs the method, the path and the host, too.
#[test]
fn rejects_incomplete_signatures_of_keygen() {
    let now = at(1_790_000_000);
    let receiver = |origin: &str| {
        Receiver::builder(KEYGEN)
            .secret(Secret::new(ED).unwrap())
            .public_url(origin)
            .build()
            .unwrap()
    };
    let sign = || {
        Signer::new(KEYGEN, Secret::new(ED_PRIVATE).unwrap())
            .at(now)
            .sign("https://app.example/h?a=1", "{}")
            .unwrap()
    };
    let ours = receiver("https://app.example");
    assert_eq!(outcome(&ours, sign(), now), "accepted");
    // The port is not signed, and the `Host` header is not trusted.
    let elsewhere = receiver("https://app.example:8443");
    let mut request = sign();
    request
        .headers_mut()
        .insert("host", "evil.example".parse().unwrap());
    assert_eq!(outcome(&elsewhere, request, now), "accepted");
    let other = receiver("https://other.example");
    assert_eq!(outcome(&other, sign(), now), "signature_mismatch");
    let mut request = sign();
    *request.uri_mut() = "/h?a=2".parse().unwrap();
    assert_eq!(outcome(&ours, request, now), "signature_mismatch");
    // A server in between wrote its own date.
    let mut request = sign();
    let headers = request.headers_mut();
    let date = headers.insert("date", "Mon, 21 Sep 2026 14:13:29 GMT".parse().unwrap());
    headers.insert("keygen-date", date.unwrap());
    assert_eq!(outcome(&ours, request, now), "accepted");
}
