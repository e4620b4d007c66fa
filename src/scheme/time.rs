//! Reads and writes timestamps. Each format is read in one spelling, so that one time has one text.

use std::time::{Duration, SystemTime};

use super::TimeFormat;
use crate::codec::date_time;

impl TimeFormat {
    /// Parses a timestamp. Returns `None` if it is not exactly in this format.
    pub(crate) fn parse(self, text: &str) -> Option<SystemTime> {
        let since_1970 = match self {
            Self::Seconds => Duration::from_secs(digits(text, 13)?),
            Self::Milliseconds => Duration::from_millis(digits(text, 15)?),
            Self::Rfc3339 => return rfc3339(text),
            Self::Iso8601 => return iso8601(text),
            #[cfg(feature = "http-date")]
            Self::HttpDate => return httpdate::parse_http_date(text).ok(),
            Self::Unchecked => return None,
        };
        SystemTime::UNIX_EPOCH.checked_add(since_1970)
    }

    /// Formats a timestamp for signing.
    #[cfg(feature = "testing")]
    pub(crate) fn write(self, time: SystemTime) -> String {
        let since_1970 = time
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        match self {
            Self::Seconds | Self::Unchecked => since_1970.as_secs().to_string(),
            Self::Milliseconds => since_1970.as_millis().to_string(),
            Self::Rfc3339 => date_time::format(Duration::from_secs(since_1970.as_secs())),
            Self::Iso8601 => {
                let text = date_time::format(Duration::from_secs(since_1970.as_secs()));
                text.trim_end_matches('Z').to_owned()
            }
            #[cfg(feature = "http-date")]
            Self::HttpDate => httpdate::fmt_http_date(time),
        }
    }
}

/// Parses a number of at most `most` digits without a sign, white space or a leading zero.
fn digits(text: &str, most: usize) -> Option<u64> {
    if text.is_empty() || text.len() > most || (text.starts_with('0') && text != "0") {
        return None;
    }
    text.bytes().try_fold(0_u64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte & 0x0f))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// Parses RFC 3339 with any offset.
fn rfc3339(text: &str) -> Option<SystemTime> {
    match zone(text)?.as_bytes() {
        [b'Z'] | [b'+' | b'-', _, _, b':', _, _] => time(text),
        _ => None,
    }
}

/// Parses ISO 8601 with any offset, or with none for UTC.
fn iso8601(text: &str) -> Option<SystemTime> {
    match zone(text)?.as_bytes() {
        []
        | [b'Z']
        | [b'+' | b'-', _, _]
        | [b'+' | b'-', _, _, _, _]
        | [b'+' | b'-', _, _, b':', _, _] => time(text),
        _ => None,
    }
}

/// Returns what follows a date, `T`, and a time with seconds, with or without a fraction.
fn zone(text: &str) -> Option<&str> {
    let (local, rest) = text.split_at_checked("2023-11-14T22:13:20".len())?;
    let local = local.as_bytes();
    if text.len() > 40 || local.get(10) != Some(&b'T') || local.get(16) != Some(&b':') {
        return None;
    }
    let Some(fraction) = rest.strip_prefix('.') else {
        return Some(rest);
    };
    let zone = fraction.trim_start_matches(|char: char| char.is_ascii_digit());
    (zone.len() < fraction.len()).then_some(zone)
}

/// Parses a time whose form was checked. Years before 1970 are rejected.
fn time(text: &str) -> Option<SystemTime> {
    if text < "1970" {
        return None;
    }
    let (seconds, nanos) = date_time::parse(text.as_bytes())?;
    date_time::system_time(seconds, nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str, unit: TimeFormat) -> Option<u64> {
        let time = unit.parse(text)?;
        time.duration_since(SystemTime::UNIX_EPOCH)
            .ok()
            .map(|time| time.as_secs())
    }

    #[test]
    fn rejects_a_second_spelling_of_a_time() {
        assert_eq!(
            seconds("1700000000", TimeFormat::Seconds),
            Some(1_700_000_000)
        );
        assert_eq!(
            seconds("1700000000999", TimeFormat::Milliseconds),
            Some(1_700_000_000)
        );
        let bad = [
            "",
            "00",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1.0",
            "1e9",
            "0x1",
            "NaN",
            "99999999999999",
        ];
        for text in
            bad.into_iter()
                .chain(["-9223372036854775808", "18446744073709551616", "\u{661}"])
        {
            assert_eq!(seconds(text, TimeFormat::Seconds), None, "{text:?}");
        }
    }

    #[test]
    fn accepts_rfc3339_with_any_offset() {
        for text in [
            "2023-11-14T22:13:20Z",
            "2023-11-14T22:13:20.634234626Z",
            "2023-11-14T15:13:20-07:00",
            "2023-11-15T03:43:20.5+05:30",
        ] {
            assert_eq!(
                seconds(text, TimeFormat::Rfc3339),
                Some(1_700_000_000),
                "{text}"
            );
        }
        // A leap second is the second after it.
        let leap = seconds("1990-12-31T15:59:60-08:00", TimeFormat::Rfc3339);
        assert_eq!(leap, Some(662_688_000));
        for text in [
            "",
            "Z",
            "2023-11-14",
            "2023-11-14T22:13:20",
            "2023-11-14 22:13:20Z",
            "2023-11-14t22:13:20Z",
            "2023-11-14T22:13:20z",
            "2023-11-14T22:13Z",
            "2023-11-14T22:13:61Z",
            "2023-11-14T22:13:20.Z",
            "2023-11-14T22:13:20,5Z",
            "2023-11-14T22:13:20 Z",
            "2023-11-14T22:13:20UTC",
            "2023-11-14T22:13:20+00",
            "2023-11-14T22:13:20+0000",
            "2023-11-14T22:13:20+00:60",
            "1969-12-31T23:59:59Z",
            "2023-13-14T22:13:20Z",
            "2023-11-14T25:13:20Z",
            "2023-11-14T22:13:20+24:00",
            "2023-11-14T22:13:20+5:30",
            "2023-11-14T22:13:20*07:00",
            "2023-02-30T22:13:20Z",
            "2023-11-14T22:13:20Z ",
            "2023-11-14T22:13:20ZZ",
            "2023-11-14T22:13:20.5Z5Z",
            "2023-11-14T22:13:20Z+00:00",
            "\u{e9}23-11-14T22:13:20Z",
        ] {
            assert_eq!(seconds(text, TimeFormat::Rfc3339), None, "{text:?}");
        }
    }

    #[test]
    fn reads_iso8601_without_a_zone_as_utc() {
        for text in [
            "2023-11-14T22:13:20",
            "2023-11-14T22:13:20.000000",
            "2023-11-14T22:13:20.000+0000",
            "2023-11-14T15:13:20-0700",
            "2023-11-14T22:13:20Z",
            "2023-11-14T22:13:20.123456789Z",
            "2023-11-14T22:13:20+00:00",
            "2023-11-14T22:13:20.5+00",
            "2023-11-15T03:43:20+05:30",
        ] {
            assert_eq!(
                seconds(text, TimeFormat::Iso8601),
                Some(1_700_000_000),
                "{text}"
            );
        }
        for text in [
            "",
            "+0000",
            "2023-11-14",
            "2023-11-14T22:13:20+",
            "2023-11-14T22:13:20+0",
            "2023-11-14T22:13:20+000",
            "2023-11-14T22:13:20+00000",
            "2023-11-14T22:13:20+00:",
            "2023-11-14T22:13:20+00:0",
            "2023-11-14T22:13:20+00::00",
            "2023-11-14T22:13:20+-0:00",
            "2023-11-14T22:13:20ZZ",
            "2023-11-14T22:13:20+00:00Z",
            "2023-11-14T22:13:20+2400",
            "2023-11-14 22:13:20",
            "2023-11-14T22:13:20Z+0000",
        ] {
            assert_eq!(seconds(text, TimeFormat::Iso8601), None, "{text:?}");
        }
    }
}
