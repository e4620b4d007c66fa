//! One shared secret for several hashes, for providers whose request names the hash: the length of
//! the signature tells which one it is.

use zeroize::Zeroizing;

use super::{Algorithm, Class, Computation, CustomKey, KeyError, PreparedKey};

/// Keeps the content until the signature is there.
#[derive(Debug)]
pub(crate) struct ByLength {
    pub(crate) name: &'static str,
    pub(crate) verify: Verify,
    pub(crate) sign: Sign,
}

/// Whether the last of these is a signature of the key, the first, over the content, in a time that
/// does not tell how much of it is right.
type Verify = fn(&[u8], &[u8], &[u8]) -> bool;

/// A signature of the key, the first, over the content.
type Sign = fn(&[u8], &[u8]) -> Option<Vec<u8>>;

impl Algorithm for ByLength {
    fn name(&self) -> &'static str {
        self.name
    }

    fn class(&self) -> Class {
        Class::Hmac
    }

    fn signature_length(&self) -> Option<usize> {
        None
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        Ok(PreparedKey::custom(Key {
            key: Zeroizing::new(key.to_vec()),
            verify: self.verify,
            sign: self.sign,
        }))
    }
}

#[derive(Clone)]
struct Key {
    key: Zeroizing<Vec<u8>>,
    verify: Verify,
    sign: Sign,
}

impl CustomKey for Key {
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Kept {
            key: self.clone(),
            content: Zeroizing::default(),
        })
    }
}

struct Kept {
    key: Key,
    /// Which may hold the secret.
    content: Zeroizing<Vec<u8>>,
}

impl Computation for Kept {
    fn update(&mut self, bytes: &[u8]) {
        self.content.extend_from_slice(bytes);
    }

    fn verify(&mut self, signature: &[u8]) -> bool {
        (self.key.verify)(&self.key.key, &self.content, signature)
    }

    fn sign(&mut self) -> Option<Vec<u8>> {
        (self.key.sign)(&self.key.key, &self.content)
    }
}
