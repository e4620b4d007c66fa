use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [Shopify](https://shopify.dev/docs/apps/build/webhooks/subscribe/https) apps and shops.
///
/// # Signed content
/// ```text
/// x-shopify-hmac-sha256: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-shopify-topic: orders/create
/// x-shopify-webhook-id: b54557e4-bdd9-4b37-8a5f-bf7d70bcd043
/// x-shopify-hmac-sha256: XWmrwMey6OsLMeiZKwP4FppHH3cmAiiJJAweH5Jo4bM=
/// ```
///
/// # Quirks
/// - Topic, shop and ids are headers that are not signed: the shop must not choose the key alone.
/// - The old client secret signs until it is revoked: give both.
pub const SHOPIFY: Provider = Provider::new(
    "shopify",
    "Shopify",
    "https://shopify.dev/docs/apps/build/webhooks/subscribe/https",
    Scheme::new(HMAC_SHA256, At::Header("x-shopify-hmac-sha256")).encoding(Encoding::Base64),
)
.kind(&[At::Header("x-shopify-topic")])
.delivery_id(&[At::Header("x-shopify-webhook-id")])
.occurred_at(&[At::Header("x-shopify-triggered-at")], TimeFormat::Rfc3339)
.answer_within(5)
// <https://shopify.dev/changelog/updates-to-webhook-retry-mechanism>
.retries_for(4 * 3600)
.source_read("2026-11");
