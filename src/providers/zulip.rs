use crate::{
    Provider,
    provider::When,
    scheme::{At, Scheme},
};

/// [Zulip](https://zulip.com/api/outgoing-webhooks) outgoing webhooks.
///
/// # Signed content
/// ```text
/// json(/token) = secret
///
/// If the body is a form:
/// form(token) = secret
/// ```
/// Nothing is signed: the token of the bot proves only the sender.
///
/// # Quirks
/// - The body is JSON or a form, as the bot is set up.
/// - The answer's JSON may post a message.
pub const ZULIP: Provider = Provider::new(
    "zulip",
    "Zulip",
    "https://zulip.com/api/outgoing-webhooks",
    Scheme::token(At::Json("/token")),
)
.variants(&[(When::Form, Scheme::token(At::Form("token")))])
.kind(&[At::Json("/trigger"), At::Form("trigger_word")])
.delivery_id(&[At::Json("/message/id")])
.answer_within(10)
.id_of_object("")
.source_read("2026-10");
