use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Akeneo PIM](https://api.akeneo.com/events-documentation/security.html).
///
/// # Signed content
/// ```text
/// x-akeneo-request-signature: hex(HMAC-SHA256(secret, timestamp + "." + body))
/// timestamp = header(x-akeneo-request-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// x-akeneo-request-timestamp: 1767225600
/// x-akeneo-request-signature: 4109d638c6b19eb73c3cfaa17343b94aca3c6540...
/// ```
///
/// # Quirks
/// - A body holds up to ten events.
pub const AKENEO: Provider = Provider::new(
    "akeneo",
    "Akeneo PIM",
    "https://api.akeneo.com/events-documentation/security.html",
    Scheme::new(HMAC_SHA256, At::Header("x-akeneo-request-signature"))
        .timestamp(
            At::Header("x-akeneo-request-timestamp"),
            TimeFormat::Seconds,
        )
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/events/0/action")])
.delivery_id(&[At::Json("/events/0/event_id")])
// <https://api.akeneo.com/events-api/deprecation-faq.html>
.never_retries()
.id_of_batch_item("https://api.akeneo.com/events-documentation/subscription.html")
.source_read("2026-11");
