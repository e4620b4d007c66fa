use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, PercentDecode, Scheme, TimeFormat},
};

/// [Square](https://developer.squareup.com/docs/webhooks/step3validate).
///
/// # Signed content
/// ```text
/// x-square-hmacsha256-signature: base64(HMAC-SHA256(secret, url + body))
/// ```
/// The secret is the signature key. The URL is the notification URL.
///
/// # Example headers
/// ```text
/// x-square-hmacsha256-signature: 2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=
/// ```
///
/// # Quirks
/// - The URL is the one registered at Square, with which a proxy's differs: give it as
///   `callback_url`, or its origin as the public URL.
/// - An older header, `x-square-signature`, has SHA-1; it is ignored.
pub const SQUARE: Provider = Provider::new(
    "square",
    "Square",
    "https://developer.squareup.com/docs/webhooks/step3validate",
    Scheme::new(HMAC_SHA256, At::Header("x-square-hmacsha256-signature"))
        .encoding(Encoding::Base64)
        .content(&[Part::Url(PercentDecode::None), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/event_id")])
// <https://developer.squareup.com/reference/square/webhooks/inventory.count.updated>
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.answer_within(10)
// <https://developer.squareup.com/docs/webhooks/troubleshooting>
.retries_for(24 * 3600)
.id_of_event("https://github.com/square/square-nodejs-sdk/tree/master/src/api/types")
.source_read("2026-11");
