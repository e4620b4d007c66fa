//! The locks of the memory store, which model checkers replace.

pub(super) use std::sync::{Mutex, PoisonError};
