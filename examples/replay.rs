//! Why was this delivery rejected? Replays recorded requests through the crate.
//!
//! Reads JSON Lines on standard input, one request a line, and writes one line each:
//!
//! ```sh
//! cargo run --all-features --example replay <<'EOF'
//! {"provider": "github", "secrets": ["It's a Secret to Everybody"], "method": "POST", "url": "https://app.example/hooks", "headers": {"X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}, "body": "Hello, World!"}
//! EOF
//! ```
//!
//! `url` is the public URL, the one that the provider calls; `options` are settings. A field that is not known
//! is an error. What the example `sign` prints may be given as it is, with `provider` and `secrets` added.
//!
//! `replay --explain` adds `hints` to a rejected request. They say why it was rejected and what to do.
//! Secrets of other endpoints can be given as `other_secrets`; they are only tried to explain. At most 8
//! secrets are tried, and a hint says if there are more. `causes` are short names of the causes.
//!
//! `replay --list` prints the providers instead.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Write},
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::StatusCode;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::{Value, json};
use webhook_receiver::{
    Builder, Delivery, Error, Event, Provider, Received, Receiver, Reply, Secret, SetupError,
    danger,
    events::{
        Decoded, EventEnum, discord, github, gitlab, linear, meta, shopify, slack, stripe,
        telegram, twilio,
    },
    explain::{Cause, Explainer, Explanation},
    provider::{IdKind, Retry, TimeKind},
    providers,
};

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    let explains = std::env::args().any(|argument| argument == "--explain");
    if std::env::args().any(|argument| argument == "--list") {
        for provider in providers::ALL {
            let line = json!({
                "id": provider.id(),
                "name": provider.name(),
                "class": provider.class(),
                "algorithm": provider.algorithm().name(),
                "coverage": provider.coverage().to_string(),
                "handshake": provider.has_handshake(),
                "typed_events": typed_events(provider.id()),
                "source": provider.source(),
                "source_read": provider.last_read(),
                "retries": retries(provider.retry()),
                "response_timeout": provider.response_timeout().map(|timeout| timeout.as_secs()),
                "id_kind": id_kind(provider),
                "time_kind": time_kind(provider),
            });
            writeln!(output, "{line}")?;
        }
        return output.flush();
    }
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let outcome = replay(&line, explains).unwrap_or_else(Outcome::bad_input);
        serde_json::to_writer(&mut output, &outcome)?;
        writeln!(output)?;
    }
    output.flush()
}

/// For how many seconds a provider retries: 0 if it never does, null if it is not documented.
fn retries(retry: Retry) -> Option<u64> {
    match retry {
        Retry::Never => Some(0),
        Retry::For(period) => Some(period.as_secs()),
        _ => None,
    }
}

/// What the delivery id names, null if there is none.
fn id_kind(provider: &Provider) -> Option<&'static str> {
    provider
        .has_delivery_id()
        .then(|| match provider.delivery_id_kind() {
            IdKind::Event => "event",
            IdKind::Object => "object",
            IdKind::BatchItem => "batch_item",
            _ => "unknown",
        })
}

/// Which moment the signed time is, null if no time is checked.
fn time_kind(provider: &Provider) -> Option<&'static str> {
    match provider.time_kind() {
        TimeKind::Attempt => Some("attempt"),
        TimeKind::Event => Some("event"),
        _ => provider.coverage().has_time().then_some("unknown"),
    }
}

/// A recorded request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recorded {
    provider: String,
    secrets: Vec<String>,
    /// Secrets that are only tried to explain a rejection.
    #[serde(default)]
    other_secrets: Vec<String>,
    /// What `sign` says of a request that it made.
    #[serde(rename = "outcome")]
    _outcome: Option<IgnoredAny>,
    #[serde(rename = "message")]
    _message: Option<IgnoredAny>,
    #[serde(default = "post")]
    method: String,
    url: String,
    #[serde(default)]
    headers: Headers,
    body: Option<String>,
    body_b64: Option<String>,
    now: Option<f64>,
    #[serde(default)]
    options: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Headers {
    List(Vec<(String, String)>),
    Object(BTreeMap<String, String>),
}

impl Default for Headers {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

fn post() -> String {
    "POST".to_owned()
}

/// What became of it.
#[derive(Default, Serialize)]
struct Outcome {
    outcome: &'static str,
    error: Option<&'static str>,
    message: Option<String>,
    status: Option<u16>,
    kind: Option<String>,
    id: Option<String>,
    coverage: Option<String>,
    key: Option<usize>,
    event: Option<&'static str>,
    event_variant: Option<String>,
    event_path: Option<String>,
    reply: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    causes: Option<Vec<&'static str>>,
}

impl Outcome {
    fn bad_input(message: String) -> Self {
        Self {
            outcome: "bad_input",
            message: Some(message),
            ..Self::default()
        }
    }

    fn refused(error: &Error) -> Self {
        Self {
            outcome: "refused",
            error: Some(error.code()),
            message: Some(error.to_string()),
            status: Some(error.status().as_u16()),
            ..Self::default()
        }
    }

    fn explained(mut self, explanation: &Explanation) -> Self {
        self.hints = Some(explanation.sentences());
        self.causes = Some(explanation.causes().iter().map(Cause::code).collect());
        self
    }

    fn handshake(reply: &Reply) -> Self {
        Self {
            outcome: "handshake",
            status: Some(reply.status.as_u16()),
            reply: Some(shown(reply)),
            ..Self::default()
        }
    }

    fn delivery(delivery: &Delivery) -> Self {
        let event = model(delivery.provider()).map(|model| (model.read)(delivery));
        let (event, event_variant, event_path) = event.unwrap_or_default();
        let reply = delivery.acknowledgement();
        let asked_for = reply != Reply::empty(StatusCode::OK);
        Self {
            outcome: "delivery",
            status: Some(200),
            kind: delivery.kind().map(str::to_owned),
            id: delivery.id().map(str::to_owned),
            coverage: Some(delivery.coverage().to_string()),
            key: Some(delivery.key_index()),
            event,
            event_variant,
            event_path,
            reply: asked_for.then(|| shown(&reply)),
            ..Self::default()
        }
    }
}

fn shown(reply: &Reply) -> Value {
    let headers: Vec<_> = reply
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let body = String::from_utf8_lossy(&reply.body);
    json!({"status": reply.status.as_u16(), "headers": headers, "body": body})
}

/// Replays one line; the error says why it could not be tried.
fn replay(line: &[u8], explains: bool) -> Result<Outcome, String> {
    let recorded: Recorded = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let provider = providers::by_id(&recorded.provider)
        .ok_or_else(|| format!("no provider has the id `{}`", recorded.provider))?;
    let uri: http::Uri = recorded
        .url
        .parse()
        .map_err(|error| format!("url: {error}"))?;

    let mut builder = Receiver::builder(provider);
    let mut candidates = Vec::new();
    // What is pasted for Amazon SNS is no secret, but the topic.
    let is_topic = provider.audience() == Some(TOPIC);
    if explains {
        let own = recorded.secrets.iter().filter(|_| !is_topic);
        for secret in own.chain(&recorded.other_secrets) {
            let secret = danger::short_secret(secret.as_str());
            candidates.push(secret.map_err(|error| format!("secrets: {error}"))?);
        }
    }
    let mut secrets = Vec::new();
    for (index, secret) in recorded.secrets.into_iter().enumerate() {
        if is_topic {
            builder = builder.setting(TOPIC, &secret);
            continue;
        }
        // Recorded requests may have secrets that are too short for a service.
        let secret = danger::short_secret(secret);
        secrets.push(secret.map_err(|error| format!("secrets[{index}]: {error}"))?);
    }
    for name in KEYS {
        if let Some(keys) = recorded.options.get(name) {
            secrets.extend(key_set(keys).map_err(|error| format!("{name}: {error}"))?);
        }
    }
    if secrets.is_empty() && provider.needs_secret() {
        // Handshakes that are not signed need none, but a receiver does.
        secrets.push(any_secret(provider).map_err(|error| error.to_string())?);
    }
    builder = secrets.into_iter().fold(builder, Builder::secret);
    // Recorded requests seldom say for which customer they were.
    let audience = provider.audience();
    if audience.is_some_and(|setting| setting != TOPIC && !recorded.options.contains_key(setting)) {
        builder = danger::any_audience(builder);
    }
    if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
        // A URL has a user name only if it was registered with one.
        builder = if authority.as_str().contains('@') {
            builder.setting("callback_url", &recorded.url)
        } else {
            builder.public_url(&format!("{scheme}://{authority}"))
        };
    }
    let settings = recorded.options.iter();
    for (name, value) in settings.filter(|(name, _)| !KEYS.contains(&name.as_str())) {
        builder = builder.setting(name, &setting(value));
    }
    let receiver = builder.build().map_err(|error| error.to_string())?;

    let mut request = http::Request::builder()
        .method(recorded.method.as_str())
        .uri(uri);
    let headers = match recorded.headers {
        Headers::List(list) => list,
        Headers::Object(object) => object.into_iter().collect(),
    };
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let body = match (recorded.body, recorded.body_b64) {
        (Some(text), None) => Bytes::from(text),
        (None, Some(text)) => STANDARD
            .decode(text)
            .map_err(|error| format!("body_b64: {error}"))?
            .into(),
        (None, None) => Bytes::new(),
        (Some(_), Some(_)) => return Err("either body or body_b64, not both".to_owned()),
    };
    let request = request.body(body).map_err(|error| error.to_string())?;
    let now = match recorded.now {
        None => SystemTime::now(),
        Some(seconds) => Duration::try_from_secs_f64(seconds)
            .ok()
            .and_then(|since_1970| SystemTime::UNIX_EPOCH.checked_add(since_1970))
            .ok_or("now: not a time")?,
    };

    let again = explains.then(|| request.clone());
    Ok(match receiver.receive(request, now) {
        Ok(Received::Delivery(delivery)) => Outcome::delivery(&delivery),
        Ok(Received::Handshake(reply)) => Outcome::handshake(&reply),
        Err(error) => match again {
            None => Outcome::refused(&error),
            Some(request) => {
                let explainer = Explainer::new(&receiver);
                let explainer = candidates.into_iter().fold(explainer, Explainer::secret);
                Outcome::refused(&error).explained(&explainer.explain(request, now))
            }
        },
    })
}

/// The setting that names the topic of which notifications are expected.
const TOPIC: &str = "topic_arn";

/// A setting as text: of a list, the words.
fn setting(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(setting).collect::<Vec<_>>().join(" "),
        value => value.to_string(),
    }
}

/// The options that hold keys, not settings.
const KEYS: [&str; 4] = ["certs", "keys", "keys_by_serial", "spki"];

/// Keys under their ids: a JSON Web Key Set, or an object of keys by id.
fn key_set(keys: &Value) -> Result<Vec<Secret>, SetupError> {
    if keys.get("keys").is_some_and(Value::is_array) {
        return Secret::from_jwks(&keys.to_string());
    }
    let by_id = keys.as_object().ok_or(SetupError::KeySet)?;
    by_id
        .iter()
        .map(|(id, key)| {
            let key = key.as_str().ok_or(SetupError::KeySet)?;
            Ok(danger::short_secret(key)?.with_id(id.as_str()))
        })
        .collect()
}

/// A random secret, or a public key of an example in RFC 7515 or RFC 8037.
fn any_secret(provider: Provider) -> Result<Secret, SetupError> {
    use std::hash::{BuildHasher, RandomState};
    Secret::new(match provider.algorithm().name() {
        "ed25519" => r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#.to_owned(),
        name if name.starts_with("ecdsa") => r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#.to_owned(),
        name if name.starts_with("rsa") => r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#.to_owned(),
        // Hexadecimal digits, which are valid base64 too.
        _ => (0..4)
            .map(|part| format!("{:016x}", RandomState::new().hash_one(part)))
            .collect(),
    })
}

/// What a provider's typed events make of a delivery.
struct Model {
    provider: &'static str,
    count: usize,
    read: fn(&Delivery) -> Told,
}

/// How it ended, which variant it is, and where it did not fit.
type Told = (Option<&'static str>, Option<String>, Option<String>);

const MODELS: &[Model] = &[
    Model::of("github", github::PROVIDER),
    Model::of("gitlab", gitlab::PROVIDER),
    Model::of("gitlab-signing-token", gitlab::PROVIDER),
    Model::of("linear", linear::PROVIDER),
    Model::of("meta", meta::PROVIDER)
        .and(meta::WhatsAppEvent::COUNT + meta::MessagingEvent::COUNT + meta::FieldEvent::COUNT),
    Model::of("telegram", telegram::PROVIDER),
    Model::of("discord", discord::PROVIDER),
    Model::of("twilio", twilio::PROVIDER),
    Model::of("shopify", shopify::PROVIDER),
    Model::of("slack", slack::PROVIDER),
    Model::of("stripe", stripe::PROVIDER),
];

fn model(provider: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.provider == provider)
}

impl Model {
    /// `PROVIDER` only names the type.
    const fn of<E: Event + EventEnum>(id: &'static str, _: Provider<E>) -> Self {
        Self {
            provider: id,
            count: E::COUNT,
            read: |delivery| match delivery.clone().with_events::<E>().event() {
                Ok(event) => told(&event.decoded()),
                Err(error) => (Some("undecodable"), None, Some(error.path().to_owned())),
            },
        }
    }

    /// And as many events that come as items of those.
    const fn and(self, items: usize) -> Self {
        let count = self.count.saturating_add(items);
        Self { count, ..self }
    }
}

fn told(outcome: &Decoded<'_>) -> Told {
    match outcome {
        Decoded::Known { variant, .. } => (Some("known"), Some((*variant).into()), None),
        Decoded::Undecodable(error) => (Some("undecodable"), None, Some(error.path().to_string())),
        _ => (Some("unknown"), None, None),
    }
}

/// The number of events that the typed model of a provider knows.
fn typed_events(provider: &str) -> usize {
    model(provider).map_or(0, |model| model.count)
}
