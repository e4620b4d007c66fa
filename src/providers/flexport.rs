use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [Flexport](https://apidocs.flexport.com/v2/tag/Webhook-Endpoints/).
///
/// # Signed content
/// ```text
/// x-hub-signature-256: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the secret token of the endpoint.
///
/// # Example headers
/// ```text
/// x-hub-signature-256: sha256=f131cc6b2b7c45ee0a42da0919e665c7f...
/// ```
///
/// # Quirks
/// - `x-hub-signature` repeats the signature with SHA-1; it is ignored.
pub const FLEXPORT: Provider = Provider::new(
    "flexport",
    "Flexport",
    "https://apidocs.flexport.com/v2/tag/Webhook-Endpoints/",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature-256")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/occurred_at")], TimeFormat::Rfc3339)
.source_read("2026-10");
