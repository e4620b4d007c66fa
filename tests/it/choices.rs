//! What users of a provider can choose: hashes and names of headers.

use crate::common::rows;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use webhook_receiver::{
    Provider, Received, Receiver, Secret, SetupError, providers::*, testing::Signer,
};

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
        // The error names the header that is missing.
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
fn rejects_a_setting_that_is_no_choice() {
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

/// Provider, setting, values that can never match, and values that can.
type OfSetting = (
    Provider,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const OF_SETTINGS: &[OfSetting] = &[
    (
        WECOM,
        "encoding_aes_key",
        &[" ", "abc", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2"],
        &["jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"],
    ),
    (
        WECHAT_SAFE,
        "encoding_aes_key",
        &["abc"],
        &["abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"],
    ),
    (WECOM, "receive_id", &["", "\n"], &["wx5823bf96d3bd56c7"]),
    (POSTAL, "sha1", &["", "No", "off"], &["no", "yes"]),
    (
        AMAZON_SNS,
        "signature_version",
        &["", "3", "v2", "SHA256"],
        &["1", "2"],
    ),
    (
        AMAZON_SNS,
        "topic_arn",
        &["", " "],
        &["arn:aws:sns:us-east-1:1:t"],
    ),
    (
        JIRA_CONNECT,
        "base_url",
        &[
            "",
            "app.example",
            "https://",
            "https://app.example/?a",
            "https://app.example/#a",
        ],
        &["https://app.example/jira", "/jira"],
    ),
    (
        PAYU,
        "algorithms",
        &["", " ", "md5", "MD5,SHA-256", "MD5 SHA-1"],
        &["MD5", "SHA-256", "MD5 SHA-256"],
    ),
    (
        WEBSUB,
        "methods",
        &["", "sha-256", "sha256,sha512", "sha256 md5"],
        &["sha1", "sha256 sha512"],
    ),
    (WEBSUB, "topics", &["", " "], &["https://pub.example/feed"]),
    (
        BRAINTREE,
        "public_key",
        &["", "a|b", "a&b"],
        &["integration_public_key"],
    ),
    (IYZICO, "merchant_id", &[""], &["3382172"]),
    (PAYTM, "fields", &["", " "], &["ONE", "ONE TWO"]),
    (REVENUECAT, "signing", &["", "no", "OFF"], &["on", "off"]),
    (
        APPLE_APP_STORE,
        "root_certificates",
        &["", "a certificate", include_str!("../keys/rsa-public.pem")],
        &[include_str!("../keys/rsa-certificate.pem")],
    ),
    (
        APPLE_APP_STORE,
        "environment",
        &["", "production", "Xcode"],
        &["Production", "Sandbox"],
    ),
    (
        APPLE_APP_STORE,
        "app_apple_id",
        &["", "id1"],
        &["1234567890"],
    ),
    (
        PAYPAL,
        "root_certificates",
        &["", "a certificate"],
        &[include_str!("../keys/rsa-certificate.pem")],
    ),
    (
        PAYPAL,
        "webhook_id",
        &["", "1JE4 291", "1JE4|291", "é"],
        &["1JE4291016473214C", "WEBHOOK_ID"],
    ),
    (META, "verify_token", &[""], &["a token"]),
];

/// Returns the error of an endpoint with this setting and no others.
fn rejection(provider: Provider, name: &str, value: &str) -> Option<SetupError> {
    let others = [
        (
            "encoding_aes_key",
            "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
        ),
        ("receive_id", "wx5823bf96d3bd56c7"),
        (
            "root_certificates",
            include_str!("../keys/rsa-certificate.pem"),
        ),
        ("bundle_id", "com.example"),
        ("topic_arn", "arn:aws:sns:us-east-1:1:t"),
        ("environment", "Sandbox"),
        ("public_key", "key"),
        ("webhook_id", "1JE4291016473214C"),
    ];
    let unknown = |name: &str| {
        let built = Receiver::builder(provider)
            .setting(name, "x")
            .build_endpoint();
        matches!(built, Err(SetupError::SettingUnknown { .. }))
    };
    let mut builder = Receiver::builder(provider);
    for (other, usual) in others {
        if !unknown(other) {
            builder = builder.setting(other, usual);
        }
    }
    builder.setting(name, value).build_endpoint().err()
}

#[test]
fn rejects_values_of_settings_that_can_never_match() {
    for (provider, name, wrong, right) in OF_SETTINGS {
        for value in *wrong {
            let error = rejection(*provider, name, value);
            let is_named = matches!(
                &error,
                Some(SetupError::SettingForm { name: found, expected })
                    if found == name && !expected.is_empty()
            );
            assert!(is_named, "{} {name} {value:?}: {error:?}", provider.id());
        }
        for value in *right {
            let error = rejection(*provider, name, value);
            assert_eq!(error, None, "{} {name} {value:?}", provider.id());
        }
    }
}
