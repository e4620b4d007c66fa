//! Idempotent processing: keys, the wrapper, and the memory store.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "common/rows.rs"]
mod rows;

#[path = "idempotency/contract.rs"]
mod contract;
#[path = "idempotency/frameworks.rs"]
mod frameworks;
#[path = "idempotency/keys.rs"]
mod keys;
#[path = "idempotency/model.rs"]
mod model;
#[path = "idempotency/run.rs"]
mod run;
#[path = "idempotency/variants.rs"]
mod variants;
