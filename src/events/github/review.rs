//! Reviews of pull requests, their comments, and the threads that these form.

use super::common::event;
use super::{AuthorAssociation, CommentAction, CommentChanges, PullRequest, Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a review of a pull request.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review>
    pub struct PullRequestReviewEvent [action, repository] {
        action!: ReviewAction,
        review!: Box<Review>,
        pull_request!: Box<PullRequest>,
        repository!: Box<Repository>,
        /// What it was before an edit.
        changes: Option<CommentChanges>,
    }
}

open_enum! {
    /// What happened to a review.
    pub enum ReviewAction {
        Dismissed = "dismissed" is_dismissed,
        Edited = "edited" is_edited,
        /// Approval or not, see `review.state`.
        Submitted = "submitted" is_submitted,
    }
}

event! {
    /// Something happened to a comment on the changes of a pull request. (Comments below it are
    /// those of an issue.)
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review_comment>
    pub struct PullRequestReviewCommentEvent [action, repository] {
        action!: CommentAction,
        comment!: Box<ReviewComment>,
        pull_request!: Box<PullRequest>,
        repository!: Box<Repository>,
        /// What it was before an edit.
        changes: Option<CommentChanges>,
    }
}

event! {
    /// A thread of comments on the changes of a pull request was resolved, or no longer is.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review_thread>
    pub struct PullRequestReviewThreadEvent [action, repository] {
        action!: ReviewThreadAction,
        thread!: Box<ReviewThread>,
        pull_request!: Box<PullRequest>,
        repository!: Box<Repository>,
        updated_at: Option<Timestamp>,
    }
}

open_enum! {
    /// What happened to a thread of comments.
    pub enum ReviewThreadAction {
        Resolved = "resolved" is_resolved,
        Unresolved = "unresolved" is_unresolved,
    }
}

model! {
    /// A review of a pull request.
    pub struct Review {
        id!: u64,
        user: Option<Box<User>>,
        body: Option<Box<str>>,
        /// The commit that was reviewed.
        commit_id: Option<Box<str>>,
        state: ReviewState,
        html_url: Box<str>,
        author_association: AuthorAssociation,
        submitted_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A comment on the changes of a pull request.
    pub struct ReviewComment {
        id!: u64,
        user: Option<Box<User>>,
        body: Box<str>,
        html_url: Box<str>,
        /// The review that it belongs to.
        pull_request_review_id: Option<u64>,
        /// The comment that it answers.
        in_reply_to_id: Option<u64>,
        path: Box<str>,
        /// The changes around it.
        diff_hunk: Box<str>,
        commit_id: Box<str>,
        original_commit_id: Box<str>,
        subject_type: Option<ReviewSubject>,
        side: Option<DiffSide>,
        /// The last line; none if it is outdated, or on the whole file.
        line: Option<u64>,
        /// The last line, when it was written.
        original_line: Option<u64>,
        start_side: Option<DiffSide>,
        /// The first line, if there are several.
        start_line: Option<u64>,
        /// The first line, when it was written.
        original_start_line: Option<u64>,
        author_association: AuthorAssociation,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A thread of comments on the changes of a pull request.
    pub struct ReviewThread {
        /// Its only identification.
        node_id: Box<str>,
        comments: List<ReviewComment>,
    }
}

open_enum! {
    /// What a review says of the pull request. (The API writes the same in capitals.)
    pub enum ReviewState {
        Approved = "approved" is_approved,
        ChangesRequested = "changes_requested" is_changes_requested,
        Commented = "commented" is_commented,
        Dismissed = "dismissed" is_dismissed,
        Pending = "pending" is_pending,
    }

    /// What a comment on changes is about.
    pub enum ReviewSubject {
        Line = "line" is_line,
        File = "file" is_file,
    }

    /// A side of changes.
    pub enum DiffSide {
        /// Before.
        Left = "LEFT" is_left,
        /// After.
        Right = "RIGHT" is_right,
    }
}
