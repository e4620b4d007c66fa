//! Providers from configuration: the vocabulary of [`scheme`](crate::scheme) and
//! [`provider`](crate::provider) as data, for any format that serde reads.
//!
//! A sender of your own is a few lines. In TOML:
//!
//! ```toml
//! id = "our-ci"
//! kind = { header = "X-CI-Event" }
//!
//! [scheme]
//! algorithm = "hmac-sha256"
//! signature = { header = "X-CI-Signature", prefix = "sha256=" }
//! timestamp = { header = "X-CI-Time", format = "seconds" }
//! signed = "{timestamp}.{body}"
//! ```
//!
//! [`ProviderConfig::read`] reads it, and [`ProviderConfig::build`] makes a
//! [`Provider`](crate::Provider) of it, with the checks of a constant. The
//! [manual](crate::manual::configuration) lists the usual fields, and the JSON Schema has all. [`Config`] is a whole file: receivers with the
//! places of their secrets, and providers of your own.

mod algorithm;
mod content;
mod error;
mod handshake;
mod intern;
mod place;
mod provider;
mod receiver;
mod scheme;
mod signature;
mod token;
mod words;

pub use self::{
    error::{ConfigError, ConfigErrorKind},
    provider::ProviderConfig,
    receiver::Config,
};

use serde::{Deserializer, de::DeserializeOwned};

/// Reads a value, with the path of the field in the error.
fn read<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, ConfigError> {
    serde_path_to_error::deserialize(deserializer)
        .map_err(|error| ConfigError::form(error.path(), error.inner()))
}
