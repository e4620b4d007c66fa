//! The manual: why the crate is as it is, and how to add to it.
//!
//! - [`design`]: the ideas that carry it, and what was measured.
//! - [`threats`]: who attacks a receiver, with what, and what stands against it.
//! - [`rejections`]: why a request was rejected, in the log, by an explanation, and of a recording.
//! - [`times`]: whether a signed time is the attempt's or the event's, and how old it may be.
//! - [`audience`]: whose key signs, and what binds a delivery to this customer.
//! - [`names`]: what events and deliveries are called, and the providers that have no names for them.
//! - `idempotency`: each event once: the modes, which to choose, and what to alert on.
//! - [`adding_a_provider`]: a sender as a row, in one small file.
//! - [`adding_an_adapter`]: another framework, in one small file.

#[doc = include_str!("manual/design.md")]
pub mod design {}

#[doc = include_str!("manual/threats.md")]
pub mod threats {}

#[doc = include_str!("manual/rejections.md")]
pub mod rejections {}

#[doc = include_str!("manual/times.md")]
pub mod times {}

#[doc = include_str!("manual/audience.md")]
pub mod audience {}

#[doc = include_str!("manual/names.md")]
pub mod names {}

#[cfg(all(feature = "idempotency", feature = "postgres"))]
#[doc = include_str!("manual/idempotency.md")]
pub mod idempotency {}

#[doc = include_str!("manual/adding_a_provider.md")]
pub mod adding_a_provider {}

#[doc = include_str!("manual/adding_an_adapter.md")]
pub mod adding_an_adapter {}
