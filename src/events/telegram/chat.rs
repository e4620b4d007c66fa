//! Chats, and who is in them.

use crate::events::{List, Timestamp};
use crate::{model, open_enum};

model! {
    /// A user or a bot.
    pub struct User {
        id!: i64,
        is_bot: bool,
        first_name: Box<str>,
        last_name: Option<Box<str>>,
        username: Option<Box<str>>,
        language_code: Option<Box<str>>,
        is_premium: bool,
    }

    /// A chat. Supergroups and channels have negative ids beyond 32 bits.
    pub struct Chat {
        id!: i64,
        r#type: ChatType,
        title: Option<Box<str>>,
        username: Option<Box<str>>,
        first_name: Option<Box<str>>,
        last_name: Option<Box<str>>,
        is_forum: bool,
        is_direct_messages: bool,
    }

    /// The standing of a member of a chat changed.
    pub struct ChatMemberUpdated {
        chat!: Box<Chat>,
        /// Who did it.
        from!: Box<User>,
        date: Option<Timestamp>,
        old_chat_member!: Box<ChatMember>,
        new_chat_member!: Box<ChatMember>,
        invite_link: Option<Box<ChatInviteLink>>,
        via_join_request: bool,
        via_chat_folder_invite_link: bool,
    }

    /// A member of a chat. Which rights there are depends on the status; the rest is in the body.
    pub struct ChatMember {
        status!: ChatMemberStatus,
        user!: Box<User>,
        custom_title: Option<Box<str>>,
        is_anonymous: bool,
        is_member: Option<bool>,
        until_date: Option<Timestamp>,
    }

    /// A link by which one can join a chat.
    pub struct ChatInviteLink {
        invite_link: Box<str>,
        creator: Option<Box<User>>,
        creates_join_request: bool,
        is_primary: bool,
        is_revoked: bool,
        name: Option<Box<str>>,
        expire_date: Option<Timestamp>,
        member_limit: Option<u64>,
    }

    /// A user asks to join a chat.
    pub struct ChatJoinRequest {
        chat!: Box<Chat>,
        from!: Box<User>,
        /// Of a private chat with the user, for five minutes.
        user_chat_id: i64,
        date: Option<Timestamp>,
        bio: Option<Box<str>>,
        invite_link: Option<Box<ChatInviteLink>>,
        query_id: Option<Box<str>>,
    }

    /// A chat was boosted.
    pub struct ChatBoostUpdated {
        chat!: Box<Chat>,
        boost!: Box<ChatBoost>,
    }

    /// A boost of a chat.
    pub struct ChatBoost {
        boost_id: Box<str>,
        add_date: Option<Timestamp>,
        expiration_date: Option<Timestamp>,
        source: Option<Box<ChatBoostSource>>,
    }

    /// A chat is no longer boosted.
    pub struct ChatBoostRemoved {
        chat!: Box<Chat>,
        boost_id: Box<str>,
        remove_date: Option<Timestamp>,
        source: Option<Box<ChatBoostSource>>,
    }

    /// Whence a boost comes.
    pub struct ChatBoostSource {
        /// `premium`, `gift_code`, `giveaway`.
        source: Box<str>,
        user: Option<Box<User>>,
        giveaway_message_id: Option<i64>,
        is_unclaimed: bool,
    }

    /// The bot was connected to a business account, or no longer is.
    pub struct BusinessConnection {
        id!: Box<str>,
        user!: Box<User>,
        user_chat_id: i64,
        date: Option<Timestamp>,
        is_enabled: bool,
    }

    /// Messages of a business account were deleted.
    pub struct BusinessMessagesDeleted {
        business_connection_id!: Box<str>,
        chat!: Box<Chat>,
        message_ids: List<i64>,
    }

    /// A bot that yours manages was made or changed.
    pub struct ManagedBot {
        user: Option<Box<User>>,
        bot: Option<Box<User>>,
    }
}

open_enum! {
    /// What kind of chat it is.
    pub enum ChatType {
        Private = "private" is_private,
        Group = "group" is_group,
        Supergroup = "supergroup" is_supergroup,
        Channel = "channel" is_channel,
        /// Only of an inline query: with whom the user chats.
        Sender = "sender" is_sender,
    }

    /// The status of a member of a chat.
    pub enum ChatMemberStatus {
        Creator = "creator" is_creator,
        Administrator = "administrator" is_administrator,
        Member = "member" is_member,
        Restricted = "restricted" is_restricted,
        Left = "left" is_left,
        Kicked = "kicked" is_kicked,
    }
}
