use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Encoding, Scheme},
};

/// [MongoDB Atlas alerts](https://www.mongodb.com/docs/atlas/tutorial/third-party-service-integrations/)
/// alerts.
///
/// # Signed content
/// ```text
/// x-mms-signature: base64(HMAC-SHA1(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-mms-event: alert.open
/// x-mms-signature: egUwN3FEsgPwZeKIzCkECVcgY+8=
/// ```
///
/// # Quirks
/// - The event type is in an unsigned header only.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const MONGODB_ATLAS: Provider = Provider::new(
    "mongodb-atlas",
    "MongoDB Atlas alerts",
    "https://www.mongodb.com/docs/atlas/tutorial/third-party-service-integrations/",
    Scheme::new(HMAC_SHA1, At::Header("x-mms-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Header("x-mms-event")])
.source_read("2026-10");
