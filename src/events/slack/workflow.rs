//! Functions and workflows.

use super::common::event;
use crate::events::{List, Raw, Redacted, Timestamp};
use crate::model;

event! {
    /// A function of your app is to run.
    ///
    /// <https://docs.slack.dev/reference/events/function_executed>
    pub struct FunctionExecutedEvent {
        event!: Box<FunctionExecuted>,
    }

    /// A workflow was published, unpublished or deleted: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events>
    pub struct WorkflowEvent {
        event!: Box<WorkflowChange>,
    }

    /// A step of your app was deleted from a workflow.
    ///
    /// <https://docs.slack.dev/reference/events>
    pub struct WorkflowStepDeletedEvent {
        event!: Box<WorkflowChange>,
    }

    /// A step of your app is to run.
    ///
    /// <https://docs.slack.dev/reference/events>
    pub struct WorkflowStepExecuteEvent {
        event!: Box<WorkflowStepExecute>,
    }
}

model! {
    /// A function that is to run.
    pub struct FunctionExecuted {
        function!: Box<Function>,
        /// By name, as your manifest declares them.
        inputs: Raw,
        /// For `functions.completeSuccess` and `functions.completeError`.
        function_execution_id!: Box<str>,
        workflow_execution_id: Option<Box<str>>,
        /// Good for this run.
        bot_access_token: Option<Redacted>,
        event_ts: Option<Box<str>>,
    }

    /// A function.
    pub struct Function {
        id!: Box<str>,
        callback_id: Box<str>,
        title: Option<Box<str>>,
        description: Option<Box<str>>,
        r#type: Option<Box<str>>,
        app_id: Option<Box<str>>,
        date_updated: Option<Timestamp>,
        input_parameters: List<Parameter>,
        output_parameters: List<Parameter>,
    }

    /// What goes into a function, or comes out of it.
    pub struct Parameter {
        name!: Box<str>,
        r#type: Option<Box<str>>,
        title: Option<Box<str>>,
        description: Option<Box<str>>,
        is_required: bool,
    }

    /// A workflow to which something happened.
    pub struct WorkflowChange {
        workflow_id!: Box<str>,
        workflow_draft_configuration: Option<WorkflowConfiguration>,
        workflow_published_configuration: Option<WorkflowConfiguration>,
        event_ts: Option<Box<str>>,
    }

    /// A version of a workflow.
    pub struct WorkflowConfiguration {
        version_id: Option<Box<str>>,
        app_steps: List<AppStep>,
    }

    /// A step of an app.
    pub struct AppStep {
        app_id: Option<Box<str>>,
        workflow_step_id: Option<Box<str>>,
        callback_id: Option<Box<str>>,
    }

    /// A step that is to run.
    pub struct WorkflowStepExecute {
        callback_id!: Box<str>,
        workflow_step!: Box<WorkflowStep>,
        event_ts: Option<Box<str>>,
    }

    /// A step of a workflow.
    pub struct WorkflowStep {
        workflow_step_execute_id: Option<Box<str>>,
        workflow_step_edit_id: Option<Box<str>>,
        workflow_id: Option<Box<str>>,
        workflow_instance_id: Option<Box<str>>,
        step_id: Option<Box<str>>,
        inputs: Raw,
        outputs: List<Raw>,
    }
}
