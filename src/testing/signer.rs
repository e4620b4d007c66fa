//! Requests as a provider signs them.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

use crate::{
    authenticate::{
        self, Which,
        draft::{Draft, set_header},
    },
    codec::json,
    engine::{compile::Plan, locate::Locator},
    error::{SetupError, SignError},
    key::keys::{KeySpec, Keys},
    key::secret::Secret,
    provider::{Authentication, Provider, Row},
    receiver::time_source::system_time,
    request::{head::Head, settings::Settings},
    scheme::{At, Scheme},
};

/// Makes signed requests as a provider would send them.
///
/// ```
/// use std::time::SystemTime;
///
/// use webhook_receiver::{Received, Receiver, Secret, providers, testing::Signer};
///
/// let secret = Secret::new("8f742231b10e8888abcd99yyyzzz85a5")?;
/// let request = Signer::new(providers::SLACK, secret.clone())
///     .sign("https://app.example/slack", r#"{"type":"event_callback"}"#)?;
/// assert!(request.headers().contains_key("x-slack-signature"));
///
/// let receiver = Receiver::new(providers::SLACK, secret)?;
/// let received = receiver.receive(request, SystemTime::now())?;
/// assert!(matches!(received, Received::Delivery(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Signer {
    pub(super) row: Row,
    pub(super) secrets: Vec<Secret>,
    pub(super) settings: Settings,
    pub(super) method: Method,
    content_type: Option<&'static str>,
    pub(super) kind: Option<String>,
    pub(super) id: Option<String>,
    pub(super) now: Option<SystemTime>,
    /// Headers that are set before it is signed.
    pub(super) headers: HeaderMap,
    /// Whether it signs without a secret, as a service verifies whose secret is not set.
    pub(super) without_secret: bool,
    /// Whether the time of signing is written into the body, if the provider has it there.
    pub(super) dates_body: bool,
}

impl Signer {
    /// Creates a signer for this provider with this secret.
    pub fn new<E>(provider: Provider<E>, secret: Secret) -> Self {
        Self {
            row: provider.row,
            secrets: vec![secret],
            settings: Settings::default(),
            method: Method::POST,
            content_type: Some("application/json"),
            kind: None,
            id: None,
            now: None,
            headers: HeaderMap::new(),
            without_secret: false,
            dates_body: false,
        }
    }

    /// Adds a secret, as providers sign with two during key rotation.
    pub fn secret(mut self, secret: Secret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// Sets the method. Defaults to `POST`.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Sets the content type to `application/x-www-form-urlencoded`. Defaults to JSON.
    pub fn form(mut self) -> Self {
        self.content_type = Some("application/x-www-form-urlencoded");
        self
    }

    /// Sets the event type, if the provider has it in a header.
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Sets the delivery id, if the provider has it in a header.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets the time of signing. Defaults to the time of the clock.
    pub fn at(mut self, now: SystemTime) -> Self {
        self.now = Some(now);
        self
    }

    /// Sets a setting, as of the receiver.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.set(name, value);
        self
    }

    /// Sets the public URL, as [`Builder::public_url`](crate::Builder::public_url) does for the receiver.
    /// Defaults to the origin of the signed URL.
    pub fn public_url(mut self, url: &str) -> Self {
        self.settings.set_base(url);
        self
    }

    /// Makes a signed request.
    ///
    /// # Errors
    /// Returns an error if the provider's requests cannot be signed, or not with these values.
    pub fn sign(self, url: &str, body: impl Into<Bytes>) -> Result<Request<Bytes>, SignError> {
        self.request(url, body.into(), true)
    }

    /// Makes the request, and signs it if `signs`.
    pub(super) fn request(
        mut self,
        url: &str,
        body: Bytes,
        signs: bool,
    ) -> Result<Request<Bytes>, SignError> {
        let uri: Uri = url.parse().map_err(|_| SignError::Form)?;
        self.row.check_names(&self.settings)?;
        if self.settings.public_url("").is_err()
            && let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority())
        {
            self.settings.set_base(&format!("{scheme}://{authority}"));
        }
        let row = self.row.settled(&self.settings);
        let recipe = KeySpec {
            signs: true,
            ..row.key_recipe()
        };
        let keys = if self.without_secret {
            Keys::decoy(&recipe, &[""])
        } else {
            Keys::new(&recipe, &self.secrets)?
        };
        let now = self
            .now
            .or_else(system_time)
            .ok_or(SetupError::ClockNeeded)?;
        let mut head = Head {
            method: self.method,
            uri,
            headers: self.headers,
        };
        if let Some(content_type) = self.content_type.filter(|_| !body.is_empty()) {
            head.headers
                .entry(http::header::CONTENT_TYPE)
                .or_insert(HeaderValue::from_static(content_type));
        }
        for (places, text) in [(row.kind, &self.kind), (row.delivery_id, &self.id)] {
            if let (Some(at @ (At::Header(_) | At::HeaderSettingOr(..))), Some(text)) =
                (places.first(), text)
                && let Locator::Header(name) = Locator::new(row.name, *at, &self.settings)?
            {
                set_header(&mut head, name, text)?;
            }
        }
        if let Some((At::Header(name), setting)) = row.audience
            && let Some(ours) = self.settings.get(setting)
        {
            set_header(&mut head, HeaderName::from_static(name), ours)?;
        }
        let body = match row.authentication {
            Authentication::Scheme(scheme) if self.dates_body => dated(scheme, body, now),
            _ => body,
        };
        let mut draft = Draft {
            head,
            body,
            provider: row.name,
            keys: &keys,
            settings: &self.settings,
            now,
        };
        match row.authentication {
            _ if !signs => {}
            Authentication::Code(code) => {
                authenticate::Authenticate::sign(code, &mut draft)?;
            }
            Authentication::Scheme(usual) => {
                let by_key = keys.kind.and_then(|kind| row.key_kinds.get(kind));
                let by_head = || {
                    let mut variants = row.variants.iter();
                    let found = variants.find(|(when, _)| when.holds(&draft.head));
                    found.map(|(_, scheme)| *scheme)
                };
                let scheme = by_key
                    .map(|(_, scheme)| *scheme)
                    .or_else(by_head)
                    .unwrap_or(usual);
                let plan = Plan::new(&row, Which::Usual, scheme, &self.settings)?;
                plan.sign(&mut draft, &self.secrets)?;
            }
        }
        let mut request = Request::new(draft.body);
        *request.method_mut() = draft.head.method;
        *request.uri_mut() = draft.head.uri;
        *request.headers_mut() = draft.head.headers;
        Ok(request)
    }
}

/// Returns the body with this time in the place of the scheme's timestamp, if that is in a JSON body.
fn dated(scheme: Scheme, body: Bytes, now: SystemTime) -> Bytes {
    let written = || {
        let (At::Json(pointer), format) = scheme.timestamp_at()? else {
            return None;
        };
        let old = json::raw(&body, pointer).ok()??.get();
        let new = format.write(now);
        let new = match old.starts_with('"') {
            true => serde_json::Value::from(new).to_string(),
            false => new,
        };
        let start = old.as_ptr().addr().checked_sub(body.as_ptr().addr())?;
        let end = start.checked_add(old.len())?;
        Some([body.get(..start)?, new.as_bytes(), body.get(end..)?].concat())
    };
    written().map_or(body.clone(), Bytes::from)
}
