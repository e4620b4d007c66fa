//! The clock. No other file of this crate reads one.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

/// Whether the platform has a clock. On `wasm32-unknown-unknown`, asking for the time panics.
const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// The clock with which an endpoint's adapters verify.
#[derive(Clone, Default)]
pub(crate) struct TimeSource(Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>);

impl TimeSource {
    pub(crate) fn new(clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(clock)))
    }

    /// Whether there is a clock to read.
    pub(crate) fn is_there(&self) -> bool {
        HAS_CLOCK || self.0.is_some()
    }

    /// The time. If there is no clock, a time at which no signed time is accepted.
    pub(crate) fn now(&self) -> SystemTime {
        match &self.0 {
            Some(clock) => clock(),
            None => system_time().unwrap_or(SystemTime::UNIX_EPOCH),
        }
    }

    /// Begins to measure a time span, if there is a clock.
    pub(crate) fn start(&self) -> Option<Start> {
        match &self.0 {
            Some(clock) => Some(Start::Wall(clock())),
            None => HAS_CLOCK.then(|| Start::Monotonic(Instant::now())),
        }
    }

    /// Returns the time since then, or zero if the clock was set back.
    pub(crate) fn since(&self, start: Start) -> Duration {
        match start {
            Start::Monotonic(start) => start.elapsed(),
            Start::Wall(start) => self.now().duration_since(start).unwrap_or_default(),
        }
    }
}

/// The beginning of a time that is measured.
#[derive(Clone, Copy)]
pub(crate) enum Start {
    Monotonic(Instant),
    Wall(SystemTime),
}

/// The platform's time, if it has a clock.
pub(crate) fn system_time() -> Option<SystemTime> {
    HAS_CLOCK.then(SystemTime::now)
}

impl fmt::Debug for TimeSource {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Some(_) => "TimeSource(custom)",
            None => "TimeSource(system)",
        })
    }
}
