//! Requests to run a workflow by name, or whatever listens for an event.

use super::Repository;
use super::common::event;
use crate::events::{Map, Raw};

event! {
    /// A user asked for an event of their own, through the API.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository_dispatch>
    pub struct RepositoryDispatchEvent [action, repository] {
        /// The `event_type` that they gave it.
        action!: Box<str>,
        /// The repository's default branch.
        branch!: Box<str>,
        /// What they put in.
        client_payload: Raw,
        repository!: Box<Repository>,
    }
}

event! {
    /// A user started a workflow by hand, or through the API.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_dispatch>
    pub struct WorkflowDispatchEvent [repository] {
        /// The path of the workflow's file.
        workflow!: Box<str>,
        /// In full: `refs/heads/main`, `refs/tags/v1`.
        r#ref!: Box<str>,
        /// By the names that the workflow gives them. (The API lets through values that are no
        /// texts.)
        inputs: Map<Box<str>>,
        repository!: Box<Repository>,
    }
}
