//! Keys: golden vectors, which deliveries must share a key, and which must not.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use serde::Deserialize;
use webhook_receiver::{
    Delivery, Provider, Received, Receiver, Secret, SetupError,
    algorithm::HMAC_SHA256,
    idempotency::{Idempotency, Idempotent, Key, KeyError, Memory, StoreDown, UnsignedId},
    providers,
    scheme::{At, Part, PercentDecode, Scheme, TimeFormat},
    testing::Signer,
};

use super::rows;

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const URL: &str = "https://app.example/hooks?a=1&b=%C3%BC";
const DOCS: &str = "https://docs.example/webhooks";

const BODY: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature"));

const fn row(id: &'static str, scheme: Scheme) -> Provider {
    Provider::new(id, "Sender", DOCS, scheme)
}

const ID: &[At] = &[At::Json("/id")];

/// The rows that the vectors name besides those of the crate.
const ROWS: &[Provider] = &[
    row("signed-id", BODY).delivery_id(ID).id_of_event(DOCS),
    row("object-id", BODY).delivery_id(ID).id_of_object(DOCS),
    row("batch-id", BODY).delivery_id(ID).id_of_batch_item(DOCS),
    row("unknown-id", BODY).delivery_id(ID),
    row("unsigned-id", BODY)
        .delivery_id(&[At::Header("x-id")])
        .id_of_event(DOCS),
    row("token", Scheme::token(At::Header("x-token")))
        .delivery_id(ID)
        .id_of_event(DOCS),
    row(
        "signed-kind",
        BODY.content(&[Part::Header("x-event"), Part::Literal("."), Part::Body]),
    )
    .kind(&[At::Header("x-event")]),
    row(
        "signed-url",
        BODY.content(&[Part::Method, Part::Url(PercentDecode::None), Part::Body]),
    ),
    row(
        "fields",
        BODY.timestamp(At::Json("/at"), TimeFormat::Seconds)
            .content_without_body(&[
                Part::Json("/at"),
                Part::Json("/order"),
                Part::Literal("|"),
                Part::Json("/state"),
            ]),
    ),
];

pub(crate) fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

pub(crate) fn provider(id: &str) -> Provider {
    let mut all = ROWS.iter().chain(providers::ALL);
    *all.find(|provider| provider.id() == id).unwrap()
}

fn secret(provider: Provider) -> Secret {
    rows::secret(provider, SECRET)
}

pub(crate) fn receiver(provider: Provider) -> Receiver {
    rows::receiver(provider, SECRET)
}

pub(crate) fn signer(provider: Provider) -> Signer {
    let signer = Signer::new(provider, secret(provider)).at(now());
    rows::configured_signer(signer, provider)
}

pub(crate) fn deliver(receiver: &Receiver, signer: Signer, body: impl Into<Bytes>) -> Delivery {
    let request = signer.sign(URL, body);
    let request =
        request.unwrap_or_else(|error| panic!("{}: {error}", receiver.endpoint().provider()));
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(delivery)) => delivery,
        other => panic!("{other:?}"),
    }
}

fn idempotency() -> Idempotency {
    Idempotency::new(Memory::new(10), StoreDown::Reject)
}

pub(crate) fn idempotent(receiver: &Receiver) -> Idempotent {
    idempotency()
        .endpoint(receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()
        .unwrap()
}

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
    derived: Derived,
}

#[derive(Deserialize)]
struct Case {
    what: String,
    row: String,
    scope: String,
    body: String,
    key: String,
    id: Option<String>,
    kind: Option<String>,
    unsigned: Option<String>,
    #[serde(default)]
    form: bool,
}

#[derive(Deserialize)]
struct Derived {
    custom: String,
    custom_within_tenant: String,
    item: String,
    step: String,
    tenant: String,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../../idempotency/keys.json")).unwrap()
}

#[test]
fn returns_the_committed_keys() {
    for case in golden().cases {
        let provider = provider(&case.row);
        let receiver = receiver(provider);
        let mut signer = signer(provider);
        if let Some(id) = case.id {
            signer = signer.id(id);
        }
        if let Some(kind) = case.kind {
            signer = signer.kind(kind);
        }
        if case.form {
            signer = signer.form();
        }
        let delivery = deliver(&receiver, signer, case.body);
        let mut builder = idempotency().endpoint(&receiver).scope(case.scope);
        builder = match case.unsigned.as_deref() {
            Some("include") => builder.unsigned_id(UnsignedId::Include),
            Some(_) => builder.unsigned_id(UnsignedId::Ignore),
            None => builder,
        };
        let key = builder.build().unwrap().key(&delivery).unwrap();
        assert_eq!(key.to_string(), case.key, "{}", case.what);
    }
}

#[test]
fn returns_the_committed_keys_of_callers() {
    let golden = golden().derived;
    let provider = provider("signed-id");
    let receiver = receiver(provider);
    let delivery = deliver(&receiver, signer(provider), r#"{"id":"evt_1"}"#);
    let custom = Key::custom(&delivery, "acct_1", &[b"evt_1", b"\x00\xff"]);
    assert_eq!(custom.to_string(), golden.custom);
    assert_eq!(custom.item(b"item-1").to_string(), golden.item);
    assert_eq!(custom.step("ship").to_string(), golden.step);
    assert_eq!(Key::from_bytes(*custom.as_bytes()), custom);

    let tenants = idempotency().tenants(receiver.endpoint());
    let within = tenants.build().unwrap().tenant("t-1").key(&delivery);
    assert_eq!(within.unwrap().to_string(), golden.tenant);
    let tenants = idempotency()
        .tenants(receiver.endpoint())
        .key_with(move |_| Some(custom))
        .build()
        .unwrap();
    let within = tenants.tenant("t-1").key(&delivery).unwrap();
    assert_eq!(within.to_string(), golden.custom_within_tenant);
}

#[test]
fn rejects_an_empty_tenant_and_separates_others() {
    let provider = provider("signed-id");
    let receiver = receiver(provider);
    let delivery = deliver(&receiver, signer(provider), r#"{"id":"evt_1"}"#);
    for tenants in [
        idempotency().tenants(receiver.endpoint()),
        idempotency()
            .tenants(receiver.endpoint())
            .key_with(|delivery| Some(Key::custom(delivery, "", &[]))),
    ] {
        let tenants = tenants.build().unwrap();
        let empty = tenants.tenant("").key(&delivery);
        assert_eq!(empty, Err(KeyError::TenantEmpty));
        let keys: BTreeSet<_> = ["a", "b", "ab", " a"]
            .map(|tenant| tenants.tenant(tenant).key(&delivery).unwrap())
            .into();
        assert_eq!(keys.len(), 4);
    }
}

#[test]
fn rejects_a_delivery_of_another_provider() {
    let (one, other) = (provider("signed-id"), provider("object-id"));
    let delivery = deliver(&receiver(other), signer(other), "{}");
    let rejected = idempotent(&receiver(one)).key(&delivery);
    let expected = KeyError::OtherProvider {
        expected: "signed-id",
        found: "object-id",
    };
    assert_eq!(rejected, Err(expected));
}

#[test]
fn rejects_a_set_up_without_a_decision_on_unsigned_ids() {
    let provider = provider("unsigned-id");
    let receiver = receiver(provider);
    let rejected = idempotency().endpoint(&receiver).build().unwrap_err();
    assert_eq!(rejected, SetupError::UnsignedId { provider: "Sender" });
    let text = rejected.to_string();
    assert!(text.contains("loses") && text.contains("again"), "{text}");
    // Not if a token proves only the sender, or if the id is not that of an event.
    for id in ["token", "unknown-id", "object-id", "signed-id"] {
        let receiver = self::receiver(self::provider(id));
        idempotency().endpoint(&receiver).build().unwrap();
    }
}

#[test]
fn rejects_a_set_up_where_signed_fields_do_not_distinguish_events() {
    for id in ["opennode", "midtrans", "dropbox-sign"] {
        let receiver = receiver(provider(id));
        let rejected = idempotency().endpoint(&receiver).build().unwrap_err();
        let name = provider(id).name();
        assert_eq!(rejected, SetupError::NoIdentity { provider: name });
        let with = |delivery: &Delivery| {
            let status = delivery.raw_json("/status").unwrap_or_default();
            Some(Key::custom(delivery, "", &[status.as_bytes()]))
        };
        idempotency()
            .endpoint(&receiver)
            .key_with(with)
            .build()
            .unwrap();
    }
}

#[test]
fn rejects_a_delivery_of_which_the_caller_has_no_key() {
    let provider = provider("unknown-id");
    let receiver = receiver(provider);
    let idempotent = idempotency()
        .endpoint(&receiver)
        .key_with(|delivery| Some(Key::custom(delivery, "", &[delivery.id()?.as_bytes()])))
        .build()
        .unwrap();
    let delivery = deliver(&receiver, signer(provider), "{}");
    assert_eq!(idempotent.key(&delivery), Err(KeyError::NoKey));
}

/// Every provider's set-up either succeeds or says which decision is missing.
#[test]
fn returns_a_key_or_the_reason_for_each_row() {
    let (mut ready, mut asked, mut none) = (0, 0, Vec::new());
    for provider in rows::shared() {
        let receiver = receiver(provider);
        match idempotency().endpoint(&receiver).build() {
            Ok(_) => ready += 1,
            Err(SetupError::UnsignedId { .. }) => {
                asked += 1;
                idempotent(&receiver);
            }
            Err(SetupError::NoIdentity { .. }) => none.push(provider.id()),
            Err(other) => panic!("{provider:?}: {other}"),
        }
    }
    println!("{ready} rows have keys, {asked} ask for the unsigned id, without keys: {none:?}");
    // As documented, only an id of an object, or less, is signed.
    for provider in ["dropbox-sign", "midtrans"] {
        assert!(none.contains(&provider), "{provider}");
    }
    assert!(ready > 150, "{ready}");
}

/// 100,000 genuine events have 100,000 keys.
#[test]
fn returns_different_keys_for_different_events() {
    let rows = [
        ("signed-id", r#"{"id":"N"}"#),
        ("object-id", r#"{"id":"1","state":"N"}"#),
        ("unsigned-id", r#"{"n":N}"#),
        ("token", r#"{"id":"N"}"#),
        ("fields", r#"{"order":"N","state":"s","at":1790000000}"#),
    ];
    let mut keys = BTreeSet::new();
    for (id, body) in rows {
        let provider = provider(id);
        let receiver = receiver(provider);
        let idempotent = idempotent(&receiver);
        for number in 0..5_000 {
            let body = body.replace('N', &number.to_string());
            let delivery = deliver(&receiver, signer(provider), body);
            assert!(
                keys.insert(idempotent.key(&delivery).unwrap()),
                "{id} {number}"
            );
        }
    }
    assert_eq!(keys.len(), 25_000);
}

/// `delivered` after `sent`, about one message: the id of an object does not identify an event.
#[test]
fn returns_different_keys_for_events_of_one_object() {
    let provider = provider("object-id");
    let receiver = receiver(provider);
    let idempotent = idempotent(&receiver);
    let keys: BTreeSet<_> = ["queued", "sent", "delivered"]
        .map(|state| {
            let body = format!(r#"{{"id":"msg_1","state":"{state}"}}"#);
            let delivery = deliver(&receiver, signer(provider), body);
            idempotent.key(&delivery).unwrap()
        })
        .into();
    assert_eq!(keys.len(), 3);
}

#[test]
fn shows_64_digits() {
    let key = Key::from_bytes(std::array::from_fn(|at| at as u8));
    let digits = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    assert_eq!(key.to_string(), digits);
    assert_eq!(format!("{key:?}"), format!("Key({digits})"));
}

#[test]
fn accepts_shared_and_boxed_stores() {
    let store = Arc::new(Memory::new(10));
    let idempotency = Idempotency::new(store.clone(), StoreDown::Reject);
    drop(idempotency);
    assert!(store.is_empty());
}

#[test]
fn returns_different_keys_for_different_signed_paths() {
    const PATH: Provider = row(
        "signed-path",
        BODY.content(&[Part::Path, Part::Literal("\n"), Part::Body]),
    );
    const PATH_AND_QUERY: Provider = row(
        "signed-path-and-query",
        BODY.content(&[Part::PathAndQuery, Part::Literal("\n"), Part::Body]),
    );
    for (provider, has_query) in [(PATH, false), (PATH_AND_QUERY, true)] {
        let receiver = receiver(provider);
        let key = |url: &str| {
            let request = signer(provider).sign(url, "{}").unwrap();
            let Received::Delivery(delivery) = receiver.receive(request, now()).unwrap() else {
                panic!("a handshake");
            };
            idempotent(&receiver).key(&delivery).unwrap()
        };
        let first = key("https://app.example/a?x=1");
        assert_eq!(first, key("https://app.example/a?x=1"));
        assert_ne!(first, key("https://app.example/b?x=1"));
        assert_eq!(first != key("https://app.example/a?x=2"), has_query);
    }
}

/// All events of an endpoint have the same path: beside it, the id of an object is still all that identifies
/// them.
#[test]
fn rejects_a_path_and_the_id_of_an_object_as_identity() {
    const fn signs(content: &'static [Part]) -> Provider {
        row("payments", BODY.content_without_body(content))
            .delivery_id(ID)
            .id_of_object(DOCS)
    }
    const PATH: Provider = signs(&[Part::Path, Part::Literal("\n"), Part::Json("/id")]);
    const QUERY: Provider = signs(&[Part::PathAndQuery, Part::Literal("\n"), Part::Json("/id")]);
    let built = |provider| idempotency().endpoint(&receiver(provider)).build().err();
    assert_eq!(
        built(PATH),
        Some(SetupError::NoIdentity { provider: "Sender" })
    );
    assert_eq!(built(QUERY), None);
}
