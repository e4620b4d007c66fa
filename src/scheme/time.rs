//! Reads and writes timestamps. Each format is read in one spelling, so that one time has one text.

use std::time::{Duration, SystemTime};

use super::TimeFormat;

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
            Self::Rfc3339 => humantime::format_rfc3339_seconds(time).to_string(),
            Self::Iso8601 => {
                let text = humantime::format_rfc3339_seconds(time).to_string();
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

/// Parses RFC 3339 with any offset. `humantime` reads `Z` only.
fn rfc3339(text: &str) -> Option<SystemTime> {
    if text.len() > 40 {
        return None;
    }
    if let Some(local) = text.strip_suffix('Z') {
        return local_time(local);
    }
    let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let (sign_and_hours, minutes) = offset.split_once(':')?;
    shifted(local_time(local)?, sign_and_hours, minutes)
}

/// Returns the time of a local time with this offset, such as `+05` and `30`.
fn shifted(local: SystemTime, sign_and_hours: &str, minutes: &str) -> Option<SystemTime> {
    let [sign, h1, h2] = sign_and_hours.as_bytes() else {
        return None;
    };
    let [m1, m2] = minutes.as_bytes() else {
        return None;
    };
    let two = |tens: &u8, ones: &u8| {
        let digit = |byte: &u8| char::from(*byte).to_digit(10).map(u64::from);
        digit(tens)?.checked_mul(10)?.checked_add(digit(ones)?)
    };
    let hours = two(h1, h2).filter(|hours| *hours < 24)?;
    let minutes = two(m1, m2).filter(|minutes| *minutes < 60)?;
    let seconds = hours
        .checked_mul(3600)?
        .checked_add(minutes.checked_mul(60)?)?;
    let offset = Duration::from_secs(seconds);
    match sign {
        b'+' => local.checked_sub(offset),
        b'-' => local.checked_add(offset),
        _ => None,
    }
}

/// Parses a date, `T` and a time, with or without a fraction. `humantime` alone would also accept other
/// separators, a point without digits, and a second `Z`.
fn local_time(text: &str) -> Option<SystemTime> {
    let fraction = match text.as_bytes().get(19..)? {
        [] => true,
        [b'.', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !fraction || text.as_bytes().get(10) != Some(&b'T') {
        return None;
    }
    // On the stack, so that rejected requests do not allocate either.
    let mut zulu = [b'Z'; 48];
    zulu.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    let zulu = zulu.get(..=text.len())?;
    humantime::parse_rfc3339(std::str::from_utf8(zulu).ok()?).ok()
}

/// Parses ISO 8601 with any offset, or with none for UTC.
fn iso8601(text: &str) -> Option<SystemTime> {
    if text.len() > 40 {
        return None;
    }
    if let Some(local) = text.strip_suffix('Z') {
        return local_time(local);
    }
    // The date has hyphens, so the offset is looked for behind it.
    let after_date = text.get(DATE..)?;
    let Some(sign) = after_date
        .bytes()
        .position(|byte| matches!(byte, b'+' | b'-'))
    else {
        return local_time(text);
    };
    let (local, offset) = text.split_at_checked(DATE.checked_add(sign)?)?;
    let (sign_and_hours, minutes) = offset.split_at_checked(3)?;
    let minutes = match minutes {
        "" => "00",
        minutes => minutes.strip_prefix(':').unwrap_or(minutes),
    };
    shifted(local_time(local)?, sign_and_hours, minutes)
}

/// The length of a date and its `T`.
const DATE: usize = 11;

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
        for text in [
            "",
            "Z",
            "2023-11-14",
            "2023-11-14T22:13:20",
            "2023-11-14 22:13:20Z",
            "2023-11-14t22:13:20Z",
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
