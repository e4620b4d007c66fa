use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Middesk](https://docs.middesk.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-middesk-signature-256: hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-middesk-signature-256: b231b953543a255d4286cb8a5463e3c40f308f56...
/// ```
///
/// # Quirks
/// - The digits have no prefix, in spite of the header's name.
pub const MIDDESK: Provider = Provider::new(
    "middesk",
    "Middesk",
    "https://docs.middesk.com/docs/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-middesk-signature-256")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");
