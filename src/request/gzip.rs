//! A compressed body, decompressed as it arrives: at any time no more than a small buffer, and in all no more
//! than the limits allow.

use std::{io::Write, mem};

use bytes::Bytes;
use flate2::write::GzDecoder;

use crate::{
    error::{Error, Field, Location, Malformation},
    request::body::MAX_RATIO,
};

/// Inflates a body, if it is a compressed one.
pub(crate) struct Inflate {
    state: State,
    compressed: usize,
    inflated: usize,
    limit: usize,
}

enum State {
    /// Fewer than two bytes have arrived. The first two show whether the body is compressed; the header
    /// does not, as a proxy may have inflated the body and left the header.
    Start(Bytes),
    Plain,
    Gzip(Box<GzDecoder<Vec<u8>>>),
}

const MAGIC: [u8; 2] = [0x1f, 0x8b];

/// What is smaller than this may have any ratio.
const SMALL: usize = 64 * 1024;

impl Inflate {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            state: State::Start(Bytes::new()),
            compressed: 0,
            inflated: 0,
            limit,
        }
    }

    /// Takes the next chunk, and hands on what it inflates to.
    pub(crate) fn update(
        &mut self,
        mut chunk: Bytes,
        keep: &mut impl FnMut(Bytes) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if let State::Start(first) = &mut self.state {
            if !first.is_empty() {
                chunk = [mem::take(first), chunk].concat().into();
            }
            if chunk.len() < MAGIC.len() {
                *first = chunk;
                return Ok(());
            }
            self.state = if chunk.starts_with(&MAGIC) {
                State::Gzip(Box::new(GzDecoder::new(Vec::new())))
            } else {
                State::Plain
            };
        }
        let State::Gzip(decoder) = &mut self.state else {
            return keep(chunk);
        };
        let mut rest: &[u8] = &chunk;
        while !rest.is_empty() {
            let taken = decoder.write(rest).map_err(|_| broken())?;
            let inflated = mem::take(decoder.get_mut());
            // By what was taken, not by what came, so that the chunks do not matter.
            self.compressed = self
                .compressed
                .checked_add(taken)
                .filter(|size| *size <= self.limit)
                .ok_or(Error::BodyTooLarge { limit: self.limit })?;
            // Nothing was read or written: there is data after the end.
            rest = match rest.get(taken..) {
                Some(after) if taken > 0 || !inflated.is_empty() => after,
                _ => return Err(broken()),
            };
            add(&mut self.inflated, inflated.len(), self.compressed)?;
            keep(inflated.into())?;
        }
        Ok(())
    }

    /// After the last chunk.
    pub(crate) fn finish(
        self,
        keep: &mut impl FnMut(Bytes) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match self.state {
            State::Plain => Ok(()),
            State::Start(first) => keep(first),
            State::Gzip(decoder) => {
                let last = decoder.finish().map_err(|_| broken())?;
                let mut inflated = self.inflated;
                add(&mut inflated, last.len(), self.compressed)?;
                keep(last.into())
            }
        }
    }
}

fn add(inflated: &mut usize, more: usize, compressed: usize) -> Result<(), Error> {
    *inflated = inflated.saturating_add(more);
    if *inflated > SMALL && *inflated / MAX_RATIO > compressed {
        return Err(Error::InflateRatio);
    }
    Ok(())
}

fn broken() -> Error {
    Error::malformed(Field::Body, Location::Body, Malformation::Encoding)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]
mod tests {
    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        assert!(encoder.write_all(body).is_ok());
        encoder.finish().unwrap_or_default()
    }

    fn inflate(sent: &[u8], size: usize, limit: usize) -> Result<Vec<u8>, Error> {
        let mut inflate = Inflate::new(limit);
        let mut kept = Vec::new();
        let mut keep = |chunk: Bytes| {
            let most = size.max(66_000);
            assert!(chunk.len() <= most, "{} bytes at once", chunk.len());
            kept.extend_from_slice(&chunk);
            Ok(())
        };
        for chunk in sent.chunks(size) {
            inflate.update(Bytes::copy_from_slice(chunk), &mut keep)?;
        }
        inflate.finish(&mut keep)?;
        Ok(kept)
    }

    #[test]
    fn inflates_chunks_of_any_size() {
        // Compresses little, and to more than one buffer.
        let mut seed = 1_u32;
        let body: Vec<u8> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b"0123456789abcdef{}\":, "
                .get(seed as usize >> 27 & 15)
                .copied()
                .unwrap_or(b'x')
        })
        .take(300_000)
        .collect();
        for body in [&body[..], b"{}", b"x", b""] {
            for size in [1, 2, 3, 1000, 1_000_000] {
                let limit = 1_000_000;
                assert_eq!(inflate(&gzip(body), size, limit).as_deref(), Ok(body));
                assert_eq!(inflate(body, size, limit).as_deref(), Ok(body), "plain");
            }
        }
    }

    #[test]
    fn rejects_broken_bodies() {
        let whole = gzip(b"Hello, World!");
        for end in 2..whole.len() {
            assert_eq!(inflate(&whole[..end], 7, 1000), Err(broken()), "{end}");
        }
        for at in [10, 15, whole.len() - 5, whole.len() - 1] {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            assert_eq!(inflate(&flipped, 7, 1000), Err(broken()), "{at}");
        }
        for more in [&b"x"[..], &whole] {
            let longer = [&whole[..], more].concat();
            assert_eq!(inflate(&longer, 7, 1000), Err(broken()));
        }
    }

    #[test]
    fn rejects_bombs() {
        let bomb = gzip(&vec![0; 16 << 20]);
        for size in [1, 1000, 1_000_000] {
            let mut inflate = Inflate::new(1 << 30);
            let mut kept = 0;
            let mut keep = |chunk: Bytes| {
                kept += chunk.len();
                Ok(())
            };
            let mut chunks = bomb.chunks(size);
            let rejected = chunks.find_map(|chunk| {
                inflate
                    .update(Bytes::copy_from_slice(chunk), &mut keep)
                    .err()
            });
            assert_eq!(rejected, Some(Error::InflateRatio));
            assert!(kept <= SMALL + 40_000, "{kept}");
        }
        // Blocks that inflate to nothing.
        let mut nothing = gzip(b"");
        nothing.truncate(10);
        nothing.extend([0, 0, 0, 0xff, 0xff].repeat(1000));
        let rejected = Err(Error::BodyTooLarge { limit: 4000 });
        assert_eq!(inflate(&nothing, 1000, 4000), rejected);
    }
}
