//! The locks of the memory store, which a model checker replaces in tests of this crate.

pub(super) use std::sync::PoisonError;

#[cfg(not(test))]
pub(super) use std::sync::Mutex;

#[cfg(test)]
pub(super) use shuttle::sync::Mutex;
