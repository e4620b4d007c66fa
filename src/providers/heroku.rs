use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Heroku](https://devcenter.heroku.com/articles/app-webhooks#securing-webhook-requests).
///
/// # Signed content
/// ```text
/// heroku-webhook-hmac-sha256: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is that of the webhook.
///
/// # Example headers
/// ```text
/// heroku-webhook-hmac-sha256: 69FhpFiP2QMvrMbwJpVdn+oVvmBJbYaVtcr52EqsEOY=
/// ```
///
/// # Quirks
/// - A value in `authorization` may be sent, too; it is ignored.
pub const HEROKU: Provider = Provider::new(
    "heroku",
    "Heroku",
    "https://devcenter.heroku.com/articles/app-webhooks#securing-webhook-requests",
    Scheme::new(HMAC_SHA256, At::Header("heroku-webhook-hmac-sha256")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/webhook_metadata/event/include")])
.delivery_id(&[At::Json("/webhook_metadata/delivery/id")])
.source_read("2026-10");
