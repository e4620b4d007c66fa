//! HMAC (RFC 2104) with the SHA-2 functions, with SHA-3, and with the weak ones that some providers
//! still use; and plain hashes over a secret.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::{Algorithm, Class, KeyError, Prepared, PreparedKey, Tag};
use crate::error::Error;

/// HMAC with SHA-256.
pub const HMAC_SHA256: &dyn Algorithm = &Hash::HmacSha256;

/// HMAC with SHA-384.
pub const HMAC_SHA384: &dyn Algorithm = &Hash::HmacSha384;

/// HMAC with SHA-512.
pub const HMAC_SHA512: &dyn Algorithm = &Hash::HmacSha512;

/// HMAC with SHA-1. Weak as a hash, not known to be broken as a MAC (RFC 6194, section 3.3); for
/// providers that use nothing better.
#[cfg(feature = "sha1")]
pub const HMAC_SHA1: &dyn Algorithm = &Hash::HmacSha1;

/// HMAC with MD5. Weak as a hash, not known to be broken as a MAC (RFC 6151, section 2.3); for
/// providers that use nothing better.
#[cfg(feature = "md5")]
pub const HMAC_MD5: &dyn Algorithm = &Hash::HmacMd5;

/// HMAC with SHA3-512 (FIPS 202).
#[cfg(feature = "sha3")]
pub const HMAC_SHA3_512: &dyn Algorithm = &Hash::HmacSha3_512;

/// Plain SHA-256 over content that contains the secret. Not an HMAC: if the content begins
/// with the secret, anyone who saw a signed request can sign a longer one. The longer content is
/// never valid UTF-8, so bodies that are not UTF-8 are rejected.
pub const KEYED_SHA256: &dyn Algorithm = &Hash::Sha256;

/// Plain SHA-512 over content that contains the secret, with the same weakness.
pub const KEYED_SHA512: &dyn Algorithm = &Hash::Sha512;

/// Plain SHA-1 over content that contains the secret, with the same weakness.
#[cfg(feature = "sha1")]
pub const KEYED_SHA1: &dyn Algorithm = &Hash::Sha1;

/// Plain MD5 over content that contains the secret, with the same weakness and others.
#[cfg(feature = "md5")]
pub(crate) const KEYED_MD5: &dyn Algorithm = &Hash::Md5;

/// Plain Keccak-256, as in Ethereum (the padding before SHA-3's), over content that contains the secret. Not
/// an HMAC. The signed content cannot be extended, as a sponge does not show its state; if the secret comes
/// last, two contents that collide have one signature.
#[cfg(feature = "sha3")]
pub const KEYED_KECCAK256: &dyn Algorithm = &Hash::Keccak256;

#[derive(Debug)]
enum Hash {
    HmacSha256,
    HmacSha384,
    HmacSha512,
    #[cfg(feature = "sha1")]
    HmacSha1,
    #[cfg(feature = "md5")]
    HmacMd5,
    Sha256,
    Sha512,
    #[cfg(feature = "sha1")]
    Sha1,
    #[cfg(feature = "md5")]
    Md5,
    #[cfg(feature = "sha3")]
    HmacSha3_512,
    #[cfg(feature = "sha3")]
    Keccak256,
}

impl Algorithm for Hash {
    fn name(&self) -> &'static str {
        match self {
            Self::HmacSha256 => "hmac-sha256",
            Self::HmacSha384 => "hmac-sha384",
            Self::HmacSha512 => "hmac-sha512",
            #[cfg(feature = "sha1")]
            Self::HmacSha1 => "hmac-sha1",
            #[cfg(feature = "md5")]
            Self::HmacMd5 => "hmac-md5",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            #[cfg(feature = "sha1")]
            Self::Sha1 => "sha1",
            #[cfg(feature = "md5")]
            Self::Md5 => "md5",
            #[cfg(feature = "sha3")]
            Self::HmacSha3_512 => "hmac-sha3-512",
            #[cfg(feature = "sha3")]
            Self::Keccak256 => "keccak-256",
        }
    }

    fn class(&self) -> Class {
        Class::Hmac
    }

    fn signature_length(&self) -> Option<usize> {
        Some(match self {
            Self::HmacSha256 | Self::Sha256 => 32,
            #[cfg(feature = "sha3")]
            Self::Keccak256 => 32,
            Self::HmacSha384 => 48,
            Self::HmacSha512 | Self::Sha512 => 64,
            #[cfg(feature = "sha3")]
            Self::HmacSha3_512 => 64,
            #[cfg(feature = "sha1")]
            Self::HmacSha1 | Self::Sha1 => 20,
            #[cfg(feature = "md5")]
            Self::HmacMd5 | Self::Md5 => 16,
        })
    }

    fn is_extendable(&self) -> bool {
        match self {
            Self::Sha256 | Self::Sha512 => true,
            #[cfg(feature = "sha1")]
            Self::Sha1 => true,
            _ => false,
        }
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let any_length = |_| KeyError::Form("a key of any length");
        let state = match self {
            Self::HmacSha256 => State::HmacSha256(Hmac::new_from_slice(key).map_err(any_length)?),
            Self::HmacSha384 => State::HmacSha384(Hmac::new_from_slice(key).map_err(any_length)?),
            Self::HmacSha512 => State::HmacSha512(Hmac::new_from_slice(key).map_err(any_length)?),
            #[cfg(feature = "sha1")]
            Self::HmacSha1 => State::HmacSha1(Hmac::new_from_slice(key).map_err(any_length)?),
            #[cfg(feature = "md5")]
            Self::HmacMd5 => State::HmacMd5(Hmac::new_from_slice(key).map_err(any_length)?),
            Self::Sha256 => State::Sha256(Sha256::new()),
            Self::Sha512 => State::Sha512(Sha512::new()),
            #[cfg(feature = "sha1")]
            Self::Sha1 => State::Sha1(sha1::Sha1::new()),
            #[cfg(feature = "md5")]
            Self::Md5 => State::Md5(md5::Md5::new()),
            #[cfg(feature = "sha3")]
            Self::HmacSha3_512 => {
                State::HmacSha3_512(Box::new(Hmac::new_from_slice(key).map_err(any_length)?))
            }
            #[cfg(feature = "sha3")]
            Self::Keccak256 => State::Keccak256(sha3::Keccak256::new()),
        };
        Ok(PreparedKey(Prepared::Hmac(state)))
    }
}

/// A computation that has absorbed its key, and then more and more of the content.
#[derive(Clone)]
pub(crate) enum State {
    HmacSha256(Hmac<Sha256>),
    HmacSha384(Hmac<Sha384>),
    HmacSha512(Hmac<Sha512>),
    #[cfg(feature = "sha1")]
    HmacSha1(Hmac<sha1::Sha1>),
    #[cfg(feature = "md5")]
    HmacMd5(Hmac<md5::Md5>),
    Sha256(Sha256),
    Sha512(Sha512),
    #[cfg(feature = "sha1")]
    Sha1(sha1::Sha1),
    #[cfg(feature = "md5")]
    Md5(md5::Md5),
    /// Boxed, as it is twice as large as the others.
    #[cfg(feature = "sha3")]
    HmacSha3_512(Box<Hmac<sha3::Sha3_512>>),
    #[cfg(feature = "sha3")]
    Keccak256(sha3::Keccak256),
}

impl State {
    #[inline]
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::HmacSha256(mac) => mac.update(bytes),
            Self::HmacSha384(mac) => mac.update(bytes),
            Self::HmacSha512(mac) => mac.update(bytes),
            #[cfg(feature = "sha1")]
            Self::HmacSha1(mac) => mac.update(bytes),
            #[cfg(feature = "md5")]
            Self::HmacMd5(mac) => mac.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
            Self::Sha512(hash) => hash.update(bytes),
            #[cfg(feature = "sha1")]
            Self::Sha1(hash) => hash.update(bytes),
            #[cfg(feature = "md5")]
            Self::Md5(hash) => hash.update(bytes),
            #[cfg(feature = "sha3")]
            Self::HmacSha3_512(mac) => mac.update(bytes),
            #[cfg(feature = "sha3")]
            Self::Keccak256(hash) => hash.update(bytes),
        }
    }

    /// Computes over content that is all there.
    #[inline]
    pub(super) fn compute(
        &self,
        feed: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<(), Error>,
    ) -> Result<Tag, Error> {
        #[inline]
        fn mac<M: Mac + Clone>(
            prepared: &M,
            feed: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<(), Error>,
        ) -> Result<Tag, Error> {
            let mut mac = prepared.clone();
            feed(&mut |bytes| mac.update(bytes))?;
            Ok(Tag::new(&mac.finalize().into_bytes()))
        }
        #[inline]
        fn plain<H: sha2::Digest + Clone>(
            prepared: &H,
            feed: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<(), Error>,
        ) -> Result<Tag, Error> {
            let mut hash = prepared.clone();
            feed(&mut |bytes| hash.update(bytes))?;
            Ok(Tag::new(&hash.finalize()))
        }
        match self {
            Self::HmacSha256(prepared) => mac(prepared, feed),
            Self::HmacSha384(prepared) => mac(prepared, feed),
            Self::HmacSha512(prepared) => mac(prepared, feed),
            #[cfg(feature = "sha1")]
            Self::HmacSha1(prepared) => mac(prepared, feed),
            #[cfg(feature = "md5")]
            Self::HmacMd5(prepared) => mac(prepared, feed),
            Self::Sha256(prepared) => plain(prepared, feed),
            Self::Sha512(prepared) => plain(prepared, feed),
            #[cfg(feature = "sha1")]
            Self::Sha1(prepared) => plain(prepared, feed),
            #[cfg(feature = "md5")]
            Self::Md5(prepared) => plain(prepared, feed),
            #[cfg(feature = "sha3")]
            Self::HmacSha3_512(prepared) => mac(&**prepared, feed),
            #[cfg(feature = "sha3")]
            Self::Keccak256(prepared) => plain(prepared, feed),
        }
    }

    #[inline]
    pub(super) fn finish(self) -> Tag {
        match self {
            Self::HmacSha256(mac) => Tag::new(&mac.finalize().into_bytes()),
            Self::HmacSha384(mac) => Tag::new(&mac.finalize().into_bytes()),
            Self::HmacSha512(mac) => Tag::new(&mac.finalize().into_bytes()),
            #[cfg(feature = "sha1")]
            Self::HmacSha1(mac) => Tag::new(&mac.finalize().into_bytes()),
            #[cfg(feature = "md5")]
            Self::HmacMd5(mac) => Tag::new(&mac.finalize().into_bytes()),
            Self::Sha256(hash) => Tag::new(&hash.finalize()),
            Self::Sha512(hash) => Tag::new(&hash.finalize()),
            #[cfg(feature = "sha1")]
            Self::Sha1(hash) => Tag::new(&hash.finalize()),
            #[cfg(feature = "md5")]
            Self::Md5(hash) => Tag::new(&hash.finalize()),
            #[cfg(feature = "sha3")]
            Self::HmacSha3_512(mac) => Tag::new(&mac.finalize().into_bytes()),
            #[cfg(feature = "sha3")]
            Self::Keccak256(hash) => Tag::new(&hash.finalize()),
        }
    }
}
