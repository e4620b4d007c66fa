//! Points in time, however the provider writes them.

use std::ops::Deref;
use std::time::SystemTime;

use crate::codec::date_time;
use crate::events::decode_value::{Decode, via_source};
use crate::events::source::{Any, Fault, Source, incomplete};

/// A point in time.
///
/// Reads seconds since 1970 as a number or in a text, and date and time as RFC 3339 and its
/// relatives write them: any offset, `T` or a blank between date and time, `UTC` for `Z`,
/// no seconds, a fraction, no offset (then it is UTC). Any other text is kept as it is.
///
/// ```
/// use webhook_receiver::events::Timestamp;
///
/// let pushed = Timestamp::from("2024-02-29T12:00:00.5-07:00");
/// assert_eq!(pushed.unix_seconds(), Some(1_709_233_200));
/// assert_eq!(Timestamp::from("2024-02-29 19:00:00 UTC").unix_seconds(), Some(1_709_233_200));
/// assert_eq!(Timestamp::from("next week").unix_seconds(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Timestamp {
    /// A point in time.
    At(Moment),
    /// A text that is none, as the provider wrote it.
    Other(Box<str>),
}

/// A point in time that was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    seconds: i64,
    nanos: u32,
}

impl Moment {
    /// Returns whole seconds since 1970, rounded down.
    pub fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// Nanoseconds within the second.
    pub fn subsec_nanos(self) -> u32 {
        self.nanos
    }

    /// Converts it to the type of the standard library; `None` if it is out of that type's range.
    pub fn system_time(self) -> Option<SystemTime> {
        date_time::system_time(self.seconds, self.nanos)
    }

    /// Converts it to the type of the `time` crate; `None` if it is out of that type's range.
    #[cfg(feature = "time")]
    pub fn to_time(self) -> Option<time::OffsetDateTime> {
        time::OffsetDateTime::from_unix_timestamp(self.seconds)
            .ok()?
            .checked_add(time::Duration::nanoseconds(self.nanos.into()))
    }

    /// Converts it to the type of the `chrono` crate; `None` if it is out of that type's range.
    #[cfg(feature = "chrono")]
    pub fn to_chrono(self) -> Option<chrono::DateTime<chrono::Utc>> {
        chrono::DateTime::from_timestamp(self.seconds, self.nanos)
    }

    /// Converts it to the type of the `jiff` crate; `None` if it is out of that type's range.
    #[cfg(feature = "jiff")]
    pub fn to_jiff(self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::new(self.seconds, i32::try_from(self.nanos).ok()?).ok()
    }

    /// Of milliseconds since 1970.
    pub(in crate::events) fn from_millis(millis: i64) -> Self {
        let nanos = u32::try_from(millis.rem_euclid(1000))
            .unwrap_or(0)
            .saturating_mul(1_000_000);
        Self {
            seconds: millis.div_euclid(1000),
            nanos,
        }
    }

    /// Seconds with a fraction, to the microsecond, which is what an `f64` of today holds.
    fn from_fraction(seconds: f64) -> Option<Self> {
        let micros = (seconds * 1e6).round();
        if !(-9e18..9e18).contains(&micros) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "in range, and rounded")]
        let micros = micros as i64;
        let nanos = u32::try_from(micros.rem_euclid(1_000_000))
            .ok()?
            .checked_mul(1000)?;
        Some(Self {
            seconds: micros.div_euclid(1_000_000),
            nanos,
        })
    }
}

impl Timestamp {
    /// The point in time of this many seconds, or milliseconds, since 1970.
    pub(in crate::events) fn number(number: i64, millis: bool) -> Self {
        Self::At(if millis {
            Moment::from_millis(number)
        } else {
            Moment {
                seconds: number,
                nanos: 0,
            }
        })
    }

    /// Returns the point in time, if it was understood.
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::At(moment) => Some(*moment),
            Self::Other(_) => None,
        }
    }

    /// Returns whole seconds since 1970, rounded down.
    pub fn unix_seconds(&self) -> Option<i64> {
        self.moment().map(Moment::unix_seconds)
    }

    /// Converts it to the type of the standard library.
    pub fn system_time(&self) -> Option<SystemTime> {
        self.moment().and_then(Moment::system_time)
    }

    /// Converts it to the type of the `time` crate.
    #[cfg(feature = "time")]
    pub fn to_time(&self) -> Option<time::OffsetDateTime> {
        self.moment().and_then(Moment::to_time)
    }

    /// Converts it to the type of the `chrono` crate.
    #[cfg(feature = "chrono")]
    pub fn to_chrono(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.moment().and_then(Moment::to_chrono)
    }

    /// Converts it to the type of the `jiff` crate.
    #[cfg(feature = "jiff")]
    pub fn to_jiff(&self) -> Option<jiff::Timestamp> {
        self.moment().and_then(Moment::to_jiff)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        let moment = match text.parse() {
            Ok(seconds) => Some(Moment { seconds, nanos: 0 }),
            Err(_) => {
                let read = date_time::parse(text.as_bytes());
                read.map(|(seconds, nanos)| Moment { seconds, nanos })
            }
        };
        moment.map_or_else(|| Self::Other(text.into()), Self::At)
    }
}

impl Decode for Timestamp {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        read(source, false)
    }
}

via_source!(Timestamp, Millis);

/// A [`Timestamp`] whose numbers are milliseconds; dereferences to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Millis(pub Timestamp);

impl Deref for Millis {
    type Target = Timestamp;

    fn deref(&self) -> &Timestamp {
        &self.0
    }
}

impl Decode for Millis {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        read(source, true).map(Self)
    }
}

fn read(source: &mut dyn Source<'_>, millis: bool) -> Result<Timestamp, Fault> {
    let mut reader = Reader { millis, time: None };
    source.any(&mut reader)?;
    reader.time.ok_or_else(incomplete)
}

struct Reader {
    millis: bool,
    time: Option<Timestamp>,
}

impl Any for Reader {
    fn expecting(&self) -> &'static str {
        "a time, as a number or a text"
    }

    fn text(&mut self, text: &str) -> bool {
        match text.parse() {
            Ok(number) => self.signed(number),
            Err(_) => {
                self.time = Some(Timestamp::from(text));
                true
            }
        }
    }

    fn signed(&mut self, number: i64) -> bool {
        self.time = Some(Timestamp::number(number, self.millis));
        true
    }

    fn unsigned(&mut self, number: u64) -> bool {
        match i64::try_from(number) {
            Ok(number) => self.signed(number),
            Err(_) => {
                self.time = Some(Timestamp::Other(number.to_string().into()));
                true
            }
        }
    }

    fn float(&mut self, number: f64) -> bool {
        let seconds = if self.millis { number / 1000.0 } else { number };
        self.time = Some(Moment::from_fraction(seconds).map_or_else(
            || Timestamp::Other(number.to_string().into()),
            Timestamp::At,
        ));
        true
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn read(json: &str) -> Timestamp {
        serde_json::from_str(json).unwrap()
    }

    fn at(seconds: i64, nanos: u32) -> Timestamp {
        Timestamp::At(Moment { seconds, nanos })
    }

    #[test]
    fn reads_all_forms_of_a_time() {
        for (json, expected) in [
            ("0", at(0, 0)),
            ("-1", at(-1, 0)),
            ("1709233200.25", at(1_709_233_200, 250_000_000)),
            ("-0.5", at(-1, 500_000_000)),
            (r#""1709233200""#, at(1_709_233_200, 0)),
            (r#""1970-01-01T00:00:00Z""#, at(0, 0)),
            (r#""1969-12-31T23:59:59.999999999Z""#, at(-1, 999_999_999)),
            (r#""2000-02-29T23:59:60Z""#, at(951_868_800, 0)),
            (r#""2024-02-29T12:00-07""#, at(1_709_233_200, 0)),
            (r#""2024-02-29 20:30:00 +0130""#, at(1_709_233_200, 0)),
            (r#""2024-02-29 19:00:00 UTC""#, at(1_709_233_200, 0)),
            (r#""0000-01-01T00:00:00Z""#, at(-62_167_219_200, 0)),
            (r#""9999-12-31T23:59:59Z""#, at(253_402_300_799, 0)),
        ] {
            assert_eq!(read(json), expected, "{json}");
        }
    }

    #[test]
    fn keeps_other_texts() {
        for text in [
            "",
            "soon",
            "2023-02-29T00:00:00Z",
            "2024-00-01T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-01-01",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+",
            "2024-01-01T00:00:00+01:00x",
            "2024-01-01T00:00:00é",
            "+024-01-01T00:00:00Z",
        ] {
            assert_eq!(Timestamp::from(text), Timestamp::Other(text.into()));
        }
        assert_eq!(
            read("18446744073709551615"),
            Timestamp::Other("18446744073709551615".into())
        );
        assert!(matches!(read("1e300"), Timestamp::Other(_)));
        assert!(serde_json::from_str::<Timestamp>("[]").is_err());
    }

    #[test]
    fn reads_milliseconds() {
        let read = |json| serde_json::from_str::<Millis>(json).unwrap().0;
        assert_eq!(read("1709233200250"), at(1_709_233_200, 250_000_000));
        assert_eq!(read(r#""1709233200250""#), at(1_709_233_200, 250_000_000));
        assert_eq!(read("-1"), at(-1, 999_000_000));
        assert_eq!(read(r#""1970-01-01T00:00:01Z""#), at(1, 0));
    }
}
