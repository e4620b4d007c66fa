use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Sinch](https://developers.sinch.com/docs/conversation/callbacks) conversations.
///
/// # Signed content
/// ```text
/// x-sinch-webhook-signature: base64(HMAC-SHA256(secret, body + "." + header(x-sinch-webhook-signature-nonce) + "." + timestamp))
/// timestamp = header(x-sinch-webhook-signature-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// x-sinch-webhook-signature-nonce: 01FJA8B4A7BM43YGWSG9GBV067
/// x-sinch-webhook-signature-timestamp: 1767225600
/// x-sinch-webhook-signature: gbMUwKOY5kDcpaDMAUJou7J9T3Da9Ig+DS10QmSln5Y=
/// ```
///
/// # Quirks
/// - The body comes first, then the nonce and the time.
/// - The header that names an algorithm is ignored.
/// - The event type is the name of the member that contains the event, such as
///   `message_delivery_report`.
pub const SINCH: Provider = Provider::new(
    "sinch",
    "Sinch",
    "https://developers.sinch.com/docs/conversation/callbacks",
    Scheme::new(HMAC_SHA256, At::Header("x-sinch-webhook-signature"))
        .encoding(Encoding::Base64)
        .timestamp(
            At::Header("x-sinch-webhook-signature-timestamp"),
            TimeFormat::Seconds,
        )
        .content(&[
            Part::Body,
            Part::Literal("."),
            Part::Header("x-sinch-webhook-signature-nonce"),
            Part::Literal("."),
            Part::Timestamp,
        ]),
)
.delivery_id(&[At::Header("x-sinch-webhook-signature-nonce")])
.kind(&[At::ObjectMember])
.source_read("2026-10");
