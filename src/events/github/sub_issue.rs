//! Issues within issues.

use super::common::event;
use super::{Issue, Repository};
use crate::open_enum;

event! {
    /// An issue became part of another, or is no longer.
    ///
    /// Each such change is two events, one for either issue, which may be of two repositories.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#sub_issues>
    pub struct SubIssuesEvent [action, repository] {
        action!: SubIssuesAction,
        parent_issue_id: u64,
        parent_issue!: Box<Issue>,
        /// Only in the events of the part.
        parent_issue_repo: Option<Box<Repository>>,
        sub_issue_id: u64,
        sub_issue!: Box<Issue>,
        /// Only in the events of the whole.
        sub_issue_repo: Option<Box<Repository>>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to an issue and its part.
    pub enum SubIssuesAction {
        ParentIssueAdded = "parent_issue_added" is_parent_issue_added,
        ParentIssueRemoved = "parent_issue_removed" is_parent_issue_removed,
        SubIssueAdded = "sub_issue_added" is_sub_issue_added,
        SubIssueRemoved = "sub_issue_removed" is_sub_issue_removed,
    }
}

event! {
    /// An issue blocks another, or no longer does.
    ///
    /// Each such change is two events, one for either issue, which may be of two repositories.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_dependencies>
    pub struct IssueDependenciesEvent [action, repository] {
        action!: IssueDependenciesAction,
        blocked_issue_id: u64,
        blocked_issue!: Box<Issue>,
        /// Only in the events of the issue that blocks.
        blocked_issue_repo: Option<Box<Repository>>,
        blocking_issue_id: u64,
        blocking_issue!: Box<Issue>,
        /// Only in the events of the issue that is blocked.
        blocking_issue_repo: Option<Box<Repository>>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened between two issues.
    pub enum IssueDependenciesAction {
        BlockedByAdded = "blocked_by_added" is_blocked_by_added,
        BlockedByRemoved = "blocked_by_removed" is_blocked_by_removed,
        BlockingAdded = "blocking_added" is_blocking_added,
        BlockingRemoved = "blocking_removed" is_blocking_removed,
    }
}

event! {
    /// An issue relates to another, or no longer does.
    ///
    /// Each such change is two events, one for either issue, which may be of two repositories.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#issue_relates_to>
    pub struct IssueRelatesToEvent [action, repository] {
        action!: IssueRelatesToAction,
        issue_id: Option<u64>,
        issue: Option<Box<Issue>>,
        related_issue_id: Option<u64>,
        /// None if it is of another repository.
        related_issue: Option<Box<Issue>>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened between two issues that relate to each other.
    pub enum IssueRelatesToAction {
        RelatesToAdded = "relates_to_added" is_relates_to_added,
        RelatesToRemoved = "relates_to_removed" is_relates_to_removed,
    }
}
