use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [TikTok](https://developers.tiktok.com/doc/webhooks-verification) for developers.
///
/// # Signed content
/// ```text
/// tiktok-signature: t=timestamp,s=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// tiktok-signature: t=1767225600,s=40b344645fa7578e1fca928d2...
/// ```
///
/// # Quirks
/// - `content` is JSON as text.
pub const TIKTOK: Provider = Provider::new(
    "tiktok",
    "TikTok",
    "https://developers.tiktok.com/doc/webhooks-verification",
    Scheme::new(HMAC_SHA256, At::Header("tiktok-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "s",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event")])
.occurred_at(&[At::Json("/create_time")], TimeFormat::Seconds)
.retries_for(3 * 24 * 3600)
.source_read("2026-11");
