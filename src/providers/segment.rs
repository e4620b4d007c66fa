use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Scheme},
};

/// [Segment](https://segment.com/docs/connections/destinations/catalog/webhooks/) webhook
/// destinations.
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA1(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-signature: e0d3ac434e0e82ab1f908f293aa0556741969e7b
/// ```
///
/// # Quirks
/// - There is one event a delivery, or a list.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const SEGMENT: Provider = Provider::new(
    "segment",
    "Segment",
    "https://segment.com/docs/connections/destinations/catalog/webhooks/",
    Scheme::new(HMAC_SHA1, At::Header("x-signature")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/messageId")])
.retries_for(4 * 3600)
.answer_within(5)
.source_read("2026-11");
