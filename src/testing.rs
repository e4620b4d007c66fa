//! Signs requests for tests as the provider would, by the same rows that verify them.
//!
//! Verification cannot be turned off. Tests sign their requests, with the feature `testing`:
//!
//! ```
//! use webhook_receiver::{Secret, providers, testing::Signer};
//!
//! let request = Signer::new(providers::STRIPE, Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCs")?)
//!     .sign("https://app.example/stripe", r#"{"id":"evt_1","type":"customer.created"}"#)?;
//! assert!(request.headers()["stripe-signature"].to_str()?.starts_with("t="));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "actix-web")]
mod actix;
#[cfg(feature = "fixtures")]
pub mod fixtures;
mod handshake;
#[cfg(feature = "key-pairs")]
mod key_pair;
mod sender;
mod signer;
mod usual;

#[cfg(feature = "idempotency")]
pub use crate::idempotency::contract::{
    ContractOptions, ContractReport, ContractViolation, store_contract,
};
#[cfg(feature = "actix-web")]
pub use actix::actix_request;
pub use handshake::HandshakeAttempt;
#[cfg(feature = "key-pairs")]
pub use key_pair::KeyPair;
pub use sender::{Attempt, Sender};
pub use signer::Signer;
