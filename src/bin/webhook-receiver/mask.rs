//! Secrets and signatures in what a service answers, which are not shown.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request};

/// What is shown instead.
const MASKED: &str = "[masked]";

/// Shorter secrets occur by chance.
const SHORTEST_SECRET: usize = 4;
/// Shorter digests in hexadecimal are none.
const SHORTEST_HEX: usize = 32;
/// Shorter digests in base64 are none: 20 bytes.
const SHORTEST_BASE64: usize = 27;

/// What is not shown of an answer.
#[derive(Debug)]
pub(crate) struct Mask {
    /// Texts, and whether the case of their letters matters not.
    hidden: Vec<(String, bool)>,
    /// The sizes of the signatures of the request. The service may have expected another of this size.
    sizes: Vec<usize>,
}

impl Mask {
    /// Returns what must not be shown of the answer to a request.
    pub(crate) fn new(secrets: &[String], request: &Request<Bytes>) -> Self {
        let (mut hidden, mut sizes) = (Vec::new(), Vec::new());
        for secret in secrets {
            hide(&mut hidden, secret);
        }
        for (name, value) in request.headers() {
            let text = String::from_utf8_lossy(value.as_bytes());
            let name = name.as_str();
            if ["token", "secret", "authorization"]
                .iter()
                .any(|word| name.contains(word))
            {
                hide(&mut hidden, text.rsplit(' ').next().unwrap_or_default());
            }
            for part in text.split(|char: char| !is_of_base64(char)) {
                if let Some(bytes) = digest(part) {
                    sizes.push(bytes.len());
                    hidden.push((part.replace('/', "\\/"), false));
                    hide_bytes(&mut hidden, &bytes);
                }
            }
        }
        // The longest first, as it can contain another.
        hidden.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        Self { hidden, sizes }
    }

    /// Returns a text of the answer without them.
    pub(crate) fn text(&self, bytes: &[u8]) -> String {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        for (hidden, any_case) in &self.hidden {
            text = without(&text, hidden, *any_case);
        }
        let is_signature =
            |run: &str| digest(run).is_some_and(|bytes| self.sizes.contains(&bytes.len()));
        let text = without_runs(&text, |char| char.is_ascii_alphanumeric(), is_signature);
        without_runs(&text, is_of_base64, is_signature)
    }

    /// Removes them from the headers of the answer.
    pub(crate) fn headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            let masked = self.text(value.as_bytes());
            if masked.contains(MASKED) {
                *value = HeaderValue::from_str(&masked)
                    .unwrap_or_else(|_| HeaderValue::from_static(MASKED));
            }
        }
    }
}

/// Adds the spellings of a secret: as it is, in JSON, in a URL, and its bytes.
fn hide(hidden: &mut Vec<(String, bool)>, secret: &str) {
    if secret.len() < SHORTEST_SECRET {
        return;
    }
    let json = serde_json::Value::from(secret).to_string();
    let url = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    for spelling in [secret.to_owned(), json.trim_matches('"').to_owned(), url] {
        hidden.push((spelling, false));
    }
    hide_bytes(hidden, secret.as_bytes());
    // Such as `whsec_` before base64.
    let after_prefix = secret.rsplit('_').next().unwrap_or_default();
    if let Some(bytes) = STANDARD
        .decode(after_prefix)
        .ok()
        .filter(|_| after_prefix.len() >= 16)
    {
        hidden.push((after_prefix.to_owned(), false));
        hide_bytes(hidden, &bytes);
    }
}

/// Adds the spellings of bytes in hexadecimal and in base64.
fn hide_bytes(hidden: &mut Vec<(String, bool)>, bytes: &[u8]) {
    let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    hidden.push((hex, true));
    hidden.push((STANDARD_NO_PAD.encode(bytes), false));
    hidden.push((URL_SAFE_NO_PAD.encode(bytes), false));
}

fn is_of_base64(char: char) -> bool {
    char.is_ascii_alphanumeric() || "+/_-".contains(char)
}

/// Returns the bytes of a text that looks like a signature, in hexadecimal or in base64.
fn digest(text: &str) -> Option<Vec<u8>> {
    let has = |is: fn(&char) -> bool| text.chars().any(|char| is(&char));
    if text.len() >= SHORTEST_HEX
        && text.len().is_multiple_of(2)
        && text.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        let pairs = text.as_bytes().chunks_exact(2);
        return pairs
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect();
    }
    let is_mixed =
        has(char::is_ascii_digit) && has(char::is_ascii_lowercase) && has(char::is_ascii_uppercase);
    if text.len() < SHORTEST_BASE64 || !is_mixed {
        return None;
    }
    let decoded = STANDARD_NO_PAD.decode(text);
    decoded.or_else(|_| URL_SAFE_NO_PAD.decode(text)).ok()
}

/// Returns a text without each occurrence of another.
fn without(text: &str, hidden: &str, any_case: bool) -> String {
    if hidden.is_empty() {
        return text.to_owned();
    }
    if !any_case {
        return text.replace(hidden, MASKED);
    }
    let lower_case = text.to_ascii_lowercase();
    let mut shown = String::new();
    let mut end = 0;
    for (start, found) in lower_case.match_indices(hidden) {
        shown.push_str(text.get(end..start).unwrap_or_default());
        shown.push_str(MASKED);
        end = start.saturating_add(found.len());
    }
    shown.push_str(text.get(end..).unwrap_or_default());
    shown
}

/// Returns a text without the runs of these characters that are hidden.
fn without_runs(
    text: &str,
    is_part: impl Fn(char) -> bool,
    is_hidden: impl Fn(&str) -> bool,
) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run_end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
        let end = run_end.max(if run_end == 0 { first.len_utf8() } else { 0 });
        let (run, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        shown.push_str(if is_hidden(run) { MASKED } else { run });
        rest = after;
    }
    shown
}
