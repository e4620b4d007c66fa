//! Verifies requests by a compiled scheme.
//!
//! The order makes requests of attackers cheap: first the place and format of the signature, then the
//! format and age of the timestamp, then the hash. The hash is computed once per key and compared with
//! every signature of the request.

use std::{borrow::Cow, time::SystemTime};

use crate::{
    algorithm::{Matched, Running},
    authenticate::Authentic,
    codec::encoding::Utf8,
    engine::{
        compile::{Needs, Plan},
        content::Inputs,
        locate::Locator,
        signatures::{Searched, Signatures},
        window::Window,
    },
    error::{self, Error, Field, Malformation},
    key::{
        keys::{Key, Keys},
        source::KeyHint,
    },
    request::{body::Body, head::Head},
    scheme::{
        Format, TimeFormat,
        boundary::{Edges, Ends, is_time},
    },
};

/// The time at which a request is verified, and the window for its timestamp.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) now: SystemTime,
    pub(crate) window: Window,
}

/// The text of a timestamp, and its time if the format is known.
type Timed<'a> = (Cow<'a, str>, Option<SystemTime>);

/// The timestamp of a scheme without one, or whose timestamp is read later.
const UNTIMED: Timed<'static> = (Cow::Borrowed(""), None);

/// The state of a request whose body has not arrived.
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

/// The running computations, one per key. The first is on the stack; others, during key rotation, are in
/// a list.
pub(crate) struct Hashing {
    signatures: Signatures,
    first: Computed,
    rest: Vec<Computed>,
    edges: Edges,
    ends: Ends,
    time: Option<SystemTime>,
    /// Checks that the body is UTF-8, if it must be.
    utf8: Option<Utf8>,
}

/// The computation of one key.
struct Computed {
    /// The index of the key.
    index: usize,
    running: Running,
}

impl Hashing {
    #[inline]
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.edges.take(&mut self.ends, bytes);
        if let Some(utf8) = &mut self.utf8 {
            utf8.update(bytes);
        }
        self.first.running.update(bytes);
        for computed in &mut self.rest {
            computed.running.update(bytes);
        }
    }
}

impl Plan {
    /// Verifies a complete request.
    #[inline]
    pub(crate) fn verify(
        &self,
        head: &Head,
        body: &[u8],
        keys: &Keys,
        clock: Clock,
    ) -> Result<Authentic, Error> {
        let mut place = self.look_in(head, body)?;
        let signatures = self.signatures(&mut place)?;
        let (timestamp, time) = if self.timed_late() {
            UNTIMED
        } else {
            self.fresh(place, clock)?
        };
        let named = self.named_key(place)?;
        let mut known = false;
        for (index, key) in keys.tried_for(named.as_deref()) {
            known = true;
            let inputs = Inputs {
                head,
                body,
                timestamp: &timestamp,
                secret: &key.raw,
            };
            let mut finished = key.prepared.compute(signatures.first_length(), |sink| {
                self.feed(&self.before, &inputs, sink)?;
                if self.needs == Needs::Stream {
                    sink(body);
                }
                self.feed(&self.after, &inputs, sink)
            })?;
            let mut ends = Ends::default();
            self.edges.take(&mut ends, body);
            self.check_ends(head, ends)?;
            if self.text_only && std::str::from_utf8(body).is_err() {
                return Err(bad_body(Malformation::NotText));
            }
            if let Some(matched) = self.matches(&signatures, place, &mut finished)? {
                return self.proven(matched, index, place, time, clock);
            }
        }
        Err(if known {
            Error::SignatureMismatch
        } else {
            Error::KeyUnknown
        })
    }

    /// Returns the key that a complete request needs.
    pub(crate) fn key_hint(&self, head: &Head, body: &[u8]) -> Result<KeyHint, Error> {
        let place = self.look_in(head, body)?;
        Ok(KeyHint::with_id(self.named_key(place)?))
    }

    /// Returns the key id in the request, if the scheme has one.
    #[inline]
    fn named_key<'a>(&self, place: Searched<'a>) -> Result<Option<Cow<'a, str>>, Error> {
        let Some(locator) = &self.key_id else {
            return Ok(None);
        };
        let named = locator.text(Field::KeyId, place.head, place.body)?;
        named
            .map(Some)
            .ok_or_else(|| Error::missing(Field::KeyId, locator.location()))
    }

    /// Verifies what the head alone shows.
    pub(crate) fn begin(&self, head: &Head, keys: &Keys, clock: Clock) -> Result<Progress, Error> {
        let needs = if keys.is_empty() {
            // They are looked up when the body has arrived.
            Needs::Body
        } else {
            self.needs
        };
        match needs {
            Needs::Head => self.verify(head, &[], keys, clock).map(Progress::Proven),
            Needs::Body => {
                let mut place = self.look_in(head, &[])?;
                if !self.signature.in_body() {
                    self.signatures(&mut place)?;
                }
                if !self.timestamp.as_ref().is_some_and(Locator::in_body) {
                    self.fresh(place, clock)?;
                }
                Ok(Progress::Waiting)
            }
            Needs::Stream => {
                let mut place = self.look_in(head, &[])?;
                let signatures = self.signatures(&mut place)?;
                let (timestamp, time) = if self.timed_late() {
                    UNTIMED
                } else {
                    self.fresh(place, clock)?
                };
                let named = self.named_key(place)?;
                let length = signatures.first_length();
                let start = |(index, key): (usize, &Key)| {
                    let inputs = Inputs {
                        head,
                        body: &[],
                        timestamp: &timestamp,
                        secret: &key.raw,
                    };
                    // The content after the body is checked before the body is read.
                    self.feed(&self.after, &inputs, &mut |_| {})?;
                    let mut running = key.prepared.start_for(length);
                    self.feed(&self.before, &inputs, &mut |bytes| running.update(bytes))?;
                    Ok::<_, Error>(Computed { index, running })
                };
                let mut keys = keys.tried_for(named.as_deref());
                let first = start(keys.next().ok_or(Error::KeyUnknown)?)?;
                let mut rest = Vec::new();
                for key in keys {
                    rest.push(start(key)?);
                }
                Ok(Progress::Hashing(Hashing {
                    signatures,
                    first,
                    rest,
                    edges: self.edges,
                    ends: Ends::default(),
                    time,
                    utf8: self.text_only.then(Utf8::default),
                }))
            }
        }
    }

    /// Verifies a request after the last chunk. Chunks are joined only if the scheme needs it.
    pub(crate) fn finish(
        &self,
        progress: Progress,
        head: &Head,
        body: &Body,
        keys: &Keys,
        clock: Clock,
    ) -> Result<Authentic, Error> {
        let hashing = match progress {
            Progress::Proven(authentic) => {
                return self.check_bodyless(body.len()).map(|()| authentic);
            }
            Progress::Waiting => return self.verify(head, body.whole(), keys, clock),
            Progress::Hashing(hashing) => hashing,
        };
        self.check_ends(head, hashing.ends)?;
        if hashing.utf8.is_some_and(|utf8| !utf8.is_whole()) {
            return Err(bad_body(Malformation::NotText));
        }
        let place = self.look_in(head, &[])?;
        let timestamp = if self.after.is_empty() {
            Cow::Borrowed("")
        } else {
            self.timestamp(place)?
        };
        let mut rest = hashing.rest.into_iter();
        let mut next = Some(hashing.first);
        while let Some(Computed { index, mut running }) = next {
            let key = keys.iter().nth(index).ok_or(Error::KeyUnknown)?;
            let inputs = Inputs {
                head,
                body: &[],
                timestamp: &timestamp,
                secret: &key.raw,
            };
            self.feed(&self.after, &inputs, &mut |bytes| running.update(bytes))?;
            let matched = self.matches(&hashing.signatures, place, &mut running.finish())?;
            if let Some(matched) = matched {
                let body: &[u8] = if self.timed_late() { body.whole() } else { &[] };
                let place = Searched { body, ..place };
                return self.proven(matched, index, place, hashing.time, clock);
            }
            next = rest.next();
        }
        Err(Error::SignatureMismatch)
    }

    /// Rejects a body whose boundaries in the content are ambiguous.
    #[inline]
    fn check_ends(&self, head: &Head, ends: Ends) -> Result<(), Error> {
        if self.edges.allow(&head.method, ends) {
            Ok(())
        } else {
            Err(bad_body(Malformation::Ambiguous))
        }
    }

    /// Rejects a body if the scheme is for requests without one.
    #[inline]
    fn check_bodyless(&self, length: usize) -> Result<(), Error> {
        if self.scheme.bodyless && length > 0 {
            Err(Error::BodyNotBound)
        } else {
            Ok(())
        }
    }

    /// Returns the evidence that the key at `index` matched. A timestamp in a streamed body is checked
    /// only now, when the body is known to be authentic.
    #[inline]
    fn proven(
        &self,
        matched: Matched,
        index: usize,
        place: Searched<'_>,
        time: Option<SystemTime>,
        clock: Clock,
    ) -> Result<Authentic, Error> {
        self.check_bodyless(place.body.len())?;
        let time = if self.timed_late() {
            self.fresh(place, clock)?.1
        } else {
            time
        };
        let coverage = self.coverage_of(place.head);
        Ok(Authentic::assertion(
            matched, index, coverage, self.which, time,
        ))
    }

    #[inline]
    fn timed_late(&self) -> bool {
        self.needs == Needs::Stream && self.timestamp.as_ref().is_some_and(Locator::in_body)
    }

    /// Returns the timestamp of the request. Rejects one that is outside of the window.
    #[inline]
    fn fresh<'a>(&'a self, place: Searched<'a>, clock: Clock) -> Result<Timed<'a>, Error> {
        if self.timestamp.is_none() {
            return Ok(UNTIMED);
        }
        let text = self.timestamp(place)?;
        let time = self.check_time(&text, clock)?;
        Ok((text, time))
    }

    /// Returns the text of the timestamp, empty if the scheme has none.
    fn timestamp<'a>(&'a self, place: Searched<'a>) -> Result<Cow<'a, str>, Error> {
        let Some(locator) = &self.timestamp else {
            return Ok(Cow::Borrowed(""));
        };
        let (Locator::WithSignature(_), Some(text)) = (locator, place.header) else {
            return locator
                .text(Field::Timestamp, place.head, place.body)?
                .ok_or_else(|| Error::missing(Field::Timestamp, locator.location()));
        };
        let missing = || Error::missing(Field::Timestamp, self.signature.location());
        match self.scheme.format {
            Format::Pairs {
                separator,
                signature,
            } => {
                let read = || self.pairs(text, separator, signature);
                let time = place.pairs.unwrap_or_else(read).time;
                if time.several {
                    return Err(Error::duplicate(
                        Field::Timestamp,
                        self.signature.location(),
                    ));
                }
                time.first.map(Cow::Borrowed).ok_or_else(missing)
            }
            Format::TimeFirst { separator } => Ok(Cow::Borrowed(
                text.split(separator).next().unwrap_or_default(),
            )),
            _ => Err(missing()),
        }
    }

    /// Parses a timestamp. Rejects one that is malformed or outside of the window.
    fn check_time(&self, text: &str, clock: Clock) -> Result<Option<SystemTime>, Error> {
        let (Some(locator), Some(timestamp)) = (&self.timestamp, self.scheme.timestamp) else {
            return Ok(None);
        };
        let place = if matches!(locator, Locator::WithSignature(_)) {
            &self.signature
        } else {
            locator
        };
        let malformed = |fault| Error::malformed(Field::Timestamp, place.location(), fault);
        let time = match timestamp.unit {
            TimeFormat::Unchecked => is_time(text).then_some(None),
            unit => unit.parse(text).map(Some),
        };
        let time = time.ok_or_else(|| malformed(Malformation::Time))?;
        if let Some(time) = time {
            clock.window.check(time, clock.now)?;
        }
        match self.time_rule {
            Some(rule) if !rule.allows(timestamp.unit, text) => {
                Err(malformed(Malformation::Ambiguous))
            }
            _ => Ok(time),
        }
    }
}

fn bad_body(fault: Malformation) -> Error {
    Error::malformed(Field::Body, error::Location::Body, fault)
}
