//! The bodies that may have been sent, if this one was received.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::{
    codec::{
        encoding,
        form::Form,
        percent::{COMPONENT, UNRESERVED},
    },
    explain::{
        cause::Cause,
        change::{BodyWrapping, FormChange, LineEndChange},
        json::{Escapes, JsonStyle, Spacing, Tokens},
    },
};

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Changes that cost little: the ends of the body, and what it may be wrapped in.
pub(crate) fn simple(body: &Bytes) -> Vec<(Cause, Bytes)> {
    let mut found = Vec::new();
    let mut add = |cause: Cause, candidate: Bytes| {
        if candidate != *body && !candidate.is_empty() {
            found.push((cause, candidate));
        }
    };
    let ends = Cause::BodyLineEnds;
    add(ends(LineEndChange::LfRemoved), joined(&[body, b"\n"]));
    let without = body.strip_suffix(b"\n").unwrap_or(body);
    let shorter = without.strip_suffix(b"\r").unwrap_or(without);
    add(ends(LineEndChange::LineEndAdded), body.slice_ref(without));
    add(ends(LineEndChange::LineEndAdded), body.slice_ref(shorter));
    add(ends(LineEndChange::CrLfRemoved), joined(&[body, b"\r\n"]));
    add(
        ends(LineEndChange::SpaceAdded),
        body.slice_ref(body.trim_ascii()),
    );
    if body.contains(&b'\n') {
        let lf = replaced(body, b"\r\n", b"\n");
        add(ends(LineEndChange::LfToCrLf), lf.clone());
        add(ends(LineEndChange::CrLfToLf), replaced(&lf, b"\n", b"\r\n"));
    }
    match body.strip_prefix(MARK) {
        Some(without) => add(
            Cause::BodyByteOrderMark { added: true },
            body.slice_ref(without),
        ),
        None => add(
            Cause::BodyByteOrderMark { added: false },
            joined(&[MARK, body]),
        ),
    }
    let text = std::str::from_utf8(body).ok();
    if let Some(decoded) = text.and_then(base64) {
        add(Cause::BodyWrapped(BodyWrapping::Base64), decoded);
    }
    for inner in text.map(gateway_bodies).unwrap_or_default() {
        add(Cause::BodyWrapped(BodyWrapping::GatewayEvent), inner);
    }
    if let Ok(inner) = serde_json::from_slice::<String>(body) {
        add(Cause::BodyWrapped(BodyWrapping::JsonString), inner.into());
    }
    if let Some(latin1) = text.and_then(latin1) {
        add(Cause::BodyTranscoded, latin1);
    }
    found
}

/// A body that is JSON, to be written in other styles.
pub(crate) struct Json<'b> {
    body: &'b Bytes,
    tokens: Tokens<'b>,
}

impl<'b> Json<'b> {
    /// Returns `None` if the body is not an object or array.
    pub(crate) fn read(body: &'b Bytes) -> Option<Self> {
        let tokens = Tokens::read(body.strip_prefix(MARK).unwrap_or(body))?;
        Some(Self { body, tokens })
    }

    /// Returns the body in other styles. Each is written when it is asked for, and each text once: the
    /// styles that cannot differ from earlier ones, or are too long, are left out before.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = (JsonStyle, Bytes)> {
        // The longest escape of a byte has six; indentation may add more, to bodies that are small.
        let limit = self.body.len().saturating_mul(6).saturating_add(1024);
        let mut compact: Vec<u64> = Vec::new();
        let mut same_escapes: Vec<Escapes> = Vec::new();
        let mut too_long: Vec<Spacing> = Vec::new();
        let mut is_sorted = false;
        JsonStyle::all().filter_map(move |style| {
            if same_escapes.contains(&style.escapes)
                || too_long.contains(&style.spacing)
                || (style.sorted && is_sorted)
            {
                return None;
            }
            let Some(text) = self.tokens.write(style, limit) else {
                too_long.push(style.spacing);
                return None;
            };
            // The first style of each kind of escapes, and the first that is sorted.
            if style.spacing == Spacing::Compact && !style.newline {
                let print = fingerprint(&text);
                let is_known = compact.contains(&print);
                if !style.sorted && is_known {
                    same_escapes.push(style.escapes);
                    return None;
                }
                if style.sorted && style.escapes == Escapes::Unchanged && is_known {
                    is_sorted = true;
                    return None;
                }
                compact.push(print);
            }
            (text != **self.body).then(|| (style, text.into()))
        })
    }

    /// Returns the cause, if the sender wrote the body in this style.
    pub(crate) fn cause(&self, sent: JsonStyle) -> Cause {
        let received = JsonStyle::all()
            .filter(|style| !style.sorted)
            .find(|style| self.tokens.is_written(*style, self.body))
            .map(|style| JsonStyle {
                escapes: self.escapes(style),
                ..style
            });
        Cause::BodyReserialized { sent, received }
    }

    /// The escapes of a body whose style is known but for them.
    fn escapes(&self, style: JsonStyle) -> Escapes {
        let minimal = JsonStyle {
            escapes: Escapes::Minimal,
            ..style
        };
        if self.tokens.is_written(minimal, self.body) {
            Escapes::Minimal
        } else {
            style.escapes
        }
    }
}

fn fingerprint(text: &[u8]) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text)
}

/// The form that may have been sent.
pub(crate) fn forms(body: &Bytes, is_form: bool) -> Vec<(Cause, Bytes)> {
    let mut found = Vec::new();
    let mut add = |change: FormChange, fields: &[(String, String)]| {
        for candidate in encoded(fields) {
            if candidate != *body {
                found.push((Cause::BodyForm(change), candidate));
            }
        }
    };
    if let Some(fields) = json_fields(body) {
        add(FormChange::ParsedIntoJson, &fields);
    } else if is_form && let Ok(form) = Form::parse(body) {
        let mut fields: Vec<(String, String)> = form
            .pairs()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let is_encoded = body.iter().any(|byte| matches!(byte, b'%' | b'+'));
        let change = if is_encoded {
            FormChange::Reencoded
        } else {
            FormChange::Decoded
        };
        add(change, &fields);
        fields.sort();
        add(FormChange::Sorted, &fields);
    }
    if is_form && let Some(fields) = undecoded(body) {
        add(FormChange::Decoded, &fields);
    }
    if let Ok(text) = std::str::from_utf8(body)
        && Tokens::read(body).is_some()
    {
        let payload = [("payload".to_owned(), text.to_owned())];
        for candidate in encoded(&payload) {
            found.push((Cause::BodyWrapped(BodyWrapping::PayloadField), candidate));
        }
    }
    found
}

/// The fields in the spellings of common encoders.
fn encoded(fields: &[(String, String)]) -> Vec<Bytes> {
    let browser = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let with = |set: &'static AsciiSet| {
        let field = |text: &str| utf8_percent_encode(text, set).to_string();
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{}={}", field(name), field(value)));
        pairs.collect::<Vec<_>>().join("&")
    };
    let (component, unreserved) = (with(COMPONENT), with(UNRESERVED));
    let lower = lower_escapes(&browser);
    let plus = unreserved.replace("%20", "+");
    let mut found = Vec::new();
    for text in [browser, unreserved, component, plus, lower] {
        let text = Bytes::from(text);
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// The text with lower-case digits in its escapes.
pub(crate) fn lower_escapes(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut lower = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        lower.push('%');
        lower.push_str(&digits.to_ascii_lowercase());
        lower.push_str(rest);
    }
    lower
}

/// The fields of a form that became a flat JSON object, in its order.
fn json_fields(body: &[u8]) -> Option<Vec<(String, String)>> {
    let Tokens::Object(members) = Tokens::read(body)? else {
        return None;
    };
    let field = |(name, value): &(&[u8], Tokens<'_>)| {
        let name = serde_json::from_slice(name).ok()?;
        let value = match value {
            Tokens::String(raw) => serde_json::from_slice(raw).ok()?,
            Tokens::Scalar(raw) => String::from_utf8(raw.to_vec()).ok()?,
            Tokens::Array(_) | Tokens::Object(_) => return None,
        };
        Some((name, value))
    };
    if members.len() > Form::MAX_FIELDS {
        return None;
    }
    members.iter().map(field).collect()
}

/// The fields of a form that was decoded as a whole.
fn undecoded(body: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(body).ok()?;
    if text.split('&').count() > Form::MAX_FIELDS {
        return None;
    }
    text.split('&')
        .map(|pair| {
            pair.split_once('=')
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        })
        .collect()
}

fn base64(text: &str) -> Option<Bytes> {
    let compact: String = text.split_ascii_whitespace().collect();
    let decoded = STANDARD.decode(&compact).ok().or_else(|| {
        encoding::BASE64_URL
            .decode(compact.trim_end_matches('='))
            .ok()
    })?;
    Some(decoded.into())
}

/// What a gateway's event has as the body of the request.
fn gateway_bodies(text: &str) -> Vec<Bytes> {
    #[derive(serde::Deserialize)]
    struct GatewayEvent {
        body: String,
    }
    let Ok(event) = serde_json::from_str::<GatewayEvent>(text) else {
        return Vec::new();
    };
    let decoded = base64(&event.body);
    decoded.into_iter().chain([event.body.into()]).collect()
}

/// The bytes that become this text if they are read as Latin-1.
fn latin1(text: &str) -> Option<Bytes> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    bytes.map(Bytes::from)
}

fn joined(parts: &[&[u8]]) -> Bytes {
    parts.concat().into()
}

fn replaced(body: &[u8], from: &[u8], to: &[u8]) -> Bytes {
    let mut text = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = memchr::memmem::find(rest, from) {
        let (before, more) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        text.extend_from_slice(before);
        text.extend_from_slice(to);
        rest = more.get(from.len()..).unwrap_or_default();
    }
    text.extend_from_slice(rest);
    text.into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn writes_each_text_once() {
        for (body, count) in [
            (r#"{"a":[1],"b":"x"}"#, 9),
            (r#"{"b":[1],"a":"x"}"#, 19),
            (r#"{"a":[1],"b":"x/y"}"#, 19),
            // .NET writes its digits in upper case.
            (r#"{"a":[1],"b":"ö"}"#, 29),
        ] {
            let body = Bytes::from_static(body.as_bytes());
            let json = Json::read(&body).unwrap();
            let mut texts: Vec<Bytes> = json.candidates().map(|(_, text)| text).collect();
            assert_eq!(texts.len(), count, "{body:?}");
            texts.sort();
            texts.dedup();
            assert_eq!(texts.len(), count, "{body:?}");
        }
    }
}
