//! Events of an enterprise or a server (GitHub Enterprise) only.

use super::common::event;
use super::{
    Common, CustomProperty, CustomPropertyAction, CustomPropertyValue, CustomPropertyValuesAction,
    Enterprise, InstallationRef, Organization, Repository, User,
};
use crate::events::{Id, List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// A user came to a server, or was deleted.
    ///
    /// <https://docs.github.com/en/enterprise-server@latest/webhooks/webhook-events-and-payloads#user>
    pub struct UserEvent [action, repository] never ["membership", "invitation"] {
        action!: UserAction,
        user!: Option<Box<User>>,
        repository: Option<Box<Repository>>,
    }
}

event! {
    /// A server lets people read without an account, or no longer does.
    ///
    /// <https://docs.github.com/en/enterprise-server@latest/webhooks/webhook-events-and-payloads#enterprise>
    pub struct EnterpriseEvent [action, repository] {
        action!: EnterpriseAction,
        repository: Option<Box<Repository>>,
    }
}

event! {
    /// A repository's cache of a server was synchronized.
    ///
    /// <https://docs.github.com/en/enterprise-server@latest/webhooks/webhook-events-and-payloads#cache_sync>
    pub struct CacheSyncEvent [repository] {
        cache_location!: Box<str>,
        r#ref!: Box<str>,
        before!: Box<str>,
        after!: Box<str>,
        repository: Option<Box<Repository>>,
    }
}

event! {
    /// A user asks to be exempt from a rule: to push what it keeps out, or to dismiss an alert.
    ///
    /// Six events have the same fields for different rules. Their names are not signed, and
    /// [`request_type`](ExemptionRequest::request_type) is.
    ///
    /// <https://docs.github.com/en/enterprise-cloud@latest/webhooks/webhook-events-and-payloads#exemption_request_push_ruleset>
    pub struct ExemptionRequestEvent [action, repository] {
        action!: ExemptionRequestAction,
        exemption_request!: Box<ExemptionRequest>,
        /// Of an answer.
        exemption_response: Option<Box<ExemptionResponse>>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a user.
    pub enum UserAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
    }

    /// What happened to a server.
    pub enum EnterpriseAction {
        AnonymousAccessDisabled = "anonymous_access_disabled" is_anonymous_access_disabled,
        AnonymousAccessEnabled = "anonymous_access_enabled" is_anonymous_access_enabled,
    }

    /// What happened to a request.
    pub enum ExemptionRequestAction {
        Cancelled = "cancelled" is_cancelled,
        Completed = "completed" is_completed,
        Created = "created" is_created,
        ResponseDismissed = "response_dismissed" is_response_dismissed,
        ResponseSubmitted = "response_submitted" is_response_submitted,
    }

    /// The status of a request.
    pub enum ExemptionRequestStatus {
        Cancelled = "cancelled" is_cancelled,
        Completed = "completed" is_completed,
        Pending = "pending" is_pending,
        Rejected = "rejected" is_rejected,
    }
}

model! {
    /// A request to be exempt from a rule.
    pub struct ExemptionRequest {
        id!: u64,
        number: Option<u64>,
        /// `push_ruleset_bypass`, `secret_scanning`, `secret_scanning_closure`,
        /// `code_scanning_alert_dismissal`, `dependabot_alert_dismissal`, ...
        request_type!: Box<str>,
        status: Option<ExemptionRequestStatus>,
        repository_id: Option<u64>,
        requester_id: Option<u64>,
        requester_login: Option<Box<str>>,
        requester_comment: Option<Box<str>>,
        /// Of a commit, a secret, an alert.
        resource_identifier: Option<Id>,
        /// By `request_type`.
        exemption_request_data: Raw,
        /// By `request_type`.
        metadata: Raw,
        responses: List<ExemptionResponse>,
        created_at: Option<Timestamp>,
        expires_at: Option<Timestamp>,
        html_url: Option<Box<str>>,
    }

    /// What a reviewer says to a request.
    pub struct ExemptionResponse {
        id: Option<u64>,
        reviewer_id: Option<u64>,
        reviewer_login: Option<Box<str>>,
        /// `approved`, `rejected`, `dismissed`.
        status: Option<Box<str>>,
        reviewer_comment: Option<Box<str>>,
        created_at: Option<Timestamp>,
    }

    /// Something happened to the definition of a property that an enterprise gives its
    /// organizations.
    ///
    /// <https://docs.github.com/en/enterprise-cloud@latest/webhooks/webhook-events-and-payloads#organization_custom_property>
    pub struct OrganizationCustomPropertyEvent never ["organization", "repository"] {
        action!: CustomPropertyAction,
        definition!: Box<CustomProperty>,
        enterprise!: Box<Enterprise>,
        /// Who did it.
        sender: Option<Box<User>>,
        /// Only in deliveries to an app.
        installation: Option<Box<InstallationRef>>,
    }

    /// An organization's properties got other values.
    ///
    /// <https://docs.github.com/en/enterprise-cloud@latest/webhooks/webhook-events-and-payloads#organization_custom_property_values>
    pub struct OrganizationCustomPropertyValuesEvent never ["repository"] {
        action!: CustomPropertyValuesAction,
        new_property_values!: List<CustomPropertyValue>,
        old_property_values!: List<CustomPropertyValue>,
        organization!: Box<Organization>,
        enterprise: Option<Box<Enterprise>>,
        /// Who did it.
        sender: Option<Box<User>>,
        /// Only in deliveries to an app.
        installation: Option<Box<InstallationRef>>,
    }
}

event! { impl OrganizationCustomPropertyValuesEvent [action] }

impl Common for OrganizationCustomPropertyEvent {
    fn action(&self) -> Option<&str> {
        Some(self.action.as_str())
    }

    fn repository(&self) -> Option<&Repository> {
        None
    }

    fn organization(&self) -> Option<&Organization> {
        None
    }

    fn enterprise(&self) -> Option<&Enterprise> {
        Some(&self.enterprise)
    }

    fn sender(&self) -> Option<&User> {
        self.sender.as_deref()
    }

    fn installation_id(&self) -> Option<u64> {
        self.installation
            .as_ref()
            .map(|installation| installation.id)
    }
}
