//! Coverage: what a verified request proves.

use std::fmt;

/// What a verified request proves: that, and nothing more.
///
/// Shown in few words: `body`, `body+time`, `body+event-time`, `body+url`, `fields`,
/// `sender` where the secret was sent along and nothing of the content is bound to it, or `nothing`
/// where all that came is an id that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// Whether the sender is proven. Only a public id does not.
    pub sender: bool,
    /// How much of the body is covered.
    pub body: BodyCoverage,
    /// Whether a time is, and was within the window: the attempt's, or of a kind that is not known.
    pub time: bool,
    /// Whether the time of the event is, which retries repeat: it tells when the event was, and not
    /// that the request is new.
    pub event_time: bool,
    /// Whether the method is.
    pub method: bool,
    /// Whether the URL is.
    pub url: bool,
}

/// How much of a body a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BodyCoverage {
    /// Nothing of it.
    Nothing,
    /// Some fields: the provider's page says which.
    Fields,
    /// Every byte.
    Whole,
}

impl Coverage {
    /// Only the sender is proven.
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

    /// Also the time, checked for freshness. Of a provider whose row says that it is the event's, a
    /// request covers that instead.
    pub const fn and_time(self) -> Self {
        Self { time: true, ..self }
    }

    /// The same, but the time is the event's.
    pub(crate) const fn at_event(self) -> Self {
        Self {
            time: false,
            event_time: self.has_time(),
            ..self
        }
    }

    /// Returns whether a time is covered: the request's own, or the event's.
    pub const fn has_time(self) -> bool {
        self.time || self.event_time
    }

    /// Also the method.
    pub const fn and_method(self) -> Self {
        Self {
            method: true,
            ..self
        }
    }

    /// Also the URL.
    pub const fn and_url(self) -> Self {
        Self { url: true, ..self }
    }

    /// What both cover.
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

    /// Whether every byte of the body is bound by the signature.
    pub const fn binds_body(self) -> bool {
        matches!(self.body, BodyCoverage::Whole)
    }
}

impl fmt::Display for Coverage {
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
    /// The coverage that is displayed as this text.
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
