use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [BambooHR](https://documentation.bamboohr.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-bamboohr-signature: hex(HMAC-SHA256(secret, body + timestamp))
/// timestamp = header(x-bamboohr-timestamp) in seconds
/// ```
/// The secret is the private key of the webhook.
///
/// # Example headers
/// ```text
/// x-bamboohr-timestamp: 1767225600
/// x-bamboohr-signature: 5a55c09f87600863b78223c677876cfe3afb64d7...
/// ```
///
/// # Quirks
/// - The private key is shown once, when the webhook is made.
/// - Event-based webhooks name the event (`type`). Field-based ones list what changed, without a
///   name. There is no id of the delivery.
pub const BAMBOOHR: Provider = Provider::new(
    "bamboohr",
    "BambooHR",
    "https://documentation.bamboohr.com/docs/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-bamboohr-signature"))
        .timestamp(At::Header("x-bamboohr-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Body, Part::Timestamp]),
)
.kind(&[At::Json("/type"), At::Form("type")])
.source_read("2026-11");
