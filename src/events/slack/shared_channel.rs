//! Invitations to shared channels.

use super::common::event;
use crate::events::{Flag, List, Timestamp};
use crate::model;

event! {
    /// Something happened to an invitation to a shared channel: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/shared_channel_invite_accepted>
    pub struct SharedChannelInviteEvent {
        event!: Box<SharedChannelInviteChange>,
    }

    /// A user asks that another person be invited to a shared channel.
    ///
    /// <https://docs.slack.dev/reference/events/shared_channel_invite_requested>
    pub struct SharedChannelInviteRequestedEvent {
        event!: Box<SharedChannelInviteRequested>,
    }
}

model! {
    /// What happened to an invitation.
    pub struct SharedChannelInviteChange {
        invite!: Box<SharedChannelInvite>,
        channel: Option<SharedChannel>,
        teams_in_channel: List<SharedTeam>,
        approval_required: bool,
        accepting_user: Option<Box<SharedUser>>,
        approving_team_id: Option<Box<str>>,
        approving_user: Option<Box<SharedUser>>,
        declining_team_id: Option<Box<str>>,
        declining_user: Option<Box<SharedUser>>,
        event_ts: Option<Box<str>>,
    }

    /// An invitation.
    pub struct SharedChannelInvite {
        id!: Box<str>,
        date_created: Option<Timestamp>,
        date_invalid: Option<Timestamp>,
        inviting_team: Option<SharedTeam>,
        inviting_user: Option<Box<SharedUser>>,
        recipient_email: Option<Box<str>>,
        recipient_user_id: Option<Box<str>>,
    }

    /// A channel.
    pub struct SharedChannel {
        id!: Box<str>,
        name: Option<Box<str>>,
        is_private: bool,
        is_im: bool,
    }

    /// A workspace.
    pub struct SharedTeam {
        id!: Box<str>,
        name: Option<Box<str>>,
        domain: Option<Box<str>>,
        is_verified: bool,
        date_created: Option<Timestamp>,
    }

    /// A user.
    pub struct SharedUser {
        id!: Box<str>,
        team_id: Option<Box<str>>,
        name: Option<Box<str>>,
        real_name: Option<Box<str>>,
        is_bot: bool,
    }

    /// Who is to be invited.
    pub struct SharedChannelInviteRequested {
        actor: Option<Box<SharedUser>>,
        channel_id!: Box<str>,
        channel_name: Option<Box<str>>,
        /// `public` or `private`.
        channel_type: Option<Box<str>>,
        target_users: List<InvitedUser>,
        teams_in_channel: List<SharedTeam>,
        is_external_limited: Flag,
        channel_date_created: Option<Timestamp>,
        event_ts: Option<Box<str>>,
    }

    /// A user to be invited.
    pub struct InvitedUser {
        email: Option<Box<str>>,
        invite_id: Option<Box<str>>,
    }
}
