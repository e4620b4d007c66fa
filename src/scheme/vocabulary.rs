//! The types in which a scheme is declared: places, formats, and the parts of the signed content.

/// A place in a request: of the signature, the timestamp, the event type, or the delivery id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum At {
    /// A header, named in lower case. A duplicate is rejected.
    Header(&'static str),
    /// A header whose name is the value of this setting.
    HeaderSetting(&'static str),
    /// A header whose name is the value of the first setting if it is given, and the second name
    /// otherwise.
    HeaderSettingOr(&'static str, &'static str),
    /// Headers named by this prefix and a number, counted from 1. Numbers may be missing.
    NumberedHeaders(&'static str),
    /// Any of these headers, of providers that send one header per secret during key rotation. A
    /// duplicate is rejected.
    AnyHeader(&'static [&'static str]),
    /// A query parameter.
    Query(&'static str),
    /// A query parameter whose name is the value of this setting.
    QuerySetting(&'static str),
    /// A field of a form body.
    Form(&'static str),
    /// A scalar in a JSON body, by a JSON Pointer (RFC 6901) without escapes, such as `/event/type`.
    Json(&'static str),
    /// The name of the only member of a JSON body that is an object. For event types.
    ObjectMember,
    /// An element in an XML body, by the names on its path, such as `/xml/MsgType`.
    #[cfg(feature = "xml")]
    Xml(&'static str),
    /// A place in a document that is the text of another place in the body or in a token.
    Within(&'static Self, Inside),
    /// A place in the payload of a JSON Web Token. The first pointer is the token's place in the JSON
    /// body, empty if the token is the body; the second is the place in the payload. For event types
    /// and delivery ids.
    Token(&'static str, &'static str),
    /// A place in the header of the signature: the key of a pair, or empty for the first item of a
    /// list.
    WithSignature(&'static str),
}

/// The format of a document inside a field, and a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inside {
    /// A place in JSON, by a JSON Pointer without escapes.
    Json(&'static str),
    /// A place in XML that is encoded in base64.
    #[cfg(feature = "xml")]
    Base64Xml(&'static str),
}

/// How a signature is written into its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// The signature alone.
    Bare,
    /// A prefix, then the signature: `sha256=...`. A prefix of a word and a space, such as `Bearer `,
    /// is the name of an authentication scheme and compared without regard to case.
    Prefixed(&'static str),
    /// `key=value` pairs: `t=1700000000, v1=...`. The pairs with the key `signature` are signatures;
    /// others are ignored, and so is white space around a pair.
    Pairs {
        /// The separator of two pairs.
        separator: char,
        /// The key of a signature.
        signature: &'static str,
    },
    /// A list: `v1,... v1a,...`. The items that begin with `tag` are signatures; others are ignored.
    List {
        /// The separator of two items.
        separator: char,
        /// The prefix of a signature; may be empty.
        tag: &'static str,
    },
    /// A list whose first item is the timestamp and whose others are signatures.
    TimeFirst {
        /// The separator of two items.
        separator: char,
    },
}

/// The place of a timestamp and its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timestamp {
    pub(crate) at: At,
    pub(crate) unit: TimeFormat,
}

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeFormat {
    /// Seconds since the Unix epoch, in decimal digits.
    Seconds,
    /// Milliseconds since the Unix epoch, in decimal digits.
    Milliseconds,
    /// RFC 3339, with any offset and up to nine digits of a fraction.
    Rfc3339,
    /// ISO 8601. The offset is written as `Z`, `+00:00`, `+0000` or `+00`; if it is missing, the time is
    /// in UTC.
    Iso8601,
    /// The date format of HTTP headers (RFC 9110, section 5.6.7).
    #[cfg(feature = "http-date")]
    HttpDate,
    /// Digits or a date in a format that the provider does not document. The text is signed, but not
    /// checked for freshness.
    Unchecked,
}

/// A part of the signed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// A fixed text.
    Literal(&'static str),
    /// The body, byte for byte.
    Body,
    /// The SHA-256 of the body.
    BodyHash(HashEncoding),
    /// The timestamp, as the sender wrote it.
    Timestamp,
    /// The request's method, in upper case.
    Method,
    /// The public URL with its query. It is made from the configured public URL, never from the header
    /// `Host`.
    Url(PercentDecode),
    /// The path of the public URL, without the query, which is then not signed. The public URL need not
    /// be configured: by default it is the path of the request.
    Path,
    /// The path and query of the public URL. The public URL need not be configured: by default they are
    /// those of the request.
    PathAndQuery,
    /// The text of a header: printable, and 1 to 255 bytes long.
    ///
    /// So that no text can move from one part into another, it must not contain the last character of
    /// a literal before it or the first character of a literal after it. If it is not between literals
    /// or at the ends of the content, it must consist of ASCII letters, digits, `_` and `-`. The same
    /// holds for the other parts whose text comes from the request.
    Header(&'static str),
    /// A query parameter, decoded.
    Query(&'static str),
    /// A field of a form body, decoded.
    Form(&'static str),
    /// The only field of a form body, decoded. A body with another field is rejected, as that field
    /// would not be signed.
    OnlyField(&'static str),
    /// A scalar of a JSON body: the text of a string, or a number as it is written.
    Json(&'static str),
    /// The value of this setting.
    Setting(&'static str),
    /// The secret itself, in schemes that hash it with the content.
    Secret,
    /// A header, a query parameter, a form field or a JSON scalar that must have this shape, or the
    /// request is rejected. Use it for a part next to another part, if its text may have characters other
    /// than letters, digits, `_` and `-`, or if nothing else shows where it ends.
    Shaped(&'static Self, Shape),
}

/// The encoding of a hash in the signed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HashEncoding {
    /// Its bytes.
    Raw,
    /// Lower-case hexadecimal.
    Hex,
}

/// The percent-encoded characters of the URL that the sender decodes before it signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PercentDecode {
    /// No characters: the URL as it is called.
    None,
    /// The characters of this ASCII text.
    Only(&'static str),
}

impl At {
    /// Whether it is in the body, and not in a token there.
    #[inline]
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
    #[inline]
    pub(crate) const fn in_token(self) -> bool {
        match self {
            Self::Token(..) => true,
            Self::Within(at, _) => at.in_token(),
            _ => false,
        }
    }
}

/// The documented form of a part of the signed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// At least this many ASCII letters, digits, `_` and `-`.
    Word(usize),
    /// Any number of these ASCII characters.
    Chars(&'static str),
    /// A text of this pattern, in which `0` matches any digit and `A` any ASCII letter:
    /// `0000-00-00`.
    Like(&'static str),
    /// An amount of money with two decimals and no leading zero: `0.50`, `1000.00`.
    Amount,
    /// One of these texts. None of them may be a prefix of another.
    OneOf(&'static [&'static str]),
    /// Any text. For the first or the last part, if the part beside it shows where it ends or begins.
    Any,
}
