use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Rocket.Chat](https://docs.rocket.chat/docs/integrations) outgoing integrations.
///
/// # Signed content
/// ```text
/// json(/token) = secret
/// ```
/// Nothing is signed: the token of the integration proves only the sender.
///
/// # Quirks
/// - Scripts of the integration may rewrite the request.
pub const ROCKET_CHAT: Provider = Provider::new(
    "rocket-chat",
    "Rocket.Chat",
    "https://docs.rocket.chat/docs/integrations",
    Scheme::token(At::Json("/token")),
)
.kind(&[At::Json("/trigger_word")])
.delivery_id(&[At::Json("/message_id")])
.id_of_object("")
.source_read("2026-10");
