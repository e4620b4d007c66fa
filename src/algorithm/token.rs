//! The secret itself as proof: a token in a header, or user name and password.

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::{Algorithm, Class, KeyError, Prepared, PreparedKey};

/// A shared token, sent as it is. It proves the sender and covers nothing of the request.
pub const TOKEN: &dyn Algorithm = &Plain::Token;

/// User name and password as `user:password`, sent in HTTP Basic authentication (RFC 7617). It
/// proves the sender and covers nothing of the request.
pub const BASIC: &dyn Algorithm = &Plain::Basic;

#[derive(Debug)]
enum Plain {
    Token,
    Basic,
}

impl Algorithm for Plain {
    fn name(&self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Basic => "basic",
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::Token => Class::Token,
            Self::Basic => Class::Basic,
        }
    }

    fn signature_length(&self) -> Option<usize> {
        None
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        if matches!(self, Self::Basic) && !key.contains(&b':') {
            return Err(KeyError::Form("user name and password as `user:password`"));
        }
        Ok(PreparedKey(Prepared::Token(Digest::of(key))))
    }
}

/// The digest of a token. Digests are compared instead of texts, so that the time reveals neither
/// the content nor the length.
#[derive(Clone)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    fn of(token: &[u8]) -> Self {
        Self(Sha256::digest(token).into())
    }

    pub(super) fn verify(&self, token: &[u8]) -> bool {
        self.0.ct_eq(&Self::of(token).0).into()
    }
}

impl Drop for Digest {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
