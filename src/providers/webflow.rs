use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Webflow](https://developers.webflow.com/data/docs/working-with-webhooks).
///
/// # Signed content
/// ```text
/// x-webflow-signature: hex(HMAC-SHA256(secret, timestamp + ":" + body))
/// timestamp = header(x-webflow-timestamp) in milliseconds
/// ```
/// The secret is the OAuth client secret.
///
/// # Example headers
/// ```text
/// x-webflow-timestamp: 1767225600123
/// x-webflow-signature: 6c1546bf821e0367d2b1f707d89316868ce498f3...
/// ```
///
/// # Quirks
/// - Webhooks made in the dashboard before 2025 are not signed.
pub const WEBFLOW: Provider = Provider::new(
    "webflow",
    "Webflow",
    "https://developers.webflow.com/data/docs/working-with-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-webflow-signature"))
        .timestamp(At::Header("x-webflow-timestamp"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal(":"), Part::Body]),
)
.kind(&[At::Json("/triggerType")])
.source_read("2026-10");
