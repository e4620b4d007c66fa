//! Why a command failed.

use std::{io, process::ExitCode};

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments are wrong, in a way that their parser does not see.
    Usage(String),
    /// It was tried, and failed.
    Failed(String),
    /// Something was rejected, and the output says what.
    Rejected,
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    /// Returns what to say, if it has not been said.
    pub(crate) fn message(&self) -> Option<String> {
        match self {
            Self::Usage(message) | Self::Failed(message) => Some(message.clone()),
            Self::Rejected => None,
            Self::Output(error) => {
                (!self.is_closed_pipe()).then(|| format!("cannot write the output: {error}"))
            }
        }
    }

    /// Returns the exit code of the process.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Output(_) if self.is_closed_pipe() => ExitCode::SUCCESS,
            Self::Failed(_) | Self::Rejected | Self::Output(_) => ExitCode::FAILURE,
        }
    }

    /// Whether the reader of the output has seen enough, as `head` does.
    fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
