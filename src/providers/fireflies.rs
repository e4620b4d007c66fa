use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Fireflies.ai](https://docs.fireflies.ai/graphql-api/webhooks).
///
/// # Signed content
/// ```text
/// x-hub-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-hub-signature: sha256=673d7206c3e5fbec504728ad876afb349...
/// ```
///
/// # Quirks
/// - A delivery says what changed, not how.
pub const FIREFLIES: Provider = Provider::new(
    "fireflies",
    "Fireflies.ai",
    "https://docs.fireflies.ai/graphql-api/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/eventType")])
.source_read("2026-10");
