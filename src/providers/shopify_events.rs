use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Shopify events](https://shopify.dev/docs/apps/build/webhooks) subscriptions.
///
/// # Signed content
/// ```text
/// shopify-hmac-sha256: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// shopify-topic: products/update
/// shopify-event-id: e1
/// shopify-hmac-sha256: PMd3kFSh2bflKEUc/7n2cevp4+cY1T5r++VOY+f4ANs=
/// ```
///
/// # Quirks
/// - As [`SHOPIFY`](super::SHOPIFY), under header names without `x-`.
pub const SHOPIFY_EVENTS: Provider = Provider::new(
    "shopify-events",
    "Shopify events",
    "https://shopify.dev/docs/apps/build/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("shopify-hmac-sha256")).encoding(Encoding::Base64),
)
.kind(&[At::Header("shopify-topic")])
.delivery_id(&[At::Header("shopify-event-id")])
.source_read("2026-10");
