//! Check runs and the suites that they form.

use super::common::event;
use super::{App, PullRequestRef, Repository, SimpleCommit};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a check run.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run>
    pub struct CheckRunEvent [action, repository] never ["deployment_status"] {
        action!: CheckRunAction,
        check_run!: Box<CheckRun>,
        repository!: Box<Repository>,
        /// Which of its buttons a user pressed.
        requested_action: Option<RequestedAction>,
    }
}

open_enum! {
    /// What happened to a check run.
    pub enum CheckRunAction {
        Created = "created" is_created,
        Completed = "completed" is_completed,
        Rerequested = "rerequested" is_rerequested,
        RequestedAction = "requested_action" is_requested_action,
    }
}

event! {
    /// Something happened to a check suite.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_suite>
    pub struct CheckSuiteEvent [action, repository] {
        action!: CheckSuiteAction,
        check_suite!: Box<CheckSuite>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a check suite.
    pub enum CheckSuiteAction {
        Completed = "completed" is_completed,
        Requested = "requested" is_requested,
        Rerequested = "rerequested" is_rerequested,
    }
}

model! {
    /// A button on a check run.
    pub struct RequestedAction {
        /// The name that the app gave it.
        identifier: Box<str>,
    }

    /// A check run.
    pub struct CheckRun {
        id!: u64,
        name!: Box<str>,
        head_sha!: Box<str>,
        /// What the app calls it.
        external_id: Box<str>,
        html_url: Box<str>,
        details_url: Option<Box<str>>,
        status: CheckStatus,
        /// None before it is completed.
        conclusion: Option<Conclusion>,
        started_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        output: Option<Box<CheckOutput>>,
        check_suite: Option<Box<CheckSuite>>,
        app: Option<Box<App>>,
        /// Empty for those from forks.
        pull_requests: List<PullRequestRef>,
    }

    /// What a check run has to say.
    pub struct CheckOutput {
        title: Option<Box<str>>,
        summary: Option<Box<str>>,
        text: Option<Box<str>>,
        annotations_count: u64,
    }

    /// A check suite: the check runs of one app for one commit.
    ///
    /// Within a check run, it has no commit and no counts.
    pub struct CheckSuite {
        id!: u64,
        head_sha: Box<str>,
        head_branch: Option<Box<str>>,
        before: Option<Box<str>>,
        after: Option<Box<str>>,
        status: Option<CheckStatus>,
        /// None before it is completed.
        conclusion: Option<Conclusion>,
        app: Option<Box<App>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        rerequestable: bool,
        latest_check_runs_count: u64,
        head_commit: Option<Box<SimpleCommit>>,
        /// Empty for those from forks.
        pull_requests: List<PullRequestRef>,
    }
}

open_enum! {
    /// The status of a check, a workflow run, or a job.
    pub enum CheckStatus {
        Requested = "requested" is_requested,
        Queued = "queued" is_queued,
        Pending = "pending" is_pending,
        Waiting = "waiting" is_waiting,
        InProgress = "in_progress" is_in_progress,
        Completed = "completed" is_completed,
    }

    /// How a check, a workflow run, or a job ended.
    pub enum Conclusion {
        Success = "success" is_success,
        Failure = "failure" is_failure,
        Neutral = "neutral" is_neutral,
        Cancelled = "cancelled" is_cancelled,
        Skipped = "skipped" is_skipped,
        TimedOut = "timed_out" is_timed_out,
        ActionRequired = "action_required" is_action_required,
        Stale = "stale" is_stale,
        StartupFailure = "startup_failure" is_startup_failure,
    }
}
