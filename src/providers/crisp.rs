use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Crisp](https://docs.crisp.chat/references/web-hooks/v1/).
///
/// # Signed content
/// ```text
/// x-crisp-signature: hex(HMAC-SHA256(secret, "[" + timestamp + ";" + body + "]"))
/// timestamp = header(x-crisp-request-timestamp) unchecked
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// x-crisp-request-timestamp: 1767225600
/// x-crisp-signature: 183facda0edb1846d7bfc6622de09cc6bfe1cd0d...
/// ```
///
/// # Quirks
/// - The unit of the time is not documented, so it is signed but not checked for freshness.
pub const CRISP: Provider = Provider::new(
    "crisp",
    "Crisp",
    "https://docs.crisp.chat/references/web-hooks/v1/",
    Scheme::new(HMAC_SHA256, At::Header("x-crisp-signature"))
        .timestamp(
            At::Header("x-crisp-request-timestamp"),
            TimeFormat::Unchecked,
        )
        .content(&[
            Part::Literal("["),
            Part::Timestamp,
            Part::Literal(";"),
            Part::Body,
            Part::Literal("]"),
        ]),
)
.kind(&[At::Json("/event")])
.source_read("2026-10");
