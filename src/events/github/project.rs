//! Classic projects: boards of one repository, one organization, or one user.

use super::common::event;
use super::{Change, IssueState, Repository, User};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// Something happened to a classic project.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#project>
    pub struct ProjectEvent [action, repository] {
        action!: ProjectAction,
        project!: Box<Project>,
        /// None if the project is an organization's.
        repository: Option<Box<Repository>>,
        /// What it was before an edit.
        changes: Option<Box<ProjectChanges>>,
    }
}

open_enum! {
    /// What happened to a project.
    pub enum ProjectAction {
        Closed = "closed" is_closed,
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        Reopened = "reopened" is_reopened,
    }
}

event! {
    /// Something happened to a column of a classic project.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#project_column>
    pub struct ProjectColumnEvent [action, repository] {
        action!: ProjectColumnAction,
        project_column!: Box<ProjectColumn>,
        /// None if the project is an organization's.
        repository: Option<Box<Repository>>,
        /// What it was before an edit.
        changes: Option<Box<ProjectColumnChanges>>,
    }
}

open_enum! {
    /// What happened to a column of a project.
    pub enum ProjectColumnAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        Moved = "moved" is_moved,
    }
}

event! {
    /// Something happened to a card of a classic project.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#project_card>
    pub struct ProjectCardEvent [action, repository] {
        action!: ProjectCardAction,
        project_card!: Box<ProjectCard>,
        /// None if the project is an organization's.
        repository: Option<Box<Repository>>,
        /// What it was before.
        changes: Option<Box<ProjectCardChanges>>,
    }
}

open_enum! {
    /// What happened to a card of a project.
    pub enum ProjectCardAction {
        /// From a note to an issue.
        Converted = "converted" is_converted,
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        Moved = "moved" is_moved,
    }
}

model! {
    /// A classic project.
    pub struct Project {
        id!: u64,
        number!: u64,
        name!: Box<str>,
        body: Option<Box<str>>,
        state: IssueState,
        html_url: Box<str>,
        creator: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A column of a classic project.
    pub struct ProjectColumn {
        id!: u64,
        name!: Box<str>,
        /// Where it was moved to: behind this column; none if it is now the first.
        after_id: Option<u64>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A card of a classic project.
    pub struct ProjectCard {
        id!: u64,
        column_id: u64,
        /// None if it is an issue or a pull request.
        note: Option<Box<str>>,
        /// The issue or pull request in the API, if it is one.
        content_url: Option<Box<str>>,
        archived: bool,
        /// Where it was moved to: behind this card; none if it is now the first.
        after_id: Option<u64>,
        creator: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// What changed in a project.
    pub struct ProjectChanges {
        name: Option<Change>,
        body: Option<Change>,
    }

    /// What changed in a column of a project.
    pub struct ProjectColumnChanges {
        name: Option<Change>,
    }

    /// What changed in a card of a project.
    pub struct ProjectCardChanges {
        note: Option<Change>,
        column_id: Option<ColumnChange>,
    }

    /// The column from which a card was moved.
    pub struct ColumnChange {
        from: Option<u64>,
    }
}
