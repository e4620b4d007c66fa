//! Pushes of branches and tags.

use super::{Commit, Common, Project};
use crate::events::{List, Raw};
use crate::model;

model! {
    /// A branch or a tag was pushed, created or deleted: which of them is the event's name.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#push-events>
    pub struct PushEvent {
        /// `refs/heads/...` or `refs/tags/...`.
        r#ref!: Box<str>,
        /// All zeros for a new one.
        before!: Box<str>,
        /// All zeros for a deleted one.
        after!: Box<str>,
        /// None for a deleted one.
        checkout_sha: Option<Box<str>>,
        /// Of a tag.
        message: Option<Box<str>>,
        ref_protected: bool,
        user_id: Option<u64>,
        user_name: Option<Box<str>>,
        user_username: Option<Box<str>>,
        project_id: Option<u64>,
        project: Option<Box<Project>>,
        /// At most twenty.
        commits: List<Commit>,
        /// How many there are.
        total_commits_count: u64,
        push_options: Raw,
    }

    /// A repository was pushed to: one event for all branches and tags, of system hooks.
    ///
    /// <https://docs.gitlab.com/administration/system_hooks/#repository-update-events>
    pub struct RepositoryUpdateEvent {
        user_id: Option<u64>,
        user_name: Option<Box<str>>,
        project_id!: u64,
        project: Option<Box<Project>>,
        changes: List<RefChange>,
        refs: List<Box<str>>,
    }

    /// A branch or tag that was pushed.
    pub struct RefChange {
        r#ref!: Box<str>,
        before: Box<str>,
        after: Box<str>,
    }
}

impl PushEvent {
    /// Returns the branch, if it is one.
    pub fn branch(&self) -> Option<&str> {
        self.r#ref.strip_prefix("refs/heads/")
    }

    /// Returns the tag, if it is one.
    pub fn tag(&self) -> Option<&str> {
        self.r#ref.strip_prefix("refs/tags/")
    }

    /// Returns whether it is new.
    pub fn is_created(&self) -> bool {
        is_nothing(&self.before)
    }

    /// Returns whether it was deleted.
    pub fn is_deleted(&self) -> bool {
        is_nothing(&self.after)
    }
}

fn is_nothing(sha: &str) -> bool {
    !sha.is_empty() && sha.bytes().all(|digit| digit == b'0')
}

impl Common for PushEvent {
    fn project(&self) -> Option<&Project> {
        self.project.as_deref()
    }

    fn project_id(&self) -> Option<u64> {
        self.project_id.or_else(|| self.project()?.id)
    }
}

impl Common for RepositoryUpdateEvent {
    fn project(&self) -> Option<&Project> {
        self.project.as_deref()
    }

    fn project_id(&self) -> Option<u64> {
        Some(self.project_id)
    }
}
