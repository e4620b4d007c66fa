use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, http_signature::HttpSignature},
};

/// [Drone CI](https://docs.drone.io/webhooks/overview/) system webhooks.
///
/// # Signed content
/// ```text
/// signature: keyId="key_id",algorithm="hmac-sha256",headers="date digest",signature="base64(HMAC-SHA256(secret, signing_string("date digest")))"
/// digest: SHA-256=base64(SHA-256(body))
/// timestamp = header(date) in HTTP-date
/// ```
///
/// # Example headers
/// ```text
/// date: Thu, 01 Jan 2026 00:00:00 GMT
/// digest: SHA-256=gH21JeRgbmSYDesgZzyLC0dpyOjoj/odt6uWmqLNQ+Q=
/// signature: keyId="hmac-key",algorithm="hmac-sha256",signature="Xhm4aKqf3gQ5...",headers="date digest"
/// ```
///
/// # Quirks
/// - The request says which headers are signed: exactly `date digest` is demanded, or nothing would
///   bind the body.
/// - The event's name in `x-drone-event` is not signed. The body repeats it.
/// - Drone does not try again.
pub const DRONE: Provider = Provider::code(
    "drone",
    "Drone CI",
    "https://docs.drone.io/webhooks/overview/",
    &HttpSignature::new(HMAC_SHA256, "hmac-sha256", "signature", "date digest"),
)
.kind(&[At::Json("/event"), At::Header("x-drone-event")])
.answer_within(60)
.never_retries()
.source_read("2026-10");
