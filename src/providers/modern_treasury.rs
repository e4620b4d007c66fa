use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Modern Treasury](https://docs.moderntreasury.com/docs/verifying-webhooks).
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook key.
///
/// # Example headers
/// ```text
/// x-signature: 8adbdf4196ef6c96b457324c18a1abd54607c981...
/// ```
///
/// # Quirks
/// - `event` is the verb; the noun is in `data.object`.
pub const MODERN_TREASURY: Provider = Provider::new(
    "modern-treasury",
    "Modern Treasury",
    "https://docs.moderntreasury.com/docs/verifying-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.kind(&[At::Json("/event")])
.source_read("2026-11");
