//! Places that the models do not read: in the payloads of `tests/payloads/`, in those of the folders that
//! `WEBHOOK_CORPUS` names, and in bodies made from a provider's own schema.
//!
//! ```sh
//! WEBHOOK_COVERAGE=all WEBHOOK_CORPUS=folder WEBHOOK_SCHEMAS=folder \
//!     cargo test --all-features --test it -- --nocapture model_coverage::
//! ```
//!
//! `WEBHOOK_COVERAGE=all` prints each place that is not read, with the number of payloads that have it;
//! without it, only the number of places is printed. `WEBHOOK_SCHEMAS` names a folder with `github.json` and
//! optional further files whose names begin with `github`, GitHub's OpenAPI files of webhooks: `npm pack
//! @octokit/openapi-webhooks` has them, `api.github.com.json` and those of GitHub Enterprise.
//!
//! The test does not depend on how the models are written. A place counts as read if another value there
//! makes another event, or none.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use webhook_receiver::events::{Decoded, EventEnum};
use webhook_receiver::events::{
    discord, github, gitlab, linear, meta, shopify, slack, stripe, telegram,
};

use crate::common::payloads;
use payloads::Payload;

struct Model {
    provider: &'static str,
    /// Checks whether another body makes the same event as this one.
    compare: fn(&str, &[u8]) -> Compare,
    /// Checks whether the event is known and fits, and says where it does not.
    read: fn(&str, &[u8]) -> Result<(), String>,
}

type Compare = Box<dyn Fn(&[u8]) -> bool>;

fn outcome(event: &impl EventEnum) -> Result<(), String> {
    match event.decoded() {
        Decoded::Known { .. } => Ok(()),
        Decoded::Undecodable(error) => Err(error.path().to_string()),
        _ => Err("unknown".into()),
    }
}

macro_rules! models {
    ($($provider:literal => $event:ty),* $(,)?) => {
        &[META, $(Model {
            provider: $provider,
            compare: |kind, body| {
                let (kind, event) = (kind.to_owned(), <$event>::from_parts(kind, body));
                Box::new(move |other| <$event>::from_parts(&kind, other) == event)
            },
            read: |kind, body| outcome(&<$event>::from_parts(kind, body)),
        }),*]
    };
}

/// A batch keeps the bytes of its items, and decodes them on demand.
const META: Model = Model {
    provider: "meta",
    compare: |kind, body| {
        let (kind, items) = (kind.to_owned(), meta_items(kind, body));
        Box::new(move |other| meta_items(&kind, other) == items)
    },
    read: |kind, body| outcome(&meta::Event::from_parts(kind, body)),
};

fn meta_items(kind: &str, body: &[u8]) -> String {
    let mut text = String::new();
    match meta::Event::from_parts(kind, body) {
        meta::Event::WhatsApp(batch) => {
            for entry in &batch.entry {
                write!(text, "{:?} {:?}", entry.id, entry.time).unwrap();
                for change in &entry.changes {
                    write!(text, "{:?}", change.event()).unwrap();
                }
            }
        }
        meta::Event::Page(batch) | meta::Event::Instagram(batch) => {
            for entry in &batch.entry {
                write!(text, "{:?} {:?}", entry.id, entry.time).unwrap();
                for change in &entry.changes {
                    write!(text, "{:?}", change.event()).unwrap();
                }
                for item in entry.messaging.iter().chain(entry.standby.iter()) {
                    write!(text, "{:?}", item.event()).unwrap();
                }
            }
        }
        other => write!(text, "{other:?}").unwrap(),
    }
    text
}

/// All except Twilio, whose bodies are forms.
const MODELS: &[Model] = models![
    "discord" => discord::Event,
    "github" => github::Event,
    "gitlab" => gitlab::Event,
    "linear" => linear::Event,
    "messenger" => meta::MessagingEvent,
    "meta-fields" => meta::FieldEvent,
    "shopify" => shopify::Event,
    "slack" => slack::Event,
    "stripe" => stripe::Event,
    "telegram" => telegram::Event,
    "whatsapp" => meta::WhatsAppEvent,
];

/// An event type and a place in its bodies, with `*` for any item of an array.
type Place = (String, String);

#[derive(Default)]
struct Coverage {
    read: BTreeMap<Place, usize>,
    skipped: BTreeMap<Place, usize>,
}

impl Coverage {
    /// Tests each place of a body that the model can read.
    fn add(&mut self, model: &Model, kind: &str, body: &Value) {
        let original = serde_json::to_vec(body).unwrap();
        let mut look = Look {
            coverage: self,
            kind,
            is_same: (model.compare)(kind, &original),
            whole: body.clone(),
            counted: BTreeSet::new(),
        };
        look.descend(body, "", "");
    }

    /// A place that was read somewhere is tested again, although it may have made no difference elsewhere.
    fn settle(&mut self) {
        self.skipped
            .retain(|place, _| !self.read.contains_key(place));
    }
}

/// A body under test.
struct Look<'a> {
    coverage: &'a mut Coverage,
    kind: &'a str,
    is_same: Compare,
    whole: Value,
    /// A place in an array counts once per body.
    counted: BTreeSet<String>,
}

impl Look<'_> {
    fn descend(&mut self, value: &Value, pointer: &str, path: &str) {
        let children: Vec<(String, String, &Value)> = match value {
            Value::Object(fields) => fields
                .iter()
                .map(|(key, value)| {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    (format!("{pointer}/{key}"), format!("{path}/{key}"), value)
                })
                .collect(),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (format!("{pointer}/{index}"), format!("{path}/*"), item))
                .collect(),
            _ => return,
        };
        for (pointer, path, value) in children {
            let place = (self.kind.to_owned(), path.clone());
            let skipped = self.coverage.skipped.get(&place);
            // A place that made no difference three times is not tested again.
            let believed = skipped.is_some_and(|count| *count >= 3);
            let read = self.coverage.read.contains_key(&place)
                || !believed && self.is_read(&pointer, value);
            if self.counted.insert(path.clone()) {
                let counts = match read {
                    true => &mut self.coverage.read,
                    false => &mut self.coverage.skipped,
                };
                *counts.entry(place).or_default() += 1;
            }
            if read {
                self.descend(value, &pointer, &path);
            }
        }
    }

    /// Returns whether another value here makes a difference.
    fn is_read(&mut self, pointer: &str, value: &Value) -> bool {
        let near = match value {
            Value::Bool(value) => json!(!value),
            Value::Number(number) => match number.as_i64() {
                Some(number) => json!(number.wrapping_add(1)),
                None => json!(1),
            },
            Value::String(text) => json!(format!("{text}0")),
            _ => json!(7),
        };
        let mut read = false;
        for other in [near, json!("text"), json!([]), json!({}), json!(true)] {
            if !read && other != *value {
                *self.whole.pointer_mut(pointer).unwrap() = other;
                read = !(self.is_same)(&serde_json::to_vec(&self.whole).unwrap());
            }
        }
        *self.whole.pointer_mut(pointer).unwrap() = value.clone();
        read
    }
}

fn report(title: &str, provider: &str, coverage: &Coverage) {
    let (read, skipped) = (coverage.read.len(), coverage.skipped.len());
    println!(
        "{provider:12} {title:14} {read:6} places read, {skipped:6} not (with all below them)"
    );
    if std::env::var("WEBHOOK_COVERAGE").is_ok_and(|how| how == "all") {
        let mut skipped: Vec<_> = coverage.skipped.iter().collect();
        skipped.sort_by_key(|((kind, _), count)| (kind.as_str(), std::cmp::Reverse(**count)));
        for ((kind, path), count) in skipped {
            println!("{provider:12} {kind:32} {count:4} × {path}");
        }
    }
}

#[test]
fn reads_most_places_of_payloads() {
    payloads::say_if_skipped();
    for model in MODELS {
        for (title, bodies) in [
            ("own payloads", payloads::own(model.provider)),
            ("corpus", payloads::corpus(model.provider)),
        ] {
            let mut coverage = Coverage::default();
            for Payload { kind, body, .. } in bodies {
                let Ok(body) = serde_json::from_slice(&body) else {
                    continue; // A form.
                };
                if (model.read)(&kind, &serde_json::to_vec(&body).unwrap()).is_ok() {
                    coverage.add(model, &kind, &body);
                }
            }
            coverage.settle();
            report(title, model.provider, &coverage);
            if title == "own payloads" {
                let share = coverage.read.len() * 100
                    / (coverage.read.len() + coverage.skipped.len()).max(1);
                assert!(
                    share > 50,
                    "{}: {share} % of the places are read",
                    model.provider
                );
            }
        }
    }
}

/// Places in which the schema allows values that GitHub does not send and that no model could read.
const SCHEMA_ALONE: &[(&str, &str, &str)] = &[
    (
        "check_run",
        "/check_run/check_suite",
        "a check suite without its id",
    ),
    (
        "check_suite",
        "/check_suite/app/id",
        "an app without its id",
    ),
    (
        "deployment_protection_rule",
        "",
        "a rule without its environment",
    ),
    (
        "deployment_review",
        "/workflow_run/head_commit",
        "a commit without any field",
    ),
    (
        "dismissal_request_code_scanning",
        "/exemption_request",
        "a request without its id",
    ),
    (
        "dismissal_request_secret_scanning",
        "/exemption_request",
        "a request without its id",
    ),
    (
        "exemption_request_push_ruleset",
        "/exemption_request",
        "a request without its id",
    ),
    (
        "exemption_request_secret_scanning",
        "/exemption_request",
        "a request without its id",
    ),
    ("fork", "/forkee/topics/0", "topics that are null"),
    (
        "issue_comment",
        "/issue/milestone",
        "a milestone without any field",
    ),
    (
        "issue_dependencies",
        "/blocked_issue/labels/0",
        "labels as the issues API takes them: texts",
    ),
    ("issues", "/issue/labels/0", "labels without any field"),
    (
        "organization",
        "/repository",
        "a repository, in what never comes from one",
    ),
    (
        "organization_custom_property",
        "/definition",
        "a definition without the property's name",
    ),
    ("ping", "", "a ping without its zen"),
    ("repository", "", "a repository's event without it"),
    (
        "secret_scanning_alert",
        "/alert",
        "an alert without its number",
    ),
    (
        "secret_scanning_alert_location",
        "/alert",
        "an alert without its number",
    ),
    (
        "sub_issues",
        "/parent_issue/labels/0",
        "labels as the issues API takes them: texts",
    ),
    ("user", "", "a user's event without the user"),
    (
        "workflow_job",
        "/workflow_job/steps/0",
        "steps without any field",
    ),
    (
        "workflow_run",
        "/workflow_run/head_repository/name",
        "a repository without a name",
    ),
];

/// Tests bodies made from GitHub's schema: with all optional properties, and with the required ones.
#[test]
fn decodes_bodies_made_from_the_schema() {
    let Some(folder) = std::env::var_os("WEBHOOK_SCHEMAS").map(PathBuf::from) else {
        println!("skipped: WEBHOOK_SCHEMAS names no folder");
        return;
    };
    let model = MODELS
        .iter()
        .find(|model| model.provider == "github")
        .unwrap();
    let mut coverage = Coverage::default();
    let mut wrong = String::new();
    let mut bodies = 0;
    let mut files: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files.retain(|file| {
        file.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("github")
    });
    assert!(!files.is_empty(), "the folder has a github.json");
    for file in files {
        let schema = Schema(serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap());
        for (kind, event) in schema.events() {
            for choice in Choice::ALL {
                let body = schema.instance(event, choice, &mut Vec::new());
                bodies += 1;
                match (model.read)(&kind, &serde_json::to_vec(&body).unwrap()) {
                    // From one file only, since the others mostly have the same fields.
                    Ok(()) if file.ends_with("github.json") => {
                        coverage.add(model, &kind, &body);
                    }
                    Ok(()) => {}
                    Err(path) => {
                        let excused = SCHEMA_ALONE.iter().any(|(event, place, _)| {
                            (*event, *place) == (kind.as_str(), path.as_str())
                        });
                        if !excused {
                            writeln!(wrong, "{}: {kind}, {choice:?}: {path}", file.display())
                                .unwrap();
                        }
                    }
                }
            }
        }
    }
    coverage.settle();
    report("schema", "github", &coverage);
    println!("github: {bodies} bodies made from the schema");
    assert!(wrong.is_empty(), "not read:\n{wrong}");
}

/// The optional parts of the schema that a body has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// All properties, and the first of several forms.
    All,
    /// All properties, and the last of several forms.
    Last,
    /// Only what is required, and null if it is allowed.
    Least,
}

impl Choice {
    const ALL: [Self; 3] = [Self::All, Self::Last, Self::Least];
}

/// An OpenAPI document.
struct Schema(Value);

impl Schema {
    /// Returns the names of the events in the header, with their schemas.
    fn events(&self) -> Vec<(String, &Value)> {
        let webhooks = self.0["webhooks"].as_object().unwrap();
        let events = webhooks.values().map(|webhook| {
            let post = &webhook["post"];
            let name = post["operationId"].as_str().unwrap();
            let name = name.split('/').next().unwrap().replace('-', "_");
            let content = &post["requestBody"]["content"]["application/json"]["schema"];
            (name, content)
        });
        events.collect()
    }

    fn instance<'a>(
        &'a self,
        schema: &'a Value,
        choice: Choice,
        above: &mut Vec<&'a str>,
    ) -> Value {
        if let Some(name) = schema["$ref"].as_str() {
            if above.contains(&name) {
                return Value::Null; // A recursive object.
            }
            above.push(name);
            let target = self.0.pointer(name.trim_start_matches('#')).unwrap();
            let value = self.instance(target, choice, above);
            above.pop();
            return value;
        }
        if let Some(all) = schema["allOf"].as_array() {
            let mut merged = Map::new();
            for part in all {
                if let Value::Object(part) = self.instance(part, choice, above) {
                    merged.extend(part);
                }
            }
            return Value::Object(merged);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(forms) = schema[word].as_array() {
                let null = |form: &&Value| form["type"] == "null";
                if choice == Choice::Least && forms.iter().any(|form| null(&form)) {
                    return Value::Null;
                }
                let mut forms = forms.iter().filter(|form| !null(form));
                let form = match choice {
                    Choice::Last => forms.next_back(),
                    Choice::All | Choice::Least => forms.next(),
                };
                return form.map_or(Value::Null, |form| self.instance(form, choice, above));
            }
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        let types: Vec<&str> = match &schema["type"] {
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ if schema["properties"].is_object() => vec!["object"],
            _ => vec![],
        };
        if choice == Choice::Least && (types.contains(&"null") || schema["nullable"] == true) {
            return Value::Null;
        }
        if let Some(values) = schema["enum"].as_array() {
            let value = match choice {
                Choice::Last => values.iter().rfind(|value| !value.is_null()),
                Choice::All | Choice::Least => values.first(),
            };
            return value.cloned().unwrap_or_default();
        }
        match types.into_iter().find(|name| *name != "null") {
            Some("object") => self.object(schema, choice, above),
            Some("array") if choice == Choice::Least => json!([]),
            Some("array") => json!([self.instance(&schema["items"], choice, above)]),
            Some("boolean") => json!(true),
            Some("integer" | "number") => json!(5), // GitHub declares its ids as numbers.
            Some("string") if schema["format"] == "date-time" => json!("2026-05-04T03:02:01Z"),
            Some("string") => json!("text"),
            _ => Value::Null,
        }
    }

    fn object<'a>(&'a self, schema: &'a Value, choice: Choice, above: &mut Vec<&'a str>) -> Value {
        let mut object = Map::new();
        let required: Vec<&str> = match &schema["required"] {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => vec![],
        };
        if let Value::Object(properties) = &schema["properties"] {
            for (name, property) in properties {
                if choice != Choice::Least || required.contains(&name.as_str()) {
                    object.insert(name.clone(), self.instance(property, choice, above));
                }
            }
        }
        if choice != Choice::Least && schema["additionalProperties"].is_object() {
            let value = self.instance(&schema["additionalProperties"], choice, above);
            object.insert("key".into(), value);
        }
        Value::Object(object)
    }
}
