use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [DocuSign](https://developers.docusign.com/platform/webhooks/connect/hmac/) Connect.
///
/// # Signed content
/// ```text
/// x-docusign-signature-N: base64(HMAC-SHA256(secret, body))
/// ```
/// One header per key.
///
/// # Example headers
/// ```text
/// x-docusign-signature-1: ...
/// x-docusign-signature-2: ...
/// ```
///
/// # Quirks
/// - Up to 100 keys of the account sign, each in the header of its number: all are verified.
/// - Older configurations send XML.
pub const DOCUSIGN: Provider = Provider::new(
    "docusign",
    "DocuSign",
    "https://developers.docusign.com/platform/webhooks/connect/hmac/",
    Scheme::new(HMAC_SHA256, At::NumberedHeaders("x-docusign-signature-"))
        .encoding(Encoding::Base64),
)
.kind(&[At::Json("/event")])
.source_read("2026-11");
