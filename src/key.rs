//! Keys: pasted secrets, prepared keys, and sources of keys.

pub(crate) mod cache;
#[cfg(feature = "x509")]
pub(crate) mod certificate;
pub(crate) mod decoy;
pub(crate) mod document;
pub(crate) mod format;
pub(crate) mod keys;
pub(crate) mod secret;
pub(crate) mod source;
pub(crate) mod stack;
pub(crate) mod store;
mod unshared;

pub use self::{
    cache::KeyCache,
    keys::Keys,
    secret::Secret,
    source::{AllowedUrl, KeyHint, KeySource, KeysFuture},
};
