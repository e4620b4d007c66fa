use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    Provider,
    algorithm::{Algorithm, Class, Computation, CustomKey, KeyError, PreparedKey, TOKEN},
    codec::encoding::to_hex,
    scheme::{At, Scheme},
};

/// [PhonePe](https://developer.phonepe.com/payment-gateway/website-integration/standard-checkout/api-integration/api-reference/webhook),
/// version 2.
///
/// # Signed content
/// ```text
/// authorization: hex(SHA-256(secret))
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: e9cd753b3a3809b3808f49eeca30d543...
/// ```
///
/// # Quirks
/// - The secret is `user:password`; the header has no scheme in front.
/// - Callbacks of version 1 are signed differently, and not served.
pub const PHONEPE: Provider = Provider::new(
    "phonepe",
    "PhonePe",
    "https://developer.phonepe.com/payment-gateway/website-integration/standard-checkout/api-integration/api-reference/webhook",
    Scheme {
        algorithm: &Hashed,
        ..Scheme::token(At::Header("authorization"))
    },
)
.kind(&[At::Json("/event")])
.source_read("2026-10");

/// The token is the hash of what is configured.
#[derive(Debug)]
struct Hashed;

impl Algorithm for Hashed {
    #[inline]
    fn name(&self) -> &'static str {
        TOKEN.name()
    }

    #[inline]
    fn class(&self) -> Class {
        Class::Token
    }

    #[inline]
    fn signature_length(&self) -> Option<usize> {
        None
    }

    #[inline]
    fn key_formula(&self) -> &'static str {
        "hex(SHA-256(secret))"
    }

    #[inline]
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        TOKEN.prepare(Token::of(key).0.as_bytes())
    }

    #[inline]
    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        Ok(PreparedKey::custom(Token::of(key)))
    }
}

/// What is sent.
#[derive(Clone)]
struct Token(Zeroizing<String>);

impl Token {
    #[inline]
    fn of(key: &[u8]) -> Self {
        Self(Zeroizing::new(to_hex(&Sha256::digest(key))))
    }
}

impl CustomKey for Token {
    #[inline]
    fn start(&self) -> Box<dyn Computation> {
        Box::new(self.clone())
    }
}

impl Computation for Token {
    #[inline]
    fn update(&mut self, _: &[u8]) {}

    #[inline]
    fn verify(&mut self, _: &[u8]) -> bool {
        false
    }

    #[inline]
    fn sign(&mut self) -> Option<Vec<u8>> {
        Some(self.0.as_bytes().to_vec())
    }
}
