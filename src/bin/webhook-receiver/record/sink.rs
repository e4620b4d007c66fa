//! Where requests are recorded.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::Path,
};

use crate::failure::Failure;

/// A file or standard output, and how much may be written to it.
pub(crate) struct Sink {
    output: Box<dyn Write + Send>,
    left: u64,
}

impl Sink {
    /// Opens a file to add to it, or standard output for `-`.
    pub(crate) fn open(path: &Path, limit: u64) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Ok(Self {
                output: Box::new(io::stdout()),
                left: limit,
            });
        }
        let failed = |error| Failure::Failed(format!("cannot write {}: {error}", path.display()));
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        // What is recorded can be personal data.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        Ok(Self {
            output: Box::new(file),
            left: limit.saturating_sub(size),
        })
    }

    /// Writes a line, as a whole.
    pub(crate) fn write(&mut self, line: &str) -> Result<(), Failure> {
        let line = format!("{line}\n");
        self.left = self.left.checked_sub(line.len() as u64).ok_or_else(|| {
            Failure::Failed("the recording has reached its limit: see --file-limit".to_owned())
        })?;
        self.output.write_all(line.as_bytes())?;
        Ok(self.output.flush()?)
    }
}
