//! Labels and milestones, which sort issues and pull requests.

use super::common::event;
use super::{Change, IssueState, Repository, User};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// A label was created, edited or deleted. (If an issue is labeled, that is an event of the issue.)
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#label>
    pub struct LabelEvent [action, repository] never ["issue", "pull_request", "discussion"] {
        action!: LabelAction,
        label!: Label,
        repository: Option<Box<Repository>>,
        /// What it was before an edit.
        changes: Option<Box<LabelChanges>>,
    }
}

open_enum! {
    /// What happened to a label.
    pub enum LabelAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
    }
}

model! {
    /// What changed in a label.
    pub struct LabelChanges {
        name: Option<Change>,
        description: Option<Change>,
        color: Option<Change>,
    }

    /// A label.
    pub struct Label {
        /// Absent in very old deliveries.
        id: u64,
        name!: Box<str>,
        description: Option<Box<str>>,
        /// Six hexadecimal digits.
        color: Box<str>,
        /// Whether GitHub gave it to the repository.
        default: bool,
    }

    /// A milestone.
    pub struct Milestone {
        id!: u64,
        number!: u64,
        title!: Box<str>,
        description: Option<Box<str>>,
        html_url: Box<str>,
        creator: Option<Box<User>>,
        open_issues: u64,
        closed_issues: u64,
        state: IssueState,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        due_on: Option<Timestamp>,
        closed_at: Option<Timestamp>,
    }
}
