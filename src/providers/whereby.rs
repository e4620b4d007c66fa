use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Whereby](https://docs.whereby.com/meeting-content-and-quality/insights-suite-and-api/webhooks).
///
/// # Signed content
/// ```text
/// whereby-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// whereby-signature: t=1767225600,v1=97ca5f7933db5f020f5c3263...
/// ```
///
/// # Quirks
/// - Stripe's form.
pub const WHEREBY: Provider = Provider::new(
    "whereby",
    "Whereby",
    "https://docs.whereby.com/meeting-content-and-quality/insights-suite-and-api/webhooks",
    Scheme::stripe("whereby-signature"),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");
