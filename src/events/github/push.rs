//! Commits that reach a repository.

use super::Repository;
use super::common::event;
use crate::events::Timestamp;
use crate::model;

event! {
    /// Commits were pushed, or a branch or tag was created or deleted.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#push>
    pub struct PushEvent [repository] never ["cache_location"] {
        /// In full: `refs/heads/main`, `refs/tags/v1`.
        r#ref!: Box<str>,
        /// The commit before the push; forty zeros when the ref was created.
        before!: Box<str>,
        /// The commit after the push; forty zeros when the ref was deleted.
        after!: Box<str>,
        repository!: Box<Repository>,
        pusher: Option<Committer>,
        created: bool,
        deleted: bool,
        forced: bool,
        base_ref: Option<Box<str>>,
        /// A page with the changes.
        compare: Box<str>,
        /// At most 2048; none when a tag was pushed or a ref deleted.
        commits: Vec<Commit>,
        /// The newest; none when a ref was deleted.
        head_commit: Option<Box<Commit>>,
    }
}

impl PushEvent {
    /// Returns the branch that was pushed to, without `refs/heads/`.
    pub fn branch(&self) -> Option<&str> {
        self.r#ref.strip_prefix("refs/heads/")
    }

    /// Returns the tag that was pushed, without `refs/tags/`.
    pub fn tag(&self) -> Option<&str> {
        self.r#ref.strip_prefix("refs/tags/")
    }
}

model! {
    /// A commit, as a push lists it.
    pub struct Commit {
        /// The SHA.
        id!: Box<str>,
        tree_id: Box<str>,
        /// Whether no push had it before.
        distinct: bool,
        message: Box<str>,
        /// When it was committed, with the committer's offset.
        timestamp: Option<Timestamp>,
        url: Box<str>,
        author: Option<Committer>,
        committer: Option<Committer>,
        /// Paths.
        added: Vec<Box<str>>,
        /// Paths.
        removed: Vec<Box<str>>,
        /// Paths.
        modified: Vec<Box<str>>,
    }

    /// A person, as in git.
    pub struct Committer {
        name: Box<str>,
        email: Option<Box<str>>,
        /// The login, if GitHub knows the e-mail address.
        username: Option<Box<str>>,
        date: Option<Timestamp>,
    }
}

model! {
    /// A commit in few words, as check suites, workflow runs and merge groups have it.
    pub struct SimpleCommit {
        /// The SHA.
        id!: Box<str>,
        tree_id: Box<str>,
        message: Box<str>,
        timestamp: Option<Timestamp>,
        author: Option<Committer>,
        committer: Option<Committer>,
    }
}
