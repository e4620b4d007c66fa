use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [PlanetScale](https://planetscale.com/docs/api/webhooks).
///
/// # Signed content
/// ```text
/// x-planetscale-signature: hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-planetscale-signature: 5325fda775f8baf150faae1aa9861276761877ec...
/// ```
///
/// # Quirks
/// - `timestamp` of the body is signed, and not checked for freshness.
pub const PLANETSCALE: Provider = Provider::new(
    "planetscale",
    "PlanetScale",
    "https://planetscale.com/docs/api/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-planetscale-signature")),
)
.kind(&[At::Json("/event")])
.answer_within(2)
.source_read("2026-11");
