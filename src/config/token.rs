//! JSON Web Tokens.

use serde::{Deserialize, Serialize};

use super::{
    algorithm,
    error::{ConfigError, Locate},
    intern::{self, each},
    place::header_name,
    words::EncodingConfig,
};
use crate::scheme::jwt::{Binding, Claim, Jwt, JwtAlgorithm, Time, TokenAt, check_binding};

/// The JSON Web Tokens that a provider sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct JwtConfig {
    /// The algorithm, such as `RS256`. `HS256|HS384|HS512` for HMAC with any of the three hashes.
    #[cfg_attr(feature = "config-schema", schemars(extend("enum" = algorithm::names_of(ALGORITHMS))))]
    algorithm: String,
    /// The place of the token.
    token: TokenConfig,
    /// What binds the body to the token.
    body: BindingConfig,
    /// The claims that a token must have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    claims: Vec<ClaimConfig>,
    /// The time that a token must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time: Option<TokenTime>,
}

/// The place of a token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum TokenConfig {
    /// A header, after a prefix.
    Header(TokenHeader),
    /// The body.
    Body,
    /// A member of the JSON body, by its JSON Pointer. The rest of the body is not signed.
    Json(String),
}

/// A header with a token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct TokenHeader {
    /// The name of the header.
    name: String,
    /// The text before the token, such as `Bearer `.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    prefix: String,
}

/// What binds the body to a token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum BindingConfig {
    /// Nothing: an attacker who saw a token can send any other body with it.
    Unsigned,
    /// The token is the body, or a member of it.
    IsToken,
    /// The body is the payload of the token, which is left out of it.
    Detached,
    /// As `detached`, but the body is signed without base64url.
    DetachedRaw,
    /// A claim is the SHA-256 of the body.
    Hash(HashClaim),
    /// As `hash`, but the claim is missing if the body is empty.
    HashUnlessEmpty(HashClaim),
    /// The claim of this name is the body, as text.
    Text(String),
}

/// A claim that is a hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct HashClaim {
    /// The name of the claim.
    claim: String,
    /// The encoding of the hash: `hex` or `base64`.
    encoding: EncodingConfig,
}

/// What a claim must be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum ClaimConfig {
    /// One of these texts.
    Is(IsClaim),
    /// The value of a setting. The claim `aud` may also be a list that contains it.
    Setting(SettingClaim),
    /// The claim of this name is a text that is not empty.
    Present(String),
    /// The claim of this name is `true`.
    True(String),
    /// The claim of this name is the SHA-256 of the public URL in lower-case hexadecimal.
    UrlHash(String),
}

/// A claim with one of several texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct IsClaim {
    /// The name of the claim.
    claim: String,
    /// The texts.
    texts: Vec<String>,
}

/// A claim with the value of a setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct SettingClaim {
    /// The name of the claim.
    claim: String,
    /// The name of the setting.
    setting: String,
}

/// The time that a token must have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum TokenTime {
    /// The expiry (`exp`).
    Expires,
    /// The time of issue (`iat`), within the replay window.
    Issued,
    /// A time in seconds as the member of this name of the token's header.
    Header(String),
}

/// The algorithms, or the feature that they need.
const ALGORITHMS: &[algorithm::Entry<JwtAlgorithm>] = &[
    ("HS256", Ok(JwtAlgorithm::HS256)),
    ("HS256|HS384|HS512", Ok(JwtAlgorithm::HMAC)),
    #[cfg(feature = "rsa")]
    ("RS256", Ok(JwtAlgorithm::RS256)),
    #[cfg(feature = "rsa")]
    ("RS512", Ok(JwtAlgorithm::RS512)),
    #[cfg(feature = "rsa")]
    ("PS256", Ok(JwtAlgorithm::PS256)),
    #[cfg(feature = "ecdsa")]
    ("ES256", Ok(JwtAlgorithm::ES256)),
    #[cfg(feature = "p521")]
    ("ES512", Ok(JwtAlgorithm::ES512)),
    #[cfg(not(feature = "rsa"))]
    ("RS256", Err("rsa")),
    #[cfg(not(feature = "rsa"))]
    ("RS512", Err("rsa")),
    #[cfg(not(feature = "rsa"))]
    ("PS256", Err("rsa")),
    #[cfg(not(feature = "ecdsa"))]
    ("ES256", Err("ecdsa")),
    #[cfg(not(feature = "p521"))]
    ("ES512", Err("p521")),
];

impl JwtConfig {
    pub(super) fn to_jwt(&self) -> Result<Jwt, ConfigError> {
        let algorithm = algorithm::find(ALGORITHMS, &self.algorithm);
        let algorithm = algorithm.under("algorithm")?;
        let at = self.token.to_at().under("token")?;
        let binding = self.body.to_binding().under("body")?;
        check_binding(at, binding).under("token")?;
        let claims = each(&self.claims, ClaimConfig::to_claim).under("claims")?;
        let time = match &self.time {
            None => Time::Unstated,
            Some(TokenTime::Expires) => Time::Expires,
            Some(TokenTime::Issued) => Time::Issued,
            Some(TokenTime::Header(name)) => {
                Time::Stamped(intern::text(name).under("time.header")?)
            }
        };
        Ok(Jwt {
            algorithm,
            at,
            binding,
            claims: intern::list(claims).under("claims")?,
            time,
        })
    }

    pub(super) fn of(jwt: &Jwt) -> Result<Self, ConfigError> {
        let shown = format!("{:?}", jwt.algorithm);
        let mut known = ALGORITHMS.iter();
        if !known.any(|(name, _)| *name == shown) {
            return Err(ConfigError::code("the algorithm is code"));
        }
        Ok(Self {
            algorithm: shown,
            token: TokenConfig::of(jwt.at),
            body: BindingConfig::of(jwt.binding),
            claims: jwt.claims.iter().map(ClaimConfig::of).collect(),
            time: match jwt.time {
                Time::Unstated => None,
                Time::Expires => Some(TokenTime::Expires),
                Time::Issued => Some(TokenTime::Issued),
                Time::Stamped(name) => Some(TokenTime::Header(name.to_owned())),
            },
        })
    }
}

impl TokenConfig {
    fn to_at(&self) -> Result<TokenAt, ConfigError> {
        Ok(match self {
            Self::Header(TokenHeader { name, prefix }) => TokenAt::Header(
                header_name(name).under("header.name")?,
                intern::text(prefix).under("header.prefix")?,
            ),
            Self::Body => TokenAt::Body,
            Self::Json(pointer) => TokenAt::Json(intern::text(pointer).under("json")?),
        })
    }

    fn of(at: TokenAt) -> Self {
        match at {
            TokenAt::Header(name, prefix) => Self::Header(TokenHeader {
                name: name.to_owned(),
                prefix: prefix.to_owned(),
            }),
            TokenAt::Body => Self::Body,
            TokenAt::Json(pointer) => Self::Json(pointer.to_owned()),
        }
    }
}

impl BindingConfig {
    fn to_binding(&self) -> Result<Binding, ConfigError> {
        let hash = |HashClaim { claim, encoding }: &HashClaim| {
            if !matches!(encoding, EncodingConfig::Hex | EncodingConfig::Base64) {
                let message = "the encoding of the hash must be `hex` or `base64`";
                return Err(ConfigError::invalid(message).under("encoding"));
            }
            Ok((intern::text(claim).under("claim")?, encoding.value()?))
        };
        Ok(match self {
            Self::Unsigned => Binding::Nothing,
            Self::IsToken => Binding::IsBody,
            Self::Detached => Binding::Detached,
            Self::DetachedRaw => Binding::DetachedRaw,
            Self::Hash(claim) => {
                let (claim, encoding) = hash(claim).under("hash")?;
                Binding::Hash(claim, encoding)
            }
            Self::HashUnlessEmpty(claim) => {
                let (claim, encoding) = hash(claim).under("hash_unless_empty")?;
                Binding::HashUnlessEmpty(claim, encoding)
            }
            Self::Text(claim) => Binding::Text(intern::text(claim).under("text")?),
        })
    }

    fn of(binding: Binding) -> Self {
        let hash = |claim: &str, encoding| HashClaim {
            claim: claim.to_owned(),
            encoding: EncodingConfig::of(encoding),
        };
        match binding {
            Binding::Nothing => Self::Unsigned,
            Binding::IsBody => Self::IsToken,
            Binding::Detached => Self::Detached,
            Binding::DetachedRaw => Self::DetachedRaw,
            Binding::Hash(claim, encoding) => Self::Hash(hash(claim, encoding)),
            Binding::HashUnlessEmpty(claim, encoding) => {
                Self::HashUnlessEmpty(hash(claim, encoding))
            }
            Binding::Text(claim) => Self::Text(claim.to_owned()),
        }
    }
}

impl ClaimConfig {
    fn to_claim(&self) -> Result<Claim, ConfigError> {
        Ok(match self {
            Self::Is(IsClaim { claim, texts }) => {
                if texts.is_empty() {
                    return Err(ConfigError::invalid("an empty list of texts").under("is.texts"));
                }
                let texts = each(texts, |text| intern::text(text)).under("is.texts")?;
                Claim::Is(
                    intern::text(claim).under("is.claim")?,
                    intern::list(texts).under("is.texts")?,
                )
            }
            Self::Setting(SettingClaim { claim, setting }) => Claim::Setting(
                intern::text(claim).under("setting.claim")?,
                intern::text(setting).under("setting.setting")?,
            ),
            Self::Present(claim) => Claim::Present(intern::text(claim).under("present")?),
            Self::True(claim) => Claim::True(intern::text(claim).under("true")?),
            Self::UrlHash(claim) => Claim::UrlHash(intern::text(claim).under("url_hash")?),
        })
    }

    fn of(claim: &Claim) -> Self {
        match *claim {
            Claim::Is(claim, texts) => Self::Is(IsClaim {
                claim: claim.to_owned(),
                texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            }),
            Claim::Setting(claim, setting) => Self::Setting(SettingClaim {
                claim: claim.to_owned(),
                setting: setting.to_owned(),
            }),
            Claim::Present(claim) => Self::Present(claim.to_owned()),
            Claim::True(claim) => Self::True(claim.to_owned()),
            Claim::UrlHash(claim) => Self::UrlHash(claim.to_owned()),
        }
    }
}
