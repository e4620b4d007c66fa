//! The same data the other way: makes the request that the provider would send.
//!
//! For tests of a receiving service, and for senders. The signature is real; there is no way to
//! make a receiver accept a request that was not signed.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use zeroize::Zeroizing;

use super::{
    At, Encoding, Format,
    plan::{Inputs, Locator, Needs, Plan, Which},
};
use crate::{
    algorithm::Class,
    authentic,
    error::{Error, SetupError},
    head::Head,
    provider::{Authentication, Provider, Row},
    secret::{KeyRecipe, Keys, Secret},
    settings::Settings,
    time_source::system_time,
};

/// Makes requests that a provider would send.
///
/// ```
/// use std::time::SystemTime;
///
/// use webhook_receiver::{Received, Receiver, Secret, providers, testing::Signer};
///
/// let secret = || Secret::new("8f742231b10e8888abcd99yyyzzz85a5");
/// let request = Signer::new(providers::SLACK, secret()?)
///     .sign("https://app.example/slack", r#"{"type":"event_callback"}"#)?;
/// assert!(request.headers().contains_key("x-slack-signature"));
///
/// let receiver = Receiver::new(providers::SLACK, secret()?)?;
/// let received = receiver.receive(request, SystemTime::now())?;
/// assert!(matches!(received, Received::Delivery(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Signer {
    row: Row,
    secrets: Vec<Secret>,
    settings: Settings,
    method: Method,
    content_type: Option<&'static str>,
    kind: Option<String>,
    id: Option<String>,
    now: Option<SystemTime>,
}

/// Why a request could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// A secret or a setting is missing or not of the provider's form.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The body, the URL or a value does not allow what the provider signs.
    #[error("the request cannot be signed")]
    Request(#[from] Error),
    /// The URL is not one, or a value cannot stand in a header.
    #[error("the URL, the kind or the id cannot stand in a request")]
    Form,
    /// The provider's requests can be verified, but not made.
    #[error("signing is not supported for this provider")]
    Unsupported,
}

/// A request in the making.
pub struct Draft<'d> {
    /// The head, with headers that are set already.
    pub head: Head,
    /// The body.
    pub body: Bytes,
    keys: &'d Keys,
    settings: &'d Settings,
    now: SystemTime,
}

impl Draft<'_> {
    /// The time of the request.
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// A setting of the endpoint.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name)
    }

    /// The public URL, as the receiver will see it.
    pub fn public_url(&self) -> Option<String> {
        let url = self.settings.public_url("").ok()?;
        Some(url.of(&self.head))
    }

    /// The signature over `content`, piece after piece, with the first key.
    pub fn sign(&self, content: &[&[u8]], encoding: Encoding) -> Option<String> {
        let mut running = self.keys.first()?.prepared.start();
        content.iter().for_each(|piece| running.update(piece));
        Some(encoding.encode(&running.finish().sign()?))
    }

    /// The same where the secret itself is a part of the content, which `content` makes the whole
    /// of: see [`Authenticate::signs_secret`](crate::Authenticate::signs_secret).
    pub fn sign_with_secret(
        &self,
        content: impl Fn(&[u8]) -> Vec<u8>,
        encoding: Encoding,
    ) -> Option<String> {
        let content = Zeroizing::new(content(&self.keys.first()?.raw));
        self.sign(&[&content], encoding)
    }

    /// The secret, where that is what is sent: of [`TOKEN`](crate::algorithm::TOKEN).
    pub fn token(&self) -> Option<&str> {
        std::str::from_utf8(&self.keys.first()?.raw).ok()
    }

    /// Sets a header. `name` is in lower case.
    pub fn set_header(&mut self, name: &str, value: &str) -> Option<()> {
        set_header(&mut self.head, name.parse().ok()?, value).ok()
    }

    /// Adds a parameter to the URL's query, after those that are there.
    pub fn add_query(&mut self, name: &str, value: &str) -> Option<()> {
        let mut pair = form_urlencoded::Serializer::new(String::new());
        let pair = pair.append_pair(name, value).finish();
        let joint = match self.head.uri.query() {
            None | Some("") => "",
            Some(_) => "&",
        };
        let path = self.head.uri.path();
        let query = self.head.uri.query().unwrap_or_default();
        let mut parts = self.head.uri.clone().into_parts();
        parts.path_and_query = Some(format!("{path}?{query}{joint}{pair}").parse().ok()?);
        self.head.uri = Uri::from_parts(parts).ok()?;
        Some(())
    }

    /// Sets a text in a JSON body, in an object that is there.
    pub fn set_json(&mut self, pointer: &str, text: &str) -> Option<()> {
        let mut value: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        let (parent, name) = pointer.rsplit_once('/')?;
        let parent = value.pointer_mut(parent)?.as_object_mut()?;
        parent.insert(name.to_owned(), text.into());
        self.body = value.to_string().into();
        Some(())
    }

    /// Makes the body a form of these fields.
    pub fn set_form(&mut self, fields: &[(&str, &str)]) -> Option<()> {
        self.body = Bytes::new();
        for (name, value) in fields {
            self.add_form_field(name, value);
        }
        self.set_header("content-type", "application/x-www-form-urlencoded")
    }

    /// Makes a body that is no form the one field of one.
    pub(crate) fn wrap_in_form(&mut self, name: &str) -> Option<()> {
        if self.head.is_form() {
            return Some(());
        }
        let body = String::from_utf8(self.body.to_vec()).ok()?;
        self.set_form(&[(name, &body)])
    }

    /// Adds a field to a form body, after those that are there.
    pub fn add_form_field(&mut self, name: &str, value: &str) {
        let mut pair = form_urlencoded::Serializer::new(String::new());
        let pair = pair.append_pair(name, value).finish();
        let mut body = self.body.to_vec();
        if !body.is_empty() {
            body.push(b'&');
        }
        body.extend_from_slice(pair.as_bytes());
        self.body = body.into();
    }
}

impl Signer {
    /// Signs as this provider with this secret.
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
        }
    }

    /// Signs with one more secret, as a provider does while secrets are rotated.
    pub fn secret(mut self, secret: Secret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// The request's method: `POST` otherwise.
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// The body is an `application/x-www-form-urlencoded` form: JSON otherwise.
    pub fn form(mut self) -> Self {
        self.content_type = Some("application/x-www-form-urlencoded");
        self
    }

    /// The event's name, set where the provider has it in a header.
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// The delivery's id, set where the provider has it in a header.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The time of signing: the clock's otherwise.
    pub fn at(mut self, now: SystemTime) -> Self {
        self.now = Some(now);
        self
    }

    /// A named setting, as the receiver has it.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.set(name, value);
        self
    }

    /// The public origin, as the receiver has it. That of the URL otherwise.
    pub fn public_url(mut self, url: &str) -> Self {
        self.settings.set_base(url);
        self
    }

    /// Makes a signed request.
    ///
    /// # Errors
    /// Where the provider's requests cannot be made, or not from this.
    pub fn sign(mut self, url: &str, body: impl Into<Bytes>) -> Result<Request<Bytes>, SignError> {
        let uri: Uri = url.parse().map_err(|_| SignError::Form)?;
        if self.settings.public_url("").is_err()
            && let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority())
        {
            self.settings.set_base(&format!("{scheme}://{authority}"));
        }
        let row = self.row.settled(&self.settings);
        let recipe = KeyRecipe {
            signs: true,
            ..row.key_recipe()
        };
        let keys = Keys::new(&recipe, &self.secrets)?;
        let now = self
            .now
            .or_else(system_time)
            .ok_or(SetupError::ClockNeeded)?;
        let mut head = Head {
            method: self.method,
            uri,
            headers: http::HeaderMap::new(),
        };
        let body = body.into();
        if let Some(content_type) = self.content_type.filter(|_| !body.is_empty()) {
            head.headers.insert(
                http::header::CONTENT_TYPE,
                HeaderValue::from_static(content_type),
            );
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
        let mut draft = Draft {
            head,
            body,
            keys: &keys,
            settings: &self.settings,
            now,
        };
        match row.authentication {
            Authentication::Code(code) => {
                authentic::Authenticate::sign(code, &mut draft).ok_or(SignError::Unsupported)?;
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

impl Plan {
    fn sign(&self, draft: &mut Draft<'_>, secrets: &[Secret]) -> Result<(), SignError> {
        let time = self.write_time(draft)?;
        self.default_ids(draft)?;
        let encoded = |bytes: &[u8]| {
            let encoding = self.scheme.encoding;
            if encoding == Encoding::Text && std::str::from_utf8(bytes).is_err() {
                return Err(SignError::Unsupported);
            }
            Ok(encoding.encode(bytes))
        };
        let mut signatures = Vec::with_capacity(secrets.len());
        for (key, _) in draft.keys.iter().zip(secrets) {
            if matches!(self.scheme.algorithm.class(), Class::Token | Class::Basic) {
                // What is sent may be made from the secret.
                let made = key.prepared.start().finish().sign();
                let token = made.as_deref().unwrap_or(&key.raw);
                signatures.push(encoded(token)?);
                continue;
            }
            let length = self.chosen.map_or(0, |(_, length)| length);
            let mut running = key.prepared.start_for(length);
            let inputs = Inputs {
                head: &draft.head,
                body: &draft.body,
                timestamp: &time,
                secret: &key.raw,
            };
            self.feed(&self.before, &inputs, &mut |bytes| running.update(bytes))?;
            if self.needs == Needs::Stream {
                running.update(&draft.body);
                self.feed(&self.after, &inputs, &mut |bytes| running.update(bytes))?;
            }
            let tag = running.finish().sign().ok_or(SignError::Unsupported)?;
            signatures.push(encoded(&tag)?);
        }
        self.place(draft, &signatures, &time)
    }

    /// Writes the time into its place, where that is a header; reads it from the body otherwise.
    fn write_time(&self, draft: &mut Draft<'_>) -> Result<String, SignError> {
        let (Some(timestamp), Some(locator)) = (self.scheme.timestamp, &self.timestamp) else {
            return Ok(String::new());
        };
        let time = timestamp.unit.write(draft.now);
        match locator {
            Locator::Header(name) => set_header(&mut draft.head, name.clone(), &time)?,
            Locator::WithSignature(_) => {}
            other => {
                let role = crate::error::Role::Timestamp;
                let written = other.text(role, &draft.head, &draft.body)?;
                return written
                    .map(std::borrow::Cow::into_owned)
                    .ok_or(SignError::Request(Error::Missing(role, other.place())));
            }
        }
        Ok(time)
    }

    /// Gives signed headers that were not set a value: a message id, most often. So, too, the key's
    /// id, which only a key that has one must match.
    fn default_ids(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        if let Some(Locator::Header(name)) = &self.key_id
            && !draft.head.headers.contains_key(name)
        {
            set_header(&mut draft.head, name.clone(), "1")?;
        }
        for part in self.scheme.content {
            if let super::Part::Header(name) = part.unshaped() {
                let name = HeaderName::from_static(name);
                if !draft.head.headers.contains_key(&name) {
                    let since = draft
                        .now
                        .duration_since(SystemTime::UNIX_EPOCH)
                        .unwrap_or_default();
                    set_header(&mut draft.head, name, &format!("msg_{}", since.as_nanos()))?;
                }
            }
        }
        Ok(())
    }

    /// Writes signatures into one text, in the scheme's format.
    fn signature_text(&self, signatures: &[String], time: &str) -> Result<String, SignError> {
        let first = signatures.first().ok_or(SignError::Unsupported)?;
        Ok(match self.scheme.format {
            Format::Bare => first.clone(),
            Format::Prefixed(prefix) => format!("{prefix}{first}"),
            Format::Pairs {
                separator,
                signature,
            } => {
                let time = match self.timestamp {
                    Some(Locator::WithSignature(key)) => Some(format!("{key}={time}")),
                    _ => None,
                };
                let pairs = signatures
                    .iter()
                    .map(|value| format!("{signature}={value}"));
                join(time.into_iter().chain(pairs), separator)
            }
            Format::List { separator, tag } => join(
                signatures.iter().map(|value| format!("{tag}{value}")),
                separator,
            ),
            Format::TimeFirst { separator } => join(
                std::iter::once(time.to_owned()).chain(signatures.iter().cloned()),
                separator,
            ),
        })
    }

    fn place(
        &self,
        draft: &mut Draft<'_>,
        signatures: &[String],
        time: &str,
    ) -> Result<(), SignError> {
        let text = |signatures: &[String]| self.signature_text(signatures, time);
        match &self.signature {
            Locator::Header(name) => set_header(&mut draft.head, name.clone(), &text(signatures)?),
            // One signature per header.
            Locator::AnyHeader(names) => {
                for (name, signature) in names.iter().zip(signatures.chunks(1)) {
                    set_header(&mut draft.head, name.clone(), &text(signature)?)?;
                }
                Ok(())
            }
            Locator::NumberedHeaders(prefix) => {
                for (index, signature) in signatures.chunks(1).enumerate() {
                    let name = format!("{prefix}{}", index.saturating_add(1));
                    let name = name.parse().map_err(|_| SignError::Form)?;
                    set_header(&mut draft.head, name, &text(signature)?)?;
                }
                Ok(())
            }
            Locator::Query(name) => {
                let added = draft.add_query(name.as_str(), &text(signatures)?);
                added.ok_or(SignError::Form)
            }
            Locator::Form(name) => {
                draft.add_form_field(name, &text(signatures)?);
                Ok(())
            }
            Locator::Json(pointer) => {
                let set = draft.set_json(pointer, &text(signatures)?);
                set.ok_or(SignError::Form)
            }
            Locator::Within(..)
            | Locator::ObjectMember
            | Locator::Token(..)
            | Locator::WithSignature(_) => Err(SignError::Unsupported),
            #[cfg(feature = "xml")]
            Locator::Xml(_) => Err(SignError::Unsupported),
        }
    }
}

fn join(items: impl Iterator<Item = String>, separator: char) -> String {
    let items: Vec<String> = items.collect();
    items.join(separator.encode_utf8(&mut [0; 4]))
}

fn set_header(head: &mut Head, name: HeaderName, value: &str) -> Result<(), SignError> {
    let mut value: HeaderValue = value.parse().map_err(|_| SignError::Form)?;
    value.set_sensitive(true);
    head.headers.insert(name, value);
    Ok(())
}
