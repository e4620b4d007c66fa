//! Reactions, pins, stars, and the emoji for them.

use super::Message;
use super::common::event;
use crate::events::{Id, List, Timestamp};
use crate::{model, open_enum};

event! {
    /// A user reacted, or no longer does: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/reaction_added>
    pub struct ReactionEvent {
        event!: Box<Reaction>,
    }

    /// Something was pinned to a conversation, or is no longer: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/pin_added>
    pub struct PinEvent {
        event!: Box<Pin>,
    }

    /// A user starred something, or no longer does: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/star_added>
    pub struct StarEvent {
        event!: Box<Star>,
    }

    /// The workspace's own emoji changed.
    ///
    /// <https://docs.slack.dev/reference/events/emoji_changed>
    pub struct EmojiChangedEvent {
        event!: Box<EmojiChanged>,
    }
}

model! {
    /// A reaction.
    pub struct Reaction {
        user: Option<Box<str>>,
        /// The emoji's name, without colons.
        reaction!: Box<str>,
        /// Whose item it is.
        item_user: Option<Box<str>>,
        item!: Box<Item>,
        event_ts: Option<Box<str>>,
    }

    /// What can be reacted to, pinned and starred: which is up to `type`.
    pub struct Item {
        /// `message`, `file`, `file_comment`, `channel`, ...
        r#type: Box<str>,
        channel: Option<Box<str>>,
        /// The message, of a reaction.
        ts: Option<Box<str>>,
        /// The message, of a pin or star.
        message: Option<Box<Message>>,
        created: Option<Timestamp>,
        created_by: Option<Box<str>>,
    }

    /// What was pinned, or is no longer.
    pub struct Pin {
        user: Option<Box<str>>,
        channel_id!: Box<str>,
        item!: Box<Item>,
        item_user: Option<Box<str>>,
        /// A number in some bodies, a text in others.
        pin_count: Option<Id>,
        pinned_info: Option<PinnedInfo>,
        has_pins: bool,
        event_ts: Option<Box<str>>,
    }

    /// Who pinned it, and when.
    pub struct PinnedInfo {
        channel: Option<Box<str>>,
        pinned_by: Option<Box<str>>,
        pinned_ts: Option<Timestamp>,
    }

    /// What was starred, or is no longer.
    pub struct Star {
        user: Option<Box<str>>,
        item!: Box<Item>,
        event_ts: Option<Box<str>>,
    }

    /// What changed about the workspace's own emoji.
    pub struct EmojiChanged {
        subtype!: EmojiChange,
        /// Of a new one.
        name: Option<Box<str>>,
        /// Of those that are gone.
        names: List<Box<str>>,
        /// Where the image of a new one is.
        value: Option<Box<str>>,
        old_name: Option<Box<str>>,
        new_name: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }
}

open_enum! {
    /// What happened to an emoji.
    pub enum EmojiChange {
        Add = "add" is_add,
        Remove = "remove" is_remove,
        Rename = "rename" is_rename,
    }
}
