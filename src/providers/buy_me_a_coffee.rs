use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Buy Me a Coffee](https://studio.buymeacoffee.com/webhooks).
///
/// # Signed content
/// ```text
/// x-signature-sha256: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// x-signature-sha256: 3603b1f5e37bd8296f19dc77ea43a2fad60a7ee1...
/// ```
///
/// # Quirks
/// - Amounts and names of supporters are in the body: keep it out of logs.
pub const BUY_ME_A_COFFEE: Provider = Provider::new(
    "buy-me-a-coffee",
    "Buy Me a Coffee",
    "https://studio.buymeacoffee.com/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-signature-sha256")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/event_id")])
.source_read("2026-10");
