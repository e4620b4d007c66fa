use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Replicate](https://replicate.com/docs/topics/webhooks/verify-webhook).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,CsWfm95JnL5cb/Z3PfTPbVKIM7THdIHN2e394...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
/// - There is no event name: the kind is the prediction's status.
pub const REPLICATE: Provider = Provider::new(
    "replicate",
    "Replicate",
    "https://replicate.com/docs/topics/webhooks/verify-webhook",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/status")])
.delivery_id(&[At::Header("webhook-id")])
.id_of_event(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-10");
