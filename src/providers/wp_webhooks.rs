use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [WP Webhooks](https://wordpress.org/plugins/wp-webhooks/) for WordPress.
///
/// # Signed content
/// ```text
/// x-wp-webhook-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the trigger secret.
///
/// # Example headers
/// ```text
/// x-wp-webhook-signature: WsAZW3W1YWf0HJmiXfWeJUbDn/0Fo4y9/DK0L5WCru8=
/// ```
///
/// # Quirks
/// - Forms are hashed differently by the plugin: choose JSON.
pub const WP_WEBHOOKS: Provider = Provider::new(
    "wp-webhooks",
    "WP Webhooks",
    "https://wordpress.org/plugins/wp-webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-wp-webhook-signature")).encoding(Encoding::Base64),
)
.answer_within(60)
.never_retries()
.kind(&[At::Header("x-wp-webhook-name")])
.source_read("2026-11");
