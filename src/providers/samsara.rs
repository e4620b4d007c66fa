use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, KeyFormat, Part, Scheme, TimeFormat},
};

/// [Samsara](https://developers.samsara.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-samsara-signature: v1=hex(HMAC-SHA256(base64_decode(secret), "v1:" + timestamp + ":" + body))
/// timestamp = header(x-samsara-timestamp) in seconds
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// x-samsara-timestamp: 1767225600
/// x-samsara-signature: v1=6d2981fe50ae13386e126b806d9c3ab495549...
/// ```
///
/// # Quirks
/// - Alerts of version 1 are not signed without a secret.
pub const SAMSARA: Provider = Provider::new(
    "samsara",
    "Samsara",
    "https://developers.samsara.com/docs/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-samsara-signature"))
        .key(KeyFormat::Base64)
        .format(Format::Prefixed("v1="))
        .timestamp(At::Header("x-samsara-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Literal("v1:"),
            Part::Timestamp,
            Part::Literal(":"),
            Part::Body,
        ]),
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/eventId")])
.occurred_at(&[At::Json("/eventTime")], TimeFormat::Rfc3339)
.source_read("2026-10");
