use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Render](https://render.com/docs/webhooks).
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
/// webhook-id: evt-2f8Qk7Zb0cJ4aVxY
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,qWl9i34pX5QkPB0NdKgcDJY+u9zHfrfcu+IqN...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
pub const RENDER: Provider = Provider::new(
    "render",
    "Render",
    "https://render.com/docs/webhooks",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("webhook-id")])
.id_of_event(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-10");
