//! Who is in groups and projects.

use super::Common;
use crate::events::{Id, Raw, Timestamp};
use crate::model;

model! {
    /// A user came into a group, left it, asked for it, ...: which is the event's name.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#group-member-events>
    pub struct GroupMemberEvent {
        group_id!: u64,
        group_name: Option<Box<str>>,
        group_path: Option<Box<str>>,
        /// `Guest`, `Developer`, `Owner`, ...
        group_access: Option<Box<str>>,
        group_plan: Option<Box<str>>,
        user_id!: u64,
        user_name: Option<Box<str>>,
        user_username: Option<Box<str>>,
        expires_at: Option<Timestamp>,
    }

    /// A user came into a project, left it, asked for it, ...: which is the event's name.
    ///
    /// <https://docs.gitlab.com/administration/system_hooks/#member-added-to-project>
    pub struct ProjectMemberEvent {
        project_id!: u64,
        project_name: Option<Box<str>>,
        project_path_with_namespace: Option<Box<str>>,
        project_visibility: Option<Box<str>>,
        /// `Guest`, `Developer`, `Owner`, ...
        access_level: Option<Box<str>>,
        user_id!: u64,
        user_name: Option<Box<str>>,
        user_username: Option<Box<str>>,
    }

    /// That a user is to have a role which takes a seat was asked for, approved or denied.
    ///
    /// <https://docs.gitlab.com/administration/system_hooks/#subscription-member-approval>
    pub struct MemberApprovalEvent {
        /// `enqueue`, `approve`, `deny`.
        action!: Box<str>,
        object_attributes: Raw,
        user_id: Option<Id>,
        requested_by_user_id: Option<Id>,
        reviewed_by_user_id: Option<Id>,
        promotion_namespace_id: Option<Id>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}

impl Common for GroupMemberEvent {}

impl Common for ProjectMemberEvent {
    fn project_id(&self) -> Option<u64> {
        Some(self.project_id)
    }
}

impl Common for MemberApprovalEvent {
    fn action(&self) -> Option<&str> {
        Some(&self.action)
    }
}
