use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Attio](https://docs.attio.com/rest-api/guides/webhooks).
///
/// # Signed content
/// ```text
/// attio-signature: hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// idempotency-key: idem-1
/// attio-signature: c4b529b3f08e9a72c30d519a3d6a67d4725cd012...
/// ```
///
/// # Quirks
/// - `x-attio-signature` repeats the value; it is ignored.
/// - `events` is a list, of one so far.
pub const ATTIO: Provider = Provider::new(
    "attio",
    "Attio",
    "https://docs.attio.com/rest-api/guides/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("attio-signature")),
)
.kind(&[At::Json("/events/0/event_type")])
.delivery_id(&[At::Header("idempotency-key")])
.source_read("2026-10");
