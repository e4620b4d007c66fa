//! Runs of workflows, and the jobs of these.

use super::common::event;
use super::{CheckStatus, Conclusion, Deployment, PullRequestRef, Repository, SimpleCommit, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a run of a workflow.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run>
    pub struct WorkflowRunEvent [action, repository] never ["deployment", "deployment_status", "reviewers", "since"] {
        action!: WorkflowRunAction,
        workflow_run!: Box<WorkflowRun>,
        /// None if the workflow's file was deleted.
        workflow: Option<Box<Workflow>>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a run of a workflow.
    pub enum WorkflowRunAction {
        /// Well or not, see `workflow_run.conclusion`.
        Completed = "completed" is_completed,
        InProgress = "in_progress" is_in_progress,
        Requested = "requested" is_requested,
    }
}

event! {
    /// Something happened to a job of a run.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_job>
    pub struct WorkflowJobEvent [action, repository] {
        action!: WorkflowJobAction,
        workflow_job!: Box<WorkflowJob>,
        /// If it deploys.
        deployment: Option<Box<Deployment>>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a job of a run.
    pub enum WorkflowJobAction {
        /// The result: see `workflow_job.conclusion`.
        Completed = "completed" is_completed,
        InProgress = "in_progress" is_in_progress,
        Queued = "queued" is_queued,
        /// For the approval of a user.
        Waiting = "waiting" is_waiting,
    }
}

model! {
    /// A workflow.
    pub struct Workflow {
        id!: u64,
        name!: Box<str>,
        /// Of its file.
        path: Box<str>,
        /// `active`, `deleted`, `disabled_manually`, `disabled_inactivity`, ...
        state: Box<str>,
        html_url: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A run of a workflow.
    pub struct WorkflowRun {
        id!: u64,
        /// Of the workflow.
        name: Option<Box<str>>,
        display_title: Option<Box<str>>,
        /// Of the workflow's file.
        path: Box<str>,
        workflow_id: u64,
        check_suite_id: u64,
        /// Counts the runs of the workflow.
        run_number: u64,
        /// Counts the attempts at this run.
        run_attempt: u64,
        /// Of what it is a consequence: the name of an event of GitHub, or `schedule`.
        event: Box<str>,
        status: CheckStatus,
        /// None before it is completed.
        conclusion: Option<Conclusion>,
        head_branch: Option<Box<str>>,
        head_sha!: Box<str>,
        head_commit: Option<Box<SimpleCommit>>,
        /// The origin of the commit: a fork, or the repository itself; none if it was deleted.
        head_repository: Option<Box<Repository>>,
        html_url: Box<str>,
        /// Empty for those from forks.
        pull_requests: List<PullRequestRef>,
        actor: Option<Box<User>>,
        /// Who started this attempt.
        triggering_actor: Option<Box<User>>,
        referenced_workflows: List<ReferencedWorkflow>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        /// This attempt.
        run_started_at: Option<Timestamp>,
    }

    /// A workflow that another one uses.
    pub struct ReferencedWorkflow {
        path!: Box<str>,
        sha: Box<str>,
        r#ref: Option<Box<str>>,
    }

    /// A job of a run.
    pub struct WorkflowJob {
        id!: u64,
        run_id!: u64,
        run_attempt: u64,
        name!: Box<str>,
        workflow_name: Option<Box<str>>,
        head_branch: Option<Box<str>>,
        head_sha!: Box<str>,
        html_url: Box<str>,
        status: CheckStatus,
        /// None before it is completed.
        conclusion: Option<Conclusion>,
        created_at: Option<Timestamp>,
        started_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        steps: List<WorkflowStep>,
        /// The labels that a runner needs.
        labels: List<Box<str>>,
        /// None before a runner takes it.
        runner_id: Option<u64>,
        runner_name: Option<Box<str>>,
        runner_group_id: Option<u64>,
        runner_group_name: Option<Box<str>>,
    }

    /// A step of a job.
    pub struct WorkflowStep {
        number: u64,
        name!: Box<str>,
        status: CheckStatus,
        /// None before it is completed.
        conclusion: Option<Conclusion>,
        started_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
    }
}
