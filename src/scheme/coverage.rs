//! What a verified request proves.

use std::fmt;

/// What a verified request proves, and no more.
///
/// It is displayed as `body`, `body+time`, `body+event-time`, `body+url`, `fields` and the like;
/// `sender` if the sender sent the secret itself and signed no content; and `nothing` if a public id
/// takes the place of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// Whether the sender is authenticated. A public id does not authenticate it; all else does.
    pub sender: bool,
    /// How much of the body is covered.
    pub body: BodyCoverage,
    /// Whether a timestamp of the attempt, or of an unknown kind, is covered and was within the replay
    /// window.
    pub time: bool,
    /// Whether the time of the event is covered. Retries repeat it, so it does not show that the
    /// request is new.
    pub event_time: bool,
    /// Whether the method is covered.
    pub method: bool,
    /// Whether the URL, or its path and query, is covered.
    pub url: bool,
}

/// How much of a body a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BodyCoverage {
    /// No part of it.
    Nothing,
    /// Some fields, which the documentation of the provider's row lists.
    Fields,
    /// Every byte.
    Whole,
}

impl Coverage {
    /// The sender is authenticated, and nothing else is covered.
    pub const SENDER: Self = Self {
        sender: true,
        body: BodyCoverage::Nothing,
        time: false,
        event_time: false,
        method: false,
        url: false,
    };

    /// Every byte of the body is covered.
    pub const BODY: Self = Self {
        body: BodyCoverage::Whole,
        ..Self::SENDER
    };

    /// Some fields of the body are covered.
    pub const FIELDS: Self = Self {
        body: BodyCoverage::Fields,
        ..Self::SENDER
    };

    /// Adds a timestamp that is checked for freshness. It counts as [`event_time`](Self::event_time) if
    /// the provider's row says that the timestamp is the event's.
    #[inline]
    pub const fn and_time(self) -> Self {
        Self { time: true, ..self }
    }

    /// Turns the time into the event's.
    #[inline]
    pub(crate) const fn at_event(self) -> Self {
        Self {
            time: false,
            event_time: self.has_time(),
            ..self
        }
    }

    /// Returns whether a time is covered: the request's own, or the event's.
    #[inline]
    pub const fn has_time(self) -> bool {
        self.time || self.event_time
    }

    /// Adds the method.
    #[inline]
    pub const fn and_method(self) -> Self {
        Self {
            method: true,
            ..self
        }
    }

    /// Adds the URL.
    #[inline]
    pub const fn and_url(self) -> Self {
        Self { url: true, ..self }
    }

    /// Returns what both cover.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            sender: self.sender && other.sender,
            body: self.body.min(other.body),
            time: self.time && other.time,
            event_time: self.event_time && other.has_time(),
            method: self.method && other.method,
            url: self.url && other.url,
        }
    }

    /// Returns whether the signature covers every byte of the body.
    #[inline]
    pub const fn binds_body(self) -> bool {
        matches!(self.body, BodyCoverage::Whole)
    }
}

impl fmt::Display for Coverage {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.body {
            BodyCoverage::Nothing if !self.sender => "nothing",
            BodyCoverage::Nothing => "sender",
            BodyCoverage::Fields => "fields",
            BodyCoverage::Whole => "body",
        })?;
        for (covered, name) in [
            (self.time, "+time"),
            (self.event_time, "+event-time"),
            (self.method, "+method"),
            (self.url, "+url"),
        ] {
            if covered {
                f.write_str(name)?;
            }
        }
        Ok(())
    }
}

#[cfg(feature = "idempotency")]
impl Coverage {
    /// Parses a displayed coverage.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut names = text.split('+');
        let mut coverage = match names.next()? {
            "nothing" => Self {
                sender: false,
                ..Self::SENDER
            },
            "sender" => Self::SENDER,
            "fields" => Self::FIELDS,
            "body" => Self::BODY,
            _ => return None,
        };
        for name in names {
            coverage = match name {
                "time" => coverage.and_time(),
                "event-time" => coverage.and_time().at_event(),
                "method" => coverage.and_method(),
                "url" => coverage.and_url(),
                _ => return None,
            };
        }
        Some(coverage)
    }
}
