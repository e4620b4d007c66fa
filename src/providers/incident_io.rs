use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [incident.io](https://docs.incident.io/integrations/webhooks).
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
/// webhook-id: msg_2f8Qk7Zb0cJ4aVxY
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,2g09eLStlNJ+wM0pJpFD6SrfUCLVSGij8OMO1...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
/// - Private incidents come as an id alone.
pub const INCIDENT_IO: Provider = Provider::new(
    "incident-io",
    "incident.io",
    "https://docs.incident.io/integrations/webhooks",
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
