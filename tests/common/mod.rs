//! Real servers of each framework on loopback, and a client that writes bytes.

#![allow(dead_code, unreachable_pub)] // Each suite uses its own part.

pub mod client;
pub mod h2;
pub mod servers;
pub mod vectors;
