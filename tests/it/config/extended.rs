//! Configurations that extend a built-in provider are at least as strict as it is.

use serde_json::{Value, json};
use webhook_receiver::{Provider, config::ProviderConfig, providers};

/// Returns each field with its weakest values.
fn weakest() -> Vec<(&'static str, Value)> {
    let token = json!({ "algorithm": "token", "signature": { "header": "x-token" } });
    let flags = [
        "needs_url",
        "shares_key",
        "body_holds_secret",
        "without_identity",
        "embeds_key",
        "signs_compressed",
        "signs_decompressed",
        "never_retries",
    ];
    let mut fields: Vec<_> = flags
        .into_iter()
        .flat_map(|flag| [(flag, json!(false)), (flag, json!(true))])
        .collect();
    fields.extend([
        ("scheme", token.clone()),
        ("settings", json!([])),
        ("optional_settings", json!([])),
        ("handshakes", json!([])),
        ("variants", json!([])),
        (
            "variants",
            json!([{ "when": { "method": "POST" }, "scheme": token }]),
        ),
        ("key_kinds", json!([])),
        ("key_kinds", json!([{ "prefix": "x", "scheme": token }])),
        ("by_setting", json!([])),
        ("by_setting", json!([{ "setting": "x", "scheme": token }])),
        (
            "audience",
            json!({ "header": "x-audience", "setting": "x", "required": false }),
        ),
        ("delivery_id", json!({ "header": "x-unsigned" })),
        ("time_of", json!("event")),
        ("time_of", json!("unknown")),
        ("tolerance", json!(7200)),
        ("max_age", json!(2_592_000)),
        ("retries_for", json!(31_536_000)),
        ("key_document", json!("set")),
        ("key_document", json!("certificate")),
        ("stored_headers", json!([])),
    ]);
    fields
}

/// Returns why a provider is less strict than another, if it is.
fn weaker(ours: &Provider, base: &Provider) -> Option<&'static str> {
    let known = |provider: &Provider| {
        let config = ProviderConfig::of(provider).unwrap();
        serde_json::to_value(config).unwrap()
    };
    let (mine, theirs) = (known(ours), known(base));
    for flag in [
        "needs_url",
        "shares_key",
        "body_holds_secret",
        "without_identity",
    ] {
        if theirs[flag] == true && mine[flag] != true {
            return Some(flag);
        }
    }
    for list in ["settings", "optional_settings"] {
        let names = |value: &Value| value[list].as_array().cloned().unwrap_or_default();
        let mine = names(&mine);
        if names(&theirs).iter().any(|name| !mine.contains(name)) {
            return Some(list);
        }
    }
    for same in [
        "scheme",
        "jwt",
        "variants",
        "key_kinds",
        "by_setting",
        "embeds_key",
    ] {
        if mine[same] != theirs[same] {
            return Some(same);
        }
    }
    if theirs["key_document"] != Value::Null && mine["key_document"] != theirs["key_document"] {
        return Some("key_document");
    }
    if base.audience().is_some() && mine["audience"] != theirs["audience"] {
        return Some("audience");
    }
    if base.needs_audience() && !ours.needs_audience() {
        return Some("audience.required");
    }
    let ages = [ours, base].map(|provider| provider.accepted_age());
    if ages[1].is_some_and(|age| ages[0].is_none_or(|ours| ours > age)) {
        return Some("accepted_age");
    }
    if ours.accepted_lead() > base.accepted_lead() {
        return Some("accepted_lead");
    }
    let moved = ours.delivery_id_at() != base.delivery_id_at();
    (moved && ours.delivery_id_kind() == webhook_receiver::provider::IdKind::Event)
        .then_some("id_of")
}

#[test]
fn rejects_fields_that_would_weaken_the_extended_provider() {
    for base in providers::ALL {
        let extend = |field: Option<(&str, Value)>| {
            let mut config = json!({ "id": "ours", "extends": base.id() });
            if let Some((field, value)) = field {
                config[field] = value;
            }
            ProviderConfig::read(&config).unwrap().build()
        };
        assert_eq!(weaker(&extend(None).unwrap(), base), None, "{}", base.id());
        for (field, value) in weakest() {
            if let Ok(ours) = extend(Some((field, value.clone()))) {
                assert_eq!(weaker(&ours, base), None, "{} {field} {value}", base.id());
            }
        }
    }
}

#[test]
fn adds_settings_to_those_of_the_extended_provider() {
    let config = json!({ "id": "ours", "extends": "apple-app-store", "settings": ["region"] });
    let ours = ProviderConfig::read(&config).unwrap().build().unwrap();
    let base = providers::by_id("apple-app-store").unwrap();
    let mut expected = base.required_settings();
    assert!(expected.contains(&"bundle_id"));
    expected.push("region");
    let mut found = ours.required_settings();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn rejects_long_lists_and_names_the_field() {
    let scheme = json!({ "algorithm": "hmac-sha256", "signature": { "header": "x-signature" } });
    let place = json!({ "header": "x-kind" });
    let name = json!("x");
    for (field, item) in [
        ("kind", place),
        ("settings", name.clone()),
        ("methods", name),
    ] {
        let config = json!({ "id": "ours", "scheme": scheme, field: vec![item; 257] });
        let error = ProviderConfig::read(&config).unwrap().build().unwrap_err();
        assert_eq!(error.path(), field);
        assert!(
            error
                .to_string()
                .ends_with("a list must not have more than 256 items"),
            "{error}"
        );
    }
}
