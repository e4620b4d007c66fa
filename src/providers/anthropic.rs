use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Anthropic](https://platform.claude.com/docs/en/managed-agents/webhooks) managed agents.
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
/// The secret is the signing key.
///
/// # Example headers
/// ```text
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,+g0tb0JDCdYK4KwfQJVvtYUgjsIB9WDBmFQXi...
/// ```
///
/// # Quirks
/// - `type` is always `event`; the name is `data.type`.
/// - A delivery says what changed, not how.
pub const ANTHROPIC: Provider = Provider::new(
    "anthropic",
    "Anthropic",
    "https://platform.claude.com/docs/en/managed-agents/webhooks",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/data/type")])
.delivery_id(&[At::Json("/id")])
// <https://platform.claude.com/docs/en/api/php/beta/webhooks>
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.id_of_event("https://github.com/anthropics/anthropic-sdk-typescript/blob/main/src/resources/beta/webhooks.ts")
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt("https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md")
.source_read("2026-11");
