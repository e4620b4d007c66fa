//! Pipelines and their jobs.

use super::common::event;
use super::{Commit, MergeRequest, Project, User};
use crate::events::{Id, List, Timestamp};
use crate::{model, open_enum};

event! {
    /// The status of a pipeline changed.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#pipeline-events>
    pub struct PipelineEvent {
        object_attributes!: Box<Pipeline>,
        merge_request: Option<Box<MergeRequest>>,
        commit: Option<Box<Commit>>,
        /// The pipeline that triggered this one.
        source_pipeline: Option<SourcePipeline>,
        builds: List<PipelineJob>,
    }
}

event! {
    /// The status of a job changed. GitLab calls it a build in the body, and its fields stand at
    /// the top.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#job-events>
    pub struct BuildEvent [project_id] {
        build_id!: u64,
        build_name: Box<str>,
        build_stage: Box<str>,
        build_status: Status,
        build_created_at: Option<Timestamp>,
        build_started_at: Option<Timestamp>,
        build_finished_at: Option<Timestamp>,
        /// In seconds.
        build_duration: Option<f64>,
        build_allow_failure: bool,
        build_failure_reason: Option<Box<str>>,
        retries_count: Option<u64>,
        pipeline_id: Option<u64>,
        r#ref: Box<str>,
        tag: bool,
        sha: Box<str>,
        project_id: Option<u64>,
        commit: Option<Box<BuildCommit>>,
        runner: Option<Box<Runner>>,
        environment: Option<JobEnvironment>,
    }
}

model! {
    /// A pipeline. Its variables are left out, as they can be secrets.
    pub struct Pipeline {
        id!: u64,
        /// What people see.
        iid: Option<u64>,
        name: Option<Box<str>>,
        r#ref: Box<str>,
        tag: bool,
        sha: Box<str>,
        /// `push`, `merge_request_event`, `schedule`, ...
        source: Option<Box<str>>,
        status: Status,
        detailed_status: Option<Box<str>>,
        stages: List<Box<str>>,
        created_at: Option<Timestamp>,
        finished_at: Option<Timestamp>,
        /// In seconds.
        duration: Option<f64>,
        url: Option<Box<str>>,
    }

    /// The pipeline that triggered another.
    pub struct SourcePipeline {
        project: Option<Box<Project>>,
        pipeline_id: Option<u64>,
        job_id: Option<u64>,
    }

    /// A job of a pipeline.
    pub struct PipelineJob {
        id!: u64,
        name: Box<str>,
        stage: Box<str>,
        status: Status,
        started_at: Option<Timestamp>,
        finished_at: Option<Timestamp>,
        /// In seconds.
        duration: Option<f64>,
        failure_reason: Option<Box<str>>,
        allow_failure: bool,
        user: Option<Box<User>>,
        environment: Option<JobEnvironment>,
    }

    /// What runs a job.
    pub struct Runner {
        id!: u64,
        description: Option<Box<str>>,
        runner_type: Option<Box<str>>,
        active: bool,
        tags: List<Box<str>>,
    }

    /// Where a job deploys to.
    pub struct JobEnvironment {
        name: Option<Box<str>>,
        action: Option<Box<str>>,
        deployment_tier: Option<Box<str>>,
    }

    /// The commit of a job, with the pipeline's state.
    pub struct BuildCommit {
        /// The pipeline's, and not the commit's.
        id: Option<Id>,
        sha: Option<Box<str>>,
        message: Option<Box<str>>,
        author_name: Option<Box<str>>,
        author_email: Option<Box<str>>,
    }
}

open_enum! {
    /// The status of a pipeline, job or deployment.
    pub enum Status {
        Canceled = "canceled" is_canceled,
        Canceling = "canceling" is_canceling,
        Created = "created" is_created,
        Failed = "failed" is_failed,
        Manual = "manual" is_manual,
        Pending = "pending" is_pending,
        Preparing = "preparing" is_preparing,
        Running = "running" is_running,
        Scheduled = "scheduled" is_scheduled,
        Skipped = "skipped" is_skipped,
        Success = "success" is_success,
        WaitingForResource = "waiting_for_resource" is_waiting_for_resource,
    }
}
