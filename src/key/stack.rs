//! Copies of secrets on the stack.

use std::hint::black_box;

/// The depth that is wiped, in bytes: more than the calls take that prepare a key or verify with it, of
/// which `tests/heap.rs` finds no copy.
const DEPTH: usize = 64 * 1024;

/// Overwrites the stack below the caller, where returned calls left copies of what they moved.
///
/// What is dropped is wiped by its owner, but the compiler may have moved it before.
#[inline(never)]
pub(crate) fn wipe_stack() {
    let mut bytes = [0_u8; DEPTH];
    black_box(&mut bytes);
}
