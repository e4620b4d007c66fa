//! A body: kept as it arrives, in little more memory than its bytes, and joined when it is read as a whole.

use std::{
    mem,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use bytes::Bytes;

use crate::{error::Error, request::budget::Share};

/// A body, or what has arrived of it.
///
/// A single chunk, which is what frameworks mostly pass, is kept without a copy.
pub(crate) struct Body {
    first: Bytes,
    pieces: Option<Box<Pieces>>,
}

/// A body that came in pieces. Small ones are copied: a chunk, however small, holds the whole buffer
/// into which the server read it.
#[derive(Default)]
struct Pieces {
    /// Gone when they are joined.
    blocks: Mutex<Blocks>,
    length: usize,
    whole: OnceLock<Bytes>,
    /// Its share of a budget, which passes to the whole body.
    share: Option<Arc<Share>>,
}

/// Lists of a fixed capacity: growing one would move it, and leave a hole between the blocks.
type Blocks = Vec<Vec<Block>>;

/// The number of blocks in each list.
const LIST: usize = 16;

enum Block {
    /// A large chunk, as it arrived.
    Kept(Bytes),
    /// Small chunks, one after the other.
    Copied(Vec<u8>),
}

/// The size from which chunks are kept as they came.
const LARGE: usize = 16 * 1024;

/// A compressed body may not inflate to more times its size than this.
pub(crate) const MAX_RATIO: usize = 20;

/// The sizes of blocks: as much as came already, within these. Few blocks, as their list takes room
/// too, and none larger, as one that is not full yet is held in advance.
const SMALLEST_BLOCK: usize = 512;
const LARGEST_BLOCK: usize = 24 * 1024;

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
            self.pieces().push(chunk);
        }
        Ok(())
    }

    /// Copies what is in the server's buffer: more of the body is waited for.
    pub(crate) fn settle(&mut self) {
        if !self.first.is_empty() {
            self.pieces();
        }
    }

    fn pieces(&mut self) -> &mut Pieces {
        self.pieces.get_or_insert_with(|| {
            let mut pieces = Box::<Pieces>::default();
            pieces.push(mem::take(&mut self.first));
            pieces
        })
    }

    /// Called after the last chunk: the body keeps its share of a budget for as long as it exists.
    pub(crate) fn hold(&mut self, share: Share) {
        match &mut self.pieces {
            None => self.first = Arc::new(share).of(mem::take(&mut self.first)),
            Some(pieces) => pieces.share = Some(Arc::new(share)),
        }
    }

    /// How long it is.
    pub(crate) fn len(&self) -> usize {
        match &self.pieces {
            None => self.first.len(),
            Some(pieces) => pieces.length,
        }
    }

    /// The whole body: the one chunk as it arrived, or all of them, joined at the first call.
    pub(crate) fn whole(&self) -> &Bytes {
        match &self.pieces {
            None => &self.first,
            Some(pieces) => pieces.whole.get_or_init(|| {
                let whole = pieces.join();
                match &pieces.share {
                    Some(share) => share.clone().of(whole),
                    None => whole,
                }
            }),
        }
    }

    /// The whole body, to keep.
    pub(crate) fn into_whole(self) -> Bytes {
        match self.pieces {
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
            pieces: None,
        }
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        Self::from(self.whole().clone())
    }
}

impl Pieces {
    fn push(&mut self, chunk: Bytes) {
        let blocks = self
            .blocks
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        if chunk.len() >= LARGE {
            self.length = self.length.saturating_add(chunk.len());
            return add(blocks, Block::Kept(chunk));
        }
        let mut rest: &[u8] = &chunk;
        while !rest.is_empty() {
            let block = match blocks.last_mut().and_then(|list| list.last_mut()) {
                Some(Block::Copied(block)) if block.len() < block.capacity() => block,
                _ => {
                    let size = self.length.clamp(SMALLEST_BLOCK, LARGEST_BLOCK);
                    add(blocks, Block::Copied(Vec::with_capacity(size)));
                    continue;
                }
            };
            let room = block.capacity().saturating_sub(block.len());
            let (fits, more) = rest.split_at(room.min(rest.len()));
            block.extend_from_slice(fits);
            self.length = self.length.saturating_add(fits.len());
            rest = more;
        }
    }

    fn join(&self) -> Bytes {
        let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let mut whole = Vec::with_capacity(self.length);
        // Each block is freed as soon as it was copied, so that the body is not held twice.
        for block in mem::take(&mut *blocks).into_iter().flatten() {
            match block {
                Block::Kept(chunk) => whole.extend_from_slice(&chunk),
                Block::Copied(block) => whole.extend_from_slice(&block),
            }
        }
        whole.into()
    }
}

fn add(blocks: &mut Blocks, block: Block) {
    match blocks.last_mut() {
        Some(list) if list.len() < LIST => list.push(block),
        _ => {
            let mut list = Vec::with_capacity(LIST);
            list.push(block);
            blocks.push(list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Budget;

    #[test]
    fn keeps_one_chunk_without_a_copy() {
        let chunk = Bytes::from(vec![7; 100_000]);
        let mut body = Body::default();
        assert!(body.push(chunk.clone(), 100_000).is_ok());
        assert_eq!(body.whole().as_ptr(), chunk.as_ptr());
    }

    #[test]
    fn joins_chunks_of_any_size_in_order() {
        let sent: Vec<u8> = (0..200_000_u32).map(|n| n as u8).collect();
        for size in [1, 7, 511, 512, 16_384, 50_000, 200_000] {
            let mut body = Body::default();
            for chunk in sent.chunks(size) {
                assert!(body.push(Bytes::copy_from_slice(chunk), sent.len()).is_ok());
                body.settle();
            }
            assert_eq!(body.len(), sent.len());
            assert!(*body.whole() == sent, "chunks of {size}");
        }
    }

    #[test]
    fn keeps_chunks_in_little_more_than_their_size() {
        let mut body = Body::default();
        for length in 1..100_000_usize {
            assert!(body.push(Bytes::from_static(b"x"), 100_000).is_ok());
            body.settle();
            let held = body.pieces().held();
            let most = length + length.clamp(SMALLEST_BLOCK, LARGEST_BLOCK);
            assert!(held <= most, "{held} for {length}");
        }
    }

    impl Pieces {
        fn held(&mut self) -> usize {
            let blocks = self.blocks.get_mut();
            let blocks = blocks
                .unwrap_or_else(PoisonError::into_inner)
                .iter()
                .flatten();
            blocks
                .map(|block| match block {
                    Block::Kept(chunk) => chunk.len(),
                    Block::Copied(block) => block.capacity(),
                })
                .sum()
        }
    }

    #[test]
    fn rejects_more_than_the_limit() {
        let mut body = Body::default();
        assert!(body.push(Bytes::from_static(b"12345"), 8).is_ok());
        let rejected = body.push(Bytes::from_static(b"6789"), 8);
        assert_eq!(rejected, Err(Error::BodyTooLarge { limit: 8 }));
    }

    #[test]
    fn returns_the_budget_with_the_last_handle() {
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
