use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Increase](https://increase.com/documentation/webhooks).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// webhook-timestamp: 1790000000
/// webhook-signature: v1,bjuCtfpnBbiqUUgpOib+1U+JF8U/xLvdTYnaF...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
/// - `type` is always `event`; the name is `category`.
pub const INCREASE: Provider = Provider::new(
    "increase",
    "Increase",
    "https://increase.com/documentation/webhooks",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/category")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.id_of_event("https://github.com/Increase/increase-node/blob/main/src/resources/events.ts")
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-11");
