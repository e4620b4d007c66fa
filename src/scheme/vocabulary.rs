//! The words in which a scheme is declared: places, forms, times and the parts of what is signed.

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
    /// The path of the public URL, without the query, which is then not signed. The public URL need not
    /// be configured: by default it is the path of the request.
    Path,
    /// The path and query of the public URL. The public URL need not be configured: by default they are
    /// those of the request.
    PathAndQuery,
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

/// How a part of the content is written, where its provider documents it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// ASCII letters, digits, `_` and `-`, at least this many.
    Word(usize),
    /// These ASCII characters and no others.
    Chars(&'static str),
    /// A text of this form, in which `0` stands for any digit and `A` for any ASCII letter:
    /// `0000-00-00`.
    Like(&'static str),
    /// An amount of money with two decimals and no leading zero: `0.50`, `1000.00`.
    Amount,
    /// One of these texts, of which none begins with another.
    OneOf(&'static [&'static str]),
    /// Any text: of the first or the last part, where its neighbor shows where it ends or begins.
    Any,
}
