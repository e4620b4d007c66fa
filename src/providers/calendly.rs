use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Calendly](https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures) webhook subscriptions.
///
/// # Signed content
/// ```text
/// calendly-webhook-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the signing key.
///
/// # Example headers
/// ```text
/// calendly-webhook-signature: t=1492774577,v1=5257a869...
/// ```
///
/// # Quirks
/// - There is no id of the event.
pub const CALENDLY: Provider = Provider::new(
    "calendly",
    "Calendly",
    "https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures",
    Scheme::stripe("calendly-webhook-signature"),
)
.kind(&[At::Json("/event")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.tolerance(180)
// <https://community.calendly.com/developer-faq-62/548>
.retries_for(24 * 3600)
.source_read("2026-11");
