//! Dates and times of RFC 3339 and ISO 8601, as seconds since 1970.

use std::time::{Duration, SystemTime};

const DAY: i64 = 86_400;

/// Parses a date and a time, and returns seconds and nanoseconds since 1970.
///
/// Accepts what providers write: any offset, `T` or a blank between date and time, `UTC` for `Z`, no seconds, a
/// fraction, no offset (then it is UTC). A caller that accepts less checks the text first.
pub(crate) fn parse(text: &[u8]) -> Option<(i64, u32)> {
    let (year, text) = number(text, 4)?;
    let (month, text) = number(text.strip_prefix(b"-")?, 2)?;
    let (day, text) = number(text.strip_prefix(b"-")?, 2)?;
    let [b'T' | b't' | b' ', text @ ..] = text else {
        return None;
    };
    let (hour, text) = number(text, 2)?;
    let (minute, text) = number(text.strip_prefix(b":")?, 2)?;
    let (second, text) = match text.strip_prefix(b":") {
        Some(text) => number(text, 2)?,
        None => (0, text),
    };
    let (nanos, text) = match text {
        [b'.' | b',', text @ ..] => fraction(text)?,
        _ => (0, text),
    };
    let offset = offset(text)?;
    // 60 is a leap second, which falls into the next minute as everywhere in Unix time.
    if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_since_1970(year, month, day)?;
    #[expect(clippy::arithmetic_side_effects, reason = "no more than 10,000 years")]
    let seconds = days * DAY + hour * 3600 + minute * 60 + second - offset;
    Some((seconds, nanos))
}

/// Converts seconds and nanoseconds since 1970. Returns `None` if they are out of the range of `SystemTime`.
pub(crate) fn system_time(seconds: i64, nanos: u32) -> Option<SystemTime> {
    let whole = Duration::from_secs(seconds.unsigned_abs());
    let second = if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(whole)?
    } else {
        SystemTime::UNIX_EPOCH.checked_add(whole)?
    };
    second.checked_add(Duration::from_nanos(nanos.into()))
}

#[cfg(any(feature = "idempotency", feature = "testing", test))]
/// Formats a time as RFC 3339 in UTC, with nine digits of the fraction if there is one.
pub(crate) fn format(since_1970: Duration) -> String {
    let seconds = since_1970.as_secs();
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = match since_1970.subsec_nanos() {
        0 => String::new(),
        nanos => format!(".{nanos:09}"),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// Returns the number that the first `length` digits are, and what follows.
fn number(text: &[u8], length: usize) -> Option<(i64, &[u8])> {
    let (digits, rest) = text.split_at_checked(length)?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}

/// Returns nanoseconds, and what follows. Digits beyond them are dropped.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let length = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(length)?;
    let mut nanos = 0_u32;
    for place in 0..9 {
        let digit = digits
            .get(place)
            .map_or(0, |digit| u32::from(digit.saturating_sub(b'0')));
        nanos = nanos.checked_mul(10)?.checked_add(digit)?;
    }
    (length > 0).then_some((nanos, rest))
}

/// Returns seconds east of UTC.
fn offset(text: &[u8]) -> Option<i64> {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let (sign, text) = match text {
        b"" | b"Z" | b"z" | b"UTC" => return Some(0),
        [b'+', text @ ..] => (1, text),
        [b'-', text @ ..] => (-1, text),
        _ => return None,
    };
    let (hours, text) = number(text, 2)?;
    let text = text.strip_prefix(b":").unwrap_or(text);
    let (minutes, text) = if text.is_empty() {
        (0, text)
    } else {
        number(text, 2)?
    };
    if !text.is_empty() || hours > 23 || minutes > 59 {
        return None;
    }
    #[expect(clippy::arithmetic_side_effects, reason = "less than a day")]
    Some(sign * (hours * 3600 + minutes * 60))
}

/// After Howard Hinnant's `days_from_civil`: years start in March, so that the leap day is last.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "years have four digits, months are 1 to 12"
)]
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=last).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year = year.rem_euclid(400);
    let day = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + year * 365 + year / 4 - year / 100 + day - 719_468)
}

#[cfg(any(feature = "idempotency", feature = "testing", test))]
/// After Howard Hinnant's `civil_from_days`: the inverse of [`days_since_1970`], as year, month and day.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "days are seconds that fit 64 bits, divided by 86,400"
)]
fn date(days_since_1970: u64) -> (u64, u64, u64) {
    let days = days_since_1970 + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let march = (5 * day + 2) / 153;
    let day = day - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 3339, section 5.8. Seconds are from GNU `date -d TEXT +%s`; those of leap seconds are of
    /// the second that follows.
    #[test]
    fn reads_the_examples_of_the_rfc() {
        for (text, expected) in [
            ("1985-04-12T23:20:50.52Z", (482_196_050, 520_000_000)),
            ("1996-12-19T16:39:57-08:00", (851_042_397, 0)),
            ("1990-12-31T23:59:60Z", (662_688_000, 0)),
            ("1990-12-31T15:59:60-08:00", (662_688_000, 0)),
            (
                "1937-01-01T12:00:27.87+00:20",
                (-1_041_337_173, 870_000_000),
            ),
        ] {
            assert_eq!(parse(text.as_bytes()), Some(expected), "{text}");
        }
    }

    /// Seconds are from GNU `date -u -d TEXT +%s`.
    const KNOWN: [(&str, u64); 9] = [
        ("1970-01-01T00:00:00Z", 0),
        ("2000-02-29T00:00:00Z", 951_782_400),
        ("2000-03-01T00:00:00Z", 951_868_800),
        ("2024-12-31T23:59:59Z", 1_735_689_599),
        ("2038-01-19T03:14:07Z", 2_147_483_647),
        ("2038-01-19T03:14:08Z", 2_147_483_648),
        ("2099-12-31T23:59:59Z", 4_102_444_799),
        ("2100-03-01T00:00:00Z", 4_107_542_400),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ];

    #[test]
    fn reads_and_writes_known_times() {
        for (text, seconds) in KNOWN {
            let read = parse(text.as_bytes());
            assert_eq!(read, i64::try_from(seconds).ok().map(|read| (read, 0)));
            assert_eq!(format(Duration::from_secs(seconds)), text);
        }
        let time = Duration::new(1, 20);
        assert_eq!(format(time), "1970-01-01T00:00:01.000000020Z");
        assert!(format(Duration::MAX).ends_with('Z'));
    }

    #[test]
    fn reads_days_that_exist_only() {
        for (month, last) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            .into_iter()
            .enumerate()
        {
            for (year, leap) in [(1900, 0), (2000, 1), (2023, 0), (2024, 1), (2100, 0)] {
                let last = if month == 1 { last + leap } else { last };
                for day in 0..=99 {
                    let text = format!("{year}-{:02}-{day:02}T00:00Z", month + 1);
                    let exists = (1..=last).contains(&day);
                    assert_eq!(parse(text.as_bytes()).is_some(), exists, "{text}");
                }
            }
        }
        for month in ["00", "13", "99"] {
            assert_eq!(parse(format!("2024-{month}-01T00:00Z").as_bytes()), None);
        }
    }

    #[test]
    fn reads_fractions_down_to_nanoseconds() {
        for (fraction, nanos) in [
            (".1", Some(100_000_000)),
            (",12", Some(120_000_000)),
            (".123456789", Some(123_456_789)),
            (".1234567899", Some(123_456_789)),
            (".000000001", Some(1)),
            (".", None),
            (".x", None),
        ] {
            let text = format!("1970-01-01T00:00:00{fraction}Z");
            let read = parse(text.as_bytes()).map(|(_, nanos)| nanos);
            assert_eq!(read, nanos, "{text}");
        }
    }

    #[test]
    fn converts_to_system_time() {
        let second = Duration::from_secs(1);
        assert_eq!(
            system_time(1, 0),
            SystemTime::UNIX_EPOCH.checked_add(second)
        );
        assert_eq!(
            system_time(-1, 0),
            SystemTime::UNIX_EPOCH.checked_sub(second)
        );
        let _ = system_time(i64::MIN, 0);
        let _ = system_time(i64::MAX, 999_999_999);
    }
}
