//! Merge requests.

use super::common::event;
use super::{Change, Commit, Label, User};
use crate::events::{List, Map, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a merge request.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events>
    pub struct MergeRequestEvent [object_action] {
        object_attributes!: Box<MergeRequest>,
        assignees: List<User>,
        reviewers: List<User>,
        labels: List<Label>,
        /// By the names of what changed.
        changes: Map<Change>,
    }
}

model! {
    /// A merge request.
    pub struct MergeRequest {
        id!: u64,
        /// What people see.
        iid: Option<u64>,
        title: Option<Box<str>>,
        description: Option<Box<str>>,
        state: Option<MergeRequestState>,
        /// None if a merge request is only mentioned.
        action: Option<MergeRequestAction>,
        url: Option<Box<str>>,
        source_branch: Option<Box<str>>,
        source_project_id: Option<u64>,
        target_branch: Option<Box<str>>,
        target_project_id: Option<u64>,
        last_commit: Option<Box<Commit>>,
        /// When new commits came: the head before.
        oldrev: Option<Box<str>>,
        author_id: Option<u64>,
        assignee_ids: List<u64>,
        reviewer_ids: List<u64>,
        draft: Option<bool>,
        /// The older name of `draft`.
        work_in_progress: Option<bool>,
        detailed_merge_status: Option<Box<str>>,
        merge_status: Option<Box<str>>,
        merge_commit_sha: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        labels: List<Label>,
    }
}

open_enum! {
    /// What happened to a merge request.
    pub enum MergeRequestAction {
        /// A user approved it, and more have to.
        Approval = "approval" is_approval,
        /// All who have to approved it.
        Approved = "approved" is_approved,
        Close = "close" is_close,
        Merge = "merge" is_merge,
        Open = "open" is_open,
        Reopen = "reopen" is_reopen,
        Unapproval = "unapproval" is_unapproval,
        Unapproved = "unapproved" is_unapproved,
        /// Also for new commits, and then with `oldrev`.
        Update = "update" is_update,
    }

    /// The state of a merge request.
    pub enum MergeRequestState {
        Closed = "closed" is_closed,
        Locked = "locked" is_locked,
        Merged = "merged" is_merged,
        Opened = "opened" is_opened,
    }
}
