//! Any verified body becomes an event of any provider, and its bytes are kept.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use proptest::{collection::vec, prelude::*, sample::Index, sample::select};
use serde_json::{Map, Number, Value};
use webhook_receiver::Event;
use webhook_receiver::events::{Decoded, EventEnum};
use webhook_receiver::events::{
    discord, github, gitlab, linear, meta, shopify, slack, stripe, telegram, twilio,
};
use webhook_receiver::{Delivery, Received, Receiver, Secret, providers, testing::Signer};

use crate::common::payloads;
use payloads::Payload;

const PROVIDERS: &[&str] = &[
    "discord",
    "github",
    "gitlab",
    "linear",
    "messenger",
    "meta",
    "meta-fields",
    "shopify",
    "slack",
    "stripe",
    "telegram",
    "twilio",
    "whatsapp",
];

static OWN: LazyLock<Vec<Payload>> = LazyLock::new(|| {
    PROVIDERS
        .iter()
        .flat_map(|name| payloads::own(name))
        .collect()
});

/// Every key and every event type that the models read, so that arbitrary values reach deep places.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    fn collect(value: &Value, words: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    words.push(key.clone());
                    collect(value, words);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
            _ => {}
        }
    }
    let mut words: Vec<String> = Vec::new();
    for Payload { kind, body, .. } in OWN.iter() {
        words.push(kind.clone());
        if let Ok(body) = serde_json::from_slice(body) {
            collect(&body, &mut words);
        }
    }
    words.sort();
    words.dedup();
    words
});

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// Returns a delivery with this body and this event type, verified by a receiver.
fn delivery(kind: &str, body: &[u8]) -> Delivery {
    let secret = || Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap();
    let mut request = Signer::new(providers::GITHUB, secret())
        .at(now())
        .sign("https://app.example/hooks", body.to_vec())
        .unwrap();
    if let Ok(kind) = kind.parse() {
        request.headers_mut().insert("x-github-event", kind);
    }
    let receiver = Receiver::new(providers::GITHUB, secret()).unwrap();
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(delivery)) => delivery,
        other => panic!("{other:?}"),
    }
}

/// Decodes a delivery as an event of this provider: there is always one, and the bytes are kept.
fn read<E: Event + EventEnum>(delivery: &Delivery, body: &[u8]) -> String {
    let delivery = delivery.clone().with_events::<E>();
    let event = delivery.event().expect("an event, whatever the body is");
    assert_eq!(delivery.body(), body);
    match event.decoded() {
        Decoded::Known { kind, .. } | Decoded::Unknown { kind } => kind.into(),
        Decoded::Undecodable(error) => {
            assert!(error.message().len() <= 200);
            assert!(error.path().is_empty() || error.path().starts_with('/'));
            error.event_type().into()
        }
        other => panic!("{other:?}"),
    }
}

fn read_as_all(kind: &str, body: &[u8]) {
    let delivery = delivery(kind, body);
    // If the event type is in the header, it is the one that was sent.
    let named = delivery.kind().unwrap_or_default().to_owned();
    assert_eq!(read::<github::Event>(&delivery, body), named);
    read::<discord::Event>(&delivery, body);
    read::<gitlab::Event>(&delivery, body);
    read::<linear::Event>(&delivery, body);
    read::<shopify::Event>(&delivery, body);
    read::<slack::Event>(&delivery, body);
    read::<stripe::Event>(&delivery, body);
    read::<telegram::Event>(&delivery, body);
    read::<twilio::Event>(&delivery, body);
    read::<meta::Event>(&delivery, body);
    read::<meta::WhatsAppEvent>(&delivery, body);
    read::<meta::MessagingEvent>(&delivery, body);
    read::<meta::FieldEvent>(&delivery, body);
    // Values that are kept as raw JSON are decoded later.
    match meta::Event::from_parts(kind, body) {
        meta::Event::WhatsApp(batch) => {
            for change in batch.entry.iter().flat_map(|entry| entry.changes.iter()) {
                change.event();
            }
        }
        meta::Event::Page(batch) | meta::Event::Instagram(batch) => {
            for entry in &batch.entry {
                entry.changes.iter().for_each(|change| drop(change.event()));
                let items = entry.messaging.iter().chain(entry.standby.iter());
                items.for_each(|item| drop(item.event()));
            }
        }
        _ => {}
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(&WORDS[..]), 1 => ".*"]
}

fn json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<u64>().prop_map(Number::from),
        any::<f64>().prop_filter_map("JSON has no infinity", Number::from_f64),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number.prop_map(Value::Number),
        word().prop_map(Value::String),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        let fields = vec((word(), inner.clone()), 0..8);
        prop_oneof![
            vec(inner, 0..4).prop_map(Value::Array),
            fields.prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn accepts_any_json(kind in word(), body in json()) {
        read_as_all(&kind, &serde_json::to_vec(&body).unwrap());
    }

    #[test]
    fn accepts_any_bytes(kind in word(), body in vec(any::<u8>(), 0..200)) {
        read_as_all(&kind, &body);
    }

    /// An event with an arbitrary value in some of its places.
    #[test]
    fn accepts_any_json_in_events(
        payload in any::<Index>(),
        grafts in vec((any::<Index>(), json()), 1..4),
    ) {
        let Payload { kind, body, .. } = payload.get(&OWN[..]);
        let Ok(mut body) = serde_json::from_slice::<Value>(body) else { return Ok(()) };
        for (place, graft) in grafts {
            let all = payloads::places(&body);
            *body.pointer_mut(place.get::<String>(&all)).unwrap() = graft;
        }
        read_as_all(kind, &serde_json::to_vec(&body).unwrap());
    }

    /// An event that was cut off, or in which some bytes changed.
    #[test]
    fn accepts_any_bytes_in_events(
        payload in any::<Index>(),
        cut in prop::option::of(any::<Index>()),
        flips in vec((any::<Index>(), any::<u8>()), 0..4),
    ) {
        let Payload { kind, body, .. } = payload.get(&OWN[..]);
        let mut body = body.clone();
        if let Some(cut) = cut {
            body.truncate(cut.index(body.len() + 1));
        }
        for (place, byte) in flips {
            if !body.is_empty() {
                let place = place.index(body.len());
                body[place] = byte;
            }
        }
        read_as_all(kind, &body);
    }
}
