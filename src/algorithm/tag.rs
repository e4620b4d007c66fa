//! Computed MACs: compared in constant time.

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A computed MAC. It is compared in constant time and wiped when dropped, both word by word.
pub(crate) struct Tag {
    words: [u64; 8],
    length: usize,
}

impl Tag {
    #[inline]
    pub(super) fn new(bytes: &[u8]) -> Self {
        Self {
            words: words(bytes),
            length: bytes.len(),
        }
    }

    /// Returns whether `signature` is this MAC, in a time that depends only on the lengths.
    #[inline]
    pub(super) fn is(&self, signature: &[u8]) -> bool {
        let theirs = words(signature);
        let pairs = self.words.iter().zip(&theirs);
        let difference = pairs.fold(0, |all, (ours, theirs)| all | (ours ^ theirs));
        signature.len() == self.length && difference.ct_eq(&0).into()
    }

    pub(super) fn to_vec(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64);
        for word in self.words {
            bytes.extend_from_slice(&word.to_ne_bytes());
        }
        bytes.truncate(self.length);
        bytes
    }
}

/// Returns up to 64 bytes as words, padded with zeros.
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
