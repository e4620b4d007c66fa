use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Ticket Tailor](https://developers.tickettailor.com/#webhooks).
///
/// # Signed content
/// ```text
/// tickettailor-webhook-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + body)),...
/// timestamp in seconds
/// ```
///
/// # Example headers
/// ```text
/// tickettailor-webhook-signature: t=1767225600,v1=e76a30028225cb35f20f6e08...
/// ```
///
/// # Quirks
/// - Time and body have no separator, so the time must be digits alone.
pub const TICKET_TAILOR: Provider = Provider::new(
    "ticket-tailor",
    "Ticket Tailor",
    "https://developers.tickettailor.com/#webhooks",
    Scheme::new(HMAC_SHA256, At::Header("tickettailor-webhook-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Body]),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");
