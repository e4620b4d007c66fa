use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Stytch](https://stytch.com/docs/guides/dashboard/webhooks).
///
/// # Signed content
/// ```text
/// svix-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(svix-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(svix-timestamp) in seconds
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// svix-id: msg_2KWPBgLlAfxdpx2AI54pPJ85f4W
/// svix-timestamp: 1767225600
/// svix-signature: v1,RhDmbIKH6sNb8znniok1n/DT64HbxL5fh8M4j...
/// ```
///
/// # Quirks
/// - Standard Webhooks, under the names of Svix.
/// - The name is two fields: `object_type` and `action`.
pub const STYTCH: Provider = Provider::new(
    "stytch",
    "Stytch",
    "https://stytch.com/docs/guides/dashboard/webhooks",
    Scheme::svix(),
)
.kind(&[At::Json("/action")])
.delivery_id(&[At::Header("svix-id")])
.id_of_event("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.time_of_attempt("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.source_read("2026-11");
