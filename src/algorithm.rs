//! What is computed: one `static` each, configuration and implementation in one.
//!
//! A scheme names its algorithm as a `&'static dyn Algorithm`, so nothing in a request can choose
//! it, and a user with other requirements (FIPS, an HSM) can bring another static.

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
mod token;

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

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
pub(crate) use self::one_of::OneOf;
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

/// What a provider computes over the signed content.
///
/// Implement it to bring another implementation of an algorithm; the ones of this crate are the
/// statics of this module.
///
/// ```
/// use webhook_receiver::algorithm::{Algorithm, HMAC_SHA256};
///
/// assert_eq!(HMAC_SHA256.name(), "hmac-sha256");
/// assert_eq!(HMAC_SHA256.signature_length(), Some(32));
/// ```
pub trait Algorithm: fmt::Debug + Send + Sync {
    /// The algorithm's name, such as `hmac-sha256`.
    fn name(&self) -> &'static str;

    /// Which kind of proof it gives.
    fn class(&self) -> Class;

    /// The length of a signature in bytes, where it is fixed: others are refused unseen.
    fn signature_length(&self) -> Option<usize>;

    /// Returns how the key is made from the decoded secret, in the notation of a
    /// [`Scheme`](crate::scheme::Scheme#formula)'s formula. Defaults to `secret`, the key as it is.
    fn key_formula(&self) -> &'static str {
        "secret"
    }

    /// Returns whether a computation keeps the whole content until the end. Keys then compute one
    /// after the other, so that the content is kept once and not once for each key.
    fn keeps_content(&self) -> bool {
        false
    }

    /// Returns whether anyone who saw a signature can compute that of a longer content, as with
    /// plain hashes that begin with a secret. A body that is not UTF-8 is refused then: the padding
    /// that such a content must hold begins with a byte that no text has there.
    fn is_extendable(&self) -> bool {
        false
    }

    /// Prepares a key. The bytes are decoded already and never empty.
    ///
    /// # Errors
    /// Where the bytes cannot be a key of this algorithm.
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError>;

    /// Prepares a key that signs, for [`Signer`](crate::testing::Signer): the same as the one that
    /// verifies, where the secret is shared; the private key in PKCS #8, as PEM, where it is not.
    ///
    /// # Errors
    /// Where the bytes cannot be a key of this algorithm.
    fn prepare_signer(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        self.prepare(key)
    }
}

/// Which kind of proof an algorithm gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Class {
    /// A message authentication code keyed by a shared secret.
    Hmac,
    /// The shared secret itself, sent along: proves the sender, covers nothing.
    Token,
    /// User name and password in HTTP Basic authentication: proves the sender, covers nothing.
    Basic,
    /// A signature with a private key.
    Asymmetric,
}

impl Class {
    /// The class in one lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hmac => "hmac",
            Self::Token => "token",
            Self::Basic => "basic",
            Self::Asymmetric => "asymmetric",
        }
    }
}

/// The bytes cannot be a key of the algorithm. Each case says what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// They are not in a form in which such keys are handed out.
    Form(&'static str),
    /// They are a key of another algorithm.
    Type(&'static str),
    /// They are a key that is too weak to prove anything.
    Weak(&'static str),
    /// They are a private key, which only the sender should have.
    Private,
}

/// A key, ready to compute with.
pub struct PreparedKey(Prepared);

#[allow(clippy::large_enum_variant, reason = "one a key, made once")]
enum Prepared {
    Hmac(hmac::State),
    OneOf(one_of::Hashes),
    Token(token::Digest),
    Custom(Box<dyn CustomKey>),
}

/// A key of an algorithm that is not from this crate.
pub trait CustomKey: Send + Sync {
    /// Begins a computation.
    fn start(&self) -> Box<dyn Computation>;
}

/// A running computation of an algorithm that is not from this crate.
pub trait Computation: Send {
    /// Takes the next bytes of the content.
    fn update(&mut self, bytes: &[u8]);

    /// Whether `signature` is one of this key over the content. It must take the same time for
    /// every wrong signature where the key is a shared secret. Called several times, after the
    /// last `update`, where a request has several signatures.
    fn verify(&mut self, signature: &[u8]) -> bool;

    /// The signature of the content, where the key can sign. Called once, at the end.
    fn sign(&mut self) -> Option<Vec<u8>> {
        None
    }
}

impl PreparedKey {
    /// A key of another implementation.
    pub fn custom(key: impl CustomKey + 'static) -> Self {
        Self(Prepared::Custom(Box::new(key)))
    }

    /// The same key, but whatever is verified with it does not match, in the same time.
    pub(crate) fn matching_nothing(self) -> Self {
        match self.0 {
            Prepared::Custom(key) => Self::custom(MatchesNothing(key)),
            shared => Self(shared),
        }
    }

    /// Begins a computation that signs.
    pub(crate) fn start(&self) -> Running {
        self.start_for(0)
    }

    /// Begins a computation for signatures of this length, in bytes: of several hashes, it tells
    /// which one made them.
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
    /// Computes over content that is all there, for signatures of this length: `feed` gives it, piece after piece. The fastest
    /// way, as the computation stays where it is.
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

/// The key never shows itself.
impl fmt::Debug for PreparedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PreparedKey(redacted)")
    }
}

/// A computation that takes the content in pieces. Built-in ones live on the stack.
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

    /// Ends the content. The tag is computed here, once, however many signatures it is compared
    /// with.
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

impl Finished {
    /// Whether `signature` is right, in a time that does not tell how much of it is.
    #[inline]
    pub(crate) fn verify(&mut self, signature: &[u8]) -> bool {
        match self {
            Self::Tag(tag) => tag.is(signature),
            Self::Token(digest) => digest.verify(signature),
            Self::Custom(computation) => computation.verify(signature),
        }
    }

    /// The signature, where there is one to give.
    pub(crate) fn sign(self) -> Option<Vec<u8>> {
        match self {
            Self::Tag(tag) => Some(tag.to_vec()),
            Self::Token(_) => None,
            Self::Custom(mut computation) => computation.sign(),
        }
    }
}

/// A computed signature: wiped when dropped, compared in constant time, never shown.
///
/// In words, as comparing and wiping go word by word.
pub(crate) struct Tag {
    words: [u64; 8],
    length: usize,
}

impl Tag {
    #[inline]
    fn new(bytes: &[u8]) -> Self {
        Self {
            words: words(bytes),
            length: bytes.len(),
        }
    }

    /// Whether `signature` is this one, in a time that depends on the lengths alone.
    #[inline]
    fn is(&self, signature: &[u8]) -> bool {
        signature.len() == self.length && self.words.ct_eq(&words(signature)).into()
    }

    fn to_vec(&self) -> Vec<u8> {
        let bytes = self.words.iter().flat_map(|word| word.to_ne_bytes());
        bytes.take(self.length).collect()
    }
}

/// At most 64 bytes as words, filled up with zeros.
#[inline]
fn words(bytes: &[u8]) -> [u64; 8] {
    let mut padded = [0; 64];
    for (to, from) in padded.iter_mut().zip(bytes) {
        *to = *from;
    }
    let mut words = [0; 8];
    for (word, eight) in words.iter_mut().zip(padded.as_chunks().0) {
        *word = u64::from_ne_bytes(*eight);
    }
    words
}

impl Drop for Tag {
    fn drop(&mut self) {
        self.words.zeroize();
    }
}
