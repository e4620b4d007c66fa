//! An organization's members, its name, and whom it keeps out.

use super::common::event;
use super::{Change, Enterprise, InstallationRef, Organization, Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

model! {
    /// Something happened to an organization or to a membership of it.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#organization>
    pub struct OrganizationEvent never [
        "repository", "repositories", "repository_ruleset", "branch", "definition", "hook",
        "project", "project_card", "project_column", "projects_v2", "projects_v2_item",
        "projects_v2_status_update", "target_type", "team",
    ] {
        action!: OrganizationAction,
        organization!: Box<Organization>,
        /// Of whom was added or removed.
        membership: Option<Box<OrganizationMembership>>,
        /// When a user was invited.
        invitation: Option<Box<OrganizationInvitation>>,
        /// Who was invited; none if that was an e-mail address.
        user: Option<Box<User>>,
        /// What it was before it was renamed.
        changes: Option<Box<OrganizationChanges>>,
        /// Only in an enterprise.
        enterprise: Option<Box<Enterprise>>,
        /// Who did it.
        sender: Option<Box<User>>,
        /// Only in deliveries to an app.
        installation: Option<Box<InstallationRef>>,
    }
}

event! { impl OrganizationEvent [action] }

open_enum! {
    /// What happened to an organization.
    pub enum OrganizationAction {
        Deleted = "deleted" is_deleted,
        MemberAdded = "member_added" is_member_added,
        MemberInvited = "member_invited" is_member_invited,
        MemberRemoved = "member_removed" is_member_removed,
        Renamed = "renamed" is_renamed,
    }
}

event! {
    /// An organization blocked a user, or no longer does.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#org_block>
    pub struct OrgBlockEvent [action, repository] {
        action!: OrgBlockAction,
        /// None if the account was deleted.
        blocked_user!: Option<Box<User>>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a user whom an organization keeps out.
    pub enum OrgBlockAction {
        Blocked = "blocked" is_blocked,
        Unblocked = "unblocked" is_unblocked,
    }
}

model! {
    /// A user as a member of an organization.
    pub struct OrganizationMembership {
        /// `admin`, `member`, ...
        role: Box<str>,
        /// `active`, or `pending` before an invitation is accepted.
        state: Box<str>,
        user: Option<Box<User>>,
        /// None if the sender does not say; false if it is only through an enterprise's team.
        direct_membership: Option<bool>,
        /// Slugs.
        enterprise_teams_providing_indirect_membership: List<Box<str>>,
    }

    /// An invitation to an organization.
    pub struct OrganizationInvitation {
        id!: u64,
        /// None if an e-mail address was invited.
        login: Option<Box<str>>,
        email: Option<Box<str>>,
        /// `direct_member`, `admin`, `billing_manager`, ...
        role: Box<str>,
        inviter: Option<Box<User>>,
        team_count: u64,
        invitation_source: Option<Box<str>>,
        created_at: Option<Timestamp>,
        failed_at: Option<Timestamp>,
        failed_reason: Option<Box<str>>,
    }

    /// What changed in an organization.
    pub struct OrganizationChanges {
        /// Its name.
        login: Option<Change>,
    }
}
