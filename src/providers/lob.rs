use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Lob](https://docs.lob.com/#tag/Webhooks).
///
/// # Signed content
/// ```text
/// lob-signature: hex(HMAC-SHA256(secret, timestamp + "." + body))
/// timestamp = header(lob-signature-timestamp) unchecked
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// lob-signature-timestamp: 1767225600
/// lob-signature: c8127e5de8a0108afd8cc579c3a4e54e7fde874a...
/// ```
///
/// # Quirks
/// - The unit of the time is not documented, so it is signed but not checked for freshness.
pub const LOB: Provider = Provider::new(
    "lob",
    "Lob",
    "https://docs.lob.com/#tag/Webhooks",
    Scheme::new(HMAC_SHA256, At::Header("lob-signature"))
        .timestamp(At::Header("lob-signature-timestamp"), TimeFormat::Unchecked)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event_type/id")])
.delivery_id(&[At::Json("/id")])
.id_of_event("https://github.com/lob/lob-openapi/blob/main/dist/lob-api-bundled.yml")
.source_read("2026-11");
