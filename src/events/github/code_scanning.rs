//! Faults in the code that an analysis found.

use super::common::event;
use super::{Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an alert about code.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#code_scanning_alert>
    pub struct CodeScanningAlertEvent [action, repository] never ["location"] {
        action!: CodeScanningAlertAction,
        alert!: Box<CodeScanningAlert>,
        repository!: Box<Repository>,
        /// In full: `refs/heads/main`. Empty if the action is about none.
        r#ref: Option<Box<str>>,
        /// Empty if the action is about none.
        commit_oid: Option<Box<str>>,
    }
}

open_enum! {
    /// What happened to an alert about code.
    pub enum CodeScanningAlertAction {
        AppearedInBranch = "appeared_in_branch" is_appeared_in_branch,
        ClosedByUser = "closed_by_user" is_closed_by_user,
        Created = "created" is_created,
        Fixed = "fixed" is_fixed,
        Reopened = "reopened" is_reopened,
        ReopenedByUser = "reopened_by_user" is_reopened_by_user,
        UpdatedAssignment = "updated_assignment" is_updated_assignment,
    }

    /// The state of an alert about code.
    pub enum CodeScanningAlertState {
        Open = "open" is_open,
        Dismissed = "dismissed" is_dismissed,
        Fixed = "fixed" is_fixed,
    }

    /// Why an alert about code was dismissed.
    pub enum CodeScanningDismissal {
        FalsePositive = "false positive" is_false_positive,
        WontFix = "won't fix" is_wont_fix,
        UsedInTests = "used in tests" is_used_in_tests,
    }
}

model! {
    /// An alert about code.
    pub struct CodeScanningAlert {
        number!: u64,
        /// Which check found it.
        rule!: Box<CodeScanningRule>,
        /// The tool that found it.
        tool: Option<CodeScanningTool>,
        html_url: Box<str>,
        /// None in some deliveries.
        state: Option<CodeScanningAlertState>,
        assignees: List<User>,
        created_at: Option<Timestamp>,
        fixed_at: Option<Timestamp>,
        dismissed_at: Option<Timestamp>,
        dismissed_by: Option<Box<User>>,
        dismissed_reason: Option<CodeScanningDismissal>,
        dismissed_comment: Option<Box<str>>,
        most_recent_instance: Option<Box<CodeScanningInstance>>,
    }

    /// A check of an analysis.
    pub struct CodeScanningRule {
        id!: Box<str>,
        name: Option<Box<str>>,
        description: Box<str>,
        /// `none`, `note`, `warning`, `error`.
        severity: Option<Box<str>>,
        tags: List<Box<str>>,
    }

    /// A program that analyses code.
    pub struct CodeScanningTool {
        name!: Box<str>,
        version: Option<Box<str>>,
    }

    /// One place of a fault, in one analysis.
    pub struct CodeScanningInstance {
        r#ref: Box<str>,
        analysis_key: Box<str>,
        category: Option<Box<str>>,
        environment: Box<str>,
        state: Option<CodeScanningAlertState>,
        commit_sha: Option<Box<str>>,
        message: Option<CodeScanningMessage>,
        location: Option<CodeScanningLocation>,
        /// `test`, `library`, ...
        classifications: List<Box<str>>,
    }

    /// What the program says of it.
    pub struct CodeScanningMessage {
        text: Option<Box<str>>,
    }

    /// A place in the code.
    pub struct CodeScanningLocation {
        path: Box<str>,
        start_line: u64,
        end_line: u64,
        start_column: u64,
        end_column: u64,
    }
}
