use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Zendesk](https://developer.zendesk.com/documentation/webhooks/verifying/).
///
/// # Signed content
/// ```text
/// x-zendesk-webhook-signature: base64(HMAC-SHA256(secret, timestamp + body))
/// timestamp = header(x-zendesk-webhook-signature-timestamp) in RFC 3339
/// ```
/// The secret is the signing secret, used as text.
///
/// # Example headers
/// ```text
/// x-zendesk-webhook-signature-timestamp: 2021-03-25T05:09:27Z
/// x-zendesk-webhook-signature: EiqWE3SXTPQpPulBV6OSuuGziIishZNc1VwNZYqZrHU=
/// ```
///
/// # Quirks
/// - The time is RFC 3339, and nothing separates it from the body.
/// - Triggers and automations send whatever their author wrote, XML too.
pub const ZENDESK: Provider = Provider::new(
    "zendesk",
    "Zendesk",
    "https://developer.zendesk.com/documentation/webhooks/verifying/",
    Scheme::new(HMAC_SHA256, At::Header("x-zendesk-webhook-signature"))
        .encoding(Encoding::Base64)
        .timestamp(
            At::Header("x-zendesk-webhook-signature-timestamp"),
            TimeFormat::Rfc3339,
        )
        .content(&[Part::Timestamp, Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("x-zendesk-webhook-invocation-id")])
.occurred_at(&[At::Json("/time")], TimeFormat::Rfc3339)
.source_read("2026-11");
