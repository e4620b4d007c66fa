//! `explain`: says why recorded requests are rejected.

use std::path::PathBuf;

use clap::Args;

use crate::{
    arguments::Secrets,
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
    /// A secret of another endpoint, which may be the right one. See --secret.
    #[arg(long, value_name = "SECRET")]
    other_secret: Vec<String>,
    /// A file that has a secret of another endpoint.
    #[arg(long, value_name = "FILE")]
    other_secret_file: Vec<PathBuf>,
    /// The name of an environment variable that has a secret of another endpoint.
    #[arg(long, value_name = "NAME")]
    other_secret_env: Vec<String>,
}

pub(crate) fn run(arguments: Arguments, json: bool) -> Result<(), Failure> {
    let others = Secrets {
        secret: arguments.other_secret,
        secret_file: arguments.other_secret_file,
        secret_env: arguments.other_secret_env,
    };
    let others = others.read()?;
    arguments.recording.replay(Some(&others), json, |outcome| {
        let mut text = verdict(outcome);
        for hint in outcome.hints.iter().flatten() {
            text.push_str("\n  - ");
            text.push_str(hint);
        }
        text
    })
}
