//! Aliases: other spellings of a genuine request that can be made without the key. Each is rejected, or
//! yields a delivery with the same meaning and the same idempotency key, so that a replay under another
//! spelling is a duplicate.
//!
//! `ALIASES` sets the number.

use crate::common::rows;
use crate::shifts::facts;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Uri};
use webhook_receiver::{
    Delivery, Provider, Received, Receiver, Secret, SetupError,
    algorithm::Class,
    idempotency::{Idempotency, Idempotent, Key, Memory, StoreDown, UnsignedId},
    provider::IdKind,
    providers,
    scheme::BodyCoverage,
    testing::Signer,
};

use facts::Facts;

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const URL: &str = "https://app.example/hooks?a=1&b=%C3%BC";

fn pasted(provider: Provider) -> Secret {
    Secret::new(rows::pasted(provider, SECRET)).unwrap()
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

struct Genuine {
    provider: Provider,
    receiver: Receiver,
    request: Request<Bytes>,
    facts: Facts,
    /// The idempotency key, if the signed fields distinguish any two events.
    keyed: Option<(Idempotent, Key)>,
}

/// Returns the key of a delivery in a store of processed deliveries, or none if the signed fields do not
/// distinguish any two events.
fn keyed(receiver: &Receiver) -> Option<Idempotent> {
    let idempotency = Idempotency::new(Memory::new(1), StoreDown::Reject);
    let endpoint = idempotency.endpoint(receiver);
    match endpoint.unsigned_id(UnsignedId::Ignore).build() {
        Ok(keyed) => Some(keyed),
        Err(SetupError::NoIdentity { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

fn receive(receiver: &Receiver, request: Request<Bytes>) -> Option<Delivery> {
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(delivery)) => Some(delivery),
        _ => None,
    }
}

fn receiver(provider: Provider) -> Receiver {
    let builder = Receiver::builder(provider)
        .secret(pasted(provider))
        .public_url("https://app.example");
    rows::configured(builder, provider).build().unwrap()
}

/// Returns a request of the provider as `sender` signs it, with its own body or this one.
fn signed(provider: Provider, sender: Provider, body: Option<&str>) -> Request<Bytes> {
    let signer = Signer::new(sender, pasted(provider));
    let signer = signer.at(now()).id("msg-1");
    let signer = rows::configured_signer(signer, provider);
    let (signer, own) = rows::with_body(signer, provider);
    signer.sign(URL, body.unwrap_or(own).to_owned()).unwrap()
}

fn genuine(provider: Provider, sender: Provider) -> Genuine {
    let receiver = receiver(provider);
    let request = signed(provider, sender, None);
    let delivery = receive(&receiver, request.clone()).unwrap_or_else(|| panic!("{provider:?}"));
    let keyed = keyed(&receiver).map(|keyed| {
        let key = keyed.key(&delivery).unwrap();
        (keyed, key)
    });
    Genuine {
        provider,
        receiver,
        request,
        facts: Facts::of(&delivery),
        keyed,
    }
}

fn rows() -> impl Iterator<Item = Provider> {
    let of_class = |provider: &&Provider| {
        provider.algorithm().class() == Class::Hmac && matches!(provider.class(), "hmac" | "code")
    };
    providers::ALL
        .iter()
        .filter(of_class)
        // If nothing of the body is signed, another body is not another spelling.
        .filter(|provider| provider.coverage().body != BodyCoverage::Nothing)
        .copied()
}

/// The names of all rows' headers, and of further ids.
fn names(rows: &[Genuine]) -> Vec<HeaderName> {
    let ids = [
        "svix-id",
        "webhook-id",
        "x-webhook-id",
        "x-event-id",
        "x-event-type",
    ];
    let ids = ids.map(HeaderName::from_static);
    let headers = rows.iter().flat_map(|row| row.request.headers().keys());
    let names: BTreeSet<&str> = headers.chain(&ids).map(HeaderName::as_str).collect();
    names.iter().map(|name| name.parse().unwrap()).collect()
}

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// Returns another spelling of a header's value, which need not have the same meaning.
fn respell(text: &str, random: &mut Random) -> String {
    let at = random.below(text.len() + 1);
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    match random.below(24) {
        0 => text.to_ascii_uppercase(),
        1 => text.to_ascii_lowercase(),
        2 => text
            .char_indices()
            .map(|(index, letter)| {
                if index % 2 == 0 {
                    letter.to_ascii_uppercase()
                } else {
                    letter
                }
            })
            .collect(),
        3 => text.replace('+', "-").replace('/', "_"),
        4 => text.replace('-', "+").replace('_', "/"),
        5 => text.trim_end_matches('=').to_owned(),
        6 => format!("{text}="),
        7 => format!("{text}=="),
        8 => format!(" {text}"),
        9 => format!("{text} "),
        10 => format!("{before} {after}"),
        11 => text.replace(',', ", "),
        12 => text.replace(", ", ","),
        13 => format!("{text},{text}"),
        14 => format!("{text} {text}"),
        15 => format!("v0=00,{text}"),
        16 => format!("{text},v9=00"),
        17 => text.split(',').rev().collect::<Vec<_>>().join(","),
        18 => format!("0{text}"),
        19 => format!("+{text}"),
        20 => format!("{text}.0"),
        21 => format!("{text}\t"),
        22 => format!("\"{text}\""),
        _ => format!("{before}%20{after}"),
    }
}

/// Changes one to three things, without the key.
fn alias(row: &Genuine, names: &[HeaderName], random: &mut Random) -> Option<Request<Bytes>> {
    let mut request = row.request.clone();
    for _ in 0..=random.below(3) {
        match random.below(11) {
            10 => {
                let name = &names[random.below(names.len())];
                let values = ["msg-2", "other.kind", "1790000001", "v1,AAAA"];
                let value = HeaderValue::from_static(values[random.below(values.len())]);
                if !request.headers().contains_key(name) {
                    request.headers_mut().insert(name, value);
                }
            }
            0..=4 => {
                let names: Vec<HeaderName> = request.headers().keys().cloned().collect();
                let name = &names[random.below(names.len())];
                let text = respell(request.headers()[name].to_str().ok()?, random);
                let value = HeaderValue::from_str(&text).ok()?;
                request.headers_mut().insert(name, value);
            }
            5 => {
                let name = [
                    "x-request-id",
                    "user-agent",
                    "x-forwarded-for",
                    "traceparent",
                    "x-hub-signature",
                ];
                let name = HeaderName::from_static(name[random.below(name.len())]);
                let value = HeaderValue::from(random.below(1000));
                request.headers_mut().insert(name, value);
            }
            6 => {
                let uri = [
                    "https://app.example/hooks?b=%C3%BC&a=1",
                    "https://app.example/hooks?a=1&b=%c3%bc",
                    "https://app.example/hooks?a=1&b=%C3%BC&",
                    "https://app.example/hooks?a=1&b=%C3%BC&c=1",
                    "https://app.example//hooks?a=1&b=%C3%BC",
                    "https://app.example/%68ooks?a=1&b=%C3%BC",
                    "https://app.example:443/hooks?a=1&b=%C3%BC",
                    "http://evil.example/hooks?a=1&b=%C3%BC",
                ];
                *request.uri_mut() = Uri::from_static(uri[random.below(uri.len())]);
            }
            7 => {
                let text = std::str::from_utf8(request.body()).ok()?;
                let body = match random.below(5) {
                    0 => text.replace("\\u00fc", "ü"),
                    1 => text.replace(':', ": "),
                    2 => format!("{text}\n"),
                    3 => format!("\u{feff}{text}"),
                    _ => format!(" {text}"),
                };
                *request.body_mut() = body.into();
            }
            8 => {
                let names: Vec<HeaderName> = request.headers().keys().cloned().collect();
                let name = &names[random.below(names.len())];
                let value = request.headers()[name].clone();
                request.headers_mut().append(name, value);
            }
            _ => {
                let kinds = [
                    "application/json",
                    "text/plain",
                    "application/x-www-form-urlencoded; charset=utf-8",
                ];
                let value = HeaderValue::from_static(kinds[random.below(kinds.len())]);
                request.headers_mut().insert("content-type", value);
            }
        }
    }
    Some(request)
}

#[test]
fn rejects_aliases_that_say_something_else() {
    let wanted: usize = std::env::var("ALIASES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(100_000);
    let mut rows: Vec<_> = rows().map(|row| genuine(row, row)).collect();
    // Two sets of names: a receiver of one must not use the id of the other.
    rows.push(genuine(providers::SVIX, providers::STANDARD_WEBHOOKS));
    let count = rows.len() - 1;
    let names = names(&rows);
    let mut random = Random(7);
    let (mut rejected, mut same) = (0, 0);
    let mut aliased = BTreeMap::<&str, usize>::new();
    while rejected + same < wanted {
        let row = &rows[random.below(rows.len())];
        let Some(request) = alias(row, &names, &mut random) else {
            continue;
        };
        let shown = format!("{request:?}");
        match receive(&row.receiver, request) {
            None => rejected += 1,
            Some(delivery) => {
                let id = row.provider.id();
                let difference = row.facts.differs(&Facts::of(&delivery), None);
                assert_eq!(difference, None, "{id}: {shown}");
                if let Some((keyed, key)) = &row.keyed {
                    assert_eq!(keyed.key(&delivery).unwrap(), *key, "{id}: {shown}");
                }
                same += 1;
                *aliased.entry(row.provider.id()).or_default() += 1;
            }
        }
    }
    println!(
        "{} aliases of {} rows: {rejected} refused, {same} say the same",
        rejected + same,
        count
    );
    // The control: some aliases must be accepted, or the test shows nothing.
    assert_eq!(aliased.len(), count, "{aliased:?}");
}

/// The control: different deliveries never share a key.
#[test]
fn returns_different_keys_for_different_deliveries() {
    let mut count = 0;
    for provider in rows() {
        if !provider.coverage().binds_body() {
            continue;
        }
        let receiver = receiver(provider);
        let keyed = keyed(&receiver).unwrap();
        let mut seen = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for number in 0..100 {
            let body = rows::BODY.replace(r#""id":"1""#, &format!(r#""id":"{number}""#));
            let delivery = receive(&receiver, signed(provider, provider, Some(&body))).unwrap();
            // An id that names one event is the key, and the signer gives all requests of a moment the same
            // id.
            let same_event = provider.delivery_id_kind() == IdKind::Event
                && delivery.id_is_signed()
                && !ids.insert(delivery.id().unwrap().to_owned());
            if same_event {
                continue;
            }
            assert!(seen.insert(keyed.key(&delivery).unwrap()), "{provider:?}");
            count += 1;
        }
    }
    println!("{count} deliveries, all different");
}
