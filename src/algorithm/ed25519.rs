//! Ed25519 (RFC 8032), verified strictly: no weak key, no signature with two spellings.

use std::sync::Arc;

use ed25519_dalek::{
    Signature, Signer, SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey},
};

use super::{
    Algorithm, Class, Computation, CustomKey, KeyError, PreparedKey,
    public_key::{self, PublicKey},
};

/// Ed25519. The signature is over the content itself, so it is gathered before it is verified.
pub const ED25519: &dyn Algorithm = &Ed25519;

#[derive(Debug)]
struct Ed25519;

impl Algorithm for Ed25519 {
    fn name(&self) -> &'static str {
        "ed25519"
    }

    fn class(&self) -> Class {
        Class::Asymmetric
    }

    fn signature_length(&self) -> Option<usize> {
        Some(64)
    }

    fn keeps_content(&self) -> bool {
        true
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let wrong = KeyError::Type("an Ed25519 public key (32 bytes)");
        let raw = |bytes: &[u8]| {
            let bytes = bytes.try_into().map_err(|_| wrong)?;
            VerifyingKey::from_bytes(bytes).map_err(|_| wrong)
        };
        let key = match PublicKey::read(key)? {
            PublicKey::Raw(bytes) => raw(&bytes)?,
            PublicKey::Spki(der) => VerifyingKey::from_public_key_der(&der).map_err(|_| wrong)?,
            PublicKey::Jwk(jwk) => match &jwk.x {
                Some(x) if jwk.is("OKP", Some("Ed25519")) => raw(&x.0)?,
                _ => return Err(wrong),
            },
        };
        if key.is_weak() {
            return Err(KeyError::Weak(
                "an Ed25519 public key that is not of small order",
            ));
        }
        Ok(PreparedKey::custom(Key::Public(Box::new(key))))
    }

    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let key = SigningKey::from_pkcs8_der(&public_key::pkcs8(key)?)
            .map_err(|_| KeyError::Type("an Ed25519 private key"))?;
        Ok(PreparedKey::custom(Key::Private(Arc::new(key))))
    }
}

#[derive(Clone)]
enum Key {
    Public(Box<VerifyingKey>),
    Private(Arc<SigningKey>),
}

impl CustomKey for Key {
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Gathering {
            key: self.clone(),
            content: Vec::new(),
        })
    }
}

struct Gathering {
    key: Key,
    content: Vec<u8>,
}

impl Computation for Gathering {
    fn update(&mut self, bytes: &[u8]) {
        self.content.extend_from_slice(bytes);
    }

    fn verify(&mut self, signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else {
            return false;
        };
        let key = match &self.key {
            Key::Public(key) => key.as_ref(),
            Key::Private(key) => &key.verifying_key(),
        };
        key.verify_strict(&self.content, &signature).is_ok()
    }

    fn sign(&mut self) -> Option<Vec<u8>> {
        match &self.key {
            Key::Public(_) => None,
            Key::Private(key) => Some(key.sign(&self.content).to_vec()),
        }
    }
}
