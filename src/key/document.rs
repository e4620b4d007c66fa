//! The documents in which providers serve their keys.

use std::time::SystemTime;

use bytes::Bytes;
use serde::Deserialize;

use crate::{
    codec::json,
    error::{Error, SetupError},
    key::keys::Keys,
    key::secret::Secret,
    provider::{KeyDocument, Row},
    request::settings::Settings,
};

impl KeyDocument {
    /// Returns the keys of a document, and the end of their validity if it has one.
    #[cfg_attr(
        not(feature = "x509-chain"),
        allow(unused_variables, reason = "only chains need them")
    )]
    #[inline]
    pub(crate) fn read(
        self,
        document: &Bytes,
        row: &Row,
        settings: &Settings,
        now: SystemTime,
    ) -> Result<(Keys, Option<SystemTime>), Error> {
        let unusable = |error| Error::KeyUnusable {
            error: Box::new(error),
        };
        let text = Some(&**document)
            .filter(|document| document.len() <= crate::KeyCache::LARGEST)
            .and_then(|document| std::str::from_utf8(document).ok())
            .ok_or_else(|| unusable(SetupError::KeyDocument))?
            .trim();
        let (secrets, until) = match self {
            Self::Set if text.starts_with('{') && has_keys(text) => {
                (Secret::from_jwks(text).map_err(unusable)?, None)
            }
            Self::Set | Self::Key("") => (vec![Secret::new(text).map_err(unusable)?], None),
            Self::Key(pointer) => {
                let key = one_key(text, pointer)?;
                (vec![Secret::new(key).map_err(unusable)?], None)
            }
            #[cfg(feature = "x509")]
            Self::Certificate => {
                let certificate = crate::key::certificate::first_of(text, now)?;
                (vec![certificate.key], Some(certificate.valid_until))
            }
            #[cfg(feature = "x509-chain")]
            Self::Chain(name) => {
                let roots = settings
                    .get(crate::key::certificate::ROOTS)
                    .unwrap_or_default();
                let certificate = crate::key::certificate::chain_of(text, roots, name, now)?;
                (vec![certificate.key], Some(certificate.valid_until))
            }
        };
        let keys = Keys::new(&row.key_recipe(), &secrets).map_err(unusable)?;
        Ok((keys, until))
    }
}

/// Whether it is a key set.
#[inline]
fn has_keys(text: &str) -> bool {
    matches!(json::raw(text.as_bytes(), "/keys"), Ok(Some(_)))
}

/// Returns the key at a pointer of a JSON document.
#[inline]
fn one_key(text: &str, pointer: &str) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Expires {
        expired_at: Option<serde::de::IgnoredAny>,
    }
    let raw = json::raw(text.as_bytes(), pointer).ok().flatten();
    let raw = raw.ok_or_else(|| Error::KeyUnusable {
        error: Box::new(SetupError::KeyDocument),
    })?;
    if let Ok(key) = serde_json::from_slice::<String>(raw.get().as_bytes()) {
        return Ok(key);
    }
    // Plaid continues to serve expired keys.
    let expires: Result<Expires, _> = serde_json::from_slice(raw.get().as_bytes());
    if expires.is_ok_and(|key| key.expired_at.is_some()) {
        return Err(Error::KeyUnknown);
    }
    Ok(raw.get().to_owned())
}
