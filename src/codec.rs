//! Strict parsers of the formats of requests, one per format.

#[cfg(feature = "aes")]
pub(crate) mod aes_cbc;
pub(crate) mod encoding;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod percent;
#[cfg(feature = "xml")]
pub(crate) mod xml;
