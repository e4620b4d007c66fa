//! JSON Lines in and out: the interface that the examples `replay` and `sign` share with the tool.

pub(crate) mod facts;
pub(crate) mod input;
mod models;
pub(crate) mod outcome;
pub(crate) mod recorded;
pub(crate) mod signing;
