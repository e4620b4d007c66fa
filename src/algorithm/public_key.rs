//! Public keys in the forms in which providers hand them out, distinguished by their syntax.

use base64::Engine;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::KeyError;
use crate::codec::encoding;

/// A public key, unwrapped.
pub(crate) enum PublicKey {
    /// The key's own bytes: pasted as hexadecimal or base64, behind `whpk_` or not.
    Raw(Vec<u8>),
    /// A `SubjectPublicKeyInfo` (RFC 5280) in DER: pasted as PEM, as base64, or in a certificate.
    Spki(Vec<u8>),
    /// A JSON Web Key (RFC 7517).
    Jwk(Jwk),
}

/// The members of a JWK that are read, decoded.
#[derive(Deserialize)]
pub(crate) struct Jwk {
    kty: String,
    crv: Option<String>,
    pub(crate) x: Option<Base64Url>,
    pub(crate) y: Option<Base64Url>,
    pub(crate) n: Option<Base64Url>,
    pub(crate) e: Option<Base64Url>,
    d: Option<serde::de::IgnoredAny>,
    p: Option<serde::de::IgnoredAny>,
    k: Option<serde::de::IgnoredAny>,
}

impl Jwk {
    /// Whether it is of this type, and on this curve if the type has curves.
    pub(crate) fn is(&self, kty: &str, crv: Option<&str>) -> bool {
        self.kty == kty && self.crv.as_deref() == crv
    }
}

/// Bytes in base64url. RFC 7518 writes them without padding, and some providers with it.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Base64Url(pub(crate) Vec<u8>);

impl TryFrom<String> for Base64Url {
    type Error = base64::DecodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        encoding::BASE64_URL.decode(text).map(Self)
    }
}

impl PublicKey {
    /// Reads a pasted key.
    ///
    /// # Errors
    /// Returns [`KeyError::Private`] if it is a private key, which no receiver should have, and
    /// [`KeyError::Form`] if it is not a key.
    pub(crate) fn read(text: &[u8]) -> Result<Self, KeyError> {
        let form = KeyError::Form(
            "a public key as PEM, base64, hexadecimal, a certificate or a JWK, as the provider shows it",
        );
        if text.starts_with(b"{") {
            let jwk: Jwk = serde_json::from_slice(text).map_err(|_| form)?;
            if jwk.d.is_some() || jwk.p.is_some() || jwk.k.is_some() {
                return Err(KeyError::Private);
            }
            return Ok(Self::Jwk(jwk));
        }
        if let Some((label, der)) = pem(text) {
            return match label {
                _ if label.contains("PRIVATE KEY") => Err(KeyError::Private),
                // `RSA PUBLIC KEY` should label a PKCS #1 key; some providers use it for other keys by
                // mistake.
                "PUBLIC KEY" | "RSA PUBLIC KEY" => Ok(Self::Spki(der.to_vec())),
                "CERTIFICATE" => certificate(&der).map(Self::Spki),
                _ => Err(form),
            };
        }
        let bare = text.strip_prefix(b"whpk_").unwrap_or(text);
        if bare.starts_with(b"whsk_") {
            return Err(KeyError::Private);
        }
        if bare.len() == 64
            && let Some(raw) = encoding::key_from_hex(bare)
        {
            return Ok(Self::Raw(raw.to_vec()));
        }
        let bytes = encoding::key_from_base64(bare).ok_or(form)?;
        // Base64 of a PEM text.
        if pem(&bytes).is_some() {
            return Self::read(&bytes);
        }
        // A SEQUENCE with a length: no raw key of these algorithms begins like that and has this length.
        if bytes.len() > 40 && bytes.first() == Some(&0x30) {
            Ok(Self::Spki(bytes.to_vec()))
        } else {
            Ok(Self::Raw(bytes.to_vec()))
        }
    }
}

/// Returns the key of a certificate. Its subject and its validity are not checked here.
#[cfg(feature = "x509")]
fn certificate(der: &[u8]) -> Result<Vec<u8>, KeyError> {
    use x509_cert::der::{Decode, Encode};
    let form = |_| KeyError::Form("a certificate (X.509) as PEM");
    let certificate = x509_cert::Certificate::from_der(der).map_err(form)?;
    let info = certificate.tbs_certificate().subject_public_key_info();
    info.to_der().map_err(form)
}

#[cfg(not(feature = "x509"))]
fn certificate(_: &[u8]) -> Result<Vec<u8>, KeyError> {
    Err(KeyError::Form(
        "a public key; certificates need the feature `x509`",
    ))
}

/// The label and the bytes of a PEM text (RFC 7468). Line breaks may be missing or be spaces: some
/// providers show their keys in one line.
pub(crate) fn pem(text: &[u8]) -> Option<(&str, Zeroizing<Vec<u8>>)> {
    let text = std::str::from_utf8(text).ok()?;
    let (label, rest) = text.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let (body, end) = rest.split_once("-----END ")?;
    let end = end.strip_prefix(label)?.strip_prefix("-----")?;
    if !end.trim_ascii().is_empty() {
        return None;
    }
    // A text that grows leaves copies behind.
    let mut joined = Zeroizing::new(String::with_capacity(body.len()));
    for line in body.split("\\n") {
        joined.extend(line.chars().filter(|letter| !letter.is_ascii_whitespace()));
    }
    Some((label, encoding::key_from_base64(joined.as_bytes())?))
}

/// The bytes of a private key in PKCS #8 (RFC 5208), pasted as PEM: for signing.
pub(crate) fn pkcs8(text: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    match pem(text) {
        Some(("PRIVATE KEY", der)) => Ok(der),
        _ => Err(KeyError::Form("a private key in PKCS #8, as PEM")),
    }
}
