//! Decodes every payload, as it was sent and changed in every way that a provider might change it.
//!
//! The payloads are those of `tests/payloads/`, and those of the folders that `WEBHOOK_CORPUS` names. With
//! `WEBHOOK_MUTATIONS=all` every place of every payload is changed instead of a few.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use webhook_receiver::events::{Decoded, EventEnum};

use crate::common::payloads;
use payloads::Payload;

/// Files without the suffix, with the reason.
const NOT_NAMED_EVENT: &[(&str, &str)] = &[
    ("Company", "other resources hold it too"),
    ("CompanyContact", "other resources hold it too"),
    ("CompanyLocation", "other resources hold it too"),
    ("Customer", "other resources hold it too"),
    ("Fulfillment", "other resources hold it too"),
    ("OrderTransaction", "other resources hold it too"),
    ("PageBatch", "its items are the events"),
    ("PaymentSchedule", "other resources hold it too"),
    ("PaymentTerms", "other resources hold it too"),
    ("ProductFeed", "other resources hold it too"),
    ("ProfileBatch", "its items are the events"),
    ("Refund", "other resources hold it too"),
    ("Variant", "other resources hold it too"),
    ("WhatsAppBatch", "its items are the events"),
];

#[test]
fn decodes_each_payload_as_a_named_event() {
    let root = crate::common::repository().join("src/events");
    let mut files = vec![
        root.join("meta/field.rs"),
        root.join("meta/messaging.rs"),
        root.join("meta/whatsapp.rs"),
    ];
    files.extend(root.read_dir().unwrap().map(|file| file.unwrap().path()));
    files.retain(|file| file.is_file() && !file.ends_with("macros.rs"));
    let (mut payloads, mut others) = (0, BTreeSet::new());
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        let tables = text.split("\nevents! {\n").skip(1);
        for row in
            tables.flat_map(|table| table.split("\n}\n").next().unwrap().split("=> ").skip(1))
        {
            let payload = row.split(['(', ')']).nth(1).unwrap();
            payloads += 1;
            if !payload.ends_with("Event") {
                others.insert(payload.to_owned());
            }
        }
    }
    assert!(payloads > 500, "{payloads} payloads");
    let listed: BTreeSet<_> = NOT_NAMED_EVENT
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(others, listed);
}

/// A provider's events, as this test uses them.
struct Model {
    provider: &'static str,
    kinds: &'static [&'static str],
    /// The number of event types in the provider's documentation.
    of: usize,
    parse: fn(&str, &[u8]) -> Seen,
    /// The maximum share of the corpus's places that the models may require, in percent: high if bodies are
    /// small, or if the provider says that nothing is ever null.
    required: f64,
}

const MODELS: &[Model] = &[
    Model {
        provider: "github",
        kinds: webhook_receiver::events::github::Event::KINDS,
        of: 88,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::github::Event::from_parts(
                kind, body,
            ))
        },
        required: 6.0,
    },
    Model {
        provider: "gitlab",
        kinds: webhook_receiver::events::gitlab::Event::KINDS,
        of: 46,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::gitlab::Event::from_parts(
                kind, body,
            ))
        },
        required: 6.5,
    },
    Model {
        provider: "linear",
        kinds: webhook_receiver::events::linear::Event::KINDS,
        of: 20,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::linear::Event::from_parts(
                kind, body,
            ))
        },
        required: 10.5,
    },
    Model {
        provider: "meta",
        kinds: webhook_receiver::events::meta::Event::KINDS,
        of: 6,
        parse: meta::batch,
        required: 32.0,
    },
    Model {
        provider: "whatsapp",
        kinds: webhook_receiver::events::meta::WhatsAppEvent::KINDS,
        of: 19,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::meta::WhatsAppEvent::from_parts(
                kind, body,
            ))
        },
        required: 24.0,
    },
    Model {
        provider: "messenger",
        kinds: webhook_receiver::events::meta::MessagingEvent::KINDS,
        of: 20,
        parse: meta::item,
        required: 19.0,
    },
    Model {
        provider: "meta-fields",
        kinds: webhook_receiver::events::meta::FieldEvent::KINDS,
        of: 12,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::meta::FieldEvent::from_parts(
                kind, body,
            ))
        },
        required: 32.0,
    },
    Model {
        provider: "telegram",
        kinds: webhook_receiver::events::telegram::Event::KINDS,
        of: 26,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::telegram::Event::from_parts(
                kind, body,
            ))
        },
        required: 31.5,
    },
    Model {
        provider: "discord",
        kinds: webhook_receiver::events::discord::Event::KINDS,
        of: 16,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::discord::Event::from_parts(
                kind, body,
            ))
        },
        required: 17.5,
    },
    Model {
        provider: "twilio",
        kinds: webhook_receiver::events::twilio::Event::KINDS,
        of: 9,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::twilio::Event::from_parts(
                kind, body,
            ))
        },
        required: 8.2,
    },
    Model {
        provider: "shopify",
        kinds: webhook_receiver::events::shopify::Event::KINDS,
        of: 223,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::shopify::Event::from_parts(
                kind, body,
            ))
        },
        required: 3.5,
    },
    Model {
        provider: "slack",
        kinds: webhook_receiver::events::slack::Event::KINDS,
        of: 103,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::slack::Event::from_parts(
                kind, body,
            ))
        },
        required: 4.5,
    },
    Model {
        provider: "stripe",
        kinds: webhook_receiver::events::stripe::Event::KINDS,
        of: 279,
        parse: |kind, body| {
            Seen::of(&webhook_receiver::events::stripe::Event::from_parts(
                kind, body,
            ))
        },
        required: 7.5,
    },
];

/// The places where a provider's bodies name their event: a change there makes another event.
const NAMES: &[(&str, &[&str])] = &[("stripe", &["/type"])];

/// Event types of the corpus without a model.
const UNKNOWN: &[(&str, &str)] = &[
    // Recorded to show that they are kept.
    ("linear", "Hogehoge"),
    ("telegram", "new_update_kind"),
    // Retired.
    ("github", "content_reference"),
    ("github", "integration_installation"),
    ("github", "integration_installation_repositories"),
    // Not sent to webhooks.
    ("slack", "goodbye"),
    // Of workspace apps, which no longer exist.
    ("slack", "resources_added"),
    ("slack", "resources_removed"),
    ("slack", "scope_denied"),
    ("slack", "scope_granted"),
    ("slack", "user_resource_denied"),
    ("slack", "user_resource_granted"),
    ("slack", "user_resource_removed"),
];

/// Files of the corpus that no provider sends in this form.
const NOT_SENT: &[(&str, &str)] = &[(
    "shape.event.appratelimitedpayload.json",
    "it is no callback of an event, but a body of its own",
)];

/// The result of decoding a body, owned.
#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Known {
        kind: String,
        variant: &'static str,
    },
    Unknown {
        kind: String,
    },
    Undecodable {
        kind: String,
        path: String,
        message: String,
    },
}

impl Seen {
    fn of(event: &impl EventEnum) -> Self {
        match event.decoded() {
            Decoded::Known { kind, variant } => Self::Known {
                kind: kind.into(),
                variant,
            },
            Decoded::Unknown { kind } => Self::Unknown { kind: kind.into() },
            Decoded::Undecodable(error) => Self::Undecodable {
                kind: error.event_type().into(),
                path: error.path().into(),
                message: error.message().into(),
            },
            _ => panic!("an outcome that this test does not know"),
        }
    }

    fn kind(&self) -> &str {
        match self {
            Self::Known { kind, .. } | Self::Unknown { kind } | Self::Undecodable { kind, .. } => {
                kind
            }
        }
    }

    /// The same under another name.
    fn called(mut self, name: &str) -> Self {
        let (Self::Known { kind, .. } | Self::Unknown { kind } | Self::Undecodable { kind, .. }) =
            &mut self;
        *kind = name.into();
        self
    }

    fn is_known(&self) -> bool {
        matches!(self, Self::Known { .. })
    }
}

/// Meta's bodies are batches whose items are read one by one: an item that does not fit counts as a body that
/// does not fit.
mod meta {
    use serde_json::Value;
    use webhook_receiver::events::Raw;
    use webhook_receiver::events::meta::{Event, MessagingEvent};

    use super::{Seen, payloads};

    pub(super) fn batch(kind: &str, body: &[u8]) -> Seen {
        let event = Event::from_parts(kind, body);
        let seen = Seen::of(&event);
        let whole: Value = serde_json::from_slice(body).unwrap_or_default();
        let mut error = None;
        let mut see = |at: String, item: &Raw, seen: Seen| {
            if let Seen::Undecodable { path, message, .. } = seen {
                error.get_or_insert(Seen::Undecodable {
                    kind: kind.into(),
                    path: place(&whole, at, item) + &path,
                    message,
                });
            }
        };
        match &event {
            Event::WhatsApp(batch) => {
                for (number, entry) in batch.entry.iter().enumerate() {
                    for (index, change) in entry.changes.iter().enumerate() {
                        let at = format!("/entry/{number}/changes/{index}");
                        see(at, &change.value, Seen::of(&change.event()));
                    }
                }
            }
            Event::Page(batch) | Event::Instagram(batch) => {
                for (number, entry) in batch.entry.iter().enumerate() {
                    for (index, change) in entry.changes.iter().enumerate() {
                        let at = format!("/entry/{number}/changes/{index}");
                        see(at, &change.value, Seen::of(&change.event()));
                    }
                    for (list, items) in
                        [("messaging", &entry.messaging), ("standby", &entry.standby)]
                    {
                        for (index, item) in items.iter().enumerate() {
                            let at = format!("/entry/{number}/{list}/{index}");
                            see(at, item.raw(), Seen::of(&item.event()));
                        }
                    }
                }
            }
            _ => {}
        }
        error.unwrap_or(seen)
    }

    /// Returns the other place of an item that is searched for in one place: what is in `messaging` can be in
    /// a change, and a change can be in an entry.
    fn place(whole: &Value, at: String, item: &Raw) -> String {
        let item = item.value();
        let entries = payloads::places(&whole["entry"]);
        let others = entries.into_iter().map(|place| format!("/entry{place}"));
        for place in std::iter::once(at.clone()).chain(others) {
            let Some(here) = whole.pointer(&place) else {
                continue;
            };
            if *here == item {
                return place;
            }
            let (field, value) = (here.get("field"), here.get("value"));
            let is_change = here.is_object() && (field.is_some() || place == at);
            if is_change && value.unwrap_or(&Value::Null) == &item {
                return match (field, value) {
                    (Some(Value::String(_)), Some(_)) => place + "/value",
                    (Some(Value::String(_)) | None, _) => place,
                    (Some(_), _) => place + "/field",
                };
            }
        }
        String::new()
    }

    /// Returns an item, by itself or as the first of a batch, as the corpus has them.
    pub(super) fn item(kind: &str, body: &[u8]) -> Seen {
        let page = match Event::from_parts("page", body) {
            Event::Page(page) => page,
            Event::Undecodable(error) if body.windows(8).any(|word| word == b"\"entry\":") => {
                return Seen::Undecodable {
                    kind: kind.into(),
                    path: error.path().into(),
                    message: error.message().into(),
                };
            }
            _ => return Seen::of(&MessagingEvent::from_parts(kind, body)),
        };
        let Some(item) = page.messaging().next() else {
            // A batch without its item is still a batch.
            return match MessagingEvent::KINDS.contains(&kind) {
                true => Seen::of(&Event::from_parts("page", body)).called(kind),
                false => Seen::of(&MessagingEvent::from_parts(kind, b"null")),
            };
        };
        match Seen::of(&MessagingEvent::from_parts(
            kind,
            item.raw().get().as_bytes(),
        )) {
            Seen::Undecodable {
                kind,
                path,
                message,
            } => Seen::Undecodable {
                kind,
                path: "/entry/0/messaging/0".to_owned() + &path,
                message,
            },
            seen => seen,
        }
    }
}

#[test]
fn accepts_every_payload() {
    payloads::say_if_skipped();
    let mut wrong = String::new();
    println!(
        "{:10} {:>15} {:>14} {:>14}",
        "provider", "events typed", "own payloads", "corpus"
    );
    for model in MODELS {
        let mut count = |payloads: &[Payload]| {
            let mut known = 0;
            for Payload { file, kind, body } in payloads {
                let seen = (model.parse)(kind, body);
                assert_eq!(seen.kind(), kind, "{file}");
                if seen.is_known() || NOT_SENT.iter().any(|(name, _)| file.ends_with(name)) {
                    known += 1;
                } else if UNKNOWN.contains(&(model.provider, kind)) {
                    assert!(matches!(seen, Seen::Unknown { .. }), "{file}: {seen:?}");
                } else if model.kinds.contains(&&**kind) || model.kinds.len() >= model.of {
                    writeln!(wrong, "{file}: {seen:?}").unwrap();
                }
            }
            format!("{known} / {}", payloads.len())
        };
        let own = count(&payloads::own(model.provider));
        let others = count(&payloads::corpus(model.provider));
        let typed = format!("{} / {}", model.kinds.len(), model.of);
        println!("{:10} {typed:>15} {own:>14} {others:>14}", model.provider);
    }
    assert!(wrong.is_empty(), "not known:\n{wrong}");
}

#[test]
fn has_a_payload_of_every_event_type() {
    for model in MODELS {
        let own = payloads::own(model.provider);
        let have: BTreeSet<_> = own.iter().map(|payload| payload.kind.as_str()).collect();
        let lack: Vec<_> = model
            .kinds
            .iter()
            .filter(|kind| !have.contains(*kind))
            .collect();
        assert!(
            lack.is_empty(),
            "{}: no payload in tests/payloads for {lack:?}",
            model.provider
        );
    }
}

#[test]
fn returns_unknown_when_the_kind_is_unknown() {
    for model in MODELS {
        for body in [&b"{}"[..], b"null", b"", b"\xff"] {
            assert_eq!(
                (model.parse)("of.tomorrow", body),
                Seen::Unknown {
                    kind: "of.tomorrow".into()
                }
            );
        }
    }
}

#[test]
fn returns_undecodable_when_the_body_does_not_fit() {
    let deep = [b"[".repeat(10_000), b"]".repeat(10_000)].concat();
    for model in MODELS {
        for kind in model.kinds {
            for body in [
                &b"null"[..],
                b"[]",
                b"1",
                b"\"\"",
                b"",
                b"\xef\xbb\xbf",
                b"{",
                b"{\"",
                &deep,
            ] {
                // An empty batch.
                if *kind == "streams" && body == b"[]" {
                    continue;
                }
                let seen = (model.parse)(kind, body);
                assert!(matches!(seen, Seen::Undecodable { .. }), "{kind}: {seen:?}");
                assert_eq!(seen.kind(), *kind);
            }
        }
    }
}

/// PHP and old Slack write an object without fields as an empty list. It counts as an absent object, and fits
/// wherever null does.
#[test]
fn accepts_an_empty_list_in_place_of_an_object() {
    payloads::say_if_skipped();
    for model in MODELS {
        let mut payloads = payloads::own(model.provider);
        payloads.extend(payloads::corpus(model.provider));
        let (mut lists, mut fitting) = (0, 0);
        for (turn, Payload { file, kind, body }) in payloads.into_iter().enumerate() {
            let Ok(whole) = serde_json::from_slice::<Value>(&body) else {
                continue; // A form.
            };
            if !(model.parse)(&kind, &body).is_known() {
                continue;
            }
            let mut objects = payloads::places(&whole);
            objects.retain(|place| {
                let above = place.rsplit_once('/').map(|(above, _)| above);
                let is_object = |place: &str| whole.pointer(place).is_some_and(Value::is_object);
                above.is_some_and(is_object) && is_object(place)
            });
            let step = objects.len().div_ceil(12).max(1);
            for place in objects.iter().skip(turn % step).step_by(step) {
                let with = |value| (model.parse)(&kind, &changed(&whole, place, value).0);
                let seen = with(Change::Set(json!([])));
                lists += 1;
                if seen.is_known() {
                    fitting += 1;
                } else {
                    let null = with(Change::Set(Value::Null));
                    assert!(!null.is_known(), "{file} at {place}: {seen:?}");
                }
            }
        }
        println!(
            "{:10} {lists:6} empty lists, {fitting:6} fit",
            model.provider
        );
    }
}

/// A change of one place of a payload.
struct Mutation {
    name: &'static str,
    /// The changed value, or `None` if the change does not apply to this place.
    change: fn(&Value) -> Option<Change>,
    /// The maximum share of the corpus's places that may be undecodable after it, in percent; `required` of
    /// the model if there is none. (The payloads of this repository are short, so that the models read most
    /// of them.)
    ceiling: Option<f64>,
}

enum Change {
    Set(Value),
    Remove,
    AddField,
}

const MUTATIONS: &[Mutation] = &[
    Mutation {
        name: "an unknown field",
        change: |value| value.is_object().then_some(Change::AddField),
        ceiling: Some(0.0),
    },
    Mutation {
        name: "another text",
        change: |value| {
            value
                .is_string()
                .then(|| Change::Set(json!("¿of tomorrow?")))
        },
        ceiling: Some(0.0),
    },
    Mutation {
        name: "a large number",
        change: |value| value.is_number().then(|| Change::Set(json!(i64::MAX))),
        ceiling: Some(0.0),
    },
    Mutation {
        name: "beyond 64 bits",
        change: |value| value.is_number().then(|| Change::Set(json!(1e300))),
        ceiling: Some(100.0),
    },
    Mutation {
        name: "null",
        change: |_| Some(Change::Set(Value::Null)),
        ceiling: None,
    },
    Mutation {
        name: "removed",
        change: |_| Some(Change::Remove),
        ceiling: None,
    },
    // Fits only in a list: this is the share of the fields that the model reads.
    Mutation {
        name: "an array",
        change: |value| {
            Some(Change::Set(match value {
                Value::Object(_) | Value::Null => json!([null]),
                _ => json!([]),
            }))
        },
        ceiling: Some(90.0),
    },
];

/// Returns the changed body, and the expected path of the error if there is one.
fn changed<'a>(whole: &Value, place: &'a str, change: Change) -> (Vec<u8>, &'a str) {
    let mut whole = whole.clone();
    let (above, key) = place.rsplit_once('/').unwrap();
    let object = |whole: &mut Value, at, change: fn(&mut Map<String, Value>, String)| {
        let key = key.replace("~1", "/").replace("~0", "~");
        change(whole.pointer_mut(at).unwrap().as_object_mut().unwrap(), key);
    };
    let expected = match change {
        Change::Set(value) => {
            *whole.pointer_mut(place).unwrap() = value;
            place
        }
        Change::Remove => {
            object(&mut whole, above, |object, key| drop(object.remove(&key)));
            above
        }
        Change::AddField => {
            object(&mut whole, place, |object, _| {
                object.insert("of_tomorrow".into(), json!({"x": [1, null, "\u{1F980}"]}));
            });
            place
        }
    };
    (serde_json::to_vec(&whole).unwrap(), expected)
}

#[test]
fn accepts_every_changed_payload() {
    payloads::say_if_skipped();
    let all = std::env::var("WEBHOOK_MUTATIONS").is_ok_and(|how| how == "all");
    let most = if all { usize::MAX } else { 12 };
    for model in MODELS {
        // For each mutation: how many bodies there were, how many places they represent, and at how many of
        // these the body was undecodable.
        let mut counts = BTreeMap::<(usize, bool), (usize, usize, usize)>::new();
        let own = payloads::own(model.provider).into_iter();
        let payloads = own.map(|payload| (payload, false)).chain(
            payloads::corpus(model.provider)
                .into_iter()
                .map(|payload| (payload, true)),
        );
        for (turn, (Payload { file, kind, body }, real)) in payloads.enumerate() {
            let Ok(whole) = serde_json::from_slice::<Value>(&body) else {
                continue;
            };
            if !(model.parse)(&kind, &body).is_known() {
                continue; // Covered by another test.
            }
            let mut all = payloads::places(&whole);
            // Only fields: items of arrays are not counted.
            all.retain(|place| {
                let above = place.rsplit_once('/').map(|(above, _)| above);
                above.is_some_and(|above| whole.pointer(above).is_some_and(Value::is_object))
            });
            let names = NAMES
                .iter()
                .find(|(provider, _)| *provider == model.provider);
            let names = names.map_or(&[][..], |(_, names)| names);
            all.retain(|place| !names.contains(&place.as_str()));
            for (number, mutation) in MUTATIONS.iter().enumerate() {
                let at = |place| whole.pointer(place).and_then(mutation.change);
                let fitting: Vec<_> = all.iter().filter(|place| at(place).is_some()).collect();
                let step = fitting.len().div_ceil(most).max(1);
                for place in fitting.into_iter().skip(turn % step).step_by(step) {
                    let (body, expected) = changed(&whole, place, at(place).unwrap());
                    let seen = (model.parse)(&kind, &body);
                    let context = format!("{file}, {} at {place}: {seen:?}", mutation.name);
                    assert_eq!(seen.kind(), kind, "{context}");
                    let (count, stands_for, undecodable) =
                        counts.entry((number, real)).or_default();
                    *count += 1;
                    *stands_for += step;
                    match &seen {
                        Seen::Known { .. } => {}
                        Seen::Unknown { .. } => panic!("{context}"),
                        Seen::Undecodable { path, .. } => {
                            *undecodable += step;
                            assert_eq!(path, expected, "{context}");
                            assert!(mutation.ceiling != Some(0.0), "{context}");
                        }
                    }
                }
            }
        }
        for ((number, real), (count, stands_for, undecodable)) in counts {
            let Mutation { name, ceiling, .. } = &MUTATIONS[number];
            let ceiling = ceiling.unwrap_or(model.required);
            #[allow(clippy::cast_precision_loss, reason = "it is for people")]
            let percent = 100.0 * undecodable as f64 / stands_for as f64;
            println!(
                "{:10} {} {name:16} {count:7} delivered, {percent:5.1} % undecodable",
                model.provider,
                if real { "corpus" } else { "own   " },
            );
            assert!(
                !real || percent <= ceiling,
                "{name}: {percent} % are undecodable, more than {ceiling} %"
            );
        }
    }
}
