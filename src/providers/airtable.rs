use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, KeyFormat, Scheme},
};

/// [Airtable](https://airtable.com/developers/web/api/webhooks-overview).
///
/// # Signed content
/// ```text
/// x-airtable-content-mac: hmac-sha256=hex(HMAC-SHA256(base64_decode(secret), body))
/// ```
/// The secret is `macSecretBase64`.
///
/// # Example headers
/// ```text
/// x-airtable-content-mac: hmac-sha256=0a4872fd8669f6038425f6108052...
/// ```
///
/// # Quirks
/// - The key is the `macSecretBase64` of the webhook.
/// - A delivery says what changed, not how.
pub const AIRTABLE: Provider = Provider::new(
    "airtable",
    "Airtable",
    "https://airtable.com/developers/web/api/webhooks-overview",
    Scheme::new(HMAC_SHA256, At::Header("x-airtable-content-mac"))
        .key(KeyFormat::Base64)
        .format(Format::Prefixed("hmac-sha256=")),
)
.source_read("2026-10");
