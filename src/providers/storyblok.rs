use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Scheme},
};

/// [Storyblok](https://www.storyblok.com/docs/concepts/webhooks#securing-webhooks).
///
/// # Signed content
/// ```text
/// webhook-signature: hex(HMAC-SHA1(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// webhook-signature: e3cd31e7326d079b8eec6c0dfb48852cf39fbda7
/// ```
///
/// # Quirks
/// - The header has the name of Standard Webhooks', in another form.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const STORYBLOK: Provider = Provider::new(
    "storyblok",
    "Storyblok",
    "https://www.storyblok.com/docs/concepts/webhooks#securing-webhooks",
    Scheme::new(HMAC_SHA1, At::Header("webhook-signature")),
)
.kind(&[At::Json("/action")])
.source_read("2026-10");
