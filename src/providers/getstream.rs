use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme, TimeFormat},
};

/// [Stream](https://getstream.io/chat/docs/node/webhooks_overview/): Chat, Video and Feeds.
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the API secret. The body is signed as it was before compression.
///
/// # Example headers
/// ```text
/// x-signature: 787fd17d...
/// x-api-key: key1
/// content-encoding: gzip
/// ```
///
/// # Quirks
/// - Where compression of payloads is on, the body is decompressed before it is verified, with the
///   feature `gzip`; without it, a compressed body is rejected. The delivery has the decompressed body.
/// - Whether it is compressed is seen by its first bytes, as a proxy may have decompressed it already.
/// - `x-api-key` names the app's key, unsigned.
pub const GETSTREAM: Provider = Provider::new(
    "getstream",
    "Stream",
    "https://getstream.io/chat/docs/node/webhooks_overview/",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.signs_decompressed()
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("x-webhook-id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.source_read("2026-11");
