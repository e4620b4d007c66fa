use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Paddle](https://developer.paddle.com/webhooks/signature-verification) Billing.
///
/// # Signed content
/// ```text
/// paddle-signature: ts=timestamp;h1=hex(HMAC-SHA256(secret, timestamp + ":" + body));...
/// timestamp in seconds
/// ```
///
/// # Example headers
/// ```text
/// paddle-signature: ts=1671552777;h1=eb4d0dc8...
/// ```
///
/// # Quirks
/// - Paddle's SDKs have a tolerance of 5 seconds, which is shorter than clocks differ.
/// - While a secret is rotated there are several `h1`.
pub const PADDLE: Provider = Provider::new(
    "paddle",
    "Paddle",
    "https://developer.paddle.com/webhooks/signature-verification",
    Scheme::new(HMAC_SHA256, At::Header("paddle-signature"))
        .format(Format::Pairs {
            separator: ';',
            signature: "h1",
        })
        .timestamp(At::WithSignature("ts"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal(":"), Part::Body]),
)
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/event_id")])
.occurred_at(&[At::Json("/occurred_at")], TimeFormat::Rfc3339)
.tolerance(60)
.answer_within(5)
// <https://developer.paddle.com/webhooks/about/respond-to-webhooks>
.retries_for(3 * 24 * 3600)
// Four receivers report that a retry has a new time, one that it has the first one's.
.time_of_attempt("https://github.com/hookdeck/webhook-skills/tree/main/skills/paddle-webhooks")
.source_read("2026-11");
