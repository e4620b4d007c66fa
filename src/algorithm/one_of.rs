//! One shared secret for several hashes, for providers whose users choose the hash, or whose request
//! names it: the length of the signature shows which one it is.

use super::{Algorithm, Class, KeyError, Prepared, PreparedKey, hmac::State};

/// One of several hashes that share a secret. Their signatures have different lengths.
#[derive(Debug)]
pub(crate) struct OneOf {
    /// The hash that signs. Its name is the name of all.
    pub(crate) usual: &'static dyn Algorithm,
    pub(crate) others: &'static [&'static dyn Algorithm],
}

impl Algorithm for OneOf {
    #[inline]
    fn name(&self) -> &'static str {
        self.usual.name()
    }

    #[inline]
    fn class(&self) -> Class {
        Class::Hmac
    }

    #[inline]
    fn signature_length(&self) -> Option<usize> {
        None
    }

    #[inline]
    fn is_extendable(&self) -> bool {
        let mut others = self.others.iter();
        self.usual.is_extendable() || others.any(|other| other.is_extendable())
    }

    #[inline]
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let hash = |algorithm: &dyn Algorithm| match algorithm.prepare(key)? {
            PreparedKey(Prepared::Hmac(state)) => Ok((algorithm.signature_length(), state)),
            PreparedKey(_) => Err(KeyError::Form("a key of a hash")),
        };
        let (_, usual) = hash(self.usual)?;
        let others = self.others.iter().map(|algorithm| hash(*algorithm));
        Ok(PreparedKey(Prepared::OneOf(Hashes {
            usual,
            others: others.collect::<Result<_, _>>()?,
        })))
    }
}

/// Hashes that have absorbed their key.
pub(super) struct Hashes {
    usual: State,
    /// With the lengths of their signatures.
    others: Box<[(Option<usize>, State)]>,
}

impl Hashes {
    /// The hash for signatures of this length.
    #[inline]
    pub(super) fn of(&self, length: usize) -> &State {
        let mut others = self.others.iter();
        let found = others.find(|(found, _)| *found == Some(length));
        found.map_or(&self.usual, |(_, state)| state)
    }
}
