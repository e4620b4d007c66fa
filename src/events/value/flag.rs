//! Yes or no, however the provider writes it.

use crate::events::decode_value::{Decode, via_source};
use crate::events::source::{Any, Fault, Source};

/// Yes or no: `true`, `1`, `"1"`, `"true"` and their opposites. Anything else is kept as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flag {
    /// Yes.
    True,
    /// No, and what an absent flag is.
    #[default]
    False,
    /// Neither: the number or text as the provider wrote it.
    Other(Box<str>),
}

impl Flag {
    /// Returns whether it is a yes.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::True)
    }
}

impl From<bool> for Flag {
    fn from(flag: bool) -> Self {
        if flag { Self::True } else { Self::False }
    }
}

impl From<&str> for Flag {
    fn from(text: &str) -> Self {
        match text {
            "0" | "false" | "False" => Self::False,
            "1" | "true" | "True" => Self::True,
            _ => Self::Other(text.into()),
        }
    }
}

struct Reader(Option<Flag>);

impl Any for Reader {
    fn expecting(&self) -> &'static str {
        "yes or no, as true, 1 or a text"
    }

    fn boolean(&mut self, flag: bool) -> bool {
        self.0 = Some(flag.into());
        true
    }

    fn unsigned(&mut self, number: u64) -> bool {
        self.text(&number.to_string())
    }

    fn signed(&mut self, number: i64) -> bool {
        self.text(&number.to_string())
    }

    fn text(&mut self, text: &str) -> bool {
        self.0 = Some(text.into());
        true
    }
}

impl Decode for Flag {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let mut reader = Reader(None);
        source.any(&mut reader)?;
        Ok(reader.0.unwrap_or_default())
    }
}

via_source!(Flag);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::Flag;

    #[test]
    fn reads_all_forms_of_a_flag() {
        let read = |json| serde_json::from_str::<Flag>(json);
        for json in ["true", "1", r#""1""#, r#""true""#] {
            assert!(read(json).unwrap().is_true(), "{json}");
        }
        for json in ["false", "0", r#""0""#, r#""false""#] {
            assert_eq!(read(json).unwrap(), Flag::False, "{json}");
        }
        for (json, kept) in [
            ("2", "2"),
            ("-1", "-1"),
            (r#""yes?""#, "yes?"),
            (r#""""#, ""),
        ] {
            assert_eq!(read(json).unwrap(), Flag::Other(kept.into()));
        }
        for json in ["null", "[]", "0.5", "{}"] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
