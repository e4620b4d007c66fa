//! RSA signatures (RFC 8017): PKCS #1 v1.5 and PSS.

use std::{marker::PhantomData, sync::Arc};

use rsa::{
    BoxedUint, PrivateKey, PublicKey, pkcs1v15,
    pkcs8::{AssociatedOid, DecodePrivateKey, DecodePublicKey},
    pss,
    signature::{
        SignatureEncoding,
        hazmat::{PrehashSigner, PrehashVerifier},
    },
    traits::PublicKeyParts,
};
use sha2::{Digest, Sha256, Sha512};

use super::{
    Algorithm, Class, Computation, CustomKey, KeyError, PreparedKey,
    public_key::{self, PublicKey as Pasted},
};

/// RSA, PKCS #1 v1.5, with SHA-256.
pub const RSA_PKCS1_SHA256: &dyn Algorithm =
    &Rsa::<Sha256>::new("rsa-pkcs1-sha256", Padding::Pkcs1);

/// RSA, PKCS #1 v1.5, with SHA-512.
pub const RSA_PKCS1_SHA512: &dyn Algorithm =
    &Rsa::<Sha512>::new("rsa-pkcs1-sha512", Padding::Pkcs1);

/// RSA, PKCS #1 v1.5, with SHA-1. SHA-1 collisions can be found; for the providers that still use it.
#[cfg(feature = "sha1")]
pub const RSA_PKCS1_SHA1: &dyn Algorithm =
    &Rsa::<sha1::Sha1>::new("rsa-pkcs1-sha1", Padding::Pkcs1);

/// RSA, PSS, with SHA-256 and a salt as long as the hash.
pub const RSA_PSS_SHA256: &dyn Algorithm = &Rsa::<Sha256>::new("rsa-pss-sha256", Padding::Pss);

/// RSA, PSS, with SHA-512 and a salt as long as the hash.
pub const RSA_PSS_SHA512: &dyn Algorithm = &Rsa::<Sha512>::new("rsa-pss-sha512", Padding::Pss);

/// The shortest modulus that is accepted, in bits (NIST SP 800-131A).
const SHORTEST: u32 = 2048;

struct Rsa<D> {
    name: &'static str,
    padding: Padding,
    hash: PhantomData<fn() -> D>,
}

#[derive(Clone, Copy)]
enum Padding {
    Pkcs1,
    Pss,
}

impl<D> Rsa<D> {
    const fn new(name: &'static str, padding: Padding) -> Self {
        Self {
            name,
            padding,
            hash: PhantomData,
        }
    }

    fn key(&self, pair: Pair) -> Key<D> {
        Key {
            pair,
            padding: self.padding,
            hash: PhantomData,
        }
    }
}

impl<D> std::fmt::Debug for Rsa<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// What the hashes have in common.
trait Hash: Digest + AssociatedOid + Clone + Send + 'static {}

impl<D: Digest + AssociatedOid + Clone + Send + 'static> Hash for D {}

impl<D: Hash + rsa::signature::digest::FixedOutputReset> Algorithm for Rsa<D> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn class(&self) -> Class {
        Class::Asymmetric
    }

    /// As long as the modulus, which the key decides.
    fn signature_length(&self) -> Option<usize> {
        None
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let wrong = KeyError::Type("an RSA public key");
        let key = match Pasted::read(key)? {
            Pasted::Raw(_) => return Err(wrong),
            Pasted::Spki(der) => PublicKey::from_public_key_der(&der).map_err(|_| wrong)?,
            Pasted::Jwk(jwk) => match (&jwk.n, &jwk.e) {
                (Some(n), Some(e)) if jwk.is("RSA", None) => {
                    let number = |bytes: &[u8]| BoxedUint::from_be_slice_vartime(bytes);
                    PublicKey::new(number(&n.0), number(&e.0)).map_err(|_| wrong)?
                }
                _ => return Err(wrong),
            },
        };
        if key.n().bit_width() < SHORTEST {
            return Err(KeyError::Weak("an RSA key of at least 2048 bits"));
        }
        Ok(PreparedKey::custom(self.key(Pair::Public(Arc::new(key)))))
    }

    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let key = PrivateKey::from_pkcs8_der(&public_key::pkcs8(key)?)
            .map_err(|_| KeyError::Type("an RSA private key"))?;
        Ok(PreparedKey::custom(self.key(Pair::Private(Arc::new(key)))))
    }
}

struct Key<D> {
    pair: Pair,
    padding: Padding,
    hash: PhantomData<fn() -> D>,
}

#[derive(Clone)]
enum Pair {
    Public(Arc<PublicKey>),
    Private(Arc<PrivateKey>),
}

impl<D: Hash + rsa::signature::digest::FixedOutputReset> CustomKey for Key<D> {
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Hashing {
            pair: self.pair.clone(),
            padding: self.padding,
            hash: D::new(),
        })
    }
}

struct Hashing<D> {
    pair: Pair,
    padding: Padding,
    hash: D,
}

impl<D: Hash + rsa::signature::digest::FixedOutputReset> Computation for Hashing<D> {
    fn update(&mut self, bytes: &[u8]) {
        Digest::update(&mut self.hash, bytes);
    }

    fn verify(&mut self, signature: &[u8]) -> bool {
        let key = match &self.pair {
            Pair::Public(key) => PublicKey::clone(key),
            Pair::Private(key) => key.to_public_key(),
        };
        let hash = self.hash.clone().finalize();
        match self.padding {
            Padding::Pkcs1 => pkcs1v15::Signature::try_from(signature).is_ok_and(|signature| {
                pkcs1v15::VerifyingKey::<D>::new(key)
                    .verify_prehash(&hash, &signature)
                    .is_ok()
            }),
            Padding::Pss => pss::Signature::try_from(signature).is_ok_and(|signature| {
                pss::VerifyingKey::<D>::new(key)
                    .verify_prehash(&hash, &signature)
                    .is_ok()
            }),
        }
    }

    /// Only with PKCS #1 v1.5: PSS needs random numbers, and no provider here signs with it.
    fn sign(&mut self) -> Option<Vec<u8>> {
        let (Pair::Private(key), Padding::Pkcs1) = (&self.pair, self.padding) else {
            return None;
        };
        let key = pkcs1v15::SigningKey::<D>::new(PrivateKey::clone(key));
        let signature = key.sign_prehash(&self.hash.clone().finalize()).ok()?;
        Some(signature.to_vec())
    }
}
