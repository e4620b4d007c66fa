//! A setting of a vector, as the builder takes it.

#![allow(unreachable_pub)] // Suites take it in at different depths.

use serde_json::Value;

/// A setting as text: of a list, the words.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(text).collect::<Vec<_>>().join(" "),
        value => value.to_string(),
    }
}
