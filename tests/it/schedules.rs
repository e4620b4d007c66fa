//! The memory store and the wrapper around handlers in many schedules of threads, which model checkers
//! choose.
//!
//! The store is compiled from the source of the crate, over the locks of each model checker.

mod memory_loom;
mod memory_shuttle;
mod state_machine;
mod wrapper;

use std::time::Duration;

use webhook_receiver::idempotency::{ClaimRequest, Key, Owner};

#[allow(dead_code, reason = "each part uses some of it")]
#[path = "../../src/idempotency/record.rs"]
mod record;

mod key {
    pub(super) use webhook_receiver::idempotency::Key;
}

mod store {
    pub(super) use webhook_receiver::idempotency::{Claim, ClaimRequest, Owner, Store, StoreError};
}

/// Returns how many schedules to try: as many as the variable `SCHEDULES` says.
fn schedules(default: usize) -> usize {
    std::env::var("SCHEDULES").map_or(default, |text| text.parse().unwrap())
}

fn request(owner: u8, fingerprint: u8, lease: u64, retention: u64) -> ClaimRequest {
    ClaimRequest::new(
        Key::from_bytes([7; 32]),
        Owner::from_bytes([owner; 16]),
        [fingerprint; 16],
        Duration::from_nanos(lease),
        Duration::from_nanos(retention),
    )
}
