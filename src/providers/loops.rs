use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Loops](https://loops.so/docs/webhooks).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// webhook-id: msg_3eeba702ce3fd755606e7e12bc
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,K/fFC6fFYdhnc7+DjoO0ktYJiEsFhyjJjnePO...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
pub const LOOPS: Provider = Provider::new(
    "loops",
    "Loops",
    "https://loops.so/docs/webhooks",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/eventName")])
.delivery_id(&[At::Header("webhook-id")])
.occurred_at(&[At::Json("/eventTime")], TimeFormat::Seconds)
.id_of_event(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-10");
