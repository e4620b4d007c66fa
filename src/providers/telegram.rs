use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Telegram](https://core.telegram.org/bots/api#setwebhook) bots.
///
/// # Signed content
/// ```text
/// x-telegram-bot-api-secret-token: secret
/// ```
/// Nothing is signed: the `secret_token` proves only the sender.
///
/// # Example headers
/// ```text
/// x-telegram-bot-api-secret-token: ...
/// ```
///
/// # Quirks
/// - The kind of an update is the name of the one member beside `update_id`.
/// - The answer may be a Bot API call as JSON.
pub const TELEGRAM: Provider = Provider::new(
    "telegram",
    "Telegram",
    "https://core.telegram.org/bots/api#setwebhook",
    Scheme::token(At::Header("x-telegram-bot-api-secret-token")),
)
.kind(&[At::ObjectMember])
.delivery_id(&[At::Json("/update_id")])
// <https://core.telegram.org/bots/api#update>
.occurred_at(
    &[
        At::Json("/message/date"),
        At::Json("/edited_message/edit_date"),
        At::Json("/channel_post/date"),
        At::Json("/edited_channel_post/edit_date"),
        At::Json("/business_message/date"),
        At::Json("/edited_business_message/edit_date"),
        At::Json("/message_reaction/date"),
        At::Json("/my_chat_member/date"),
        At::Json("/chat_member/date"),
        At::Json("/chat_join_request/date"),
    ],
    TimeFormat::Seconds,
)
.id_of_event("https://core.telegram.org/bots/api#update")
.source_read("2026-11");
