use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [Zoho Sign](https://www.zoho.com/sign/api/webhook-management.html).
///
/// # Signed content
/// ```text
/// x-zs-webhook-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// x-zs-webhook-signature: 8d9lzADDiZw0XNm2ZltUkeT7UdeqX6aKQMBVW/ZPWsQ=
/// ```
///
/// # Quirks
/// - There is no id of the delivery.
pub const ZOHO_SIGN: Provider = Provider::new(
    "zoho-sign",
    "Zoho Sign",
    "https://www.zoho.com/sign/api/webhook-management.html",
    Scheme::new(HMAC_SHA256, At::Header("x-zs-webhook-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/notifications/operation_type")])
.occurred_at(
    &[At::Json("/notifications/performed_at")],
    TimeFormat::Milliseconds,
)
.source_read("2026-10");
