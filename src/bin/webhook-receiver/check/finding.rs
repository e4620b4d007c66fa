//! A check, and what it found.

use std::time::{Duration, Instant};

use super::{
    run::Run,
    verdict::{Checked, Verdict},
};

/// A check of a service.
pub(crate) struct Check {
    pub(crate) name: &'static str,
    /// What is sent.
    pub(crate) sends: &'static str,
    /// What a service must do.
    pub(crate) expected: &'static str,
    /// Why it matters.
    pub(crate) why: &'static str,
    /// How a fault is mended.
    pub(crate) mend: &'static str,
    pub(crate) run: fn(&Run) -> Checked,
}

/// What a check found, and how long it took.
pub(crate) struct Finding {
    pub(crate) check: &'static Check,
    pub(crate) verdict: Verdict,
    pub(crate) elapsed: Duration,
}

impl Check {
    /// Makes the check.
    pub(crate) fn make(&'static self, run: &Run) -> Finding {
        let started = Instant::now();
        let verdict = (self.run)(run).unwrap_or_else(|verdict| verdict);
        Finding {
            check: self,
            verdict,
            elapsed: started.elapsed(),
        }
    }
}
