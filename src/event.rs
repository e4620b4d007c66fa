//! What a receiver yields: the trait that turns a verified delivery into a Rust value.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{
    head::Head,
    json::{self, place},
};

/// What a receiver yields from a verified delivery.
///
/// Implemented for [`Bytes`] (the verified body as it came), [`serde_json::Value`],
/// [`Json<T>`] for a type of your own, and each provider's event enum.
///
/// ```
/// use webhook_receiver::event::{DecodeError, Event, Payload};
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
    /// What a delivery is decoded from, for tests of an [`Event`] and for bodies that were verified
    /// earlier and stored. By itself it proves nothing.
    pub fn new(kind: Option<&'a str>, head: &'a Head, body: &'a Bytes) -> Self {
        Self { kind, head, body }
    }

    /// The event's name, from where this provider writes it: a header or a place in the body.
    pub fn kind(&self) -> Option<&'a str> {
        self.kind
    }

    /// The request's head: method, URL, headers. Most schemes do not sign it.
    pub fn head(&self) -> &'a Head {
        self.head
    }

    /// The body: the very bytes that were verified.
    pub fn body(&self) -> &'a Bytes {
        self.body
    }
}

/// A verified body did not fit the type that was asked for.
///
/// `Display` quotes what `serde` said, which can hold pieces of the body: for your logs, never
/// for the sender.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the body does not fit at `{path}`: {message}")]
pub struct DecodeError {
    path: Box<str>,
    message: Box<str>,
}

impl DecodeError {
    /// An error at `path` (a JSON Pointer, or empty for the body as a whole).
    pub fn new(path: impl Into<Box<str>>, why: impl std::fmt::Display) -> Self {
        Self {
            path: path.into(),
            message: why.to_string().into(),
        }
    }

    /// Where it did not fit: a JSON Pointer such as `/pull_request/number`, empty for the root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What did not fit.
    pub fn message(&self) -> &str {
        &self.message
    }
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
        DecodeError::new(place::pointer_at(body, end), error)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::from_json;

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
