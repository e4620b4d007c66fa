//! Conversations: public channels, private channels (`group`) and direct messages (`im`).

use super::common::event;
use crate::events::{Flag, Timestamp};
use crate::model;

event! {
    /// Something happened to a conversation, or to a user's list of them: which is the event's
    /// name.
    ///
    /// <https://docs.slack.dev/reference/events/channel_archive>
    pub struct ConversationEvent {
        event!: Box<Conversation>,
    }

    /// A conversation is new, or has a new name.
    ///
    /// <https://docs.slack.dev/reference/events/channel_created>
    pub struct ConversationInfoEvent {
        event!: Box<ConversationInfo>,
    }

    /// The past of a conversation was changed in bulk: read it again.
    ///
    /// <https://docs.slack.dev/reference/events/channel_history_changed>
    pub struct HistoryChangedEvent {
        event!: Box<HistoryChanged>,
    }

    /// A conversation has a new identifier.
    ///
    /// <https://docs.slack.dev/reference/events/channel_id_changed>
    pub struct ChannelIdChangedEvent {
        event!: Box<ChannelIdChanged>,
    }

    /// A conversation is shared with another workspace, or no longer.
    ///
    /// <https://docs.slack.dev/reference/events/channel_shared>
    pub struct ChannelSharedEvent {
        event!: Box<ChannelShared>,
    }

    /// A user joined or left a conversation.
    ///
    /// <https://docs.slack.dev/reference/events/member_joined_channel>
    pub struct MemberEvent {
        event!: Box<Member>,
    }
}

model! {
    /// A conversation to which something happened.
    pub struct Conversation {
        channel!: Box<str>,
        /// Who did it.
        user: Option<Box<str>>,
        /// Who did it, in the events that call it so.
        actor_id: Option<Box<str>>,
        /// Whether an archived channel moved to another workspace.
        is_moved: Flag,
        date_deleted: Option<Timestamp>,
        event_ts: Option<Box<str>>,
    }

    /// A conversation that is new, or has a new name.
    pub struct ConversationInfo {
        channel!: Box<Channel>,
        /// Who it is with, of a direct message.
        user: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// A conversation.
    pub struct Channel {
        /// Not sent of some direct messages.
        id: Option<Box<str>>,
        name: Option<Box<str>>,
        name_normalized: Option<Box<str>>,
        created: Option<Timestamp>,
        creator: Option<Box<str>>,
        is_channel: bool,
        is_group: bool,
        is_im: bool,
        is_mpim: bool,
        is_private: bool,
        is_archived: bool,
        is_shared: bool,
        is_org_shared: bool,
        context_team_id: Option<Box<str>>,
    }

    /// What changed in bulk.
    pub struct HistoryChanged {
        channel: Option<Box<str>>,
        /// The newest message that is concerned.
        latest!: Box<str>,
        ts: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// From what to what.
    pub struct ChannelIdChanged {
        old_channel_id!: Box<str>,
        new_channel_id!: Box<str>,
        event_ts: Option<Box<str>>,
    }

    /// A conversation that is shared, or no longer.
    pub struct ChannelShared {
        channel!: Box<str>,
        /// With whom it is shared.
        connected_team_id: Option<Box<str>>,
        /// With whom it is no longer shared.
        previously_connected_team_id: Option<Box<str>>,
        /// Whether it is still shared with others.
        is_ext_shared: bool,
        event_ts: Option<Box<str>>,
    }

    /// A user who joined or left.
    pub struct Member {
        user!: Box<str>,
        channel!: Box<str>,
        /// `C` is a public channel, `G` a private one.
        channel_type: Option<Box<str>>,
        team: Option<Box<str>>,
        inviter: Option<Box<str>>,
        enterprise: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }
}
