//! Comments on issues and pull requests.

use super::common::event;
use super::{App, AuthorAssociation, Change, Issue, Repository, User};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// Something happened to a comment on an issue, or on a pull request: then
    /// `issue.pull_request` is present.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_comment>
    pub struct IssueCommentEvent [action, repository] {
        action!: CommentAction,
        comment!: Box<IssueComment>,
        issue!: Box<Issue>,
        repository!: Box<Repository>,
        /// What it was before an edit.
        changes: Option<CommentChanges>,
    }
}

open_enum! {
    /// What happened to a comment.
    pub enum CommentAction {
        Created = "created" is_created,
        Edited = "edited" is_edited,
        Deleted = "deleted" is_deleted,
    }
}

model! {
    /// What changed in a comment.
    pub struct CommentChanges {
        body: Option<Change>,
    }

    /// A comment on an issue or a pull request.
    pub struct IssueComment {
        id!: u64,
        html_url: Box<str>,
        user: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        author_association: AuthorAssociation,
        body: Box<str>,
        performed_via_github_app: Option<Box<App>>,
    }
}
