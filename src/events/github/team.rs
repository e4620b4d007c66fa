//! Teams.

use super::common::event;
use super::{Change, Repository};
use crate::{model, open_enum};

event! {
    /// Something happened to a team. (A new member is `membership`.)
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#team>
    pub struct TeamEvent [action, repository] never ["member"] {
        action!: TeamAction,
        team!: Box<Team>,
        /// Which one it got, lost, or has other rights in.
        repository: Option<Box<Repository>>,
        /// What it was before an edit.
        changes: Option<Box<TeamChanges>>,
    }
}

open_enum! {
    /// What happened to a team.
    pub enum TeamAction {
        AddedToRepository = "added_to_repository" is_added_to_repository,
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        RemovedFromRepository = "removed_from_repository" is_removed_from_repository,
    }
}

event! {
    /// A team got a repository. The same as `team` with `added_to_repository`.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#team_add>
    pub struct TeamAddEvent [repository] never ["action"] {
        team!: Box<Team>,
        repository!: Box<Repository>,
    }
}

model! {
    /// What changed in a team.
    pub struct TeamChanges {
        name: Option<Change>,
        description: Option<Change>,
        privacy: Option<Change>,
        notification_setting: Option<Change>,
        repository: Option<TeamRepositoryChange>,
    }

    /// What a team could do in a repository.
    pub struct TeamRepositoryChange {
        permissions: Option<TeamPermissionsChange>,
    }

    /// What a team could do in a repository.
    pub struct TeamPermissionsChange {
        from: Option<TeamPermissions>,
    }

    /// What a team could do in a repository. GitHub sends what changed, and the rest is false.
    pub struct TeamPermissions {
        pull: bool,
        push: bool,
        admin: bool,
    }
}

model! {
    /// A team.
    pub struct Team {
        id!: u64,
        name!: Box<str>,
        slug: Box<str>,
        description: Option<Box<str>>,
        html_url: Box<str>,
        /// `open`, `closed`, `secret`.
        privacy: Box<str>,
        permission: Box<str>,
        /// `notifications_enabled` or `notifications_disabled`; absent in older deliveries.
        notification_setting: Option<Box<str>>,
        parent: Option<Box<Team>>,
        /// Then there is only id and name.
        deleted: bool,
    }
}
