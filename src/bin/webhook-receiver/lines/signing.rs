//! Deliveries to sign, one a line.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::Request;
use serde::Deserialize;
use serde_json::{Value, json};
use webhook_receiver::{Provider, danger, error::SignError, providers, testing::Signer};

use super::input::{body, parse, post, time};

/// A delivery to sign.
#[derive(Deserialize)]
pub(crate) struct Unsigned {
    pub(crate) provider: String,
    pub(crate) secrets: Vec<String>,
    #[serde(default = "post")]
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) body: Option<String>,
    pub(crate) body_b64: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) now: Option<f64>,
    #[serde(default)]
    pub(crate) options: BTreeMap<String, Value>,
}

/// Why a delivery is not signed.
pub(crate) enum NotSigned {
    /// Requests of this provider can be verified, but not made.
    Unsupported,
    /// The input is wrong.
    Input(String),
}

impl From<String> for NotSigned {
    fn from(message: String) -> Self {
        Self::Input(message)
    }
}

impl From<SignError> for NotSigned {
    fn from(error: SignError) -> Self {
        match error {
            SignError::Unsupported => Self::Unsupported,
            error => Self::Input(error.to_string()),
        }
    }
}

/// Signs one line, and answers with one.
pub(crate) fn signed_line(line: &[u8]) -> Value {
    answer(Unsigned::parse(line).and_then(Unsigned::sign))
}

/// Returns what became of a line.
pub(crate) fn answer(signed: Result<Request<Bytes>, NotSigned>) -> Value {
    match signed {
        Ok(request) => shown(&request),
        Err(NotSigned::Unsupported) => json!({"outcome": "unsupported"}),
        Err(NotSigned::Input(message)) => json!({"outcome": "bad_input", "message": message}),
    }
}

impl Unsigned {
    /// Parses a line.
    pub(crate) fn parse(line: &[u8]) -> Result<Self, NotSigned> {
        parse(line).map_err(NotSigned::Input)
    }

    /// Makes the request as the provider does.
    pub(crate) fn sign(self) -> Result<Request<Bytes>, NotSigned> {
        let (signer, url, body) = self.signer()?;
        Ok(signer.sign(&url, body)?)
    }

    /// Returns what signs it, its URL, and its body.
    pub(crate) fn signer(self) -> Result<(Signer, String, Bytes), String> {
        let provider = known(&self.provider)?;
        let mut secrets = self.secrets.into_iter().map(|secret| {
            // Tests may use secrets that are too short for a service.
            danger::short_secret(secret).map_err(|error| error.to_string())
        });
        let first = secrets.next().ok_or("at least one secret is needed")??;

        let mut signer = Signer::new(provider, first);
        for secret in secrets {
            signer = signer.secret(secret?);
        }
        signer = signer.method(self.method.parse().map_err(|_| "method: not a method")?);
        for (name, value) in &self.options {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            signer = signer.setting(name, &text);
        }
        if let Some(kind) = self.kind {
            signer = signer.kind(kind);
        }
        if let Some(id) = self.id {
            signer = signer.id(id);
        }
        if let Some(seconds) = self.now {
            signer = signer.at(time(seconds)?);
        }
        let body = body(self.body, self.body_b64)?;
        if looks_like_form(&body) {
            signer = signer.form();
        }
        Ok((signer, self.url, body))
    }
}

/// Returns the provider with this id.
fn known(id: &str) -> Result<Provider, String> {
    providers::by_id(id).ok_or_else(|| format!("no provider has the id `{id}`"))
}

/// Returns a signed request as a line.
fn shown(request: &Request<Bytes>) -> Value {
    let headers: Vec<_> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
        .collect();
    json!({
        "outcome": "signed",
        "method": request.method().as_str(),
        "url": request.uri().to_string(),
        "headers": headers,
        "body_b64": STANDARD.encode(request.body()),
    })
}

/// Returns whether a body is `a=b&c=d` rather than JSON or XML.
pub(crate) fn looks_like_form(body: &[u8]) -> bool {
    let first = body.trim_ascii().first();
    body.contains(&b'=') && !matches!(first, None | Some(b'{' | b'[' | b'<' | b'"'))
}
