//! ECDSA (FIPS 186-5) on the curves P-256 and P-521.

use std::{marker::PhantomData, sync::Arc};

use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use sha2::{Digest, Sha256};

use super::{
    Algorithm, Class, Computation, CustomKey, KeyError, PreparedKey,
    public_key::{self, PublicKey},
};

/// ECDSA on P-256 with SHA-256, the signature in DER, as most providers send it.
pub const ECDSA_P256_SHA256: &dyn Algorithm =
    &Ecdsa::<P256, Sha256>::new("ecdsa-p256-sha256", Form::Der);

/// ECDSA on P-256 with SHA-256, the signature as the two numbers one after the other: JOSE's
/// `ES256`.
pub const ECDSA_P256_SHA256_FIXED: &dyn Algorithm =
    &Ecdsa::<P256, Sha256>::new("ecdsa-p256-sha256", Form::Fixed);

/// ECDSA on P-256 with SHA-1, in DER. SHA-1 collisions can be found; for the one provider that still uses it.
#[cfg(feature = "sha1")]
pub const ECDSA_P256_SHA1: &dyn Algorithm =
    &Ecdsa::<P256, sha1::Sha1>::new("ecdsa-p256-sha1", Form::Der);

/// ECDSA on P-521 with SHA-512, the signature as the two numbers one after the other: JOSE's
/// `ES512`.
#[cfg(feature = "p521")]
pub const ECDSA_P521_SHA512_FIXED: &dyn Algorithm =
    &Ecdsa::<P521, sha2::Sha512>::new("ecdsa-p521-sha512", Form::Fixed);

struct Ecdsa<C, D> {
    name: &'static str,
    form: Form,
    of: PhantomData<fn() -> (C, D)>,
}

#[derive(Clone, Copy)]
enum Form {
    Der,
    Fixed,
}

/// A curve, with what its library does for it.
trait Curve: Send + Sync + 'static {
    /// The name in JWKs.
    const NAME: &'static str;
    const PUBLIC: &'static str;
    const PRIVATE: &'static str;
    /// The length of a signature of fixed size.
    const LENGTH: usize;
    type Public: Send + Sync;
    type Private: Send + Sync;

    fn from_point(bytes: &[u8]) -> Option<Self::Public>;
    fn from_spki(der: &[u8]) -> Option<Self::Public>;
    fn from_pkcs8(der: &[u8]) -> Option<Self::Private>;
    fn verify(key: &Self::Public, hash: &[u8], signature: &[u8], form: Form) -> bool;
    fn verify_own(key: &Self::Private, hash: &[u8], signature: &[u8], form: Form) -> bool;
    fn sign(key: &Self::Private, hash: &[u8], form: Form) -> Option<Vec<u8>>;
}

macro_rules! curve {
    ($curve:ident, $library:ident, $name:literal, $length:literal) => {
        struct $curve;

        impl Curve for $curve {
            const NAME: &'static str = $name;
            const PUBLIC: &'static str = concat!("an ECDSA public key on ", $name);
            const PRIVATE: &'static str = concat!("an ECDSA private key on ", $name);
            const LENGTH: usize = $length;
            type Public = $library::ecdsa::VerifyingKey;
            type Private = $library::ecdsa::SigningKey;

            fn from_point(bytes: &[u8]) -> Option<Self::Public> {
                Self::Public::from_sec1_bytes(bytes).ok()
            }

            fn from_spki(der: &[u8]) -> Option<Self::Public> {
                $library::pkcs8::DecodePublicKey::from_public_key_der(der).ok()
            }

            fn from_pkcs8(der: &[u8]) -> Option<Self::Private> {
                $library::pkcs8::DecodePrivateKey::from_pkcs8_der(der).ok()
            }

            fn verify(key: &Self::Public, hash: &[u8], signature: &[u8], form: Form) -> bool {
                let signature = match form {
                    Form::Der => $library::ecdsa::DerSignature::from_bytes(signature)
                        .ok()
                        .and_then(|signature| signature.try_into().ok()),
                    Form::Fixed => $library::ecdsa::Signature::from_slice(signature).ok(),
                };
                signature.is_some_and(|signature: $library::ecdsa::Signature| {
                    key.verify_prehash(hash, &signature).is_ok()
                })
            }

            fn verify_own(key: &Self::Private, hash: &[u8], signature: &[u8], form: Form) -> bool {
                Self::verify(key.verifying_key(), hash, signature, form)
            }

            fn sign(key: &Self::Private, hash: &[u8], form: Form) -> Option<Vec<u8>> {
                let signature: $library::ecdsa::Signature = key.sign_prehash(hash).ok()?;
                Some(match form {
                    Form::Der => signature.to_der().as_bytes().to_vec(),
                    Form::Fixed => signature.to_bytes().to_vec(),
                })
            }
        }
    };
}

curve!(P256, p256, "P-256", 64);
#[cfg(feature = "p521")]
curve!(P521, p521, "P-521", 132);

impl<C, D> Ecdsa<C, D> {
    const fn new(name: &'static str, form: Form) -> Self {
        Self {
            name,
            form,
            of: PhantomData,
        }
    }
}

impl<C, D> std::fmt::Debug for Ecdsa<C, D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)?;
        f.write_str(match self.form {
            Form::Der => " in DER",
            Form::Fixed => " of fixed size",
        })
    }
}

impl<C: Curve, D: Digest + Clone + Send + 'static> Algorithm for Ecdsa<C, D> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn class(&self) -> Class {
        Class::Asymmetric
    }

    fn signature_length(&self) -> Option<usize> {
        match self.form {
            Form::Der => None,
            Form::Fixed => Some(C::LENGTH),
        }
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let key = match PublicKey::read(key)? {
            PublicKey::Raw(bytes) => C::from_point(&bytes),
            PublicKey::Spki(der) => C::from_spki(&der),
            PublicKey::Jwk(jwk) => match (&jwk.x, &jwk.y) {
                (Some(x), Some(y)) if jwk.is("EC", Some(C::NAME)) => {
                    // Leading zeros should not be left out, and sometimes are.
                    let half = C::LENGTH / 2;
                    let zeros = |number: &[u8]| vec![0; half.saturating_sub(number.len())];
                    let point = [&[4][..], &zeros(&x.0), &x.0, &zeros(&y.0), &y.0];
                    C::from_point(&point.concat())
                }
                _ => None,
            },
        };
        Ok(PreparedKey::custom(Key::<C, D> {
            pair: Arc::new(Pair::Public(key.ok_or(KeyError::Type(C::PUBLIC))?)),
            form: self.form,
            hash: PhantomData,
        }))
    }

    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let key = C::from_pkcs8(&public_key::pkcs8(key)?).ok_or(KeyError::Type(C::PRIVATE))?;
        Ok(PreparedKey::custom(Key::<C, D> {
            pair: Arc::new(Pair::Private(key)),
            form: self.form,
            hash: PhantomData,
        }))
    }
}

struct Key<C: Curve, D> {
    pair: Arc<Pair<C>>,
    form: Form,
    hash: PhantomData<fn() -> D>,
}

enum Pair<C: Curve> {
    Public(C::Public),
    Private(C::Private),
}

impl<C: Curve, D: Digest + Clone + Send + 'static> CustomKey for Key<C, D> {
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Hashing {
            pair: self.pair.clone(),
            form: self.form,
            hash: D::new(),
        })
    }
}

struct Hashing<C: Curve, D> {
    pair: Arc<Pair<C>>,
    form: Form,
    hash: D,
}

impl<C: Curve, D: Digest + Clone + Send> Computation for Hashing<C, D> {
    fn update(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
    }

    fn verify(&mut self, signature: &[u8]) -> bool {
        let hash = self.hash.clone().finalize();
        match &*self.pair {
            Pair::Public(key) => C::verify(key, &hash, signature, self.form),
            Pair::Private(key) => C::verify_own(key, &hash, signature, self.form),
        }
    }

    fn sign(&mut self) -> Option<Vec<u8>> {
        let Pair::Private(key) = &*self.pair else {
            return None;
        };
        C::sign(key, &self.hash.clone().finalize(), self.form)
    }
}
