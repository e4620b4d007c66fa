//! Who may do what: keys, members, and authorizations.

use super::common::event;
use super::{Change, Organization, Repository, Team, User};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// Something happened to a key with which a server may read, or write, a repository.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#deploy_key>
    pub struct DeployKeyEvent [action, repository] {
        action!: DeployKeyAction,
        key!: Box<DeployKey>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a key.
    pub enum DeployKeyAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
    }
}

event! {
    /// A user revoked the authorization of your app.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#github_app_authorization>
    pub struct GithubAppAuthorizationEvent [action, repository] never [
        "repository", "organization", "enterprise", "installation", "alert", "comment", "issue",
        "pull_request", "discussion", "sponsorship", "security_advisory", "marketplace_purchase",
    ] {
        action!: GithubAppAuthorizationAction,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to an authorization. There is only one action.
    pub enum GithubAppAuthorizationAction {
        Revoked = "revoked" is_revoked,
    }
}

event! {
    /// A user may, or may no longer, work in a repository, or has other rights there.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#member>
    pub struct MemberEvent [action, repository] never ["team", "scope"] {
        action!: MemberAction,
        /// Null if the user was deleted.
        member!: Option<Box<User>>,
        repository!: Box<Repository>,
        /// Which rights they got, or had.
        changes: Option<Box<MemberChanges>>,
    }
}

open_enum! {
    /// What happened to a member.
    pub enum MemberAction {
        Added = "added" is_added,
        Edited = "edited" is_edited,
        Removed = "removed" is_removed,
    }
}

model! {
    /// A user joined a team, or left it.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#membership>
    pub struct MembershipEvent {
        action!: MembershipAction,
        /// Null if the user was deleted.
        member!: Option<Box<User>>,
        /// `team`, or in older deliveries `organization`.
        scope!: Box<str>,
        /// GitHub says little of one that was deleted.
        team!: Box<Team>,
        organization!: Box<Organization>,
        repository: Option<Box<Repository>>,
        /// Only in an enterprise.
        enterprise: Option<Box<super::Enterprise>>,
        /// Who did it.
        sender: Option<Box<User>>,
        /// Only in deliveries to an app.
        installation: Option<Box<super::InstallationRef>>,
    }
}

event! { impl MembershipEvent [action, repository] }

open_enum! {
    /// What happened to a membership.
    pub enum MembershipAction {
        Added = "added" is_added,
        Removed = "removed" is_removed,
    }
}

model! {
    /// A key with which a server may read, or write, a repository.
    pub struct DeployKey {
        id!: u64,
        /// The public key.
        key!: Box<str>,
        title: Box<str>,
        read_only: bool,
        verified: bool,
        /// None in older deliveries.
        enabled: Option<bool>,
        added_by: Option<Box<str>>,
        created_at: Option<Timestamp>,
        last_used: Option<Timestamp>,
    }

    /// Which rights a member got, or had.
    pub struct MemberChanges {
        permission: Option<Change>,
        old_permission: Option<Change>,
        role_name: Option<Change>,
    }
}
