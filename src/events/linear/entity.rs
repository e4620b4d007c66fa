//! Customers, users and the audit log.

use super::common::entity;
use super::{IssueRef, ProjectRef};
use crate::events::{List, Raw, Timestamp};
use crate::model;

entity! {
    /// Something happened to a customer.
    pub struct CustomerEvent {
        data!: Box<Customer>,
    }

    /// Something happened to what a customer needs.
    pub struct CustomerNeedEvent {
        data!: Box<CustomerNeed>,
    }

    /// Something happened to a user.
    pub struct UserEvent {
        data!: Box<User>,
    }

    /// Something was written into the audit log.
    pub struct AuditEntryEvent {
        data!: Box<AuditEntry>,
    }
}

model! {
    /// A customer.
    pub struct Customer in camelCase {
        id: Box<str>,
        name: Box<str>,
        domains: List<Box<str>>,
        external_ids: List<Box<str>>,
        owner_id: Option<Box<str>>,
        revenue: Option<f64>,
        size: Option<f64>,
        url: Option<Box<str>>,
        status_id: Option<Box<str>>,
        tier_id: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// What a customer needs.
    pub struct CustomerNeed in camelCase {
        id: Box<str>,
        body: Option<Box<str>>,
        priority: f64,
        customer_id: Option<Box<str>>,
        customer: Option<Box<CustomerRef>>,
        issue_id: Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        project_id: Option<Box<str>>,
        project: Option<Box<ProjectRef>>,
        comment_id: Option<Box<str>>,
        creator_id: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// A customer, as other objects have it.
    pub struct CustomerRef {
        id: Box<str>,
        name: Box<str>,
        domains: List<Box<str>>,
    }

    /// A user.
    pub struct User in camelCase {
        id: Box<str>,
        name: Box<str>,
        display_name: Box<str>,
        email: Option<Box<str>>,
        active: bool,
        admin: bool,
        guest: bool,
        app: bool,
        url: Option<Box<str>>,
        avatar_url: Option<Box<str>>,
        timezone: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// An entry of the audit log.
    pub struct AuditEntry in camelCase {
        id: Box<str>,
        /// What was done.
        r#type: Box<str>,
        actor_id: Option<Box<str>>,
        ip: Option<Box<str>>,
        country_code: Option<Box<str>>,
        metadata: Raw,
        request_information: Raw,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}
