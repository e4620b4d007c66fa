use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Bland AI](https://docs.bland.ai/tutorials/webhook-signing).
///
/// # Signed content
/// ```text
/// x-webhook-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook signing secret.
///
/// # Example headers
/// ```text
/// x-webhook-signature: f7f2a019b88f3df9a6bf92d1116fecfbfe42b8bb...
/// ```
///
/// # Quirks
/// - The header is shared by many providers.
/// - A call that ended has no event name.
pub const BLAND: Provider = Provider::new(
    "bland",
    "Bland AI",
    "https://docs.bland.ai/tutorials/webhook-signing",
    Scheme::new(HMAC_SHA256, At::Header("x-webhook-signature")),
)
.delivery_id(&[At::Json("/call_id")])
.id_of_object("")
.source_read("2026-10");
