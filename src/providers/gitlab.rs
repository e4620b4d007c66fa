use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [GitLab](https://docs.gitlab.com/user/project/integrations/webhooks/) secret tokens, of projects and groups.
///
/// # Signed content
/// ```text
/// x-gitlab-token: secret
/// ```
/// Nothing is signed: the token proves only the sender.
///
/// # Example headers
/// ```text
/// x-gitlab-event: Push Hook
/// x-gitlab-token: ...
/// idempotency-key: f5e5f430-f57b-4e6e-9fac-d9128cd7232f
/// ```
///
/// # Quirks
/// - Newer versions can sign: see `GITLAB_SIGNING_TOKEN`.
/// - Event, id and body are not bound by the token.
pub const GITLAB: Provider = Provider::new(
    "gitlab",
    "GitLab",
    "https://docs.gitlab.com/user/project/integrations/webhooks/",
    Scheme::token(At::Header("x-gitlab-token")),
)
.kind(&[At::Header("x-gitlab-event")])
.delivery_id(&[At::Header("idempotency-key")])
.body_limit(25 * 1024 * 1024)
.answer_within(10)
.id_of_event("https://gitlab.com/gitlab-org/gitlab/-/merge_requests/160952")
.source_read("2026-11");
