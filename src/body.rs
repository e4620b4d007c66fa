//! A body as it arrives: kept chunk by chunk, and never in much more memory than has arrived.

use bytes::{BufMut, Bytes, BytesMut};

use crate::error::Error;

/// The chunks of a body so far.
#[derive(Default)]
pub(crate) struct Collected {
    /// The first chunk, which is often the only one: kept without a copy and without a list.
    first: Bytes,
    /// Further chunks as they came, and blocks of small ones.
    full: Vec<Bytes>,
    /// Small chunks, copied together: a chunk of one byte must not hold a read buffer.
    block: BytesMut,
    length: usize,
}

/// Chunks below this are copied into a block.
const SMALL: usize = 4 * 1024;
/// The size of a block.
const BLOCK: usize = 16 * 1024;

impl Collected {
    /// Takes the next chunk.
    pub(crate) fn push(&mut self, chunk: Bytes, limit: usize) -> Result<(), Error> {
        self.length = self
            .length
            .checked_add(chunk.len())
            .filter(|length| *length <= limit)
            .ok_or(Error::BodyTooLarge { limit })?;
        if self.length == chunk.len() {
            self.first = chunk;
        } else if chunk.len() < SMALL {
            if self.block.capacity().saturating_sub(self.block.len()) < chunk.len() {
                self.seal();
                self.block.reserve(BLOCK);
            }
            self.block.put(chunk);
        } else {
            self.seal();
            self.full.push(chunk);
        }
        Ok(())
    }

    fn seal(&mut self) {
        if !self.block.is_empty() {
            self.full.push(self.block.split().freeze());
        }
    }

    /// The whole body: the one chunk as it came, or all of them joined.
    pub(crate) fn join(mut self) -> Bytes {
        self.seal();
        if self.full.is_empty() {
            return self.first;
        }
        let mut whole = Vec::with_capacity(self.length);
        whole.extend_from_slice(&self.first);
        drop(self.first);
        // Each chunk is freed as soon as it was copied, so that the body is not held twice.
        for chunk in self.full {
            whole.extend_from_slice(&chunk);
        }
        whole.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_chunk_is_not_copied() {
        let chunk = Bytes::from(vec![7; 100_000]);
        let mut collected = Collected::default();
        assert!(collected.push(chunk.clone(), 100_000).is_ok());
        assert_eq!(collected.join().as_ptr(), chunk.as_ptr());
    }

    #[test]
    fn chunks_of_any_size_join_in_order() {
        let body: Vec<u8> = (0..200_000_u32).map(|n| n as u8).collect();
        for size in [1, 7, 4095, 4096, 50_000] {
            let mut collected = Collected::default();
            for chunk in body.chunks(size) {
                assert!(
                    collected
                        .push(Bytes::copy_from_slice(chunk), body.len())
                        .is_ok()
                );
            }
            assert!(collected.join() == body, "chunks of {size}");
        }
    }

    #[test]
    fn the_limit_holds() {
        let mut collected = Collected::default();
        assert!(collected.push(Bytes::from_static(b"12345"), 8).is_ok());
        let refused = collected.push(Bytes::from_static(b"6789"), 8);
        assert_eq!(refused, Err(Error::BodyTooLarge { limit: 8 }));
    }
}
