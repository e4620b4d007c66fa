use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Retell AI](https://docs.retellai.com/features/secure-webhook).
///
/// # Signed content
/// ```text
/// x-retell-signature: v=timestamp,d=hex(HMAC-SHA256(secret, body + timestamp)),...
/// timestamp in milliseconds
/// ```
/// The secret is the API key.
///
/// # Example headers
/// ```text
/// x-retell-signature: v=1767225600217,d=ff2efa6f4047d2945e0e53...
/// ```
///
/// # Quirks
/// - `v` is the time and `d` the digest.
/// - Body and time have no separator.
pub const RETELL: Provider = Provider::new(
    "retell",
    "Retell AI",
    "https://docs.retellai.com/features/secure-webhook",
    Scheme::new(HMAC_SHA256, At::Header("x-retell-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "d",
        })
        .timestamp(At::WithSignature("v"), TimeFormat::Milliseconds)
        .content(&[Part::Body, Part::Timestamp]),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/call/call_id")])
.id_of_object("")
.source_read("2026-10");
