//! How a pasted secret becomes the bytes of a key.

use zeroize::Zeroizing;

use crate::{codec::encoding, key::secret::Secret};

/// How a pasted secret is decoded into a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyFormat {
    /// The text itself, in UTF-8.
    Text,
    /// The text in UTF-8 and Unicode's normal form NFKD
    /// ([UAX 15](https://www.unicode.org/reports/tr15/)). Text that is not ASCII needs the feature
    /// `unicode`.
    Nfkd,
    /// Hexadecimal.
    Hex,
    /// Base64, with or without padding.
    Base64,
    /// Base64 after a prefix, such as `whsec_`, that may be missing.
    PrefixedBase64(&'static str),
    /// Two keys: the text itself, and its base64 after a prefix that may be missing. For providers that
    /// changed from one to the other and do not say by which key they sign.
    TextOrBase64(&'static str),
    /// The text after this separator: `secret` in `id:secret`.
    After(char),
}

impl KeyFormat {
    pub(super) fn decode(self, text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Text | Self::TextOrBase64(_) => Some(Zeroizing::new(text.to_vec())),
            Self::Nfkd => nfkd(text),
            Self::After(end) => std::str::from_utf8(text)
                .ok()
                .and_then(|text| text.split_once(end))
                .map(|(_, key)| Zeroizing::new(key.as_bytes().to_vec())),
            Self::Hex => encoding::key_from_hex(text),
            Self::Base64 => encoding::key_from_base64(text),
            Self::PrefixedBase64(prefix) => encoding::key_from_base64(without_prefix(text, prefix)),
        }
    }

    /// Decodes the other key that the text may be.
    pub(super) fn decode_otherwise(self, text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let Self::TextOrBase64(prefix) = self else {
            return None;
        };
        let key = encoding::key_from_base64(without_prefix(text, prefix))?;
        (key.len() >= Secret::MIN).then_some(key)
    }

    /// The minimum length of a key in bytes: 24 in the specification of Standard Webhooks, whose keys are
    /// base64 after `whsec_`.
    pub(super) fn shortest(self) -> usize {
        match self {
            Self::PrefixedBase64("whsec_") => 24,
            _ => Secret::MIN,
        }
    }

    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Text | Self::TextOrBase64(_) => "text",
            Self::Nfkd if cfg!(feature = "unicode") => "text in UTF-8",
            Self::Nfkd => "ASCII text; for other text there is the feature `unicode`",
            Self::After(_) => "an id and the secret, with a separator between them",
            Self::Hex => "hexadecimal",
            Self::Base64 => "base64",
            Self::PrefixedBase64("whsec_") => "base64 behind `whsec_`",
            Self::PrefixedBase64(_) => "base64 behind a fixed prefix",
        }
    }
}

/// Returns the text after a prefix, or after the prefix's last part: `whsec_` of `v1,whsec_`.
fn without_prefix<'t>(text: &'t [u8], prefix: &str) -> &'t [u8] {
    let last = prefix.rsplit(',').next().unwrap_or_default();
    text.strip_prefix(prefix.as_bytes())
        .or_else(|| text.strip_prefix(last.as_bytes()))
        .unwrap_or(text)
}

#[cfg(feature = "unicode")]
fn nfkd(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    use unicode_normalization::UnicodeNormalization;
    let text = std::str::from_utf8(text).ok()?;
    // A list that grows leaves copies behind.
    let length = text.nfkd().map(char::len_utf8).sum();
    let mut normal = Zeroizing::new(Vec::with_capacity(length));
    for letter in text.nfkd() {
        normal.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Some(normal)
}

#[cfg(not(feature = "unicode"))]
fn nfkd(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let is_ascii = text.iter().all(u8::is_ascii);
    is_ascii.then(|| Zeroizing::new(text.to_vec()))
}
