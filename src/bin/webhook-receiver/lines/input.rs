//! JSON Lines: what all lines have in common.

use std::{
    io::{self, BufRead, Write},
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

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

/// Parses a line. The error repeats no value, which may be a secret.
pub(crate) fn parse<T: DeserializeOwned>(line: &[u8]) -> Result<T, String> {
    serde_json::from_slice(line).map_err(|error| {
        if error.is_data() {
            mismatch(&error, &serde_json::from_slice(line).unwrap_or_default())
        } else {
            // What is no JSON is described by its place alone.
            error.to_string()
        }
    })
}

/// Says in what a line differs from what is expected, without the value.
pub(crate) fn mismatch(error: &serde_json::Error, line: &Value) -> String {
    let Value::Object(line) = line else {
        return "the line is not a JSON object".to_owned();
    };
    let is_optional_text = |value: &Value| value.is_string() || value.is_null();
    let are_texts =
        |value: &Value| matches!(value, Value::Array(list) if list.iter().all(Value::is_string));
    for (name, value) in line {
        let expected = match name.as_str() {
            "provider" | "method" | "url" if !value.is_string() => "a string",
            "body" | "body_b64" | "kind" | "id" if !is_optional_text(value) => "a string",
            "secrets" | "other_secrets" if !are_texts(value) => "a list of strings",
            "now" if !value.is_number() && !value.is_null() => "a number of seconds since 1970",
            "options" if !value.is_object() => "an object",
            _ => continue,
        };
        return format!("{name}: expected {expected}");
    }
    let message = error.to_string();
    let names_fields = ["missing field", "unknown field", "duplicate field"];
    if names_fields.iter().any(|start| message.starts_with(start)) {
        return message;
    }
    "headers: expected an object of strings, or a list of pairs of strings".to_owned()
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
