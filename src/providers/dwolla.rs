use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme, TimeFormat},
};

/// [Dwolla](https://developers.dwolla.com/docs/balance/webhooks/process-validate).
///
/// # Signed content
/// ```text
/// x-request-signature-sha-256: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is that of the subscription.
///
/// # Example headers
/// ```text
/// x-request-signature-sha-256: 76399a2cf0a5dc99baa8447c82c16a390033490f...
/// ```
///
/// # Quirks
/// - `x-dwolla-topic` repeats the topic, unsigned.
pub const DWOLLA: Provider = Provider::new(
    "dwolla",
    "Dwolla",
    "https://developers.dwolla.com/docs/balance/webhooks/process-validate",
    Scheme::new(HMAC_SHA256, At::Header("x-request-signature-sha-256")),
)
.kind(&[At::Json("/topic")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
.source_read("2026-10");
