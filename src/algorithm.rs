//! Algorithms of signatures, each a constant.
//!
//! A scheme refers to its algorithm as a `&'static dyn Algorithm`. So a request cannot select it, and a
//! user with other requirements (FIPS, an HSM) can implement another.

#[cfg(feature = "ecdsa")]
mod ecdsa;
#[cfg(feature = "ed25519")]
mod ed25519;
mod hmac;
mod one_of;
#[cfg(any(feature = "ecdsa", feature = "ed25519", feature = "rsa"))]
#[cfg_attr(
    not(all(feature = "ecdsa", feature = "ed25519", feature = "rsa")),
    allow(dead_code, reason = "each algorithm reads its own forms")
)]
mod public_key;
#[cfg(feature = "rsa")]
mod rsa;
#[cfg(all(feature = "rsa", feature = "sha1"))]
mod rsa_by_version;
mod tag;
mod token;

use std::{any::Any, fmt};

use crate::error::Error;

#[cfg(all(feature = "ecdsa", feature = "sha1"))]
pub use self::ecdsa::ECDSA_P256_SHA1;
#[cfg(feature = "p521")]
pub use self::ecdsa::ECDSA_P521_SHA512_FIXED;
#[cfg(feature = "ecdsa")]
pub use self::ecdsa::{ECDSA_P256_SHA256, ECDSA_P256_SHA256_FIXED};
#[cfg(feature = "ed25519")]
pub use self::ed25519::ED25519;
#[cfg(feature = "md5")]
pub use self::hmac::HMAC_MD5;
#[cfg(feature = "md5")]
pub(crate) use self::hmac::KEYED_MD5;
#[cfg(feature = "sha1")]
pub use self::hmac::{HMAC_SHA1, KEYED_SHA1};
#[cfg(feature = "sha3")]
pub use self::hmac::{HMAC_SHA3_512, KEYED_KECCAK256};
#[cfg(all(feature = "rsa", feature = "sha1"))]
pub use self::rsa::RSA_PKCS1_SHA1;
#[cfg(feature = "rsa")]
pub use self::rsa::{RSA_PKCS1_SHA256, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA512};
#[cfg(all(feature = "rsa", feature = "sha1"))]
pub(crate) use self::rsa_by_version::RSA_PKCS1_BY_VERSION;
pub use self::{
    hmac::{HMAC_SHA256, HMAC_SHA384, HMAC_SHA512, KEYED_SHA256, KEYED_SHA512},
    token::{BASIC, TOKEN},
};
pub(crate) use self::{one_of::OneOf, tag::Tag};

/// An algorithm by which a provider signs.
///
/// The constants of this module implement it. Implement it for other algorithms, or for other
/// implementations of one.
///
/// ```
/// use webhook_receiver::algorithm::{Algorithm, HMAC_SHA256};
///
/// assert_eq!(HMAC_SHA256.name(), "hmac-sha256");
/// assert_eq!(HMAC_SHA256.signature_length(), Some(32));
/// ```
pub trait Algorithm: Any + fmt::Debug + Send + Sync {
    /// Returns the name of the algorithm, such as `hmac-sha256`.
    fn name(&self) -> &'static str;

    /// Returns the class of the algorithm.
    fn class(&self) -> Class;

    /// Returns the length of a signature in bytes if it is fixed. Signatures of another length are
    /// rejected.
    fn signature_length(&self) -> Option<usize>;

    /// Returns how the key is made from the decoded secret, in the notation of a
    /// [`Scheme`](crate::scheme::Scheme#formula)'s formula. Defaults to `secret`, the key as it is.
    fn key_formula(&self) -> &'static str {
        "secret"
    }

    /// Returns whether a computation keeps the whole content until its end. Keys are then tried one after
    /// the other, so that the content is kept once and not once per key.
    fn keeps_content(&self) -> bool {
        false
    }

    /// Returns whether an attacker who saw a signature can compute that of an extended content, as of plain
    /// hashes that begin with the secret. Bodies that are not UTF-8 are then rejected, as the padding
    /// inside an extended content is not UTF-8.
    fn is_extendable(&self) -> bool {
        false
    }

    /// Prepares a key. `key` is decoded and not empty.
    ///
    /// # Errors
    ///
    /// Returns an error if `key` is not a key of this algorithm.
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError>;

    /// Prepares a key that signs, for [`Signer`](crate::testing::Signer): the shared secret, or a private
    /// key in PKCS #8 and PEM.
    ///
    /// # Errors
    ///
    /// Returns an error if `key` is not a key of this algorithm.
    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        self.prepare(key)
    }
}

/// A class of algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Class {
    /// A message authentication code keyed by a shared secret.
    Hmac,
    /// The shared secret itself, which the sender sends. It authenticates the sender and covers nothing.
    Token,
    /// A user name and a password in HTTP Basic authentication. They authenticate the sender and cover
    /// nothing.
    Basic,
    /// A signature with a private key.
    Asymmetric,
}

impl Class {
    /// Returns the class as a lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hmac => "hmac",
            Self::Token => "token",
            Self::Basic => "basic",
            Self::Asymmetric => "asymmetric",
        }
    }
}

/// An error for bytes that are not a key of the algorithm. The texts say what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// They do not have a format of such keys.
    Form(&'static str),
    /// They are a key of another algorithm.
    Type(&'static str),
    /// They are a weak key.
    Weak(&'static str),
    /// They are a private key, which a receiver should not have.
    Private,
}

/// A prepared key.
pub struct PreparedKey(Prepared);

#[allow(clippy::large_enum_variant, reason = "one a key, made once")]
enum Prepared {
    Hmac(hmac::State),
    OneOf(one_of::Hashes),
    Token(token::Digest),
    Custom(Box<dyn CustomKey>),
}

/// A key of an algorithm that is not part of this crate.
pub trait CustomKey: Send + Sync {
    /// Starts a computation.
    fn start(&self) -> Box<dyn Computation>;
}

/// A computation of an algorithm that is not part of this crate.
pub trait Computation: Send {
    /// Takes the next bytes of the content.
    fn update(&mut self, bytes: &[u8]);

    /// Returns whether `signature` is a signature of the content with this key. If the key is a shared
    /// secret, it must take the same time for every wrong signature. It is called after the last
    /// `update`, once per signature of the request.
    fn verify(&mut self, signature: &[u8]) -> bool;

    /// Returns the signature of the content if the key can sign. It is called once, after the last
    /// `update`.
    fn sign(&mut self) -> Option<Vec<u8>> {
        None
    }
}

impl PreparedKey {
    /// Creates a prepared key of another implementation.
    pub fn custom(key: impl CustomKey + 'static) -> Self {
        Self(Prepared::Custom(Box::new(key)))
    }

    /// Returns a key with which nothing matches, in the same time as with this one.
    pub(crate) fn matching_nothing(self) -> Self {
        match self.0 {
            Prepared::Custom(key) => Self::custom(MatchesNothing(key)),
            shared => Self(shared),
        }
    }

    /// Starts a computation that signs.
    pub(crate) fn start(&self) -> Running {
        self.start_for(0)
    }

    /// Starts a computation for signatures of this length in bytes, which identifies the hash if there are
    /// several.
    pub(crate) fn start_for(&self, length: usize) -> Running {
        match &self.0 {
            Prepared::Hmac(state) => Running::Hmac(state.clone()),
            Prepared::OneOf(hashes) => Running::Hmac(hashes.of(length).clone()),
            Prepared::Token(digest) => Running::Token(digest.clone()),
            Prepared::Custom(key) => Running::Custom(key.start()),
        }
    }
}

impl PreparedKey {
    /// Computes over a complete content, which `feed` passes piece by piece, for signatures of this length.
    /// It is faster than [`start_for`](Self::start_for), as the computation is not moved.
    #[inline]
    pub(crate) fn compute(
        &self,
        length: usize,
        feed: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<(), Error>,
    ) -> Result<Finished, Error> {
        Ok(match &self.0 {
            Prepared::Hmac(state) => Finished::Tag(state.compute(feed)?),
            Prepared::OneOf(hashes) => Finished::Tag(hashes.of(length).compute(feed)?),
            Prepared::Token(digest) => {
                feed(&mut |_| {})?;
                Finished::Token(digest.clone())
            }
            Prepared::Custom(key) => {
                let mut computation = key.start();
                feed(&mut |bytes| computation.update(bytes))?;
                Finished::Custom(computation)
            }
        })
    }
}

struct MatchesNothing<T>(T);

impl CustomKey for MatchesNothing<Box<dyn CustomKey>> {
    fn start(&self) -> Box<dyn Computation> {
        Box::new(MatchesNothing(self.0.start()))
    }
}

impl Computation for MatchesNothing<Box<dyn Computation>> {
    fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn verify(&mut self, signature: &[u8]) -> bool {
        std::hint::black_box(self.0.verify(signature));
        false
    }
}

/// Does not show the key.
impl fmt::Debug for PreparedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PreparedKey(redacted)")
    }
}

/// A computation that takes the content in pieces. Those of built-in algorithms are on the stack.
#[allow(
    clippy::large_enum_variant,
    reason = "on the stack on purpose: verifying does not allocate"
)]
pub(crate) enum Running {
    Hmac(hmac::State),
    Token(token::Digest),
    Custom(Box<dyn Computation>),
}

impl Running {
    #[inline]
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Hmac(state) => state.update(bytes),
            Self::Token(_) => {}
            Self::Custom(computation) => computation.update(bytes),
        }
    }

    /// Ends the content. The MAC is computed here, once for all signatures.
    #[inline]
    pub(crate) fn finish(self) -> Finished {
        match self {
            Self::Hmac(state) => Finished::Tag(state.finish()),
            Self::Token(digest) => Finished::Token(digest),
            Self::Custom(computation) => Finished::Custom(computation),
        }
    }
}

/// A computation whose content is complete.
#[allow(
    clippy::large_enum_variant,
    reason = "on the stack on purpose: verifying does not allocate"
)]
pub(crate) enum Finished {
    Tag(Tag),
    Token(token::Digest),
    Custom(Box<dyn Computation>),
}

/// The proof that a signature matched. Only [`Finished::verify`] makes it.
pub(crate) struct Matched(());

impl Finished {
    /// Returns whether `signature` matches, in constant time.
    #[inline]
    pub(crate) fn verify(&mut self, signature: &[u8]) -> Option<Matched> {
        let matches = match self {
            Self::Tag(tag) => tag.is(signature),
            Self::Token(digest) => digest.verify(signature),
            Self::Custom(computation) => computation.verify(signature),
        };
        matches.then_some(Matched(()))
    }

    /// Returns the signature if the key can sign.
    pub(crate) fn sign(self) -> Option<Vec<u8>> {
        match self {
            Self::Tag(tag) => Some(tag.to_vec()),
            Self::Token(_) => None,
            Self::Custom(mut computation) => computation.sign(),
        }
    }
}
