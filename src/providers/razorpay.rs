use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Razorpay](https://razorpay.com/docs/webhooks/validate-test/).
///
/// # Signed content
/// ```text
/// x-razorpay-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-razorpay-event-id: ...
/// x-razorpay-signature: 5f1d...
/// ```
///
/// # Quirks
/// - The webhook secret is not the API key.
/// - The id is a header that is not signed.
pub const RAZORPAY: Provider = Provider::new(
    "razorpay",
    "Razorpay",
    "https://razorpay.com/docs/webhooks/validate-test/",
    Scheme::new(HMAC_SHA256, At::Header("x-razorpay-signature")),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Header("x-razorpay-event-id")])
.answer_within(5)
.retries_for(24 * 3600)
.id_of_event("https://razorpay.com/docs/webhooks/best-practices/")
.source_read("2026-11");
