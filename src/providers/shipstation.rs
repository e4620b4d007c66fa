use crate::{
    Provider,
    algorithm::RSA_PKCS1_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [ShipStation](https://www.shipengine.com/docs/tracking/webhooks/) and ShipEngine, version 2.
///
/// # Signed content
/// ```text
/// x-shipengine-rsa-sha256-signature: base64(RSA-PKCS1-SHA256(private_key, timestamp + "." + body))
/// timestamp = header(x-shipengine-timestamp) in RFC 3339
/// key_id = header(x-shipengine-rsa-sha256-key-id)
/// ```
///
/// # Example headers
/// ```text
/// x-shipengine-rsa-sha256-key-id: kid-1
/// x-shipengine-timestamp: 2026-01-01T00:00:00.000Z
/// x-shipengine-rsa-sha256-signature: CGS8iu8l1iZU...
/// ```
///
/// # Quirks
/// - The keys are a key set (`Secret::from_jwks`), and the request names one.
/// - One key set signs for all customers, and nothing in the body says for whom a delivery is:
///   fetch the resource with your own credentials.
pub const SHIPSTATION: Provider = Provider::new(
    "shipstation",
    "ShipStation",
    "https://www.shipengine.com/docs/tracking/webhooks/",
    Scheme::new(
        RSA_PKCS1_SHA256,
        At::Header("x-shipengine-rsa-sha256-signature"),
    )
    .encoding(Encoding::Base64)
    .key_id(At::Header("x-shipengine-rsa-sha256-key-id"))
    .timestamp(At::Header("x-shipengine-timestamp"), TimeFormat::Rfc3339)
    .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.shares_key()
.kind(&[At::Json("/resource_type")])
.key_url("https://api.shipengine.com/jwks")
.source_read("2026-11");
