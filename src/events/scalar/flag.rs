//! Yes or no, however the provider writes it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

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
    /// Whether it is a yes.
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

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Flag;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("yes or no, as true, 1 or a text")
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<Flag, E> {
                Ok(flag.into())
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Flag, E> {
                Ok(Flag::from(&*number.to_string()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Flag, E> {
                Ok(Flag::from(&*number.to_string()))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Flag, E> {
                Ok(text.into())
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::Flag;

    #[test]
    fn forms() {
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
