//! Comments on commits.

use super::common::event;
use super::{AuthorAssociation, Repository, User};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// A user commented on a commit.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#commit_comment>
    pub struct CommitCommentEvent [action, repository] never ["issue", "pull_request", "discussion"] {
        action!: CommitCommentAction,
        comment!: Box<CommitComment>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a comment on a commit. There is only one action.
    pub enum CommitCommentAction {
        Created = "created" is_created,
    }
}

model! {
    /// A comment on a commit.
    pub struct CommitComment {
        id!: u64,
        commit_id!: Box<str>,
        html_url: Box<str>,
        user: Option<Box<User>>,
        author_association: AuthorAssociation,
        body: Box<str>,
        /// None if it is on the commit as a whole.
        path: Option<Box<str>>,
        line: Option<u64>,
        /// In the diff.
        position: Option<u64>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}
