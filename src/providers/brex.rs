use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Brex](https://developer.brex.com/docs/webhooks/).
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
/// webhook-id: msg_24ceb3ba86c03eb1fd47d
/// webhook-timestamp: 1790000000
/// webhook-signature: v1,Diq1DMIw0+BJdPcvBPA7RrN3fL+qKvYKbrg+e...
/// ```
///
/// # Quirks
/// - Standard Webhooks, with a secret without `whsec_`.
pub const BREX: Provider = Provider::new(
    "brex",
    "Brex",
    "https://developer.brex.com/docs/webhooks/",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Header("webhook-id")])
.id_of_event(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-10");
