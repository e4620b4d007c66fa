//! Users.

use super::common::event;
use crate::events::{Raw, Timestamp};
use crate::model;

event! {
    /// A user is new, or something about one changed: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/user_change>
    pub struct UserEvent {
        event!: Box<UserChange>,
    }

    /// Whether a user may be disturbed changed.
    ///
    /// <https://docs.slack.dev/reference/events/dnd_updated>
    pub struct DndEvent {
        event!: Box<Dnd>,
    }
}

model! {
    /// A user as it is now.
    pub struct UserChange {
        user!: Box<User>,
        cache_ts: Option<Timestamp>,
        event_ts: Option<Box<str>>,
    }

    /// A user.
    pub struct User {
        id!: Box<str>,
        team_id: Option<Box<str>>,
        name: Box<str>,
        deleted: bool,
        color: Option<Box<str>>,
        real_name: Option<Box<str>>,
        tz: Option<Box<str>>,
        tz_label: Option<Box<str>>,
        tz_offset: Option<i64>,
        locale: Option<Box<str>>,
        profile: Option<Box<Profile>>,
        is_admin: bool,
        is_owner: bool,
        is_primary_owner: bool,
        is_restricted: bool,
        is_ultra_restricted: bool,
        is_bot: bool,
        is_app_user: bool,
        is_invited_user: bool,
        is_email_confirmed: bool,
        updated: Option<Timestamp>,
    }

    /// The profile of a user.
    pub struct Profile {
        real_name: Option<Box<str>>,
        display_name: Option<Box<str>>,
        first_name: Option<Box<str>>,
        last_name: Option<Box<str>>,
        title: Option<Box<str>>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
        pronouns: Option<Box<str>>,
        status_text: Option<Box<str>>,
        status_emoji: Option<Box<str>>,
        status_expiration: Option<Timestamp>,
        huddle_state: Option<Box<str>>,
        image_72: Option<Box<str>>,
        bot_id: Option<Box<str>>,
        api_app_id: Option<Box<str>>,
        team: Option<Box<str>>,
        fields: Raw,
    }

    /// Whether a user may be disturbed.
    pub struct Dnd {
        user!: Box<str>,
        dnd_status: Option<DndStatus>,
        event_ts: Option<Box<str>>,
    }

    /// When a user may not be disturbed.
    pub struct DndStatus {
        dnd_enabled: bool,
        next_dnd_start_ts: Option<Timestamp>,
        next_dnd_end_ts: Option<Timestamp>,
        snooze_enabled: Option<bool>,
        snooze_endtime: Option<Timestamp>,
    }
}
