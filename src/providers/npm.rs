use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [npm registry hooks](https://github.com/npm/npm-hook-receiver/blob/master/index.js) hooks.
///
/// # Signed content
/// ```text
/// x-npm-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-npm-signature: sha256=e6fb261baca491e3ce04f5274c5f11a76...
/// ```
///
/// # Quirks
/// - `time` of the body is signed, and not checked for freshness.
pub const NPM: Provider = Provider::new(
    "npm",
    "npm registry hooks",
    "https://github.com/npm/npm-hook-receiver/blob/master/index.js",
    Scheme::new(HMAC_SHA256, At::Header("x-npm-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/event")])
.source_read("2026-10");
