use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Flutterwave v4](https://developer.flutterwave.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// flutterwave-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the secret hash.
///
/// # Example headers
/// ```text
/// flutterwave-signature: VTcPGVNfK3AYtl9WbJNezQhlUcmbd1bIq7DV0tzpf64=
/// ```
///
/// # Quirks
/// - Version 3 sends the secret itself: [`FLUTTERWAVE`](super::FLUTTERWAVE).
pub const FLUTTERWAVE_V4: Provider = Provider::new(
    "flutterwave-v4",
    "Flutterwave v4",
    "https://developer.flutterwave.com/docs/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("flutterwave-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/webhook_id")])
.source_read("2026-10");
