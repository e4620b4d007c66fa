//! Telegram's updates, as bots get them.
//!
//! <https://core.telegram.org/bots/api#update>
//!
//! An update is named by the one member that stands beside `update_id`. The body is not signed: the
//! token proves the sender alone.

mod chat;
mod message;
mod query;
mod update;

use crate::Provider;
use crate::codec::json;
use crate::event::Payload;
use crate::events::decode::unnamed;
use crate::events::events;
use crate::providers::TELEGRAM;

pub use chat::*;
pub use message::*;
pub use query::*;
pub use update::*;

/// Telegram, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = TELEGRAM.with_events();

events! {
    /// An update, by the member that tells what it is about.
    pub enum Event {
        decode decode;
        as Common;
        "business_connection" => BusinessConnection(BusinessConnectionUpdate),
        "business_message" => BusinessMessage(BusinessMessageUpdate),
        "callback_query" => CallbackQuery(CallbackQueryUpdate),
        "channel_post" => ChannelPost(ChannelPostUpdate),
        "chat_boost" => ChatBoost(ChatBoostUpdate),
        "chat_join_request" => ChatJoinRequest(ChatJoinRequestUpdate),
        "chat_member" => ChatMember(ChatMemberUpdate),
        "chosen_inline_result" => ChosenInlineResult(ChosenInlineResultUpdate),
        "deleted_business_messages" => DeletedBusinessMessages(DeletedBusinessMessagesUpdate),
        "edited_business_message" => EditedBusinessMessage(EditedBusinessMessageUpdate),
        "edited_channel_post" => EditedChannelPost(EditedChannelPostUpdate),
        "edited_message" => EditedMessage(EditedMessageUpdate),
        "guest_message" => GuestMessage(GuestMessageUpdate),
        "inline_query" => InlineQuery(InlineQueryUpdate),
        "managed_bot" => ManagedBot(ManagedBotUpdate),
        "message" => Message(MessageUpdate),
        "message_reaction" => MessageReaction(MessageReactionUpdate),
        "message_reaction_count" => MessageReactionCount(MessageReactionCountUpdate),
        "my_chat_member" => MyChatMember(MyChatMemberUpdate),
        "poll" => Poll(PollUpdate),
        "poll_answer" => PollAnswer(PollAnswerUpdate),
        "pre_checkout_query" => PreCheckoutQuery(PreCheckoutQueryUpdate),
        "purchased_paid_media" => PurchasedPaidMedia(PurchasedPaidMediaUpdate),
        "removed_chat_boost" => RemovedChatBoost(RemovedChatBoostUpdate),
        "shipping_query" => ShippingQuery(ShippingQueryUpdate),
        "subscription" => Subscription(SubscriptionUpdate),
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
