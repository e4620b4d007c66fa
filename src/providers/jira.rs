use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [Jira](https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks)
/// webhooks of administrators.
///
/// # Signed content
/// ```text
/// x-hub-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-hub-signature: sha256=a4771c39fbe90f317c7824e83ddef3caa...
/// ```
///
/// # Quirks
/// - Webhooks of Connect apps have a token instead: `JIRA_CONNECT`.
/// - The id stays the same when Jira tries again.
pub const JIRA: Provider = Provider::new(
    "jira",
    "Jira",
    "https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/webhookEvent")])
.delivery_id(&[At::Header("x-atlassian-webhook-identifier")])
// <https://mrrefactoring.github.io/jira.js/api/interfaces/webhooks.WebhookPayloadBase>
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Milliseconds)
// <https://community.developer.atlassian.com/t/new-jira-cloud-webhook-retry-policy/30554>
.retries_for(30 * 60)
.source_read("2026-11");
