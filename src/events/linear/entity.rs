//! Customers, users and the audit log.

use super::common::entity;
use super::{IssueRef, ProjectRef};
use crate::events::{List, Raw, Timestamp};
use crate::model;

entity! {
    /// Something happened to a customer.
    pub struct CustomerEvent of Customer
}

entity! {
    /// Something happened to what a customer needs.
    pub struct CustomerNeedEvent of CustomerNeed
}

entity! {
    /// Something happened to a user.
    pub struct UserEvent of User
}

entity! {
    /// Something was written into the audit log.
    pub struct AuditEntryEvent of AuditEntry
}

model! {
    /// A customer.
    pub struct Customer {
        id: Box<str>,
        name: Box<str>,
        domains: List<Box<str>>,
        external_ids as "externalIds": List<Box<str>>,
        owner_id as "ownerId": Option<Box<str>>,
        revenue: Option<f64>,
        size: Option<f64>,
        url: Option<Box<str>>,
        status_id as "statusId": Option<Box<str>>,
        tier_id as "tierId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// What a customer needs.
    pub struct CustomerNeed {
        id: Box<str>,
        body: Option<Box<str>>,
        priority: f64,
        customer_id as "customerId": Option<Box<str>>,
        customer: Option<Box<CustomerRef>>,
        issue_id as "issueId": Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        project_id as "projectId": Option<Box<str>>,
        project: Option<Box<ProjectRef>>,
        comment_id as "commentId": Option<Box<str>>,
        creator_id as "creatorId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// A customer, as other objects have it.
    pub struct CustomerRef {
        id: Box<str>,
        name: Box<str>,
        domains: List<Box<str>>,
    }

    /// A user.
    pub struct User {
        id: Box<str>,
        name: Box<str>,
        display_name as "displayName": Box<str>,
        email: Option<Box<str>>,
        active: bool,
        admin: bool,
        guest: bool,
        app: bool,
        url: Option<Box<str>>,
        avatar_url as "avatarUrl": Option<Box<str>>,
        timezone: Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// An entry of the audit log.
    pub struct AuditEntry {
        id: Box<str>,
        /// What was done.
        r#type: Box<str>,
        actor_id as "actorId": Option<Box<str>>,
        ip: Option<Box<str>>,
        country_code as "countryCode": Option<Box<str>>,
        metadata: Raw,
        request_information as "requestInformation": Raw,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
    }
}
