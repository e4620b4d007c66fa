use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [Authorize.Net](https://developer.authorize.net/api/reference/features/webhooks.html).
///
/// # Signed content
/// ```text
/// x-anet-signature: sha512=hex(HMAC-SHA512(secret, body))
/// ```
/// The secret is the signature key.
///
/// # Example headers
/// ```text
/// x-anet-signature: sha512=A1E0CC0F8A7B6274E0951CAC5EB63579F...
/// ```
///
/// # Quirks
/// - The key is 128 hexadecimal digits, used as text and not decoded.
/// - The digits of the signature are in upper case.
pub const AUTHORIZE_NET: Provider = Provider::new(
    "authorize-net",
    "Authorize.Net",
    "https://developer.authorize.net/api/reference/features/webhooks.html",
    Scheme::new(HMAC_SHA512, At::Header("x-anet-signature")).format(Format::Prefixed("sha512=")),
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/notificationId")])
.occurred_at(&[At::Json("/eventDate")], TimeFormat::Rfc3339)
.source_read("2026-10");
