//! A request as a curl command.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderName, Request, header};

/// Longer texts cannot be an argument of a command.
const MAX_ARGUMENT: usize = 64 * 1024;

/// Returns a command for a POSIX shell that sends the request, byte by byte.
pub(crate) fn command(request: &Request<Bytes>) -> String {
    let mut words = vec![
        "curl".to_owned(),
        "--include".to_owned(),
        // Nothing in the URL is a pattern or to be cleaned up.
        "--globoff".to_owned(),
        "--path-as-is".to_owned(),
        format!("--request {}", quoted(request.method().as_str())),
    ];
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        words.push(if value.is_empty() {
            format!("--header {}", quoted(&format!("{name};")))
        } else {
            format!("--header {}", quoted(&format!("{name}: {value}")))
        });
    }
    let body = request.body();
    let mut before = String::new();
    if !body.is_empty() {
        // What curl adds by itself.
        let mut without = |name: HeaderName| {
            if !request.headers().contains_key(&name) {
                words.push(format!("--header {}", quoted(&format!("{name}:"))));
            }
        };
        without(header::CONTENT_TYPE);
        without(header::EXPECT);
        match argument(body) {
            Some(text) => words.push(format!("--data-raw {}", quoted(text))),
            None => {
                before = format!("printf %s {} | base64 -d | ", STANDARD.encode(body));
                words.push("--data-binary @-".to_owned());
            }
        }
    }
    words.push(quoted(&request.uri().to_string()));
    format!("{before}{}", words.join(" \\\n  "))
}

/// The body as text that survives a terminal: no control characters but line ends.
fn argument(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?;
    let is_plain = text.chars().all(|char| char == '\n' || !char.is_control());
    (is_plain && text.len() <= MAX_ARGUMENT).then_some(text)
}

/// A word of a POSIX shell.
fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,@%+".contains(&byte);
    if !text.is_empty() && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
