use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [SparkPost](https://developers.sparkpost.com/api/webhooks/).
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic aG9vay11c2VyOjEzMjUwNDA2NmFlNmJmNT...
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
/// - A body is a list of events.
/// - Creating a webhook sends a test without events.
pub const SPARKPOST: Provider = Provider::new(
    "sparkpost",
    "SparkPost",
    "https://developers.sparkpost.com/api/webhooks/",
    Scheme::basic(),
)
.kind(&[At::Json("/0/msys/message_event/type")])
.delivery_id(&[At::Header("x-messagesystems-batch-id")])
// <https://support.sparkpost.com/docs/tech-resources/webhook-data-streams>
.retries_for(8 * 3600)
.answer_within(10)
.id_of_event("https://support.sparkpost.com/docs/tech-resources/webhook-data-streams")
.source_read("2026-11");
