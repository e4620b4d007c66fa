use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [Bitbucket Data Center](https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html).
///
/// # Signed content
/// ```text
/// x-hub-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-event-key: repo:refs_changed
/// x-request-id: 9e1a5f4c-6a0e-4a7c-8f4f-7e7f2f6b0a11
/// x-hub-signature: sha256=56a15c03b329f1a5d1e040d249f36b9f7...
/// ```
///
/// # Quirks
/// - The connection test is a `diagnostics:ping`, which is signed like the others.
pub const BITBUCKET_SERVER: Provider = Provider::new(
    "bitbucket-server",
    "Bitbucket Data Center",
    "https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Header("x-event-key")])
.delivery_id(&[At::Header("x-request-id")])
// <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>
.occurred_at(&[At::Json("/date")], TimeFormat::Iso8601)
.source_read("2026-10");
