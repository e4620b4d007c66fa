//! A body: kept chunk by chunk as it arrives, never in much more memory than has arrived, and joined
//! when somebody wants to see it whole.

use std::{
    mem,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use bytes::{BufMut, Bytes, BytesMut};

use crate::{budget::Share, error::Error};

/// A body, or what has arrived of it.
///
/// One chunk, which is what frameworks mostly hand over, is kept without a copy and without a list.
pub(crate) struct Body {
    first: Bytes,
    more: Option<Box<Chunks>>,
}

/// What came after the first chunk.
#[derive(Default)]
struct Chunks {
    /// Chunks as they came, and blocks of small ones; gone when they are joined.
    full: Mutex<Vec<Bytes>>,
    /// Small chunks, copied together: a chunk of one byte must not hold a read buffer.
    block: BytesMut,
    /// Of all, with the first chunk.
    length: usize,
    whole: OnceLock<Bytes>,
    /// What it takes of a budget: given over to the whole.
    share: Option<Arc<Share>>,
}

/// Chunks below this are copied into a block.
const SMALL: usize = 4 * 1024;
/// A compressed body may not inflate to more times its size than this.
pub(crate) const MAX_RATIO: usize = 20;
/// The size of a block.
const BLOCK: usize = 16 * 1024;

impl Body {
    /// Takes the next chunk.
    pub(crate) fn push(&mut self, chunk: Bytes, limit: usize) -> Result<(), Error> {
        let length = self
            .len()
            .checked_add(chunk.len())
            .filter(|length| *length <= limit)
            .ok_or(Error::BodyTooLarge { limit })?;
        if length == chunk.len() {
            self.first = chunk;
        } else {
            let chunks = self.more.get_or_insert_default();
            chunks.length = length;
            chunks.push(chunk);
        }
        Ok(())
    }

    /// After the last chunk: the body holds its share of a budget, as long as it is held itself.
    pub(crate) fn hold(&mut self, share: Share) {
        match &mut self.more {
            None => self.first = Arc::new(share).of(mem::take(&mut self.first)),
            Some(chunks) => chunks.share = Some(Arc::new(share)),
        }
    }

    /// How long it is.
    pub(crate) fn len(&self) -> usize {
        match &self.more {
            None => self.first.len(),
            Some(chunks) => chunks.length,
        }
    }

    /// The whole body: the one chunk as it came, or all of them, joined at the first call.
    pub(crate) fn whole(&self) -> &Bytes {
        match &self.more {
            None => &self.first,
            Some(chunks) => chunks.whole.get_or_init(|| {
                let whole = chunks.join(&self.first);
                match &chunks.share {
                    Some(share) => share.clone().of(whole),
                    None => whole,
                }
            }),
        }
    }

    /// The whole body, to keep.
    pub(crate) fn into_whole(self) -> Bytes {
        match self.more {
            None => self.first,
            Some(_) => self.whole().clone(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl From<Bytes> for Body {
    fn from(whole: Bytes) -> Self {
        Self {
            first: whole,
            more: None,
        }
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        Self::from(self.whole().clone())
    }
}

impl Chunks {
    fn push(&mut self, chunk: Bytes) {
        let full = self.full.get_mut().unwrap_or_else(PoisonError::into_inner);
        let small = chunk.len() < SMALL;
        let room = self.block.capacity().saturating_sub(self.block.len());
        if small && chunk.len() <= room {
            return self.block.put(chunk);
        }
        if !self.block.is_empty() {
            full.push(self.block.split().freeze());
        }
        if small {
            self.block.reserve(BLOCK);
            self.block.put(chunk);
        } else {
            full.push(chunk);
        }
    }

    fn join(&self, first: &Bytes) -> Bytes {
        let mut full = self.full.lock().unwrap_or_else(PoisonError::into_inner);
        let mut whole = Vec::with_capacity(self.length);
        whole.extend_from_slice(first);
        // Each chunk is freed as soon as it was copied, so that the body is not held twice.
        for chunk in mem::take(&mut *full) {
            whole.extend_from_slice(&chunk);
        }
        whole.extend_from_slice(&self.block);
        whole.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Budget;

    #[test]
    fn one_chunk_is_not_copied() {
        let chunk = Bytes::from(vec![7; 100_000]);
        let mut body = Body::default();
        assert!(body.push(chunk.clone(), 100_000).is_ok());
        assert_eq!(body.whole().as_ptr(), chunk.as_ptr());
    }

    #[test]
    fn chunks_of_any_size_join_in_order() {
        let sent: Vec<u8> = (0..200_000_u32).map(|n| n as u8).collect();
        for size in [1, 7, 4095, 4096, 50_000] {
            let mut body = Body::default();
            for chunk in sent.chunks(size) {
                assert!(body.push(Bytes::copy_from_slice(chunk), sent.len()).is_ok());
            }
            assert!(*body.whole() == sent, "chunks of {size}");
        }
    }

    #[test]
    fn the_limit_holds() {
        let mut body = Body::default();
        assert!(body.push(Bytes::from_static(b"12345"), 8).is_ok());
        let refused = body.push(Bytes::from_static(b"6789"), 8);
        assert_eq!(refused, Err(Error::BodyTooLarge { limit: 8 }));
    }

    #[test]
    fn the_budget_is_given_back_with_the_last_handle() {
        for chunks in [1, 3] {
            let budget = Budget::new(6000 * chunks);
            let (mut body, mut share) = (Body::default(), budget.share());
            for _ in 0..chunks {
                assert!(share.grow(6000).is_ok());
                assert!(body.push(Bytes::from(vec![7; 6000]), 1 << 20).is_ok());
            }
            assert_eq!(budget.share().grow(1), Err(Error::BudgetSpent));
            body.hold(share);
            let bytes = body.whole().clone();
            drop(body);
            assert_eq!((bytes.len(), budget.used()), (6000 * chunks, 6000 * chunks));
            drop(bytes);
            assert_eq!(budget.used(), 0);
        }
    }
}
