use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Snyk](https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/validating-payloads).
///
/// # Signed content
/// ```text
/// x-hub-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-snyk-event: project_snapshot/v0
/// x-snyk-transport-id: 998fe884-18a0-45db-8ae0-e379eea3bc0a
/// x-snyk-timestamp: 2026-01-01T00:00:00Z
/// x-hub-signature: sha256=5c1be768c26b720e083e3d087d972eb18...
/// ```
///
/// # Quirks
/// - The event type is in an unsigned header only.
/// - `x-snyk-timestamp` is not signed, and not read.
pub const SNYK: Provider = Provider::new(
    "snyk",
    "Snyk",
    "https://docs.snyk.io/snyk-api/using-specific-snyk-apis/webhooks-apis/validating-payloads",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Header("x-snyk-event")])
.delivery_id(&[At::Header("x-snyk-transport-id")])
.source_read("2026-10");
