//! Discord's interactions and webhook events.
//!
//! <https://docs.discord.com/developers/interactions/overview>,
//! <https://docs.discord.com/developers/events/webhook-events>
//!
//! Two systems in one endpoint: an interaction is named here by its type, `interaction.2` for a
//! command, and a webhook event by its own name. The PINGs of both are answered before a handler
//! runs.

pub mod interaction;
pub mod object;
pub mod webhook;

use crate::Provider;
use crate::event::Payload;
use crate::events::decode::{decode_json, unnamed};
use crate::events::events;
use crate::model;
use crate::providers::DISCORD;

pub use interaction::{CommandInteractionEvent, ComponentInteractionEvent, ModalInteractionEvent};
pub use webhook::{
    ApplicationAuthorizedEvent, ApplicationDeauthorizedEvent, EntitlementEvent, MessageEvent,
    QuestUserEnrollmentEvent,
};

// What the modules know of each other.
pub(crate) use self::object::*;

/// Discord, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = DISCORD.with_events();

events! {
    /// An interaction or a webhook event.
    pub enum Event {
        decode decode;
        "interaction.2" => Command(CommandInteractionEvent),
        "interaction.3" => Component(ComponentInteractionEvent),
        "interaction.4" => Autocomplete(CommandInteractionEvent),
        "interaction.5" => ModalSubmit(ModalInteractionEvent),
        "APPLICATION_AUTHORIZED" => ApplicationAuthorized(ApplicationAuthorizedEvent),
        "APPLICATION_DEAUTHORIZED" => ApplicationDeauthorized(ApplicationDeauthorizedEvent),
        "ENTITLEMENT_CREATE" => EntitlementCreate(EntitlementEvent),
        "ENTITLEMENT_DELETE" => EntitlementDelete(EntitlementEvent),
        "ENTITLEMENT_UPDATE" => EntitlementUpdate(EntitlementEvent),
        "GAME_DIRECT_MESSAGE_CREATE" => GameDirectMessageCreate(MessageEvent),
        "GAME_DIRECT_MESSAGE_DELETE" => GameDirectMessageDelete(MessageEvent),
        "GAME_DIRECT_MESSAGE_UPDATE" => GameDirectMessageUpdate(MessageEvent),
        "LOBBY_MESSAGE_CREATE" => LobbyMessageCreate(MessageEvent),
        "LOBBY_MESSAGE_DELETE" => LobbyMessageDelete(MessageEvent),
        "LOBBY_MESSAGE_UPDATE" => LobbyMessageUpdate(MessageEvent),
        "QUEST_USER_ENROLLMENT" => QuestUserEnrollment(QuestUserEnrollmentEvent),
    }
}

model! {
    /// What a body says of itself.
    struct Name {
        r#type: Option<u64>,
        event: Option<InnerName>,
    }

    struct InnerName {
        r#type: Option<Box<str>>,
    }
}

impl Event {
    /// Reads a body, which names itself.
    ///
    /// A receiver does this after verification; by itself it proves nothing.
    pub fn from_body(body: &[u8]) -> Self {
        let name = match decode_json::<Name>("", body) {
            Ok(name) => name,
            Err(error) => return Self::Undecodable(error),
        };
        match (name.event.and_then(|event| event.r#type), name.r#type) {
            (Some(kind), _) => Self::from_parts(&kind, body),
            (None, Some(number)) => Self::from_parts(&format!("interaction.{number}"), body),
            (None, None) => Self::Undecodable(unnamed(body)),
        }
    }
}

fn decode(payload: &Payload<'_>) -> Event {
    Event::from_body(payload.body())
}
