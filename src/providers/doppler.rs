use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Doppler](https://docs.doppler.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-doppler-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// x-doppler-signature: sha256=4dd5fd90ee49b61898d937febbc405d37...
/// ```
///
/// # Quirks
/// - Without a secret, Doppler signs nothing.
pub const DOPPLER: Provider = Provider::new(
    "doppler",
    "Doppler",
    "https://docs.doppler.com/docs/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-doppler-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/type")])
.source_read("2026-10");
