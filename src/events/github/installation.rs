//! Where a GitHub App is installed, and what it may do there.

use super::common::event;
use super::{Change, Enterprise, InstallationRef, Organization, Repository, RepositoryRef, User};
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

model! {
    /// Your app was installed, uninstalled, suspended, or its permissions changed.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation>
    pub struct InstallationEvent {
        action!: InstallationAction,
        installation!: Box<Installation>,
        /// What it can reach, when it was created.
        repositories: List<RepositoryRef>,
        /// Who asked for it, if another user installed it.
        requester: Option<Box<User>>,
        repository: Option<Box<Repository>>,
        organization: Option<Box<Organization>>,
        enterprise: Option<Box<Enterprise>>,
        sender: Option<Box<User>>,
    }

    /// Repositories were given to your app, or taken from it.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation_repositories>
    pub struct InstallationRepositoriesEvent {
        action!: InstallationRepositoriesAction,
        installation!: Box<Installation>,
        repositories_added: List<RepositoryRef>,
        repositories_removed: List<RepositoryRef>,
        repository_selection: RepositorySelection,
        /// Who asked for it, if another user installed it.
        requester: Option<Box<User>>,
        repository: Option<Box<Repository>>,
        organization: Option<Box<Organization>>,
        enterprise: Option<Box<Enterprise>>,
        sender: Option<Box<User>>,
    }
}

model! {
    /// The account where your app is installed has another name.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation_target>
    pub struct InstallationTargetEvent {
        action!: InstallationTargetAction,
        account!: Box<Account>,
        changes: Option<Box<InstallationTargetChanges>>,
        installation!: Box<InstallationRef>,
        /// `User` or `Organization`.
        target_type!: Box<str>,
        repository: Option<Box<Repository>>,
        organization: Option<Box<Organization>>,
        enterprise: Option<Box<Enterprise>>,
        sender: Option<Box<User>>,
    }

    /// What the account was called.
    pub struct InstallationTargetChanges {
        /// Of a user or an organization.
        login: Option<Change>,
        /// Of an enterprise.
        slug: Option<Change>,
    }
}

open_enum! {
    /// What happened to an account. There is only one action.
    pub enum InstallationTargetAction {
        Renamed = "renamed" is_renamed,
    }
}

event! { impl InstallationTargetEvent [action, repository] }
event! { impl InstallationEvent [action, repository] }
event! { impl InstallationRepositoriesEvent [action, repository] }

open_enum! {
    /// What happened to an installation.
    pub enum InstallationAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        NewPermissionsAccepted = "new_permissions_accepted" is_new_permissions_accepted,
        Suspend = "suspend" is_suspend,
        Unsuspend = "unsuspend" is_unsuspend,
    }

    /// What happened to an installation's repositories.
    pub enum InstallationRepositoriesAction {
        Added = "added" is_added,
        Removed = "removed" is_removed,
    }

    /// Which repositories an installation reaches.
    pub enum RepositorySelection {
        All = "all" is_all,
        Selected = "selected" is_selected,
    }
}

model! {
    /// An app in an account.
    pub struct Installation {
        id!: u64,
        /// Where it is installed: a user, an organization, or an enterprise (then with `slug`).
        account: Option<Box<Account>>,
        /// Of your app. Elsewhere an installation is but its id.
        app_id!: u64,
        app_slug: Box<str>,
        client_id: Option<Box<str>>,
        /// The account's id.
        target_id: u64,
        target_type: Box<str>,
        repository_selection: RepositorySelection,
        html_url: Box<str>,
        /// Permission names with `read`, `write`, or `admin`.
        permissions: Raw,
        /// The events that it gets.
        events: Vec<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        suspended_at: Option<Timestamp>,
        suspended_by: Option<Box<User>>,
    }

    /// A user, an organization, or an enterprise.
    pub struct Account {
        id!: u64,
        /// Of a user or an organization.
        login: Option<Box<str>>,
        /// Of an enterprise.
        slug: Option<Box<str>>,
        /// Of an enterprise.
        name: Option<Box<str>>,
        r#type: Option<super::UserType>,
        html_url: Box<str>,
    }
}
