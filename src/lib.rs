//! Receive webhooks safely.
#![forbid(unsafe_code)]

pub mod event;
pub mod events;
pub mod head;

#[cfg(feature = "github")]
pub use events::github;
#[cfg(feature = "gitlab")]
pub use events::gitlab;
#[cfg(feature = "shopify")]
pub use events::shopify;
#[cfg(feature = "slack")]
pub use events::slack;
#[cfg(feature = "stripe")]
pub use events::stripe;
