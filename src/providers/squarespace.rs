use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, KeyFormat, Scheme, TimeFormat},
};

/// [Squarespace](https://developers.squarespace.com/commerce-apis/verifying-notifications).
///
/// # Signed content
/// ```text
/// squarespace-signature: hex(HMAC-SHA256(hex_decode(secret), body))
/// ```
///
/// # Example headers
/// ```text
/// squarespace-signature: 7d38442f777a89f6a24fb6583598f6684c0d2d65...
/// ```
///
/// # Quirks
/// - The key is decoded from hexadecimal.
pub const SQUARESPACE: Provider = Provider::new(
    "squarespace",
    "Squarespace",
    "https://developers.squarespace.com/commerce-apis/verifying-notifications",
    Scheme::new(HMAC_SHA256, At::Header("squarespace-signature")).key(KeyFormat::Hex),
)
.kind(&[At::Json("/topic")])
.delivery_id(&[At::Json("/id")])
// <https://developers.squarespace.com/commerce-apis/webhooks/notification-delivery>
.occurred_at(&[At::Json("/createdOn")], TimeFormat::Rfc3339)
.source_read("2026-10");
