//! What can happen to a request between the sender and the receiver.

use std::fmt;

/// What happened to the white space of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LineEndChange {
    /// The line feed at the end was removed.
    LfRemoved,
    /// The carriage return and line feed at the end were removed.
    CrLfRemoved,
    /// A line feed, or a carriage return and a line feed, were added at the end.
    LineEndAdded,
    /// White space was added at the ends.
    SpaceAdded,
    /// Line feeds became carriage returns and line feeds.
    LfToCrLf,
    /// Carriage returns and line feeds became line feeds.
    CrLfToLf,
}

impl fmt::Display for LineEndChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LfRemoved => "the newline at the end of the body was removed",
            Self::CrLfRemoved => "the line end (CR LF) at the end of the body was removed",
            Self::LineEndAdded => "a newline was added at the end of the body",
            Self::SpaceAdded => "white space was added at the ends of the body",
            Self::LfToCrLf => "the line ends of the body were changed from LF to CR LF",
            Self::CrLfToLf => "the line ends of the body were changed from CR LF to LF",
        })
    }
}

/// How a body was wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyWrapping {
    /// It is encoded in base64, as API gateways do.
    Base64,
    /// It is the member `body` of a gateway's event, as of AWS Lambda.
    GatewayEvent,
    /// It is a JSON string that contains the body.
    JsonString,
    /// It is the decoded field `payload` of the form that was sent.
    PayloadField,
}

impl fmt::Display for BodyWrapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base64 => {
                "the body came in base64, as gateways pass it on (`isBase64Encoded` of AWS Lambda); decode it first"
            }
            Self::GatewayEvent => {
                "the body is a gateway's event that holds the request's body; pass on its member `body`, decoded if `isBase64Encoded` is true"
            }
            Self::JsonString => {
                "the body came as a JSON string: it was serialized once more; pass the raw bytes of the body to the receiver"
            }
            Self::PayloadField => {
                "the body is the decoded field `payload` of a form, and the whole form is signed; pass the raw bytes of the body to the receiver"
            }
        })
    }
}

/// What happened to a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormChange {
    /// It was decoded, and encoded with other escapes.
    Reencoded,
    /// It was decoded, and not encoded again.
    Decoded,
    /// Its fields were sorted by name.
    Sorted,
    /// It became a JSON object.
    ParsedIntoJson,
}

impl fmt::Display for FormChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reencoded => "the form was decoded and encoded again with other escapes",
            Self::Decoded => "the form was decoded",
            Self::Sorted => "the fields of the form were sorted",
            Self::ParsedIntoJson => "the form was parsed and serialized as JSON",
        })?;
        f.write_str("; pass the raw bytes of the body to the receiver")
    }
}

/// What makes a secret match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretChange {
    /// Its text is the key, as it is.
    AsText,
    /// It is hexadecimal, and the key is its decoded form.
    AsHex,
    /// It is base64, and the key is its decoded form.
    AsBase64,
    /// This prefix has to be added.
    WithPrefix(&'static str),
    /// This prefix has to be removed.
    WithoutPrefix(&'static str),
    /// The quotes around it have to be removed.
    WithoutQuotes,
    /// The sender's secret has white space or a line break after it.
    WithWhiteSpace,
    /// Its letters have to be in lower case.
    LowerCase,
    /// Its letters have to be in upper case.
    UpperCase,
    /// It has to be configured without an id, or with the one that the request names.
    WithoutId,
}

impl fmt::Display for SecretChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsText => f.write_str("if its text is the key as it is, and not as the row says; have the sender use the key as the provider documents, or correct the `KeyFormat` of a row of your own"),
            Self::AsHex => f.write_str("if it is decoded as hexadecimal, and not as the row says; have the sender use the key as the provider documents, or correct the `KeyFormat` of a row of your own"),
            Self::AsBase64 => f.write_str("if it is decoded as base64, and not as the row says; have the sender use the key as the provider documents, or correct the `KeyFormat` of a row of your own"),
            Self::WithPrefix(prefix) => write!(f, "with `{prefix}` in front; give the whole secret"),
            Self::WithoutPrefix(prefix) => {
                write!(f, "without `{prefix}` in front; give what follows it")
            }
            Self::WithoutQuotes => f.write_str("without the quotes around it; remove them"),
            Self::WithWhiteSpace => f.write_str(
                "with white space or a line end behind it: the sender signs with those, too; set the secret there anew, without them",
            ),
            Self::LowerCase => f.write_str("in lower case; give it as the provider shows it"),
            Self::UpperCase => f.write_str("in upper case; give it as the provider shows it"),
            Self::WithoutId => f.write_str(
                "without its id: the request names another key; correct the id that the secret has",
            ),
        }
    }
}

/// The parts in which two URLs differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UrlDifference {
    /// The scheme: `http` or `https`.
    pub scheme: bool,
    /// The host.
    pub host: bool,
    /// The port.
    pub port: bool,
    /// The path.
    pub path: bool,
    /// The query.
    pub query: bool,
}

impl UrlDifference {
    /// What to do besides setting the origin.
    pub(crate) fn advice(self) -> &'static str {
        match (self.path, self.query) {
            (true, _) => {
                ", followed by the path prefix that the proxy removes; or set `callback_url` to the URL as it is registered with the provider"
            }
            (false, true) => ", and have the proxy pass on the query unchanged",
            (false, false) => "",
        }
    }
}

impl fmt::Display for UrlDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.scheme, "scheme"),
            (self.host, "host"),
            (self.port, "port"),
            (self.path, "path"),
            (self.query, "query"),
        ];
        let mut names = parts.iter().filter(|(differs, _)| *differs);
        if let Some((_, first)) = names.next() {
            write!(f, "another {first}")?;
        }
        names.try_for_each(|(_, name)| write!(f, ", {name}"))
    }
}
