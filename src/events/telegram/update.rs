//! The updates: each its number and the one object that it is about.

use super::*;

/// What all updates have.
pub trait Common {
    /// The update's number, which counts up. A retry repeats it.
    fn update_id(&self) -> i64;
}

macro_rules! updates {
    ($( $(#[$meta:meta])* pub struct $name:ident { $field:ident: $object:ident } )+) => {$(
        crate::model! {
            $(#[$meta])*
            pub struct $name {
                update_id!: i64,
                $field!: Box<$object>,
            }
        }

        impl Common for $name {
            fn update_id(&self) -> i64 {
                self.update_id
            }
        }
    )+};
}

updates! {
    /// The bot was connected to a business account, or no longer is.
    pub struct BusinessConnectionUpdate { business_connection: BusinessConnection }

    /// A message came to a business account.
    pub struct BusinessMessageUpdate { business_message: Message }

    /// Somebody pressed a button.
    pub struct CallbackQueryUpdate { callback_query: CallbackQuery }

    /// A message came to a channel.
    pub struct ChannelPostUpdate { channel_post: Message }

    /// A chat was boosted.
    pub struct ChatBoostUpdate { chat_boost: ChatBoostUpdated }

    /// Somebody asks to join a chat.
    pub struct ChatJoinRequestUpdate { chat_join_request: ChatJoinRequest }

    /// The standing of a member of a chat changed.
    pub struct ChatMemberUpdate { chat_member: ChatMemberUpdated }

    /// Somebody chose one of the bot's results.
    pub struct ChosenInlineResultUpdate { chosen_inline_result: ChosenInlineResult }

    /// Messages of a business account were deleted.
    pub struct DeletedBusinessMessagesUpdate { deleted_business_messages: BusinessMessagesDeleted }

    /// A message of a business account was edited.
    pub struct EditedBusinessMessageUpdate { edited_business_message: Message }

    /// A message of a channel was edited.
    pub struct EditedChannelPostUpdate { edited_channel_post: Message }

    /// A message was edited.
    pub struct EditedMessageUpdate { edited_message: Message }

    /// A message came to the bot as a guest.
    pub struct GuestMessageUpdate { guest_message: Message }

    /// Somebody asks the bot from within a text.
    pub struct InlineQueryUpdate { inline_query: InlineQuery }

    /// A bot that yours manages was made or changed.
    pub struct ManagedBotUpdate { managed_bot: ManagedBot }

    /// A message came.
    pub struct MessageUpdate { message: Message }

    /// Somebody reacted to a message.
    pub struct MessageReactionUpdate { message_reaction: MessageReactionUpdated }

    /// Reactions to a message, without names.
    pub struct MessageReactionCountUpdate { message_reaction_count: MessageReactionCountUpdated }

    /// The bot's own standing in a chat changed.
    pub struct MyChatMemberUpdate { my_chat_member: ChatMemberUpdated }

    /// A poll stands otherwise.
    pub struct PollUpdate { poll: Poll }

    /// Somebody voted in a poll that is not anonymous.
    pub struct PollAnswerUpdate { poll_answer: PollAnswer }

    /// Somebody is about to pay; the bot must answer within ten seconds.
    pub struct PreCheckoutQueryUpdate { pre_checkout_query: PreCheckoutQuery }

    /// Somebody bought what a message of the bot sells.
    pub struct PurchasedPaidMediaUpdate { purchased_paid_media: PaidMediaPurchased }

    /// A chat is no longer boosted.
    pub struct RemovedChatBoostUpdate { removed_chat_boost: ChatBoostRemoved }

    /// Somebody gave an address; the bot must say what shipping costs.
    pub struct ShippingQueryUpdate { shipping_query: ShippingQuery }

    /// Somebody's subscription to the bot goes on or ends.
    pub struct SubscriptionUpdate { subscription: BotSubscriptionUpdated }
}
