//! Signed requests for tests: what the provider would send, made by the same rows that verify.
//!
//! There is no switch that turns verification off. A test signs for real:
//!
//! ```
//! use webhook_receiver::{Secret, providers, testing::Signer};
//!
//! let request = Signer::new(providers::STRIPE, Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCs")?)
//!     .sign("https://app.example/stripe", r#"{"id":"evt_1","type":"customer.created"}"#)?;
//! assert!(request.headers()["stripe-signature"].to_str()?.starts_with("t="));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "idempotency")]
pub use crate::idempotency::contract::{
    ContractOptions, ContractReport, ContractViolation, store_contract,
};
pub use crate::scheme::sign::{Draft, SignError, Signer};
