use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, HashEncoding, Part, PercentDecode, Scheme, TimeFormat},
};

/// [Bird](https://docs.bird.com/api/notifications-api/api-reference/webhooks/verifying-a-webhook)
/// notifications.
///
/// # Signed content
/// ```text
/// messagebird-signature: base64(HMAC-SHA256(secret, timestamp + "\n" + url + "\n" + SHA-256(body)))
/// timestamp = header(messagebird-request-timestamp) in seconds
/// ```
/// The secret is `signingKey`.
///
/// # Example headers
/// ```text
/// messagebird-request-timestamp: 1767225600
/// messagebird-signature: CHxFTrvBBOt1z/8PJnIHNNSnHnceCCtLQmN3utciR/c=
/// ```
///
/// # Quirks
/// - The hash of the body is signed as its bytes, not as text.
pub const BIRD: Provider = Provider::new(
    "bird",
    "Bird",
    "https://docs.bird.com/api/notifications-api/api-reference/webhooks/verifying-a-webhook",
    Scheme::new(HMAC_SHA256, At::Header("messagebird-signature"))
        .encoding(Encoding::Base64)
        .timestamp(
            At::Header("messagebird-request-timestamp"),
            TimeFormat::Seconds,
        )
        .content(&[
            Part::Timestamp,
            Part::Literal("\n"),
            Part::Url(PercentDecode::None),
            Part::Literal("\n"),
            Part::BodyHash(HashEncoding::Raw),
        ]),
)
.kind(&[At::Json("/event")])
// <https://docs.bird.com/api/notifications-api/retries>
.retries_for(8 * 3600)
.source_read("2026-11");
