//! What the fuzz targets have in common: genuine requests, changes to them, and oracles that do not ask
//! the code under test.

pub mod certified;
pub mod edit;
pub mod genuine;
pub mod independent;
pub mod oracle;
pub mod seeds;

// The facts that a delivery states, and what the rows need, as in the tests.
#[path = "../../tests/it/shifts/facts.rs"]
mod facts;
#[path = "../../tests/it/shifts/message.rs"]
mod message;
#[path = "../../tests/common/rows.rs"]
mod rows;
#[path = "../../tests/common/vectors.rs"]
mod vectors;

use std::time::{Duration, SystemTime};

/// The time of every request that is made here, in seconds since 1970.
pub const NOW: u64 = 1_790_000_000;

/// Returns [`NOW`] as a time.
pub fn now() -> SystemTime {
    at(NOW)
}

/// Returns a time in seconds since 1970.
pub fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}
