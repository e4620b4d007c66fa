//! Texts that must not come into a log.

use std::fmt;

use crate::events::decode_value::{Decode, text, via_source};
use crate::events::source::{Fault, Source};

/// A credential, such as a token or a one-time URL. `Debug` does not print
/// it, and there is no `Display`.
///
/// ```
/// use webhook_receiver::events::Redacted;
///
/// let token = Redacted::from("a1b2c3");
/// assert_eq!(token.expose(), "a1b2c3");
/// assert_eq!(format!("{token:?}"), "Redacted");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Redacted(Box<str>);

impl Redacted {
    /// Returns the text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Redacted {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redacted")
    }
}

impl Decode for Redacted {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        text(source, |text| Self::from(text))
    }
}

via_source!(Redacted);
