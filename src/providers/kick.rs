use crate::{
    KeyDocument, Provider,
    algorithm::RSA_PKCS1_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Kick](https://docs.kick.com/events/webhook-security).
///
/// # Signed content
/// ```text
/// kick-event-signature: base64(RSA-PKCS1-SHA256(private_key, header(kick-event-message-id) + "." + timestamp + "." + body))
/// timestamp = header(kick-event-message-timestamp) in RFC 3339
/// ```
///
/// # Example headers
/// ```text
/// kick-event-message-id: 01JTQ4VK8N5ZC0Y7W0000000AA
/// kick-event-message-timestamp: 2026-01-01T00:00:00Z
/// kick-event-signature: UFIjsxf16c2a...
/// ```
///
/// # Quirks
/// - **One key signs for all apps**: give the id of your broadcaster as the setting
///   `broadcaster_user_id`, or a delivery for another app is accepted.
/// - The event's type is a header that is not signed.
pub const KICK: Provider = Provider::new(
    "kick",
    "Kick",
    "https://docs.kick.com/events/webhook-security",
    Scheme::new(RSA_PKCS1_SHA256, At::Header("kick-event-signature"))
        .encoding(Encoding::Base64)
        .timestamp(
            At::Header("kick-event-message-timestamp"),
            TimeFormat::Rfc3339,
        )
        .content(&[
            Part::Header("kick-event-message-id"),
            Part::Literal("."),
            Part::Timestamp,
            Part::Literal("."),
            Part::Body,
        ]),
)
.shares_key()
.audience_at(At::Json("/broadcaster/user_id"), "broadcaster_user_id")
.kind(&[At::Header("kick-event-type")])
.delivery_id(&[At::Header("kick-event-message-id")])
.key_url("https://api.kick.com/public/v1/public-key")
.key_document(KeyDocument::Key("/data/public_key"))
.id_of_event("https://docs.kick.com/events/webhook-security")
.source_read("2026-11");
