//! Copies of secrets on the stack.

use std::hint::black_box;

use zeroize::Zeroize;

/// The depth that is wiped, in words: twice as much as the calls take, in a debug build, that prepare a
/// key or verify with it.
const DEPTH: usize = 64 * 1024 / 8;

/// Overwrites the stack below the caller, where returned calls left copies of what they moved.
///
/// What is dropped is wiped by its owner, but the compiler may have moved it before.
#[inline(never)]
pub(crate) fn wipe_stack() {
    let mut words = [0_u64; DEPTH];
    words.zeroize();
    black_box(&words);
}
