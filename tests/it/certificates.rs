//! Certificates: chains to a root, validity, names and purposes, each with its error; the keys of PayPal,
//! Apple and Amazon SNS, from a source or from the request.

use std::{
    future::ready,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::Request;
use serde::Deserialize;
use serde_json::json;
use webhook_receiver::{
    Builder, KeyCache, Provider, Received, Receiver, Secret,
    algorithm::ECDSA_P256_SHA256_FIXED,
    providers::{AMAZON_SNS, APPLE_APP_STORE, PAYPAL, SnsMessage},
    scheme::{At, Encoding, Scheme},
    testing::Signer,
};

const RSA_PRIVATE: &str = include_str!("../keys/rsa-private.pem");
const EC_PRIVATE: &str = include_str!("../keys/ec-private.pem");

#[derive(Deserialize)]
struct Chains {
    roots: Roots,
    chains: Vec<Chain>,
    apple: Vec<Apple>,
}

#[derive(Deserialize)]
struct Roots {
    #[serde(rename = "RSA")]
    rsa: String,
    #[serde(rename = "EC")]
    ec: String,
    both: String,
}

#[derive(Deserialize)]
struct Chain {
    what: String,
    expect: String,
    text: String,
}

#[derive(Deserialize)]
struct Apple {
    what: String,
    expect: String,
    x5c: Vec<String>,
}

fn chains() -> Chains {
    serde_json::from_str(include_str!("../certificates/chains.json")).unwrap()
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// Returns a receiver whose source returns this document.
fn brought<E>(builder: Builder<E>, document: &str) -> Receiver<E> {
    let endpoint = builder.build_endpoint().unwrap();
    let document = document.to_owned();
    let cache = KeyCache::new(&endpoint, move |_| {
        ready(Ok::<_, ()>(Some(document.clone().into_bytes())))
    });
    endpoint.with_key_source(cache)
}

fn outcome<E>(receiver: &Receiver<E>, request: Request<Bytes>, now: SystemTime) -> String {
    match receiver.receive(request, now) {
        Ok(Received::Delivery(_)) => "accepted".to_owned(),
        Ok(Received::Handshake(_)) => "handshake".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}

fn paypal(roots: &str) -> Builder {
    Receiver::builder(PAYPAL)
        .setting("webhook_id", "1JE4291016473214C")
        .setting("root_certificates", roots)
}

fn from_paypal(now: SystemTime) -> Request<Bytes> {
    Signer::new(PAYPAL, Secret::new(RSA_PRIVATE).unwrap())
        .setting("webhook_id", "1JE4291016473214C")
        .at(now)
        .sign("https://app.example/paypal", r#"{"id":"WH-1"}"#)
        .unwrap()
}

#[test]
fn rejects_chains_that_do_not_lead_to_a_root() {
    let chains = chains();
    for Chain { what, expect, text } in &chains.chains {
        for roots in [&chains.roots.rsa, &chains.roots.both] {
            let receiver = brought(paypal(roots), text);
            assert_eq!(
                outcome(&receiver, from_paypal(now()), now()),
                *expect,
                "{what}"
            );
        }
    }
    println!("{} chains", chains.chains.len());
    // Without its root, even the valid chain is rejected.
    let good = &chains.chains[0].text;
    let receiver = brought(paypal(&chains.roots.ec), good);
    assert_eq!(
        outcome(&receiver, from_paypal(now()), now()),
        "certificate_untrusted"
    );
    let unreadable = paypal("no certificates").build_endpoint().map(drop);
    assert!(matches!(
        unreadable,
        Err(webhook_receiver::SetupError::SettingForm {
            name: "root_certificates",
            ..
        })
    ));
    let rootless = Receiver::builder(PAYPAL).setting("webhook_id", "1JE4291016473214C");
    let receiver = brought(rootless, good);
    assert_eq!(
        outcome(&receiver, from_paypal(now()), now()),
        "certificate_untrusted"
    );
}

/// A cached certificate is not used after its end of validity, whatever the cache allows.
#[test]
fn rejects_an_expired_certificate() {
    let chains = chains();
    let day = Duration::from_secs(24 * 3600);
    let receiver = brought(paypal(&chains.roots.rsa), &chains.chains[0].text);
    let last = now() + day * 300 - Duration::from_secs(60);
    assert_eq!(outcome(&receiver, from_paypal(last), last), "accepted");
    let over = last + Duration::from_secs(120);
    assert_eq!(
        outcome(&receiver, from_paypal(over), over),
        "certificate_expired"
    );
}

#[test]
fn rejects_changed_requests_of_paypal() {
    let chains = chains();
    let receiver = brought(paypal(&chains.roots.rsa), &chains.chains[0].text);
    let with = |name: &'static str, value: &str| {
        let mut request = from_paypal(now());
        request.headers_mut().insert(name, value.parse().unwrap());
        outcome(&receiver, request, now())
    };
    assert_eq!(with("x-other", "1"), "accepted");
    assert_eq!(
        with("paypal-auth-algo", "SHA1withRSA"),
        "algorithm_mismatch"
    );
    assert_eq!(with("paypal-auth-algo", "HMAC"), "algorithm_mismatch");
    for url in [
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://evil.example/v1/notifications/certs/CERT-1?https://api.paypal.com/",
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/other/CERT-1",
    ] {
        assert_eq!(with("paypal-cert-url", url), "key_url_rejected", "{url}");
    }
    assert_eq!(with("paypal-transmission-id", "a|b"), "content_malformed");
    assert_eq!(with("paypal-transmission-id", "ab"), "signature_mismatch");
    // The request of another webhook, and one with another body.
    let other = Receiver::builder(PAYPAL)
        .setting("webhook_id", "ANOTHER")
        .setting("root_certificates", &chains.roots.rsa);
    let other = brought(other, &chains.chains[0].text);
    assert_eq!(
        outcome(&other, from_paypal(now()), now()),
        "signature_mismatch"
    );
    let mut forged = from_paypal(now());
    *forged.body_mut() = Bytes::from_static(b"{}");
    assert_eq!(outcome(&receiver, forged, now()), "signature_mismatch");
}

fn apple(roots: &str, bundle: &str) -> Receiver {
    Receiver::builder(APPLE_APP_STORE)
        .setting("root_certificates", roots)
        .setting("bundle_id", bundle)
        .setting("environment", "Production")
        .setting("app_apple_id", "1234")
        .build()
        .unwrap()
}

/// Returns a notification that is signed with the key in tests/keys and contains this chain.
fn from_apple(x5c: &[String], claims: &serde_json::Value) -> Request<Bytes> {
    const RAW: Provider = Provider::new(
        "raw",
        "Raw",
        "https://www.rfc-editor.org/rfc/rfc7515",
        Scheme::new(ECDSA_P256_SHA256_FIXED, At::Header("signature")).encoding(Encoding::Base64Url),
    );
    let header = json!({"alg": "ES256", "x5c": x5c});
    let signed = [header, claims.clone()].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let signed = signed.join(".");
    let request = Signer::new(RAW, Secret::new(EC_PRIVATE).unwrap())
        .sign("https://app.example/", signed.clone())
        .unwrap();
    let signature = request.headers()["signature"].to_str().unwrap();
    let body = json!({ "signedPayload": format!("{signed}.{signature}") });
    Request::post("/apple")
        .body(Bytes::from(body.to_string()))
        .unwrap()
}

fn claims() -> serde_json::Value {
    json!({
        "notificationType": "TEST",
        "notificationUUID": "u-1",
        "data": {"bundleId": "com.example", "environment": "Production", "appAppleId": 1234},
    })
}

#[test]
fn rejects_other_chains_for_apple() {
    let chains = chains();
    let receiver = apple(&chains.roots.ec, "com.example");
    for Apple { what, expect, x5c } in &chains.apple {
        let found = outcome(&receiver, from_apple(x5c, &claims()), now());
        assert_eq!(found, *expect, "{what}");
    }
    let good = &chains.apple[0].x5c;
    let other_root = apple(&chains.roots.rsa, "com.example");
    let found = outcome(&other_root, from_apple(good, &claims()), now());
    assert_eq!(found, "certificate_untrusted");
    let received = receiver.receive(from_apple(good, &claims()), now());
    let Ok(Received::Delivery(delivery)) = received else {
        panic!("no handshake")
    };
    assert_eq!(delivery.kind(), Some("TEST"));
    assert_eq!(delivery.id(), Some("u-1"));
    assert!(delivery.id_is_signed());
    assert_eq!(delivery.coverage().to_string(), "fields");
}

#[test]
fn rejects_notifications_of_apple_for_another_app() {
    let chains = chains();
    let good = &chains.apple[0].x5c;
    let receiver = apple(&chains.roots.ec, "com.example");
    for (pointer, value, expected) in [
        (
            "/data/bundleId",
            json!("com.example.other"),
            "claim_mismatch",
        ),
        ("/data/bundleId", json!(null), "claim_missing"),
        ("/data/environment", json!("Sandbox"), "claim_mismatch"),
        ("/data/appAppleId", json!(1235), "claim_mismatch"),
        ("/data/appAppleId", json!([1234]), "claim_missing"),
        ("/data/appAppleId", json!("1234"), "accepted"),
        ("/data", json!({}), "claim_missing"),
    ] {
        let mut claims = claims();
        *claims.pointer_mut(pointer).unwrap() = value;
        let found = outcome(&receiver, from_apple(good, &claims), now());
        assert_eq!(found, expected, "{pointer}");
    }
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove("data");
    let found = outcome(&receiver, from_apple(good, &claims), now());
    assert_eq!(found, "claim_missing");
}

/// As in Apple's server library: the id of an external purchase shows its environment, and in the sandbox an
/// app may have no id. The payloads are those of its tests.
/// <https://github.com/apple/app-store-server-library-node/tree/main/tests/resources/models>
#[test]
fn accepts_an_external_purchase_of_this_environment() {
    let chains = chains();
    let good = &chains.apple[0].x5c;
    let purchase = |id: &str, app: serde_json::Value| {
        let mut claims = json!({
            "notificationType": "EXTERNAL_PURCHASE_TOKEN",
            "subtype": "UNREPORTED",
            "notificationUUID": "002e14d5-51f5-4503-b5a8-c3a1af68eb20",
            "version": "2.0",
            "signedDate": 1_698_148_900_000_u64,
            "externalPurchaseToken": {
                "externalPurchaseId": id,
                "tokenCreationDate": 1_698_148_950_000_u64,
                "bundleId": "com.example",
            },
        });
        if !app.is_null() {
            claims["externalPurchaseToken"]["appAppleId"] = app;
        }
        from_apple(good, &claims)
    };
    let receiver = |environment| {
        Receiver::builder(APPLE_APP_STORE)
            .setting("root_certificates", &chains.roots.ec)
            .setting("bundle_id", "com.example")
            .setting("environment", environment)
            .setting("app_apple_id", "55555")
            .build()
            .unwrap()
    };
    let live = "b2158121-7af9-49d4-9561-1f588205523e";
    let sandbox = "SANDBOX_b2158121-7af9-49d4-9561-1f588205523e";
    for (environment, id, app, expected) in [
        ("Production", live, json!(55555), "accepted"),
        ("Production", live, json!(1), "claim_mismatch"),
        ("Production", live, json!(null), "claim_missing"),
        ("Production", sandbox, json!(55555), "claim_mismatch"),
        ("Sandbox", sandbox, json!(55555), "accepted"),
        ("Sandbox", sandbox, json!(null), "accepted"),
        ("Sandbox", sandbox, json!(1), "claim_mismatch"),
        ("Sandbox", live, json!(55555), "claim_mismatch"),
    ] {
        let found = outcome(&receiver(environment), purchase(id, app.clone()), now());
        assert_eq!(found, expected, "{environment} {id} {app}");
    }
}

/// Apple signs transactions with the key of its notifications, and gives them to devices.
#[test]
fn rejects_a_transaction_in_place_of_a_notification() {
    let chains = chains();
    let receiver = apple(&chains.roots.ec, "com.example");
    let transaction = json!({
        "transactionId": "23456", "bundleId": "com.example", "environment": "Production",
        "appAccountToken": "7e3fb20b-4cdb-47cc-936d-99d65f608138",
    });
    let mut disguised = claims();
    disguised
        .as_object_mut()
        .unwrap()
        .remove("notificationType");
    for claims in [transaction, disguised] {
        let found = outcome(&receiver, from_apple(&chains.apple[0].x5c, &claims), now());
        assert_eq!(found, "claim_missing");
    }
}

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:MyTopic";

fn from_sns(body: &serde_json::Value) -> Request<Bytes> {
    Signer::new(AMAZON_SNS, Secret::new(RSA_PRIVATE).unwrap())
        .at(now())
        .sign("https://app.example/sns", body.to_string())
        .unwrap()
}

fn sns(certificate: &str, settings: &[(&str, &str)]) -> Receiver<SnsMessage> {
    let mut builder =
        Receiver::builder(AMAZON_SNS.with_events::<SnsMessage>()).setting("topic_arn", TOPIC);
    for (name, value) in settings {
        builder = builder.setting(name, value);
    }
    brought(builder, certificate)
}

fn notification() -> serde_json::Value {
    json!({"MessageId": "m-1", "Message": "a\nb", "TopicArn": TOPIC, "Subject": "s"})
}

#[test]
fn accepts_sns_with_the_certificate_of_its_host() {
    let chains = chains();
    let of = |what: &str| {
        let mut all = chains.chains.iter();
        &all.find(|chain| chain.what == what).unwrap().text
    };
    let receiver = sns(of("good"), &[]);
    let received = receiver.receive(from_sns(&notification()), now()).unwrap();
    let Received::Delivery(delivery) = received else {
        panic!("no handshake")
    };
    assert_eq!(delivery.kind(), Some("Notification"));
    let SnsMessage::Notification {
        message, subject, ..
    } = delivery.event().unwrap()
    else {
        panic!("a notification")
    };
    assert_eq!((message.as_str(), subject.as_deref()), ("a\nb", Some("s")));
    // The host is trusted, so no chain is required; the validity is checked.
    for (what, expected) in [
        ("signed by itself", "accepted"),
        ("expired a day ago", "certificate_expired"),
        ("not valid before tomorrow", "certificate_not_yet_valid"),
        ("no certificate", "certificate_malformed"),
        ("of a key on a curve", "key_unusable"),
        ("of a weak key", "key_unusable"),
        ("a private key", "certificate_malformed"),
    ] {
        let receiver = sns(of(what), &[]);
        let found = outcome(&receiver, from_sns(&notification()), now());
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn rejects_changed_notifications_of_sns() {
    let good = chains().chains[0].text.clone();
    let receiver = sns(&good, &[]);
    let changed = |field: &str, value: serde_json::Value| {
        let request = from_sns(&notification());
        let mut body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
        body[field] = value;
        let request = Request::post("/sns").body(Bytes::from(body.to_string()));
        outcome(&receiver, request.unwrap(), now())
    };
    assert_eq!(
        changed("UnsubscribeURL", json!("https://evil.example")),
        "accepted"
    );
    assert_eq!(changed("Message", json!("c")), "signature_mismatch");
    assert_eq!(changed("Subject", json!(null)), "signature_mismatch");
    assert_eq!(
        changed("TopicArn", json!("arn:other")),
        "signature_mismatch"
    );
    assert_eq!(
        changed("MessageId", json!("m\nTopicArn\nx")),
        "content_malformed"
    );
    // One signature with two readings: the end of the message and the id could be the subject.
    assert_eq!(
        changed("Subject", json!("s\nTimestamp\nx")),
        "content_malformed"
    );
    assert_eq!(changed("Type", json!("Other")), "content_malformed");
    // Declared as SHA-1 and signed with SHA-256; and an unknown version.
    assert_eq!(
        changed("SignatureVersion", json!("1")),
        "signature_mismatch"
    );
    assert_eq!(
        changed("SignatureVersion", json!("3")),
        "signature_mismatch"
    );
    assert_eq!(changed("SigningCertURL", json!(null)), "key_id_missing");
    for url in [
        "https://sns.us-east-1.amazonaws.com.evil.example/a.pem",
        "https://sns.evil.example/a.pem",
        "https://s3.amazonaws.com/sns.us-east-1.amazonaws.com/a.pem",
        "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.s3.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com/a.pem",
    ] {
        assert_eq!(
            changed("SigningCertURL", json!(url)),
            "key_url_rejected",
            "{url}"
        );
    }
    // A valid signature for another topic.
    let mut other = notification();
    other["TopicArn"] = json!("arn:aws:sns:us-east-1:666666666666:Theirs");
    assert_eq!(
        outcome(&receiver, from_sns(&other), now()),
        "audience_mismatch"
    );
    // Version 1 is rejected if the receiver requires it.
    let mut first = notification();
    first["SignatureVersion"] = json!("1");
    assert_eq!(outcome(&receiver, from_sns(&first), now()), "accepted");
    let strict = sns(&good, &[("signature_version", "2")]);
    assert_eq!(
        outcome(&strict, from_sns(&first), now()),
        "algorithm_mismatch"
    );
    assert_eq!(
        outcome(&strict, from_sns(&notification()), now()),
        "accepted"
    );
    // The time is that of publishing: SNS may deliver late, but never early.
    let hour = Duration::from_secs(3600);
    let outcome_at = |now| outcome(&receiver, from_sns(&notification()), now);
    assert_eq!(outcome_at(now() + 8 * hour), "accepted");
    assert_eq!(
        outcome_at(now() - Duration::from_secs(301)),
        "timestamp_too_new"
    );
    assert!(
        Receiver::builder(AMAZON_SNS).build_endpoint().is_err(),
        "a topic is needed"
    );
}

/// A confirmation is returned as data. Its URL must be one of SNS; the crate does not fetch it.
#[test]
fn returns_the_subscription_to_the_application() {
    let good = chains().chains[0].text.clone();
    let fetches = Arc::new(AtomicUsize::new(0));
    let builder =
        Receiver::builder(AMAZON_SNS.with_events::<SnsMessage>()).setting("topic_arn", TOPIC);
    let endpoint = builder.build_endpoint().unwrap();
    let count = fetches.clone();
    let cache = KeyCache::new(&endpoint, move |hint| {
        count.fetch_add(1, Ordering::SeqCst);
        assert!(hint.url().unwrap().ends_with(".pem"));
        ready(Ok::<_, ()>(Some(good.clone().into_bytes())))
    });
    let receiver = endpoint.with_key_source(cache);
    let confirmation = |url: &str| {
        from_sns(&json!({
            "Type": "SubscriptionConfirmation", "MessageId": "m-1", "Message": "You have chosen",
            "TopicArn": TOPIC, "Token": "t", "SubscribeURL": url,
        }))
    };
    let url = "https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=a&Token=t";
    let Received::Delivery(delivery) = receiver.receive(confirmation(url), now()).unwrap() else {
        panic!("no handshake")
    };
    let event = delivery.event().unwrap();
    assert_eq!(
        event,
        SnsMessage::SubscriptionConfirmation {
            topic_arn: TOPIC.to_owned(),
            token: "t".to_owned(),
            subscribe_url: url.to_owned(),
        }
    );
    for url in [
        "https://evil.example/?Action=ConfirmSubscription",
        "http://169.254.169.254/latest/meta-data/",
        "https://sns.us-east-1.amazonaws.com.evil.example/?Action=ConfirmSubscription",
        "https://sns.s3.amazonaws.com/?Action=ConfirmSubscription",
    ] {
        let rejected = outcome(&receiver, confirmation(url), now());
        assert_eq!(rejected, "key_url_rejected", "{url}");
    }
    assert_eq!(
        fetches.load(Ordering::SeqCst),
        1,
        "the certificate, and nothing else"
    );
}
