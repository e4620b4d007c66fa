//! The search for the right signature in an answer.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use bytes::Bytes;
use http::Request;

use super::wire::Answer;

/// Shorter texts occur by chance.
const SHORTEST: usize = 16;

/// Returns whether an answer to `sent` has the signature of `right`, which was not sent.
pub(crate) fn shows(answer: &Answer, sent: &Request<Bytes>, right: &Request<Bytes>) -> bool {
    let sent = text_of(sent);
    let mut said = String::from_utf8_lossy(&answer.body).into_owned();
    let values = answer.headers.iter().map(|(_, value)| value);
    for value in values.chain([&answer.reason]) {
        said.push('\n');
        said.push_str(&String::from_utf8_lossy(value));
    }
    let said_in_lower_case = said.to_ascii_lowercase();
    let right = text_of(right);
    let parts = right.split(|char: char| !(char.is_ascii_alphanumeric() || "+/_-".contains(char)));
    parts
        .filter(|part| part.len() >= SHORTEST && !sent.contains(*part))
        .any(|part| {
            let mut spellings = spellings(part).into_iter();
            said.contains(part)
                || spellings.any(|(text, any_case)| {
                    let said = if any_case { &said_in_lower_case } else { &said };
                    said.contains(&text)
                })
        })
}

/// Returns the header values and the target of a request, where signatures are.
fn text_of(request: &Request<Bytes>) -> String {
    let mut text = request.uri().to_string();
    for value in request.headers().values() {
        text.push('\n');
        text.push_str(&String::from_utf8_lossy(value.as_bytes()));
    }
    text
}

/// Returns the same bytes in hexadecimal and in base64, and whether the case of the letters matters not.
fn spellings(part: &str) -> Vec<(String, bool)> {
    let from_hex = || {
        let digits: Option<Vec<u32>> = part.chars().map(|char| char.to_digit(16)).collect();
        let pairs = digits.filter(|digits| digits.len() % 2 == 0)?;
        let bytes = pairs.chunks_exact(2).map(|pair| match pair {
            [high, low] => {
                u8::try_from(high.wrapping_mul(16).wrapping_add(*low)).unwrap_or_default()
            }
            _ => 0,
        });
        Some(bytes.collect::<Vec<u8>>())
    };
    let from_base64 = || {
        let decoded = STANDARD.decode(padded(part)).ok();
        decoded.or_else(|| URL_SAFE_NO_PAD.decode(part).ok())
    };
    let Some(bytes) = from_hex().or_else(from_base64) else {
        return Vec::new();
    };
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let base64 = STANDARD.encode(&bytes);
    let base64 = base64.trim_end_matches('=').to_owned();
    vec![
        (hex, true),
        (base64, false),
        (URL_SAFE_NO_PAD.encode(&bytes), false),
    ]
}

fn padded(base64: &str) -> String {
    let missing = base64.len().wrapping_neg() % 4;
    format!("{base64}{}", "=".repeat(missing))
}
