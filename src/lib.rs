//! Receive webhooks safely.
#![forbid(unsafe_code)]

pub mod event;
pub mod events;
pub mod head;

#[cfg(feature = "github")]
pub use events::github;
