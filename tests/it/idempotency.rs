//! Idempotent processing: keys, the wrapper, and the memory store.

use crate::common::rows;

mod contract;
mod frameworks;
mod keys;
mod model;
mod run;
mod variants;
