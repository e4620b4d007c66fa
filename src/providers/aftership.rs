use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [AfterShip](https://www.aftership.com/docs/tracking/webhook/webhook-signature): Tracking.
///
/// # Signed content
/// ```text
/// aftership-hmac-sha256|as-signature-hmac-sha256|am-webhook-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// aftership-hmac-sha256: 28/hvOeiqAX9w2HTATpLouxz1qtFrNo3ccetw4bo0Ow=
/// ```
///
/// # Quirks
/// - Tracking, and the other products: Returns and Warranty send the signature as
///   `as-signature-hmac-sha256`, Shipping as `am-webhook-signature`. Any of them suffices.
pub const AFTERSHIP: Provider = Provider::new(
    "aftership",
    "AfterShip",
    "https://www.aftership.com/docs/tracking/webhook/webhook-signature",
    Scheme::new(HMAC_SHA256, At::AnyHeader(HEADERS)).encoding(Encoding::Base64),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/event_id")])
// <https://www.aftership.com/docs/tracking/2025-01/webhook/webhook-specifications>
.occurred_at(&[At::Json("/ts")], TimeFormat::Seconds)
.source_read("2026-11");

const HEADERS: &[&str] = &[
    "aftership-hmac-sha256",
    "as-signature-hmac-sha256",
    "am-webhook-signature",
];
