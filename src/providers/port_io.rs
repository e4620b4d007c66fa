use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Format, Part, Scheme, TimeFormat},
};

/// [Port](https://docs.port.io/actions-and-automations/setup-backend/webhook/signature-verification/).
///
/// # Signed content
/// ```text
/// x-port-signature: v1,base64(HMAC-SHA256(secret, timestamp + "." + body))
/// timestamp = header(x-port-timestamp) in seconds
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-port-timestamp: 1767225600
/// x-port-signature: v1,R1gLm7uds7ZxcAsRJ+GyeNTcwkR+Rpfm4scB2...
/// ```
///
/// # Quirks
/// - Like Standard Webhooks, without an id, and with the secret as text.
pub const PORT_IO: Provider = Provider::new(
    "port-io",
    "Port",
    "https://docs.port.io/actions-and-automations/setup-backend/webhook/signature-verification/",
    Scheme::new(HMAC_SHA256, At::Header("x-port-signature"))
        .format(Format::Prefixed("v1,"))
        .encoding(Encoding::Base64)
        .timestamp(At::Header("x-port-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.source_read("2026-10");
