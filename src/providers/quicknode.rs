use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [QuickNode](https://www.quicknode.com/guides/quicknode-products/streams/validating-incoming-streams-webhook-messages): Streams.
///
/// # Signed content
/// ```text
/// x-qn-signature: hex(HMAC-SHA256(secret, header(x-qn-nonce) + timestamp + body))
/// timestamp = header(x-qn-timestamp) in seconds
/// ```
/// The secret is the security token of the stream. The body is signed as it was before compression.
///
/// # Example headers
/// ```text
/// x-qn-nonce: n-35c00728d583
/// x-qn-timestamp: 1790000000
/// x-qn-signature: 3917c3f961d44d51d17d04c7cd7a04a71db4ec7a...
/// ```
///
/// # Quirks
/// - If the stream compresses, the body is decompressed before it is verified, with the feature `gzip`;
///   without it, a compressed body is rejected. The delivery has the decompressed body.
/// - Deliveries have no event type.
pub const QUICKNODE: Provider = Provider::new(
    "quicknode",
    "QuickNode",
    "https://www.quicknode.com/guides/quicknode-products/streams/validating-incoming-streams-webhook-messages",
    Scheme::new(HMAC_SHA256, At::Header("x-qn-signature"))
        .timestamp(At::Header("x-qn-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Header("x-qn-nonce"), Part::Timestamp, Part::Body]),
)
.signs_decompressed()
.delivery_id(&[At::Header("x-qn-nonce")])
.source_read("2026-10");
