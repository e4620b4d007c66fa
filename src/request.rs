//! What comes in: head and body, and the bounds on both.

pub(crate) mod body;
pub(crate) mod budget;
#[cfg(feature = "gzip")]
pub(crate) mod gzip;
pub(crate) mod head;
pub(crate) mod settings;

pub use self::{budget::Budget, head::Head};
