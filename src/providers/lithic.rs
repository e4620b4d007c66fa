use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Lithic](https://docs.lithic.com/docs/events-api).
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
/// webhook-id: msg_20bbcc605adfe7c2a99a8
/// webhook-timestamp: 1790000000
/// webhook-signature: v1,H6TB9OBOE808KGFzjMdj+DvhQXjYbHYN0unno...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
/// - Requests of the authorization stream are signed differently, and not served.
pub const LITHIC: Provider = Provider::new(
    "lithic",
    "Lithic",
    "https://docs.lithic.com/docs/events-api",
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
.source_read("2026-11");
