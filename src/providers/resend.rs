use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Resend](https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests).
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
/// - Inbound mail arrives without its text; fetch it by id.
pub const RESEND: Provider = Provider::new(
    "resend",
    "Resend",
    "https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests",
    Scheme::svix(),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("svix-id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
// <https://resend.com/docs/webhooks/retries-and-replays>
.retries_for(99_305)
.id_of_event("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.time_of_attempt("https://github.com/svix/svix-webhooks/blob/main/server/svix-server/src/worker.rs")
.source_read("2026-11");
