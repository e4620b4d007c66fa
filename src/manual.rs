//! The manual: the design of the crate, and how to extend it.
//!
//! - [`design`]: the design decisions, with their reasons and measurements.
//! - [`threats`]: attackers, what they can do, and the defenses.
//! - [`rejections`]: why a request was rejected, in the log, by an explanation, and of a recording.
//! - [`metrics`]: names and labels, and what to alert on.
//! - [`times`]: whether a timestamp is the attempt's or the event's, and how old it may be.
//! - [`audience`]: whose key signs, and what binds a delivery to one customer.
//! - [`names`]: event types and delivery ids, and the providers that have none.
//! - `idempotency`: processing each event once: the modes, which to choose, and what to alert on.
//! - [`tool`]: the command-line tool: to sign, send, record, replay and explain deliveries.
//! - `testing`: tests of a handler: fixtures, attacks, retries, keys, and each framework.
//! - [`platforms`]: WebAssembly, AWS Lambda, 32 bits and big-endian.
//! - [`assurance`]: how the crate itself is tested, with figures and the commands that repeat them.
//! - [`adding_a_provider`]: declaring a sender, in one small file.
//! - `configuration`: declaring a sender in a file, without code.
//! - [`adding_an_adapter`]: supporting another framework, in one small file.

#[doc = include_str!("manual/design.md")]
pub mod design {}

#[doc = include_str!("manual/threats.md")]
pub mod threats {}

#[doc = include_str!("manual/rejections.md")]
pub mod rejections {}

#[doc = include_str!("manual/metrics.md")]
pub mod metrics {}

#[doc = include_str!("manual/times.md")]
pub mod times {}

#[doc = include_str!("manual/audience.md")]
pub mod audience {}

#[doc = include_str!("manual/names.md")]
pub mod names {}

#[cfg(all(feature = "idempotency", feature = "postgres"))]
#[doc = include_str!("manual/idempotency.md")]
pub mod idempotency {}

#[doc = include_str!("manual/tool.md")]
pub mod tool {}

#[cfg(all(
    feature = "actix-web",
    feature = "discord",
    feature = "fixtures",
    feature = "github",
    feature = "hyper",
    feature = "key-pairs"
))]
#[doc = include_str!("manual/testing.md")]
pub mod testing {}

#[doc = include_str!("manual/platforms.md")]
pub mod platforms {}

#[doc = include_str!("manual/assurance.md")]
pub mod assurance {}

#[doc = include_str!("manual/adding_a_provider.md")]
pub mod adding_a_provider {}

#[cfg(feature = "config")]
#[doc = include_str!("manual/configuration.md")]
pub mod configuration {}

#[doc = include_str!("manual/adding_an_adapter.md")]
pub mod adding_an_adapter {}
