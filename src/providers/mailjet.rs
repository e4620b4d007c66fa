use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Mailjet Event API](https://dev.mailjet.com/email/guides/webhooks/) events.
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic aG9vay11c2VyOmVkYWNiZGFjOTdjOTdjYT...
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
/// - User name and password are in the URL that is registered.
/// - A body is one event, or a list.
pub const MAILJET: Provider = Provider::new(
    "mailjet",
    "Mailjet Event API",
    "https://dev.mailjet.com/email/guides/webhooks/",
    Scheme::basic(),
)
.kind(&[At::Json("/0/event")])
.delivery_id(&[At::Json("/0/Message_GUID")])
.id_of_batch_item("")
.source_read("2026-10");
