//! Money, exactly as it was written.

use std::fmt;
use std::str::FromStr;

use crate::events::decode_value::{Decode, via_source};
use crate::events::source::{Fault, Source};

/// An amount of money, written as a decimal number or text. Never a float: `"0.10"` is ten cents.
///
/// ```
/// use webhook_receiver::events::Amount;
///
/// let amount = Amount::from("19.90");
/// assert_eq!(amount.minor_units(2), Some(1990));
/// assert_eq!(amount.to_string(), "19.90");
/// assert_eq!(Amount::from("0.005").minor_units(2), None); // that would round
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Amount {
    /// A decimal number.
    Decimal(Decimal),
    /// Anything else, or one beyond 18 digits: the text as the provider wrote it.
    Other(Box<str>),
}

/// A decimal number with the digits after the point that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i64,
    scale: u8,
    /// `-0.00` is written by some.
    negative_zero: bool,
}

impl Decimal {
    /// Returns all digits, as if there were no point: 1990 for `19.90`.
    pub fn digits(self) -> i64 {
        self.digits
    }

    /// Returns how many of them are after the point.
    pub fn scale(self) -> u32 {
        self.scale.into()
    }

    /// Returns the amount in the smallest unit of a currency with `exponent` decimals: 2 for cents, 0
    /// for yen. `None` if that would round or overflow.
    pub fn minor_units(self, exponent: u32) -> Option<i64> {
        let scale = self.scale();
        if exponent >= scale {
            return self
                .digits
                .checked_mul(10_i64.checked_pow(exponent.checked_sub(scale)?)?);
        }
        let divisor = 10_i64.checked_pow(scale.checked_sub(exponent)?)?;
        let exact = self.digits.checked_rem(divisor)? == 0;
        if exact {
            self.digits.checked_div(divisor)
        } else {
            None
        }
    }
}

impl Amount {
    /// Returns the number of the currency's smallest unit; see [`Decimal::minor_units`].
    pub fn minor_units(&self, exponent: u32) -> Option<i64> {
        match self {
            Self::Decimal(decimal) => decimal.minor_units(exponent),
            Self::Other(_) => None,
        }
    }
}

impl From<&str> for Amount {
    fn from(text: &str) -> Self {
        text.parse()
            .map_or_else(|_| Self::Other(text.into()), Self::Decimal)
    }
}

/// Not a decimal number of at most 18 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of at most 18 digits")]
#[non_exhaustive]
pub struct ParseDecimalError;

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let (whole, part) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(ParseDecimalError),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let canonical = whole == "0" || !whole.starts_with('0');
        let digits = whole.len().saturating_add(part.len());
        if whole.is_empty() || !canonical || digits > 18 {
            return Err(ParseDecimalError);
        }
        let mut value = 0_i64;
        for digit in whole.bytes().chain(part.bytes()) {
            if !digit.is_ascii_digit() {
                return Err(ParseDecimalError);
            }
            let digit = i64::from(digit.saturating_sub(b'0'));
            value = value.saturating_mul(10).saturating_add(digit);
        }
        Ok(Self {
            digits: if negative {
                value.saturating_neg()
            } else {
                value
            },
            scale: u8::try_from(part.len()).map_err(|_| ParseDecimalError)?,
            negative_zero: negative && value == 0,
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 || self.negative_zero {
            "-"
        } else {
            ""
        };
        let scale = usize::from(self.scale);
        let digits = format!(
            "{:0width$}",
            self.digits.unsigned_abs(),
            width = scale.saturating_add(1)
        );
        let (whole, part) = digits
            .split_at_checked(digits.len().saturating_sub(scale))
            .unwrap_or((&digits, ""));
        if part.is_empty() {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{part}")
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decimal(decimal) => decimal.fmt(f),
            Self::Other(text) => f.pad(text),
        }
    }
}

/// What is said of a value that is neither a number nor a text.
pub(in crate::events) const NO_AMOUNT: &str = "expected an amount, as a number or a text";

impl Decode for Amount {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        // The text of a number, too: as a float it would no longer be exact.
        let raw = source.raw()?;
        if raw.get().starts_with('"') {
            return serde_json::from_str::<Box<str>>(raw.get())
                .map(|text| Self::from(&*text))
                .map_err(Fault::new);
        }
        match raw.get().as_bytes() {
            [b'-' | b'0'..=b'9', ..] => Ok(Self::from(raw.get())),
            _ => Err(Fault::new(NO_AMOUNT)),
        }
    }
}

via_source!(Amount);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::Amount;

    #[test]
    fn keeps_the_text() {
        for text in [
            "0",
            "-0.00",
            "19.90",
            "-0.05",
            "007",
            "1.",
            ".5",
            "1e3",
            "-",
            "",
            "1,000.00",
            "123456789012345678",
            "0.123456789012345678",
            "1234567890123456789",
            "12345678901234567.8",
        ] {
            assert_eq!(Amount::from(text).to_string(), text);
        }
    }

    #[test]
    fn converts_units() {
        for (text, exponent, units) in [
            ("19.90", 2, Some(1990)),
            ("19.9", 2, Some(1990)),
            ("19.90", 1, Some(199)),
            ("19.90", 0, None),
            ("-0.05", 2, Some(-5)),
            ("500", 0, Some(500)),
            ("123456789012345678", 2, None),
            ("1", 99, None),
            ("x", 2, None),
        ] {
            assert_eq!(Amount::from(text).minor_units(exponent), units, "{text}");
        }
    }

    #[test]
    fn reads_numbers_and_texts() {
        let read = |json| serde_json::from_str::<Amount>(json);
        assert_eq!(read("0.10").unwrap(), Amount::from("0.10"));
        assert_eq!(read(r#""0.10""#).unwrap(), Amount::from("0.10"));
        assert_eq!(read("1e2").unwrap(), Amount::Other("1e2".into()));
        for json in ["true", "{}", "[]", "null"] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
