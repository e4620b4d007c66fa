//! Strict readers of the formats in which requests are written, one each.

#[cfg(feature = "aes")]
pub(crate) mod aes_cbc;
pub(crate) mod encoding;
pub(crate) mod form;
pub(crate) mod json;
#[cfg(feature = "xml")]
pub(crate) mod xml;
