use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Clerk](https://clerk.com/docs/webhooks/overview).
///
/// # Signed content
/// ```text
/// svix-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(svix-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(svix-timestamp) in seconds
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
/// - Delivered by Svix, under its header names.
/// - The body has no id of the event: use the delivery's.
pub const CLERK: Provider = Provider::new(
    "clerk",
    "Clerk",
    "https://clerk.com/docs/webhooks/overview",
    Scheme::svix(),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("svix-id")])
// <https://clerk.com/docs/webhooks/overview>
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Milliseconds)
// <https://docs.svix.com/retries>
.retries_for(99_305)
.id_of_event("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.time_of_attempt("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.source_read("2026-11");
