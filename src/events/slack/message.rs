//! Messages, and the data that apps attach to them.

use super::File;
use super::common::event;
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// A message was posted, changed or deleted, or something else came into a conversation as
    /// one: see `event.subtype`.
    ///
    /// <https://docs.slack.dev/reference/events/message>
    pub struct MessageEvent {
        event!: Box<Message>,
    }

    /// A message mentions your app.
    ///
    /// <https://docs.slack.dev/reference/events/app_mention>
    pub struct AppMentionEvent {
        event!: Box<Message>,
    }

    /// A message with an app's data was posted.
    ///
    /// <https://docs.slack.dev/reference/events/message_metadata_posted>
    pub struct MessageMetadataPostedEvent {
        event!: Box<MetadataChange>,
    }

    /// An app's data of a message changed.
    ///
    /// <https://docs.slack.dev/reference/events/message_metadata_updated>
    pub struct MessageMetadataUpdatedEvent {
        event!: Box<MetadataChange>,
    }

    /// An app's data of a message is gone.
    ///
    /// <https://docs.slack.dev/reference/events/message_metadata_deleted>
    pub struct MessageMetadataDeletedEvent {
        event!: Box<MetadataChange>,
    }
}

model! {
    /// A message.
    ///
    /// Which fields there are is up to `subtype`; a plain message has none and has `user` and
    /// `text`.
    pub struct Message {
        subtype: Option<MessageSubtype>,
        /// None inside of `message` and `previous_message`.
        channel: Option<Box<str>>,
        channel_type: Option<ChannelType>,
        /// None if a bot wrote it.
        user: Option<Box<str>>,
        text: Option<Box<str>>,
        /// Its identifier within the conversation. A text: as a number it would lose digits.
        ts: Option<Box<str>>,
        event_ts: Option<Box<str>>,
        /// The first message of its thread.
        thread_ts: Option<Box<str>>,
        /// Who wrote that one.
        parent_user_id: Option<Box<str>>,
        client_msg_id: Option<Box<str>>,
        team: Option<Box<str>>,
        /// In a shared conversation: where the user is from.
        user_team: Option<Box<str>>,
        source_team: Option<Box<str>>,
        app_id: Option<Box<str>>,
        bot_id: Option<Box<str>>,
        /// The name that a bot gave itself.
        username: Option<Box<str>>,
        bot_profile: Option<Box<BotProfile>>,
        edited: Option<Edited>,
        /// Blocks grow by the month: read them with a type of your own.
        blocks: List<Raw>,
        attachments: List<Raw>,
        files: List<File>,
        reactions: List<MessageReaction>,
        metadata: Option<Box<MessageMetadata>>,
        /// Whether it is not to be shown, as `message_changed` is not.
        hidden: bool,
        /// `message_changed`, `message_replied`: the message as it is now.
        message: Option<Box<Message>>,
        /// `message_changed`, `message_deleted`: the message as it was.
        previous_message: Option<Box<Message>>,
        /// `message_deleted`: which it was.
        deleted_ts: Option<Box<str>>,
        /// `thread_broadcast`: the first message of the thread.
        root: Option<Box<Message>>,
        /// `channel_join`: who invited.
        inviter: Option<Box<str>>,
        /// `channel_topic`.
        topic: Option<Box<str>>,
        /// `channel_purpose`.
        purpose: Option<Box<str>>,
        /// `channel_name`.
        name: Option<Box<str>>,
        /// `channel_name`.
        old_name: Option<Box<str>>,
        reply_count: Option<u64>,
        reply_users: List<Box<str>>,
        latest_reply: Option<Box<str>>,
    }

    /// A bot.
    pub struct BotProfile {
        id!: Box<str>,
        name: Box<str>,
        app_id: Option<Box<str>>,
        team_id: Option<Box<str>>,
        deleted: bool,
        updated: Option<Timestamp>,
    }

    /// Who edited a message, and when.
    pub struct Edited {
        user: Option<Box<str>>,
        ts: Option<Box<str>>,
    }

    /// How users reacted.
    pub struct MessageReaction {
        name!: Box<str>,
        count: u64,
        users: List<Box<str>>,
    }

    /// What an app attached to a message.
    pub struct MessageMetadata {
        event_type: Box<str>,
        event_payload: Raw,
    }

    /// A change of it.
    pub struct MetadataChange {
        channel_id!: Box<str>,
        message_ts: Option<Box<str>>,
        user_id: Option<Box<str>>,
        team_id: Option<Box<str>>,
        app_id: Option<Box<str>>,
        bot_id: Option<Box<str>>,
        /// None if it is gone.
        metadata: Option<Box<MessageMetadata>>,
        /// None if it is new.
        previous_metadata: Option<Box<MessageMetadata>>,
        deleted_ts: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }
}

open_enum! {
    /// What a message is, if it is not a plain one.
    pub enum MessageSubtype {
        AssistantAppThread = "assistant_app_thread" is_assistant_app_thread,
        BotAdd = "bot_add" is_bot_add,
        BotMessage = "bot_message" is_bot_message,
        BotRemove = "bot_remove" is_bot_remove,
        ChannelArchive = "channel_archive" is_channel_archive,
        ChannelConvertToPrivate = "channel_convert_to_private" is_channel_convert_to_private,
        ChannelJoin = "channel_join" is_channel_join,
        ChannelLeave = "channel_leave" is_channel_leave,
        ChannelName = "channel_name" is_channel_name,
        ChannelPostingPermissions = "channel_posting_permissions" is_channel_posting_permissions,
        ChannelPurpose = "channel_purpose" is_channel_purpose,
        ChannelTopic = "channel_topic" is_channel_topic,
        ChannelUnarchive = "channel_unarchive" is_channel_unarchive,
        DocumentMention = "document_mention" is_document_mention,
        EkmAccessDenied = "ekm_access_denied" is_ekm_access_denied,
        FileComment = "file_comment" is_file_comment,
        FileMention = "file_mention" is_file_mention,
        FileShare = "file_share" is_file_share,
        GroupArchive = "group_archive" is_group_archive,
        GroupJoin = "group_join" is_group_join,
        GroupLeave = "group_leave" is_group_leave,
        GroupName = "group_name" is_group_name,
        GroupPurpose = "group_purpose" is_group_purpose,
        GroupTopic = "group_topic" is_group_topic,
        GroupUnarchive = "group_unarchive" is_group_unarchive,
        HuddleThread = "huddle_thread" is_huddle_thread,
        MeMessage = "me_message" is_me_message,
        MessageChanged = "message_changed" is_message_changed,
        MessageDeleted = "message_deleted" is_message_deleted,
        MessageReplied = "message_replied" is_message_replied,
        PinnedItem = "pinned_item" is_pinned_item,
        ReminderAdd = "reminder_add" is_reminder_add,
        ThreadBroadcast = "thread_broadcast" is_thread_broadcast,
        Tombstone = "tombstone" is_tombstone,
        UnpinnedItem = "unpinned_item" is_unpinned_item,
    }

    /// What kind of conversation it is.
    pub enum ChannelType {
        AppHome = "app_home" is_app_home,
        /// A public channel.
        Channel = "channel" is_channel,
        /// A private channel.
        Group = "group" is_group,
        /// A direct message.
        Im = "im" is_im,
        /// A direct message among several.
        Mpim = "mpim" is_mpim,
    }
}
