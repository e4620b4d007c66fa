//! `explain`: says why recorded requests are rejected.

use clap::Args;

use crate::{
    failure::Failure,
    recording::{Recording, verdict},
};

/// Say why recorded requests are rejected, and what to do.
///
/// Undoes what middleware and proxies do to requests, one change at a time, until the signature matches.
/// No secret and no signature is shown.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    recording: Recording,
}

pub(crate) fn run(arguments: &Arguments, json: bool) -> Result<(), Failure> {
    arguments.recording.replay(true, json, |outcome| {
        let mut text = verdict(outcome);
        for hint in outcome.hints.iter().flatten() {
            text.push_str("\n  - ");
            text.push_str(hint);
        }
        text
    })
}
