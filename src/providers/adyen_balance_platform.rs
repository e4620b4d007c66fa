use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, KeyFormat, Scheme, TimeFormat},
};

/// [Adyen Balance Platform](https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures)
/// and Management webhooks.
///
/// # Signed content
/// ```text
/// hmacsignature: base64(HMAC-SHA256(hex_decode(secret), body))
/// ```
/// The secret is the HMAC key.
///
/// # Example headers
/// ```text
/// hmacsignature: pfvr7vCuCUzDFCs4wsV//8HRBpx02pmyBqHbvBDxBVg=
/// ```
///
/// # Quirks
/// - Payment webhooks carry a signature an item in the body instead: [`ADYEN`](super::ADYEN).
/// - `protocol` names the algorithm, unsigned; it is not read.
pub const ADYEN_BALANCE_PLATFORM: Provider = Provider::new(
    "adyen-balance-platform",
    "Adyen Balance Platform",
    "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
    Scheme::new(HMAC_SHA256, At::Header("hmacsignature"))
        .key(KeyFormat::Hex)
        .encoding(Encoding::Base64),
)
.kind(&[At::Json("/type")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
.source_read("2026-10");
