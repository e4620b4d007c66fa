//! The locks of the memory store. Tests compile the store a second time, over the locks of model checkers.

pub(super) use std::sync::{Mutex, PoisonError};
