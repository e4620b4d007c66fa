//! Signature schemes as data.
//!
//! A [`Scheme`] is a `const`. One interpreter reads it to verify requests, and
//! [`Signer`](crate::testing::Signer) reads the same data to sign them. If the signed content is a
//! concatenation of parts of the head and the body, declare a scheme. If fields must be sorted,
//! selected or fetched first, implement [`Authenticate`](crate::authenticate::Authenticate).
//!
//! ```
//! use webhook_receiver::{
//!     algorithm::HMAC_SHA256,
//!     scheme::{At, Format, Part, Scheme, TimeFormat},
//! };
//!
//! /// v0=hex(HMAC-SHA256(secret, "v0:" + timestamp + ":" + body))
//! const SLACK: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-slack-signature"))
//!     .format(Format::Prefixed("v0="))
//!     .timestamp(At::Header("x-slack-request-timestamp"), TimeFormat::Seconds)
//!     .content(&[Part::Literal("v0:"), Part::Timestamp, Part::Literal(":"), Part::Body]);
//! assert_eq!(SLACK.coverage().to_string(), "body+time");
//! ```
//!
//! A contradictory scheme does not compile:
//!
//! ```compile_fail,E0080
//! use webhook_receiver::{algorithm::HMAC_SHA256, scheme::{At, Part, Scheme}};
//!
//! // No part of the body is signed. That takes `content_without_body`.
//! const SCHEME: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature"))
//!     .content(&[Part::Header("x-id")]);
//! ```

pub(crate) mod boundary;
mod check;
mod common;
mod coverage;
mod formula;
#[cfg(feature = "message-signatures")]
pub mod http_signature;
#[cfg(feature = "jwt")]
pub mod jwt;
#[cfg(feature = "message-signatures")]
pub mod message_signature;
mod time;
mod vocabulary;

pub(crate) use self::{
    check::{
        Checked, assert_at, assert_header, check, check_at, check_header, check_part, check_places,
        check_pointer, require, valid,
    },
    vocabulary::Timestamp,
};
pub use self::{
    coverage::{BodyCoverage, Coverage},
    vocabulary::{At, Format, HashEncoding, Inside, Part, PercentDecode, Shape, TimeFormat},
};
pub use crate::engine::signatures::{MAX_NUMBERED, MAX_SIGNATURES};

use self::boundary::Neighbors;
use crate::algorithm::{Algorithm, Class};
pub use crate::{codec::encoding::Encoding, key::format::KeyFormat};

/// How a provider signs: the algorithm, the place and format of the signature, the signed content,
/// and the place of the timestamp.
///
/// # Formula
///
/// A scheme is displayed as its formula: the place of the signature, then its value, then a clause
/// for the timestamp and one for the key id if the scheme has them. `{}` joins the clauses by `; `,
/// and `{:#}` writes one per line.
///
/// ```
/// use webhook_receiver::providers::{GITHUB, STRIPE};
///
/// assert_eq!(
///     GITHUB.scheme().unwrap().to_string(),
///     "x-hub-signature-256: sha256=hex(HMAC-SHA256(secret, body))",
/// );
/// assert_eq!(
///     format!("{:#}", STRIPE.scheme().unwrap()),
///     "stripe-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + \".\" + body)),...\n\
///      timestamp in seconds",
/// );
/// ```
///
/// | notation | meaning |
/// |---|---|
/// | `x-name: value` | the header `x-name`, as it is sent |
/// | `header(name)`, `query(name)`, `form(name)`, `json(/pointer)` | a header, a query parameter, a form field, a scalar of a JSON body |
/// | `only_field(name)` | the form field, of a form that has no other |
/// | `"text"` | a fixed text in the signed content, with the escapes of Rust |
/// | `a + b` | `a`, then `b` |
/// | <code>a&#124;b</code> | `a` or `b` |
/// | `<name>` | the value of the setting `name` |
/// | `,...` | more items of the list, separated by `,`: further signatures, or items that are ignored |
/// | `x-name-N` | headers numbered from 1 |
/// | `secret`, `private_key` | the shared secret, the sender's private key |
/// | `hex(…)`, `base64(…)`, `base64url(…)`, `base64_unpadded(…)` | bytes as text |
/// | `hex_decode(…)`, `base64_decode(…)`, `percent_decode(…, "characters")` | text as bytes; only these characters of a URL |
/// | `secret after "prefix"` | what follows the prefix in the secret; all of it if a prefix of a base64 secret is missing |
/// | `HMAC-SHA256(key, content)` | a MAC or a signature; `SHA-256(content)` is a plain hash |
/// | `der(…)` | an ECDSA signature in ASN.1 DER; otherwise it has a fixed size |
/// | `body`, `method`, `timestamp`, `key_id` | the body's bytes, the method, the timestamp's text, the key id |
/// | `url`, `path`, `path_and_query` | the public URL, its path, its path and query |
/// | `timestamp = place in seconds` | where the timestamp is, and its unit; `unchecked` if it is not checked for freshness |
/// | `public_id` | an id that is not a secret: it authenticates nothing |
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    pub(crate) algorithm: &'static dyn Algorithm,
    pub(crate) key: KeyFormat,
    pub(crate) key_id: Option<At>,
    pub(crate) signature: At,
    pub(crate) format: Format,
    pub(crate) encoding: Encoding,
    pub(crate) timestamp: Option<Timestamp>,
    pub(crate) content: &'static [Part],
    /// Whether a public customer id takes the place of the signature.
    pub(crate) public: bool,
    /// The setting that selects the hash.
    pub(crate) choice: Option<Choice>,
    /// Whether requests must have no body.
    pub(crate) bodyless: bool,
    /// Whether the provider writes a space after each separator of the signature's list.
    pub(crate) spaced: bool,
}

/// A setting that selects one of the hashes that a provider's users can choose from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) setting: &'static str,
    /// The values of the setting, each with the length in bytes of its signatures.
    pub(crate) lengths: &'static [(&'static str, usize)],
    /// The lengths that are accepted only if the setting selects them: those of weak hashes.
    pub(crate) on_demand: &'static [usize],
    /// The values of the setting, as the error for another value lists them.
    pub(crate) expected: &'static str,
}

impl Scheme {
    /// Creates a scheme with the signature of `algorithm` at the place `signature`. By default the
    /// key is the secret as text, the signature is written alone in hexadecimal, and the body is
    /// signed.
    #[inline]
    pub const fn new(algorithm: &'static dyn Algorithm, signature: At) -> Self {
        assert_at(signature);
        Self {
            algorithm,
            key: KeyFormat::Text,
            key_id: None,
            signature,
            format: Format::Bare,
            encoding: Encoding::Hex,
            timestamp: None,
            content: &[Part::Body],
            public: false,
            choice: None,
            bodyless: false,
            spaced: false,
        }
    }

    /// Returns the algorithm.
    #[inline]
    pub const fn algorithm(&self) -> &'static dyn Algorithm {
        self.algorithm
    }

    /// Returns how a pasted secret becomes the key.
    #[inline]
    pub const fn key_format(&self) -> KeyFormat {
        self.key
    }

    /// Returns where requests name the key that signed, if they do.
    #[inline]
    pub const fn key_id_at(&self) -> Option<At> {
        self.key_id
    }

    /// Returns where requests have the signature, or the secret of a token scheme.
    ///
    /// ```
    /// use webhook_receiver::{algorithm::HMAC_SHA256, scheme::{At, Format, Part, Scheme}};
    ///
    /// const SCHEME: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature"))
    ///     .format(Format::Prefixed("sha256="));
    ///
    /// assert_eq!(SCHEME.signature_at(), At::Header("x-signature"));
    /// assert_eq!(SCHEME.signature_format(), Format::Prefixed("sha256="));
    /// assert_eq!(SCHEME.signed_content(), [Part::Body]);
    /// ```
    #[inline]
    pub const fn signature_at(&self) -> At {
        self.signature
    }

    /// Returns the format around the signature.
    #[inline]
    pub const fn signature_format(&self) -> Format {
        self.format
    }

    /// Returns the encoding of the signature.
    #[inline]
    pub const fn signature_encoding(&self) -> Encoding {
        self.encoding
    }

    /// Returns whether the provider writes a space after each separator of the signature's list.
    #[inline]
    pub const fn is_spaced(&self) -> bool {
        self.spaced
    }

    /// Returns where requests have the signed time, and its format, if they have one.
    #[inline]
    pub const fn timestamp_at(&self) -> Option<(At, TimeFormat)> {
        match self.timestamp {
            Some(timestamp) => Some((timestamp.at, timestamp.unit)),
            None => None,
        }
    }

    /// Returns the parts of the signed content, in the order in which they are signed.
    #[inline]
    pub const fn signed_content(&self) -> &'static [Part] {
        self.content
    }

    /// Creates a scheme in which the sender sends the shared secret itself, at the place
    /// `signature`. It authenticates the sender only.
    #[inline]
    pub const fn token(signature: At) -> Self {
        Self {
            content: &[],
            encoding: Encoding::Text,
            ..Self::new(crate::algorithm::TOKEN, signature)
        }
    }

    /// Creates a scheme with a public customer id, at the place `id`. There is no signature:
    /// it **authenticates nothing**, so confirm each event with the provider's API.
    #[inline]
    pub const fn public_id(id: At) -> Self {
        Self {
            public: true,
            ..Self::token(id)
        }
    }

    /// Creates the scheme of HTTP Basic authentication (RFC 7617). The secret is `user:password`; it
    /// authenticates the sender only.
    #[inline]
    pub const fn basic() -> Self {
        Self {
            content: &[],
            encoding: Encoding::Base64,
            format: Format::Prefixed("Basic "),
            ..Self::new(crate::algorithm::BASIC, At::Header("authorization"))
        }
    }

    /// Sets how a pasted secret is decoded into a key.
    #[inline]
    pub const fn key(self, key: KeyFormat) -> Self {
        Self { key, ..self }
    }

    /// Sets where a request names the key that signed it. It selects one of the endpoint's keys, never
    /// any other: see [`Secret::with_id`](crate::Secret::with_id).
    #[inline]
    pub const fn key_id(self, at: At) -> Self {
        assert_at(at);
        Self {
            key_id: Some(at),
            ..self
        }
    }

    /// Sets the format in which the signature is written into its place.
    #[inline]
    pub const fn format(self, format: Format) -> Self {
        valid(format.check());
        Self { format, ..self }
    }

    /// Accepts signatures of any of these hashes unless the setting selects one.
    #[inline]
    pub(crate) const fn choice(self, choice: Choice) -> Self {
        Self {
            choice: Some(choice),
            ..self
        }
    }

    /// States that the provider writes a space after each separator of the signature's list. Receivers skip
    /// white space there, so this is for signers: some SDKs accept nothing else.
    #[inline]
    pub const fn spaced(self) -> Self {
        Self {
            spaced: true,
            ..self
        }
    }

    /// Sets the encoding of the signature.
    #[inline]
    pub const fn encoding(self, encoding: Encoding) -> Self {
        Self { encoding, ..self }
    }

    /// Sets the place of the timestamp and its format. It must be signed: the content has
    /// [`Part::Timestamp`], or covers the body field that holds it. An unsigned timestamp proves
    /// nothing; leave it out.
    #[inline]
    pub const fn timestamp(self, at: At, unit: TimeFormat) -> Self {
        assert_at(at);
        Self {
            timestamp: Some(Timestamp { at, unit }),
            ..self
        }
    }

    /// Sets the parts of the signed content, in their order.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if no part covers the body: see [`Scheme::content_without_body`].
    #[inline]
    pub const fn content(self, content: &'static [Part]) -> Self {
        assert!(
            covers_body(content),
            "a content that does not cover the body authenticates nothing of it; say `content_without_body` if the provider really signs this"
        );
        self.parts(content)
    }

    /// Sets the parts of a signed content that does not cover the body.
    ///
    /// # Security
    ///
    /// An attacker who saw one request can send any other body with its signature.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if a part covers the body.
    #[inline]
    pub const fn content_without_body(self, content: &'static [Part]) -> Self {
        assert!(
            !covers_body(content),
            "this content covers the body; use `content`"
        );
        self.parts(content)
    }

    /// Sets the parts of the signed content of requests that have no body. A request with a body is
    /// rejected with [`Error::BodyNotBound`](crate::Error::BodyNotBound).
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if a part covers the body.
    #[inline]
    pub const fn content_of_bodyless(self, content: &'static [Part]) -> Self {
        valid(check_bodyless(content));
        Self {
            bodyless: true,
            ..self.content_without_body(content)
        }
    }

    #[inline]
    const fn parts(self, content: &'static [Part]) -> Self {
        let mut rest = content;
        while let [part, tail @ ..] = rest {
            valid(check_part(*part));
            rest = tail;
        }
        Self { content, ..self }
    }

    /// Checks what a builder method cannot, as it depends on other methods. Called for each scheme of
    /// a [`Provider`](crate::Provider).
    #[inline]
    pub(crate) const fn checked(self) -> Self {
        match self.check() {
            Ok(()) => self,
            Err((_, message)) => valid(Err(message)),
        }
    }

    /// Checks that the declarations do not contradict each other. The error is the part of the scheme
    /// that must change, and what is wrong.
    #[inline]
    pub(crate) const fn check(&self) -> Result<(), (SchemePart, &'static str)> {
        let mut timed = false;
        let mut whole_body = false;
        let mut url = false;
        let mut rest = self.content;
        while let [part, tail @ ..] = rest {
            match part.unshaped() {
                Part::Timestamp => timed = true,
                Part::Body | Part::BodyHash(_) => whole_body = true,
                Part::Url(_) | Part::PathAndQuery => url = true,
                Part::Json(_) | Part::Form(_) | Part::OnlyField(_) => {
                    timed = timed || in_body(self.timestamp);
                }
                _ => {}
            }
            rest = tail;
        }
        if whole_body && self.signature.in_body() {
            return Err((
                SchemePart::Signature,
                "a signature cannot stand in the body that it signs",
            ));
        }
        if url && matches!(self.signature, At::Query(_) | At::QuerySetting(_)) {
            return Err((
                SchemePart::Signature,
                "a signature cannot stand in the URL that it signs",
            ));
        }
        if let Err(fault) = self.check_beside_signature() {
            return Err(fault);
        }
        match self.timestamp {
            None if timed => Err((
                SchemePart::Content,
                "the content has a timestamp, but the scheme does not say where it stands",
            )),
            Some(_) if !(timed || (whole_body && in_body(self.timestamp))) => Err((
                SchemePart::Timestamp,
                "the timestamp is not signed and would prove nothing",
            )),
            _ => Ok(()),
        }
    }

    /// Checks that a timestamp or a key id beside the signature has a place in the format.
    #[inline]
    const fn check_beside_signature(&self) -> Result<(), (SchemePart, &'static str)> {
        let timed = matches!(
            self.timestamp,
            Some(Timestamp {
                at: At::WithSignature(_),
                ..
            })
        );
        if !timed && matches!(self.format, Format::TimeFirst { .. }) {
            return Err((
                SchemePart::Signature,
                "the format `TimeFirst` (`time_first`) needs a time that stands with the signature",
            ));
        }
        let named = matches!(self.key_id, Some(At::WithSignature(_)));
        if !timed && !named {
            return Ok(());
        }
        if !matches!(
            self.signature,
            At::Header(_) | At::HeaderSetting(_) | At::HeaderSettingOr(..)
        ) {
            return Err((
                SchemePart::Signature,
                "a time or a key id can stand with a signature in one header",
            ));
        }
        if !(matches!(self.format, Format::Pairs { .. })
            || (timed && !named && matches!(self.format, Format::TimeFirst { .. })))
        {
            return Err((
                SchemePart::Signature,
                "what stands with the signature needs the format `Pairs` (`pairs`), or \
                 `TimeFirst` (`time_first`) for a time",
            ));
        }
        if let (
            Some(Timestamp { unit, .. }),
            true,
            Format::Pairs { separator, .. } | Format::TimeFirst { separator },
        ) = (self.timestamp, timed, self.format)
            && unit.may_hold(separator)
        {
            return Err((
                SchemePart::Timestamp,
                "a time may hold the separator that it stands beside",
            ));
        }
        Ok(())
    }

    /// Returns what a verified request proves. It is computed from the signed content.
    pub fn coverage(&self) -> Coverage {
        let fresh = self
            .timestamp
            .is_some_and(|timestamp| timestamp.unit != TimeFormat::Unchecked);
        let mut coverage = Coverage {
            sender: !self.public,
            time: fresh,
            ..Coverage::SENDER
        };
        // A secret that is sent along covers nothing, whatever the content is.
        if self.sends_secret() {
            return Coverage {
                time: false,
                ..coverage
            };
        }
        for (index, part) in self.content.iter().enumerate() {
            match part.unshaped() {
                Part::Body => coverage.body = BodyCoverage::Whole,
                Part::BodyHash(_) => coverage.body = BodyCoverage::Whole,
                Part::Form(_) | Part::OnlyField(_) | Part::Json(_)
                    if coverage.body == BodyCoverage::Nothing =>
                {
                    coverage.body = BodyCoverage::Fields;
                }
                Part::Method => coverage.method = true,
                // Without a boundary, what follows could be more of the path.
                Part::Url(_) | Part::PathAndQuery => {
                    coverage.url = Neighbors::of(self.content, index).end_a_url()
                }
                _ => {}
            }
        }
        coverage
    }

    /// Whether the sender sends the secret itself, and signs no content.
    pub(crate) fn sends_secret(&self) -> bool {
        matches!(self.algorithm.class(), Class::Token | Class::Basic)
    }

    /// Whether the signature covers the text at `at`.
    pub(crate) fn covers(&self, at: At) -> bool {
        if self.sends_secret() {
            return false;
        }
        if let At::Within(outer, _) = at {
            return self.covers(*outer);
        }
        self.content.iter().any(|part| match (part.unshaped(), at) {
            (Part::Body | Part::BodyHash(_), at) => at.in_body(),
            (Part::Header(signed), At::Header(name)) => signed == name,
            (Part::Json(signed), At::Json(name)) => signed == name,
            (Part::Form(signed) | Part::OnlyField(signed), At::Form(name)) => signed == name,
            (Part::Query(signed), At::Query(name)) => signed == name,
            (Part::Url(_) | Part::PathAndQuery, At::Query(_)) => true,
            _ => false,
        })
    }
}

/// The part of a scheme that contradicts another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemePart {
    Signature,
    Timestamp,
    Content,
}

/// Checks that a content reads no body.
#[inline]
pub(crate) const fn check_bodyless(mut content: &[Part]) -> Checked {
    while let [part, tail @ ..] = content {
        check!(require(
            !matches!(part.unshaped(), Part::Json(_)),
            "a request without a body has no field in it"
        ));
        content = tail;
    }
    Ok(())
}

#[inline]
pub(crate) const fn covers_body(mut content: &[Part]) -> bool {
    while let [part, rest @ ..] = content {
        if matches!(
            part.unshaped(),
            Part::Body | Part::BodyHash(_) | Part::Form(_) | Part::OnlyField(_)
        ) {
            return true;
        }
        content = rest;
    }
    false
}

#[inline]
const fn in_body(timestamp: Option<Timestamp>) -> bool {
    matches!(timestamp, Some(Timestamp { at, .. }) if at.in_body())
}
