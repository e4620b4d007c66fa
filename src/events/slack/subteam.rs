//! User groups.

use super::common::event;
use crate::events::{Id, List, Timestamp};
use crate::model;

event! {
    /// A user group is new, or changed: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/subteam_created>
    pub struct SubteamEvent {
        event!: Box<SubteamChange>,
    }

    /// Who is in a user group changed.
    ///
    /// <https://docs.slack.dev/reference/events/subteam_members_changed>
    pub struct SubteamMembersChangedEvent {
        event!: Box<SubteamMembersChanged>,
    }

    /// You were added to a user group, or removed: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/subteam_self_added>
    pub struct SubteamSelfEvent {
        event!: Box<SubteamSelf>,
    }
}

model! {
    /// A user group as it is now.
    pub struct SubteamChange {
        subteam!: Box<Subteam>,
        event_ts: Option<Box<str>>,
    }

    /// A user group.
    pub struct Subteam {
        id!: Box<str>,
        team_id: Option<Box<str>>,
        name: Box<str>,
        description: Option<Box<str>>,
        handle: Box<str>,
        is_external: bool,
        is_usergroup: bool,
        date_create: Option<Timestamp>,
        date_update: Option<Timestamp>,
        date_delete: Option<Timestamp>,
        created_by: Option<Box<str>>,
        updated_by: Option<Box<str>>,
        deleted_by: Option<Box<str>>,
        users: List<Box<str>>,
        user_count: Option<Id>,
    }

    /// Who came, and who left.
    pub struct SubteamMembersChanged {
        subteam_id!: Box<str>,
        team_id: Option<Box<str>>,
        date_previous_update: Option<Timestamp>,
        date_update: Option<Timestamp>,
        added_users: List<Box<str>>,
        added_users_count: Option<Id>,
        removed_users: List<Box<str>>,
        removed_users_count: Option<Id>,
        event_ts: Option<Box<str>>,
    }

    /// Which user group.
    pub struct SubteamSelf {
        subteam_id!: Box<str>,
        event_ts: Option<Box<str>>,
    }
}
