use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, KeyFormat, Part, Scheme, TimeFormat},
};

/// [Daily](https://docs.daily.co/reference/rest-api/webhooks).
///
/// # Signed content
/// ```text
/// x-webhook-signature: base64(HMAC-SHA256(base64_decode(secret), timestamp + "." + body))
/// timestamp = header(x-webhook-timestamp) unchecked
/// ```
/// The secret is `hmac`.
///
/// # Example headers
/// ```text
/// x-webhook-timestamp: 1767225600
/// x-webhook-signature: HI/Pa9JPUF/3ZUbIwWqyTd6TMgwJbwVRRyiVKPnRI9c=
/// ```
///
/// # Quirks
/// - The unit of the time is not documented, so it is signed but not checked for freshness.
pub const DAILY: Provider = Provider::new(
    "daily",
    "Daily",
    "https://docs.daily.co/reference/rest-api/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-webhook-signature"))
        .key(KeyFormat::Base64)
        .encoding(Encoding::Base64)
        .timestamp(At::Header("x-webhook-timestamp"), TimeFormat::Unchecked)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");
