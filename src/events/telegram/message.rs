//! Messages.

use super::{Chat, Poll, User};
use crate::events::{Amount, List, Raw, Timestamp};
use crate::model;

model! {
    /// A message. It has no type: its content follows from the fields that are present. Those that are
    /// not read here are in the body, by `delivery.raw_json("/message/...")`.
    pub struct Message {
        message_id!: i64,
        message_thread_id: Option<i64>,
        /// None in channels.
        from: Option<Box<User>>,
        /// In whose name it was sent, if not in the user's own.
        sender_chat: Option<Box<Chat>>,
        chat!: Box<Chat>,
        date: Option<Timestamp>,
        edit_date: Option<Timestamp>,
        business_connection_id: Option<Box<str>>,
        via_bot: Option<Box<User>>,
        media_group_id: Option<Box<str>>,
        author_signature: Option<Box<str>>,
        forward_origin: Option<Box<MessageOrigin>>,
        reply_to_message: Option<Box<Message>>,
        is_topic_message: bool,
        has_protected_content: bool,
        text: Option<Box<str>>,
        entities: List<MessageEntity>,
        caption: Option<Box<str>>,
        caption_entities: List<MessageEntity>,
        /// The same picture in several sizes.
        photo: List<PhotoSize>,
        document: Option<Box<Media>>,
        audio: Option<Box<Media>>,
        video: Option<Box<Media>>,
        video_note: Option<Box<Media>>,
        voice: Option<Box<Media>>,
        animation: Option<Box<Media>>,
        sticker: Option<Box<Sticker>>,
        contact: Option<Box<Contact>>,
        location: Option<Box<Location>>,
        venue: Option<Box<Venue>>,
        poll: Option<Box<Poll>>,
        dice: Option<Dice>,
        game: Raw,
        web_app_data: Option<Box<WebAppData>>,
        invoice: Raw,
        successful_payment: Option<Box<SuccessfulPayment>>,
        new_chat_members: List<User>,
        left_chat_member: Option<Box<User>>,
        new_chat_title: Option<Box<str>>,
        pinned_message: Option<Box<Message>>,
        migrate_to_chat_id: Option<i64>,
        migrate_from_chat_id: Option<i64>,
        reply_markup: Raw,
    }

    /// Whence a message was forwarded.
    pub struct MessageOrigin {
        /// `user`, `hidden_user`, `chat`, `channel`.
        r#type: Box<str>,
        date: Option<Timestamp>,
        sender_user: Option<Box<User>>,
        sender_user_name: Option<Box<str>>,
        sender_chat: Option<Box<Chat>>,
        chat: Option<Box<Chat>>,
        message_id: Option<i64>,
        author_signature: Option<Box<str>>,
    }

    /// A part of a text that is more than text. Its place counts UTF-16 code units.
    pub struct MessageEntity {
        /// `mention`, `hashtag`, `bot_command`, `url`, `bold`, ...
        r#type: Box<str>,
        offset: u64,
        length: u64,
        url: Option<Box<str>>,
        user: Option<Box<User>>,
        language: Option<Box<str>>,
        custom_emoji_id: Option<Box<str>>,
    }

    /// A picture in one size.
    pub struct PhotoSize {
        file_id: Box<str>,
        file_unique_id: Box<str>,
        width: u64,
        height: u64,
        file_size: Option<u64>,
    }

    /// A file: a document, a sound, a film.
    pub struct Media {
        file_id: Box<str>,
        file_unique_id: Box<str>,
        file_name: Option<Box<str>>,
        mime_type: Option<Box<str>>,
        file_size: Option<u64>,
        /// In seconds.
        duration: Option<u64>,
        width: Option<u64>,
        height: Option<u64>,
        /// Of a round film.
        length: Option<u64>,
        performer: Option<Box<str>>,
        title: Option<Box<str>>,
        thumbnail: Option<Box<PhotoSize>>,
    }

    /// A sticker.
    pub struct Sticker {
        file_id: Box<str>,
        file_unique_id: Box<str>,
        /// `regular`, `mask`, `custom_emoji`.
        r#type: Option<Box<str>>,
        width: u64,
        height: u64,
        is_animated: bool,
        is_video: bool,
        emoji: Option<Box<str>>,
        set_name: Option<Box<str>>,
        file_size: Option<u64>,
    }

    /// A user's address.
    pub struct Contact {
        phone_number: Box<str>,
        first_name: Box<str>,
        last_name: Option<Box<str>>,
        user_id: Option<i64>,
        vcard: Option<Box<str>>,
    }

    /// A point on the map, in degrees, as exact as it was written.
    pub struct Location {
        latitude: Option<Amount>,
        longitude: Option<Amount>,
        horizontal_accuracy: Option<f64>,
        live_period: Option<u64>,
        heading: Option<u64>,
    }

    /// A place.
    pub struct Venue {
        location: Option<Box<Location>>,
        title: Box<str>,
        address: Box<str>,
        foursquare_id: Option<Box<str>>,
        google_place_id: Option<Box<str>>,
    }

    /// A throw.
    pub struct Dice {
        emoji: Box<str>,
        value: u64,
    }

    /// What a web app sent.
    pub struct WebAppData {
        data: Box<str>,
        button_text: Box<str>,
    }

    /// A payment that went through.
    pub struct SuccessfulPayment {
        currency: Box<str>,
        /// In the currency's smallest unit.
        total_amount: i64,
        invoice_payload: Box<str>,
        shipping_option_id: Option<Box<str>>,
        is_recurring: bool,
        is_first_recurring: bool,
        subscription_expiration_date: Option<Timestamp>,
        telegram_payment_charge_id: Box<str>,
        provider_payment_charge_id: Box<str>,
    }

    /// A user reacted to a message.
    pub struct MessageReactionUpdated {
        chat!: Box<Chat>,
        message_id!: i64,
        user: Option<Box<User>>,
        actor_chat: Option<Box<Chat>>,
        date: Option<Timestamp>,
        old_reaction: List<Reaction>,
        new_reaction: List<Reaction>,
    }

    /// Reactions to a message, without names.
    pub struct MessageReactionCountUpdated {
        chat!: Box<Chat>,
        message_id!: i64,
        date: Option<Timestamp>,
        reactions: List<ReactionCount>,
    }

    /// How many of one reaction there are.
    pub struct ReactionCount {
        r#type: Option<Box<Reaction>>,
        total_count: u64,
    }

    /// A reaction.
    pub struct Reaction {
        /// `emoji`, `custom_emoji`, `paid`.
        r#type: Box<str>,
        emoji: Option<Box<str>>,
        custom_emoji_id: Option<Box<str>>,
    }
}
