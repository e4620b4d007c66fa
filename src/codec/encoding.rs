//! Strict decoding of signatures and keys: only the canonical form is accepted.
//!
//! The sender's text is decoded into a buffer on the stack. The expected signature is never encoded, as
//! table lookups by secret bytes leak through the cache.

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{
        DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig,
        general_purpose::URL_SAFE_NO_PAD as TOKEN,
    },
};
use zeroize::Zeroizing;

/// Strips a prefix. A prefix of one word and a space, such as `Bearer `, is the name of an authentication
/// scheme and compared without regard to case (RFC 9110, section 11.1).
#[inline]
pub(crate) fn behind<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let scheme = prefix.strip_suffix(' ');
    if !scheme.is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        return text.strip_prefix(prefix);
    }
    let (found, rest) = text.split_at_checked(prefix.len())?;
    found.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The encoding of a signature as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// Hexadecimal, of either case.
    Hex,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
    /// Base64 without padding.
    Base64Unpadded,
    /// Base64 with the URL-safe alphabet (RFC 4648, section 5), with or without padding.
    Base64Url,
    /// Hexadecimal or base64 with padding, as the user has chosen. The length shows which, as no two hashes
    /// have a hexadecimal and a base64 text of the same length.
    HexOrBase64,
    /// Base64 of lower-case hexadecimal digits.
    Base64Hex,
    /// The text itself, for tokens.
    Text,
}

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);
const BASE64_UNPADDED: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);
/// For keys and signatures, with or without padding.
pub(crate) const BASE64_URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// For pasted keys, with or without padding.
const BASE64_KEY: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Encoding {
    /// Decodes `text` into `buffer` and returns the decoded bytes, or `None` if the text is invalid or
    /// does not fit. `Text` does not use the buffer.
    pub(crate) fn decode<'a>(self, text: &'a str, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
        let length = match self {
            Self::Text => return Some(text.as_bytes()),
            Self::Hex => hex(text.as_bytes(), buffer)?,
            Self::Base64 => BASE64.decode_slice(text, buffer).ok()?,
            Self::HexOrBase64 if text.ends_with('=') => BASE64.decode_slice(text, buffer).ok()?,
            Self::HexOrBase64 => hex(text.as_bytes(), buffer)?,
            Self::Base64Unpadded => BASE64_UNPADDED.decode_slice(text, buffer).ok()?,
            Self::Base64Url => BASE64_URL.decode_slice(text, buffer).ok()?,
            Self::Base64Hex => {
                let mut digits = [0; 256];
                let length = BASE64.decode_slice(text, &mut digits).ok()?;
                let digits = digits.get(..length)?;
                if digits.iter().any(u8::is_ascii_uppercase) {
                    return None;
                }
                hex(digits, buffer)?
            }
        };
        buffer.get(..length)
    }

    /// Encodes bytes for signing.
    pub(crate) fn encode(self, bytes: &[u8]) -> String {
        match self {
            Self::Text => String::from_utf8_lossy(bytes).into_owned(),
            Self::Hex | Self::HexOrBase64 => to_hex(bytes),
            Self::Base64 => BASE64.encode(bytes),
            Self::Base64Unpadded => BASE64_UNPADDED.encode(bytes),
            Self::Base64Url => BASE64_URL.encode(bytes),
            Self::Base64Hex => BASE64.encode(to_hex(bytes)),
        }
    }
}

/// Checks that a sequence of chunks is UTF-8.
#[derive(Clone, Copy, Default)]
pub(crate) struct Utf8 {
    /// The first bytes of an incomplete character.
    begun: [u8; 4],
    length: usize,
    broken: bool,
}

impl Utf8 {
    pub(crate) fn update(&mut self, mut bytes: &[u8]) {
        while self.length > 0
            && let [byte, rest @ ..] = bytes
        {
            bytes = rest;
            if let Some(next) = self.begun.get_mut(self.length) {
                *next = *byte;
            }
            self.length = self.length.saturating_add(1);
            self.judge_begun();
        }
        if let Err(error) = std::str::from_utf8(bytes) {
            let rest = bytes.get(error.valid_up_to()..).unwrap_or_default();
            self.broken |= error.error_len().is_some();
            for (to, from) in self.begun.iter_mut().zip(rest) {
                *to = *from;
            }
            self.length = if self.broken { 0 } else { rest.len() };
        }
    }

    fn judge_begun(&mut self) {
        let begun = self.begun.get(..self.length).unwrap_or_default();
        match std::str::from_utf8(begun) {
            Ok(_) => self.length = 0,
            Err(error) if error.error_len().is_some() || self.length >= self.begun.len() => {
                self.broken = true;
                self.length = 0;
            }
            Err(_) => {}
        }
    }

    /// Whether all chunks were UTF-8. Called after the last.
    pub(crate) fn is_whole(self) -> bool {
        !self.broken && self.length == 0
    }
}

/// Decodes a pasted key in base64, with or without padding.
///
/// The bytes of a text that is not one are wiped, too.
pub(crate) fn key_from_base64(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(text.len())]);
    let length = BASE64_KEY.decode_slice(text, &mut bytes).ok()?;
    bytes.truncate(length);
    Some(bytes)
}

/// Decodes the payload of a token (RFC 7515, section 3.1), which is its second part.
pub(crate) fn token_payload(token: &str) -> Option<Vec<u8>> {
    TOKEN.decode(token.split('.').nth(1)?).ok()
}

/// Decodes base64 with line breaks.
#[cfg(feature = "xml")]
pub(crate) fn base64_lines(text: &str) -> Option<Vec<u8>> {
    let is_end = |c| matches!(c, '\n' | '\r');
    if text.contains(is_end) {
        return BASE64.decode(text.replace(is_end, "")).ok();
    }
    BASE64.decode(text).ok()
}

/// Decodes a pasted key in hexadecimal.
pub(crate) fn key_from_hex(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(vec![0; text.len() / 2]);
    hex(text, &mut bytes)?;
    Some(bytes)
}

/// Decodes hexadecimal digits and returns the number of bytes written.
///
/// There are no branches on the digits, which are checked once at the end, and blocks have a fixed size, so
/// that the compiler uses vector instructions. 64 digits must not cost more than the header lookup.
fn hex(text: &[u8], buffer: &mut [u8]) -> Option<usize> {
    let (text_blocks, text_rest) = text.as_chunks::<32>();
    let out = buffer.get_mut(..text.len() / 2)?;
    let (out_blocks, out_rest) = out.as_chunks_mut::<16>();
    let mut bad = 0;
    for (out, text) in out_blocks.iter_mut().zip(text_blocks) {
        let digits = text.map(digit);
        bad |= digits.iter().fold(0, |all, digit| all | digit);
        let (pairs, _) = digits.as_chunks::<2>();
        for (byte, &[high, low]) in out.iter_mut().zip(pairs) {
            *byte = high << 4 | low & 0x0f;
        }
    }
    let (pairs, odd) = text_rest.as_chunks::<2>();
    for (byte, &[high, low]) in out_rest.iter_mut().zip(pairs) {
        let (high, low) = (digit(high), digit(low));
        bad |= high | low;
        *byte = high << 4 | low & 0x0f;
    }
    (bad & 0xf0 == 0 && odd.is_empty()).then_some(text.len() / 2)
}

/// Returns the value of a hexadecimal digit, or a value above 15.
const fn digit(character: u8) -> u8 {
    let number = character.wrapping_sub(b'0');
    let letter = (character | 0x20).wrapping_sub(b'a');
    let from_number = if number < 10 { number } else { 0xff };
    let from_letter = if letter < 6 {
        letter.wrapping_add(10)
    } else {
        0xff
    };
    from_number & from_letter
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        let [high, low] = hex_digits(*byte);
        text.push(char::from(high));
        text.push(char::from(low));
    }
    text
}

/// Returns the two lower-case digits of a byte.
pub(crate) fn hex_digits(byte: u8) -> [u8; 2] {
    let digit = |half: u8| match half {
        0..=9 => half.wrapping_add(b'0'),
        _ => half.wrapping_add(b'a' - 10),
    };
    [digit(byte >> 4), digit(byte & 0x0f)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_hex_with_other_digits() {
        let mut buffer = [0; 4];
        assert_eq!(
            Encoding::Hex.decode("00fFa9", &mut buffer),
            Some(&[0x00, 0xff, 0xa9][..])
        );
        for text in [
            "0", "0g", "g0", "+f", " f", "f ", "0x", "00:0", "\u{e9}", "/0", ":0", "@0", "`0", "G0",
        ] {
            assert_eq!(Encoding::Hex.decode(text, &mut buffer), None, "{text:?}");
        }
        assert_eq!(
            Encoding::Hex.decode("0011223344", &mut buffer),
            None,
            "longer than the buffer"
        );
    }

    #[test]
    fn decodes_exactly_the_hex_digits() {
        for byte in 0..=u8::MAX {
            let expected = char::from(byte).to_digit(16).filter(|_| byte.is_ascii());
            assert_eq!(
                (digit(byte) < 16).then(|| u32::from(digit(byte))),
                expected,
                "{byte}"
            );
        }
    }

    #[test]
    fn rejects_a_second_spelling_of_base64() {
        let mut buffer = [0; 8];
        assert_eq!(
            Encoding::Base64.decode("+/8=", &mut buffer),
            Some(&[0xfb, 0xff][..])
        );
        for text in ["+/8", "+/9=", "-_8=", "+/8= ", "+/8==", "+\n/8="] {
            assert_eq!(Encoding::Base64.decode(text, &mut buffer), None, "{text:?}");
        }
        assert_eq!(
            Encoding::Base64Url.decode("-_8", &mut buffer),
            Some(&[0xfb, 0xff][..])
        );
        assert_eq!(Encoding::Base64Url.decode("+/8", &mut buffer), None);
        assert_eq!(
            Encoding::Base64Unpadded.decode("+/8", &mut buffer),
            Some(&[0xfb, 0xff][..])
        );
        assert_eq!(Encoding::Base64Unpadded.decode("+/8=", &mut buffer), None);
        assert_eq!(
            Encoding::Base64Hex.decode("ZmI=", &mut buffer),
            Some(&[0xfb][..])
        );
        assert_eq!(
            Encoding::Base64Hex.decode("RkI=", &mut buffer),
            None,
            "upper case inside"
        );
    }

    #[test]
    fn accepts_utf8_in_chunks_as_in_one() {
        let texts: [&[u8]; 12] = [
            b"",
            b"abc",
            "gr\u{fc}\u{20ac}\u{1f980}x".as_bytes(),
            "\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}".as_bytes(),
            b"\x80",
            b"{}\x80\0\0",
            b"a\xc3",
            b"\xc3(",
            b"\xe2\x82",
            b"\xed\xa0\x80",
            b"\xf0\x9f\xa6",
            b"\xf4\x90\x80\x80",
        ];
        for text in texts {
            for size in 1..=text.len().max(1) {
                let mut utf8 = Utf8::default();
                text.chunks(size).for_each(|chunk| utf8.update(chunk));
                assert_eq!(
                    utf8.is_whole(),
                    std::str::from_utf8(text).is_ok(),
                    "{text:?} by {size}"
                );
            }
        }
    }

    #[test]
    fn encodes_what_it_decodes() {
        use Encoding::{Base64, Base64Hex, Base64Unpadded, Base64Url, Hex};
        let bytes: Vec<u8> = (0..=255).step_by(5).collect();
        for encoding in [Hex, Base64, Base64Unpadded, Base64Url, Base64Hex] {
            let mut buffer = [0; 64];
            let text = encoding.encode(&bytes);
            assert_eq!(
                encoding.decode(&text, &mut buffer),
                Some(&bytes[..]),
                "{encoding:?}"
            );
        }
    }
}
