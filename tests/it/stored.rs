//! Stored deliveries: what they keep, what they leave out, and which texts are rejected.

use crate::common::canaries;
use crate::common::rows;
use crate::common::vectors;

use std::{
    collections::BTreeSet,
    path::PathBuf,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderValue, Request};
use serde_json::Value;
use webhook_receiver::{
    Delivery, Json, Provider, Received, Receiver, Secret, StoredDelivery, StoredError,
    algorithm::Class,
    danger,
    events::{github, gitlab, stripe, twilio},
    idempotency::Key,
    providers,
    scheme::BodyCoverage,
    testing::Signer,
};

use canaries::{Canaries, HEADER, QUERY, SECRET};
use vectors::{Expect, Vector};

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_790_000_000_123)
}

fn key() -> Key {
    Key::from_bytes(std::array::from_fn(|at| u8::try_from(at * 7).unwrap()))
}

fn delivered(receiver: &Receiver, request: Request<Bytes>, now: SystemTime) -> Option<Delivery> {
    match receiver.receive(request, now) {
        Ok(Received::Delivery(delivery)) => Some(delivery),
        _ => None,
    }
}

fn signed(provider: Provider, url: &str, body: impl Into<Bytes>, kind: &str) -> Delivery {
    let secret = || Secret::new(SECRET).unwrap();
    let request = Signer::new(provider, secret())
        .at(now())
        .id("72d3162e")
        .kind(kind)
        .sign(url, body)
        .unwrap();
    let receiver = Receiver::builder(provider)
        .secret(secret())
        .public_url("https://app.example");
    delivered(&receiver.build().unwrap(), request, now()).unwrap()
}

fn stored(delivery: &Delivery) -> StoredDelivery {
    danger::store_with_secret(delivery, key(), now())
}

/// Returns every fact of a stored delivery.
fn facts(stored: &StoredDelivery) -> String {
    let headers = stored.head().headers.iter();
    let headers: Vec<_> = headers
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    format!(
        "{:?}",
        (
            (stored.provider(), stored.key(), stored.received_at()),
            (stored.coverage(), stored.key_index()),
            (stored.event_type(), stored.event_type_is_signed()),
            (stored.id(), stored.id_is_signed()),
            (stored.occurred_at(), stored.occurred_at_is_signed()),
            (&stored.head().method, &stored.head().uri),
            (headers, stored.body()),
        )
    )
}

fn request_of(vector: &Vector) -> Request<Bytes> {
    let mut request = Request::builder()
        .method(vector.method.as_str())
        .uri(&vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    request.body(vector.bytes().into()).unwrap()
}

/// Returns the deliveries of all vectors, with their receivers.
fn deliveries() -> Vec<(Provider, Vector, Receiver, Delivery)> {
    let mut all = Vec::new();
    for file in vectors::files() {
        let provider = providers::by_id(&file.provider).unwrap();
        let accepted = file.vectors.into_iter();
        for vector in accepted.filter(|vector| vector.expect == Expect::Accept) {
            let receiver = vector.builder(&file.provider).build().unwrap();
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
            let delivery = delivered(&receiver, request_of(&vector), now).unwrap();
            all.push((provider, vector, receiver, delivery));
        }
    }
    all
}

#[test]
fn keeps_every_fact_of_a_delivery_in_each_format() {
    let (mut count, mut texts) = (0, 0);
    for (provider, _, _, delivery) in deliveries() {
        let stored = stored(&delivery);
        assert_eq!(stored.provider(), provider.id());
        assert_eq!((stored.key(), stored.received_at()), (key(), now()));
        assert_eq!(stored.coverage(), delivery.coverage());
        assert_eq!(stored.key_index(), delivery.key_index());
        assert_eq!(stored.event_type(), delivery.kind());
        assert_eq!(stored.event_type_is_signed(), delivery.kind_is_signed());
        assert_eq!(stored.id(), delivery.id());
        assert_eq!(stored.id_is_signed(), delivery.id_is_signed());
        assert_eq!(stored.occurred_at(), delivery.occurred_at());
        assert_eq!(
            stored.occurred_at_is_signed(),
            delivery.occurred_at_is_signed()
        );
        assert_eq!(stored.body(), delivery.body());
        assert_eq!(stored.event::<Bytes>(&provider).unwrap(), delivery.body());

        let json = stored.to_json();
        assert!(!json.windows(6).any(|six| six == b"\\u0000"));
        let again = StoredDelivery::from_json(&json).unwrap();
        assert_eq!(facts(&again), facts(&stored), "{}", provider.id());
        assert_eq!(again.to_json(), json);
        // In another order, as `jsonb` returns it.
        let value: Value = serde_json::from_slice(&json).unwrap();
        texts += usize::from(value["body"]["text"].is_string());
        let mut fields: Vec<_> = value.as_object().unwrap().iter().collect();
        fields.sort_by_key(|(name, _)| (name.len(), (*name).clone()));
        let fields = fields
            .iter()
            .map(|(name, value)| format!("{name:?}: {value}"));
        let sorted = format!("{{{}}}", fields.collect::<Vec<_>>().join(", "));
        let again = StoredDelivery::from_json(sorted.as_bytes()).unwrap();
        assert_eq!(facts(&again), facts(&stored));
        let again: StoredDelivery = serde_json::from_value(value).unwrap();
        assert_eq!(facts(&again), facts(&stored));
        let binary = postcard::to_allocvec(&stored).unwrap();
        let again: StoredDelivery = postcard::from_bytes(&binary).unwrap();
        assert_eq!(facts(&again), facts(&stored));
        count += 1;
    }
    println!("{count} deliveries, {texts} bodies as text");
    assert!(count > 450 && texts < count);
}

/// Returns the stored text, with and without the names of the formats.
fn outputs(stored: &StoredDelivery) -> [Vec<u8>; 3] {
    [
        stored.to_json(),
        postcard::to_allocvec(stored).unwrap(),
        format!("{stored:?} {stored:#?}").into_bytes(),
    ]
}

#[test]
fn holds_no_secret_of_any_row() {
    let (mut count, mut in_body) = (0, Vec::new());
    for provider in rows::shared() {
        let body = r#"{"x":"y","webhookTimestamp":1790000000000,"time_ms":1790000000000,"timestamp":"2026-09-21T14:13:20","eventCreated":1790000000,"eventId":"e-1","token":"t-1","triggeredAt":1790000000000,"order_id":"o-1","account_id":"a-1","account_status":"ENABLED","status_code":"200","gross_amount":"10000.00","value":[{"id":"1"}],"payload":{"amount":"1","currency":"NGN","reference":"r","refunded":false,"status":"SUCCESS","timestamp":"2026","token":"220","transactionId":"9"},"notificationItems":[{"NotificationRequestItem":{"pspReference":"1"}}]}"#;
        let secret = || Secret::new(rows::pasted(provider, SECRET)).unwrap();
        let signer = Signer::new(provider, secret()).at(now()).id("msg-1");
        let url = format!("https://app.example/hooks?own={QUERY}");
        let mut request = rows::configured_signer(signer, provider)
            .sign(&url, body)
            .unwrap();
        for (name, value) in [
            ("x-canary", HEADER),
            ("x-github-encoded-secret", SECRET),
            ("cookie", HEADER),
            ("proxy-authorization", HEADER),
        ] {
            let value = HeaderValue::from_static(value);
            request.headers_mut().insert(name, value);
        }
        let builder = Receiver::builder(provider)
            .secret(secret())
            .public_url("https://app.example");
        let receiver = rows::configured(builder, provider).build().unwrap();
        let Some(delivery) = delivered(&receiver, request.clone(), now()) else {
            // The bodies of the vectors of these are stored below.
            continue;
        };
        count += 1;
        let canaries = Canaries::new();
        let stored = match StoredDelivery::new(&delivery, key(), now()) {
            Ok(stored) => {
                assert!(!provider.holds_secret_in_body());
                let json = String::from_utf8(stored.to_json()).unwrap();
                for (name, value) in request.headers() {
                    let kept = stored.head().headers.contains_key(name) || name == "content-length";
                    let pieces = value
                        .to_str()
                        .unwrap()
                        .split([',', ';', '=', ' ', '"', ':']);
                    let long = pieces.filter(|piece| piece.len() >= 16 && !kept);
                    for piece in long {
                        assert!(
                            !json.contains(piece),
                            "{}: {piece} in {json}",
                            provider.id()
                        );
                    }
                }
                stored
            }
            Err(StoredError::HoldsSecret(id)) => {
                assert_eq!(id, provider.id());
                assert!(provider.holds_secret_in_body());
                in_body.push(id);
                let stored = stored(&delivery);
                let text = String::from_utf8_lossy(stored.body()).into_owned();
                assert!(text.contains(SECRET), "{id}: {text}");
                continue;
            }
            Err(error) => panic!("{error}"),
        };
        for output in outputs(&stored) {
            let found = canaries.in_output(&output);
            let output = String::from_utf8_lossy(&output).into_owned();
            assert_eq!(found, None, "{}: {output}", provider.id());
        }
    }
    println!("{count} rows, of which {in_body:?} have the secret in the body");
    assert!(count > 200 && in_body.len() >= 5, "{count}, {in_body:?}");
}

/// Bodies that contain a signature, or are a signed token, cannot be truncated.
const SIGNED_IN_BODY: &[&str] = &[
    "adyen",
    "alipay",
    "amazon-ses",
    "amazon-sns",
    "apple-app-store",
    "braintree",
    "dialpad",
    "dropbox-sign",
    "kinde",
    "lever",
    "mailgun",
    "midtrans",
    "midtrans-pay-account",
    "nuvei",
    "opay",
    "opennode",
    "paddle-classic",
    "paytm",
    "postgrid-jwt",
    "treezor",
    "wix",
];

#[test]
fn holds_no_secret_of_any_vector_and_cannot_be_sent_again() {
    let (mut count, mut again) = (0, BTreeSet::new());
    for (provider, vector, receiver, delivery) in deliveries() {
        let id = provider.id();
        let Ok(stored) = StoredDelivery::new(&delivery, key(), now()) else {
            assert!(provider.holds_secret_in_body());
            continue;
        };
        count += 1;
        let json = String::from_utf8(stored.to_json()).unwrap();
        let public =
            provider.algorithm().class() == Class::Asymmetric || !provider.coverage().sender;
        for secret in vector.secrets.iter().filter(|secret| secret.len() >= 8) {
            assert!(
                public || !json.contains(secret.as_str()),
                "{id}: {}",
                vector.what
            );
        }
        let mut request = Request::new(stored.body().clone());
        *request.method_mut() = stored.head().method.clone();
        *request.uri_mut() = stored.head().uri.clone();
        *request.headers_mut() = stored.head().headers.clone();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
        if let Some(delivery) = delivered(&receiver, request, now)
            && delivery.coverage().sender
        {
            again.insert(id);
        }
    }
    println!("{count} deliveries; with a signature in the body: {again:?}");
    assert!(count > 450);
    let expected: BTreeSet<&str> = SIGNED_IN_BODY.iter().copied().collect();
    assert_eq!(again, expected);
}

#[test]
fn rejects_to_store_a_body_that_holds_the_secret() {
    let delivery = signed(providers::FIGMA, "https://app.example/", "{}", "PING");
    let error = StoredDelivery::new(&delivery, key(), now()).unwrap_err();
    assert!(matches!(error, StoredError::HoldsSecret("figma")));
    assert_eq!(
        error.to_string(),
        "the body of a delivery from `figma` contains the secret"
    );
    assert!(providers::FIGMA.holds_secret_in_body());
    assert!(providers::MICROSOFT_GRAPH.holds_secret_in_body());
    assert!(providers::KO_FI.holds_secret_in_body());
    assert!(!providers::GITHUB.holds_secret_in_body());
    let stored = danger::store_with_secret(&delivery, key(), now());
    assert_eq!(stored.body(), delivery.body());
}

/// Golden files: every version that was ever written can be read. `UPDATE_GOLDEN=1` writes missing files, and
/// never changes one.
#[test]
fn reads_what_each_version_wrote() {
    let opened = r#"{"action":"opened","issue":{"id":1,"number":7,"title":"Gr\u00fc\u00dfe \ud83d\ude80"},"n":"ü \"q\" \\u0000"}"#;
    let call = "https://app.example/calls?CallSid=CA1&AccountSid=AC1&CallStatus=ringing&Direction=inbound&own=x";
    for (name, delivery) in [
        (
            "text",
            signed(
                providers::GITHUB,
                "https://app.example/a%20b?own=x",
                opened,
                "issues",
            ),
        ),
        (
            "base64",
            signed(
                providers::GITHUB,
                "https://app.example/",
                vec![0xff, 0, 0xfe],
                "push",
            ),
        ),
        (
            "nul",
            signed(providers::GITHUB, "https://app.example/", "a\0b", "push"),
        ),
        (
            "signed_names",
            signed(
                providers::STRIPE,
                "https://app.example/stripe",
                r#"{"id":"evt_1","type":"customer.created"}"#,
                "",
            ),
        ),
        ("query", get_of_twilio(call)),
        (
            "occurred_at",
            signed(
                providers::PADDLE,
                "https://app.example/paddle",
                r#"{"event_id":"evt_1","occurred_at":"2024-09-09T16:01:31.193492Z"}"#,
                "",
            ),
        ),
    ] {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("stored")
            .join(format!("v{}_{name}.json", StoredDelivery::VERSION));
        let json = stored(&delivery).to_json();
        if std::env::var_os("UPDATE_GOLDEN").is_some() && !file.exists() {
            std::fs::write(&file, &json).unwrap();
        }
        let golden = std::fs::read(&file).unwrap();
        let read = StoredDelivery::from_json(&golden).unwrap();
        assert_eq!(facts(&read), facts(&stored(&delivery)), "{name}");
        assert_eq!(String::from_utf8(json), String::from_utf8(golden));
    }
    let delivery = signed(providers::GITHUB, "https://app.example/", "{}", "push");
    let written = postcard::to_allocvec(&stored(&delivery)).unwrap();
    let golden = include_str!("../stored/v1_binary.hex").trim();
    assert_eq!(canaries::hex(&written), golden);
    let read: StoredDelivery = postcard::from_bytes(&bytes_of(golden)).unwrap();
    assert_eq!(facts(&read), facts(&stored(&delivery)));
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap();
    pairs
        .map(|pair| u8::try_from(digit(pair[0]) * 16 + digit(pair[1])).unwrap())
        .collect()
}

/// A worker compares the times of events, which come from the body, from a header, or from beside the
/// signature.
#[test]
fn keeps_the_time_of_the_event_from_any_place() {
    let seen: BTreeSet<_> = deliveries()
        .into_iter()
        .filter(|(_, _, _, delivery)| delivery.occurred_at().is_some())
        .map(|(provider, _, _, delivery)| {
            let json = stored(&delivery).to_json();
            let read = StoredDelivery::from_json(&json).unwrap();
            assert_eq!(read.occurred_at(), delivery.occurred_at());
            provider.id()
        })
        .collect();
    for id in ["paddle", "shopify", "recharge", "mailgun", "discord"] {
        assert!(seen.contains(id), "{id}");
    }
    // A time that RFC 3339 cannot express is not kept.
    let far = r#"{"created":999999999999}"#;
    let delivery = signed(providers::STRIPE, "https://app.example/", far, "");
    assert!(delivery.occurred_at().is_some());
    assert_eq!(stored(&delivery).occurred_at(), None);
}

fn get_of_twilio(url: &str) -> Delivery {
    let secret = || Secret::new(SECRET).unwrap();
    let request = Signer::new(providers::TWILIO, secret())
        .method(http::Method::GET)
        .sign(url, "")
        .unwrap();
    let receiver = Receiver::builder(providers::TWILIO)
        .secret(secret())
        .public_url("https://app.example");
    delivered(&receiver.build().unwrap(), request, now()).unwrap()
}

#[test]
fn returns_the_event_to_workers() {
    let through = |delivery: &Delivery| StoredDelivery::from_json(&stored(delivery).to_json());
    let body = r#"{"zen":"Keep it logically awesome.","hook_id":1}"#;
    let ping = signed(providers::GITHUB, "https://app.example/", body, "ping");
    let event = through(&ping).unwrap().event(&github::PROVIDER).unwrap();
    assert!(matches!(event, github::Event::Ping(_)), "{event:?}");

    // GitLab's header is compared with the body.
    let body = r#"{"object_kind":"push","ref":"refs/heads/main"}"#;
    let push = signed(providers::GITLAB, "https://app.example/", body, "Push Hook");
    let (direct, stored) = (
        push.clone().with_events::<gitlab::Event>().event().unwrap(),
        through(&push).unwrap().event(&gitlab::PROVIDER).unwrap(),
    );
    assert_eq!(format!("{stored:?}"), format!("{direct:?}"));

    let body = r#"{"id":"evt_1","object":"event","type":"customer.created","data":{"object":{"id":"cus_1","object":"customer"}}}"#;
    let created = signed(providers::STRIPE, "https://app.example/", body, "");
    let (direct, stored) = (
        created
            .clone()
            .with_events::<stripe::Event>()
            .event()
            .unwrap(),
        through(&created).unwrap().event(&stripe::PROVIDER).unwrap(),
    );
    assert_eq!(format!("{stored:?}"), format!("{direct:?}"));

    let call = get_of_twilio(
        "https://app.example/?CallSid=CA1&AccountSid=AC1&CallStatus=ringing&Direction=inbound&From=%2B1",
    );
    let event = through(&call).unwrap().event(&twilio::PROVIDER).unwrap();
    assert!(matches!(event, twilio::Event::CallIncoming(_)), "{event:?}");
}

/// The query of a callback by GET keeps the fields of the models, and no parameters of the user.
#[test]
fn keeps_all_that_twilio_sends_in_a_query() {
    let models = concat!(
        include_str!("../../src/events/twilio/call.rs"),
        include_str!("../../src/events/twilio/message.rs"),
    );
    // A field is `call_sid!: Box<str>,` and sent as `CallSid`, unless another name is given.
    let pascal = |name: &str| {
        let words = name.split('_').map(|word| {
            let (first, rest) = word.split_at(1);
            first.to_uppercase() + rest
        });
        words.collect::<String>()
    };
    let names: BTreeSet<String> = models
        .lines()
        .filter_map(|line| line.strip_prefix("        ")?.split_once(": "))
        .map(|(field, _)| field.trim_end_matches('!'))
        .filter(|field| !field.starts_with(['/', '#']))
        .map(|field| match field.split_once(" as ") {
            Some((_, name)) => name.trim_matches(['"', '!']).to_owned(),
            None => pascal(field),
        })
        .collect();
    assert!(names.len() > 80);
    let query: Vec<String> = names.iter().map(|name| format!("{name}=1")).collect();
    let url = format!("https://app.example/calls?own=1&{}&Own=1", query.join("&"));
    let stored = stored(&get_of_twilio(&url));
    assert_eq!(stored.head().uri.query(), Some(&*query.join("&")));
}

#[test]
fn rejects_the_event_of_another_provider() {
    let delivery = signed(providers::GITHUB, "https://app.example/", "{}", "push");
    let error = stored(&delivery).event(&stripe::PROVIDER).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the stored delivery is from `github`, not from `stripe`"
    );
    assert!(matches!(error, StoredError::OtherProvider { .. }));
}

#[test]
fn rejects_a_body_that_does_not_fit_the_type() {
    let delivery = signed(providers::GITHUB, "https://app.example/", "{}", "push");
    let typed = providers::GITHUB.with_events::<Json<u8>>();
    let error = stored(&delivery).event(&typed).unwrap_err();
    assert!(matches!(error, StoredError::Decode(_)), "{error:?}");
}

#[test]
fn rejects_another_version() {
    let delivery = signed(providers::GITHUB, "https://app.example/", "{}", "push");
    let json = String::from_utf8(stored(&delivery).to_json()).unwrap();
    for version in ["2", "0", "18446744073709551615"] {
        let newer = json.replacen("\"version\":1", &format!("\"version\":{version}"), 1);
        let error = StoredDelivery::from_json(newer.as_bytes()).unwrap_err();
        assert!(matches!(error, StoredError::Version(found) if found.to_string() == version));
        // Another version may have other fields.
        let other = format!(r#"{{"fields":[],"version":{version}}}"#);
        let error = StoredDelivery::from_json(other.as_bytes()).unwrap_err();
        assert!(matches!(error, StoredError::Version(_)));
        let error = serde_json::from_str::<StoredDelivery>(&newer).unwrap_err();
        assert!(
            error.to_string().contains("this release reads version 1"),
            "{error}"
        );
    }
    let mut binary = postcard::to_allocvec(&stored(&delivery)).unwrap();
    binary[0] = 2;
    assert!(postcard::from_bytes::<StoredDelivery>(&binary).is_err());
}

#[test]
fn rejects_a_text_that_is_cut_short() {
    let delivery = signed(
        providers::GITHUB,
        "https://app.example/",
        "{\"a\":\"ü\"}",
        "push",
    );
    let json = stored(&delivery).to_json();
    for end in 0..json.len() {
        let error = StoredDelivery::from_json(&json[..end]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the stored delivery is malformed: it is cut short",
            "{end}"
        );
    }
    let binary = postcard::to_allocvec(&stored(&delivery)).unwrap();
    for end in 0..binary.len() {
        assert!(postcard::from_bytes::<StoredDelivery>(&binary[..end]).is_err());
    }
}

#[test]
fn rejects_what_is_not_a_stored_delivery() {
    let delivery = signed(providers::GITHUB, "https://app.example/", "{}", "push");
    let json = String::from_utf8(stored(&delivery).to_json()).unwrap();
    let value: Value = serde_json::from_str(&json).unwrap();
    let rejected = |text: &str| match StoredDelivery::from_json(text.as_bytes()) {
        Err(StoredError::Malformed(why)) => why.into_string(),
        other => panic!("{text}: {other:?}"),
    };
    for name in value.as_object().unwrap().keys() {
        let mut without = value.clone();
        without.as_object_mut().unwrap().remove(name);
        let why = rejected(&without.to_string());
        assert!(why.contains(&format!("missing field `{name}`")), "{why}");
        let mut typed = value.clone();
        typed[name] = Value::Bool(true);
        rejected(&typed.to_string());
        let twice = json.replacen('{', &format!("{{{:?}:{},", name, value[name]), 1);
        assert!(rejected(&twice).contains("twice"));
    }
    for (field, wrong) in [
        ("key", "\"00\"".to_owned()),
        ("key", format!("{:?}", key().to_string().to_uppercase())),
        ("key", format!("{:?}", "é".repeat(32))),
        ("coverage", "\"everything\"".to_owned()),
        ("coverage", "\"body+luck\"".to_owned()),
        ("method", "\"a b\"".to_owned()),
        ("path", "\"a b\"".to_owned()),
        ("headers", "[[\"a b\",\"c\"]]".to_owned()),
        ("headers", "[[\"a\",\"\\n\"]]".to_owned()),
        ("body", "{\"base64\":\"!\"}".to_owned()),
        ("body", "{\"hex\":\"00\"}".to_owned()),
        ("received_at", "-1".to_owned()),
        (
            "occurred_at",
            "{\"value\":\"yesterday\",\"signed\":true}".to_owned(),
        ),
        ("occurred_at", "1790000000".to_owned()),
        // Years that cannot be written again.
        (
            "occurred_at",
            "{\"value\":\"9999-12-31T23:59:59-01:00\",\"signed\":true}".to_owned(),
        ),
        (
            "occurred_at",
            "{\"value\":\"1970-01-01T00:00:00+01:00\",\"signed\":true}".to_owned(),
        ),
        (
            "event_type",
            "{\"value\":\"a\",\"signed\":true,\"more\":1}".to_owned(),
        ),
    ] {
        let mut changed = value.clone();
        changed[field] = serde_json::from_str(&wrong).unwrap();
        rejected(&changed.to_string());
    }
    assert!(rejected(&json.replacen('{', "{\"more\":1,", 1)).contains("does not have"));
    assert_eq!(rejected("{x}"), "it is not JSON");
    for text in ["null", "[]", "{}", "1", "\"\""] {
        rejected(text);
    }
}

#[test]
fn reads_every_coverage() {
    let mut seen = BTreeSet::new();
    for (_, _, _, delivery) in deliveries() {
        let coverage = delivery.coverage();
        if coverage.body != BodyCoverage::Nothing || coverage.sender {
            seen.insert(coverage.to_string());
        }
    }
    println!("{seen:?}");
    assert!(seen.len() >= 6, "{seen:?}");
    assert!(seen.iter().any(|text| text.contains("+event-time")));
}
