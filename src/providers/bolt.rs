use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Bolt](https://help.bolt.com/developers/webhooks/hook-verification/).
///
/// # Signed content
/// ```text
/// x-bolt-hmac-sha256|x-bolt-hmac-sha256-pending: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the merchant signing secret.
///
/// # Example headers
/// ```text
/// x-bolt-hmac-sha256: 8VrbpWMYpjuiI0kmNl/nynyZBz5j1nxCCaqsRBg1mo4=
/// ```
///
/// # Quirks
/// - While the secret is rotated, `x-bolt-hmac-sha256-pending` has a signature with the new one.
pub const BOLT: Provider = Provider::new(
    "bolt",
    "Bolt",
    "https://help.bolt.com/developers/webhooks/hook-verification/",
    Scheme::new(
        HMAC_SHA256,
        At::AnyHeader(&["x-bolt-hmac-sha256", "x-bolt-hmac-sha256-pending"]),
    )
    .encoding(Encoding::Base64),
)
.kind(&[At::Json("/type")])
.source_read("2026-10");
