use crate::{
    Provider,
    provider::When,
    scheme::{At, Scheme, TimeFormat},
};

/// [Mattermost](https://developers.mattermost.com/integrate/webhooks/outgoing/) outgoing
/// webhooks.
///
/// # Signed content
/// ```text
/// json(/token) = secret
///
/// If the body is a form:
/// form(token) = secret
/// ```
/// Nothing is signed: the token proves only the sender.
///
/// # Quirks
/// - The body is JSON or a form, as the webhook is set up.
/// - The answer's JSON may post a message.
pub const MATTERMOST: Provider = Provider::new(
    "mattermost",
    "Mattermost",
    "https://developers.mattermost.com/integrate/webhooks/outgoing/",
    Scheme::token(At::Json("/token")),
)
.variants(&[(When::Form, Scheme::token(At::Form("token")))])
.kind(&[At::Json("/trigger_word"), At::Form("trigger_word")])
.delivery_id(&[At::Json("/post_id"), At::Form("post_id")])
.occurred_at(
    &[At::Json("/timestamp"), At::Form("timestamp")],
    TimeFormat::Milliseconds,
)
.id_of_object("https://developers.mattermost.com/integrate/webhooks/outgoing/")
.source_read("2026-11");
