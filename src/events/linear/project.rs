//! Projects, initiatives, cycles and documents.

use super::common::entity;
use super::{ProjectRef, UserRef};
use crate::events::{List, Timestamp};
use crate::model;

entity! {
    /// Something happened to a project.
    pub struct ProjectEvent of Project
}

entity! {
    /// Something happened to a report on a project.
    pub struct ProjectUpdateEvent of ProjectUpdate
}

entity! {
    /// Something happened to an initiative.
    pub struct InitiativeEvent of Initiative
}

entity! {
    /// Something happened to a report on an initiative.
    pub struct InitiativeUpdateEvent of InitiativeUpdate
}

entity! {
    /// Something happened to a cycle.
    pub struct CycleEvent of Cycle
}

entity! {
    /// Something happened to a document.
    pub struct DocumentEvent of Document
}

model! {
    /// A project.
    pub struct Project {
        id: Box<str>,
        name: Box<str>,
        description: Option<Box<str>>,
        content: Option<Box<str>>,
        slug_id as "slugId": Option<Box<str>>,
        url: Option<Box<str>>,
        /// In old deliveries; now `status`.
        state: Option<Box<str>>,
        status_id as "statusId": Option<Box<str>>,
        status: Option<Box<ProjectStatus>>,
        /// `onTrack`, `atRisk`, `offTrack`.
        health: Option<Box<str>>,
        lead_id as "leadId": Option<Box<str>>,
        lead: Option<Box<UserRef>>,
        creator_id as "creatorId": Option<Box<str>>,
        member_ids as "memberIds": List<Box<str>>,
        team_ids as "teamIds": List<Box<str>>,
        label_ids as "labelIds": List<Box<str>>,
        priority: f64,
        color: Option<Box<str>>,
        icon: Option<Box<str>>,
        /// A date without a time, as text.
        start_date as "startDate": Option<Box<str>>,
        /// A date without a time, as text.
        target_date as "targetDate": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        started_at as "startedAt": Option<Timestamp>,
        completed_at as "completedAt": Option<Timestamp>,
        canceled_at as "canceledAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// How far a project is.
    pub struct ProjectStatus {
        id: Box<str>,
        name: Box<str>,
        /// `backlog`, `planned`, `started`, `paused`, `completed`, `canceled`.
        r#type: Box<str>,
        color: Box<str>,
    }

    /// A report on a project.
    pub struct ProjectUpdate {
        id: Box<str>,
        body: Box<str>,
        health: Option<Box<str>>,
        url: Option<Box<str>>,
        user_id as "userId": Option<Box<str>>,
        user: Option<Box<UserRef>>,
        project_id as "projectId": Option<Box<str>>,
        project: Option<Box<ProjectRef>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        edited_at as "editedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// An initiative.
    pub struct Initiative {
        id: Box<str>,
        name: Box<str>,
        description: Option<Box<str>>,
        slug_id as "slugId": Option<Box<str>>,
        url: Option<Box<str>>,
        status: Option<Box<str>>,
        health: Option<Box<str>>,
        owner_id as "ownerId": Option<Box<str>>,
        owner: Option<Box<UserRef>>,
        creator: Option<Box<UserRef>>,
        /// A date without a time, as text.
        target_date as "targetDate": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        started_at as "startedAt": Option<Timestamp>,
        completed_at as "completedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// A report on an initiative.
    pub struct InitiativeUpdate {
        id: Box<str>,
        body: Box<str>,
        health: Option<Box<str>>,
        url: Option<Box<str>>,
        user_id as "userId": Option<Box<str>>,
        user: Option<Box<UserRef>>,
        initiative_id as "initiativeId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        edited_at as "editedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// A cycle: some weeks of a team's work.
    pub struct Cycle {
        id: Box<str>,
        number: f64,
        name: Option<Box<str>>,
        description: Option<Box<str>>,
        team_id as "teamId": Option<Box<str>>,
        starts_at as "startsAt": Option<Timestamp>,
        ends_at as "endsAt": Option<Timestamp>,
        completed_at as "completedAt": Option<Timestamp>,
        uncompleted_issues as "uncompletedIssuesUponCloseIds": List<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// A document.
    pub struct Document {
        id: Box<str>,
        title: Box<str>,
        content: Option<Box<str>>,
        slug_id as "slugId": Option<Box<str>>,
        project_id as "projectId": Option<Box<str>>,
        initiative_id as "initiativeId": Option<Box<str>>,
        creator_id as "creatorId": Option<Box<str>>,
        updated_by_id as "updatedById": Option<Box<str>>,
        trashed: Option<bool>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }
}
