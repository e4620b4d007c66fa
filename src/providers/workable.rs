use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Workable](https://workable.readme.io/reference/webhooks).
///
/// # Signed content
/// ```text
/// x-workable-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the access token.
///
/// # Example headers
/// ```text
/// x-workable-signature: 29f0aaf9b2a96744908cf0f4676d1dad5b4c4154...
/// ```
///
/// # Quirks
/// - The key is the access token that made the subscription.
pub const WORKABLE: Provider = Provider::new(
    "workable",
    "Workable",
    "https://workable.readme.io/reference/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-workable-signature")),
)
.kind(&[At::Json("/action")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");
