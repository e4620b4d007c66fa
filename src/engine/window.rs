//! The window for timestamps: how old they may be, and how far in the future.

use std::time::{Duration, SystemTime};

use crate::error::Error;

/// How far a timestamp may be from now, on each side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// How old it may be. `None` if any age is accepted.
    pub(crate) past: Option<Duration>,
    /// How far in the future it may be, as clocks differ.
    pub(crate) future: Duration,
}

impl Window {
    /// Returns the window for a request that is never retried.
    pub(crate) fn without_retries(self) -> Self {
        let past = self.past.map_or(self.future, |past| past.min(self.future));
        Self {
            past: Some(past),
            ..self
        }
    }

    /// Rejects a time that is outside of the window.
    #[inline]
    pub(crate) fn check(self, time: SystemTime, now: SystemTime) -> Result<(), Error> {
        match now.duration_since(time) {
            Ok(age) if self.past.is_some_and(|past| age > past) => Err(Error::TooOld { age }),
            Err(ahead) if ahead.duration() > self.future => Err(Error::TooNew {
                lead: ahead.duration(),
            }),
            _ => Ok(()),
        }
    }
}
