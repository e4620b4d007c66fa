#![no_main]
//! Typed events: every signed body becomes an event of every provider, and stays what it was.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use webhook_receiver::{
    Delivery, Event, Received, Receiver, Secret,
    events::{
        Decoded, EventEnum, discord, github, gitlab, linear, meta, shopify, slack, stripe,
        telegram, twilio,
    },
    providers,
    testing::fixtures::{self, Fixture},
};
use webhook_receiver_fuzz::{edit, now, seeds};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

static RECEIVER: LazyLock<Receiver> =
    LazyLock::new(|| Receiver::new(providers::GITHUB, Secret::new(SECRET).unwrap()).unwrap());

static FIXTURES: LazyLock<Vec<Fixture>> =
    LazyLock::new(|| fixtures::providers().flat_map(fixtures::of).collect());

/// How the models of a provider read a delivery.
type Read = fn(&Delivery, &[u8]);

const MODELS: &[(&str, Read)] = &[
    ("discord", read::<discord::Event>),
    ("github", read::<github::Event>),
    ("gitlab", read::<gitlab::Event>),
    ("linear", read::<linear::Event>),
    ("meta", read::<meta::Event>),
    ("meta", read::<meta::FieldEvent>),
    ("messenger", read::<meta::MessagingEvent>),
    ("whatsapp", read::<meta::WhatsAppEvent>),
    ("shopify", read::<shopify::Event>),
    ("slack", read::<slack::Event>),
    ("stripe", read::<stripe::Event>),
    ("telegram", read::<telegram::Event>),
    ("twilio", read::<twilio::Event>),
];

/// A delivery of this body and event type, signed without the code under test.
fn delivery(kind: &str, body: &[u8]) -> Delivery {
    let mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let mac = mac.chain_update(body).finalize().into_bytes();
    let signature: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut request = Request::new(Bytes::copy_from_slice(body));
    *request.method_mut() = http::Method::POST;
    let signature = format!("sha256={signature}").parse().unwrap();
    request
        .headers_mut()
        .insert("x-hub-signature-256", signature);
    if let Ok(kind) = kind.parse() {
        request.headers_mut().insert("x-github-event", kind);
    }
    match RECEIVER.receive(request, now()) {
        Ok(Received::Delivery(delivery)) => delivery,
        other => panic!("{other:?}"),
    }
}

fn read<E: Event + EventEnum>(delivery: &Delivery, body: &[u8]) {
    let delivery = delivery.clone().with_events::<E>();
    let event = delivery.event().expect("an event, whatever the body is");
    assert_eq!(delivery.body(), body);
    if let Decoded::Undecodable(error) = event.decoded() {
        assert!(error.message().len() <= 200);
        assert!(error.path().is_empty() || error.path().starts_with('/'));
    }
}

/// A fixture in which values are replaced by others of it, or by scalars.
fn grafted(input: &mut Unstructured<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let mut body: Value = serde_json::from_slice(body).ok()?;
    for _ in 0..4 {
        if input.is_empty() {
            break;
        }
        let mut places = Vec::new();
        pointers(&body, &mut String::new(), &mut places);
        let place = &places[usize::from(input.arbitrary::<u16>().ok()?) % places.len()];
        let other = &places[usize::from(input.arbitrary::<u16>().ok()?) % places.len()];
        let value = match input.arbitrary::<u8>().ok()? % 10 {
            0 => Value::Null,
            1 => input.arbitrary::<bool>().ok()?.into(),
            2 => input.arbitrary::<i64>().ok()?.into(),
            3 => input.arbitrary::<f64>().ok()?.into(),
            4 => Value::Array(Vec::new()),
            5 => Value::Object(Default::default()),
            6 => String::from_utf8_lossy(&edit::short(input, 31)?).into(),
            7 => Value::Array(vec![body.pointer(other)?.clone()]),
            _ => body.pointer(other)?.clone(),
        };
        *body.pointer_mut(place)? = value;
    }
    serde_json::to_vec(&body).ok()
}

fn pointers(value: &Value, at: &mut String, found: &mut Vec<String>) {
    found.push(at.clone());
    let length = at.len();
    let mut below = |key: &str, value: &Value| {
        at.push('/');
        at.push_str(&key.replace('~', "~0").replace('/', "~1"));
        pointers(value, at, found);
        at.truncate(length);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| below(key, value)),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| below(&index.to_string(), value));
        }
        _ => {}
    }
}

/// Returns the model, the event type and the body that an input states: its own, or a fixture that it
/// changes.
fn body(input: &mut Unstructured<'_>) -> Option<(Read, String, Vec<u8>)> {
    if input.arbitrary().ok()? {
        let (_, model) = MODELS[usize::from(input.arbitrary::<u8>().ok()?) % MODELS.len()];
        let kind = String::from_utf8_lossy(&edit::short(input, 63)?).into_owned();
        return Some((model, kind, input.bytes(input.len()).ok()?.to_vec()));
    }
    let fixture = &FIXTURES[usize::from(input.arbitrary::<u16>().ok()?) % FIXTURES.len()];
    let mut models = MODELS
        .iter()
        .filter(|(provider, _)| *provider == fixture.provider());
    let (_, model) = models.next()?;
    let body = grafted(input, fixture.body())?;
    Some((*model, fixture.kind().to_owned(), body))
}

fn seeds() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for (number, fixture) in FIXTURES.iter().enumerate() {
        all.push([&[0], &(number as u16).to_le_bytes()[..]].concat());
        let model = MODELS
            .iter()
            .position(|(provider, _)| *provider == fixture.provider());
        let (Some(model), kind) = (model, fixture.kind()) else {
            continue;
        };
        let start = [1, model as u8, kind.len() as u8];
        all.push([&start, kind.as_bytes(), fixture.body()].concat());
    }
    all
}

fuzz_target!(
    init: seeds::write(seeds),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        if let Some((model, kind, body)) = body(&mut input) {
            model(&delivery(&kind, &body), &body);
        }
    }
);
