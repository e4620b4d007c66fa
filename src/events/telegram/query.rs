//! Questions to the bot, polls and payments.

use super::{Chat, Location, Message, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

model! {
    /// A user pressed a button.
    pub struct CallbackQuery {
        id!: Box<str>,
        from!: Box<User>,
        /// Under which the button is. Its date is 0 if the bot cannot see it any more.
        message: Option<Box<Message>>,
        inline_message_id: Option<Box<str>>,
        chat_instance: Box<str>,
        /// Of the button; none for games.
        data: Option<Box<str>>,
        game_short_name: Option<Box<str>>,
    }

    /// A user asks the bot from within a text.
    pub struct InlineQuery {
        id!: Box<str>,
        from!: Box<User>,
        query: Box<str>,
        offset: Box<str>,
        chat_type: Option<super::ChatType>,
        location: Option<Box<Location>>,
    }

    /// A user chose one of the bot's results.
    pub struct ChosenInlineResult {
        result_id!: Box<str>,
        from!: Box<User>,
        query: Box<str>,
        inline_message_id: Option<Box<str>>,
        location: Option<Box<Location>>,
    }

    /// A user gave an address; the bot must say what shipping costs.
    pub struct ShippingQuery {
        id!: Box<str>,
        from!: Box<User>,
        invoice_payload: Box<str>,
        shipping_address: Option<Box<ShippingAddress>>,
    }

    /// A user is about to pay; the bot must answer within ten seconds.
    pub struct PreCheckoutQuery {
        id!: Box<str>,
        from!: Box<User>,
        currency: Box<str>,
        /// In the currency's smallest unit.
        total_amount: i64,
        invoice_payload: Box<str>,
        shipping_option_id: Option<Box<str>>,
        order_info: Option<Box<OrderInfo>>,
    }

    /// A user bought what a message of the bot sells.
    pub struct PaidMediaPurchased {
        from!: Box<User>,
        paid_media_payload: Box<str>,
    }

    /// A user's subscription to the bot goes on or ends.
    pub struct BotSubscriptionUpdated {
        user!: Box<User>,
        invoice_payload: Box<str>,
        state!: SubscriptionState,
    }

    /// Who orders.
    pub struct OrderInfo {
        name: Option<Box<str>>,
        phone_number: Option<Box<str>>,
        email: Option<Box<str>>,
        shipping_address: Option<Box<ShippingAddress>>,
    }

    /// Whither it is shipped.
    pub struct ShippingAddress {
        country_code: Box<str>,
        state: Box<str>,
        city: Box<str>,
        street_line1: Box<str>,
        street_line2: Box<str>,
        post_code: Box<str>,
    }

    /// A poll.
    pub struct Poll {
        id!: Box<str>,
        question: Box<str>,
        options: List<PollOption>,
        total_voter_count: u64,
        is_closed: bool,
        is_anonymous: bool,
        /// `regular` or `quiz`.
        r#type: Box<str>,
        allows_multiple_answers: bool,
        explanation: Option<Box<str>>,
        open_period: Option<u64>,
        close_date: Option<Timestamp>,
    }

    /// An answer of a poll.
    pub struct PollOption {
        text: Box<str>,
        voter_count: u64,
        persistent_id: Option<Box<str>>,
    }

    /// A user voted in a poll that is not anonymous.
    pub struct PollAnswer {
        poll_id!: Box<str>,
        voter_chat: Option<Box<Chat>>,
        user: Option<Box<User>>,
        /// None when the vote was taken back.
        option_ids: List<u64>,
    }
}

open_enum! {
    /// The status of a subscription.
    pub enum SubscriptionState {
        Active = "active" is_active,
        Canceled = "canceled" is_canceled,
        Failed = "failed" is_failed,
    }
}
