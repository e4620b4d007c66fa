use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Cloudflare Notifications](https://developers.cloudflare.com/notifications/get-started/configure-webhooks/).
///
/// # Signed content
/// ```text
/// cf-webhook-auth: secret
/// ```
/// Nothing is signed: the secret of the destination proves only the sender.
///
/// # Example headers
/// ```text
/// cf-webhook-auth: cf-1-secret
/// ```
///
/// # Quirks
/// - Saving a destination sends a test with a `text` alone.
pub const CLOUDFLARE_NOTIFICATIONS: Provider = Provider::new(
    "cloudflare-notifications",
    "Cloudflare Notifications",
    "https://developers.cloudflare.com/notifications/get-started/configure-webhooks/",
    Scheme::token(At::Header("cf-webhook-auth")),
)
.kind(&[At::Json("/alert_type")])
// <https://developers.cloudflare.com/notifications/reference/webhook-payload-schema/>
.occurred_at(&[At::Json("/ts")], TimeFormat::Seconds)
.source_read("2026-10");
