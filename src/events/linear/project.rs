//! Projects, initiatives, cycles and documents.

use super::common::entity;
use super::{ProjectRef, UserRef};
use crate::events::{List, Timestamp};
use crate::model;

entity! {
    /// Something happened to a project.
    pub struct ProjectEvent {
        data!: Box<Project>,
    }

    /// Something happened to a report on a project.
    pub struct ProjectUpdateEvent {
        data!: Box<ProjectUpdate>,
    }

    /// Something happened to an initiative.
    pub struct InitiativeEvent {
        data!: Box<Initiative>,
    }

    /// Something happened to a report on an initiative.
    pub struct InitiativeUpdateEvent {
        data!: Box<InitiativeUpdate>,
    }

    /// Something happened to a cycle.
    pub struct CycleEvent {
        data!: Box<Cycle>,
    }

    /// Something happened to a document.
    pub struct DocumentEvent {
        data!: Box<Document>,
    }
}

model! {
    /// A project.
    pub struct Project in camelCase {
        id: Box<str>,
        name: Box<str>,
        description: Option<Box<str>>,
        content: Option<Box<str>>,
        slug_id: Option<Box<str>>,
        url: Option<Box<str>>,
        /// In old deliveries; now `status`.
        state: Option<Box<str>>,
        status_id: Option<Box<str>>,
        status: Option<Box<ProjectStatus>>,
        /// `onTrack`, `atRisk`, `offTrack`.
        health: Option<Box<str>>,
        lead_id: Option<Box<str>>,
        lead: Option<Box<UserRef>>,
        creator_id: Option<Box<str>>,
        member_ids: List<Box<str>>,
        team_ids: List<Box<str>>,
        label_ids: List<Box<str>>,
        priority: f64,
        color: Option<Box<str>>,
        icon: Option<Box<str>>,
        /// A date without a time, as text.
        start_date: Option<Box<str>>,
        /// A date without a time, as text.
        target_date: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        started_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        canceled_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// The status of a project.
    pub struct ProjectStatus {
        id: Box<str>,
        name: Box<str>,
        /// `backlog`, `planned`, `started`, `paused`, `completed`, `canceled`.
        r#type: Box<str>,
        color: Box<str>,
    }

    /// A report on a project.
    pub struct ProjectUpdate in camelCase {
        id: Box<str>,
        body: Box<str>,
        health: Option<Box<str>>,
        url: Option<Box<str>>,
        user_id: Option<Box<str>>,
        user: Option<Box<UserRef>>,
        project_id: Option<Box<str>>,
        project: Option<Box<ProjectRef>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        edited_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// An initiative.
    pub struct Initiative in camelCase {
        id: Box<str>,
        name: Box<str>,
        description: Option<Box<str>>,
        slug_id: Option<Box<str>>,
        url: Option<Box<str>>,
        status: Option<Box<str>>,
        health: Option<Box<str>>,
        owner_id: Option<Box<str>>,
        owner: Option<Box<UserRef>>,
        creator: Option<Box<UserRef>>,
        /// A date without a time, as text.
        target_date: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        started_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// A report on an initiative.
    pub struct InitiativeUpdate in camelCase {
        id: Box<str>,
        body: Box<str>,
        health: Option<Box<str>>,
        url: Option<Box<str>>,
        user_id: Option<Box<str>>,
        user: Option<Box<UserRef>>,
        initiative_id: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        edited_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// A cycle: some weeks of a team's work.
    pub struct Cycle in camelCase {
        id: Box<str>,
        number: f64,
        name: Option<Box<str>>,
        description: Option<Box<str>>,
        team_id: Option<Box<str>>,
        starts_at: Option<Timestamp>,
        ends_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        uncompleted_issues as "uncompletedIssuesUponCloseIds": List<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// A document.
    pub struct Document in camelCase {
        id: Box<str>,
        title: Box<str>,
        content: Option<Box<str>>,
        slug_id: Option<Box<str>>,
        project_id: Option<Box<str>>,
        initiative_id: Option<Box<str>>,
        creator_id: Option<Box<str>>,
        updated_by_id: Option<Box<str>>,
        trashed: Option<bool>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }
}
