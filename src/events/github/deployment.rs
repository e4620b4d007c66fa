//! Deployments, and what is asked of them.

use super::common::event;
use super::{
    App, CheckRun, CheckStatus, Conclusion, PullRequest, Repository, User, Workflow, WorkflowRun,
};
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// A deployment was asked for.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment>
    pub struct DeploymentEvent [repository] never ["deployment_status", "pull_requests", "check_run", "environment", "workflow_job"] {
        /// Absent in old deliveries.
        action: Option<DeploymentAction>,
        deployment!: Box<Deployment>,
        /// If one asked for it.
        workflow: Option<Box<Workflow>>,
        /// If one asked for it.
        workflow_run: Option<Box<WorkflowRun>>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a deployment, or to its status. There is only one action.
    pub enum DeploymentAction {
        Created = "created" is_created,
    }
}

event! {
    /// A deployment has another status.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_status>
    pub struct DeploymentStatusEvent [repository] {
        /// Absent in old deliveries.
        action: Option<DeploymentAction>,
        deployment!: Box<Deployment>,
        deployment_status!: Box<DeploymentStatus>,
        check_run: Option<Box<CheckRun>>,
        /// If one deploys.
        workflow: Option<Box<Workflow>>,
        /// If one deploys.
        workflow_run: Option<Box<WorkflowRun>>,
        repository!: Box<Repository>,
    }
}

event! {
    /// A rule of an environment asks your app whether a deployment may go on.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_protection_rule>
    pub struct DeploymentProtectionRuleEvent [action, repository] never ["deployment_status", "workflow_job"] {
        action!: DeploymentProtectionRuleAction,
        /// Where it is to be deployed.
        environment!: Box<str>,
        /// The name of the event for which.
        event: Option<Box<str>>,
        /// Whither to send the answer.
        deployment_callback_url!: Box<str>,
        deployment: Option<Box<Deployment>>,
        pull_requests: List<PullRequest>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a rule of an environment. There is only one action.
    pub enum DeploymentProtectionRuleAction {
        Requested = "requested" is_requested,
    }
}

event! {
    /// Approval of a deployment was requested, given or denied.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_review>
    pub struct DeploymentReviewEvent [action, repository] {
        action!: DeploymentReviewAction,
        /// When it was asked for, as a text of the environment's.
        since!: Box<str>,
        /// Who gave or denied it.
        approver: Option<Box<User>>,
        comment: Option<Box<str>>,
        /// Of whom it is asked.
        reviewers: List<DeploymentReviewer>,
        /// Who asks for it.
        requestor: Option<Box<User>>,
        environment: Option<Box<str>>,
        workflow_run: Option<Box<WorkflowRun>>,
        workflow_job_run: Option<Box<DeploymentJob>>,
        workflow_job_runs: List<DeploymentJob>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to an approval.
    pub enum DeploymentReviewAction {
        Approved = "approved" is_approved,
        Rejected = "rejected" is_rejected,
        Requested = "requested" is_requested,
    }

    /// The status of a deployment.
    pub enum DeploymentState {
        Error = "error" is_error,
        Failure = "failure" is_failure,
        Inactive = "inactive" is_inactive,
        InProgress = "in_progress" is_in_progress,
        Pending = "pending" is_pending,
        Queued = "queued" is_queued,
        Success = "success" is_success,
        Waiting = "waiting" is_waiting,
    }
}

model! {
    /// A deployment.
    pub struct Deployment {
        id!: u64,
        sha!: Box<str>,
        /// A branch, a tag or a SHA.
        r#ref!: Box<str>,
        task: Box<str>,
        /// Any JSON that was given, or a text.
        payload: Raw,
        environment: Box<str>,
        original_environment: Option<Box<str>>,
        transient_environment: bool,
        production_environment: bool,
        description: Option<Box<str>>,
        creator: Option<Box<User>>,
        performed_via_github_app: Option<Box<App>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// The status of a deployment.
    pub struct DeploymentStatus {
        id!: u64,
        state!: DeploymentState,
        description: Option<Box<str>>,
        environment: Box<str>,
        target_url: Option<Box<str>>,
        creator: Option<Box<User>>,
        performed_via_github_app: Option<Box<App>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// Of whom an approval is asked.
    pub struct DeploymentReviewer {
        /// `User` or `Team`.
        r#type: Box<str>,
        reviewer: Option<Box<Reviewer>>,
    }

    /// A user or a team.
    pub struct Reviewer {
        id!: u64,
        /// Of a user.
        login: Option<Box<str>>,
        /// Of a team.
        name: Option<Box<str>>,
        /// Of a team.
        slug: Option<Box<str>>,
        html_url: Option<Box<str>>,
    }

    /// A job that waits for an approval.
    pub struct DeploymentJob {
        id: Option<u64>,
        name: Option<Box<str>>,
        environment: Option<Box<str>>,
        status: Option<CheckStatus>,
        conclusion: Option<Conclusion>,
        html_url: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}
