//! Makes the request that a provider would send, to send it to yourself.
//!
//! Reads JSON Lines on standard input, one delivery a line, and writes one request each:
//!
//! ```sh
//! cargo run --all-features --example sign <<'EOF'
//! {"provider": "stripe", "secrets": ["whsec_5WbX9PEVRaGWpyKCQbVcdmCs"], "url": "https://app.example/stripe", "body": "{\"type\":\"customer.created\"}"}
//! EOF
//! ```
//!
//! An input can also have `kind`, which GitHub and others send in a header, `id`, `now`, `method` and
//! `options`. To send an output with curl and jq:
//!
//! ```sh
//! jq -r .body_b64 signed.json | base64 -d > body
//! jq -r '.headers[] | "header = \"\(.[0]): \(.[1])\""' signed.json > headers
//! curl -K headers --data-binary @body http://localhost:3000/stripe
//! ```

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Write},
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};
use webhook_receiver::{danger, error::SignError, providers, testing::Signer};

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let signed = sign(&line)
            .unwrap_or_else(|message| json!({"outcome": "bad_input", "message": message}));
        writeln!(output, "{signed}")?;
    }
    output.flush()
}

/// A delivery to sign.
#[derive(Deserialize)]
struct Wanted {
    provider: String,
    secrets: Vec<String>,
    #[serde(default = "post")]
    method: String,
    url: String,
    body: Option<String>,
    body_b64: Option<String>,
    kind: Option<String>,
    id: Option<String>,
    now: Option<f64>,
    #[serde(default)]
    options: BTreeMap<String, Value>,
}

fn post() -> String {
    "POST".to_owned()
}

/// Signs one line; the error says why it could not be tried.
fn sign(line: &[u8]) -> Result<Value, String> {
    let wanted: Wanted = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let provider = providers::by_id(&wanted.provider)
        .ok_or_else(|| format!("no provider has the id `{}`", wanted.provider))?;
    let mut secrets = wanted.secrets.into_iter().map(|secret| {
        // Tests may use secrets that are too short for a service.
        danger::short_secret(secret).map_err(|error| error.to_string())
    });
    let first = secrets.next().ok_or("at least one secret is needed")??;

    let mut signer = Signer::new(provider, first);
    for secret in secrets {
        signer = signer.secret(secret?);
    }
    signer = signer.method(wanted.method.parse().map_err(|_| "method: not a method")?);
    for (name, value) in &wanted.options {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        signer = signer.setting(name, &text);
    }
    if let Some(kind) = wanted.kind {
        signer = signer.kind(kind);
    }
    if let Some(id) = wanted.id {
        signer = signer.id(id);
    }
    if let Some(seconds) = wanted.now {
        let since_1970 = Duration::try_from_secs_f64(seconds).map_err(|_| "now: not a time")?;
        let now = SystemTime::UNIX_EPOCH
            .checked_add(since_1970)
            .ok_or("now: not a time")?;
        signer = signer.at(now);
    }
    let body = match (wanted.body, wanted.body_b64) {
        (Some(text), None) => Bytes::from(text),
        (None, Some(text)) => STANDARD
            .decode(text)
            .map_err(|error| format!("body_b64: {error}"))?
            .into(),
        (None, None) => Bytes::new(),
        (Some(_), Some(_)) => return Err("either body or body_b64, not both".to_owned()),
    };
    if looks_like_form(&body) {
        signer = signer.form();
    }

    match signer.sign(&wanted.url, body) {
        Ok(request) => {
            let headers: Vec<_> = request
                .headers()
                .iter()
                .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
                .collect();
            Ok(json!({
                "outcome": "signed",
                "method": request.method().as_str(),
                "url": request.uri().to_string(),
                "headers": headers,
                "body_b64": STANDARD.encode(request.body()),
            }))
        }
        Err(SignError::Unsupported) => Ok(json!({"outcome": "unsupported"})),
        Err(error) => Err(error.to_string()),
    }
}

/// `a=b&c=d` rather than JSON or XML.
fn looks_like_form(body: &[u8]) -> bool {
    let first = body.trim_ascii().first();
    body.contains(&b'=') && !matches!(first, None | Some(b'{' | b'[' | b'<' | b'"'))
}
