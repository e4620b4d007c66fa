use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Chatwoot](https://developers.chatwoot.com/api-reference/webhooks/add-a-webhook).
///
/// # Signed content
/// ```text
/// x-chatwoot-signature: sha256=hex(HMAC-SHA256(secret, timestamp + "." + body))
/// timestamp = header(x-chatwoot-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// x-chatwoot-delivery: d3e1a3b0-1
/// x-chatwoot-timestamp: 1767225600
/// x-chatwoot-signature: sha256=b58275a5cf54da25ab6ede5ac88564861...
/// ```
///
/// # Quirks
/// - Older servers sign nothing.
pub const CHATWOOT: Provider = Provider::new(
    "chatwoot",
    "Chatwoot",
    "https://developers.chatwoot.com/api-reference/webhooks/add-a-webhook",
    Scheme::new(HMAC_SHA256, At::Header("x-chatwoot-signature"))
        .format(Format::Prefixed("sha256="))
        .timestamp(At::Header("x-chatwoot-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Header("x-chatwoot-delivery")])
.source_read("2026-10");
