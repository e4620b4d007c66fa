//! What providers let their users choose: hashes, and names of headers.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

#[path = "common/rows.rs"]
mod rows;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use webhook_receiver::{Provider, Received, Receiver, Secret, providers::*, testing::Signer};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const URL: &str = "https://app.example/hook";

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// Names of headers that the provider's users choose.
#[test]
fn accepts_the_headers_that_are_settings() {
    let signer = |provider, settings: &[(&str, &str)]| {
        let signer = Signer::new(provider, Secret::new(SECRET).unwrap()).at(now());
        let signer = rows::configured_signer(signer, provider).id("e-1");
        let set = |signer: Signer, (name, value): &(&str, &str)| signer.setting(name, value);
        settings.iter().fold(signer, set).sign(URL, "{}").unwrap()
    };
    let outcome = |provider, settings: &[(&str, &str)], request| {
        let builder = Receiver::builder(provider).secret(Secret::new(SECRET).unwrap());
        let builder = rows::configured(builder, provider);
        let set = |builder: webhook_receiver::Builder, (name, value): &(&str, &str)| {
            builder.setting(name, value)
        };
        let receiver = settings.iter().fold(builder, set).build().unwrap();
        match receiver.receive(request, now()) {
            Ok(Received::Delivery(delivery)) => delivery.id().unwrap_or("accepted").to_owned(),
            Ok(Received::Handshake(_)) => "handshake".to_owned(),
            Err(error) => error.to_string(),
        }
    };
    for (provider, settings, expected) in [
        (GRAFANA, &[("header", "X-Acme-Signature")][..], "accepted"),
        (
            GRAFANA_TIMESTAMPED,
            &[("header", "x-acme-signature")],
            "accepted",
        ),
        (
            CONVOY,
            &[("header", "x-acme-signature"), ("id_header", "x-id")],
            "e-1",
        ),
        (
            CONVOY_SIMPLE,
            &[("header", "x-acme-signature"), ("id_header", "x-id")],
            "e-1",
        ),
        (
            VAPI_HMAC,
            &[("header", "x-acme-signature"), ("timestamp_header", "x-at")],
            "accepted",
        ),
    ] {
        let id = provider.id();
        let usual = if expected == "e-1" { "e-1" } else { "accepted" };
        assert_eq!(outcome(provider, &[], signer(provider, &[])), usual, "{id}");
        let request = signer(provider, settings);
        assert!(request.headers().contains_key("x-acme-signature"), "{id}");
        assert_eq!(outcome(provider, settings, request), expected, "{id}");
        // The error names the header that was looked for.
        let error = outcome(provider, settings, signer(provider, &[]));
        assert!(error.contains("x-acme-signature"), "{id}: {error}");
        let builder = Receiver::builder(provider).secret(Secret::new(SECRET).unwrap());
        let builder = rows::configured(builder, provider).setting("header", "no header");
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains("header"), "{id}: {error}");
    }
}

fn digest<M: hmac::Mac + hmac::KeyInit>(body: &str) -> String {
    let mut mac = <M as hmac::KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let tag = mac.finalize().into_bytes();
    tag.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn verdict(provider: Provider, hash: Option<&str>, header: &str, digest: &str) -> String {
    let mut builder = Receiver::builder(provider).secret(Secret::new(SECRET).unwrap());
    if let Some(hash) = hash {
        builder = builder.setting("hash", hash);
    }
    let request = Request::post("/").header(header, digest);
    let request = request.body(Bytes::from_static(b"{}")).unwrap();
    let received = builder.build().unwrap().receive(request, now());
    received.map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
}

#[test]
fn accepts_a_weak_hash_only_on_demand() {
    let of = |hash, digest: &str| verdict(SUMSUB, hash, "x-payload-digest", digest);
    let sha1 = digest::<hmac::Hmac<sha1::Sha1>>("{}");
    let sha256 = digest::<hmac::Hmac<sha2::Sha256>>("{}");
    let sha512 = digest::<hmac::Hmac<sha2::Sha512>>("{}");
    for digest in [&sha256, &sha512] {
        assert_eq!(of(None, digest), "accepted");
        assert_ne!(of(Some("SHA1"), digest), "accepted");
    }
    assert_ne!(of(None, &sha1), "accepted");
    assert_eq!(of(Some("SHA1"), &sha1), "accepted");
    assert_eq!(of(Some("sha256"), &sha256), "accepted");
    for (hash, digest) in [("SHA256", &sha512), ("SHA512", &sha256), ("SHA256", &sha1)] {
        let error = of(Some(hash), digest);
        assert!(error.contains("`hash`"), "{error}");
    }
}

#[test]
fn names_the_setting_that_is_no_choice() {
    for provider in [CLOUDINARY, CONVOY, CONVOY_SIMPLE, SUMSUB, VAPI_HMAC] {
        let builder = Receiver::builder(provider).secret(Secret::new(SECRET).unwrap());
        let error = builder.setting("hash", "MD5").build().unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("hash") && error.contains("SHA256"),
            "{error}"
        );
    }
}
