//! Issues.

use super::common::event;
use super::{App, AuthorAssociation, Change, Label, Milestone, Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an issue.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues>
    pub struct IssuesEvent [action, repository] never ["comment"] {
        action!: IssuesAction,
        issue!: Box<Issue>,
        repository!: Box<Repository>,
        /// Who was assigned or unassigned.
        assignee: Option<Box<User>>,
        /// What was added or removed.
        label: Option<Label>,
        /// What was added or removed.
        milestone: Option<Milestone>,
        /// What was set or removed.
        r#type: Option<IssueType>,
        /// What it was before.
        changes: Option<Box<IssueChanges>>,
    }
}

open_enum! {
    /// What happened to an issue.
    pub enum IssuesAction {
        Assigned = "assigned" is_assigned,
        Closed = "closed" is_closed,
        Deleted = "deleted" is_deleted,
        Demilestoned = "demilestoned" is_demilestoned,
        Edited = "edited" is_edited,
        Labeled = "labeled" is_labeled,
        Locked = "locked" is_locked,
        Milestoned = "milestoned" is_milestoned,
        Opened = "opened" is_opened,
        Pinned = "pinned" is_pinned,
        Reopened = "reopened" is_reopened,
        /// To another repository: see `changes`.
        Transferred = "transferred" is_transferred,
        Typed = "typed" is_typed,
        Unassigned = "unassigned" is_unassigned,
        Unlabeled = "unlabeled" is_unlabeled,
        Unlocked = "unlocked" is_unlocked,
        Unpinned = "unpinned" is_unpinned,
        Untyped = "untyped" is_untyped,
    }
}

model! {
    /// What changed in an issue.
    pub struct IssueChanges {
        title: Option<Change>,
        body: Option<Change>,
        /// When it was transferred: what it is now.
        new_issue: Option<Box<Issue>>,
        /// When it was transferred: where it is now.
        new_repository: Option<Box<Repository>>,
        /// When it was opened by a transfer: what it was.
        old_issue: Option<Box<Issue>>,
        /// When it was opened by a transfer: where it was.
        old_repository: Option<Box<Repository>>,
    }

    /// An issue, or a pull request, which is one, too.
    pub struct Issue {
        id!: u64,
        number!: u64,
        title!: Box<str>,
        html_url: Box<str>,
        user: Option<Box<User>>,
        labels: List<Label>,
        state: IssueState,
        /// `completed`, `not_planned`, `duplicate`, `reopened`.
        state_reason: Option<Box<str>>,
        locked: bool,
        /// `resolved`, `off-topic`, `too heated`, `spam`.
        active_lock_reason: Option<Box<str>>,
        assignee: Option<Box<User>>,
        assignees: List<User>,
        milestone: Option<Milestone>,
        comments: u64,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        closed_at: Option<Timestamp>,
        author_association: AuthorAssociation,
        r#type: Option<IssueType>,
        draft: bool,
        /// Present if it is a pull request.
        pull_request: Option<IssuePullRequest>,
        body: Option<Box<str>>,
        performed_via_github_app: Option<Box<App>>,
    }

    /// The kind of an issue, as the organization defines them.
    pub struct IssueType {
        id: u64,
        name!: Box<str>,
        description: Option<Box<str>>,
        color: Option<Box<str>>,
    }

    /// Says of an issue that it is a pull request.
    pub struct IssuePullRequest {
        html_url: Box<str>,
        merged_at: Option<Timestamp>,
    }
}

open_enum! {
    /// Whether an issue, a pull request, or a milestone is done.
    pub enum IssueState {
        Open = "open" is_open,
        Closed = "closed" is_closed,
    }
}
