//! The vectors of the providers: requests with their expected verdicts.

#![allow(dead_code, unreachable_pub)] // Suites include this file at different depths, and use a part of it.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::Value;
use webhook_receiver::{Builder, Provider, Receiver, Secret, danger, providers};

#[derive(Deserialize)]
pub struct File {
    pub provider: String,
    pub vectors: Vec<Vector>,
}

#[derive(Clone, Deserialize)]
pub struct Vector {
    pub what: String,
    pub provenance: String,
    pub expect: Expect,
    pub secrets: Vec<String>,
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    #[serde(default)]
    pub body: String,
    pub body_b64: Option<String>,
    pub now: u64,
    #[serde(default)]
    pub options: BTreeMap<String, Value>,
    pub reply: Option<ExpectedReply>,
    /// The facts of the delivery, if the vector states them.
    pub kind: Option<String>,
    pub id: Option<String>,
    pub coverage: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    Accept,
    Refuse,
    Handshake,
}

#[derive(Clone, Deserialize)]
pub struct ExpectedReply {
    pub status: u16,
    pub content_type: Option<String>,
    pub body: Option<String>,
    #[serde(default)]
    pub headers: Vec<(String, String)>,
}

/// Returns all vectors, in the order of the providers.
pub fn files() -> Vec<File> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut files: Vec<File> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap()
        })
        .collect();
    files.sort_by(|a, b| a.provider.cmp(&b.provider));
    files
}

/// The options that hold keys instead of settings.
const KEYS: &[&str] = &["certs", "keys", "keys_by_serial", "spki"];

/// The key of RFC 7515, A.2.
const RSA: &str = r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#;

/// The key of RFC 7515, A.3.
const EC: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

/// Returns a JSON Web Key Set as it is, or one of an object of keys by id.
fn key_set(keys: &Value) -> Vec<Secret> {
    if keys["keys"].is_array() {
        return Secret::from_jwks(&keys.to_string()).unwrap();
    }
    let by_id = keys.as_object().unwrap().iter();
    by_id
        .map(|(id, key)| {
            danger::short_secret(key.as_str().unwrap())
                .unwrap()
                .with_id(id.as_str())
        })
        .collect()
}

impl Vector {
    pub fn bytes(&self) -> Vec<u8> {
        match &self.body_b64 {
            Some(text) => STANDARD.decode(text).unwrap(),
            None => self.body.clone().into_bytes(),
        }
    }

    /// Returns the builder of an endpoint of the provider, with the vector's keys and settings.
    pub fn builder(&self, provider: &str) -> Builder {
        let found = providers::by_id(provider);
        self.builder_of(found.unwrap_or_else(|| panic!("no provider {provider}")))
    }

    /// Returns the builder of an endpoint of this row, with the vector's keys and settings.
    pub fn builder_of(&self, provider: Provider) -> Builder {
        let mut builder = Receiver::builder(provider);
        for secret in &self.secrets {
            // This provider's secret is its public topic.
            if provider.audience() == Some("topic_arn") {
                builder = builder.setting("topic_arn", secret);
                continue;
            }
            builder = builder.secret(danger::short_secret(secret.as_str()).unwrap());
        }
        let keys: Vec<_> = KEYS
            .iter()
            .filter_map(|name| self.options.get(*name))
            .collect();
        for keys in &keys {
            builder = key_set(keys).into_iter().fold(builder, Builder::secret);
        }
        if self.secrets.is_empty() && keys.is_empty() && provider.needs_secret() {
            // Unsigned handshakes need no secret, but a receiver does.
            let any = match provider.algorithm() {
                algorithm if algorithm.name().starts_with("rsa") => RSA,
                algorithm if algorithm.name().starts_with("ecdsa") => EC,
                _ => "0123456789abcdef0123456789abcdef",
            };
            builder = builder.secret(danger::short_secret(any).unwrap());
        }
        let audience = provider.audience();
        if audience
            .is_some_and(|setting| setting != "topic_arn" && !self.options.contains_key(setting))
        {
            // Most recorded requests do not say whom they are addressed to.
            builder = danger::any_audience(builder);
        }
        let uri: http::Uri = self.url.parse().unwrap();
        let (scheme, authority) = (uri.scheme_str().unwrap(), uri.authority().unwrap());
        builder = if authority.as_str().contains('@') {
            builder.setting("callback_url", &self.url)
        } else {
            builder.public_url(&format!("{scheme}://{authority}"))
        };
        for (name, value) in &self.options {
            if KEYS.contains(&name.as_str()) {
                continue;
            }
            builder = builder.setting(name, &text(value));
        }
        builder
    }
}

/// Returns a setting as text; the items of a list are separated by spaces.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(" "),
        value => value.to_string(),
    }
}
