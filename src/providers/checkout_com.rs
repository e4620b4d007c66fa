use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme, TimeFormat},
};

/// [Checkout.com](https://www.checkout.com/docs/developer-resources/event-notifications/receive-webhooks).
///
/// # Signed content
/// ```text
/// cko-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the signature key.
///
/// # Example headers
/// ```text
/// cko-signature: 16e548c18de4a1bf3180b02a4982a68954f678ff...
/// ```
///
/// # Quirks
/// - A static key in `authorization` may be sent, too; it is ignored.
pub const CHECKOUT_COM: Provider = Provider::new(
    "checkout-com",
    "Checkout.com",
    "https://www.checkout.com/docs/developer-resources/event-notifications/receive-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("cko-signature")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/created_on")], TimeFormat::Rfc3339)
.source_read("2026-11");
