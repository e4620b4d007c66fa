//! Pull requests.

use super::common::event;
use super::{AuthorAssociation, Change, IssueState, Label, Milestone, Repository, Team, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a pull request.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request>
    pub struct PullRequestEvent [action, repository] {
        action!: PullRequestAction,
        number!: u64,
        pull_request!: Box<PullRequest>,
        repository!: Box<Repository>,
        /// Who was assigned or unassigned.
        assignee: Option<Box<User>>,
        /// What was added or removed.
        label: Option<Label>,
        /// What was added or removed.
        milestone: Option<Milestone>,
        /// Who is, or is no longer, asked for a review.
        requested_reviewer: Option<Box<User>>,
        /// Which team is, or is no longer, asked for a review.
        requested_team: Option<Box<Team>>,
        /// When new commits came (`synchronize`): the head before.
        before: Option<Box<str>>,
        /// When new commits came (`synchronize`): the head after.
        after: Option<Box<str>>,
        /// Why it left the merge queue, or no longer merges by itself.
        reason: Option<Box<str>>,
        /// What it was before an edit.
        changes: Option<Box<PullRequestChanges>>,
    }
}

open_enum! {
    /// What happened to a pull request.
    pub enum PullRequestAction {
        Assigned = "assigned" is_assigned,
        AutoMergeDisabled = "auto_merge_disabled" is_auto_merge_disabled,
        AutoMergeEnabled = "auto_merge_enabled" is_auto_merge_enabled,
        /// Merged, too: see `pull_request.merged`.
        Closed = "closed" is_closed,
        ConvertedToDraft = "converted_to_draft" is_converted_to_draft,
        Demilestoned = "demilestoned" is_demilestoned,
        Dequeued = "dequeued" is_dequeued,
        Edited = "edited" is_edited,
        Enqueued = "enqueued" is_enqueued,
        Labeled = "labeled" is_labeled,
        Locked = "locked" is_locked,
        Milestoned = "milestoned" is_milestoned,
        Opened = "opened" is_opened,
        ReadyForReview = "ready_for_review" is_ready_for_review,
        Reopened = "reopened" is_reopened,
        ReviewRequestRemoved = "review_request_removed" is_review_request_removed,
        ReviewRequested = "review_requested" is_review_requested,
        /// New commits on its branch.
        Synchronize = "synchronize" is_synchronize,
        Unassigned = "unassigned" is_unassigned,
        Unlabeled = "unlabeled" is_unlabeled,
        Unlocked = "unlocked" is_unlocked,
    }
}

model! {
    /// What changed in a pull request.
    pub struct PullRequestChanges {
        title: Option<Change>,
        body: Option<Change>,
        base: Option<BaseChange>,
    }

    /// The branch that it was to be merged into.
    pub struct BaseChange {
        r#ref: Option<Change>,
        sha: Option<Change>,
    }

    /// A pull request.
    ///
    /// `merged` and what follows it are not sent with reviews and their comments, and are then
    /// zero or none.
    pub struct PullRequest {
        id!: u64,
        number!: u64,
        title!: Box<str>,
        html_url: Box<str>,
        state: IssueState,
        locked: bool,
        user: Option<Box<User>>,
        body: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        closed_at: Option<Timestamp>,
        merged_at: Option<Timestamp>,
        merge_commit_sha: Option<Box<str>>,
        assignee: Option<Box<User>>,
        assignees: List<User>,
        requested_reviewers: List<User>,
        requested_teams: List<Team>,
        labels: List<Label>,
        milestone: Option<Milestone>,
        draft: bool,
        head!: Box<PullRequestBranch>,
        base!: Box<PullRequestBranch>,
        author_association: AuthorAssociation,
        /// Present if it merges by itself once it can.
        auto_merge: Option<Box<AutoMerge>>,
        active_lock_reason: Option<Box<str>>,
        merged: bool,
        /// None while GitHub finds out.
        mergeable: Option<bool>,
        rebaseable: Option<bool>,
        /// `clean`, `dirty`, `blocked`, `unstable`, `unknown`, ...
        mergeable_state: Box<str>,
        merged_by: Option<Box<User>>,
        comments: u64,
        review_comments: u64,
        maintainer_can_modify: bool,
        commits: u64,
        additions: u64,
        deletions: u64,
        changed_files: u64,
    }

    /// A branch that is to be merged, or to be merged into.
    pub struct PullRequestBranch {
        /// `owner:branch`; none if the fork was deleted.
        label: Option<Box<str>>,
        /// The branch, without `refs/heads/`.
        r#ref!: Box<str>,
        sha!: Box<str>,
        user: Option<Box<User>>,
        /// None if the fork was deleted.
        repo: Option<Box<Repository>>,
    }

    /// How a pull request merges by itself.
    pub struct AutoMerge {
        enabled_by: Option<Box<User>>,
        /// `merge`, `squash`, `rebase`.
        merge_method: Box<str>,
        commit_title: Option<Box<str>>,
        commit_message: Option<Box<str>>,
    }

    /// A pull request in few words, as checks and workflow runs list them.
    pub struct PullRequestRef {
        id!: u64,
        number!: u64,
        head: Option<BranchRef>,
        base: Option<BranchRef>,
    }

    /// A branch, in short form.
    pub struct BranchRef {
        /// The branch, without `refs/heads/`.
        r#ref!: Box<str>,
        sha: Box<str>,
        repo: Option<BranchRepository>,
    }

    /// A repository in fewest words.
    pub struct BranchRepository {
        id!: u64,
        name: Box<str>,
    }
}
