//! The files that are made from the code: the JSON Schema, and the providers as data.
//! `UPDATE_DATA=1` writes them.

use std::{error::Error, fs};

use serde_json::{Map, Value, json};
use webhook_receiver::{
    Provider,
    config::{Config, ProviderConfig},
    providers,
};

/// Compares a file with the expected value, or writes it.
fn compare(file: &str, value: &Value) {
    let path = crate::common::repository().join(file);
    let text = format!("{value:#}\n");
    if std::env::var_os("UPDATE_DATA").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    } else {
        let found = fs::read_to_string(path).unwrap_or_default();
        assert!(found == text, "run this test with UPDATE_DATA=1: {file}");
    }
}

fn schema() -> Value {
    schemars::schema_for!(ProviderConfig).to_value()
}

fn config(provider: &Provider) -> Value {
    serde_json::to_value(ProviderConfig::of(provider).unwrap()).unwrap()
}

#[test]
fn matches_the_files_of_the_schemas() {
    compare("schema/provider.schema.json", &schema());
    compare(
        "schema/config.schema.json",
        &schemars::schema_for!(Config).to_value(),
    );
}

#[test]
fn matches_the_file_of_providers() -> Result<(), Box<dyn Error>> {
    let features = crate::readme::features()?;
    let mut all = Vec::new();
    for provider in providers::ALL {
        let id = provider.id();
        let features: Vec<_> = features[id].split('`').skip(1).step_by(2).collect();
        let seconds = |time: Option<std::time::Duration>| time.map(|time| time.as_secs());
        let mut facts = Map::new();
        for (name, value) in [
            ("id", json!(id)),
            ("class", json!(provider.class())),
            ("algorithm", json!(provider.algorithm().name())),
            ("formula", json!(provider.formula())),
            ("proves", json!(provider.coverage().to_string())),
            ("features", json!(features)),
            ("typed_events", json!(crate::readme::MODELS.contains(&id))),
            ("evidence", json!(crate::readme::evidence(id)?)),
            ("accepted_age", json!(seconds(provider.accepted_age()))),
            ("accepted_lead", json!(seconds(provider.accepted_lead()))),
            ("required_settings", json!(provider.required_settings())),
            ("needs_public_url", json!(provider.needs_public_url())),
            ("needs_secret", json!(provider.needs_secret())),
            ("config", config(provider)),
        ] {
            facts.insert(name.to_owned(), value);
        }
        all.push(Value::Object(facts));
    }
    compare("providers.json", &json!({ "version": 1, "providers": all }));
    Ok(())
}

#[test]
fn accepts_every_row_by_the_schema() {
    let schema = schema();
    for provider in providers::ALL {
        let faults = faults(&schema, &schema, &config(provider), "");
        assert!(faults.is_empty(), "{}: {faults:?}", provider.id());
    }
}

#[test]
fn accepts_a_template_by_the_schema() {
    let schema = schema();
    let value = json!({
        "id": "ci",
        "scheme": {
            "algorithm": "hmac-sha256",
            "signature": { "header": "x-signature" },
            "timestamp": { "header": "x-time", "format": "seconds" },
            "signed": "{timestamp}.{body}",
        },
    });
    assert!(faults(&schema, &schema, &value, "").is_empty());
}

#[test]
fn rejects_by_the_schema_what_cannot_be_read() {
    let schema = schema();
    let scheme = |signature: Value| json!({ "id": "ci", "scheme": { "algorithm": "hmac-sha256", "signature": signature } });
    let wrong = [
        json!({}),
        json!([]),
        json!({ "id": 1 }),
        json!({ "id": "ci", "scheem": {} }),
        json!({ "id": "ci", "scheme": {} }),
        json!({ "id": "ci", "scheme": { "algorithm": "hmac-sha265" } }),
        json!({ "id": "ci", "extends": "githb" }),
        json!({ "id": "ci", "kind": "X-Event" }),
        json!({ "id": "ci", "kind": { "heder": "x-event" } }),
        json!({ "id": "ci", "kind": { "header": "x-event", "json": "/event" } }),
        json!({ "id": "ci", "kind": {} }),
        json!({ "id": "ci", "tolerance": "5m" }),
        json!({ "id": "ci", "tolerance": -1 }),
        json!({ "id": "ci", "id_of": "message" }),
        json!({ "id": "ci", "jwt": { "algorithm": "none", "token": "body", "body": "is_token" } }),
        json!({ "id": "ci", "handshakes": [{ "name": "ping" }] }),
        json!({ "id": "ci", "requires_reply": { "empty": "204" } }),
        scheme(json!("x-signature")),
        scheme(json!({ "header": "x-signature", "encoding": "base32" })),
        scheme(json!({ "header": "x-signature", "list": { "separator": ", " } })),
        scheme(json!({ "header": "x-signature", "inside": { "xml": "/a" } })),
    ];
    for value in wrong {
        assert!(!faults(&schema, &schema, &value, "").is_empty(), "{value}");
        let built = ProviderConfig::read(&value).and_then(|config| config.build());
        assert!(built.is_err(), "{value}");
    }
}

/// Validates a value by the keywords in the schema.
fn faults(root: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let Some(schema) = schema.as_object() else {
        return if schema == &json!(false) {
            vec![format!("{path}: nothing is allowed")]
        } else {
            Vec::new()
        };
    };
    let mut found = Vec::new();
    let valid = |schema: &Value| faults(root, schema, value, path).is_empty();
    for (keyword, argument) in schema {
        let holds = match &**keyword {
            "$schema" | "$defs" | "title" | "description" | "default" | "format" => true,
            "$ref" => {
                let pointer = argument.as_str().unwrap().trim_start_matches('#');
                found.extend(faults(root, root.pointer(pointer).unwrap(), value, path));
                true
            }
            "type" => {
                let is = |name: &Value| match name.as_str().unwrap() {
                    "null" => value.is_null(),
                    "boolean" => value.is_boolean(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("an unknown type {other}"),
                };
                argument
                    .as_array()
                    .map_or_else(|| is(argument), |all| all.iter().any(is))
            }
            "enum" => argument.as_array().unwrap().contains(value),
            "const" => argument == value,
            "minimum" => value
                .as_f64()
                .is_none_or(|value| value >= argument.as_f64().unwrap()),
            "maximum" => value
                .as_f64()
                .is_none_or(|value| value <= argument.as_f64().unwrap()),
            "minLength" | "maxLength" => value.as_str().is_none_or(|text| {
                let (length, bound) = (text.chars().count() as u64, argument.as_u64().unwrap());
                if keyword == "minLength" {
                    length >= bound
                } else {
                    length <= bound
                }
            }),
            "anyOf" => argument.as_array().unwrap().iter().any(valid),
            "oneOf" => {
                argument
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|one| valid(one))
                    .count()
                    == 1
            }
            "required" => value.as_object().is_none_or(|members| {
                let mut names = argument.as_array().unwrap().iter();
                names.all(|name| members.contains_key(name.as_str().unwrap()))
            }),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, argument, item, &format!("{path}[{index}]")));
                }
                true
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = argument.get(name) {
                        found.extend(faults(root, schema, member, &format!("{path}.{name}")));
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                for (name, member) in value.as_object().into_iter().flatten() {
                    if known.and_then(|known| known.get(name)).is_none() {
                        found.extend(faults(root, argument, member, &format!("{path}.{name}")));
                    }
                }
                true
            }
            other => panic!("an unknown keyword {other}"),
        };
        if !holds {
            found.push(format!("{path}: {keyword} {argument}"));
        }
    }
    found
}
