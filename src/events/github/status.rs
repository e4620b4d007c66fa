//! What others say of a commit: the older and simpler way of checks.

use super::common::event;
use super::{Committer, Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// A commit got a status.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#status>
    pub struct StatusEvent [repository] never ["action"] {
        id!: u64,
        sha!: Box<str>,
        state!: StatusState,
        /// Who says so; the newest of each counts.
        context: Box<str>,
        description: Option<Box<str>>,
        /// A page about it.
        target_url: Option<Box<str>>,
        avatar_url: Option<Box<str>>,
        /// The repository's: `owner/name`.
        name: Box<str>,
        commit: Option<Box<StatusCommit>>,
        /// Those that contain the commit, at most ten.
        branches: List<StatusBranch>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What a status says of a commit.
    pub enum StatusState {
        Pending = "pending" is_pending,
        Success = "success" is_success,
        Failure = "failure" is_failure,
        Error = "error" is_error,
    }
}

model! {
    /// A commit, as the API has it.
    pub struct StatusCommit {
        sha!: Box<str>,
        html_url: Box<str>,
        /// None if GitHub does not know the e-mail address.
        author: Option<Box<User>>,
        /// None if GitHub does not know the e-mail address.
        committer: Option<Box<User>>,
        commit: Option<Box<GitCommit>>,
        parents: List<CommitRef>,
    }

    /// A commit, as git has it.
    pub struct GitCommit {
        message: Box<str>,
        author: Option<Committer>,
        committer: Option<Committer>,
        tree: Option<CommitRef>,
    }

    /// A commit, or its tree, in the shortest form.
    pub struct CommitRef {
        sha!: Box<str>,
    }

    /// A branch that contains the commit.
    pub struct StatusBranch {
        name!: Box<str>,
        /// The newest.
        commit: Option<CommitRef>,
        protected: bool,
    }
}
