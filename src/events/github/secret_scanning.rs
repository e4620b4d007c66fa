//! Secrets in a repository that GitHub found.

use super::common::event;
use super::{Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an alert about a secret.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert>
    pub struct SecretScanningAlertEvent [action, repository] never ["location"] {
        action!: SecretScanningAlertAction,
        alert!: Box<SecretScanningAlert>,
        repository!: Box<Repository>,
        /// Who was assigned or unassigned.
        assignee: Option<Box<User>>,
    }
}

open_enum! {
    /// What happened to an alert about a secret.
    pub enum SecretScanningAlertAction {
        Assigned = "assigned" is_assigned,
        Created = "created" is_created,
        PubliclyLeaked = "publicly_leaked" is_publicly_leaked,
        Reopened = "reopened" is_reopened,
        Resolved = "resolved" is_resolved,
        /// In older deliveries.
        Revoked = "revoked" is_revoked,
        Unassigned = "unassigned" is_unassigned,
        /// It was tried whether the secret is good.
        Validated = "validated" is_validated,
    }
}

event! {
    /// A secret was found at another place.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert_location>
    pub struct SecretScanningAlertLocationEvent [action, repository] {
        action!: SecretScanningAlertLocationAction,
        alert!: Box<SecretScanningAlert>,
        location!: Box<SecretScanningLocation>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a place of a secret. There is only one action.
    pub enum SecretScanningAlertLocationAction {
        Created = "created" is_created,
    }
}

event! {
    /// GitHub looked for secrets, and is done.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_scan>
    pub struct SecretScanningScanEvent [action, repository] {
        action!: SecretScanningScanAction,
        r#type!: SecretScanningScanType,
        source!: SecretScanningSource,
        started_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        /// For which it was looked; empty if it was one of your own patterns.
        secret_types: List<Box<str>>,
        custom_pattern_name: Option<Box<str>>,
        /// `repository`, `organization`, `enterprise`.
        custom_pattern_scope: Option<Box<str>>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a search for secrets. There is only one action.
    pub enum SecretScanningScanAction {
        Completed = "completed" is_completed,
    }

    /// Why the search for secrets was started.
    pub enum SecretScanningScanType {
        Backfill = "backfill" is_backfill,
        CustomPatternBackfill = "custom-pattern-backfill" is_custom_pattern_backfill,
        PatternVersionBackfill = "pattern-version-backfill" is_pattern_version_backfill,
    }

    /// Where it was looked for secrets.
    pub enum SecretScanningSource {
        Git = "git" is_git,
        Issues = "issues" is_issues,
        PullRequests = "pull-requests" is_pull_requests,
        Discussions = "discussions" is_discussions,
        Wiki = "wiki" is_wiki,
    }
}

model! {
    /// An alert about a secret. The secret itself is not in it.
    pub struct SecretScanningAlert {
        number!: u64,
        /// `adafruit_io_key`, say.
        secret_type!: Box<str>,
        secret_type_display_name: Option<Box<str>>,
        html_url: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        validity: Option<SecretValidity>,
        /// None while it is open.
        resolution: Option<SecretResolution>,
        resolved_at: Option<Timestamp>,
        resolved_by: Option<Box<User>>,
        resolution_comment: Option<Box<str>>,
        push_protection_bypassed: bool,
        push_protection_bypassed_at: Option<Timestamp>,
        push_protection_bypassed_by: Option<Box<User>>,
        push_protection_bypass_request_comment: Option<Box<str>>,
        push_protection_bypass_request_reviewer: Option<Box<User>>,
        push_protection_bypass_request_reviewer_comment: Option<Box<str>>,
        /// None if GitHub does not say.
        publicly_leaked: Option<bool>,
        /// None if GitHub does not say.
        multi_repo: Option<bool>,
        assigned_to: Option<Box<User>>,
    }

    /// A place of a secret.
    pub struct SecretScanningLocation {
        r#type: SecretScanningLocationType,
        details: Option<Box<SecretScanningLocationDetails>>,
    }

    /// Where that is. In a commit or a wiki there are path and lines, elsewhere there is an address.
    pub struct SecretScanningLocationDetails {
        path: Option<Box<str>>,
        start_line: Option<u64>,
        end_line: Option<u64>,
        start_column: Option<u64>,
        end_column: Option<u64>,
        blob_sha: Option<Box<str>>,
        commit_sha: Option<Box<str>>,
        commit_url: Option<Box<str>>,
        /// Of a wiki.
        page_url: Option<Box<str>>,
        issue_title_url: Option<Box<str>>,
        issue_body_url: Option<Box<str>>,
        issue_comment_url: Option<Box<str>>,
        discussion_title_url: Option<Box<str>>,
        discussion_body_url: Option<Box<str>>,
        discussion_comment_url: Option<Box<str>>,
        pull_request_title_url: Option<Box<str>>,
        pull_request_body_url: Option<Box<str>>,
        pull_request_comment_url: Option<Box<str>>,
        pull_request_review_url: Option<Box<str>>,
        pull_request_review_comment_url: Option<Box<str>>,
    }
}

open_enum! {
    /// Whether a secret is good.
    pub enum SecretValidity {
        Active = "active" is_active,
        Inactive = "inactive" is_inactive,
        Unknown = "unknown" is_unknown,
    }

    /// How an alert about a secret was resolved.
    pub enum SecretResolution {
        FalsePositive = "false_positive" is_false_positive,
        WontFix = "wont_fix" is_wont_fix,
        Revoked = "revoked" is_revoked,
        UsedInTests = "used_in_tests" is_used_in_tests,
        PatternDeleted = "pattern_deleted" is_pattern_deleted,
        PatternEdited = "pattern_edited" is_pattern_edited,
    }

    /// The kind of text that a secret was found in.
    pub enum SecretScanningLocationType {
        Commit = "commit" is_commit,
        WikiCommit = "wiki_commit" is_wiki_commit,
        IssueTitle = "issue_title" is_issue_title,
        IssueBody = "issue_body" is_issue_body,
        IssueComment = "issue_comment" is_issue_comment,
        DiscussionTitle = "discussion_title" is_discussion_title,
        DiscussionBody = "discussion_body" is_discussion_body,
        DiscussionComment = "discussion_comment" is_discussion_comment,
        PullRequestTitle = "pull_request_title" is_pull_request_title,
        PullRequestBody = "pull_request_body" is_pull_request_body,
        PullRequestComment = "pull_request_comment" is_pull_request_comment,
        PullRequestReview = "pull_request_review" is_pull_request_review,
        PullRequestReviewComment = "pull_request_review_comment" is_pull_request_review_comment,
    }
}
