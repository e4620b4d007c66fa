use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Sendbird Chat](https://sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview).
///
/// # Signed content
/// ```text
/// x-sendbird-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the master API token.
///
/// # Example headers
/// ```text
/// x-sendbird-signature: e1e65a275862b0b403799d29fff15d9f141e474f...
/// ```
///
/// # Quirks
/// - The key is the master API token.
pub const SENDBIRD: Provider = Provider::new(
    "sendbird",
    "Sendbird Chat",
    "https://sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview",
    Scheme::new(HMAC_SHA256, At::Header("x-sendbird-signature")),
)
.kind(&[At::Json("/category")])
.source_read("2026-10");
