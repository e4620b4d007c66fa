//! Vulnerabilities, and tokens that expire.

use super::common::event;
use crate::events::{List, Raw, Timestamp};
use crate::model;

event! {
    /// A vulnerability was found, or its state changed.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#vulnerability-events>
    pub struct VulnerabilityEvent {
        object_attributes!: Box<Vulnerability>,
    }
}

event! {
    /// A project's or group's access token, or deploy token, expires soon. (The token itself is
    /// not sent.)
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#project-and-group-access-token-events>
    pub struct TokenEvent {
        /// `expiring_access_token`, ...
        event_name: Option<Box<str>>,
        object_attributes!: Box<Token>,
    }
}

model! {
    /// A vulnerability.
    pub struct Vulnerability {
        url: Option<Box<str>>,
        title!: Box<str>,
        /// `detected`, `confirmed`, `dismissed`, `resolved`.
        state: Option<Box<str>>,
        project_id: Option<u64>,
        severity: Option<Box<str>>,
        report_type: Option<Box<str>>,
        identifiers: List<Identifier>,
        location: Raw,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        confirmed_at: Option<Timestamp>,
        dismissed_at: Option<Timestamp>,
        resolved_at: Option<Timestamp>,
    }

    /// What others call it.
    pub struct Identifier {
        name: Box<str>,
        external_id: Option<Box<str>>,
        external_type: Option<Box<str>>,
        url: Option<Box<str>>,
    }

    /// A token.
    pub struct Token {
        id!: u64,
        name: Box<str>,
        user_id: Option<u64>,
        created_at: Option<Timestamp>,
        expires_at: Option<Timestamp>,
    }
}
