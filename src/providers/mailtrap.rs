use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Mailtrap](https://docs.mailtrap.io/email-api-smtp/advanced/webhooks).
///
/// # Signed content
/// ```text
/// mailtrap-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is `signing_secret`.
///
/// # Example headers
/// ```text
/// mailtrap-signature: 37d5a2bd4baab6415269a1eacff49bdb02a5c1dd...
/// ```
///
/// # Quirks
/// - A body has up to 500 events, as JSON or one per line.
pub const MAILTRAP: Provider = Provider::new(
    "mailtrap",
    "Mailtrap",
    "https://docs.mailtrap.io/email-api-smtp/advanced/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("mailtrap-signature")),
)
.kind(&[At::Json("/events/0/event")])
.delivery_id(&[At::Json("/events/0/event_id")])
.id_of_batch_item(
    "https://github.com/anymail/django-anymail/blob/main/anymail/webhooks/mailtrap.py",
)
.source_read("2026-10");
