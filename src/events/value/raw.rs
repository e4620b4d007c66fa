//! Values that can be anything.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::events::decode_value::{Decode, via_source};
use crate::events::source::{Fault, Source};

/// Any JSON value, kept as the text that was sent: what a sender put in, or what the model leaves
/// to you.
///
/// ```
/// use webhook_receiver::events::Raw;
///
/// let raw: Raw = serde_json::from_str(r#"{"retries": 3, "price": 0.10}"#)?;
/// assert_eq!(raw.get(), r#"{"retries": 3, "price": 0.10}"#);
/// assert_eq!(raw.value()["retries"], 3);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct Raw(Box<RawValue>);

impl Raw {
    /// Returns the JSON text.
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// Returns the value as a type of your own.
    ///
    /// # Errors
    /// Returns an error if the value does not fit the type, or is nested deeper than 128.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }

    /// Returns the value as a tree, or `null` if it cannot be one. It cannot if it is nested deeper
    /// than 128 or holds half of a surrogate pair (see [`json`](Self::json) for the reason).
    pub fn value(&self) -> serde_json::Value {
        self.json().unwrap_or_default()
    }

    /// Returns whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.get() == "null"
    }
}

/// `null`
impl Default for Raw {
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

/// Compares the texts: `1` and `1.0` are two.
impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

impl Decode for Raw {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        source.raw().map(Self)
    }
}

via_source!(Raw);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::Raw;

    #[test]
    fn keeps_the_text() {
        for text in [
            r#"{"a": 1e400, "a":[ ]}"#,
            "123456789012345678901234567890",
            r#""\ud83d""#,
        ] {
            assert_eq!(serde_json::from_str::<Raw>(text).unwrap().get(), text);
        }
        assert!(Raw::default().is_null());
        assert!(serde_json::from_str::<Raw>("{").is_err());
    }
}
