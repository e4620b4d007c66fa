use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Gemini API](https://ai.google.dev/gemini-api/docs/webhooks) static webhooks.
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
/// The secret is what the webhook service returned once.
///
/// # Example headers
/// ```text
/// webhook-id: msg_2KWPBgLlAfxdpx2AI54pPJ85f4W
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,zG8SUb8vvw5sPGttcfPoUVv6Zom8yAF5EkrJf...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
/// - Webhooks that are set by request are signed with a token of Google's instead, and not
///   served.
pub const GEMINI: Provider = Provider::new(
    "gemini",
    "Gemini API",
    "https://ai.google.dev/gemini-api/docs/webhooks",
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
