//! Projects, users, labels and commits: the objects of many events.

use crate::events::{List, Timestamp};
use crate::model;

model! {
    /// A project.
    pub struct Project {
        /// None in old versions of GitLab.
        id: Option<u64>,
        name: Box<str>,
        web_url: Option<Box<str>>,
        git_http_url: Option<Box<str>>,
        path_with_namespace: Option<Box<str>>,
        default_branch: Option<Box<str>>,
    }

    /// A user.
    pub struct User {
        /// None in old versions of GitLab.
        id: Option<u64>,
        name: Box<str>,
        username: Box<str>,
        /// `[REDACTED]`, as a rule.
        email: Option<Box<str>>,
    }

    /// A label.
    pub struct Label {
        id: Option<u64>,
        title: Box<str>,
        color: Option<Box<str>>,
    }

    /// A commit.
    pub struct Commit {
        id!: Box<str>,
        title: Option<Box<str>>,
        message: Box<str>,
        timestamp: Option<Timestamp>,
        url: Option<Box<str>>,
        author: Option<CommitAuthor>,
        /// Only in pushes.
        added: List<Box<str>>,
        /// Only in pushes.
        modified: List<Box<str>>,
        /// Only in pushes.
        removed: List<Box<str>>,
    }

    /// Who wrote a commit, by git's account.
    pub struct CommitAuthor {
        name: Option<Box<str>>,
        email: Option<Box<str>>,
    }
}
