use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [OpenAI](https://platform.openai.com/docs/guides/webhooks).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek
/// webhook-timestamp: 1614265330
/// webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
/// ```
///
/// # Quirks
/// - Events are thin: fetch the object by `data.id`.
pub const OPENAI: Provider = Provider::new(
    "openai",
    "OpenAI",
    "https://platform.openai.com/docs/guides/webhooks",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("webhook-id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Seconds)
.retries_for(3 * 24 * 3600)
.id_of_event("https://github.com/openai/openai-node/blob/master/src/resources/webhooks/webhooks.ts")
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-11");
