use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Format, Part, Scheme, TimeFormat},
};

/// [ConfigCat](https://configcat.com/docs/advanced/notifications-webhooks/).
///
/// # Signed content
/// ```text
/// x-configcat-webhook-signature-v1: base64(HMAC-SHA256(secret, header(x-configcat-webhook-id) + timestamp + body)),...
/// timestamp = header(x-configcat-webhook-timestamp) in seconds
/// ```
/// The secret is the signing key, used as text.
///
/// # Example headers
/// ```text
/// x-configcat-webhook-id: b616ca659d154a5fb907dd8475792eeb
/// x-configcat-webhook-timestamp: 1669629035
/// x-configcat-webhook-signature-v1: ...
/// ```
///
/// # Quirks
/// - Primary and secondary key sign, separated by a comma.
/// - `x-configcat-webhook-id` is another one in every request, so it does not identify retries
///   event.
pub const CONFIGCAT: Provider = Provider::new(
    "configcat",
    "ConfigCat",
    "https://configcat.com/docs/advanced/notifications-webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-configcat-webhook-signature-v1"))
        .format(Format::List {
            separator: ',',
            tag: "",
        })
        .encoding(Encoding::Base64)
        .timestamp(
            At::Header("x-configcat-webhook-timestamp"),
            TimeFormat::Seconds,
        )
        .content(&[
            Part::Header("x-configcat-webhook-id"),
            Part::Timestamp,
            Part::Body,
        ]),
)
.delivery_id(&[At::Header("x-configcat-webhook-id")])
.source_read("2026-11");
