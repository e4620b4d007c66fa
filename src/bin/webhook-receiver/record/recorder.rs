//! Records a request, and decides how it is answered.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{Request, Response, StatusCode, header, request::Parts};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use serde_json::{Map, Value, json};
use webhook_receiver::{Provider, Received, Reply};

use super::{
    redact::{REDACTED, Secrets},
    sink::Sink,
};
use crate::{
    failure::Failure,
    lines::{outcome::Outcome, recorded::Recorded},
    printable::one_line,
    recording::verdict,
};

/// How requests are recorded and answered.
pub(super) struct Recorder {
    /// The provider, whose handshakes are answered if there are secrets.
    pub(super) provider: Option<Provider>,
    pub(super) secrets: Vec<String>,
    pub(super) options: BTreeMap<String, Value>,
    /// The origin that the provider calls, if it is known.
    pub(super) origin: Option<String>,
    /// The origin of requests without a host.
    pub(super) address: String,
    /// What is left out; nothing if all is kept.
    pub(super) redacts: Option<Secrets>,
    pub(super) body_limit: usize,
    pub(super) status: StatusCode,
    pub(super) sink: Mutex<Sink>,
}

/// A response, what to say about the request, and whether to go on.
pub(super) struct Done {
    pub(super) response: Response<Full<Bytes>>,
    pub(super) said: String,
    pub(super) recorded: Result<bool, Failure>,
}

impl Recorder {
    pub(super) async fn record(&self, request: Request<Incoming>) -> Done {
        let now = SystemTime::now();
        let (parts, body) = request.into_parts();
        let seen = format!("{} {}", parts.method, parts.uri.path());
        let body = match Limited::new(body, self.body_limit).collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => {
                let (status, why) = if error.is::<LengthLimitError>() {
                    (
                        StatusCode::PAYLOAD_TOO_LARGE,
                        "the body is larger than --body-limit",
                    )
                } else {
                    (StatusCode::BAD_REQUEST, "the body did not arrive")
                };
                return Done {
                    response: empty(status),
                    said: format!("{seen}: not recorded: {why}"),
                    recorded: Ok(false),
                };
            }
        };
        let (reply, result) = self.verify(&parts, &body, now);
        let line = self.line(&parts, &body, now, false).to_string();
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        let recorded = sink.write(&line).map(|()| true);
        let said = format!("{seen}, {} bytes{result}", body.len());
        Done {
            response: match (&recorded, reply) {
                (Err(_), _) => empty(StatusCode::SERVICE_UNAVAILABLE),
                (Ok(_), Some(reply)) => response(reply),
                (Ok(_), None) => empty(self.status),
            },
            said: one_line(said.as_bytes()),
            recorded,
        }
    }

    /// Verifies a request if the provider and a secret are known. Returns the answer to a handshake.
    fn verify(&self, parts: &Parts, body: &Bytes, now: SystemTime) -> (Option<Reply>, String) {
        if self.provider.is_none() || self.secrets.is_empty() {
            return (None, String::new());
        }
        let line = self.line(parts, body, now, true);
        let replayed = serde_json::from_value::<Recorded>(line)
            .map_err(|error| error.to_string())
            .and_then(|recorded| {
                let receiver = recorded.receiver()?;
                Ok(receiver.receive(recorded.request()?, now))
            });
        match replayed {
            Ok(Ok(Received::Handshake(reply))) => {
                let said = verdict(&Outcome::handshake(&reply));
                (Some(reply), format!(": {said}"))
            }
            Ok(Ok(Received::Delivery(delivery))) => (
                None,
                format!(": {}", verdict(&Outcome::delivery(&delivery))),
            ),
            Ok(Err(error)) => (None, format!(": {}", verdict(&Outcome::rejected(&error)))),
            Err(message) => (None, format!(": {message}")),
        }
    }

    /// Returns the request as a line. The line is complete if it is not to be stored.
    fn line(&self, parts: &Parts, body: &Bytes, now: SystemTime, complete: bool) -> Value {
        let redacts = self.redacts.as_ref().filter(|_| !complete);
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                let value = match redacts {
                    Some(secrets) if secrets.has_header(name) => REDACTED.into(),
                    _ => String::from_utf8_lossy(value.as_bytes()),
                };
                (name.to_string(), value.into_owned())
            })
            .collect();
        let target = parts
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str());
        let target = redacts.map_or_else(|| target.to_owned(), |secrets| secrets.redact(target));
        let secrets = if redacts.is_none() {
            self.secrets.as_slice()
        } else {
            &[]
        };
        let mut line = Map::new();
        let mut set = |name: &str, value: Value| line.insert(name.to_owned(), value);
        if let Some(provider) = self.provider {
            set("provider", provider.id().into());
        }
        set("secrets", secrets.into());
        set("method", parts.method.as_str().into());
        let mut origin = self.origin(parts);
        if redacts.is_some() {
            origin = without_user(&origin);
        }
        set("url", format!("{origin}{target}").into());
        set("headers", json!(headers));
        match std::str::from_utf8(body) {
            Ok(text) => set("body", text.into()),
            Err(_) => set("body_b64", STANDARD.encode(body).into()),
        };
        if let Ok(since_1970) = now.duration_since(SystemTime::UNIX_EPOCH) {
            set("now", json!(since_1970.as_secs_f64()));
        }
        // A setting can be a token, too.
        if redacts.is_none() && !self.options.is_empty() {
            set("options", json!(self.options));
        }
        Value::Object(line)
    }

    /// The origin that the request was sent to.
    fn origin(&self, parts: &Parts) -> String {
        if let Some(origin) = &self.origin {
            return origin.clone();
        }
        let host = parts.headers.get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok());
        let is_host = |host: &&str| host.parse::<http::uri::Authority>().is_ok();
        format!("http://{}", host.filter(is_host).unwrap_or(&self.address))
    }
}

/// Returns an origin without a user's name and password.
fn without_user(origin: &str) -> String {
    match (origin.split_once("://"), origin.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => origin.to_owned(),
    }
}

fn empty(status: StatusCode) -> Response<Full<Bytes>> {
    response(Reply::empty(status))
}

fn response(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(reply.body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}
