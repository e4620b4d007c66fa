//! The command-line tool, run as users run it, against real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "cli/common.rs"]
mod common;
#[path = "cli/recordings.rs"]
mod recordings;
#[path = "cli/requests.rs"]
mod requests;
#[path = "cli/secrecy.rs"]
mod secrecy;
