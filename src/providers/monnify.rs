use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Scheme},
};

/// [Monnify](https://developers.monnify.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// monnify-signature: hex(HMAC-SHA512(secret, body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// monnify-signature: b71af45e314e2e35384050883f9911edcd0164d8...
/// ```
///
/// # Quirks
/// - `transactionHash` of older bodies is ignored.
pub const MONNIFY: Provider = Provider::new(
    "monnify",
    "Monnify",
    "https://developers.monnify.com/docs/webhooks",
    Scheme::new(HMAC_SHA512, At::Header("monnify-signature")),
)
.kind(&[At::Json("/eventType")])
.source_read("2026-10");
