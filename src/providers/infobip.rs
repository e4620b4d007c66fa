use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Infobip](https://www.infobip.com/docs/api/platform/subscriptions-api/create-security-settings).
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic aG9vay11c2VyOmNiZDkxYmZhOWY2OTEyYT...
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
/// - Subscriptions with another kind of security are not served.
pub const INFOBIP: Provider = Provider::new(
    "infobip",
    "Infobip",
    "https://www.infobip.com/docs/api/platform/subscriptions-api/create-security-settings",
    Scheme::basic(),
)
.delivery_id(&[At::Json("/results/0/messageId")])
.id_of_batch_item("")
.source_read("2026-10");
