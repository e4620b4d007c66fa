use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Stripe](https://docs.stripe.com/webhooks/signature) events, of accounts and of Connect,
/// snapshot and thin.
///
/// # Signed content
/// ```text
/// stripe-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
///
/// # Example headers
/// ```text
/// stripe-signature: t=1492774577,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd
/// ```
///
/// # Quirks
/// - During key rotation, there is one `v1` per secret, in one header.
/// - Other versions, such as `v0` of test mode, are ignored.
/// - The `whsec_` is part of the key, which is not base64 as in Standard Webhooks.
pub const STRIPE: Provider = Provider::new(
    "stripe",
    "Stripe",
    "https://docs.stripe.com/webhooks/signature",
    Scheme::stripe("stripe-signature"),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
// <https://docs.stripe.com/api/events/object>
.occurred_at(&[At::Json("/created")], TimeFormat::Seconds)
.retries_for(3 * 24 * 3600)
.id_of_event("https://docs.stripe.com/webhooks#handle-duplicate-events")
.time_of_attempt("https://docs.stripe.com/webhooks")
.source_read("2026-11");
