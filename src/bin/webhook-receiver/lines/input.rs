//! JSON Lines: what all lines have in common.

use std::{
    io::{self, BufRead, Write},
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::Serialize;

/// Answers each line that is not empty with one line, in order.
pub(crate) fn for_each_line<T: Serialize>(
    input: impl BufRead,
    mut output: impl Write,
    mut answer: impl FnMut(&[u8]) -> T,
) -> io::Result<()> {
    for line in input.split(b'\n') {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        serde_json::to_writer(&mut output, &answer(&line))?;
        writeln!(output)?;
    }
    output.flush()
}

/// The body of a line, which is text or base64.
pub(crate) fn body(text: Option<String>, base64: Option<String>) -> Result<Bytes, String> {
    match (text, base64) {
        (Some(text), None) => Ok(Bytes::from(text)),
        (None, Some(text)) => STANDARD
            .decode(text)
            .map(Bytes::from)
            .map_err(|error| format!("body_b64: {error}")),
        (None, None) => Ok(Bytes::new()),
        (Some(_), Some(_)) => Err("either body or body_b64, not both".to_owned()),
    }
}

/// The time of a line, in seconds since 1970.
pub(crate) fn time(seconds: f64) -> Result<SystemTime, String> {
    Duration::try_from_secs_f64(seconds)
        .ok()
        .and_then(|since_1970| SystemTime::UNIX_EPOCH.checked_add(since_1970))
        .ok_or_else(|| "now: not a time".to_owned())
}

/// The method of a line that names none.
pub(crate) fn post() -> String {
    "POST".to_owned()
}
