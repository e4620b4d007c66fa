//! Issues and other work items.

use super::common::event;
use super::{Change, Label, User};
use crate::events::{List, Map, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an issue, or to another work item.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#work-item-events>
    pub struct IssueEvent [object_action] {
        object_attributes!: Box<Issue>,
        assignees: List<User>,
        labels: List<Label>,
        /// By the names of what changed.
        changes: Map<Change>,
    }
}

model! {
    /// An issue.
    pub struct Issue {
        id!: u64,
        /// What people see.
        iid: Option<u64>,
        title: Box<str>,
        description: Option<Box<str>>,
        /// `Issue`, `Task`, `Incident`, ...
        r#type: Option<Box<str>>,
        state: Option<IssueState>,
        /// None if an issue is only mentioned.
        action: Option<IssueAction>,
        url: Option<Box<str>>,
        author_id: Option<u64>,
        assignee_ids: List<u64>,
        confidential: bool,
        severity: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        closed_at: Option<Timestamp>,
        labels: List<Label>,
    }
}

open_enum! {
    /// What happened to an issue.
    pub enum IssueAction {
        Close = "close" is_close,
        Open = "open" is_open,
        Reopen = "reopen" is_reopen,
        Update = "update" is_update,
    }

    /// Whether an issue or a milestone is done.
    pub enum IssueState {
        Active = "active" is_active,
        Closed = "closed" is_closed,
        Opened = "opened" is_opened,
    }
}
