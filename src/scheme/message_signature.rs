//! HTTP Message Signatures (RFC 9421), with the digest of the body (RFC 9530).
//!
//! A request lists the components that its signature covers. The provider's row states which must be
//! covered at least. Others are accepted if they are known.

use std::{
    borrow::Cow,
    fmt,
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderName, Uri};
use sha2::{Digest, Sha256, Sha512};

use crate::{
    Error, KeyHint,
    algorithm::{self, Algorithm},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{
        Coverage, Encoding, KeyFormat, TimeFormat,
        formula::{Function, clause, key_name},
    },
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// The message signatures of a provider: their algorithm, and the components that they must cover.
///
/// ```
/// # #[cfg(feature = "ed25519")] {
/// use webhook_receiver::{Provider, scheme::message_signature::{MessageAlgorithm, MessageSignature}};
///
/// const SENDER: Provider = Provider::code(
///     "sender",
///     "Sender",
///     "https://docs.example/webhooks",
///     &MessageSignature::new(
///         MessageAlgorithm::ED25519,
///         &["@method", "@target-uri", "content-digest"],
///     ),
/// )
/// .needs_url();
/// assert_eq!(SENDER.coverage().to_string(), "body+time+method+url");
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MessageSignature {
    pub(crate) algorithm: MessageAlgorithm,
    pub(crate) required: &'static [&'static str],
    pub(crate) label: Option<&'static str>,
    pub(crate) key: KeyFormat,
}

/// An algorithm and its name in the registry of RFC 9421, section 6.2.2.
#[derive(Clone, Copy, Debug)]
pub struct MessageAlgorithm {
    pub(crate) name: &'static str,
    algorithm: &'static dyn Algorithm,
}

impl MessageAlgorithm {
    /// HMAC with SHA-256.
    pub const HMAC_SHA256: Self = Self::new("hmac-sha256", algorithm::HMAC_SHA256);
    /// Ed25519.
    #[cfg(feature = "ed25519")]
    pub const ED25519: Self = Self::new("ed25519", algorithm::ED25519);
    /// ECDSA on P-256 with SHA-256, in the format of fixed size.
    #[cfg(feature = "ecdsa")]
    pub const ECDSA_P256_SHA256: Self =
        Self::new("ecdsa-p256-sha256", algorithm::ECDSA_P256_SHA256_FIXED);
    /// RSA PSS with SHA-512.
    #[cfg(feature = "rsa")]
    pub const RSA_PSS_SHA512: Self = Self::new("rsa-pss-sha512", algorithm::RSA_PSS_SHA512);
    /// RSA PKCS #1 v1.5 with SHA-256.
    #[cfg(feature = "rsa")]
    pub const RSA_PKCS1_SHA256: Self = Self::new("rsa-v1_5-sha256", algorithm::RSA_PKCS1_SHA256);

    #[inline]
    const fn new(name: &'static str, algorithm: &'static dyn Algorithm) -> Self {
        Self { name, algorithm }
    }
}

const INPUT: HeaderName = HeaderName::from_static("signature-input");
const SIGNATURE: HeaderName = HeaderName::from_static("signature");
const DIGEST: &str = "content-digest";

/// The maximum number of components. Providers sign fewer than 10.
const MOST: usize = 32;

impl MessageSignature {
    /// Creates a description of signatures of `algorithm` that cover at least the components `required`.
    ///
    /// They are named as in the RFC: headers in lower case, `@method`, `@target-uri`, `@authority`,
    /// `@scheme`, `@request-target`, `@path`, `@query`. Without `content-digest` among them, the body is
    /// not covered. With `@target-uri`, `@authority` or `@scheme`, the provider
    /// [needs](crate::Provider::needs_url) the public URL.
    #[inline]
    pub const fn new(algorithm: MessageAlgorithm, required: &'static [&'static str]) -> Self {
        Self {
            algorithm,
            required,
            label: None,
            key: KeyFormat::Text,
        }
    }

    /// Sets the label of the signature. By default, a request must have one signature with any label.
    #[inline]
    pub const fn label(self, label: &'static str) -> Self {
        Self {
            label: Some(label),
            ..self
        }
    }

    /// Sets how a pasted secret is decoded into a key. Defaults to [`KeyFormat::Text`].
    #[inline]
    pub const fn key(self, key: KeyFormat) -> Self {
        Self { key, ..self }
    }

    fn requires(&self, component: &str) -> bool {
        self.required.contains(&component)
    }

    /// Parses the input of the signature, and checks that it covers the required components.
    fn read<'r>(&self, request: &Request<'r>) -> Result<Input<'r>, Error> {
        let head = request.head();
        let text = head.required(Field::Signature, &INPUT)?;
        let (label, text) = member(text, self.label)
            .map_err(|fault| Error::malformed(Field::Signature, Location::Header(INPUT), fault))?;
        let form = || {
            Error::malformed(
                Field::Signature,
                Location::Header(INPUT),
                Malformation::Form,
            )
        };
        let input = Input::parse(label, text).ok_or_else(form)?;
        if input
            .algorithm
            .is_some_and(|name| name != self.algorithm.name)
        {
            return Err(Error::AlgorithmMismatch);
        }
        for component in self.required {
            if !input.components.contains(component) {
                return Err(match *component {
                    DIGEST => Error::BodyNotBound,
                    component => Error::NotCovered { component },
                });
            }
        }
        let created = input
            .created
            .ok_or(Error::missing(Field::Timestamp, Location::Header(INPUT)))?;
        request.check_fresh(created)?;
        if let Some(end) = input.expires
            && let Ok(age) = request.now().duration_since(end)
            && age > Duration::ZERO
        {
            return Err(Error::TooOld { age });
        }
        Ok(input)
    }
}

/// The formula, in the notation of a [`Scheme`](crate::scheme::Scheme#formula).
/// `signature_base` is that of RFC 9421, section 2.5; a label of any name is written `*`.
impl fmt::Display for MessageSignature {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = self.label.unwrap_or("*");
        write!(f, "{INPUT}: {label}=(")?;
        for component in self.required {
            write!(f, "{component:?} ")?;
        }
        f.write_str("...);created=timestamp")?;
        clause(f)?;
        let algorithm = self.algorithm.algorithm;
        let function = Function(algorithm);
        let key = key_name(algorithm);
        write!(
            f,
            "{SIGNATURE}: {label}=:base64({function}({key}, signature_base)):"
        )?;
        if self.requires(DIGEST) {
            clause(f)?;
            write!(
                f,
                "{DIGEST}: sha-256=:base64(SHA-256(body)):|sha-512=:base64(SHA-512(body)):"
            )?;
        }
        clause(f)?;
        f.write_str("timestamp in seconds")
    }
}

impl Authenticate for MessageSignature {
    fn algorithm(&self) -> &'static dyn Algorithm {
        self.algorithm.algorithm
    }

    fn key_format(&self) -> KeyFormat {
        self.key
    }

    fn formula(&self) -> Option<String> {
        Some(format!("{self:#}"))
    }

    fn coverage(&self) -> Coverage {
        let whole = self.requires("@target-uri") || self.requires("@request-target");
        let coverage = if self.requires(DIGEST) {
            Coverage::BODY
        } else {
            Coverage::SENDER
        };
        Coverage {
            time: true,
            method: self.requires("@method"),
            url: whole || (self.requires("@path") && self.requires("@query")),
            ..coverage
        }
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        self.read(request).map(drop)
    }

    fn key_hint(&self, request: &Request<'_>) -> Result<KeyHint, Error> {
        Ok(KeyHint::with_id(self.read(request)?.key_id))
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let input = self.read(request)?;
        let head = request.head();
        let text = head.required(Field::Signature, &SIGNATURE)?;
        let malformed =
            |fault| Error::malformed(Field::Signature, Location::Header(SIGNATURE), fault);
        let (_, signature) = member(text, Some(input.label)).map_err(malformed)?;
        let signature = bytes(signature).filter(|text| !text.is_empty());
        let signature = signature.ok_or_else(|| malformed(Malformation::Encoding))?;
        let url = request.public_url().ok();
        let base = base(&input.components, head, url.as_deref(), input.text)?;
        let authentic = request.check_named(
            &[base.as_bytes()],
            Encoding::Base64,
            signature,
            input.key_id,
        )?;
        if input.components.contains(&DIGEST) {
            check_digest(head, request.body())?;
        }
        Ok(match input.created {
            Some(created) => authentic.signed_at(created),
            None => authentic,
        })
    }

    #[cfg(feature = "testing")]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        if self.requires(DIGEST) {
            let digest = STANDARD.encode(Sha256::digest(&draft.body));
            draft.set_header(DIGEST, &format!("sha-256=:{digest}:"))?;
        }
        let components: Vec<_> = self
            .required
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect();
        let text = format!(
            "({});created={};alg=\"{}\"",
            components.join(" "),
            TimeFormat::Seconds.write(draft.now()),
            self.algorithm.name
        );
        let url = draft.public_url().ok();
        let base = base(self.required, &draft.head, url.as_deref(), &text)?;
        let signature = draft.sign(&[base.as_bytes()], Encoding::Base64)?;
        let label = self.label.unwrap_or("sig");
        draft.set_header(INPUT.as_str(), &format!("{label}={text}"))?;
        draft.set_header(SIGNATURE.as_str(), &format!("{label}=:{signature}:"))
    }
}

/// The components that a signature covers, and its parameters.
struct Input<'r> {
    label: &'r str,
    /// Components and parameters as sent, which are the last line of the signature base.
    text: &'r str,
    components: Vec<&'r str>,
    created: Option<SystemTime>,
    expires: Option<SystemTime>,
    algorithm: Option<&'r str>,
    key_id: Option<&'r str>,
}

impl<'r> Input<'r> {
    /// Parses an inner list of strings without parameters, and its own parameters without duplicates. Only
    /// the canonical form is accepted.
    fn parse(label: &'r str, text: &'r str) -> Option<Self> {
        let (list, parameters) = text.strip_prefix('(')?.split_once(')')?;
        let mut components = Vec::new();
        for item in list.split(' ').filter(|_| !list.is_empty()) {
            let name = item.strip_prefix('"')?.strip_suffix('"')?;
            let harmless = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
            if name.is_empty() || !name.bytes().all(harmless) || components.contains(&name) {
                return None;
            }
            components.push(name);
        }
        if components.len() > MOST {
            return None;
        }
        let mut input = Self {
            label,
            text,
            components,
            created: None,
            expires: None,
            algorithm: None,
            key_id: None,
        };
        let mut rest = parameters;
        while !rest.is_empty() {
            let (name, value) = rest.strip_prefix(';')?.split_once('=')?;
            let end;
            let taken = match name {
                "created" | "expires" => {
                    end = value.find(';').unwrap_or(value.len());
                    let time = TimeFormat::Seconds.parse(value.get(..end)?)?;
                    let slot = if name == "created" {
                        &mut input.created
                    } else {
                        &mut input.expires
                    };
                    slot.replace(time).is_some()
                }
                "alg" | "keyid" | "nonce" | "tag" => {
                    let inside = value.strip_prefix('"')?;
                    let length = inside.find('"')?;
                    let string = inside.get(..length).filter(|text| !text.contains('\\'))?;
                    end = length.checked_add(2)?;
                    match name {
                        "alg" => input.algorithm.replace(string).is_some(),
                        "keyid" => input.key_id.replace(string).is_some(),
                        _ => false,
                    }
                }
                _ => return None,
            };
            if taken {
                return None;
            }
            rest = value.get(end..)?;
        }
        Some(input)
    }
}

/// Returns the member of a dictionary (RFC 8941, section 3.2) with this label, or the only member.
fn member<'t>(text: &'t str, label: Option<&str>) -> Result<(&'t str, &'t str), Malformation> {
    let (mut quoted, mut found) = (false, None);
    let members = text.split(|character| {
        quoted ^= character == '"';
        character == ',' && !quoted
    });
    for member in members {
        let (name, value) = member
            .trim_matches([' ', '\t'])
            .split_once('=')
            .ok_or(Malformation::Form)?;
        if label.is_none_or(|label| label == name) && found.replace((name, value)).is_some() {
            return Err(Malformation::Ambiguous);
        }
    }
    found.ok_or(Malformation::NoEntry)
}

/// Returns the base64 of a byte sequence (RFC 8941, section 3.3.5).
fn bytes(text: &str) -> Option<&str> {
    text.strip_prefix(':')?.strip_suffix(':')
}

/// Returns the signature base (RFC 9421, section 2.5).
fn base(
    components: &[&str],
    head: &Head,
    url: Option<&str>,
    parameters: &str,
) -> Result<String, Error> {
    let mut base = String::new();
    for &component in components {
        let value = if component.starts_with('@') {
            derived(component, head, url)?
        } else {
            header(component, head)?.into()
        };
        base.extend(["\"", component, "\": ", &value, "\n"]);
    }
    base.extend(["\"@signature-params\": ", parameters]);
    Ok(base)
}

/// Returns a component that is not a header (RFC 9421, section 2.2).
fn derived<'h>(name: &str, head: &'h Head, url: Option<&'h str>) -> Result<Cow<'h, str>, Error> {
    let unknown = || {
        Error::malformed(
            Field::Signature,
            Location::Header(INPUT),
            Malformation::Form,
        )
    };
    let url = || url.ok_or(Error::missing(Field::Content, Location::Url));
    let parsed = || url()?.parse::<Uri>().map_err(|_| unknown());
    Ok(match name {
        "@method" => head.method.as_str().into(),
        "@target-uri" => url()?.into(),
        "@scheme" => parsed()?.scheme_str().unwrap_or_default().to_owned().into(),
        "@authority" => {
            let url = parsed()?;
            let host = url.host().unwrap_or_default().to_ascii_lowercase();
            match (url.scheme_str(), url.port_u16()) {
                (_, None) | (Some("https"), Some(443)) | (Some("http"), Some(80)) => host.into(),
                (_, Some(port)) => format!("{host}:{port}").into(),
            }
        }
        "@request-target" => head.path_and_query().into(),
        "@path" => head.uri.path().into(),
        "@query" => format!("?{}", head.uri.query().unwrap_or_default()).into(),
        _ => return Err(unknown()),
    })
}

/// Returns the joined lines of a header (RFC 9421, section 2.1).
fn header(name: &str, head: &Head) -> Result<String, Error> {
    let form = Error::malformed(
        Field::Signature,
        Location::Header(INPUT),
        Malformation::Form,
    );
    let lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let name: HeaderName = name.parse().ok().filter(|_| lower).ok_or(form)?;
    let mut lines = Vec::new();
    for line in head.headers.get_all(&name) {
        let line = line.to_str().map_err(|_| {
            Error::malformed(
                Field::Content,
                Location::Header(name.clone()),
                Malformation::NotText,
            )
        })?;
        lines.push(line.trim_matches([' ', '\t']));
    }
    if lines.is_empty() {
        return Err(Error::missing(Field::Content, Location::Header(name)));
    }
    Ok(lines.join(", "))
}

/// Checks the digest of a body. All digests of a known algorithm must match, and there must be one.
fn check_digest(head: &Head, body: &[u8]) -> Result<(), Error> {
    let location = Location::Header(HeaderName::from_static(DIGEST));
    let malformed = || Error::malformed(Field::Content, location.clone(), Malformation::Form);
    let text = header(DIGEST, head)?;
    let mut known = false;
    for member in text.split(',') {
        let (name, value) = member.trim().split_once('=').ok_or_else(malformed)?;
        let value = bytes(value).ok_or_else(malformed)?;
        let digest = match name {
            "sha-256" => STANDARD.encode(Sha256::digest(body)),
            "sha-512" => STANDARD.encode(Sha512::digest(body)),
            _ => continue,
        };
        if digest != value {
            return Err(Error::DigestMismatch);
        }
        known = true;
    }
    if known {
        Ok(())
    } else {
        Err(Error::BodyNotBound)
    }
}
