//! The interpreter: reads a [`Scheme`](super::Scheme) to judge a request.
//!
//! In this order, so that a stranger's request costs as little as possible: the signature's place
//! and form, the time's form and freshness, then the hash. The hash is computed once a key and
//! compared with every signature of the request, never once a signature.

use std::{
    borrow::Cow,
    ops::ControlFlow,
    time::{Duration, SystemTime},
};

use http::HeaderName;

use super::{
    Format, Unit,
    plan::{Inputs, Locator, Needs, Plan},
};
use crate::{
    algorithm::{Finished, Running},
    authentic::Authentic,
    error::{Error, Fault, Role},
    head::Head,
    secret::{Key, Keys},
};

/// The most signatures of one request that are looked at. Senders put one a secret, and rotate
/// with two.
pub const MAX_SIGNATURES: usize = 16;

/// The most numbered headers that are looked at: DocuSign sends one for each of up to 100 keys.
pub const MAX_NUMBERED: usize = 100;

/// What is known of a request whose body has not arrived.
#[allow(
    clippy::large_enum_variant,
    reason = "on the stack on purpose: verifying does not allocate"
)]
pub(crate) enum Progress {
    /// The head was enough.
    Proven(Authentic),
    /// The head was hashed; the body follows.
    Hashing(Hashing),
    /// The whole body is needed first.
    Waiting,
}

/// The running computations, one a key. The first lives on the stack; others, during a rotation, in
/// a list.
pub(crate) struct Hashing {
    first: Running,
    rest: Vec<Running>,
}

impl Hashing {
    /// Starts with each key; `feed` gives it the content that is there.
    fn start(
        keys: &Keys,
        mut feed: impl FnMut(&mut Running, &Key) -> Result<(), Error>,
    ) -> Result<Self, Error> {
        let mut start = |key: &Key| {
            let mut running = key.prepared.start();
            feed(&mut running, key).map(|()| running)
        };
        let mut keys = keys.iter();
        let first = keys.next().ok_or(Error::SignatureMismatch)?;
        Ok(Self {
            first: start(first)?,
            rest: keys.map(&mut start).collect::<Result<_, _>>()?,
        })
    }

    #[inline]
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.first.update(bytes);
        for running in &mut self.rest {
            running.update(bytes);
        }
    }

    fn runnings(self) -> impl Iterator<Item = Running> {
        std::iter::once(self.first).chain(self.rest)
    }
}

impl Plan {
    /// Judges what the head alone shows.
    pub(crate) fn begin(
        &self,
        head: &Head,
        keys: &Keys,
        now: SystemTime,
        tolerance: Duration,
    ) -> Result<Progress, Error> {
        if !self.signature.in_body() {
            self.check_signatures(head, &[])?;
        }
        let in_body = self.timestamp.as_ref().is_some_and(Locator::in_body);
        let timestamp = if in_body {
            Cow::Borrowed("")
        } else {
            self.timestamp(head, &[])?
        };
        if !in_body {
            self.check_time(&timestamp, now, tolerance)?;
        }
        if self.needs == Needs::Body {
            return Ok(Progress::Waiting);
        }
        let inputs = Inputs {
            head,
            body: &[],
            timestamp: &timestamp,
            secret: &[],
        };
        // What stands behind the body is judged before the body is read.
        self.feed(&self.after, &inputs, &mut |_| {})?;
        let hashing = Hashing::start(keys, |running, key| {
            let inputs = Inputs {
                secret: &key.raw,
                ..inputs
            };
            self.feed(&self.before, &inputs, &mut |bytes| running.update(bytes))
        })?;
        match self.needs {
            Needs::Stream => Ok(Progress::Hashing(hashing)),
            Needs::Head | Needs::Body => self.verdict(hashing, head, &[]).map(Progress::Proven),
        }
    }

    /// Judges the whole request.
    pub(crate) fn finish(
        &self,
        progress: Progress,
        head: &Head,
        body: &[u8],
        keys: &Keys,
        now: SystemTime,
        tolerance: Duration,
    ) -> Result<Authentic, Error> {
        match progress {
            Progress::Proven(authentic) => Ok(authentic),
            Progress::Hashing(mut hashing) => {
                if !self.after.is_empty() {
                    self.feed_after(&mut hashing, head, keys)?;
                }
                let authentic = self.verdict(hashing, head, body)?;
                if self.timestamp.as_ref().is_some_and(Locator::in_body) {
                    let timestamp = self.timestamp(head, body)?;
                    self.check_time(&timestamp, now, tolerance)?;
                }
                Ok(authentic)
            }
            Progress::Waiting => {
                if self.signature.in_body() {
                    self.check_signatures(head, body)?;
                }
                let timestamp = self.timestamp(head, body)?;
                if self.timestamp.as_ref().is_some_and(Locator::in_body) {
                    self.check_time(&timestamp, now, tolerance)?;
                }
                let hashing = Hashing::start(keys, |running, key| {
                    let inputs = Inputs {
                        head,
                        body,
                        timestamp: &timestamp,
                        secret: &key.raw,
                    };
                    self.feed(&self.before, &inputs, &mut |bytes| running.update(bytes))
                })?;
                self.verdict(hashing, head, body)
            }
        }
    }

    fn feed_after(&self, hashing: &mut Hashing, head: &Head, keys: &Keys) -> Result<(), Error> {
        let timestamp = self.timestamp(head, &[])?;
        let running = std::iter::once(&mut hashing.first).chain(&mut hashing.rest);
        for (running, key) in running.zip(keys.iter()) {
            let inputs = Inputs {
                head,
                body: &[],
                timestamp: &timestamp,
                secret: &key.raw,
            };
            self.feed(&self.after, &inputs, &mut |bytes| running.update(bytes))?;
        }
        Ok(())
    }

    /// Compares: the first key of which some signature of the request is.
    fn verdict(&self, hashing: Hashing, head: &Head, body: &[u8]) -> Result<Authentic, Error> {
        for (index, running) in hashing.runnings().enumerate() {
            let mut finished = running.finish();
            let found = self.each_signature(head, body, |text| {
                if self.matches(text, &mut finished) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })?;
            if found.is_break() {
                return Ok(Authentic::new(index, self.scheme.coverage()));
            }
        }
        Err(Error::SignatureMismatch)
    }

    /// Whether a signature's text is the one that was computed.
    #[inline]
    fn matches(&self, text: &str, finished: &mut Finished) -> bool {
        self.decoded(text, |bytes| finished.verify(bytes))
            .unwrap_or(false)
    }

    /// Decodes a signature's text; `None` where it is malformed or has another length.
    #[inline]
    fn decoded<T>(&self, text: &str, then: impl FnOnce(&[u8]) -> T) -> Option<T> {
        /// RSA with 4096 bits, or a user name and password.
        const LONGEST: usize = 512;
        let encoding = self.scheme.encoding;
        match self.scheme.algorithm.signature_length() {
            Some(length @ ..=64) => {
                let mut buffer = [0; 64];
                let bytes = encoding.decode(text, &mut buffer)?;
                (bytes.len() == length).then(|| then(bytes))
            }
            fixed => {
                let mut buffer = [0; LONGEST];
                let bytes = encoding.decode(text, &mut buffer)?;
                fixed
                    .is_none_or(|length| bytes.len() == length)
                    .then(|| then(bytes))
            }
        }
    }

    /// Refuses a request that has no well-formed signature, or too many.
    fn check_signatures(&self, head: &Head, body: &[u8]) -> Result<(), Error> {
        let most = match self.signature {
            Locator::NumberedHeaders(_) => MAX_NUMBERED,
            _ => MAX_SIGNATURES,
        };
        let mut count = 0_usize;
        let mut well_formed = false;
        let too_many = self
            .each_signature(head, body, |text| {
                count = count.saturating_add(1);
                well_formed =
                    well_formed || self.decoded(text, |bytes| !bytes.is_empty()) == Some(true);
                if count > most {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })?
            .is_break();
        let fault = match (too_many, well_formed) {
            (true, _) => return Err(Error::TooManySignatures(self.signature.place())),
            (false, true) => return Ok(()),
            (false, false) if count == 0 => Fault::NoEntry,
            (false, false) => Fault::Encoding,
        };
        Err(Error::Malformed(
            Role::Signature,
            self.signature.place(),
            fault,
        ))
    }

    /// Calls `look` with the text of each signature.
    #[inline]
    fn each_signature(
        &self,
        head: &Head,
        body: &[u8],
        mut look: impl FnMut(&str) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Error> {
        let missing = || Error::Missing(Role::Signature, self.signature.place());
        if let Locator::NumberedHeaders(prefix) = self.signature {
            let numbered = |name: &HeaderName| {
                name.as_str().strip_prefix(prefix).is_some_and(|number| {
                    !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
                })
            };
            let mut any = false;
            for name in head.headers.keys().filter(|name| numbered(name)) {
                any = true;
                let text = head.required(Role::Signature, name)?;
                if self.each_in(text, &mut look)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            return if any {
                Ok(ControlFlow::Continue(()))
            } else {
                Err(missing())
            };
        }
        if let Locator::AnyHeader(names) = &self.signature {
            let mut any = false;
            for name in names {
                let Some(text) = head.optional(Role::Signature, name)? else {
                    continue;
                };
                any = true;
                if self.each_in(text, &mut look)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            return if any {
                Ok(ControlFlow::Continue(()))
            } else {
                Err(missing())
            };
        }
        let text = match &self.signature {
            Locator::Header(name) => Cow::Borrowed(head.required(Role::Signature, name)?),
            other => other
                .text(Role::Signature, head, body)?
                .ok_or_else(missing)?,
        };
        self.each_in(&text, &mut look)
    }

    /// Calls `look` with each signature in the text of the signature's place.
    #[inline]
    fn each_in(
        &self,
        text: &str,
        look: &mut impl FnMut(&str) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Error> {
        let malformed = |fault| Error::Malformed(Role::Signature, self.signature.place(), fault);
        match self.scheme.format {
            Format::Bare => Ok(look(text)),
            Format::Prefixed(prefix) => Ok(look(
                text.strip_prefix(prefix)
                    .ok_or_else(|| malformed(Fault::Prefix))?,
            )),
            Format::Pairs {
                separator,
                signature,
            } => Ok(pairs(text, separator)
                .filter(|(key, _)| *key == signature)
                .try_for_each(|(_, value)| look(value))),
            Format::List { separator, tag } => Ok(text
                .split(separator)
                .filter_map(|item| item.trim_ascii().strip_prefix(tag))
                .try_for_each(look)),
            Format::TimeFirst { separator } => Ok(text
                .split(separator)
                .skip(1)
                .map(str::trim_ascii)
                .try_for_each(look)),
        }
    }

    /// The time's text, where the scheme has one.
    fn timestamp<'a>(&'a self, head: &'a Head, body: &'a [u8]) -> Result<Cow<'a, str>, Error> {
        let Some(locator) = &self.timestamp else {
            return Ok(Cow::Borrowed(""));
        };
        let place = if matches!(locator, Locator::WithSignature(_)) {
            &self.signature
        } else {
            locator
        };
        let missing = || Error::Missing(Role::Timestamp, place.place());
        let (Locator::WithSignature(key), Locator::Header(name)) = (locator, &self.signature)
        else {
            return locator
                .text(Role::Timestamp, head, body)?
                .ok_or_else(missing);
        };
        let text = head.required(Role::Signature, name)?;
        match self.scheme.format {
            Format::Pairs { separator, .. } => {
                let mut times = pairs(text, separator).filter(|(found, _)| found == key);
                let (_, time) = times.next().ok_or_else(missing)?;
                if times.next().is_some() {
                    return Err(Error::Doubled(Role::Timestamp, place.place()));
                }
                Ok(Cow::Borrowed(time))
            }
            Format::TimeFirst { separator } => Ok(Cow::Borrowed(
                text.split(separator).next().unwrap_or_default(),
            )),
            _ => Err(missing()),
        }
    }

    /// Refuses a time that is malformed, or further from `now` than the tolerance on either side.
    fn check_time(&self, text: &str, now: SystemTime, tolerance: Duration) -> Result<(), Error> {
        let (Some(locator), Some(timestamp)) = (&self.timestamp, self.scheme.timestamp) else {
            return Ok(());
        };
        let place = if matches!(locator, Locator::WithSignature(_)) {
            &self.signature
        } else {
            locator
        };
        let malformed = |fault| Error::Malformed(Role::Timestamp, place.place(), fault);
        if timestamp.unit == Unit::Text {
            return if text.is_empty() {
                Err(malformed(Fault::Empty))
            } else {
                Ok(())
            };
        }
        let time = timestamp
            .unit
            .parse(text)
            .ok_or_else(|| malformed(Fault::Time))?;
        match (now.duration_since(time), time.duration_since(now)) {
            (Ok(age), _) if age > tolerance => Err(Error::TooOld),
            (_, Ok(ahead)) if ahead > tolerance => Err(Error::TooNew),
            _ => Ok(()),
        }
    }
}

/// The pairs of a header: blanks around a pair do not count, the key ends at the first `=`.
fn pairs(text: &str, separator: char) -> impl Iterator<Item = (&str, &str)> {
    text.split(separator)
        .filter_map(|pair| pair.trim_ascii().split_once('='))
}

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
