//! Keys: pasted secrets, prepared keys, and sources of keys.

pub(crate) mod cache;
#[cfg(feature = "x509")]
pub(crate) mod certificate;
pub(crate) mod decoy;
pub(crate) mod document;
pub(crate) mod secret;
pub(crate) mod source;
pub(crate) mod store;

pub use self::{
    cache::KeyCache,
    secret::{Keys, Secret},
    source::{AllowedUrl, KeyHint, KeySource, KeysFuture},
};
