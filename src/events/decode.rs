//! From the bytes to a payload, in one pass if the body fits.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::decode_value::Decode;
use super::source::{Fault, Once, Source};
use super::value::NO_AMOUNT;
use crate::codec::json::{place, without_mark};
use crate::event::{DecodeError, DecodeErrorKind};

/// Reads a body as the payload of an event `kind`.
pub fn decode_json<T: Decode>(kind: &str, body: &[u8]) -> Result<Box<T>, Box<DecodeError>> {
    decode_json_with(kind, body, T::decode)
}

/// Reads a body with `read` as the payload of an event `kind`.
pub fn decode_json_with<T>(
    kind: &str,
    body: &[u8],
    read: fn(&mut dyn Source<'_>) -> Result<T, Fault>,
) -> Result<Box<T>, Box<DecodeError>> {
    boxed(kind, body, read, decode_json_into)
}

/// Reads a body with `read`, by the reader `decode_into` of its format, which is not compiled for each type.
#[allow(clippy::type_complexity, reason = "each type is named once")]
pub(super) fn boxed<T>(
    kind: &str,
    body: &[u8],
    read: fn(&mut dyn Source<'_>) -> Result<T, Fault>,
    decode_into: fn(
        &str,
        &[u8],
        &mut dyn FnMut(&mut dyn Source<'_>) -> Result<(), Fault>,
    ) -> Result<(), Box<DecodeError>>,
) -> Result<Box<T>, Box<DecodeError>> {
    let mut payload = None;
    decode_into(kind, body, &mut |source| {
        payload = Some(Box::new(read(source)?));
        Ok(())
    })?;
    // Not `ok_or_else`, which is compiled for each type.
    match payload {
        Some(payload) => Ok(payload),
        None => Err(unread(kind)),
    }
}

#[cold]
fn unread(kind: &str) -> Box<DecodeError> {
    let message = "nothing was read";
    Box::new(DecodeError::of_event(
        kind,
        "",
        message,
        DecodeErrorKind::Mismatch,
    ))
}

/// The one place in which JSON is read for models.
fn decode_json_into(
    kind: &str,
    body: &[u8],
    read: &mut dyn FnMut(&mut dyn Source<'_>) -> Result<(), Fault>,
) -> Result<(), Box<DecodeError>> {
    let body = without_mark(body);
    match from_json(body, read) {
        Ok(()) => Ok(()),
        Err(error) => match repair_surrogates(body) {
            Some(body) => from_json(&body, read).map_err(|error| json_error(kind, &body, &error)),
            None => Err(json_error(kind, body, &error)),
        },
    }
}

/// Reads the whole of a JSON text.
pub(super) fn from_json(
    body: &[u8],
    read: &mut dyn FnMut(&mut dyn Source<'_>) -> Result<(), Fault>,
) -> serde_json::Result<()> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let mut once = Once::new(&mut reader);
    if let Err(fault) = read(&mut once) {
        return Err(once.error(fault));
    }
    reader.end()
}

/// Returns the error of a delivery that does not name its event type.
pub fn unnamed(body: &[u8]) -> Box<DecodeError> {
    let body = without_mark(body);
    match serde_json::from_slice::<IgnoredAny>(body) {
        Ok(IgnoredAny) => Box::new(DecodeError::of_event(
            "",
            "",
            "the delivery does not name its event",
            DecodeErrorKind::Unnamed,
        )),
        Err(error) => json_error("", body, &error),
    }
}

fn json_error(kind: &str, body: &[u8], error: &serde_json::Error) -> Box<DecodeError> {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = message.strip_suffix(&place).unwrap_or(&message);
    let read = body.get(..place::offset(body, error)).unwrap_or(body);
    // An amount is refused only after it was read, and its object ends before the parser says
    // where that was.
    let read = match read {
        [read @ .., b'}'] if message == NO_AMOUNT => read,
        read => read,
    };
    let path = place::pointer_at(read, read.len());
    let kind_of_error = DecodeErrorKind::of(error);
    Box::new(DecodeError::of_event(kind, path, message, kind_of_error))
}

/// The body with each half of a surrogate pair replaced by U+FFFD, if there are any.
///
/// JSON's grammar allows them, JavaScript writes them when a text is cut in the middle of an
/// emoji, and no Rust string can hold them. The length stays, so places do too.
fn repair_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Cow::Borrowed(body);
    let mut at = 0_usize;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let step = match (unit(rest), rest) {
            (Some(0xd800..=0xdbff), [_, _, _, _, _, _, next @ ..])
                if matches!(unit(next), Some(0xdc00..=0xdfff)) =>
            {
                12
            }
            (Some(0xd800..=0xdfff), _) => {
                let end = at.saturating_add(6);
                if let Some(half) = mended.to_mut().get_mut(at..end) {
                    half.copy_from_slice(br"\ufffd");
                }
                6
            }
            (_, [b'\\', ..]) => 2,
            _ => 1,
        };
        at = at.saturating_add(step);
    }
    match mended {
        Cow::Owned(mended) => Some(mended),
        Cow::Borrowed(_) => None,
    }
}

/// The code unit of the `\u` escape that `text` starts with.
fn unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(br"\u")?.get(..4)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::{decode_json, repair_surrogates};
    use crate::events::Amount;

    crate::model! {
        struct Total {
            net: Option<Amount>,
            gross: Option<Amount>,
        }
    }

    #[test]
    fn returns_the_path_of_a_rejected_amount() {
        for (body, path) in [
            (r#"{"net": [], "gross": 1}"#, "/net"),
            (r#"{"net": {}, "gross": 1}"#, "/net"),
            (r#"{"net": 1, "gross": true}"#, "/gross"),
            (r#"{"net": 1, "gross": {} }"#, "/gross"),
            (r#"{"gross": {"x": {}}}"#, "/gross"),
        ] {
            let error = decode_json::<Total>("", body.as_bytes()).unwrap_err();
            assert_eq!(error.path(), path, "{body}");
        }
    }

    #[test]
    fn replaces_unpaired_surrogates_only() {
        for (body, expected) in [
            (r#""\ud83d""#, Some(r#""\ufffd""#)),
            (r#""\uDE00 x""#, Some(r#""\ufffd x""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\ud83d\n\ude00""#, Some(r#""\ufffd\n\ufffd""#)),
            (r#""\ud83d\ude00""#, None),
            (r#""\\ud83d""#, None),
            (r#""\u00e9\ud83""#, None),
        ] {
            assert_eq!(
                repair_surrogates(body.as_bytes()).as_deref(),
                expected.map(str::as_bytes),
                "{body}"
            );
        }
    }
}
