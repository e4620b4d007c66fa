//! The vocabulary: how a provider signs, said as data.
//!
//! A [`Scheme`] is a `const`. One interpreter reads it to check a request, and the same
//! data the other way ([`Signer`](crate::testing::Signer)) to make one. If what a provider signs is a concatenation of things
//! in the head and the body, it is a scheme; if one must sort, choose or fetch, it is code behind
//! [`Authenticate`](crate::authenticate::Authenticate).
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
//! What makes no sense does not compile:
//!
//! ```compile_fail,E0080
//! use webhook_receiver::{algorithm::HMAC_SHA256, scheme::{At, Part, Scheme}};
//!
//! // Nothing of the body is signed, and the row does not say so.
//! const SCHEME: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature"))
//!     .content(&[Part::Header("x-id")]);
//! ```

pub(crate) mod boundary;
#[cfg(feature = "message-signatures")]
pub mod http_signature;
#[cfg(feature = "jwt")]
pub mod jwt;
#[cfg(feature = "message-signatures")]
pub mod message_signature;
mod time;

pub use self::boundary::Shape;
pub use crate::engine::signatures::{MAX_NUMBERED, MAX_SIGNATURES};

use std::fmt;

use self::boundary::Neighbors;
use crate::algorithm::{Algorithm, Class};
pub use crate::{codec::encoding::Encoding, key::secret::KeyFormat};

/// How a provider proves that a request comes from it: algorithm, place and form of the signature,
/// what is signed, and where the time stands.
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
    /// Whether what stands in place of the signature is no secret.
    pub(crate) public: bool,
    /// The setting that narrows the hashes.
    pub(crate) choice: Option<Choice>,
    /// Whether a request has no body.
    pub(crate) bodyless: bool,
}

/// A setting that narrows the hashes which a provider lets its users choose from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) setting: &'static str,
    /// What the setting may be, and the length in bytes that signatures then have.
    pub(crate) lengths: &'static [(&'static str, usize)],
    /// Which lengths are accepted only if the setting says so: of weak hashes.
    pub(crate) on_demand: &'static [usize],
    /// What is expected, in an error for whoever sets it.
    pub(crate) expected: &'static str,
}

/// Where in a request something stands: the signature, the time, the event's name, the delivery's
/// id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// A header, named in lower case. It must stand once.
    Header(&'static str),
    /// A header whose name the user chooses, by the setting of this name.
    HeaderSetting(&'static str),
    /// A header whose name the user may choose, by the setting of the first name. Otherwise it has the
    /// second.
    HeaderSettingOr(&'static str, &'static str),
    /// Headers named by this prefix and a number from 1 up, with gaps.
    NumberedHeaders(&'static str),
    /// Any of these headers: providers that send one a secret while secrets are rotated. Each may
    /// stand once.
    AnyHeader(&'static [&'static str]),
    /// A query parameter.
    Query(&'static str),
    /// A query parameter whose name the user chooses, by the setting of this name.
    QuerySetting(&'static str),
    /// A field of a form body.
    Form(&'static str),
    /// A place in a JSON body, as a JSON Pointer (RFC 6901) without escapes, such as `/event/type`.
    Json(&'static str),
    /// The name of the only member of a JSON body that holds an object. For the names of events.
    ObjectMember,
    /// A place in an XML body, as the names of the elements on the way, such as `/xml/MsgType`.
    #[cfg(feature = "xml")]
    Xml(&'static str),
    /// A place in a text of its own that stands elsewhere in the body or in a token.
    Within(&'static Self, Inside),
    /// A place in what a signed token says: where the token stands in a JSON body, or empty where it
    /// is the body, and the place in its payload. For names and ids, of providers that send tokens.
    Token(&'static str, &'static str),
    /// In the signature's own header: a pair's key, or empty for the first of a list.
    WithSignature(&'static str),
}

/// What a text is that stands in a field, and where in it something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inside {
    /// A place in JSON, as a JSON Pointer without escapes.
    Json(&'static str),
    /// A place in XML that is encoded as base64.
    #[cfg(feature = "xml")]
    Base64Xml(&'static str),
}

/// In which form the signature's place holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Nothing but the signature.
    Bare,
    /// A fixed text, then the signature: `sha256=...`. A word and a blank, such as `Bearer `, are the
    /// name of an authentication scheme, and compared without case.
    Prefixed(&'static str),
    /// `key=value` pairs, of which those with this key are signatures; other keys are passed over,
    /// and so are blanks around a pair: `t=1700000000, v1=...`.
    Pairs {
        /// Between two pairs.
        separator: char,
        /// The key of a signature.
        signature: &'static str,
    },
    /// A list in which the items that begin with this tag are signatures; others are passed over:
    /// `v1,... v1a,...`.
    List {
        /// Between two items.
        separator: char,
        /// In front of a signature; may be empty.
        tag: &'static str,
    },
    /// A list whose first item is the time and whose others are signatures.
    TimeFirst {
        /// Between two items.
        separator: char,
    },
}

/// Where the time stands and in which unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timestamp {
    pub(crate) at: At,
    pub(crate) unit: TimeFormat,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeFormat {
    /// Seconds since 1970, in decimal digits.
    Seconds,
    /// Milliseconds since 1970, in decimal digits.
    Milliseconds,
    /// RFC 3339, with any offset and up to nanoseconds.
    Rfc3339,
    /// A date and time after ISO 8601: the offset is `Z`, `+00:00`, `+0000`, `+00`, or missing and then
    /// UTC.
    Iso8601,
    /// The date format of HTTP headers (RFC 9110, section 5.6.7).
    #[cfg(feature = "http-date")]
    HttpDate,
    /// Signed as text, but of a unit that the provider does not state: digits or a date, not checked
    /// for freshness.
    Unchecked,
}

/// One piece of the signed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// A fixed text.
    Literal(&'static str),
    /// The body, byte for byte.
    Body,
    /// The SHA-256 of the body.
    BodyHash(HashEncoding),
    /// The time, as the sender wrote it.
    Timestamp,
    /// The request's method, in upper case.
    Method,
    /// The public URL with its query, from the configured public URL, never from `Host`.
    Url(PercentDecode),
    /// A header's text. Not empty, printable, at most 255 bytes, and free of the characters at which
    /// the literals around it begin and end, so that no text can move from one part into another. If
    /// it is not between literals, it consists of letters, digits, `_` and `-`; and so do the
    /// parts below.
    Header(&'static str),
    /// A query parameter, decoded.
    Query(&'static str),
    /// A field of a form body, decoded.
    Form(&'static str),
    /// The only field of a form body, decoded. A body with another field is refused, as nothing of
    /// that would be signed.
    OnlyField(&'static str),
    /// A scalar of a JSON body: a string's text, or a number as it is written.
    Json(&'static str),
    /// A value that the user configures, by the setting of this name.
    Setting(&'static str),
    /// The secret itself, in schemes that are not HMACs, or that repeat it.
    Secret,
    /// A header, a query parameter, a field of a form or of JSON, that is written in this shape and
    /// refused otherwise: where a part that is not between literals holds other characters, or where
    /// only its shape shows where it begins or ends.
    Shaped(&'static Self, Shape),
}

/// How a hash stands in the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HashEncoding {
    /// Its bytes.
    Raw,
    /// Lower-case hexadecimal.
    Hex,
}

/// Which percent-encoded characters of the URL the sender decodes before it signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PercentDecode {
    /// None: the URL as it is called.
    None,
    /// Those of this ASCII text.
    Only(&'static str),
}

impl Inside {
    const fn checked(self) {
        match self {
            Self::Json(pointer) => assert_pointer(pointer),
            #[cfg(feature = "xml")]
            Self::Base64Xml(path) => assert_pointer(path),
        }
    }
}

impl At {
    /// Whether it is in the body, and not in a token that stands there.
    pub(crate) const fn in_body(self) -> bool {
        match self {
            Self::Json(_) | Self::Form(_) | Self::ObjectMember => true,
            #[cfg(feature = "xml")]
            Self::Xml(_) => true,
            Self::Within(at, _) => at.in_body(),
            _ => false,
        }
    }

    /// Whether it is in a signed token.
    pub(crate) const fn in_token(self) -> bool {
        match self {
            Self::Token(..) => true,
            Self::Within(at, _) => at.in_token(),
            _ => false,
        }
    }
}

impl Scheme {
    /// A scheme in which this algorithm's signature stands here. Until told otherwise, the key is
    /// text, the signature stands alone in hexadecimal, and the body is what is signed.
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
        }
    }

    /// A scheme in which the shared secret itself stands here and proves the sender only.
    pub const fn token(signature: At) -> Self {
        Self {
            content: &[],
            encoding: Encoding::Text,
            ..Self::new(crate::algorithm::TOKEN, signature)
        }
    }

    /// An id of the customer, which is no secret, stands here: it tells for whom a request says that
    /// it is, and proves nothing. Believe nothing of such a delivery; ask the provider.
    pub const fn public_id(id: At) -> Self {
        Self {
            public: true,
            ..Self::token(id)
        }
    }

    /// HTTP Basic authentication (RFC 7617): `user:password` proves the sender only.
    pub const fn basic() -> Self {
        Self {
            content: &[],
            encoding: Encoding::Base64,
            format: Format::Prefixed("Basic "),
            ..Self::new(crate::algorithm::BASIC, At::Header("authorization"))
        }
    }

    /// How a pasted secret becomes key bytes.
    pub const fn key(self, key: KeyFormat) -> Self {
        Self { key, ..self }
    }

    /// Where the request names the key that signed it. It may only choose among the endpoint's own:
    /// see [`Secret::with_id`](crate::Secret::with_id).
    pub const fn key_id(self, at: At) -> Self {
        assert_at(at);
        Self {
            key_id: Some(at),
            ..self
        }
    }

    /// In which form the signature's place holds it.
    pub const fn format(self, format: Format) -> Self {
        if let Format::Pairs { separator, .. } = format {
            assert!(
                separator.is_ascii() && separator != '=',
                "pairs need a separator that is ASCII and not `=`"
            );
        }
        Self { format, ..self }
    }

    /// Accepts signatures of any of these hashes, until the setting says which one.
    pub(crate) const fn choice(self, choice: Choice) -> Self {
        Self {
            choice: Some(choice),
            ..self
        }
    }

    /// How the signature is written.
    pub const fn encoding(self, encoding: Encoding) -> Self {
        Self { encoding, ..self }
    }

    /// Where the time stands and in which unit. It must be signed: as a [`Part::Timestamp`] of the
    /// content, or by standing in the body. An unsigned time proves nothing; leave it out.
    pub const fn timestamp(self, at: At, unit: TimeFormat) -> Self {
        assert_at(at);
        Self {
            timestamp: Some(Timestamp { at, unit }),
            ..self
        }
    }

    /// What is signed, in this order.
    ///
    /// # Panics
    /// At compile time, where nothing binds the body: see [`Scheme::content_without_body`].
    pub const fn content(self, content: &'static [Part]) -> Self {
        assert!(
            covers_body(content),
            "a content that does not cover the body authenticates nothing of it; say `content_without_body` if the provider really signs this"
        );
        self.parts(content)
    }

    /// What is signed, where that is not the body but only what is listed: anybody who saw one
    /// request can send another body with it.
    pub const fn content_without_body(self, content: &'static [Part]) -> Self {
        assert!(
            !covers_body(content),
            "this content covers the body; use `content`"
        );
        self.parts(content)
    }

    /// Sets what is signed of requests that have no body. One with a body is refused with
    /// [`Error::BodyNotBound`](crate::Error::BodyNotBound).
    ///
    /// # Panics
    ///
    /// At compile time, if the content covers a body.
    pub const fn content_of_bodyless(self, content: &'static [Part]) -> Self {
        let mut rest = content;
        while let [part, tail @ ..] = rest {
            assert!(
                !matches!(part.unshaped(), Part::Json(_)),
                "a request without a body has no field in it"
            );
            rest = tail;
        }
        Self {
            bodyless: true,
            ..self.content_without_body(content)
        }
    }

    const fn parts(self, content: &'static [Part]) -> Self {
        let mut rest = content;
        while let [part, tail @ ..] = rest {
            assert_part(*part);
            rest = tail;
        }
        Self { content, ..self }
    }

    /// Checks what only the whole row shows. Called for each row of a [`Provider`](crate::Provider).
    pub(crate) const fn checked(self) -> Self {
        let mut timed = false;
        let mut whole_body = false;
        let mut url = false;
        let mut rest = self.content;
        while let [part, tail @ ..] = rest {
            match part.unshaped() {
                Part::Timestamp => timed = true,
                Part::Body | Part::BodyHash(_) => whole_body = true,
                Part::Url(_) => url = true,
                Part::Json(_) | Part::Form(_) | Part::OnlyField(_) => {
                    timed = timed || in_body(self.timestamp);
                }
                _ => {}
            }
            rest = tail;
        }
        assert!(
            !(whole_body && self.signature.in_body()),
            "a signature cannot stand in the body that it signs"
        );
        assert!(
            !(url && matches!(self.signature, At::Query(_) | At::QuerySetting(_))),
            "a signature cannot stand in the URL that it signs"
        );
        self.assert_beside_signature();
        match self.timestamp {
            None => assert!(
                !timed,
                "the content has a timestamp, but the scheme does not say where it stands"
            ),
            Some(_) => assert!(
                timed || (whole_body && in_body(self.timestamp)),
                "the timestamp is not signed and would prove nothing"
            ),
        }
        self
    }

    /// Checks that a time or a key id beside the signature has a place in the format.
    const fn assert_beside_signature(self) {
        let timed = matches!(
            self.timestamp,
            Some(Timestamp {
                at: At::WithSignature(_),
                ..
            })
        );
        assert!(
            timed || !matches!(self.format, Format::TimeFirst { .. }),
            "`Format::TimeFirst` needs a time that stands with the signature"
        );
        let named = matches!(self.key_id, Some(At::WithSignature(_)));
        if !timed && !named {
            return;
        }
        assert!(
            matches!(
                self.signature,
                At::Header(_) | At::HeaderSetting(_) | At::HeaderSettingOr(..)
            ),
            "a time or a key id can stand with a signature in one header"
        );
        assert!(
            matches!(self.format, Format::Pairs { .. })
                || (timed && !named && matches!(self.format, Format::TimeFirst { .. })),
            "what stands with the signature needs `Format::Pairs`, or `Format::TimeFirst` for a time"
        );
        if let (
            Some(Timestamp { unit, .. }),
            true,
            Format::Pairs { separator, .. } | Format::TimeFirst { separator },
        ) = (self.timestamp, timed, self.format)
        {
            assert!(
                !unit.may_hold(separator),
                "a time may hold the separator that it stands beside"
            );
        }
    }

    /// What a verified request proves. Follows from what is signed, so it cannot be wrong.
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
                Part::Url(_) => coverage.url = Neighbors::of(self.content, index).end_a_url(),
                _ => {}
            }
        }
        coverage
    }

    /// Whether the secret is sent along, and nothing is computed from the content.
    fn sends_secret(&self) -> bool {
        matches!(self.algorithm.class(), Class::Token | Class::Basic)
    }

    /// Whether what stands at `at` is covered by the signature.
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
            (Part::Url(_), At::Query(_)) => true,
            _ => false,
        })
    }
}

/// What a verified request proves: that, and nothing more.
///
/// Shown in few words: `body`, `body+time`, `body+event-time`, `body+url`, `fields`,
/// `sender` where the secret was sent along and nothing of the content is bound to it, or `nothing`
/// where all that came is an id that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// Whether the sender is proven. Only a public id does not.
    pub sender: bool,
    /// How much of the body is covered.
    pub body: BodyCoverage,
    /// Whether a time is, and was within the window: the attempt's, or of a kind that is not known.
    pub time: bool,
    /// Whether the time of the event is, which retries repeat: it tells when the event was, and not
    /// that the request is new.
    pub event_time: bool,
    /// Whether the method is.
    pub method: bool,
    /// Whether the URL is.
    pub url: bool,
}

/// How much of a body a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BodyCoverage {
    /// Nothing of it.
    Nothing,
    /// Some fields: the provider's page says which.
    Fields,
    /// Every byte.
    Whole,
}

impl Coverage {
    /// Only the sender is proven.
    pub const SENDER: Self = Self {
        sender: true,
        body: BodyCoverage::Nothing,
        time: false,
        event_time: false,
        method: false,
        url: false,
    };

    /// Every byte of the body is covered.
    pub const BODY: Self = Self {
        body: BodyCoverage::Whole,
        ..Self::SENDER
    };

    /// Some fields of the body are covered.
    pub const FIELDS: Self = Self {
        body: BodyCoverage::Fields,
        ..Self::SENDER
    };

    /// Also the time, checked for freshness. Of a provider whose row says that it is the event's, a
    /// request covers that instead.
    pub const fn and_time(self) -> Self {
        Self { time: true, ..self }
    }

    /// The same, but the time is the event's.
    pub(crate) const fn at_event(self) -> Self {
        Self {
            time: false,
            event_time: self.has_time(),
            ..self
        }
    }

    /// Returns whether a time is covered: the request's own, or the event's.
    pub const fn has_time(self) -> bool {
        self.time || self.event_time
    }

    /// Also the method.
    pub const fn and_method(self) -> Self {
        Self {
            method: true,
            ..self
        }
    }

    /// Also the URL.
    pub const fn and_url(self) -> Self {
        Self { url: true, ..self }
    }

    /// What both cover.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            sender: self.sender && other.sender,
            body: self.body.min(other.body),
            time: self.time && other.time,
            event_time: self.event_time && other.has_time(),
            method: self.method && other.method,
            url: self.url && other.url,
        }
    }

    /// Whether every byte of the body is bound by the signature.
    pub const fn binds_body(self) -> bool {
        matches!(self.body, BodyCoverage::Whole)
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.body {
            BodyCoverage::Nothing if !self.sender => "nothing",
            BodyCoverage::Nothing => "sender",
            BodyCoverage::Fields => "fields",
            BodyCoverage::Whole => "body",
        })?;
        for (covered, name) in [
            (self.time, "+time"),
            (self.event_time, "+event-time"),
            (self.method, "+method"),
            (self.url, "+url"),
        ] {
            if covered {
                f.write_str(name)?;
            }
        }
        Ok(())
    }
}

#[cfg(feature = "idempotency")]
impl Coverage {
    /// The coverage that is displayed as this text.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut names = text.split('+');
        let mut coverage = match names.next()? {
            "nothing" => Self {
                sender: false,
                ..Self::SENDER
            },
            "sender" => Self::SENDER,
            "fields" => Self::FIELDS,
            "body" => Self::BODY,
            _ => return None,
        };
        for name in names {
            coverage = match name {
                "time" => coverage.and_time(),
                "event-time" => coverage.and_time().at_event(),
                "method" => coverage.and_method(),
                "url" => coverage.and_url(),
                _ => return None,
            };
        }
        Some(coverage)
    }
}

const fn covers_body(mut content: &[Part]) -> bool {
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

const fn in_body(timestamp: Option<Timestamp>) -> bool {
    matches!(timestamp, Some(Timestamp { at, .. }) if at.in_body())
}

const fn assert_part(part: Part) {
    match part {
        Part::Header(name) => assert_header(name),
        Part::Json(pointer) => assert_pointer(pointer),
        Part::Literal(text) => assert!(!text.is_empty(), "an empty literal"),
        Part::Shaped(part, _) => {
            assert!(
                matches!(
                    part,
                    Part::Header(_)
                        | Part::Query(_)
                        | Part::Form(_)
                        | Part::OnlyField(_)
                        | Part::Json(_)
                ),
                "a text of the request has a shape, and nothing else"
            );
            assert_part(*part);
        }
        _ => {}
    }
}

/// Checks a place's names.
pub(crate) const fn assert_at(at: At) {
    match at {
        At::Header(name) | At::NumberedHeaders(name) | At::HeaderSettingOr(_, name) => {
            assert_header(name);
        }
        At::AnyHeader(mut names) => {
            assert!(!names.is_empty(), "a list without headers");
            while let [name, rest @ ..] = names {
                assert_header(name);
                names = rest;
            }
        }
        At::Json(pointer) | At::Token(_, pointer) => assert_pointer(pointer),
        #[cfg(feature = "xml")]
        At::Xml(path) => assert_pointer(path),
        At::Within(outer, inside) => {
            assert!(
                outer.in_body() || outer.in_token(),
                "a text with places in it stands in the body or in a token"
            );
            assert_at(*outer);
            inside.checked();
        }
        _ => {}
    }
}

/// Checks that a name can be a header's, in lower case: `HeaderName::from_static` panics otherwise.
pub(crate) const fn assert_header(name: &str) {
    assert!(!name.is_empty(), "an empty header name");
    let mut rest = name.as_bytes();
    while let [byte, tail @ ..] = rest {
        assert!(
            matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'),
            "header names are written in lower case"
        );
        rest = tail;
    }
}

const fn assert_pointer(pointer: &str) {
    let mut rest = pointer.as_bytes();
    assert!(matches!(rest, [b'/', ..]), "a JSON Pointer begins with `/`");
    while let [byte, tail @ ..] = rest {
        assert!(
            *byte != b'~',
            "JSON Pointers with escapes are not supported"
        );
        rest = tail;
    }
}
