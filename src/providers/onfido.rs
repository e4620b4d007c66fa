use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Onfido](https://documentation.onfido.com/api/latest/#verifying-webhook-signatures).
///
/// # Signed content
/// ```text
/// x-sha2-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the token.
///
/// # Example headers
/// ```text
/// x-sha2-signature: 6c5b0e71772e2b607c93898810125f8b8abfe836...
/// ```
///
/// # Quirks
/// - `x-signature` with SHA-1 is no longer sent, and is ignored.
pub const ONFIDO: Provider = Provider::new(
    "onfido",
    "Onfido",
    "https://documentation.onfido.com/api/latest/#verifying-webhook-signatures",
    Scheme::new(HMAC_SHA256, At::Header("x-sha2-signature")),
)
.kind(&[At::Json("/payload/action")])
.source_read("2026-10");
