//! The updates: each its number and the one object that it is about.

use super::*;
use crate::events::macros::envelope;

/// What all updates have.
pub trait Common {
    /// The update's number, which counts up. A retry repeats it.
    fn update_id(&self) -> i64;
}

envelope! {
    $ macro event for crate::events::telegram::Common {
        fields {
            update_id!: i64,
        }
        methods {
            fn update_id(&self) -> i64 {
                self.update_id
            }
        }
    }
}

event! {
    /// The bot was connected to a business account, or no longer is.
    pub struct BusinessConnectionEvent {
        business_connection!: Box<BusinessConnection>,
    }

    /// A message came to a business account.
    pub struct BusinessMessageEvent {
        business_message!: Box<Message>,
    }

    /// A user pressed a button.
    pub struct CallbackQueryEvent {
        callback_query!: Box<CallbackQuery>,
    }

    /// A message came to a channel.
    pub struct ChannelPostEvent {
        channel_post!: Box<Message>,
    }

    /// A chat was boosted.
    pub struct ChatBoostEvent {
        chat_boost!: Box<ChatBoostUpdated>,
    }

    /// A user asks to join a chat.
    pub struct ChatJoinRequestEvent {
        chat_join_request!: Box<ChatJoinRequest>,
    }

    /// The standing of a member of a chat changed.
    pub struct ChatMemberEvent {
        chat_member!: Box<ChatMemberUpdated>,
    }

    /// A user chose one of the bot's results.
    pub struct ChosenInlineResultEvent {
        chosen_inline_result!: Box<ChosenInlineResult>,
    }

    /// Messages of a business account were deleted.
    pub struct DeletedBusinessMessagesEvent {
        deleted_business_messages!: Box<BusinessMessagesDeleted>,
    }

    /// A message of a business account was edited.
    pub struct EditedBusinessMessageEvent {
        edited_business_message!: Box<Message>,
    }

    /// A message of a channel was edited.
    pub struct EditedChannelPostEvent {
        edited_channel_post!: Box<Message>,
    }

    /// A message was edited.
    pub struct EditedMessageEvent {
        edited_message!: Box<Message>,
    }

    /// A message came to the bot as a guest.
    pub struct GuestMessageEvent {
        guest_message!: Box<Message>,
    }

    /// A user asks the bot from within a text.
    pub struct InlineQueryEvent {
        inline_query!: Box<InlineQuery>,
    }

    /// A bot that yours manages was made or changed.
    pub struct ManagedBotEvent {
        managed_bot!: Box<ManagedBot>,
    }

    /// A message came.
    pub struct MessageEvent {
        message!: Box<Message>,
    }

    /// A user reacted to a message.
    pub struct MessageReactionEvent {
        message_reaction!: Box<MessageReactionUpdated>,
    }

    /// Reactions to a message, without names.
    pub struct MessageReactionCountEvent {
        message_reaction_count!: Box<MessageReactionCountUpdated>,
    }

    /// The bot's own standing in a chat changed.
    pub struct MyChatMemberEvent {
        my_chat_member!: Box<ChatMemberUpdated>,
    }

    /// The state of a poll changed.
    pub struct PollEvent {
        poll!: Box<Poll>,
    }

    /// A user voted in a poll that is not anonymous.
    pub struct PollAnswerEvent {
        poll_answer!: Box<PollAnswer>,
    }

    /// A user is about to pay; the bot must answer within ten seconds.
    pub struct PreCheckoutQueryEvent {
        pre_checkout_query!: Box<PreCheckoutQuery>,
    }

    /// A user bought what a message of the bot sells.
    pub struct PurchasedPaidMediaEvent {
        purchased_paid_media!: Box<PaidMediaPurchased>,
    }

    /// A chat is no longer boosted.
    pub struct RemovedChatBoostEvent {
        removed_chat_boost!: Box<ChatBoostRemoved>,
    }

    /// A user gave an address; the bot must say what shipping costs.
    pub struct ShippingQueryEvent {
        shipping_query!: Box<ShippingQuery>,
    }

    /// A user's subscription to the bot goes on or ends.
    pub struct SubscriptionEvent {
        subscription!: Box<BotSubscriptionUpdated>,
    }
}
