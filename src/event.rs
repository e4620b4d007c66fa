//! What a receiver yields: the trait that turns a verified delivery into a Rust value.

use std::{borrow::Cow, fmt};

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{
    codec::json::{self, place},
    request::head::Head,
};

/// What a receiver yields from a verified delivery.
///
/// Implemented for [`Bytes`] (the verified body as it came), [`serde_json::Value`],
/// [`Json<T>`] for a type of your own, and each provider's event enum.
///
/// ```
/// use webhook_receiver::{DecodeError, Event, Payload};
///
/// /// The first line of a body that is plain text.
/// struct FirstLine(String);
///
/// impl Event for FirstLine {
///     fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError> {
///         let text = std::str::from_utf8(payload.body())
///             .map_err(|error| DecodeError::new("", error))?;
///         Ok(Self(text.lines().next().unwrap_or_default().to_owned()))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a receiver cannot yield `{Self}`",
    label = "not a type of event",
    note = "for a type of your own that implements `serde::Deserialize`, use `webhook_receiver::Json<{Self}>`",
    note = "typed events are in `webhook_receiver::events`; `bytes::Bytes` is the verified body"
)]
pub trait Event: Sized + Send + 'static {
    /// Makes the event from what was verified.
    ///
    /// # Errors
    /// When the body does not fit the type. The event enums of this crate never fail: they have
    /// a variant for what is unknown and one for what did not fit.
    fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError>;
}

/// The verified material from which an [`Event`] is made.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    pub(crate) kind: Option<&'a str>,
    pub(crate) head: &'a Head,
    pub(crate) body: &'a Bytes,
}

impl<'a> Payload<'a> {
    /// Returns what a delivery is decoded from, for tests of an [`Event`] and for stored bodies. By
    /// itself it proves nothing.
    pub fn new(kind: Option<&'a str>, head: &'a Head, body: &'a Bytes) -> Self {
        Self { kind, head, body }
    }

    /// Returns the event's name, from where this provider writes it: a header or a place in the body.
    pub fn kind(&self) -> Option<&'a str> {
        self.kind
    }

    /// Returns the request's head: method, URL, headers. Most schemes do not sign it.
    pub fn head(&self) -> &'a Head {
        self.head
    }

    /// Returns the body: the very bytes that were verified.
    pub fn body(&self) -> &'a Bytes {
        self.body
    }
}

/// Shows names and sizes, never a header's value or the body.
impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("kind", &self.kind)
            .field("head", self.head)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// A verified body that does not fit the type that it is read into.
///
/// `Display` and `Debug` show the place and what was expected there, without a value of the body, so
/// they may be logged. [`DecodeError::message`] quotes the value.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} does not fit at `{}`: {}",
    shown_event(event_type),
    shown_path(path),
    shown_message(message)
)]
pub struct DecodeError {
    event_type: Box<str>,
    path: Box<str>,
    message: Box<str>,
    kind: DecodeErrorKind,
}

/// The kind of a [`DecodeError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The body is not JSON, or not a form if the provider sends forms.
    Malformed,
    /// The body is well-formed, but a value is missing or of another type.
    Mismatch,
    /// The body belongs to another event type than the unsigned header names.
    Contradiction,
    /// The delivery does not name its event type.
    Unnamed,
}

impl DecodeErrorKind {
    /// Returns the kind of an error of the JSON parser.
    pub(crate) fn of(error: &serde_json::Error) -> Self {
        match error.classify() {
            Category::Data => Self::Mismatch,
            Category::Io | Category::Syntax | Category::Eof => Self::Malformed,
        }
    }
}

impl DecodeError {
    /// The maximum length of the message of a typed event, in bytes: it quotes the body.
    #[cfg(feature = "events")]
    const MAX_MESSAGE: usize = 200;

    /// Creates an error at `path`: a JSON Pointer, or empty for the body as a whole.
    pub fn new(path: impl Into<Box<str>>, message: impl fmt::Display) -> Self {
        Self {
            event_type: Box::default(),
            path: path.into(),
            message: message.to_string().into(),
            kind: DecodeErrorKind::Mismatch,
        }
    }

    /// Creates an error of a typed event.
    #[cfg(feature = "events")]
    pub(crate) fn of_event(
        event_type: &str,
        path: impl Into<Box<str>>,
        message: &str,
        kind: DecodeErrorKind,
    ) -> Self {
        let end = (0..=Self::MAX_MESSAGE.min(message.len()))
            .rev()
            .find(|end| message.is_char_boundary(*end))
            .unwrap_or_default();
        Self {
            event_type: event_type.into(),
            path: path.into(),
            message: message.get(..end).unwrap_or(message).into(),
            kind,
        }
    }

    /// Returns the event type. Empty if the delivery names none, and for types of your own.
    pub fn event_type(&self) -> &str {
        &self.event_type
    }

    /// Returns the place of the error: a JSON Pointer such as `/pull_request/number`, empty for the
    /// body as a whole. For a missing field, it is the object that lacks it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the parser's message. **It can quote the body**, and with it personal data. For typed
    /// events it has at most 200 bytes.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("event_type", &self.event_type)
            .field("path", &shown_path(&self.path))
            .field("message", &shown_message(&self.message))
            .field("kind", &self.kind)
            .finish()
    }
}

/// The event type in backticks, or the body if there is none.
fn shown_event(event_type: &str) -> Cow<'static, str> {
    if event_type.is_empty() {
        return Cow::Borrowed("the body");
    }
    Cow::Owned(format!("`{event_type}`"))
}

/// The path, with `*` for members that do not look like names that a type has: the keys of a map can
/// be anything.
fn shown_path(path: &str) -> String {
    let is_name = |name: &str| {
        name.len() <= 48
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let names: Vec<&str> = path
        .split('/')
        .map(|name| if is_name(name) { name } else { "*" })
        .collect();
    names.join("/")
}

/// What `serde` said, without the value that it quotes: of a string that is no number,
/// `invalid type: string, expected u64`.
fn shown_message(message: &str) -> Cow<'_, str> {
    // The names of a type's own fields, and words about the syntax.
    const HARMLESS: &[&str] = &[
        "missing field `",
        "the delivery does not name its event",
        "EOF while ",
        "expected `",
        "expected value",
        "expected ident",
        "key must be a string",
        "trailing c",
        "recursion limit",
        "control character",
        "invalid escape",
        "invalid number",
        "invalid unicode",
        "number out of range",
        "lone leading surrogate",
        "unexpected end of hex escape",
    ];
    const QUOTING: &[&str] = &[
        "invalid type: ",
        "invalid value: ",
        "invalid length ",
        "unknown variant ",
        "unknown field ",
        "duplicate field ",
    ];
    if HARMLESS.iter().any(|begin| message.starts_with(begin)) {
        return Cow::Borrowed(message);
    }
    let Some(begin) = QUOTING.iter().find(|begin| message.starts_with(**begin)) else {
        return Cow::Borrowed("a rule of the type");
    };
    // The kind of value, up to the value itself.
    let kind = message.strip_prefix(begin).unwrap_or_default();
    let kind = kind
        .split([',', '`', '"'])
        .next()
        .unwrap_or_default()
        .trim_end();
    let is_kind = kind
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte == b' ');
    let kind = if is_kind { kind } else { "" };
    // The last: a value can hold these words, too.
    let expected = message
        .rfind(", expected ")
        .and_then(|at| message.get(at..));
    let begin = begin.trim_end_matches(' ');
    let space = if kind.is_empty() { "" } else { " " };
    Cow::Owned(format!(
        "{begin}{space}{kind}{}",
        expected.unwrap_or_default()
    ))
}

/// A body that is read as JSON into a type of your own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl Event for Bytes {
    fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError> {
        Ok(payload.body.clone())
    }
}

impl<T: DeserializeOwned + Send + 'static> Event for Json<T> {
    fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError> {
        from_json(payload.body).map(Self)
    }
}

impl Event for serde_json::Value {
    fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError> {
        from_json(payload.body)
    }
}

/// Reads JSON; an error names the place as a JSON Pointer.
pub(crate) fn from_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    let body = json::without_mark(body);
    serde_json::from_slice(body).map_err(|error| {
        let end = place::offset(body, &error);
        DecodeError {
            kind: DecodeErrorKind::of(&error),
            ..DecodeError::new(place::pointer_at(body, end), error)
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::from_json;

    /// Whatever the value was, it is not shown.
    #[test]
    fn shows_no_value() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code, reason = "only read")]
        struct Build {
            steps: std::collections::BTreeMap<String, u8>,
            state: Option<State>,
        }
        #[derive(Debug, serde::Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum State {
            Passed,
            Failed,
        }
        for (body, shown) in [
            (
                r#"{"steps": {"a": "c4n4ry"}}"#,
                "`/steps/a`: invalid type: string, expected u8",
            ),
            (
                r#"{"steps": {"a": "c4n4ry, expected c4n4ry"}}"#,
                "`/steps/a`: invalid type: string, expected u8",
            ),
            (
                r#"{"steps": {"a": 4242}}"#,
                "`/steps/a`: invalid value: integer, expected u8",
            ),
            (
                r#"{"steps": {"a": 42.42}}"#,
                "`/steps/a`: invalid type: floating point, expected u8",
            ),
            (
                r#"{"steps": {"c4n4ry@example.com": []}}"#,
                "`/steps/*`: invalid type: sequence, expected u8",
            ),
            (
                r#"{"steps": {}, "state": "c4n4ry"}"#,
                "unknown variant, expected `passed` or `failed`",
            ),
            (
                r#"{"steps": {}, "c4n4ry@": 1}"#,
                "unknown field, expected `steps` or `state`",
            ),
            (r#"{}"#, "``: missing field `steps`"),
            (r#"{"steps": c4n4ry"#, "expected value"),
            (r#"{"steps": {"a": 1"#, "EOF while parsing an object"),
        ] {
            let error = from_json::<Build>(body.as_bytes()).unwrap_err();
            for output in [error.to_string(), format!("{error:?}")] {
                assert!(
                    !output.contains("c4n4ry") && !output.contains("42"),
                    "{output}"
                );
            }
            assert!(
                error.to_string().contains(shown),
                "{error} {}",
                error.message()
            );
        }
    }

    #[test]
    fn an_error_says_where() {
        #[derive(Debug, serde::Deserialize)]
        #[allow(dead_code, reason = "only read")]
        struct Build {
            steps: Vec<u8>,
        }
        let error = from_json::<Build>(b"\xef\xbb\xbf{\"steps\": [1, 2, 300]}").unwrap_err();
        assert_eq!(error.path(), "/steps/2");
        let error = from_json::<Build>(b"{}").unwrap_err();
        assert_eq!(error.path(), "");
    }
}
