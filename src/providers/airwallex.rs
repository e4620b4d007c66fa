use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Airwallex](https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events).
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA256(secret, timestamp + body))
/// timestamp = header(x-timestamp) in milliseconds
/// ```
///
/// # Example headers
/// ```text
/// x-timestamp: 1790000000123
/// x-signature: 6683872e649186b5d68b462b96d9787126813ac6...
/// ```
///
/// # Quirks
/// - Time and body have no separator, so the time must be digits alone.
pub const AIRWALLEX: Provider = Provider::new(
    "airwallex",
    "Airwallex",
    "https://www.airwallex.com/docs/developer-tools/webhooks/listen-for-webhook-events",
    Scheme::new(HMAC_SHA256, At::Header("x-signature"))
        .timestamp(At::Header("x-timestamp"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Body]),
)
.kind(&[At::Json("/name")])
.delivery_id(&[At::Json("/id")])
// <https://www.airwallex.com/docs/developer-tools__listen-for-webhook-events__payload-examples>
.occurred_at(&[At::Json("/created_at")], TimeFormat::Iso8601)
.retries_for(3 * 24 * 3600)
.id_of_event("https://www.airwallex.com/docs/developer-tools__webhooks-overview")
// Airwallex says that the time may put deliveries in order, which one of the attempt could not.
.source_read("2026-11");
