//! The forms in which a time is written: each read in one spelling only, so that one signed moment
//! has one text.

use std::time::{Duration, SystemTime};

use super::Unit;

impl Unit {
    /// Reads a time; `None` where it is not exactly of this form.
    pub(crate) fn parse(self, text: &str) -> Option<SystemTime> {
        let since_1970 = match self {
            Self::Seconds => Duration::from_secs(digits(text, 12)?),
            Self::Milliseconds => Duration::from_millis(digits(text, 15)?),
            Self::Rfc3339 => return rfc3339(text),
            #[cfg(feature = "http-date")]
            Self::HttpDate => return httpdate::parse_http_date(text).ok(),
            Self::Text => return None,
        };
        SystemTime::UNIX_EPOCH.checked_add(since_1970)
    }

    /// Writes a time, for signing.
    pub(crate) fn write(self, time: SystemTime) -> String {
        let since_1970 = time
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        match self {
            Self::Seconds | Self::Text => since_1970.as_secs().to_string(),
            Self::Milliseconds => since_1970.as_millis().to_string(),
            Self::Rfc3339 => humantime::format_rfc3339_seconds(time).to_string(),
            #[cfg(feature = "http-date")]
            Self::HttpDate => httpdate::fmt_http_date(time),
        }
    }
}

/// A number without sign, blanks or leading zero, of at most `most` digits: one spelling a time.
fn digits(text: &str, most: usize) -> Option<u64> {
    let plain = text.len() <= most
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}

/// RFC 3339 with an offset, which `humantime` reads only as `Z`.
fn rfc3339(text: &str) -> Option<SystemTime> {
    if text.len() > 40 || text.as_bytes().get(10) != Some(&b'T') {
        return None;
    }
    // `humantime` takes a point without digits, which RFC 3339 does not have.
    if let Some([b'.', next]) = text.as_bytes().get(19..21)
        && !next.is_ascii_digit()
    {
        return None;
    }
    if text.ends_with('Z') {
        return humantime::parse_rfc3339(text).ok();
    }
    let (local, offset) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let [sign, h1, h2, b':', m1, m2] = offset.as_bytes() else {
        return None;
    };
    let two = |tens: &u8, ones: &u8| {
        let digit = |byte: &u8| char::from(*byte).to_digit(10).map(u64::from);
        digit(tens)?.checked_mul(10)?.checked_add(digit(ones)?)
    };
    let (hours, minutes) = (
        two(h1, h2).filter(|h| *h < 24)?,
        two(m1, m2).filter(|m| *m < 60)?,
    );
    let offset = Duration::from_secs(
        hours
            .checked_mul(3600)?
            .checked_add(minutes.checked_mul(60)?)?,
    );
    let local = humantime::parse_rfc3339(&format!("{local}Z")).ok()?;
    match sign {
        b'+' => local.checked_sub(offset),
        b'-' => local.checked_add(offset),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str, unit: Unit) -> Option<u64> {
        let time = unit.parse(text)?;
        time.duration_since(SystemTime::UNIX_EPOCH)
            .ok()
            .map(|time| time.as_secs())
    }

    #[test]
    fn times_have_one_spelling() {
        assert_eq!(seconds("1700000000", Unit::Seconds), Some(1_700_000_000));
        assert_eq!(
            seconds("1700000000999", Unit::Milliseconds),
            Some(1_700_000_000)
        );
        let bad = [
            "",
            "0",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1.0",
            "1e9",
            "0x1",
            "NaN",
            "9999999999999",
        ];
        for text in
            bad.into_iter()
                .chain(["-9223372036854775808", "18446744073709551616", "\u{661}"])
        {
            assert_eq!(seconds(text, Unit::Seconds), None, "{text:?}");
        }
    }

    #[test]
    fn rfc3339_with_any_offset() {
        for text in [
            "2023-11-14T22:13:20Z",
            "2023-11-14T22:13:20.634234626Z",
            "2023-11-14T15:13:20-07:00",
            "2023-11-15T03:43:20.5+05:30",
        ] {
            assert_eq!(seconds(text, Unit::Rfc3339), Some(1_700_000_000), "{text}");
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
            "\u{e9}23-11-14T22:13:20Z",
        ] {
            assert_eq!(seconds(text, Unit::Rfc3339), None, "{text:?}");
        }
    }
}
