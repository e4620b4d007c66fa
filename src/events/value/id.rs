//! Identifiers that are a number here and a text there.

use std::fmt;

use crate::events::decode_value::{Decode, via_source};
use crate::events::source::{Any, Fault, Source, incomplete};

/// An identifier: a number or a text, as the provider writes it.
///
/// `"5"` and `5` stay two, as the provider may mean two; [`to_u64`](Self::to_u64) takes both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Id {
    /// Written as a number.
    Number(u64),
    /// Written as a text.
    Text(Box<str>),
}

impl Id {
    /// Returns the number, also if it is written as a text.
    pub fn to_u64(&self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::Text(text) => f.pad(text),
        }
    }
}

impl PartialEq<u64> for Id {
    fn eq(&self, number: &u64) -> bool {
        self.to_u64() == Some(*number)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, text: &str) -> bool {
        matches!(self, Self::Text(own) if **own == *text)
    }
}

struct Reader(Option<Id>);

impl Any for Reader {
    fn expecting(&self) -> &'static str {
        "an identifier, as a number or a text"
    }

    fn unsigned(&mut self, number: u64) -> bool {
        self.0 = Some(Id::Number(number));
        true
    }

    fn signed(&mut self, number: i64) -> bool {
        self.text(&number.to_string())
    }

    fn text(&mut self, text: &str) -> bool {
        self.0 = Some(Id::Text(text.into()));
        true
    }
}

impl Decode for Id {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let mut reader = Reader(None);
        source.any(&mut reader)?;
        reader.0.ok_or_else(incomplete)
    }
}

via_source!(Id);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::Id;

    #[test]
    fn reads_numbers_and_texts() {
        let read = |json| serde_json::from_str::<Id>(json);
        assert_eq!(read("18446744073709551615").unwrap(), Id::Number(u64::MAX));
        assert_eq!(read(r#""18446744073709551615""#).unwrap(), u64::MAX);
        assert_eq!(read("-5").unwrap(), *"-5");
        assert_eq!(read(r#""gid://x/5""#).unwrap().to_u64(), None);
        // Half a number is worse than none.
        assert!(read("18446744073709551616").is_err());
        assert!(read("1.5").is_err());
        assert!(read("{}").is_err());
    }
}
