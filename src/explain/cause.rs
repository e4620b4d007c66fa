//! Causes: why a request was rejected, and what to do.

use std::{fmt, time::Duration};

use http::{HeaderName, Method};

use crate::{
    error::{SetupError, shown_method},
    explain::{
        change::{BodyWrapping, FormChange, LineEndChange, SecretChange, UrlDifference},
        json::JsonStyle,
    },
    provider::Provider,
};

/// Why a request was rejected. `Display` is a sentence that says why, and what to do.
///
/// None has a secret, a signature or a byte of the body. Of the values of headers, a cause can have two:
/// the host in [`PublicUrl`](Self::PublicUrl), from `Host`, `X-Forwarded-Host` and similar headers, and
/// the length that `Content-Length` announces.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Cause {
    /// The body was parsed and serialized again: the signature matches the same JSON in another style.
    BodyReserialized {
        /// How the sender wrote it.
        sent: JsonStyle,
        /// How it was received, if in one of the common styles.
        received: Option<JsonStyle>,
    },
    /// White space at the ends of the body, or its line ends, were changed.
    BodyLineEnds(LineEndChange),
    /// A byte order mark in front of the body was added, or removed.
    BodyByteOrderMark {
        /// Whether the receiver got one that was not sent.
        added: bool,
    },
    /// The received body contains the sent one, encoded or wrapped.
    BodyWrapped(BodyWrapping),
    /// The fields of a form were decoded and encoded again.
    BodyForm(FormChange),
    /// The body was read as Latin-1 and written as UTF-8.
    BodyTranscoded,
    /// The body is empty, but the signature covers one: something read it before.
    BodyEmpty {
        /// The length that `Content-Length` announces.
        announced: Option<u64>,
    },
    /// The body is not as long as `Content-Length` announces.
    BodyLength {
        /// The length that the header announces.
        announced: u64,
        /// The length of the body that was received.
        received: usize,
    },
    /// The body has replacement characters (U+FFFD). Perhaps bytes that are not UTF-8 were decoded as
    /// text, and are lost. The sender may have sent the characters as well, so this alone does not
    /// explain a rejection.
    BodyLossy,
    /// `Content-Encoding` says that the body is compressed.
    BodyCompressed {
        /// Whether the body is valid as it is, and only the header is wrong.
        decompressed: bool,
        /// Whether the receiver decompresses such bodies of this provider with the feature `gzip`,
        /// which is not enabled.
        needs_gzip: bool,
    },
    /// The body is larger than the limit.
    BodyTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A secret other than those of the receiver matches.
    SecretOther {
        /// The index of the secret, in the order in which the explainer was given them.
        index: usize,
    },
    /// A secret matches in another form than the one in which it was given.
    SecretForm {
        /// The index of the secret, in the order in which the explainer was given them.
        index: usize,
        /// What makes it match.
        change: SecretChange,
    },
    /// A secret that the explainer was given cannot be one of the provider's.
    SecretUnusable {
        /// The index of the secret, in the order in which the explainer was given them.
        index: usize,
        /// Why it cannot.
        error: SetupError,
    },
    /// The signed time is older than the receiver accepts.
    TooOld {
        /// How old it is.
        age: Duration,
        /// The maximum age that the receiver accepts, if that is the limit that was exceeded: for an expired
        /// token, it is not.
        accepted: Option<Duration>,
        /// Whether the request is otherwise valid.
        otherwise_valid: bool,
    },
    /// The signed time is further ahead than the receiver accepts.
    TooNew {
        /// How far ahead it is.
        lead: Duration,
        /// How far ahead the receiver accepts it, if that is the limit that was exceeded.
        accepted: Option<Duration>,
        /// Whether the request is otherwise valid.
        otherwise_valid: bool,
    },
    /// The signed time is in another unit than the row says.
    TimeUnit {
        /// The unit in which the sender writes it.
        sent: &'static str,
    },
    /// The provider signs the URL, and called another one than the configured one.
    PublicUrl {
        /// The scheme, host and port that the provider called: for
        /// [`Builder::public_url`](crate::Builder::public_url).
        origin: String,
        /// What differs.
        difference: UrlDifference,
        /// Whether the receiver has the setting `callback_url`, which takes precedence over
        /// [`Builder::public_url`](crate::Builder::public_url).
        is_exact: bool,
    },
    /// A header that the provider sends is missing.
    HeaderMissing {
        /// The header.
        name: HeaderName,
    },
    /// A header arrived under another name.
    HeaderRenamed {
        /// The name that the provider uses.
        expected: HeaderName,
        /// The name under which it arrived.
        found: HeaderName,
    },
    /// A header arrived more than once.
    HeaderDuplicate {
        /// The header.
        name: HeaderName,
        /// Whether all values are the same.
        same: bool,
    },
    /// The value of a header was quoted, or joined from two equal ones.
    HeaderValue {
        /// The header.
        name: HeaderName,
    },
    /// The request has only the weaker of two signatures that the provider sends.
    WeakerSignature {
        /// The header of the weaker signature.
        found: HeaderName,
        /// The header of the signature that the receiver checks.
        expected: HeaderName,
    },
    /// The request has the headers of other providers.
    OtherProviders(Vec<Provider>),
    /// The provider uses another method than that of the request.
    Method {
        /// The method of the request.
        received: Method,
        /// The method that would have matched, if one does.
        sent: Option<Method>,
    },
    /// A setting of the receiver should have another value.
    Setting {
        /// The name of the setting, for [`Builder::setting`](crate::Builder::setting).
        name: &'static str,
        /// The value that matches.
        value: String,
        /// Whether the value is a weak hash, such as SHA-1, which is accepted only with the setting.
        is_weak: bool,
    },
    /// The signature is in another encoding than the row says.
    SignatureEncoding {
        /// The encoding that matches.
        found: &'static str,
    },
    /// The signature is in its place without the prefix that the row says.
    SignatureBare,
    /// The signature is of another algorithm than the row says.
    SignatureAlgorithm {
        /// The algorithm that matches.
        found: &'static str,
    },
    /// The request is for another customer of the provider.
    Audience {
        /// The setting that names the customers.
        setting: &'static str,
    },
    /// The signature is valid; the receiver rejects the request for the reason that the error states.
    NotTheSignature,
}

impl Cause {
    /// Returns a short name that does not change, such as `body_reserialized`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BodyReserialized { .. } => "body_reserialized",
            Self::BodyLineEnds(_) => "body_line_ends",
            Self::BodyByteOrderMark { .. } => "body_byte_order_mark",
            Self::BodyWrapped(_) => "body_wrapped",
            Self::BodyForm(_) => "body_form",
            Self::BodyTranscoded => "body_transcoded",
            Self::BodyEmpty { .. } => "body_empty",
            Self::BodyLength { .. } => "body_length",
            Self::BodyLossy => "body_lossy",
            Self::BodyCompressed { .. } => "body_compressed",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::SecretOther { .. } => "secret_other",
            Self::SecretForm { .. } => "secret_form",
            Self::SecretUnusable { .. } => "secret_unusable",
            Self::TooOld { .. } => "too_old",
            Self::TooNew { .. } => "too_new",
            Self::TimeUnit { .. } => "time_unit",
            Self::PublicUrl { .. } => "public_url",
            Self::HeaderMissing { .. } => "header_missing",
            Self::HeaderRenamed { .. } => "header_renamed",
            Self::HeaderDuplicate { .. } => "header_duplicate",
            Self::HeaderValue { .. } => "header_value",
            Self::WeakerSignature { .. } => "weaker_signature",
            Self::OtherProviders(_) => "other_providers",
            Self::Method { .. } => "method",
            Self::Setting { .. } => "setting",
            Self::SignatureEncoding { .. } => "signature_encoding",
            Self::SignatureBare => "signature_bare",
            Self::SignatureAlgorithm { .. } => "signature_algorithm",
            Self::Audience { .. } => "audience",
            Self::NotTheSignature => "not_the_signature",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BodyReserialized { sent, received } => {
                write!(
                    f,
                    "the body was parsed and serialized again: the signature matches the same JSON {sent}"
                )?;
                match received {
                    Some(JsonStyle {
                        newline: false,
                        sorted: false,
                        ..
                    }) if *received == Some(JsonStyle::STRINGIFY) => f.write_str(
                        ", and it came as `JSON.stringify` writes it (smee and similar proxies do that)",
                    )?,
                    Some(received) => write!(f, ", and it came {received}")?,
                    None => {}
                }
                f.write_str("; pass the raw bytes of the body to the receiver")
            }
            Self::BodyLineEnds(change) => write!(
                f,
                "{change}; pass the raw bytes of the body to the receiver"
            ),
            Self::BodyByteOrderMark { added: true } => f.write_str(
                "a byte order mark was added in front of the body; pass the raw bytes of the body to the receiver",
            ),
            Self::BodyByteOrderMark { added: false } => f.write_str(
                "the byte order mark in front of the body was removed; pass the raw bytes of the body to the receiver",
            ),
            Self::BodyWrapped(wrapping) => wrapping.fmt(f),
            Self::BodyForm(change) => change.fmt(f),
            Self::BodyTranscoded => f.write_str(
                "the body was decoded as Latin-1 and encoded as UTF-8; pass the raw bytes of the body to the receiver",
            ),
            Self::BodyEmpty { announced } => {
                f.write_str("the body is empty")?;
                if let Some(announced) = announced {
                    write!(f, ", though `content-length` says {announced} bytes")?;
                }
                f.write_str(
                    ": a middleware or another extractor read it before the receiver; let the receiver read it",
                )
            }
            Self::BodyLength {
                announced,
                received,
            } => write!(
                f,
                "the body has {received} bytes, and `content-length` says {announced}: something cut it off or changed it; pass the raw bytes of the body to the receiver"
            ),
            Self::BodyLossy => f.write_str(
                "the body has replacement characters (U+FFFD): perhaps it was decoded as text before, which loses bytes; pass the raw bytes of the body to the receiver",
            ),
            Self::BodyCompressed {
                decompressed: true, ..
            } => f.write_str(
                "`content-encoding` says that the body is compressed, but a proxy has decompressed it; have the proxy remove the header",
            ),
            Self::BodyCompressed {
                needs_gzip: true, ..
            } => f.write_str(
                "`content-encoding` says that the body is compressed, and this provider signs it as it was before; enable the feature `gzip` of `webhook-receiver`, which decompresses it",
            ),
            Self::BodyCompressed { .. } => f.write_str(
                "`content-encoding` says that the body is compressed, which the receiver does not accept from this provider; if a proxy compresses it, switch that off, and if it decompresses it, have it remove the header",
            ),
            Self::BodyTooLarge { limit } => write!(
                f,
                "the body is larger than {limit} bytes; if the provider sends bodies of this size, raise `Builder::body_limit`"
            ),
            Self::SecretOther { index } => write!(
                f,
                "the candidate secret {index} matches, which is none of the receiver's: the receiver has the secret of another endpoint, or an old one; give it the matching one"
            ),
            Self::SecretForm { index, change } => {
                write!(f, "the candidate secret {index} matches {change}")
            }
            Self::SecretUnusable { index, error } => {
                write!(f, "the candidate secret {index} is not usable: {error}")
            }
            Self::TooOld {
                age,
                accepted,
                otherwise_valid,
            } => {
                write!(f, "the signed time is {} old", Span(*age))?;
                if let Some(accepted) = accepted {
                    write!(f, ", and {} are accepted", Span(*accepted))?;
                }
                if *otherwise_valid {
                    f.write_str(
                        "; the request was valid at its own time: it was recorded, delayed in a queue or retried, or the clock of this machine is ahead",
                    )?;
                }
                Ok(())
            }
            Self::TooNew {
                lead,
                accepted,
                otherwise_valid,
            } => {
                write!(f, "the signed time is {} ahead", Span(*lead))?;
                if let Some(accepted) = accepted {
                    write!(f, ", and {} are accepted", Span(*accepted))?;
                }
                if *otherwise_valid {
                    f.write_str(
                        "; the request is valid at its own time: the clock of this machine is behind, synchronize it",
                    )?;
                }
                Ok(())
            }
            Self::TimeUnit { sent } => write!(
                f,
                "the sender writes the signed time in {sent}, and not as the row says; have the sender sign as the provider documents, or correct the `TimeFormat` of a row of your own"
            ),
            Self::PublicUrl {
                origin,
                difference,
                is_exact: true,
            } => write!(
                f,
                "the signature matches another URL than the setting `callback_url` has ({difference}); set `callback_url` to the URL as it is registered with the provider, at `{origin}`: it takes precedence over `Builder::public_url`"
            ),
            Self::PublicUrl {
                origin,
                difference,
                is_exact: false,
            } => write!(
                f,
                "the signature matches another URL than the receiver was told ({difference}); set `Builder::public_url` to `{origin}`{}",
                difference.advice()
            ),
            Self::HeaderMissing { name } => write!(
                f,
                "the header `{name}` is missing: the request is not the provider's, signing is not enabled there, or a proxy removed the header"
            ),
            Self::HeaderRenamed { expected, found } => write!(
                f,
                "the header `{expected}` came as `{found}`; have the proxy or gateway pass it on under its own name"
            ),
            Self::HeaderDuplicate { name, same: true } => write!(
                f,
                "the header `{name}` came more than once with the same value; have the proxy pass it on once"
            ),
            Self::HeaderDuplicate { name, same: false } => write!(
                f,
                "the header `{name}` came more than once with different values; find out which proxy adds one"
            ),
            Self::HeaderValue { name } => write!(
                f,
                "the value of the header `{name}` was quoted or repeated on the way; have the proxy pass it on unchanged"
            ),
            Self::WeakerSignature { found, expected } => write!(
                f,
                "the request has the weaker signature `{found}` and not `{expected}`, which the receiver checks; have the sender or the proxy pass on both"
            ),
            Self::OtherProviders(providers) => {
                f.write_str("the request has the headers of ")?;
                for (index, provider) in providers.iter().take(5).enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}`{}`", provider.id())?;
                }
                if providers.len() > 5 {
                    write!(f, " and {} more", providers.len().saturating_sub(5))?;
                }
                f.write_str("; check which receiver the route has")
            }
            Self::Method { received, sent } => {
                let shown = shown_method(received).unwrap_or("another method");
                write!(f, "the request came as {shown}")?;
                match sent {
                    Some(sent) => write!(
                        f,
                        ", and is valid as {sent}; something changed the method on the way"
                    ),
                    None if *received == Method::GET => f.write_str(
                        ": a redirect, from http to https or to another host, makes GET of POST and drops the body; register the final URL with the provider",
                    ),
                    None => f.write_str(", which the provider does not send"),
                }
            }
            Self::Setting {
                name,
                value,
                is_weak: true,
            } => write!(
                f,
                "the signature matches with the setting `{name}` at `{value}`, a weak hash; choose a stronger one, such as SHA-256, at the provider, and only if it has none, give this setting to `Builder::setting`"
            ),
            Self::Setting {
                name,
                value,
                is_weak: false,
            } => write!(
                f,
                "the signature matches with the setting `{name}` at `{value}`; give it to `Builder::setting`"
            ),
            Self::SignatureEncoding { found } => write!(
                f,
                "the signature matches if it is read as {found}, and not as the row says; have the sender sign as the provider documents, or correct the `Scheme::encoding` of a row of your own"
            ),
            Self::SignatureBare => f.write_str(
                "the signature matches without the text in front of it that the row says; have the sender sign as the provider documents, or correct the `Scheme::format` of a row of your own",
            ),
            Self::SignatureAlgorithm { found } => write!(
                f,
                "the signature matches as {found}, and not as the row says; have the sender sign as the provider documents, or correct the algorithm of a row of your own"
            ),
            Self::Audience { setting } => write!(
                f,
                "the request is signed by the provider, and for another of its customers than the setting `{setting}` names"
            ),
            Self::NotTheSignature => f.write_str(
                "the signature is valid; the request was rejected for another reason",
            ),
        }
    }
}

/// A time span in its two largest units.
struct Span(Duration);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Years and months have their mean length.
        let units = [
            (31_557_600, "year"),
            (2_630_016, "month"),
            (86_400, "day"),
            (3600, "h"),
            (60, "m"),
            (1, "s"),
        ];
        let mut rest = self.0.as_secs();
        if rest == 0 {
            return f.write_str("0s");
        }
        #[expect(clippy::arithmetic_side_effects, reason = "no unit is zero")]
        let parts = units.map(|(seconds, unit): (u64, &str)| {
            let count = rest / seconds;
            rest %= seconds;
            (count, unit)
        });
        let largest = parts.into_iter().filter(|(count, _)| *count > 0).take(2);
        for (place, (count, unit)) in largest.enumerate() {
            let blank = if place > 0 { " " } else { "" };
            let plural = if count > 1 && unit.len() > 1 { "s" } else { "" };
            write!(f, "{blank}{count}{unit}{plural}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_two_largest_units() {
        for (seconds, text) in [
            (0, "0s"),
            (59, "59s"),
            (3600, "1h"),
            (3661, "1h 1m"),
            (86_400, "1day"),
            (172_805, "2days 5s"),
            (31_557_600 + 2 * 2_630_016 + 86_400, "1year 2months"),
        ] {
            let span = Span(Duration::from_secs(seconds));
            assert_eq!(span.to_string(), text);
        }
    }
}
