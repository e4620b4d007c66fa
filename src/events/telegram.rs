//! Telegram's updates, as bots get them.
//!
//! <https://core.telegram.org/bots/api#update>
//!
//! The kind of an update is its only member besides `update_id`. The body is not signed: the token proves the
//! sender alone.

pub mod chat;
pub mod message;
pub mod query;
pub mod update;

use crate::Provider;
use crate::codec::json;
use crate::event::Payload;
use crate::events::decode::unnamed;
use crate::events::events;
use crate::providers::TELEGRAM;

pub use update::{
    BusinessConnectionEvent, BusinessMessageEvent, CallbackQueryEvent, ChannelPostEvent,
    ChatBoostEvent, ChatJoinRequestEvent, ChatMemberEvent, ChosenInlineResultEvent,
    DeletedBusinessMessagesEvent, EditedBusinessMessageEvent, EditedChannelPostEvent,
    EditedMessageEvent, GuestMessageEvent, InlineQueryEvent, ManagedBotEvent, MessageEvent,
    MessageReactionCountEvent, MessageReactionEvent, MyChatMemberEvent, PollAnswerEvent, PollEvent,
    PreCheckoutQueryEvent, PurchasedPaidMediaEvent, RemovedChatBoostEvent, ShippingQueryEvent,
    SubscriptionEvent,
};

// What the modules know of each other.
pub(crate) use self::{chat::*, message::*, query::*, update::*};

/// Telegram, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = TELEGRAM.with_events();

events! {
    /// An update, by its member that names the kind.
    pub enum Event {
        decode decode;
        as Common;
        "business_connection" => BusinessConnection(BusinessConnectionEvent),
        "business_message" => BusinessMessage(BusinessMessageEvent),
        "callback_query" => CallbackQuery(CallbackQueryEvent),
        "channel_post" => ChannelPost(ChannelPostEvent),
        "chat_boost" => ChatBoost(ChatBoostEvent),
        "chat_join_request" => ChatJoinRequest(ChatJoinRequestEvent),
        "chat_member" => ChatMember(ChatMemberEvent),
        "chosen_inline_result" => ChosenInlineResult(ChosenInlineResultEvent),
        "deleted_business_messages" => DeletedBusinessMessages(DeletedBusinessMessagesEvent),
        "edited_business_message" => EditedBusinessMessage(EditedBusinessMessageEvent),
        "edited_channel_post" => EditedChannelPost(EditedChannelPostEvent),
        "edited_message" => EditedMessage(EditedMessageEvent),
        "guest_message" => GuestMessage(GuestMessageEvent),
        "inline_query" => InlineQuery(InlineQueryEvent),
        "managed_bot" => ManagedBot(ManagedBotEvent),
        "message" => Message(MessageEvent),
        "message_reaction" => MessageReaction(MessageReactionEvent),
        "message_reaction_count" => MessageReactionCount(MessageReactionCountEvent),
        "my_chat_member" => MyChatMember(MyChatMemberEvent),
        "poll" => Poll(PollEvent),
        "poll_answer" => PollAnswer(PollAnswerEvent),
        "pre_checkout_query" => PreCheckoutQuery(PreCheckoutQueryEvent),
        "purchased_paid_media" => PurchasedPaidMedia(PurchasedPaidMediaEvent),
        "removed_chat_boost" => RemovedChatBoost(RemovedChatBoostEvent),
        "shipping_query" => ShippingQuery(ShippingQueryEvent),
        "subscription" => Subscription(SubscriptionEvent),
    }
}

impl Event {
    /// Reads a body, which names its update itself.
    ///
    /// A receiver does this after verification; by itself it proves nothing.
    pub fn from_body(body: &[u8]) -> Self {
        match json::object_member(body) {
            Ok(Some(kind)) => Self::from_parts(&kind, body),
            _ => Self::Undecodable(unnamed(body)),
        }
    }

    /// Returns the update's number, which counts up. A retry repeats it.
    pub fn update_id(&self) -> Option<i64> {
        Some(self.payload()?.update_id())
    }

    /// Returns the message, new or edited, of a chat or a channel.
    pub fn message(&self) -> Option<&Message> {
        match self {
            Self::Message(update) => Some(&update.message),
            Self::EditedMessage(update) => Some(&update.edited_message),
            Self::ChannelPost(update) => Some(&update.channel_post),
            Self::EditedChannelPost(update) => Some(&update.edited_channel_post),
            Self::BusinessMessage(update) => Some(&update.business_message),
            Self::EditedBusinessMessage(update) => Some(&update.edited_business_message),
            Self::GuestMessage(update) => Some(&update.guest_message),
            _ => None,
        }
    }
}

fn decode(payload: &Payload<'_>) -> Event {
    Event::from_body(payload.body())
}
