//! What a receiver yields: the trait that turns a verified delivery into a Rust value.

use std::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{
    codec::json::{self, place},
    request::head::Head,
};

/// What a receiver yields from a verified delivery.
///
/// Implemented for [`Bytes`] (the verified body as it was sent), [`serde_json::Value`],
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
    note = "for a type `T` of your own that implements `serde::Deserialize`, use `webhook_receiver::Json<T>`, which is not the `Json` of axum or actix-web",
    note = "typed events are in `webhook_receiver::events`; `bytes::Bytes` is the verified body"
)]
pub trait Event: Sized + Send + 'static {
    /// Makes the event from the verified payload.
    ///
    /// # Errors
    /// Returns an error if the body does not fit the type. The event enums of this crate never fail: they
    /// have variants for unknown events and for bodies that do not fit.
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
    /// Creates a payload, for tests of an [`Event`] and for stored bodies. It does not prove anything.
    pub fn new(kind: Option<&'a str>, head: &'a Head, body: &'a Bytes) -> Self {
        Self { kind, head, body }
    }

    /// Returns the event type, from the place where this provider writes it: a header or a place in the body.
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
    #[inline]
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
/// they may be logged: an event type or a key that does not look like a name is `*`.
/// [`DecodeError::message`] quotes the value.
///
/// Of the errors that a type makes with [`custom`](serde::de::Error::custom), they show only that there
/// was one, unless its text has the form of one of `serde`'s own.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError {
    event_type: Box<str>,
    path: Box<str>,
    message: Box<str>,
    /// The part of the message that may be shown. It is made from the whole message: a truncated one can end
    /// within a value.
    shown: Box<str>,
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
        let message = message.to_string();
        Self {
            event_type: Box::default(),
            path: path.into(),
            shown: shown_message(&message).into(),
            message: message.into(),
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
            shown: shown_message(message).into(),
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

impl fmt::Display for DecodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (event, place) = (shown_event(&self.event_type), shown_place(&self.path));
        write!(f, "{event} does not fit{place}: {}", self.shown)
    }
}

impl std::error::Error for DecodeError {}

impl fmt::Debug for DecodeError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("event_type", &shown_type(&self.event_type))
            .field("path", &shown_path(&self.path))
            .field("message", &self.shown)
            .field("kind", &self.kind)
            .finish()
    }
}

/// The event type in backticks, or the body if there is none.
#[inline]
fn shown_event(event_type: &str) -> String {
    if event_type.is_empty() {
        return "the body".to_owned();
    }
    format!("`{}`", shown_type(event_type))
}

/// The event type, or `*` if it does not look like one: it can come from the body.
#[inline]
fn shown_type(event_type: &str) -> &str {
    let is_type = event_type.len() <= 64
        && event_type.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'/')
        });
    if is_type { event_type } else { "*" }
}

/// Where in the body, unless that is the body as a whole.
#[inline]
fn shown_place(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    format!(" at `{}`", shown_path(path))
}

/// The path, with `*` for members that do not look like names that a type has: the keys of a map can
/// be anything.
#[inline]
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

/// What `serde` said, without what it quotes of the body: of a string that is not a number,
/// `invalid type: string, expected u64`.
///
/// The sender chooses what is quoted, so it can hold `serde`'s words, too. What is shown are texts that
/// are fixed as a whole, and what is surely outside of a quote.
#[inline]
fn shown_message(message: &str) -> String {
    // Of the syntax, of `serde_json`; and one of this crate.
    const FIXED: &[&str] = &[
        "EOF while parsing a list",
        "EOF while parsing a string",
        "EOF while parsing a value",
        "EOF while parsing an object",
        "control character (\\u0000-\\u001F) found while parsing a string",
        "expected `,` or `]`",
        "expected `,` or `}`",
        "expected `:`",
        "expected `\"`",
        "expected ident",
        "expected value",
        "invalid escape",
        "invalid number",
        "invalid unicode code point",
        "invalid value: expected key to be a number in quotes",
        "key must be a string",
        "lone leading surrogate in hex escape",
        "number out of range",
        "recursion limit exceeded",
        "the delivery does not name its event",
        "trailing characters",
        "trailing comma",
        "unexpected end of hex escape",
    ];
    let text = without_place(message);
    let place = message.get(text.len()..).unwrap_or_default();
    if FIXED.contains(&text) {
        return message.to_owned();
    }
    for begin in ["invalid type", "invalid value"] {
        let rest = message.strip_prefix(begin);
        if let Some(rest) = rest.and_then(|rest| rest.strip_prefix(": ")) {
            return match behind_value(rest) {
                Some((kind, rest)) => format!("{begin}: {kind}{}", expected(rest)),
                None => begin.to_owned(),
            };
        }
    }
    if let Some(rest) = message.strip_prefix("invalid length ") {
        let rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
        return format!("invalid length{}", expected(rest));
    }
    // The name is the type's own.
    if let Some(name) = text.strip_prefix("missing field ") {
        return if unquoted(name).is_some_and(is_name) {
            message.to_owned()
        } else {
            "missing field".to_owned()
        };
    }
    if text.starts_with("unknown variant `") {
        // The last: the variant can hold these words, too.
        let names = text.rsplit_once("`, expected ").map(|(_, names)| names);
        return match names.filter(|names| are_names(names)) {
            Some(names) => format!("unknown variant, expected {names}{place}"),
            None => format!("unknown variant{place}"),
        };
    }
    // Without the names that were expected: beside a flattened field, `serde` writes none, so what looks
    // like them can be of the sender's key.
    for begin in ["unknown field", "duplicate field"] {
        let rest = text.strip_prefix(begin);
        if rest.is_some_and(|rest| rest.starts_with(" `")) {
            return format!("{begin}{place}");
        }
    }
    "a rule of the type".to_owned()
}

/// The message without the line and the column that `serde_json` writes at its end.
#[inline]
fn without_place(message: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match message.rsplit_once(" at line ") {
        Some((text, place))
            if place
                .split_once(" column ")
                .is_some_and(|(line, column)| is_number(line) && is_number(column)) =>
        {
            text
        }
        _ => message,
    }
}

/// The kind of a value as `serde` writes it ([`serde::de::Unexpected`]), and what follows the value.
#[inline]
fn behind_value(text: &str) -> Option<(&'static str, &str)> {
    const KINDS: &[&str] = &[
        "boolean",
        "integer",
        "floating point",
        "character",
        "string",
        "byte array",
        "unit value",
        "Option value",
        "newtype struct",
        "sequence",
        "map",
        "enum",
        "unit variant",
        "newtype variant",
        "tuple variant",
        "struct variant",
        // Of `serde_json`.
        "null",
        "number",
        // Of integers of 128 bits.
        "i128",
        "u128",
    ];
    let (kind, rest) = KINDS
        .iter()
        .find_map(|kind| Some((*kind, text.strip_prefix(*kind)?)))?;
    let rest = match kind {
        "boolean" | "integer" | "floating point" => {
            let (_, rest) = rest.strip_prefix(" `")?.split_once('`')?;
            rest.strip_prefix(" as i128")
                .or_else(|| rest.strip_prefix(" as u128"))
                .unwrap_or(rest)
        }
        // As it is, even if it is a backtick.
        "character" => {
            let mut rest = rest.strip_prefix(" `")?.chars();
            rest.next()?;
            rest.as_str().strip_prefix('`')?
        }
        "string" => {
            let rest = rest.strip_prefix(" \"")?;
            let mut escaped = false;
            let (_, rest) = rest.split_once(|char: char| {
                let ends = char == '"' && !escaped;
                escaped = char == '\\' && !escaped;
                ends
            })?;
            rest
        }
        _ => rest,
    };
    rest.starts_with(", expected ").then_some((kind, rest))
}

/// What follows a value, if it is what the type expects and surely no more.
#[inline]
fn expected(rest: &str) -> &str {
    const BEGIN: &str = ", expected ";
    let is_whole = rest
        .strip_prefix(BEGIN)
        .is_some_and(|rest| !rest.contains(BEGIN) && !rest.contains(char::is_control));
    if is_whole { rest } else { "" }
}

/// Whether these are names as `serde` lists them.
#[inline]
fn are_names(text: &str) -> bool {
    let (names, between) = match text.strip_prefix("one of ") {
        Some(names) => (names, "`, `"),
        None => (text, "` or `"),
    };
    unquoted(names).is_some_and(|names| names.split(between).all(is_name))
}

#[inline]
fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

#[inline]
fn is_name(text: &str) -> bool {
    !text.contains(|char: char| char == '`' || char.is_control())
}

/// A body that is read as JSON into a type of your own: the event of a provider without typed events, or of a
/// sender of your own.
///
/// It is not the `Json` of axum or actix-web; rename one of them in a file that has both. A body that does not fit
/// is answered with 422 if the handler takes [`Webhook`](crate::Webhook). A handler that takes
/// [`Delivery`](crate::Delivery) gets the error from [`event`](crate::Delivery::event) and chooses the response.
///
/// ```
/// use webhook_receiver::{Json as JsonEvent, Receiver, Secret, providers};
///
/// /// The fields that the handler needs. Others are ignored.
/// #[derive(serde::Deserialize)]
/// struct Alert {
///     action: String,
/// }
///
/// # fn main() -> Result<(), webhook_receiver::SetupError> {
/// # let secret = Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935")?;
/// let receiver: Receiver<JsonEvent<Alert>> =
///     Receiver::new(providers::SENTRY.with_events(), secret)?;
/// # drop(receiver); Ok(())
/// # }
/// ```
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
    #[inline]
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
    use serde::{Deserialize, Deserializer, de::Error as _};

    use super::{from_json, without_place};

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
            (r#"{"steps": {}, "c4n4ry@": 1}"#, "unknown field at line 1"),
            (r#"{}"#, "does not fit: missing field `steps`"),
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

    /// Whatever an error of a type's own quotes, and wherever.
    #[test]
    fn shows_no_value_of_custom_errors() {
        /// Rejects a text with an error that is this text.
        #[derive(Debug)]
        #[allow(dead_code, reason = "never made")]
        struct Says;
        impl<'de> Deserialize<'de> for Says {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Err(D::Error::custom(String::deserialize(deserializer)?))
            }
        }
        for (message, shown) in [
            ("canary", "a rule of the type"),
            ("expected `a`, got canary", "a rule of the type"),
            ("expected value canary", "a rule of the type"),
            ("expected ident canary", "a rule of the type"),
            ("trailing canary", "a rule of the type"),
            ("EOF while canary", "a rule of the type"),
            ("key must be a string: canary", "a rule of the type"),
            ("invalid number\ncanary", "a rule of the type"),
            (
                "the delivery does not name its event: canary",
                "a rule of the type",
            ),
            ("missing field `a`, got canary", "missing field"),
            ("missing field `a` of `canary`", "missing field"),
            ("missing field `a\ncanary`", "missing field"),
            ("missing field canary", "missing field"),
            ("invalid value: canary", "invalid value"),
            ("invalid value: canary, expected a color", "invalid value"),
            (
                "invalid value: map canary, expected a color",
                "invalid value",
            ),
            (
                "invalid value: map, expected canary, expected a color",
                "invalid value: map",
            ),
            (
                "invalid type: map, expected a color",
                "invalid type: map, expected a color",
            ),
            (
                r#"invalid type: string "\\\", expected canary\"", expected a color"#,
                "invalid type: string, expected a color",
            ),
            (
                r#"invalid type: string "a\\", expected a color"#,
                "invalid type: string, expected a color",
            ),
            (r#"invalid type: string "canary"#, "invalid type"),
            (
                "invalid type: character ```, expected a color",
                "invalid type: character, expected a color",
            ),
            (
                "invalid type: integer `1` as u128, expected a color",
                "invalid type: integer, expected a color",
            ),
            (
                "invalid type: integer `canary`canary, expected a color",
                "invalid type",
            ),
            (
                "invalid length 3, expected a pair",
                "invalid length, expected a pair",
            ),
            ("invalid length canary, expected a pair", "invalid length"),
            ("invalid length 3, expected a\ncanary", "invalid length"),
            ("invalid length 3 canary", "invalid length"),
            (
                "unknown variant `canary`, there are no variants",
                "unknown variant",
            ),
            (
                "unknown variant `x`, expected `canary`, there are no variants",
                "unknown variant",
            ),
            ("unknown variant `x`, expected canary", "unknown variant"),
            (
                "unknown variant `x`, expected one of `a`, `b` or canary",
                "unknown variant",
            ),
            (
                "unknown variant `x`, expected `\ncanary`",
                "unknown variant",
            ),
            (
                "unknown variant `x`, expected `canary`, expected one of `a`, `b`, `c`",
                "unknown variant, expected one of `a`, `b`, `c`",
            ),
            (
                "unknown variant `\n`, expected `a`",
                "unknown variant, expected `a`",
            ),
            ("unknown field `canary`, expected `canary`", "unknown field"),
            ("unknown field canary", "a rule of the type"),
            ("duplicate field `x`, expected canary", "duplicate field"),
            ("duplicate field `canary`", "duplicate field"),
        ] {
            let body = serde_json::to_string(message).unwrap();
            let error = from_json::<Says>(body.as_bytes()).unwrap_err();
            assert!(error.message().starts_with(message), "{message}");
            let output = error.to_string();
            assert_eq!(
                without_place(&output),
                format!("the body does not fit: {shown}"),
                "{message}"
            );
            let debug = format!("{error:?}");
            assert!(!debug.contains("canary"), "{debug}");
            // Within a list, the message ends in line and column.
            let error = from_json::<Vec<Says>>(format!("[{body}]").as_bytes()).unwrap_err();
            let output = format!("{error} {error:?}");
            assert!(!output.contains("canary"), "{output}");
        }
    }

    /// A key can be written such that the error about it seems to say what was expected.
    #[test]
    fn shows_no_key() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Empty {}
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code, reason = "only read")]
        struct Flat {
            #[serde(flatten)]
            inner: Inner,
        }
        #[derive(Debug, Deserialize)]
        #[allow(dead_code, reason = "only read")]
        struct Inner {
            a: Option<u8>,
        }
        for key in [
            "@canary",
            "x, expected canary",
            "x`, expected `canary",
            "x`, expected one of `a`, `canary",
            "x`, there are no fields, expected `canary`",
            "x`\n, expected `canary",
        ] {
            let body = serde_json::json!({ key: 1 }).to_string();
            for error in [
                from_json::<Empty>(body.as_bytes()).unwrap_err(),
                from_json::<Flat>(body.as_bytes()).unwrap_err(),
            ] {
                assert!(error.message().contains(key), "{error}");
                let output = format!("{error} {error:?}");
                assert!(output.contains(": unknown field"), "{output}");
                assert!(!output.contains("canary"), "{output}");
            }
        }
    }

    /// GitLab writes it in the body.
    #[cfg(feature = "events")]
    #[test]
    fn shows_no_text_as_an_event_type() {
        use super::{DecodeError, DecodeErrorKind};

        for (event_type, shown) in [
            (
                "checkout.session/v2:paid_1-a",
                "checkout.session/v2:paid_1-a",
            ),
            ("canary@example.com", "*"),
            ("push`\ncanary", "*"),
        ] {
            let error =
                DecodeError::of_event(event_type, "", "canary", DecodeErrorKind::Contradiction);
            assert_eq!(
                error.to_string(),
                format!("`{shown}` does not fit: a rule of the type")
            );
            let debug = format!("{error:?}");
            assert!(!debug.contains("canary"), "{debug}");
        }
    }

    #[test]
    fn returns_the_path_of_an_error() {
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
