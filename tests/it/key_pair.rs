//! Generated keys sign as each provider with a private key does.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant, SystemTime},
};

use webhook_receiver::{
    Provider, Received, Receiver, Secret,
    algorithm::Class,
    error::SignError,
    providers,
    testing::{KeyPair, Signer},
};

use crate::common::rows;

const URL: &str = "https://app.example/hooks";

type Settings = &'static [(&'static str, &'static str)];

/// What rows for one customer need: the settings, and a body for that customer if it names one.
const SETTINGS: &[(&str, Settings, Option<&str>)] = &[
    (
        "adobe-io-events",
        &[("client_id", "c0ffee")],
        Some(r#"{"recipient_client_id":"c0ffee"}"#),
    ),
    ("amazon-ses", &[("topic_arn", TOPIC)], Some(MESSAGE)),
    ("amazon-sns", &[("topic_arn", TOPIC)], Some(MESSAGE)),
    ("fal", &[("user_id", "u-1")], None),
    (
        "google-pubsub",
        &[("audience", URL), ("email", "push@acme.example")],
        None,
    ),
    (
        "kick",
        &[("broadcaster_user_id", "7")],
        Some(r#"{"broadcaster":{"user_id":7}}"#),
    ),
    ("lago-jwt", &[("issuer", "https://lago.example")], None),
    (
        "paypal",
        &[("webhook_id", "8PT597110X687430LKGECATA")],
        None,
    ),
    (
        "travis-ci",
        &[("repository_id", "7")],
        Some("payload=%7B%22repository%22%3A%7B%22id%22%3A7%7D%7D"),
    ),
];

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:launches";
const MESSAGE: &str = r#"{"Type":"Notification","MessageId":"m-1","Message":"{}","TopicArn":"arn:aws:sns:us-east-1:123456789012:launches","Timestamp":"2026-09-21T14:13:20.000Z"}"#;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

fn settings(provider: Provider) -> (Settings, Option<&'static str>) {
    let mut all = SETTINGS.iter();
    let found = all.find(|(id, ..)| *id == provider.id());
    found.map_or((&[], None), |(_, settings, body)| (settings, *body))
}

fn receiver(provider: Provider, public: Secret) -> Receiver {
    let mut builder = rows::configured(Receiver::builder(provider), provider);
    for (name, value) in settings(provider).0 {
        builder = builder.setting(name, value);
    }
    let builder = builder.public_url("https://app.example").secret(public);
    builder
        .build()
        .unwrap_or_else(|error| panic!("{}: {error}", provider.id()))
}

fn signed(provider: Provider, private: Secret) -> http::Request<bytes::Bytes> {
    let signer = Signer::new(provider, private).at(now());
    let (mut signer, usual) = rows::with_body(rows::configured_signer(signer, provider), provider);
    let (settings, body) = settings(provider);
    for (name, value) in settings {
        signer = signer.setting(name, value);
    }
    let body = body.unwrap_or(usual);
    if !body.starts_with('{') {
        signer = signer.form();
    }
    let request = signer.sign(URL, body);
    request.unwrap_or_else(|error| panic!("{}: {error}", provider.id()))
}

#[test]
fn accepts_what_the_private_key_signs() {
    // Two pairs per algorithm serve all of its providers.
    let mut pairs = BTreeMap::new();
    let mut count = 0;
    for provider in providers::ALL.iter().copied() {
        let algorithm = provider.algorithm();
        // The key is in the request, in a chain of certificates.
        if algorithm.class() != Class::Asymmetric || provider.id() == "apple-app-store" {
            continue;
        }
        let (ours, others) = pairs.entry(algorithm.name()).or_insert_with(|| {
            let start = Instant::now();
            let pairs = [(), ()].map(|()| KeyPair::generate(provider).unwrap());
            println!("{}: {:?} for two", algorithm.name(), start.elapsed());
            let [ours, others] = pairs;
            (ours, others)
        });
        let receiver = receiver(provider, ours.public());
        let received = receiver.receive(signed(provider, ours.private()), now());
        assert!(
            matches!(received, Ok(Received::Delivery(_))),
            "{}: {received:?}",
            provider.id()
        );
        let error = receiver
            .receive(signed(provider, others.private()), now())
            .unwrap_err();
        assert_eq!(error.code(), "signature_mismatch", "{}", provider.id());
        count += 1;
    }
    println!("{count} providers");
    assert!(count >= 30, "{count}");
}

#[test]
fn returns_an_error_for_providers_without_a_key_pair() {
    for provider in [
        providers::GITHUB,
        providers::GITLAB,
        // Its receivers need a chain of certificates.
        providers::APPLE_APP_STORE,
    ] {
        let error = KeyPair::generate(provider).unwrap_err();
        assert_eq!(error, SignError::Unsupported, "{}", provider.id());
    }
}

#[test]
fn shows_the_public_key_alone() {
    let pair = KeyPair::generate(providers::DISCORD).unwrap();
    let public = pair.public_pem();
    assert!(
        public.starts_with("-----BEGIN PUBLIC KEY-----\n"),
        "{public}"
    );
    assert!(public.ends_with("-----END PUBLIC KEY-----\n"), "{public}");
    assert!(Receiver::new(providers::DISCORD, Secret::new(public).unwrap()).is_ok());
    let shown = format!("{pair:?}");
    assert!(
        shown.contains("PUBLIC KEY") && !shown.contains("PRIVATE"),
        "{shown}"
    );
}
