use crate::{
    Provider,
    provider::When,
    scheme::{At, Scheme},
};

/// [Svix](https://docs.svix.com/receiving/verifying-payloads/how-manual), and every sender that delivers through it.
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
/// svix-id: msg_p5jXN8AQM9LWM0D4loKWxJek
/// svix-timestamp: 1614265330
/// svix-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
/// ```
///
/// # Quirks
/// - The same request may come under `webhook-` names: one complete set is read, never a mixture.
pub const SVIX: Provider = Provider::new(
    "svix",
    "Svix",
    "https://docs.svix.com/receiving/verifying-payloads/how-manual",
    Scheme::svix(),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("svix-id"), At::Header("webhook-id")])
.variants(&[(
    When::Header("webhook-signature"),
    Scheme::standard_webhooks(),
)])
// <https://docs.svix.com/retries>
.retries_for(99_305)
.id_of_event("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.time_of_attempt("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.source_read("2026-11");
