//! Projects: tables and boards of an organization.
//!
//! They refer to each other, and to issues, by the ids of the GraphQL API alone.

use super::common::event;
use super::{Change, IssueState, ProjectAction, RawChange, Repository, User};
use crate::events::{Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a project.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#projects_v2>
    pub struct ProjectsV2Event [action, repository] {
        action!: ProjectAction,
        projects_v2!: Box<ProjectsV2>,
        repository: Option<Box<Repository>>,
        /// What it was before an edit.
        changes: Option<Box<ProjectsV2Changes>>,
    }
}

event! {
    /// Something happened to an item of a project.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#projects_v2_item>
    pub struct ProjectsV2ItemEvent [action, repository] {
        action!: ProjectsV2ItemAction,
        projects_v2_item!: Box<ProjectsV2Item>,
        repository: Option<Box<Repository>>,
        /// What it was before.
        changes: Option<Box<ProjectsV2ItemChanges>>,
    }
}

open_enum! {
    /// What happened to an item of a project.
    pub enum ProjectsV2ItemAction {
        Archived = "archived" is_archived,
        /// From a draft to an issue.
        Converted = "converted" is_converted,
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        Reordered = "reordered" is_reordered,
        Restored = "restored" is_restored,
    }
}

event! {
    /// Something happened to what a project says of its state.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#projects_v2_status_update>
    pub struct ProjectsV2StatusUpdateEvent [action, repository] {
        action!: ProjectsV2StatusUpdateAction,
        projects_v2_status_update!: Box<ProjectsV2StatusUpdate>,
        repository: Option<Box<Repository>>,
        /// What it was before an edit.
        changes: Option<Box<ProjectsV2StatusUpdateChanges>>,
    }
}

open_enum! {
    /// What happened to what a project says of its state.
    pub enum ProjectsV2StatusUpdateAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
    }
}

model! {
    /// A project.
    pub struct ProjectsV2 {
        id!: u64,
        /// To which items and status updates refer.
        node_id: Box<str>,
        number!: u64,
        title!: Box<str>,
        /// The readme.
        description: Option<Box<str>>,
        short_description: Option<Box<str>>,
        public: bool,
        /// Absent in older deliveries.
        state: Option<IssueState>,
        is_template: bool,
        owner: Option<Box<User>>,
        creator: Option<Box<User>>,
        latest_status_update: Option<Box<ProjectsV2StatusUpdate>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        closed_at: Option<Timestamp>,
        deleted_at: Option<Timestamp>,
        deleted_by: Option<Box<User>>,
    }

    /// An item of a project.
    pub struct ProjectsV2Item {
        id!: u64,
        node_id: Box<str>,
        /// Of the project.
        project_node_id: Box<str>,
        /// Of the issue, the pull request, or the draft.
        content_node_id: Box<str>,
        content_type: ProjectsV2Content,
        creator: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// What a project says of its state.
    pub struct ProjectsV2StatusUpdate {
        id!: u64,
        node_id: Box<str>,
        /// Of the project.
        project_node_id: Box<str>,
        status: Option<ProjectsV2Status>,
        body: Option<Box<str>>,
        /// A date.
        start_date: Option<Box<str>>,
        /// A date.
        target_date: Option<Box<str>>,
        creator: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}

open_enum! {
    /// What an item of a project is.
    pub enum ProjectsV2Content {
        Issue = "Issue" is_issue,
        PullRequest = "PullRequest" is_pull_request,
        DraftIssue = "DraftIssue" is_draft_issue,
    }

    /// How a project fares.
    pub enum ProjectsV2Status {
        Inactive = "INACTIVE" is_inactive,
        OnTrack = "ON_TRACK" is_on_track,
        AtRisk = "AT_RISK" is_at_risk,
        OffTrack = "OFF_TRACK" is_off_track,
        Complete = "COMPLETE" is_complete,
    }
}

model! {
    /// What changed in a project.
    pub struct ProjectsV2Changes {
        title: Option<Change>,
        description: Option<Change>,
        short_description: Option<Change>,
        public: Option<RawChange>,
    }

    /// What changed in an item of a project.
    pub struct ProjectsV2ItemChanges {
        field_value: Option<Box<FieldChange>>,
        /// The text of a draft.
        body: Option<Change>,
        /// When it was converted.
        content_type: Option<Change>,
        archived_at: Option<Change>,
        /// When it was reordered: the items before it.
        previous_projects_v2_item_node_id: Option<Change>,
    }

    /// What changed in a field of an item.
    pub struct FieldChange {
        field_node_id: Box<str>,
        /// `single_select`, `iteration`, `date`, `number`, `text`, `labels`, `reviewers`, ...
        field_type: Box<str>,
        /// Absent in older deliveries.
        field_name: Option<Box<str>>,
        /// Absent in older deliveries.
        project_number: Option<u64>,
        /// A text, a number, or an object, as the field's type is.
        from: Raw,
        to: Raw,
    }

    /// What changed in what a project says of its state.
    pub struct ProjectsV2StatusUpdateChanges {
        status: Option<Change>,
        body: Option<Change>,
        start_date: Option<Change>,
        target_date: Option<Change>,
    }
}
