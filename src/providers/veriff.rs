use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Veriff](https://devdocs.veriff.com/docs/hmac-authentication-and-endpoint-security).
///
/// # Signed content
/// ```text
/// x-hmac-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the shared secret key of the integration.
///
/// # Example headers
/// ```text
/// x-auth-client: 8e4f5da9
/// x-hmac-signature: 345ea67ee7a4a19f3adb3c3b1a5635d32edde297...
/// ```
///
/// # Quirks
/// - Events have an `action`, decisions a `verification.status` instead. Neither has an id of the
///   delivery.
/// - `x-auth-client` is the integration's API key, unsigned.
pub const VERIFF: Provider = Provider::new(
    "veriff",
    "Veriff",
    "https://devdocs.veriff.com/docs/hmac-authentication-and-endpoint-security",
    Scheme::new(HMAC_SHA256, At::Header("x-hmac-signature")),
)
.kind(&[At::Json("/action")])
.source_read("2026-10");
