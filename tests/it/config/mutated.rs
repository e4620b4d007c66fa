//! Configurations with random changes: none panics, and each that builds passes the checks of constants.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::{Value, json};
use webhook_receiver::{
    Provider, Receiver, config::ProviderConfig, danger, providers, testing::Signer,
};

/// Values that replace others.
fn values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1_u64 << 40),
        json!(""),
        json!("x"),
        json!("X-Header"),
        json!("/a~b"),
        json!("\u{e9}"),
        json!("{timestamp}.{body}"),
        json!("token"),
        json!("hmac-sha512"),
        json!("ed25519"),
        json!([]),
        json!({}),
        json!({ "header": "x-a" }),
        json!({ "json": "/a" }),
        json!({ "form": "a", "inside": { "json": "/b" } }),
        json!(["body", "body"]),
        json!([{ "literal": "." }, "timestamp", "body"]),
        json!({ "with_signature": "t", "format": "iso8601" }),
        json!("x".repeat(5_000)),
    ]
}

/// Returns the nodes of a document, as paths of indices.
fn paths(value: &Value, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    found.push(path.clone());
    let children: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => return,
    };
    for (index, child) in children.into_iter().enumerate() {
        path.push(index);
        paths(child, path, found);
        path.pop();
    }
}

fn node<'v>(mut value: &'v mut Value, path: &[usize]) -> &'v mut Value {
    for index in path {
        value = match value {
            Value::Array(items) => &mut items[*index],
            Value::Object(members) => members.values_mut().nth(*index).unwrap(),
            _ => unreachable!(),
        };
    }
    value
}

/// Changes one node: another value, a part of another row, or a removed or added member.
fn mutate(config: &mut Value, other: &mut Value, change: (usize, usize, usize)) {
    let all = |value: &Value| {
        let mut found = Vec::new();
        paths(value, &mut Vec::new(), &mut found);
        found
    };
    let (here, what, which) = change;
    let found = all(config);
    let path = &found[here % found.len()];
    match what % 4 {
        0 => *node(config, path) = values().swap_remove(which % values().len()),
        1 => {
            let theirs = all(other);
            let part = node(other, &theirs[which % theirs.len()]).clone();
            *node(config, path) = part;
        }
        2 => match node(config, path) {
            Value::Object(members) if !members.is_empty() => {
                let name = members.keys().nth(which % members.len()).unwrap().clone();
                members.remove(&name);
            }
            Value::Array(items) if !items.is_empty() => {
                items.remove(which % items.len());
            }
            _ => {}
        },
        _ => {
            if let (Value::Object(ours), Value::Object(theirs)) = (node(config, path), &*other)
                && !theirs.is_empty()
            {
                let (name, value) = theirs.iter().nth(which % theirs.len()).unwrap();
                ours.insert(name.clone(), value.clone());
            }
        }
    }
}

/// Builds the configuration and uses the result. Returns whether it was built.
fn used(config: &Value) -> bool {
    let Ok(config) = ProviderConfig::read(config) else {
        return false;
    };
    let Ok(provider) = config.build() else {
        return false;
    };
    // A constant with this scheme would compile.
    if let Some(scheme) = provider.scheme() {
        let _ = Provider::new("ours", "Ours", "", *scheme);
    }
    for (_, scheme) in provider.scheme_variants() {
        let _ = Provider::new("ours", "Ours", "", *scheme);
    }
    let again = ProviderConfig::of(&provider).unwrap().build().unwrap();
    assert_eq!(again.formula(), provider.formula());
    let secret = || danger::short_secret("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap();
    let settings = provider.required_settings();
    let mut builder = Receiver::builder(provider)
        .secret(secret())
        .public_url("https://app.example");
    let mut signer = Signer::new(provider, secret());
    for setting in settings {
        builder = builder.setting(setting, "x-setting");
        signer = signer.setting(setting, "x-setting");
    }
    let Ok(receiver) = builder.build() else {
        return true;
    };
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let body = r#"{"type":"a","id":"1","timestamp":1790000000}"#;
    for method in provider.accepted_methods().methods() {
        let request = http::Request::builder()
            .method(method)
            .uri("/hooks?a=1")
            .body(Bytes::from_static(body.as_bytes()))
            .unwrap();
        let _ = receiver.receive(request, now);
    }
    if let Ok(request) = signer.at(now).sign("https://app.example/hooks?a=1", body) {
        let _ = receiver.receive(request, now);
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_panics_on_a_changed_configuration(
        row in 0..providers::ALL.len(),
        other in 0..providers::ALL.len(),
        changes in prop::collection::vec((0..10_000_usize, 0..4_usize, 0..10_000_usize), 1..4),
    ) {
        let config = |index: usize| {
            let config = ProviderConfig::of(&providers::ALL[index]).unwrap();
            serde_json::to_value(&config).unwrap()
        };
        let (mut ours, mut theirs) = (config(row), config(other));
        for change in changes {
            mutate(&mut ours, &mut theirs, change);
        }
        let used = catch_unwind(AssertUnwindSafe(|| used(&ours)));
        prop_assert!(used.is_ok(), "{ours:#}");
    }
}
