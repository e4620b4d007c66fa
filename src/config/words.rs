//! Words of the vocabulary: enumerations without data.

use super::error::ConfigError;
use crate::scheme::{Encoding, HashEncoding, TimeFormat};

/// Declares an enumeration of words, each with its value.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident for $value:ty {
        $($(#[$variant_meta:meta])* $variant:ident = $of:pat => $to:expr,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub(super) enum $name {
            $($(#[$variant_meta])* $variant,)*
        }

        impl $name {
            pub(super) fn value(self) -> Result<$value, ConfigError> {
                match self {
                    $(Self::$variant => $to,)*
                }
            }

            #[allow(unreachable_patterns, reason = "a word may need a feature")]
            pub(super) fn of(value: $value) -> Self {
                match value {
                    $($of => Self::$variant,)*
                }
            }
        }
    };
}
pub(super) use words;

words! {
    /// The encoding of a signature as text.
    EncodingConfig for Encoding {
        /// Hexadecimal, of either case.
        Hex = Encoding::Hex => Ok(Encoding::Hex),
        /// Base64 with padding.
        Base64 = Encoding::Base64 => Ok(Encoding::Base64),
        /// Base64 without padding.
        Base64Unpadded = Encoding::Base64Unpadded => Ok(Encoding::Base64Unpadded),
        /// Base64 with the URL-safe alphabet, with or without padding.
        #[serde(rename = "base64url")]
        Base64Url = Encoding::Base64Url => Ok(Encoding::Base64Url),
        /// Hexadecimal or base64 with padding.
        HexOrBase64 = Encoding::HexOrBase64 => Ok(Encoding::HexOrBase64),
        /// Base64 of lower-case hexadecimal digits.
        Base64Hex = Encoding::Base64Hex => Ok(Encoding::Base64Hex),
        /// The text itself, for tokens.
        Text = Encoding::Text => Ok(Encoding::Text),
    }
}

words! {
    /// The encoding of a hash in the signed content.
    HashEncodingConfig for HashEncoding {
        /// Its bytes.
        Raw = HashEncoding::Raw => Ok(HashEncoding::Raw),
        /// Lower-case hexadecimal.
        Hex = HashEncoding::Hex => Ok(HashEncoding::Hex),
    }
}

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum TimeFormatConfig {
    /// Seconds since the Unix epoch, in decimal digits.
    Seconds,
    /// Milliseconds since the Unix epoch, in decimal digits.
    Milliseconds,
    /// RFC 3339, with any offset and up to nine digits of a fraction.
    Rfc3339,
    /// ISO 8601, in UTC if it has no offset.
    Iso8601,
    /// The date format of HTTP headers.
    HttpDate,
    /// A format that is not documented: the text is signed, but not checked for freshness.
    Unchecked,
}

impl TimeFormatConfig {
    pub(super) fn value(self) -> Result<TimeFormat, ConfigError> {
        Ok(match self {
            Self::Seconds => TimeFormat::Seconds,
            Self::Milliseconds => TimeFormat::Milliseconds,
            Self::Rfc3339 => TimeFormat::Rfc3339,
            Self::Iso8601 => TimeFormat::Iso8601,
            #[cfg(feature = "http-date")]
            Self::HttpDate => TimeFormat::HttpDate,
            #[cfg(not(feature = "http-date"))]
            Self::HttpDate => return Err(ConfigError::feature("http-date")),
            Self::Unchecked => TimeFormat::Unchecked,
        })
    }

    pub(super) fn of(format: TimeFormat) -> Self {
        match format {
            TimeFormat::Seconds => Self::Seconds,
            TimeFormat::Milliseconds => Self::Milliseconds,
            TimeFormat::Rfc3339 => Self::Rfc3339,
            TimeFormat::Iso8601 => Self::Iso8601,
            #[cfg(feature = "http-date")]
            TimeFormat::HttpDate => Self::HttpDate,
            TimeFormat::Unchecked => Self::Unchecked,
        }
    }
}
