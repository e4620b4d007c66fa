//! Users, members and messages.

use crate::events::{List, Raw, Timestamp};
use crate::model;

model! {
    /// A user. Empty if an example of the provider leaves it out.
    pub struct User {
        id: Option<Box<str>>,
        username: Option<Box<str>>,
        global_name: Option<Box<str>>,
        discriminator: Option<Box<str>>,
        avatar: Option<Box<str>>,
        bot: bool,
        system: bool,
        public_flags: u64,
    }

    /// A user in a guild.
    pub struct Member {
        user: Option<Box<User>>,
        nick: Option<Box<str>>,
        avatar: Option<Box<str>>,
        roles: List<Box<str>>,
        joined_at: Option<Timestamp>,
        premium_since: Option<Timestamp>,
        /// A set of bits, as a text.
        permissions: Option<Box<str>>,
        deaf: bool,
        mute: bool,
        pending: bool,
        communication_disabled_until: Option<Timestamp>,
    }

    /// A message.
    pub struct Message {
        id!: Box<str>,
        r#type: u64,
        content: Option<Box<str>>,
        channel_id: Option<Box<str>>,
        lobby_id: Option<Box<str>>,
        application_id: Option<Box<str>>,
        author: Option<Box<User>>,
        recipient_id: Option<Box<str>>,
        timestamp: Option<Timestamp>,
        edited_timestamp: Option<Timestamp>,
        flags: u64,
        attachments: List<Attachment>,
        embeds: Raw,
        components: Raw,
    }

    /// A file of a message.
    pub struct Attachment {
        id: Box<str>,
        filename: Box<str>,
        content_type: Option<Box<str>>,
        size: u64,
        url: Option<Box<str>>,
    }

    /// What a user bought, or was given.
    pub struct Entitlement {
        id!: Box<str>,
        sku_id: Box<str>,
        application_id: Option<Box<str>>,
        /// None if it is a guild's.
        user_id: Option<Box<str>>,
        guild_id: Option<Box<str>>,
        r#type: u64,
        deleted: bool,
        consumed: bool,
        starts_at: Option<Timestamp>,
        ends_at: Option<Timestamp>,
        promotion_id: Option<Box<str>>,
        gift_code_flags: Option<u64>,
    }
}
