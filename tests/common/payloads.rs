//! Bodies of providers' events: those of this repository, and those of external folders.
//!
//! `WEBHOOK_CORPUS` names the external folders, separated as in `PATH`. The `index.jsonl` of each has a line
//! `{"file": "github/push.json", "kind": "push"}` for each file.

#![allow(dead_code, unreachable_pub)] // Each suite uses a part of this module.

use std::path::{Path, PathBuf};

use serde_json::Value;

pub struct Payload {
    /// A name for messages.
    pub file: String,
    pub kind: String,
    pub body: Vec<u8>,
}

/// Returns the payloads `tests/payloads/PROVIDER/KIND.json` and `KIND--remark.json`; an event type may
/// contain slashes.
pub fn own(provider: &str) -> Vec<Payload> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = folder
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, files)
            } else {
                files.push(path)
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("payloads")
        .join(provider);
    let mut files = Vec::new();
    walk(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().with_extension("");
            let name = name.to_str().unwrap().replace('\\', "/");
            let kind = name.split("--").next().unwrap().to_owned();
            Payload {
                file: format!("{provider}/{name}"),
                kind,
                body: std::fs::read(&path).unwrap(),
            }
        })
        .collect()
}

/// Returns the folders of the corpus.
pub fn folders() -> Vec<PathBuf> {
    std::env::var_os("WEBHOOK_CORPUS")
        .map(|folders| std::env::split_paths(&folders).collect())
        .unwrap_or_default()
}

/// Returns the payloads of the corpus whose event type is known; none without a corpus.
pub fn corpus(provider: &str) -> Vec<Payload> {
    let mut payloads = Vec::new();
    for root in folders() {
        let index = std::fs::read_to_string(root.join("index.jsonl")).unwrap();
        for line in index.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let file = line["file"].as_str().unwrap();
            if file
                .split_once('/')
                .is_none_or(|(first, _)| first != provider)
            {
                continue;
            }
            let body = std::fs::read(root.join(file)).unwrap();
            let kind = line["kind"].as_str().unwrap_or_default();
            let kind = match provider {
                // A topic of Shopify contains a slash, which a file name cannot.
                "shopify" if !kind.contains('/') && !kind.starts_with("customer.") => {
                    kind.replacen('.', "/", 1)
                }
                "slack" if kind.is_empty() => kind_of_slack(&body),
                "twilio" if kind.is_empty() => kind_of_twilio(file).into(),
                _ => kind.into(),
            };
            if !kind.is_empty() {
                payloads.push(Payload {
                    file: root.join(file).display().to_string(),
                    kind,
                    body,
                });
            }
        }
    }
    payloads
}

/// Returns the event type in the body, if the index does not have it.
fn kind_of_slack(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let kind = body.pointer("/event/type").unwrap_or(&body["type"]);
    kind.as_str().unwrap_or_default().into()
}

/// The names are ours, and the files' names say which it is.
fn kind_of_twilio(file: &str) -> &'static str {
    if file.contains("received") {
        "message.received"
    } else {
        "message.status"
    }
}

pub fn say_if_skipped() {
    if std::env::var_os("WEBHOOK_CORPUS").is_none() {
        println!("skipped: the corpus, as WEBHOOK_CORPUS names no folder; own payloads only");
    }
}

/// Returns the JSON Pointers of the value and of all values within it, from the outside in.
pub fn places(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: String, found: &mut Vec<String>) {
        let within: Vec<(String, &Value)> = match value {
            Value::Object(fields) => fields
                .iter()
                .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
                .collect(),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| (index.to_string(), item))
                .collect(),
            _ => Vec::new(),
        };
        let places = within
            .into_iter()
            .map(|(name, value)| (format!("{at}/{name}"), value))
            .collect::<Vec<_>>();
        found.push(at);
        for (place, value) in places {
            walk(value, place, found);
        }
    }
    let mut found = Vec::new();
    walk(value, String::new(), &mut found);
    found
}
