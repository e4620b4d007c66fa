//! Code that suites share: real servers of each framework on loopback, clients that write bytes, payloads,
//! vectors, and what each provider needs to sign.

#![allow(dead_code, unreachable_pub)] // Each suite uses a part of this module.

pub mod canaries;
pub mod client;
pub mod databases;
pub mod h2;
pub mod payloads;
pub mod quiet;
pub mod rows;
pub mod servers;
pub mod vectors;

/// Returns the folder of the repository.
pub fn repository() -> &'static std::path::Path {
    std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
