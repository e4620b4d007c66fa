//! What happens to an instance's projects, groups, users and keys.

use super::Common;
use crate::events::{List, Timestamp};
use crate::model;

model! {
    /// A project was created, destroyed, renamed, transferred or updated: which is the event's
    /// name.
    ///
    /// <https://docs.gitlab.com/administration/system_hooks/#project-created>
    pub struct ProjectEvent {
        project_id!: u64,
        name: Box<str>,
        path_with_namespace: Option<Box<str>>,
        /// `project_rename` and `project_transfer`.
        old_path_with_namespace: Option<Box<str>>,
        project_namespace_id: Option<u64>,
        /// `private`, `internal`, `public`.
        project_visibility: Option<Box<str>>,
        owners: List<Owner>,
        created_at: Option<Timestamp>,
    }

    /// Who owns a project.
    pub struct Owner {
        name: Option<Box<str>>,
        email: Option<Box<str>>,
    }

    /// A group was created, destroyed or renamed: which is the event's name.
    ///
    /// <https://docs.gitlab.com/administration/system_hooks/#group-created>
    pub struct GroupEvent {
        group_id!: u64,
        name: Box<str>,
        path: Option<Box<str>>,
        full_path: Option<Box<str>>,
        /// `group_rename`.
        old_path: Option<Box<str>>,
        /// `group_rename`.
        old_full_path: Option<Box<str>>,
        /// Of a subgroup.
        parent_group_id: Option<u64>,
        /// Of a subgroup.
        parent_full_path: Option<Box<str>>,
        created_at: Option<Timestamp>,
    }

    /// A user was created, destroyed or renamed, or failed to log in: which is the event's name.
    ///
    /// <https://docs.gitlab.com/administration/system_hooks/#user-created>
    pub struct UserEvent {
        user_id!: u64,
        username: Option<Box<str>>,
        /// `user_rename`.
        old_username: Option<Box<str>>,
        name: Option<Box<str>>,
        email: Option<Box<str>>,
        /// `user_failed_login`: `blocked`, ...
        state: Option<Box<str>>,
        created_at: Option<Timestamp>,
    }

    /// An SSH key was added or removed: which is the event's name.
    ///
    /// <https://docs.gitlab.com/administration/system_hooks/#key-added>
    pub struct KeyEvent {
        id!: u64,
        username: Option<Box<str>>,
        /// The public key.
        key: Option<Box<str>>,
        created_at: Option<Timestamp>,
    }
}

impl Common for ProjectEvent {
    fn project_id(&self) -> Option<u64> {
        Some(self.project_id)
    }
}

impl Common for GroupEvent {}

impl Common for UserEvent {}

impl Common for KeyEvent {}
