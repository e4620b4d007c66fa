//! Keys for tests of providers that sign with a private key.

use std::fmt;

use crate::{error::SignError, key::secret::Secret, provider::Provider, scheme::Encoding};

/// A private key that signs as a provider does, and the public key with which a receiver verifies.
///
/// ```
/// # #[cfg(feature = "ed25519")] {
/// use std::time::SystemTime;
///
/// use webhook_receiver::{
///     Receiver, providers,
///     testing::{KeyPair, Signer},
/// };
///
/// let keys = KeyPair::generate(providers::TELNYX)?;
/// let receiver = Receiver::new(providers::TELNYX, keys.public())?;
/// let request = Signer::new(providers::TELNYX, keys.private())
///     .sign("https://app.example/telnyx", r#"{"data":{"event_type":"message.received"}}"#)?;
/// assert!(receiver.receive(request, SystemTime::now()).is_ok());
///
/// let others = KeyPair::generate(providers::TELNYX)?;
/// let forged = Signer::new(providers::TELNYX, others.private())
///     .sign("https://app.example/telnyx", r#"{"data":{"event_type":"message.received"}}"#)?;
/// assert!(receiver.receive(forged, SystemTime::now()).is_err());
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct KeyPair {
    private: Secret,
    public: Secret,
    public_pem: Box<str>,
}

impl KeyPair {
    /// Generates a pair of the provider's type: Ed25519, ECDSA on P-256 or P-521, or RSA of 2048 bits.
    ///
    /// RSA takes about a second without optimization, the others a hundredth of one. If many tests need an
    /// RSA pair, keep it in a [`LazyLock`](std::sync::LazyLock).
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the provider does not sign with a private key, or if its
    /// receivers need a chain of certificates. Returns an error if the operating system has no random
    /// numbers.
    pub fn generate<E>(provider: Provider<E>) -> Result<Self, SignError> {
        let made: Option<Pair> = match provider.algorithm().name() {
            _ if provider.row.embeds_key => None,
            #[cfg(feature = "ed25519")]
            "ed25519" => ed25519(),
            #[cfg(feature = "ecdsa")]
            name if name.starts_with("ecdsa-p256-") => p256(),
            #[cfg(feature = "p521")]
            name if name.starts_with("ecdsa-p521-") => p521(),
            #[cfg(feature = "rsa")]
            name if name.starts_with("rsa-") => rsa(),
            _ => None,
        };
        let (private, public) = made.ok_or(SignError::Unsupported)?;
        let public_pem = pem("PUBLIC KEY", &public);
        Ok(Self {
            private: Secret::new(pem("PRIVATE KEY", &private))?,
            public: Secret::new(public_pem.clone())?,
            public_pem: public_pem.into(),
        })
    }

    /// Returns the private key, for a [`Signer`](crate::testing::Signer).
    pub fn private(&self) -> Secret {
        self.private.clone()
    }

    /// Returns the public key, for a receiver.
    pub fn public(&self) -> Secret {
        self.public.clone()
    }

    /// Returns the public key as PEM, for the configuration of a service under test.
    pub fn public_pem(&self) -> &str {
        &self.public_pem
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyPair")
            .field("public_pem", &self.public_pem)
            .finish_non_exhaustive()
    }
}

/// The private key in PKCS #8 and its public key in SPKI, both in DER.
type Pair = (Vec<u8>, Vec<u8>);

#[cfg(any(feature = "ed25519", feature = "ecdsa"))]
fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(feature = "ed25519")]
fn ed25519() -> Option<Pair> {
    use ed25519_dalek::{
        SigningKey,
        pkcs8::{EncodePrivateKey, EncodePublicKey},
    };
    let key = SigningKey::from_bytes(&random()?);
    let public = key.verifying_key().to_public_key_der().ok()?;
    Some((
        key.to_pkcs8_der().ok()?.as_bytes().to_vec(),
        public.into_vec(),
    ))
}

#[cfg(feature = "ecdsa")]
macro_rules! curve {
    ($library:ident, $length:literal, $first:literal) => {
        fn $library() -> Option<Pair> {
            use $library::{
                SecretKey,
                pkcs8::{EncodePrivateKey, EncodePublicKey},
            };
            // A random number that is not a key is as unlikely as a collision.
            let mut bytes: [u8; $length] = random()?;
            if let Some(first) = bytes.first_mut() {
                *first &= $first;
            }
            let key = SecretKey::from_slice(&bytes).ok()?;
            let public = key.public_key().to_public_key_der().ok()?;
            Some((
                key.to_pkcs8_der().ok()?.as_bytes().to_vec(),
                public.into_vec(),
            ))
        }
    };
}

#[cfg(feature = "ecdsa")]
curve!(p256, 32, 0xff);
// 521 bits in 66 bytes.
#[cfg(feature = "p521")]
curve!(p521, 66, 0x01);

#[cfg(feature = "rsa")]
fn rsa() -> Option<Pair> {
    use rsa::{
        PrivateKey,
        pkcs8::{EncodePrivateKey, EncodePublicKey},
    };
    let key = PrivateKey::new(&mut getrandom::SysRng, 2048).ok()?;
    let public = key.to_public_key().to_public_key_der().ok()?;
    Some((
        key.to_pkcs8_der().ok()?.as_bytes().to_vec(),
        public.into_vec(),
    ))
}

fn pem(label: &str, der: &[u8]) -> String {
    let base64 = Encoding::Base64.encode(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    for (at, letter) in base64.char_indices() {
        text.push(letter);
        if at % 64 == 63 {
            text.push('\n');
        }
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text + &format!("-----END {label}-----\n")
}
