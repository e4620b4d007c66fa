use crate::{
    Provider,
    algorithm::KEYED_SHA256,
    scheme::{At, Part, Scheme},
};

/// [Recharge legacy](https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks)
/// header.
///
/// # Signed content
/// ```text
/// x-recharge-hmac-sha256: hex(SHA-256(secret + body))
/// ```
/// The secret is the API client secret.
///
/// # Example headers
/// ```text
/// x-recharge-topic: charge/paid
/// x-recharge-hmac-sha256: 5dc4a0a391dc7d790ab5ff27d7b6439cabdd04ad...
/// ```
///
/// # Quirks
/// - A plain hash that begins with the secret, in spite of the header's name. A body that was
///   made longer without the secret is not UTF-8, and such bodies are rejected. Prefer [`RECHARGE`](super::RECHARGE).
pub const RECHARGE_LEGACY: Provider = Provider::new(
    "recharge-legacy",
    "Recharge legacy",
    "https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks",
    Scheme::new(KEYED_SHA256, At::Header("x-recharge-hmac-sha256"))
        .content(&[Part::Secret, Part::Body]),
)
.kind(&[At::Header("x-recharge-topic")])
.retries_for(2 * 24 * 3600)
.answer_within(5)
.source_read("2026-10");
