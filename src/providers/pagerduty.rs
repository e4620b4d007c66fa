use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [PagerDuty](https://developer.pagerduty.com/docs/verifying-webhook-signatures) webhook subscriptions (v3).
///
/// # Signed content
/// ```text
/// x-pagerduty-signature: v1=hex(HMAC-SHA256(secret, body)),...
/// ```
///
/// # Example headers
/// ```text
/// x-pagerduty-signature: v1=f03de6f6...,v1=130f5934...
/// ```
///
/// # Quirks
/// - One entry for each active secret.
/// - The secret looks like base64 but is text.
pub const PAGERDUTY: Provider = Provider::new(
    "pagerduty",
    "PagerDuty",
    "https://developer.pagerduty.com/docs/verifying-webhook-signatures",
    Scheme::new(HMAC_SHA256, At::Header("x-pagerduty-signature")).format(Format::List {
        separator: ',',
        tag: "v1=",
    }),
)
.kind(&[
    At::Json("/event/event_type"),
    // Version 2.
    At::Json("/messages/0/event"),
])
.delivery_id(&[At::Json("/event/id")])
.occurred_at(&[At::Json("/event/occurred_at")], TimeFormat::Rfc3339)
// <https://developer.pagerduty.com/docs/webhooks-behavior>
.retries_for(2 * 24 * 3600)
.answer_within(5)
.id_of_event("https://developer.pagerduty.com/docs/webhooks-overview")
.source_read("2026-11");
