//! Why a request was rejected, and the HTTP status for each reason.

use std::{fmt, time::Duration};

use http::{HeaderName, Method, StatusCode};

/// Why a request was rejected.
///
/// An error says what is wrong and where, never a value. It contains no header value, no byte of the
/// body, no secret and no expected signature, so it can be logged as is. The sender only gets
/// [`Error::status`] with an empty body.
///
/// [`code`](Self::code) is a stable name for metrics. [`Field`] says what the part of the request is
/// for, [`Location`] where it is:
///
/// ```
/// use http::HeaderName;
/// use webhook_receiver::{Error, error::{Field, Location}};
///
/// assert_eq!(Error::SignatureMismatch.status(), 401);
/// assert_eq!(Error::SignatureMismatch.code(), "signature_mismatch");
/// assert_eq!(Error::BodyTooLarge { limit: 1024 }.to_string(), "the body is larger than 1024 bytes");
///
/// let missing = Error::missing(Field::Signature, Location::Header(HeaderName::from_static("x-signature")));
/// assert_eq!(missing.to_string(), "the signature is missing: header `x-signature`");
/// assert_eq!(missing.code(), "signature_missing");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The provider does not send requests of this method. The reply names those that it sends.
    #[error("the provider does not send {} requests", shown_method(method).unwrap_or("such"))]
    MethodNotAllowed {
        /// The method of the request.
        method: Method,
        /// The methods that are accepted, as the `Allow` header lists them.
        allowed: AllowedMethods,
    },
    /// The request has more headers than [`Head::MAX_HEADERS`](crate::Head::MAX_HEADERS).
    #[error("the request has more than {} headers", crate::Head::MAX_HEADERS)]
    TooManyHeaders,
    /// The names and values of the headers together are larger than
    /// [`Head::MAX_BYTES`](crate::Head::MAX_BYTES).
    #[error("the headers are larger than {} bytes", crate::Head::MAX_BYTES)]
    HeadersTooLarge,
    /// Something that the scheme needs is not in the request.
    #[error("{field} is missing: {location}")]
    #[non_exhaustive]
    Missing {
        /// What the missing part is for.
        field: Field,
        /// Where the provider sends it.
        location: Location,
    },
    /// Something that must appear exactly once appears more than once. Which one was meant is not
    /// guessed.
    #[error("{field} appears more than once: {location}")]
    #[non_exhaustive]
    Duplicate {
        /// What the duplicate part is for.
        field: Field,
        /// Where it appears more than once.
        location: Location,
    },
    /// Something is present, but not in the form that the provider uses.
    #[error("{field} is malformed ({reason}): {location}")]
    #[non_exhaustive]
    Malformed {
        /// What the malformed part is for.
        field: Field,
        /// Where it is.
        location: Location,
        /// How it is malformed.
        reason: Malformation,
    },
    /// More fields of a form, items of a list or members of an object than any delivery has: each
    /// costs memory beyond its bytes.
    #[error("more than {max} fields or items: {location}", max = crate::codec::form::Form::MAX_FIELDS)]
    TooManyItems {
        /// Where they are.
        location: Location,
    },
    /// More signatures than the provider ever sends.
    #[error("more signatures than the provider sends: {location}")]
    TooManySignatures {
        /// Where they are.
        location: Location,
    },
    /// The signed time is older than the endpoint accepts, or what is signed has expired.
    #[error("the signed time is too old: {} s ago", age.as_secs())]
    TooOld {
        /// How long ago the signed time was, or the time at which it expired.
        age: Duration,
    },
    /// The signed time is further in the future than the tolerance.
    #[error("the signed time is in the future: {} s ahead", lead.as_secs())]
    TooNew {
        /// How far ahead the signed time is.
        lead: Duration,
    },
    /// No signature in the request was made with any of the keys over this content.
    #[error("no signature in the request matches")]
    SignatureMismatch,
    /// The request names a key that the endpoint does not have.
    #[error("the request names a key that this endpoint does not have")]
    KeyUnknown,
    /// The key that the request names could not be looked up now: the sender is asked to try again.
    #[error("the key that the request names could not be looked up")]
    KeyUnavailable,
    /// The request names its key at a URL that is not one of the provider's own.
    #[error("the request names its key at a URL that is not the provider's: {location}")]
    KeyUrl {
        /// Where the URL is.
        location: Location,
    },
    /// The fetched key cannot be used.
    #[error("the fetched key is unusable: {error}")]
    KeyUnusable {
        /// Why it cannot be used.
        error: Box<SetupError>,
    },
    /// The key's certificate is not trusted.
    #[error("the certificate is not trusted: {reason}")]
    Certificate {
        /// Why it is not trusted.
        reason: CertificateFault,
    },
    /// The request is genuine, but addressed to another customer of the provider.
    #[error("the request is addressed to another customer: {location}")]
    AudienceMismatch {
        /// Where the request names the customer.
        location: Location,
    },
    /// The signature covers nothing that binds the body, and the provider promises that it would.
    #[error("nothing in the signed content binds the body")]
    BodyNotBound,
    /// The body is not the one whose digest is signed.
    #[error("the body is not the one whose digest is signed")]
    DigestMismatch,
    /// The signature does not cover something that the provider's signatures cover.
    #[error("the signature does not cover `{component}`")]
    NotCovered {
        /// What is not covered: the name of a component, such as `content-digest`.
        component: &'static str,
    },
    /// A token or a signature names another algorithm than the provider's, `none` among them.
    #[error("the request names another algorithm than the provider's")]
    AlgorithmMismatch,
    /// A token demands an extension (`crit`, `b64`) that the provider does not use.
    #[error("the token demands an extension that the provider does not use")]
    TokenExtension,
    /// A claim that the provider's tokens have is missing or malformed.
    #[error("the token's claim `{claim}` is missing or malformed")]
    ClaimMissing {
        /// The name of the claim.
        claim: &'static str,
    },
    /// A claim of a token has another value than the endpoint requires.
    #[error("the token's claim `{claim}` has an unexpected value")]
    ClaimMismatch {
        /// The name of the claim.
        claim: &'static str,
    },
    /// The body is larger than the limit.
    #[error("the body is larger than {limit} bytes")]
    BodyTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body is compressed, and what the provider signs is not the inflated body, or the feature
    /// `gzip` is off.
    #[error("a body with a content encoding is not accepted")]
    ContentEncoded,
    /// The compressed body inflates to more than 20 times its size, as no event does.
    #[error(
        "the body inflates to more than {} times its size",
        crate::request::body::MAX_RATIO
    )]
    InflateRatio,
    /// The body ended before it was complete: the sender or the connection broke off.
    #[error("the body ended before it was complete")]
    BodyIncomplete,
    /// The body took longer than the deadline.
    #[error("the body did not arrive in time")]
    BodyTimeout,
    /// The bodies in flight take up the whole [`Budget`](crate::Budget): the sender is asked to
    /// try again.
    #[error("the bodies in flight take up the budget")]
    BudgetSpent,
    /// A handshake was recognized, but its token or its parameters do not match the endpoint.
    #[error("the handshake `{handshake}` was rejected")]
    HandshakeRejected {
        /// The name of the handshake.
        handshake: &'static str,
    },
}

impl Error {
    /// Returns the error for a part of the request that is missing at this location.
    pub const fn missing(field: Field, location: Location) -> Self {
        Self::Missing { field, location }
    }

    /// Returns the error for a part of the request that must appear once, but is a duplicate.
    pub const fn duplicate(field: Field, location: Location) -> Self {
        Self::Duplicate { field, location }
    }

    /// Returns the error for a part of the request that is malformed in this way.
    pub const fn malformed(field: Field, location: Location, reason: Malformation) -> Self {
        Self::Malformed {
            field,
            location,
            reason,
        }
    }

    /// Returns the status to answer with: 4xx, or 503 if it is not the sender's fault.
    ///
    /// | status | when |
    /// |---|---|
    /// | 400 | malformed or duplicate |
    /// | 401 | missing, mismatched, too old or new, or nothing binds the body; a token of another kind |
    /// | 404 | a handshake was rejected |
    /// | 405 | method |
    /// | 408 | the body did not arrive in time |
    /// | 413 | body too large, inflating to too much, or of too many fields or items |
    /// | 415 | compressed body |
    /// | 431 | too many headers, or too large ones |
    /// | 503 | the budget is spent, or the key could not be looked up |
    pub fn status(&self) -> StatusCode {
        match self {
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooManyHeaders | Self::HeadersTooLarge => {
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
            }
            Self::Missing { .. }
            | Self::TooOld { .. }
            | Self::TooNew { .. }
            | Self::SignatureMismatch
            | Self::KeyUnknown
            | Self::KeyUrl { .. }
            | Self::Certificate { .. }
            | Self::AudienceMismatch { .. }
            | Self::DigestMismatch
            | Self::NotCovered { .. }
            | Self::AlgorithmMismatch
            | Self::TokenExtension
            | Self::ClaimMissing { .. }
            | Self::ClaimMismatch { .. }
            | Self::BodyNotBound => StatusCode::UNAUTHORIZED,
            Self::Duplicate { .. }
            | Self::Malformed { .. }
            | Self::TooManySignatures { .. }
            | Self::BodyIncomplete => StatusCode::BAD_REQUEST,
            Self::BodyTooLarge { .. } | Self::InflateRatio | Self::TooManyItems { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::ContentEncoded => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::BudgetSpent | Self::KeyUnavailable | Self::KeyUnusable { .. } => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::HandshakeRejected { .. } => StatusCode::NOT_FOUND,
        }
    }

    /// Returns how old the signed time is of a request that is rejected as
    /// [too old](Self::TooOld).
    ///
    /// Ages that are the steps of a provider's retries, or a little more, show that the provider does
    /// not sign its retries again: see the [manual](crate::manual::times).
    pub fn age(&self) -> Option<Duration> {
        match self {
            Self::TooOld { age } => Some(*age),
            _ => None,
        }
    }

    /// Returns how far ahead the signed time is of a request that is rejected as
    /// [too new](Self::TooNew): the difference of the two clocks.
    pub fn lead(&self) -> Option<Duration> {
        match self {
            Self::TooNew { lead } => Some(*lead),
            _ => None,
        }
    }

    /// Returns a short name that does not change, for metrics and logs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::MethodNotAllowed { .. } => "method_not_allowed",
            Self::TooManyHeaders => "too_many_headers",
            Self::HeadersTooLarge => "headers_too_large",
            Self::Missing { field, .. } => field.missing(),
            Self::Duplicate { field, .. } => field.duplicate(),
            Self::Malformed { field, .. } => field.malformed(),
            Self::TooManyItems { .. } => "too_many_items",
            Self::TooManySignatures { .. } => "too_many_signatures",
            Self::TooOld { .. } => "timestamp_too_old",
            Self::TooNew { .. } => "timestamp_too_new",
            Self::SignatureMismatch => "signature_mismatch",
            Self::KeyUnknown => "key_unknown",
            Self::KeyUnavailable => "key_unavailable",
            Self::KeyUrl { .. } => "key_url_rejected",
            Self::KeyUnusable { .. } => "key_unusable",
            Self::Certificate { reason } => reason.code(),
            Self::AudienceMismatch { .. } => "audience_mismatch",
            Self::BodyNotBound => "body_not_bound",
            Self::DigestMismatch => "digest_mismatch",
            Self::NotCovered { .. } => "not_covered",
            Self::AlgorithmMismatch => "algorithm_mismatch",
            Self::TokenExtension => "token_extension",
            Self::ClaimMissing { .. } => "claim_missing",
            Self::ClaimMismatch { .. } => "claim_mismatch",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::ContentEncoded => "content_encoded",
            Self::InflateRatio => "inflate_ratio",
            Self::BodyIncomplete => "body_incomplete",
            Self::BodyTimeout => "body_timeout",
            Self::BudgetSpent => "budget_spent",
            Self::HandshakeRejected { .. } => "handshake_rejected",
        }
    }
}

/// The longest method that is shown, in bytes: the methods in use are shorter, and a longer one could be
/// any text of the sender's.
const LONGEST_METHOD: usize = 15;

/// Returns a method to be shown, unless it is too long.
pub(crate) fn shown_method(method: &Method) -> Option<&str> {
    Some(method.as_str()).filter(|text| text.len() <= LONGEST_METHOD)
}

/// Why a certificate is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateFault {
    /// It is not an X.509 certificate, or one in a form that is not understood.
    Form,
    /// It has expired.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// It does not lead to a root that is trusted.
    Chain,
    /// It was issued for another name.
    Name,
    /// It was not issued for this purpose.
    Purpose,
}

impl CertificateFault {
    fn code(self) -> &'static str {
        match self {
            Self::Form => "certificate_malformed",
            Self::Expired => "certificate_expired",
            Self::NotYetValid => "certificate_not_yet_valid",
            Self::Chain => "certificate_untrusted",
            Self::Name => "certificate_name",
            Self::Purpose => "certificate_purpose",
        }
    }
}

impl fmt::Display for CertificateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "not an X.509 certificate",
            Self::Expired => "expired",
            Self::NotYetValid => "not yet valid",
            Self::Chain => "no path to a trusted root",
            Self::Name => "issued for another name",
            Self::Purpose => "not issued for this purpose",
        })
    }
}

/// What a part of a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// The signature, or the token or credentials instead of one.
    Signature,
    /// The time that the sender states.
    Timestamp,
    /// Another part of what is signed.
    Content,
    /// The challenge of a handshake.
    Challenge,
    /// The token that authenticates a handshake.
    VerifyToken,
    /// The id of the key that signed.
    KeyId,
    /// The customer that the request is addressed to.
    Audience,
    /// The body as a whole.
    Body,
}

impl Field {
    fn missing(self) -> &'static str {
        match self {
            Self::Signature => "signature_missing",
            Self::Timestamp => "timestamp_missing",
            Self::Content => "content_missing",
            Self::Challenge => "challenge_missing",
            Self::VerifyToken => "verify_token_missing",
            Self::KeyId => "key_id_missing",
            Self::Audience => "audience_missing",
            Self::Body => "body_missing",
        }
    }

    fn duplicate(self) -> &'static str {
        match self {
            Self::Signature => "signature_duplicate",
            Self::Timestamp => "timestamp_duplicate",
            Self::Content => "content_duplicate",
            Self::Challenge => "challenge_duplicate",
            Self::VerifyToken => "verify_token_duplicate",
            Self::KeyId => "key_id_duplicate",
            Self::Audience => "audience_duplicate",
            Self::Body => "body_duplicate",
        }
    }

    fn malformed(self) -> &'static str {
        match self {
            Self::Signature => "signature_malformed",
            Self::Timestamp => "timestamp_malformed",
            Self::Content => "content_malformed",
            Self::Challenge => "challenge_malformed",
            Self::VerifyToken => "verify_token_malformed",
            Self::KeyId => "key_id_malformed",
            Self::Audience => "audience_malformed",
            Self::Body => "body_malformed",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Signature => "the signature",
            Self::Timestamp => "the timestamp",
            Self::Content => "a part of the signed content",
            Self::Challenge => "the challenge",
            Self::VerifyToken => "the verify token",
            Self::KeyId => "the key id",
            Self::Audience => "the audience",
            Self::Body => "the body",
        })
    }
}

/// Where in a request something is. Contains names only, never values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// A header.
    Header(HeaderName),
    /// Headers that begin like this and end in a number.
    NumberedHeaders(&'static str),
    /// A query parameter.
    Query(ParameterName),
    /// A field of a form body.
    Form(&'static str),
    /// A place in a JSON body, as a JSON Pointer.
    Json(&'static str),
    /// The URL as a whole.
    Url,
    /// The body as a whole.
    Body,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "header `{name}`"),
            Self::NumberedHeaders(prefix) => write!(f, "headers `{prefix}N`"),
            Self::Query(name) => write!(f, "query parameter `{name}`"),
            Self::Form(name) => write!(f, "form field `{name}`"),
            Self::Json(pointer) => write!(f, "JSON field `{pointer}`"),
            Self::Url => f.write_str("URL"),
            Self::Body => f.write_str("body"),
        }
    }
}

/// The name of a query parameter, from the provider's row or from a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterName(std::sync::Arc<str>);

impl ParameterName {
    pub(crate) fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// Returns the name as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ParameterName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a part of a request is malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformation {
    /// Empty.
    Empty,
    /// Longer than anything that the provider sends.
    TooLong,
    /// Not printable ASCII, or not UTF-8.
    NotText,
    /// The fixed prefix is missing.
    Prefix,
    /// No entry of the kind that the provider signs with.
    NoEntry,
    /// Not valid in the encoding that the provider uses, or of another length.
    Encoding,
    /// Not a time in the unit and form that the provider uses.
    Time,
    /// Contains a character that would make the signed content ambiguous.
    Ambiguous,
    /// Not of the one form that the provider writes.
    Form,
    /// Not JSON.
    NotJson,
    /// Not XML.
    NotXml,
    /// Of another hash than the setting of this name chooses.
    NotChosen {
        /// The name of the setting.
        setting: &'static str,
    },
}

impl fmt::Display for Malformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "empty",
            Self::TooLong => "too long",
            Self::NotText => "not text",
            Self::Prefix => "missing prefix",
            Self::NoEntry => "no entry of the known version",
            Self::Encoding => "wrong encoding or length",
            Self::Time => "not a time of the provider's form",
            Self::Ambiguous => "ambiguous character",
            Self::Form => "not of the provider's form",
            Self::NotJson => "not JSON",
            Self::NotXml => "not XML",
            Self::NotChosen { setting } => {
                return write!(f, "not of the hash that the setting `{setting}` chooses");
            }
        })
    }
}

/// The methods that an endpoint accepts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AllowedMethods(u8);

impl AllowedMethods {
    const METHODS: [Method; 7] = [
        Method::DELETE,
        Method::GET,
        Method::HEAD,
        Method::OPTIONS,
        Method::PATCH,
        Method::POST,
        Method::PUT,
    ];

    /// The methods for which `accepted` returns true.
    pub(crate) fn new(accepted: impl Fn(&Method) -> bool) -> Self {
        let accepted = Self::METHODS.iter().filter(|method| accepted(method));
        Self(accepted.fold(0, |bits, method| bits | Self::bit(method)))
    }

    /// Whether it has this method. Of methods that are not in the list, it has none.
    #[inline]
    pub(crate) fn contains(self, method: &Method) -> bool {
        self.0 & Self::bit(method) != 0
    }

    #[inline]
    fn bit(method: &Method) -> u8 {
        match *method {
            Method::DELETE => 1,
            Method::GET => 1 << 1,
            Method::HEAD => 1 << 2,
            Method::OPTIONS => 1 << 3,
            Method::PATCH => 1 << 4,
            Method::POST => 1 << 5,
            Method::PUT => 1 << 6,
            _ => 0,
        }
    }

    /// Returns the methods, in alphabetical order.
    pub fn methods(self) -> impl Iterator<Item = Method> {
        let all = Self::METHODS.into_iter();
        all.filter(move |method| self.contains(method))
    }
}

/// As the `Allow` header lists them, such as `GET, POST`.
impl fmt::Display for AllowedMethods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        for method in &Self::METHODS {
            if self.contains(method) {
                f.write_str(comma)?;
                f.write_str(method.as_str())?;
                comma = ", ";
            }
        }
        Ok(())
    }
}

impl fmt::Debug for AllowedMethods {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a receiver could not be built. Never caused by a request.
///
/// The messages are for the operator of the service; none contains a secret. `Debug` is
/// the message too, as that is what Rust prints of an error that `main` returns.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The secret is empty: anyone could sign.
    #[error("the secret is empty; set it to the one that the provider shows for this endpoint")]
    SecretEmpty,
    /// The secret is white space, or has white space around it, which no provider's has.
    #[error(
        "the secret has white space around it or is blank; remove it (a trailing newline of a file, perhaps)"
    )]
    SecretBlank,
    /// The secret is shorter than 16 bytes, or 24 for Standard Webhooks, as pasted or as decoded.
    #[error(
        "the secret is shorter than 16 bytes (24 for Standard Webhooks) and can be guessed; choose a longer one, or use `danger::short_secret` if the provider fixed it"
    )]
    SecretShort,
    /// The secret is one from an example.
    #[error("the secret is a placeholder from an example; set it to the real one")]
    SecretPlaceholder,
    /// The secret consists of one byte, repeated.
    #[error("the secret is one character repeated; choose a random one")]
    SecretRepeated,
    /// The environment variable is not set.
    #[error(
        "the environment variable `{variable}` is not set (or not Unicode); it must hold the secret"
    )]
    SecretVariable {
        /// The name of the variable.
        variable: String,
    },
    /// The file cannot be read.
    #[error("the file `{path}` that must hold the secret cannot be read: {kind}")]
    SecretFile {
        /// The path of the file.
        path: String,
        /// Why it cannot be read.
        kind: std::io::ErrorKind,
    },
    /// The secret from this variable or file is not usable.
    #[error("the secret from {origin} is not usable: {error}")]
    SecretFrom {
        /// The environment variable or the file, in words.
        origin: String,
        /// Why it is not usable.
        error: Box<Self>,
    },
    /// One of several secrets is not usable.
    #[error("secret {} of {count} is not usable: {error}", index.saturating_add(1))]
    SecretAt {
        /// The index of the secret, in the order in which the secrets were given.
        index: usize,
        /// The number of secrets.
        count: usize,
        /// Why it is not usable.
        error: Box<Self>,
    },
    /// The provider uses a shared secret, and the given one is a key that others may know, or the
    /// provider's private key.
    #[error(
        "{provider} uses a shared secret, but the given one is {found}; use the secret that the provider shows for this endpoint"
    )]
    KeyNotShared {
        /// The provider's name.
        provider: &'static str,
        /// What was given.
        found: &'static str,
    },
    /// The secret is not in the form in which this provider gives it.
    #[error("the secret is not in the form that {provider} uses: {expected}")]
    SecretForm {
        /// The provider's name.
        provider: &'static str,
        /// The form that is expected.
        expected: &'static str,
    },
    /// The provider sends the secret itself, in a place that cannot hold this one: no request would
    /// ever match.
    #[error("{provider} sends the secret in {place}, where it must be {expected}")]
    SecretUnsendable {
        /// The provider's name.
        provider: &'static str,
        /// Where a request has the secret.
        place: &'static str,
        /// What that place can hold.
        expected: &'static str,
    },
    /// The key is of another algorithm than the provider's.
    #[error("{provider} needs {expected}; the key is of another kind")]
    KeyType {
        /// The provider's name.
        provider: &'static str,
        /// The key that is expected.
        expected: &'static str,
    },
    /// The key is too weak: the private key can be computed from it.
    #[error("the key for {provider} is too weak; it must be {expected}")]
    KeyWeak {
        /// The provider's name.
        provider: &'static str,
        /// The key that is expected.
        expected: &'static str,
    },
    /// The key is a private one: a receiver needs the public one, and should not have the other.
    #[error("the key for {provider} is private; a receiver needs the public one, and nothing else")]
    KeyPrivate {
        /// The provider's name.
        provider: &'static str,
    },
    /// The keys are of several kinds, which sign in different schemes.
    #[error("the keys for {provider} are of different kinds; use one receiver for each kind")]
    KeysMixed {
        /// The provider's name.
        provider: &'static str,
    },
    /// The text is not a JSON Web Key Set, or one without keys.
    #[error("the keys are not a JSON Web Key Set (`{{\"keys\": [...]}}`), or it is empty")]
    KeySet,
    /// The document is not one in which the provider serves keys.
    #[error("the document is not one in which the provider serves its keys, or larger than 64 KiB")]
    KeyDocument,
    /// No secret was given.
    #[error(
        "no secret was given; add one, or build an `Endpoint` and look up the keys for each request"
    )]
    NoSecret,
    /// More secrets than one endpoint has.
    #[error(
        "more than {} secrets; rotate with two, and use one receiver per endpoint",
        crate::key::keys::Keys::MAX
    )]
    TooManySecrets,
    /// The tolerance is not between one second and an hour.
    #[error("the tolerance must be between 1 second and 1 hour")]
    Tolerance,
    /// The accepted age is not between one second and 30 days.
    #[error("the accepted age must be between 1 second and 30 days")]
    AcceptedAge,
    /// The body limit is zero or above 1 GiB.
    #[error("the body limit must be between 1 byte and 1 GiB")]
    BodyLimit,
    /// The body deadline is not between 100 milliseconds and 5 minutes.
    #[error("the body deadline must be between 100 milliseconds and 5 minutes")]
    BodyDeadline,
    /// The platform has no clock, and none was set.
    #[error("the platform has no clock; set one with `clock(...)`, to check signed times")]
    ClockNeeded,
    /// The budget is smaller than what one body of the largest size takes: it could never be
    /// received.
    #[error(
        "the budget of bytes in flight is smaller than the {needed} bytes that one body of the largest size takes; raise it or lower the body limit"
    )]
    Budget {
        /// The bytes that one body takes: the body limit, or four times the body limit if the
        /// provider's signature can only be verified when the whole body is there.
        needed: usize,
    },
    /// The provider signs the URL, and none was given.
    #[error(
        "{provider} signs the public URL; set it with `public_url(\"https://...\")` as the provider calls it (the `Host` header cannot be trusted for this)"
    )]
    PublicUrlNeeded {
        /// The provider's name.
        provider: &'static str,
    },
    /// The public URL is not an absolute `http` or `https` URL without a fragment or user info.
    #[error(
        "the public URL must be absolute (`https://host/path`), without fragment and user info"
    )]
    PublicUrl,
    /// A variant of the row has another algorithm or key format than its scheme. The key is prepared once.
    #[error(
        "{provider}: each variant must have the algorithm and the key format of the scheme; for another kind of \
         key, use `key_kinds`"
    )]
    VariantKey {
        /// The provider's name.
        provider: &'static str,
    },
    /// The body must be signed, and this provider does not do it.
    #[error(
        "{provider} does not sign the whole body, which `require_body` requires; another scheme of the provider may"
    )]
    BodyNotBound {
        /// The provider's name.
        provider: &'static str,
    },
    /// A delivery must name this customer, and those of this provider do not.
    #[error(
        "{provider} signs with one key for all of its customers, and the signed content names no customer, which `require_audience` requires"
    )]
    AudienceNotBound {
        /// The provider's name.
        provider: &'static str,
    },
    /// A setting that the provider needs was not given.
    #[error("{provider} needs the setting `{name}`; set it with `setting(\"{name}\", ...)`")]
    SettingNeeded {
        /// The provider's name.
        provider: &'static str,
        /// The setting's name.
        name: &'static str,
    },
    /// A setting was given that the provider does not know.
    #[error(
        "{provider} has no setting `{name}`; its documentation in `providers` lists those that it has"
    )]
    SettingUnknown {
        /// The provider's name.
        provider: &'static str,
        /// The setting's name.
        name: String,
    },
    /// No idempotency key can be made from what the provider signs.
    #[error(
        "the content that {provider} signs does not distinguish two events, so no idempotency key can be made from it; return one with `key_with`, such as the object and its state in the provider's API"
    )]
    NoIdentity {
        /// The provider's name.
        provider: &'static str,
    },
    /// The provider does not sign the delivery id, and its use was not decided.
    #[error(
        "{provider} does not sign its delivery id; choose with `unsigned_id`: `UnsignedId::Ignore` treats a recorded request that is sent again under another id as a duplicate, but loses the second of two genuine events with equal bodies; `UnsignedId::Include` processes both, but an attacker who recorded one request can cause its effect again"
    )]
    UnsignedId {
        /// The provider's name.
        provider: &'static str,
    },
    /// The lease of idempotent processing is not between one second and an hour.
    #[error("the lease must be between 1 second and 1 hour")]
    Lease,
    /// The retention of idempotency keys is longer than 10 years.
    #[error("the retention must be at most 10 years")]
    Retention,
    /// The time within which a store must respond is not between 10 milliseconds and half of the lease.
    #[error("the store's timeout must be between 10 milliseconds and half of the lease")]
    StoreTimeout,
    /// A setting's value cannot be used.
    #[error("the setting `{name}` has a value that cannot be used; it must be {expected}")]
    SettingForm {
        /// The setting's name.
        name: &'static str,
        /// What is expected.
        expected: &'static str,
    },
}

impl fmt::Debug for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a request could not be signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {
    /// A secret or a setting is missing or not of the provider's form.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The body, the URL or a value does not allow what the provider signs.
    #[error("the request cannot be signed")]
    Request(#[from] Error),
    /// The URL is invalid, or a value is not valid in a header or a query.
    #[error("the URL or a value is not valid in a request")]
    Form,
    /// The body is not one that the provider sends, such as a text that is not JSON.
    #[error("the body is not one that the provider sends")]
    Body,
    /// The provider's requests can be verified, but not made.
    #[error("signing is not supported for this provider")]
    Unsupported,
}
