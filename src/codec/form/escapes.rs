//! Percent-encoding in the names and values of a form, which writes a space as `+`
//! ([URL](https://url.spec.whatwg.org/#application/x-www-form-urlencoded)).

use std::borrow::Cow;

use crate::codec::form::FormError;

/// Returns a name or value that is not encoded.
pub(super) fn text(written: &[u8]) -> Result<Cow<'_, str>, FormError> {
    let text = std::str::from_utf8(written).map_err(|_| FormError::Utf8)?;
    Ok(Cow::Borrowed(text))
}

/// Whether an encoded name is this one.
pub(super) fn is(written: &[u8], name: &str) -> bool {
    if !is_escaped(written) {
        return written == name.as_bytes();
    }
    let mut rest = written;
    let mut wanted = name.bytes();
    loop {
        match (next(&mut rest), wanted.next()) {
            (None, None) => return true,
            (Some(Ok(byte)), Some(wanted)) if byte == wanted => {}
            _ => return false,
        }
    }
}

fn is_escaped(written: &[u8]) -> bool {
    written.iter().any(|byte| matches!(byte, b'%' | b'+'))
}

/// Returns a decoded name or value, borrowed if it has no escapes.
pub(super) fn decode(written: &[u8]) -> Result<Cow<'_, str>, FormError> {
    if !is_escaped(written) {
        return text(written);
    }
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some(byte) = next(&mut rest) {
        bytes.push(byte?);
    }
    String::from_utf8(bytes)
        .map(Cow::Owned)
        .map_err(|_| FormError::Utf8)
}

/// Decodes the next byte.
fn next(rest: &mut &[u8]) -> Option<Result<u8, FormError>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let (byte, after) = match *rest {
        [] => return None,
        [b'+', after @ ..] => (b' ', after),
        [b'%', high, low, after @ ..] => match (digit(*high), digit(*low)) {
            (Some(high), Some(low)) => (high << 4 | low, after),
            _ => return Some(Err(FormError::Percent)),
        },
        [b'%', ..] => return Some(Err(FormError::Percent)),
        [byte, after @ ..] => (*byte, after),
    };
    *rest = after;
    Some(Ok(byte))
}
