use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [GoCardless](https://developer.gocardless.com/getting-started/stay-up-to-date-with-webhooks-v2/).
///
/// # Signed content
/// ```text
/// webhook-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook endpoint secret.
///
/// # Example headers
/// ```text
/// webhook-signature: 21a7d304e4f8cd571dba545e3693d58fe3a73b24...
/// ```
///
/// # Quirks
/// - A body has up to 250 events; the event type is that of the first.
pub const GOCARDLESS: Provider = Provider::new(
    "gocardless",
    "GoCardless",
    "https://developer.gocardless.com/getting-started/stay-up-to-date-with-webhooks-v2/",
    Scheme::new(HMAC_SHA256, At::Header("webhook-signature")),
)
.kind(&[At::Json("/events/0/action")])
.delivery_id(&[At::Json("/meta/webhook_id")])
.source_read("2026-11");
