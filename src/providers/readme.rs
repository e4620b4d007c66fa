use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [ReadMe](https://docs.readme.com/main/docs/personalized-docs-webhook) personalized docs.
///
/// # Signed content
/// ```text
/// readme-signature: t=timestamp,v0=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in milliseconds
/// ```
/// The secret is the JWT secret (API secret).
///
/// # Example headers
/// ```text
/// readme-signature: t=1767225540000,v0=a2a53e15885abcc60b793...
/// ```
///
/// # Quirks
/// - The answer contains what a user may see, so a forged request could read secrets.
pub const README: Provider = Provider::new(
    "readme",
    "ReadMe",
    "https://docs.readme.com/main/docs/personalized-docs-webhook",
    Scheme::new(HMAC_SHA256, At::Header("readme-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v0",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.tolerance(1800)
.source_read("2026-10");
