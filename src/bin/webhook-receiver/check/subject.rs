//! The deliveries that are sent: genuine ones, each with an id of its own, and variations of them.

use std::{
    cell::Cell,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::Value;
use webhook_receiver::{
    Provider, Secret,
    scheme::{At, TimeFormat},
    testing::{Sender, Signer, fixtures},
};

use crate::lines::signing::looks_like_form;

/// The event type that no service knows yet.
const UNKNOWN: &str = "event_of_tomorrow";

/// The delivery; each check sends a copy of it.
pub(crate) struct Subject {
    pub(crate) provider: Provider,
    /// Signs with the secrets and settings of the endpoint.
    pub(crate) signer: Signer,
    /// The URL that the provider calls.
    pub(crate) url: String,
    pub(crate) body: Vec<u8>,
    pub(crate) made: Cell<u32>,
}

impl Subject {
    /// Returns whether the body is an HTML form.
    pub(crate) fn is_form(&self) -> bool {
        looks_like_form(&self.body)
    }

    /// Returns a sender of the delivery with a new id, so that no service takes it for a duplicate.
    pub(crate) fn fresh(&self) -> Sender {
        self.sender(&self.renewed(self.body.clone()))
    }

    /// Returns a sender of a body, with a new id in the header.
    pub(crate) fn sender(&self, body: &[u8]) -> Sender {
        let signer = self
            .signer
            .clone()
            .id(self.new_id("5f0c2a34-7d1e-4b6a-9c58-0e8d3b7a4f21"));
        signer.sender(&self.url, body.to_vec())
    }

    /// Returns the body as it was given, with the time of now if the provider has it in the body.
    pub(crate) fn as_given(&self) -> Vec<u8> {
        self.dated(self.body.clone())
    }

    /// Returns the body with a new id, if it has one.
    pub(crate) fn renewed(&self, body: Vec<u8>) -> Vec<u8> {
        let body = self.dated(body);
        if let Some(mut value) = object(&body) {
            for at in self.provider.delivery_id_at() {
                let At::Json(pointer) = at else { continue };
                match value.pointer_mut(pointer) {
                    Some(Value::String(id)) => *id = self.new_id(id),
                    Some(id @ Value::Number(_)) => *id = self.new_number().into(),
                    _ => continue,
                }
                return value.to_string().into_bytes();
            }
        } else if self.is_form() {
            for at in self.provider.delivery_id_at() {
                let At::Form(name) = at else { continue };
                if let Some(body) = with_field(&body, name, |id| self.new_id(id)) {
                    return body;
                }
            }
        }
        body
    }

    /// Returns a sender of the delivery with an event type that the service cannot know.
    pub(crate) fn of_tomorrow(&self) -> Option<Sender> {
        let body = self.renewed(self.body.clone());
        for at in self.provider.kind_at() {
            match at {
                At::Header(_) | At::HeaderSettingOr(..) => {
                    let signer = self.signer.clone().kind(UNKNOWN);
                    let id = self.new_id("5f0c2a34-7d1e-4b6a-9c58-0e8d3b7a4f21");
                    return Some(signer.id(id).sender(&self.url, body));
                }
                At::Json(pointer) => {
                    let mut value = object(&body)?;
                    if let Some(Value::String(kind)) = value.pointer_mut(pointer) {
                        UNKNOWN.clone_into(kind);
                        return Some(self.sender(value.to_string().as_bytes()));
                    }
                }
                At::Form(name) => {
                    if let Some(body) = with_field(&body, name, |_| UNKNOWN.to_owned()) {
                        return Some(self.sender(&body));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Returns a sender of the same JSON in other bytes: with white space, escapes and a line end.
    pub(crate) fn respelled(&self) -> Option<Sender> {
        let body = self.renewed(self.body.clone());
        let value: Value = serde_json::from_slice(&body).ok()?;
        let respelled = respelled(&body);
        let is_same = serde_json::from_slice::<Value>(&respelled).is_ok_and(|same| same == value);
        is_same.then(|| self.sender(&respelled))
    }

    /// Returns a sender of a body that is cut off in the middle, and signed after that.
    pub(crate) fn malformed(&self) -> Sender {
        let mut body = self.renewed(self.body.clone());
        body.truncate(body.len() / 2);
        self.sender(&body)
    }

    /// Returns the body with the time of now, if the provider has the signed time in a JSON body.
    fn dated(&self, body: Vec<u8>) -> Vec<u8> {
        let timestamp = self
            .provider
            .scheme()
            .and_then(|scheme| scheme.timestamp_at());
        let Some((At::Json(pointer), format)) = timestamp else {
            return body;
        };
        let time = SystemTime::now();
        let since_1970 = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = match format {
            TimeFormat::Rfc3339 | TimeFormat::Iso8601 => {
                humantime::format_rfc3339_seconds(time).to_string()
            }
            TimeFormat::Milliseconds => since_1970.as_millis().to_string(),
            TimeFormat::Seconds => since_1970.as_secs().to_string(),
            _ => return body,
        };
        let Some(mut value) = object(&body) else {
            return body;
        };
        match value.pointer_mut(pointer) {
            Some(Value::String(text)) => *text = now,
            Some(time) => *time = now.parse::<u64>().map_or(Value::from(now), Value::from),
            None => return body,
        }
        value.to_string().into_bytes()
    }

    /// Returns an id of the form of this one.
    fn new_id(&self, like: &str) -> String {
        let number = self.new_number();
        if !like.is_empty() && like.bytes().all(|byte| byte.is_ascii_digit()) {
            return number.to_string();
        }
        let start = like
            .rfind(['-', '_', '.', ':'])
            .and_then(|at| like.get(..=at));
        // Twelve digits, as at the end of a UUID.
        format!("{}{number:012x}", start.unwrap_or_default())
    }

    /// Returns a number that no other run has used.
    fn new_number(&self) -> u64 {
        let made = self.made.get().wrapping_add(1);
        self.made.set(made);
        let since_1970 = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let millis = u64::try_from(since_1970.as_millis()).unwrap_or_default();
        millis.wrapping_mul(64).wrapping_add(u64::from(made)) & 0xffff_ffff_ffff
    }
}

/// Returns a signer and a body of the event: the body that was given, a known one, or one that is made up.
pub(crate) fn delivery(
    provider: Provider,
    secret: Secret,
    event: Option<&str>,
    given: Option<Vec<u8>>,
) -> (Signer, Vec<u8>) {
    let known = match event {
        Some(event) => fixtures::by_name(provider.id(), event),
        None => USUAL
            .iter()
            .find_map(|event| fixtures::by_name(provider.id(), event))
            .or_else(|| fixtures::of(provider.id()).next()),
    };
    if let (Some(known), None) = (&known, &given) {
        // As providers write JSON: on one line.
        let body =
            object(known.body()).map_or(known.body().to_vec(), |value| value.to_string().into());
        return (known.signer(secret), body);
    }
    let kind = known.as_ref().map_or(event, |known| Some(known.kind()));
    let body = given.unwrap_or_else(|| made_up(provider, event));
    let mut signer = Signer::new(provider, secret);
    if looks_like_form(&body) {
        signer = signer.form();
    }
    if let Some(kind) = event.or(kind) {
        signer = signer.kind(kind);
    }
    (signer, body)
}

/// Events that most services handle.
const USUAL: [&str; 7] = [
    "push",
    "invoice.paid",
    "app_mention",
    "orders/create",
    "message.received",
    "message",
    "page.feed",
];

/// Returns a body for a provider without fixtures, with what its requests are read for.
fn made_up(provider: Provider, event: Option<&str>) -> Vec<u8> {
    let mut body = Value::Object(serde_json::Map::new());
    let mut form = Vec::new();
    let kind = (provider.kind_at(), event.unwrap_or("event.created"));
    let id = (provider.delivery_id_at(), "id_000000000001");
    for (places, text) in [kind, id] {
        for at in places {
            match at {
                At::Json(pointer) if set(&mut body, pointer, text.into()) => break,
                At::Form(name) => form.push((*name, text)),
                _ => {}
            }
        }
    }
    let timestamp = provider.scheme().and_then(|scheme| scheme.timestamp_at());
    if let Some((At::Json(pointer), _)) = timestamp {
        set(&mut body, pointer, 0.into());
    }
    if form.is_empty() {
        body.to_string().into_bytes()
    } else {
        let mut pairs = form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs(form).finish().into_bytes()
    }
}

fn object(body: &[u8]) -> Option<Value> {
    let value: Value = serde_json::from_slice(body).ok()?;
    (value.is_object() || value.is_array()).then_some(value)
}

/// Sets a value of an object at a pointer, and the objects around it.
fn set(body: &mut Value, pointer: &str, value: Value) -> bool {
    let mut place = body;
    for name in pointer.split('/').skip(1) {
        if place.is_null() {
            *place = Value::Object(serde_json::Map::new());
        }
        let Value::Object(members) = place else {
            return false;
        };
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        place = members.entry(name).or_insert(Value::Null);
    }
    let is_free = place.is_null();
    if is_free {
        *place = value;
    }
    is_free
}

/// Returns a form with another value of this field, if it has one.
fn with_field(form: &[u8], name: &str, new: impl Fn(&str) -> String) -> Option<Vec<u8>> {
    let pairs: Vec<_> = form_urlencoded::parse(form).collect();
    if !pairs.iter().any(|(known, _)| known == name) {
        return None;
    }
    let mut written = form_urlencoded::Serializer::new(String::new());
    for (known, value) in &pairs {
        if known == name {
            written.append_pair(known, &new(value));
        } else {
            written.append_pair(known, value);
        }
    }
    Some(written.finish().into_bytes())
}

/// Returns JSON with white space between its tokens, with the first letter of each string escaped, and with a
/// line end.
fn respelled(json: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(json.len().saturating_mul(2));
    let (mut in_string, mut is_escaped, mut is_first) = (false, false, false);
    for &byte in json {
        if !in_string {
            written.push(byte);
            if matches!(byte, b',' | b':' | b'{' | b'[') {
                written.push(b' ');
            }
            in_string = byte == b'"';
            is_first = in_string;
            continue;
        }
        match byte {
            _ if is_escaped => {
                written.push(byte);
                is_escaped = false;
            }
            b'"' => {
                written.push(byte);
                in_string = false;
            }
            b'\\' => {
                written.push(byte);
                is_escaped = true;
            }
            b'/' => written.extend_from_slice(b"\\/"),
            letter if is_first && letter.is_ascii_alphabetic() => {
                written.extend_from_slice(format!("\\u{letter:04x}").as_bytes());
            }
            _ => written.push(byte),
        }
        is_first = false;
    }
    written.extend_from_slice(b"\r\n");
    written
}
