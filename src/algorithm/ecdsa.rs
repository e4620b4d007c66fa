//! ECDSA (FIPS 186-5) on the curve P-256.

use std::{marker::PhantomData, sync::Arc};

use p256::{
    ecdsa::{
        DerSignature, Signature, SigningKey, VerifyingKey,
        signature::hazmat::{PrehashSigner, PrehashVerifier},
    },
    pkcs8::{DecodePrivateKey, DecodePublicKey},
};
use sha2::{Digest, Sha256};

use super::{
    Algorithm, Class, Computation, CustomKey, KeyError, PreparedKey,
    public_key::{self, PublicKey},
};

/// ECDSA on P-256 with SHA-256, the signature in DER, as most providers send it.
pub const ECDSA_P256_SHA256: &dyn Algorithm = &Ecdsa::<Sha256> {
    name: "ecdsa-p256-sha256",
    form: Form::Der,
    hash: PhantomData,
};

/// ECDSA on P-256 with SHA-256, the signature as the two numbers one after the other: JOSE's `ES256`.
pub const ECDSA_P256_SHA256_FIXED: &dyn Algorithm = &Ecdsa::<Sha256> {
    name: "ecdsa-p256-sha256",
    form: Form::Fixed,
    hash: PhantomData,
};

/// ECDSA on P-256 with SHA-1, in DER. SHA-1 collisions can be found; for the one provider that
/// still signs so.
#[cfg(feature = "sha1")]
pub const ECDSA_P256_SHA1: &dyn Algorithm = &Ecdsa::<sha1::Sha1> {
    name: "ecdsa-p256-sha1",
    form: Form::Der,
    hash: PhantomData,
};

struct Ecdsa<D> {
    name: &'static str,
    form: Form,
    hash: PhantomData<fn() -> D>,
}

#[derive(Clone, Copy)]
enum Form {
    Der,
    Fixed,
}

impl<D> std::fmt::Debug for Ecdsa<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl<D: Digest + Clone + Send + 'static> Algorithm for Ecdsa<D> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn class(&self) -> Class {
        Class::Asymmetric
    }

    fn signature_length(&self) -> Option<usize> {
        match self.form {
            Form::Der => None,
            Form::Fixed => Some(64),
        }
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let wrong = KeyError::Type("an ECDSA public key on P-256");
        let key = match PublicKey::read(key)? {
            PublicKey::Raw(bytes) => VerifyingKey::from_sec1_bytes(&bytes).map_err(|_| wrong)?,
            PublicKey::Spki(der) => VerifyingKey::from_public_key_der(&der).map_err(|_| wrong)?,
            PublicKey::Jwk(jwk) => match (&jwk.x, &jwk.y) {
                (Some(x), Some(y)) if jwk.is("EC", Some("P-256")) => {
                    let point = [&[4][..], &x.0, &y.0].concat();
                    VerifyingKey::from_sec1_bytes(&point).map_err(|_| wrong)?
                }
                _ => return Err(wrong),
            },
        };
        Ok(PreparedKey::custom(Key::<D> {
            pair: Pair::Public(Arc::new(key)),
            form: self.form,
            hash: PhantomData,
        }))
    }

    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let key = SigningKey::from_pkcs8_der(&public_key::pkcs8(key)?)
            .map_err(|_| KeyError::Type("an ECDSA private key on P-256"))?;
        Ok(PreparedKey::custom(Key::<D> {
            pair: Pair::Private(Arc::new(key)),
            form: self.form,
            hash: PhantomData,
        }))
    }
}

struct Key<D> {
    pair: Pair,
    form: Form,
    hash: PhantomData<fn() -> D>,
}

#[derive(Clone)]
enum Pair {
    Public(Arc<VerifyingKey>),
    Private(Arc<SigningKey>),
}

impl<D: Digest + Clone + Send + 'static> CustomKey for Key<D> {
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Hashing {
            pair: self.pair.clone(),
            form: self.form,
            hash: D::new(),
        })
    }
}

struct Hashing<D> {
    pair: Pair,
    form: Form,
    hash: D,
}

impl<D: Digest + Clone + Send> Computation for Hashing<D> {
    fn update(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
    }

    fn verify(&mut self, signature: &[u8]) -> bool {
        let signature = match self.form {
            Form::Der => DerSignature::from_bytes(signature)
                .ok()
                .and_then(|signature| Signature::try_from(signature).ok()),
            Form::Fixed => Signature::from_slice(signature).ok(),
        };
        let Some(signature) = signature else {
            return false;
        };
        let hash = self.hash.clone().finalize();
        match &self.pair {
            Pair::Public(key) => key.verify_prehash(&hash, &signature).is_ok(),
            Pair::Private(key) => key
                .verifying_key()
                .verify_prehash(&hash, &signature)
                .is_ok(),
        }
    }

    fn sign(&mut self) -> Option<Vec<u8>> {
        let Pair::Private(key) = &self.pair else {
            return None;
        };
        let signature: Signature = key.sign_prehash(&self.hash.clone().finalize()).ok()?;
        Some(match self.form {
            Form::Der => signature.to_der().as_bytes().to_vec(),
            Form::Fixed => signature.to_bytes().to_vec(),
        })
    }
}
