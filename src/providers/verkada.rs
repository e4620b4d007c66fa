use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Verkada](https://apidocs.verkada.com/reference/securing-webhooks).
///
/// # Signed content
/// ```text
/// verkada-signature: timestamp|hex(HMAC-SHA256(secret, body + "|" + timestamp))|...
/// timestamp in seconds
/// ```
///
/// # Example headers
/// ```text
/// verkada-signature: 1767225600|2b77c1fb1a5eff7eed8ec001904dc...
/// ```
///
/// # Quirks
/// - The header has the time first; the content has it last.
pub const VERKADA: Provider = Provider::new(
    "verkada",
    "Verkada",
    "https://apidocs.verkada.com/reference/securing-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("verkada-signature"))
        .format(Format::TimeFirst { separator: '|' })
        .timestamp(At::WithSignature(""), TimeFormat::Seconds)
        .content(&[Part::Body, Part::Literal("|"), Part::Timestamp]),
)
.kind(&[At::Json("/data/notification_type")])
.delivery_id(&[At::Json("/webhook_id")])
// <https://apidocs.verkada.com/reference-link/webhook-models>
.occurred_at(&[At::Json("/created_at")], TimeFormat::Seconds)
.tolerance(60)
.answer_within(2)
.source_read("2026-10");
