use crate::{
    Provider,
    provider::When,
    scheme::{At, Scheme},
};

/// [Recall.ai](https://docs.recall.ai/docs/authenticating-requests-from-recallai).
///
/// # Signed content
/// ```text
/// svix-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(svix-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(svix-timestamp) in seconds
///
/// If the request has the header webhook-signature:
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// webhook-id: msg_2KWPBgLlAfxdpx2AI54pPJ85f4W
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,yhLHaJGr1WZqdvwqpztDIFeIuHjQBl14nVl7heibTI4=
/// ```
///
/// # Quirks
/// - Standard Webhooks. Nothing is signed before a workspace secret was made.
/// - Endpoints of workspaces from before December 2025 are Svix endpoints: each has a secret of its
///   own, and the headers begin with `svix-`. Of a request that has both sets, that of `webhook-` is
///   read, never a mixture.
pub const RECALL_AI: Provider = Provider::new(
    "recall-ai",
    "Recall.ai",
    "https://docs.recall.ai/docs/authenticating-requests-from-recallai",
    Scheme::svix(),
)
.variants(&[(
    When::Header("webhook-signature"),
    Scheme::standard_webhooks(),
)])
.kind(&[At::Json("/event")])
.delivery_id(&[At::Header("svix-id"), At::Header("webhook-id")])
.id_of_event(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-11");
