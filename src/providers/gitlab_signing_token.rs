use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [GitLab signing token](https://docs.gitlab.com/user/project/integrations/webhooks/), the signed mode of its webhooks.
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// x-gitlab-event: Push Hook
/// webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek
/// webhook-timestamp: 1614265330
/// webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
/// ```
///
/// # Quirks
/// - The event is an unsigned header; of the body, `object_kind` is signed.
/// - A secret token in `x-gitlab-token` does not count here.
pub const GITLAB_SIGNING_TOKEN: Provider = Provider::new(
    "gitlab-signing-token",
    "GitLab signing token",
    "https://docs.gitlab.com/user/project/integrations/webhooks/",
    Scheme::standard_webhooks(),
)
.kind(&[At::Header("x-gitlab-event")])
.delivery_id(&[At::Header("webhook-id")])
.body_limit(25 * 1024 * 1024)
.answer_within(10)
.id_of_event(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-11");
