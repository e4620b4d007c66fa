use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Format, Scheme},
};

/// [Typeform](https://www.typeform.com/developers/webhooks/secure-your-webhooks/).
///
/// # Signed content
/// ```text
/// typeform-signature: sha256=base64(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// typeform-signature: sha256=5f1d...
/// ```
///
/// # Quirks
/// - Base64 behind a prefix under which others send hexadecimal.
pub const TYPEFORM: Provider = Provider::new(
    "typeform",
    "Typeform",
    "https://www.typeform.com/developers/webhooks/secure-your-webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("typeform-signature"))
        .format(Format::Prefixed("sha256="))
        .encoding(Encoding::Base64),
)
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/event_id")])
.source_read("2026-11");
