use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Klaviyo system webhooks](https://developers.klaviyo.com/en/docs/working_with_system_webhooks)
/// system webhooks.
///
/// # Signed content
/// ```text
/// klaviyo-signature: hex(HMAC-SHA256(secret, body + timestamp))
/// timestamp = header(klaviyo-timestamp) unchecked
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// klaviyo-timestamp: Thu, 01 Jan 2026 00:00:00 GMT
/// klaviyo-signature: 75f0a461c46ea356532b1dead9d8956a1fdc057e...
/// ```
///
/// # Quirks
/// - The body comes first, and nothing separates it from the time.
/// - The header is another time than the event's by hours, so it is signed but not checked for
///   freshness.
pub const KLAVIYO: Provider = Provider::new(
    "klaviyo",
    "Klaviyo system webhooks",
    "https://developers.klaviyo.com/en/docs/working_with_system_webhooks",
    Scheme::new(HMAC_SHA256, At::Header("klaviyo-signature"))
        .timestamp(At::Header("klaviyo-timestamp"), TimeFormat::Unchecked)
        .content(&[Part::Body, Part::Timestamp]),
)
.kind(&[At::Json("/data/0/topic")])
.delivery_id(&[At::Json("/data/0/external_id")])
.id_of_batch_item("https://developers.klaviyo.com/en/docs/working_with_system_webhooks")
.source_read("2026-11");
