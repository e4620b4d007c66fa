//! HTTP Message Signatures, and the draft before them.

use serde::{Deserialize, Serialize};

use super::{
    algorithm,
    error::{ConfigError, Locate},
    intern::{self, each},
    place::header_name,
    scheme::KeyFormatConfig,
};
use crate::scheme::{
    KeyFormat, check_header,
    http_signature::{HttpSignature, check_signed},
    message_signature::{MessageAlgorithm, MessageSignature},
};

/// HTTP Message Signatures (RFC 9421).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct MessageSignatureConfig {
    /// The algorithm, by its name in the registry of RFC 9421, such as `ed25519`.
    #[cfg_attr(feature = "config-schema", schemars(extend("enum" = algorithm::names_of(ALGORITHMS))))]
    algorithm: String,
    /// The components that must be covered: headers, and derived components such as `@method`. Without
    /// `content-digest`, the body is not covered.
    components: Vec<String>,
    /// The label of the signature. By default, a request must have one signature with any label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    /// How a pasted secret is decoded into a key. Defaults to `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<KeyFormatConfig>,
}

/// HTTP Signatures by the draft `draft-cavage-http-signatures`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct HttpSignatureConfig {
    /// The name of the algorithm, such as `hmac-sha256`.
    #[cfg_attr(feature = "config-schema", schemars(extend("enum" = algorithm::names())))]
    algorithm: String,
    /// The provider's name of the algorithm.
    name: String,
    /// The header of the signature.
    header: String,
    /// The exact list of the signed headers, separated by spaces.
    signed: String,
    /// The text before the digest. Defaults to `SHA-256=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest_prefix: Option<String>,
    /// A header that repeats the date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date_in: Option<String>,
}

/// The algorithms of message signatures, or the feature that they need.
const ALGORITHMS: &[algorithm::Entry<MessageAlgorithm>] = &[
    ("hmac-sha256", Ok(MessageAlgorithm::HMAC_SHA256)),
    #[cfg(feature = "ed25519")]
    ("ed25519", Ok(MessageAlgorithm::ED25519)),
    #[cfg(not(feature = "ed25519"))]
    ("ed25519", Err("ed25519")),
    #[cfg(feature = "ecdsa")]
    ("ecdsa-p256-sha256", Ok(MessageAlgorithm::ECDSA_P256_SHA256)),
    #[cfg(not(feature = "ecdsa"))]
    ("ecdsa-p256-sha256", Err("ecdsa")),
    #[cfg(feature = "rsa")]
    ("rsa-pss-sha512", Ok(MessageAlgorithm::RSA_PSS_SHA512)),
    #[cfg(feature = "rsa")]
    ("rsa-v1_5-sha256", Ok(MessageAlgorithm::RSA_PKCS1_SHA256)),
    #[cfg(not(feature = "rsa"))]
    ("rsa-pss-sha512", Err("rsa")),
    #[cfg(not(feature = "rsa"))]
    ("rsa-v1_5-sha256", Err("rsa")),
];

/// The components that are not headers.
const DERIVED: &[&str] = &[
    "@method",
    "@target-uri",
    "@authority",
    "@scheme",
    "@request-target",
    "@path",
    "@query",
];

impl MessageSignatureConfig {
    pub(super) fn to_signature(&self) -> Result<MessageSignature, ConfigError> {
        let algorithm = algorithm::find(ALGORITHMS, &self.algorithm);
        let component = |name: &String| {
            if !name.starts_with('@') {
                let name = header_name(name)?;
                check_header(name).map_err(ConfigError::invalid)?;
                return Ok(name);
            }
            let known = DERIVED.iter().find(|known| *known == name);
            known
                .copied()
                .ok_or_else(|| ConfigError::unknown("component", name, DERIVED.iter().copied()))
        };
        let components = each(&self.components, component).under("components")?;
        let label = self.label.as_deref().map(intern::text).transpose();
        let key = self.key.as_ref().map(KeyFormatConfig::value).transpose();
        Ok(MessageSignature {
            algorithm: algorithm.under("algorithm")?,
            required: intern::list(components).under("components")?,
            label: label.under("label")?,
            key: key.under("key")?.unwrap_or(KeyFormat::Text),
        })
    }

    /// Whether a component is made from the public URL.
    pub(super) fn reads_url(signature: &MessageSignature) -> bool {
        ["@target-uri", "@authority", "@scheme"]
            .iter()
            .any(|component| signature.required.contains(component))
    }

    pub(super) fn of(signature: &MessageSignature) -> Result<Self, ConfigError> {
        let algorithm = signature.algorithm.name;
        let components = signature.required.iter();
        Ok(Self {
            algorithm: algorithm.to_owned(),
            components: components.map(|name| (*name).to_owned()).collect(),
            label: signature.label.map(str::to_owned),
            key: Some(KeyFormatConfig::of(signature.key))
                .filter(|key| *key != KeyFormatConfig::Text),
        })
    }
}

/// The prefix of a digest if none is given.
const DIGEST_PREFIX: &str = "SHA-256=";

/// The header of the date if no other is given.
const DATE: &str = "date";

impl HttpSignatureConfig {
    pub(super) fn to_signature(&self) -> Result<HttpSignature, ConfigError> {
        let signed = intern::text(&self.signed.to_ascii_lowercase()).under("signed")?;
        check_signed(signed).under("signed")?;
        let header = header_name(&self.header).under("header")?;
        check_header(header).under("header")?;
        let date = header_name(self.date_in.as_deref().unwrap_or(DATE)).under("date_in")?;
        check_header(date).under("date_in")?;
        let prefix = self.digest_prefix.as_deref().unwrap_or(DIGEST_PREFIX);
        Ok(HttpSignature {
            algorithm: algorithm::named(&self.algorithm).under("algorithm")?,
            name: intern::text(&self.name).under("name")?,
            header,
            signed,
            digest: intern::text(prefix).under("digest_prefix")?,
            date,
        })
    }

    /// Whether the host of the public URL is signed.
    pub(super) fn reads_url(signature: &HttpSignature) -> bool {
        signature.signed.split(' ').any(|name| name == "host")
    }

    pub(super) fn of(signature: &HttpSignature) -> Result<Self, ConfigError> {
        let unless = |text: &str, usual| (text != usual).then(|| text.to_owned());
        Ok(Self {
            algorithm: algorithm::name(signature.algorithm)?.to_owned(),
            name: signature.name.to_owned(),
            header: signature.header.to_owned(),
            signed: signature.signed.to_owned(),
            digest_prefix: unless(signature.digest, DIGEST_PREFIX),
            date_in: unless(signature.date, DATE),
        })
    }
}
