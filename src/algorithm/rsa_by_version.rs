//! One RSA key for two hashes, for providers that are moving from SHA-1 to SHA-256.

use crate::algorithm::{
    Algorithm, Class, Computation, CustomKey, Finished, KeyError, PreparedKey, RSA_PKCS1_SHA1,
    RSA_PKCS1_SHA256, Running,
};

/// RSA, PKCS #1 v1.5, with the hash of the version that is fed first, and is not itself signed: `1`
/// is SHA-1, `2` is SHA-256.
pub(crate) const RSA_PKCS1_BY_VERSION: &dyn Algorithm = &RsaByVersion;

#[derive(Debug)]
struct RsaByVersion;

impl RsaByVersion {
    fn key(
        prepare: impl Fn(&dyn Algorithm) -> Result<PreparedKey, KeyError>,
    ) -> Result<PreparedKey, KeyError> {
        Ok(PreparedKey::custom(Keys {
            first: prepare(RSA_PKCS1_SHA1)?,
            second: prepare(RSA_PKCS1_SHA256)?,
        }))
    }
}

impl Algorithm for RsaByVersion {
    fn name(&self) -> &'static str {
        RSA_PKCS1_SHA256.name()
    }

    fn class(&self) -> Class {
        Class::Asymmetric
    }

    fn signature_length(&self) -> Option<usize> {
        None
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        Self::key(|algorithm| algorithm.prepare(key))
    }

    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        Self::key(|algorithm| algorithm.prepare_signer(key))
    }
}

/// The same key for each version.
struct Keys {
    first: PreparedKey,
    second: PreparedKey,
}

impl CustomKey for Keys {
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Hashing::Unversioned(
            self.first.start(),
            self.second.start(),
        ))
    }
}

#[allow(clippy::large_enum_variant, reason = "in a box, once a request")]
enum Hashing {
    Unversioned(Running, Running),
    Versioned(Running),
    Done(Finished),
    /// The version is not known.
    Nothing,
}

impl Hashing {
    /// The computation, finished.
    fn done(&mut self) -> Option<&mut Finished> {
        if let Self::Versioned(running) = std::mem::replace(self, Self::Nothing) {
            *self = Self::Done(running.finish());
        }
        match self {
            Self::Done(finished) => Some(finished),
            _ => None,
        }
    }
}

impl Computation for Hashing {
    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Versioned(running) => running.update(bytes),
            Self::Done(_) | Self::Nothing => {}
            Self::Unversioned(..) => {
                let Self::Unversioned(first, second) = std::mem::replace(self, Self::Nothing)
                else {
                    return;
                };
                *self = match bytes {
                    b"1" => Self::Versioned(first),
                    b"2" => Self::Versioned(second),
                    _ => Self::Nothing,
                };
            }
        }
    }

    fn verify(&mut self, signature: &[u8]) -> bool {
        self.done()
            .and_then(|finished| finished.verify(signature))
            .is_some()
    }

    fn sign(&mut self) -> Option<Vec<u8>> {
        match std::mem::replace(self, Self::Nothing) {
            Self::Versioned(running) => running.finish().sign(),
            _ => None,
        }
    }
}
