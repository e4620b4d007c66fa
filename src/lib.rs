//! Receive webhooks safely.
#![forbid(unsafe_code)]

pub mod event;
pub mod head;
