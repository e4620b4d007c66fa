//! Recorded requests, one a line.

use std::{collections::BTreeMap, time::SystemTime};

use bytes::Bytes;
use http::{Request, Uri};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;
use webhook_receiver::{
    Builder, Provider, Received, Receiver, Secret, SetupError, danger, explain::Explainer,
    providers,
};

use super::{
    input::{body, post, time},
    outcome::Outcome,
};

/// A recorded request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recorded {
    pub(crate) provider: String,
    pub(crate) secrets: Vec<String>,
    /// Secrets that are only tried to explain a rejection.
    #[serde(default)]
    pub(crate) other_secrets: Vec<String>,
    /// What `sign` says of a request that it made.
    #[serde(rename = "outcome")]
    _outcome: Option<IgnoredAny>,
    #[serde(rename = "message")]
    _message: Option<IgnoredAny>,
    #[serde(default = "post")]
    pub(crate) method: String,
    pub(crate) url: String,
    #[serde(default)]
    pub(crate) headers: Headers,
    pub(crate) body: Option<String>,
    pub(crate) body_b64: Option<String>,
    pub(crate) now: Option<f64>,
    #[serde(default)]
    pub(crate) options: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Headers {
    List(Vec<(String, String)>),
    Object(BTreeMap<String, String>),
}

impl Default for Headers {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl Recorded {
    /// Replays the request through a receiver; the error says why it could not be tried.
    pub(crate) fn replay(self, explains: bool) -> Result<Outcome, String> {
        let receiver = self.receiver()?;
        let candidates = if explains {
            self.candidates()?
        } else {
            Vec::new()
        };
        let now = self.now()?;
        let request = self.request()?;
        let again = explains.then(|| request.clone());
        Ok(match receiver.receive(request, now) {
            Ok(Received::Delivery(delivery)) => Outcome::delivery(&delivery),
            Ok(Received::Handshake(reply)) => Outcome::handshake(&reply),
            Err(error) => match again {
                None => Outcome::rejected(&error),
                Some(request) => {
                    let explainer = Explainer::new(&receiver);
                    let explainer = candidates.into_iter().fold(explainer, Explainer::secret);
                    Outcome::rejected(&error).explained(&explainer.explain(request, now))
                }
            },
        })
    }

    /// Returns the provider.
    pub(crate) fn provider(&self) -> Result<Provider, String> {
        providers::by_id(&self.provider)
            .ok_or_else(|| format!("no provider has the id `{}`", self.provider))
    }

    fn uri(&self) -> Result<Uri, String> {
        self.url.parse().map_err(|error| format!("url: {error}"))
    }

    /// Returns the time of arrival: now, if none was recorded.
    pub(crate) fn now(&self) -> Result<SystemTime, String> {
        self.now.map_or_else(|| Ok(SystemTime::now()), time)
    }

    /// Returns the receiver that the request was for.
    pub(crate) fn receiver(&self) -> Result<Receiver, String> {
        let provider = self.provider()?;
        let mut builder = Receiver::builder(provider);
        let mut secrets = Vec::new();
        for (index, secret) in self.secrets.iter().enumerate() {
            if is_topic(provider) {
                builder = builder.setting(TOPIC, secret);
                continue;
            }
            // Recorded requests may have secrets that are too short for a service.
            let secret = danger::short_secret(secret.as_str());
            secrets.push(secret.map_err(|error| format!("secrets[{index}]: {error}"))?);
        }
        for name in KEYS {
            if let Some(keys) = self.options.get(name) {
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
        if audience.is_some_and(|setting| setting != TOPIC && !self.options.contains_key(setting)) {
            builder = danger::any_audience(builder);
        }
        let uri = self.uri()?;
        if let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) {
            // A URL has a user name only if it was registered with one.
            builder = if authority.as_str().contains('@') {
                builder.setting("callback_url", &self.url)
            } else {
                builder.public_url(&format!("{scheme}://{authority}"))
            };
        }
        let settings = self.options.iter();
        for (name, value) in settings.filter(|(name, _)| !KEYS.contains(&name.as_str())) {
            builder = builder.setting(name, &setting(value));
        }
        builder.build().map_err(|error| error.to_string())
    }

    /// Returns the secrets to try for an explanation.
    fn candidates(&self) -> Result<Vec<Secret>, String> {
        let is_topic = is_topic(self.provider()?);
        let own = self.secrets.iter().filter(|_| !is_topic);
        own.chain(&self.other_secrets)
            .map(|secret| danger::short_secret(secret.as_str()))
            .collect::<Result<_, _>>()
            .map_err(|error| format!("secrets: {error}"))
    }

    /// Returns the request.
    pub(crate) fn request(self) -> Result<Request<Bytes>, String> {
        let mut request = Request::builder()
            .method(self.method.as_str())
            .uri(self.uri()?);
        let headers = match self.headers {
            Headers::List(list) => list,
            Headers::Object(object) => object.into_iter().collect(),
        };
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let body = body(self.body, self.body_b64)?;
        request.body(body).map_err(|error| error.to_string())
    }
}

/// Whether the provider's secret is its topic, as for Amazon SNS.
fn is_topic(provider: Provider) -> bool {
    provider.audience() == Some(TOPIC)
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
