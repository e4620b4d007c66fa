//! Each field of each model must be set by some payload, so that a misspelled field, which always has its
//! default, is noticed.
//!
//! The fields come from the source of the models and from `Debug` of events. A field counts as set if its
//! value is not the default in some payload, or in the same payload with `true` for each `false`, 1 for each
//! 0 and a text for each empty one. `tests/payloads/unset_fields.txt` lists the fields that no payload of
//! `tests/payloads` sets, with the reason; the list must be exact.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use webhook_receiver::events::{
    Decoded, EventEnum, discord, github, gitlab, linear, meta, shopify, slack, stripe, telegram,
    twilio,
};

use crate::common::{
    payloads::{self, Payload},
    repository,
};

/// A struct and its field, such as `Release.draft`.
type Fields = BTreeSet<String>;

struct Model {
    /// The module in `events`.
    module: &'static str,
    /// The folder in `tests/payloads`.
    folder: &'static str,
    /// Makes `Debug` of the events in a body.
    show: fn(&str, &[u8]) -> Vec<String>,
}

fn shown<E: EventEnum + std::fmt::Debug>(event: &E) -> Vec<String> {
    match event.decoded() {
        Decoded::Known { .. } => vec![format!("{event:?}")],
        _ => vec![],
    }
}

macro_rules! models {
    ($($module:literal $folder:literal => $event:ty),* $(,)?) => {
        &[
            Model { module: "meta", folder: "meta", show: batch },
            Model {
                module: "twilio",
                folder: "twilio",
                show: |_, body| shown(&twilio::Event::from_body(body)),
            },
            $(Model {
                module: $module,
                folder: $folder,
                show: |kind, body| shown(&<$event>::from_parts(kind, body)),
            }),*
        ]
    };
}

const MODELS: &[Model] = models![
    "discord" "discord" => discord::Event,
    "github" "github" => github::Event,
    "gitlab" "gitlab" => gitlab::Event,
    "linear" "linear" => linear::Event,
    "meta" "messenger" => meta::MessagingEvent,
    "meta" "meta-fields" => meta::FieldEvent,
    "meta" "whatsapp" => meta::WhatsAppEvent,
    "shopify" "shopify" => shopify::Event,
    "slack" "slack" => slack::Event,
    "stripe" "stripe" => stripe::Event,
    "telegram" "telegram" => telegram::Event,
];

/// Returns a batch and the events of its items.
fn batch(kind: &str, body: &[u8]) -> Vec<String> {
    let event = meta::Event::from_parts(kind, body);
    let mut all = shown(&event);
    match &event {
        meta::Event::WhatsApp(batch) => {
            all.extend(batch.changes().flat_map(|change| shown(&change.event())));
        }
        meta::Event::Page(batch) | meta::Event::Instagram(batch) => {
            all.extend(batch.changes().flat_map(|change| shown(&change.event())));
            all.extend(batch.messaging().flat_map(|item| shown(&item.event())));
        }
        _ => {}
    }
    all
}

/// Returns the same value with another value for each default.
fn filled(value: &Value) -> Value {
    match value {
        Value::Bool(false) => json!(true),
        Value::Number(number) if number.as_f64() == Some(0.0) => json!(1),
        Value::String(text) if text.is_empty() => json!("text"),
        Value::Array(items) => items.iter().map(filled).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), filled(value)))
            .collect(),
        other => other.clone(),
    }
}

/// A reader of the text that `#[derive(Debug)]` makes, which contains JSON if a field is `Raw`.
struct Reader<'a> {
    rest: &'a str,
    fields: &'a mut Fields,
    set: &'a mut Fields,
}

impl<'a> Reader<'a> {
    fn skip(&mut self, token: char) -> bool {
        self.rest = self.rest.trim_start();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> &'a str {
        self.rest = self.rest.trim_start();
        let is_word = |char: char| char.is_alphanumeric() || "_-+.#".contains(char);
        let end = self.rest.find(|char| !is_word(char));
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    /// Reads the items up to `end`, each by `item`, and returns whether one of them is set.
    fn items(&mut self, end: char, mut item: impl FnMut(&mut Self) -> bool) -> bool {
        let mut any = false;
        while !self.skip(end) {
            any |= item(self);
            self.skip(',');
        }
        any
    }

    /// Returns whether the next value is not a default.
    fn value(&mut self) -> bool {
        if self.skip('"') {
            let text = self.rest;
            let mut chars = text.char_indices();
            while let Some((at, char)) = chars.next() {
                match char {
                    '\\' => drop(chars.next()),
                    '"' => {
                        self.rest = &text[at + 1..];
                        return at > 0;
                    }
                    _ => {}
                }
            }
            panic!("a text without an end");
        }
        if self.skip('[') {
            return self.items(']', Self::value);
        }
        if self.skip('(') {
            return self.items(')', Self::value);
        }
        if self.skip('{') {
            return self.items('}', |reader| {
                reader.value();
                assert!(reader.skip(':'), "{}", reader.rest);
                reader.value()
            });
        }
        let name = self.word();
        assert!(!name.is_empty(), "{}", self.rest);
        if self.skip('(') {
            return self.items(')', Self::value) | (name == "Some");
        }
        if self.skip('{') {
            return self.items('}', |reader| {
                let field = format!("{name}.{}", reader.word());
                assert!(reader.skip(':'), "{}", reader.rest);
                let is_set = reader.value();
                if is_set {
                    reader.set.insert(field.clone());
                }
                reader.fields.insert(field);
                is_set
            });
        }
        !matches!(name, "None" | "false" | "null") && name.parse::<f64>() != Ok(0.0)
    }
}

/// Returns the fields in the source of a provider's models.
fn declared(module: &str) -> Fields {
    let root = repository().join("src/events");
    let mut fields = Fields::new();
    for file in root.join(module).read_dir().unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut name = None;
        for line in text.lines() {
            let trimmed = line.trim_start();
            if let Some(rest) = trimmed.strip_prefix("pub struct ") {
                name = rest
                    .split([' ', '(', ';'])
                    .next()
                    .filter(|_| rest.ends_with('{'));
            } else if trimmed.starts_with('}') {
                name = None;
            } else if let (Some(name), Some((field, _))) = (name, trimmed.split_once(": ")) {
                let field = field.split(" as ").next().unwrap();
                let field = field.trim_start_matches("r#").trim_end_matches('!');
                if field
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                {
                    fields.insert(format!("{name}.{field}"));
                }
            }
        }
    }
    fields
}

/// Returns the fields that the payloads set, and all fields.
fn look(module: &str, payloads: fn(&str) -> Vec<Payload>) -> (Fields, Fields) {
    let (mut fields, mut set) = (declared(module), Fields::new());
    let names: BTreeSet<String> = fields
        .iter()
        .map(|field| field.split('.').next().unwrap().to_owned())
        .collect();
    for model in MODELS.iter().filter(|model| model.module == module) {
        for Payload { kind, body, .. } in payloads(model.folder) {
            let mut shown = (model.show)(&kind, &body);
            if let Ok(value) = serde_json::from_slice::<Value>(&body) {
                let body = serde_json::to_vec(&filled(&value)).unwrap();
                shown.extend((model.show)(&kind, &body));
            }
            for text in shown {
                let (fields, set) = (&mut fields, &mut set);
                let rest = text.as_str();
                Reader { rest, fields, set }.value();
            }
        }
    }
    // Without those of values, such as `Moment.seconds`.
    fields.retain(|field| names.contains(field.split('.').next().unwrap()));
    (fields, set)
}

#[test]
fn has_a_payload_for_each_field_that_is_not_listed() {
    let list = include_str!("../payloads/unset_fields.txt");
    let listed: BTreeSet<&str> = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    let (mut wrong, mut unset, mut all) = (Vec::new(), BTreeSet::new(), 0);
    let modules: BTreeSet<&str> = MODELS.iter().map(|model| model.module).collect();
    for module in modules {
        let (fields, set) = look(module, payloads::own);
        all += fields.len();
        unset.extend(
            fields
                .difference(&set)
                .map(|field| format!("{module} {field}")),
        );
    }
    let unset: BTreeSet<&str> = unset.iter().map(String::as_str).collect();
    wrong.extend(
        unset
            .difference(&listed)
            .map(|field| format!("{field}: no payload sets it")),
    );
    wrong.extend(
        listed
            .difference(&unset)
            .map(|field| format!("{field}: listed, and set or gone")),
    );
    println!("{all} fields, {} of them set by no payload", unset.len());
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The first part of the list names fields that other payloads set.
#[test]
fn finds_listed_fields_in_the_corpus() {
    payloads::say_if_skipped();
    if payloads::folders().is_empty() {
        return;
    }
    let list = include_str!("../payloads/unset_fields.txt");
    let elsewhere = list.split("\n\n").next().unwrap_or_default();
    let mut wrong = Vec::new();
    let modules: BTreeSet<&str> = MODELS.iter().map(|model| model.module).collect();
    for module in modules {
        let (_, set) = look(module, payloads::corpus);
        for line in elsewhere.lines().filter(|line| !line.starts_with('#')) {
            if let Some(field) = line.strip_prefix(&format!("{module} "))
                && !set.contains(field)
            {
                wrong.push(line);
            }
        }
        if std::env::var_os("WEBHOOK_COVERAGE").is_some() {
            for field in set {
                println!("SET {module} {field}");
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "not set by the corpus:\n{}",
        wrong.join("\n")
    );
}
