//! Workspaces and organizations.

use super::common::event;
use crate::events::{List, Timestamp};
use crate::model;

event! {
    /// A workspace has a new domain.
    ///
    /// <https://docs.slack.dev/reference/events/team_domain_change>
    pub struct TeamDomainChangeEvent {
        event!: Box<TeamDomainChange>,
    }

    /// A workspace has a new name.
    ///
    /// <https://docs.slack.dev/reference/events/team_rename>
    pub struct TeamRenameEvent {
        event!: Box<TeamRename>,
    }

    /// Addresses of another domain may join.
    ///
    /// <https://docs.slack.dev/reference/events/email_domain_changed>
    pub struct EmailDomainChangedEvent {
        event!: Box<EmailDomainChanged>,
    }

    /// A workspace moves into an organization: it started or finished, as the event's name says.
    ///
    /// <https://docs.slack.dev/reference/events/grid_migration_started>
    pub struct GridMigrationEvent {
        event!: Box<GridMigration>,
    }

    /// A user asks that another person be invited.
    ///
    /// <https://docs.slack.dev/reference/events/invite_requested>
    pub struct InviteRequestedEvent {
        event!: Box<InviteRequested>,
    }
}

model! {
    /// The new domain.
    pub struct TeamDomainChange {
        domain!: Box<str>,
        url: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// The new name.
    pub struct TeamRename {
        name!: Box<str>,
        event_ts: Option<Box<str>>,
    }

    /// The new domain of addresses.
    pub struct EmailDomainChanged {
        email_domain!: Box<str>,
        event_ts: Option<Box<str>>,
    }

    /// Into which organization.
    pub struct GridMigration {
        enterprise_id!: Box<str>,
        event_ts: Option<Box<str>>,
    }

    /// Who is to be invited.
    pub struct InviteRequested {
        invite_request!: Box<InviteRequest>,
        event_ts: Option<Box<str>>,
    }

    /// A request for an invitation.
    pub struct InviteRequest {
        id!: Box<str>,
        email: Option<Box<str>>,
        real_name: Option<Box<str>>,
        date_created: Option<Timestamp>,
        date_expire: Option<Timestamp>,
        requester_ids: List<Box<str>>,
        channel_ids: List<Box<str>>,
        /// `full_member`, `restricted`, `ultra_restricted`.
        invite_type: Option<Box<str>>,
        request_reason: Option<Box<str>>,
        team: Option<InviteTeam>,
    }

    /// The workspace.
    pub struct InviteTeam {
        id!: Box<str>,
        name: Option<Box<str>>,
        domain: Option<Box<str>>,
    }
}
