use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme, TimeFormat},
};

/// [Linear](https://linear.app/developers/webhooks).
///
/// # Signed content
/// ```text
/// linear-signature: hex(HMAC-SHA256(secret, body))
/// timestamp = json(/webhookTimestamp) in milliseconds
/// ```
///
/// # Example headers
/// ```text
/// linear-event: Issue
/// linear-delivery: 234d1a4e-b617-4388-90fe-adc3633d6b72
/// linear-signature: 766e1d90...
/// ```
///
/// # Quirks
/// - The time is `webhookTimestamp` of the signed body, in milliseconds; the header `linear-timestamp` is ignored.
/// - The delivery's id is a header that is not signed.
pub const LINEAR: Provider = Provider::new(
    "linear",
    "Linear",
    "https://linear.app/developers/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("linear-signature"))
        .timestamp(At::Json("/webhookTimestamp"), TimeFormat::Milliseconds),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("linear-delivery")])
.occurred_at(&[At::Json("/createdAt")], TimeFormat::Rfc3339)
.tolerance(60)
.retries_for(421 * 60)
.answer_within(5)
// Contested. Four receivers report that retries are the same to the byte, the page below among them;
// Linear's documentation and SDK reject what is older than a minute, and the first retry comes after
// one: <https://github.com/linear/linear/pull/1268>.
.time_of_event("https://github.com/vercel/eve/issues/1570")
.max_age(60)
.source_read("2026-11");
