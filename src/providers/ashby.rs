use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Ashby](https://developers.ashbyhq.com/docs/authenticating-webhooks).
///
/// # Signed content
/// ```text
/// ashby-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the secret token.
///
/// # Example headers
/// ```text
/// ashby-signature: sha256=4f70ce3fc49ce629d4880b4667a3ee037...
/// ```
///
/// # Quirks
/// - Saving a webhook sends a signed ping.
pub const ASHBY: Provider = Provider::new(
    "ashby",
    "Ashby",
    "https://developers.ashbyhq.com/docs/authenticating-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("ashby-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/action")])
.delivery_id(&[At::Json("/webhookActionId")])
.source_read("2026-10");
