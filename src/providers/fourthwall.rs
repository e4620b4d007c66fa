use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Fourthwall](https://docs.fourthwall.com/webhooks/signature-verification).
///
/// # Signed content
/// ```text
/// x-fourthwall-hmac-sha256|x-fourthwall-hmac-apps-sha256: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the HMAC secret.
///
/// # Example headers
/// ```text
/// x-fourthwall-hmac-sha256: h+2M1q7Y8f6KQIRKrCk6ciajzXiT6klDThVIqvZINaQ=
/// ```
///
/// # Quirks
/// - Deliveries to apps come under `x-fourthwall-hmac-apps-sha256`, signed with the HMAC key of the
///   app: the key that is given decides which ones are accepted.
pub const FOURTHWALL: Provider = Provider::new(
    "fourthwall",
    "Fourthwall",
    "https://docs.fourthwall.com/webhooks/signature-verification",
    Scheme::new(
        HMAC_SHA256,
        At::AnyHeader(&["x-fourthwall-hmac-sha256", "x-fourthwall-hmac-apps-sha256"]),
    )
    .encoding(Encoding::Base64),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-11");
