//! Discussions, and comments in them.

use super::common::event;
use super::{AuthorAssociation, Change, Label, Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a discussion.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#discussion>
    pub struct DiscussionEvent [action, repository] never ["comment"] {
        action!: DiscussionAction,
        discussion!: Box<Discussion>,
        repository!: Box<Repository>,
        /// Which comment is the answer.
        answer: Option<Box<DiscussionComment>>,
        /// Which comment is the answer no longer.
        old_answer: Option<Box<DiscussionComment>>,
        /// What was added or removed.
        label: Option<Label>,
        /// What it was before.
        changes: Option<Box<DiscussionChanges>>,
    }
}

open_enum! {
    /// What happened to a discussion.
    pub enum DiscussionAction {
        Answered = "answered" is_answered,
        CategoryChanged = "category_changed" is_category_changed,
        Closed = "closed" is_closed,
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        Labeled = "labeled" is_labeled,
        Locked = "locked" is_locked,
        Pinned = "pinned" is_pinned,
        Reopened = "reopened" is_reopened,
        Transferred = "transferred" is_transferred,
        Unanswered = "unanswered" is_unanswered,
        Unlabeled = "unlabeled" is_unlabeled,
        Unlocked = "unlocked" is_unlocked,
        Unpinned = "unpinned" is_unpinned,
    }
}

event! {
    /// Something happened to a comment in a discussion.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#discussion_comment>
    pub struct DiscussionCommentEvent [action, repository] {
        action!: DiscussionCommentAction,
        comment!: Box<DiscussionComment>,
        discussion!: Box<Discussion>,
        repository!: Box<Repository>,
        /// What it was before an edit.
        changes: Option<DiscussionCommentChanges>,
    }
}

open_enum! {
    /// What happened to a comment in a discussion.
    pub enum DiscussionCommentAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
    }

    /// The state of a discussion.
    pub enum DiscussionState {
        Open = "open" is_open,
        Closed = "closed" is_closed,
        Locked = "locked" is_locked,
        Converting = "converting" is_converting,
        Transferring = "transferring" is_transferring,
    }

    /// The reason for the state of a discussion.
    pub enum DiscussionStateReason {
        Resolved = "resolved" is_resolved,
        Outdated = "outdated" is_outdated,
        Duplicate = "duplicate" is_duplicate,
        Reopened = "reopened" is_reopened,
    }
}

model! {
    /// A discussion.
    pub struct Discussion {
        id!: u64,
        number!: u64,
        title!: Box<str>,
        body: Option<Box<str>>,
        html_url: Box<str>,
        user: Option<Box<User>>,
        author_association: AuthorAssociation,
        category: Option<Box<DiscussionCategory>>,
        state: Option<DiscussionState>,
        state_reason: Option<DiscussionStateReason>,
        locked: bool,
        active_lock_reason: Option<Box<str>>,
        comments: u64,
        labels: List<Label>,
        answer_html_url: Option<Box<str>>,
        answer_chosen_at: Option<Timestamp>,
        answer_chosen_by: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// What kind of discussion it is.
    pub struct DiscussionCategory {
        id!: u64,
        name!: Box<str>,
        slug: Option<Box<str>>,
        description: Option<Box<str>>,
        emoji: Option<Box<str>>,
        is_answerable: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A comment in a discussion.
    pub struct DiscussionComment {
        id!: u64,
        discussion_id: u64,
        /// If it answers another comment.
        parent_id: Option<u64>,
        child_comment_count: u64,
        body: Box<str>,
        html_url: Box<str>,
        user: Option<Box<User>>,
        author_association: AuthorAssociation,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// What changed in a discussion.
    pub struct DiscussionChanges {
        title: Option<Change>,
        body: Option<Change>,
        category: Option<DiscussionCategoryChange>,
        /// Whither it was transferred.
        new_discussion: Option<Box<Discussion>>,
        /// Whither it was transferred.
        new_repository: Option<Box<Repository>>,
    }

    /// Of what kind it was.
    pub struct DiscussionCategoryChange {
        from: Option<Box<DiscussionCategory>>,
    }

    /// What changed in a comment in a discussion.
    pub struct DiscussionCommentChanges {
        body: Option<Change>,
    }
}
