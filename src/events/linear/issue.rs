//! Issues, and what hangs on them.

use super::common::entity;
use super::{IssueRef, LabelRef, ProjectRef, TeamRef, UserRef};
use crate::events::{List, Raw, Timestamp};
use crate::model;

entity! {
    /// Something happened to an issue.
    pub struct IssueEvent {
        data!: Box<Issue>,
    }

    /// Something happened to a comment.
    pub struct CommentEvent {
        data!: Box<Comment>,
    }

    /// Something happened to a label.
    pub struct IssueLabelEvent {
        data!: Box<IssueLabel>,
    }

    /// Something happened to a reaction.
    pub struct ReactionEvent {
        data!: Box<Reaction>,
    }

    /// Something happened to an attachment of an issue.
    pub struct AttachmentEvent {
        data!: Box<Attachment>,
    }
}

model! {
    /// An issue.
    pub struct Issue in camelCase {
        id: Box<str>,
        number: f64,
        /// `ENG-123`; absent in old deliveries.
        identifier: Option<Box<str>>,
        title: Box<str>,
        description: Option<Box<str>>,
        url: Option<Box<str>>,
        /// 0 is none, 1 urgent, 4 low.
        priority: f64,
        priority_label: Option<Box<str>>,
        estimate: Option<f64>,
        state_id: Option<Box<str>>,
        state: Option<Box<WorkflowState>>,
        team_id: Option<Box<str>>,
        team: Option<Box<TeamRef>>,
        assignee_id: Option<Box<str>>,
        assignee: Option<Box<UserRef>>,
        creator_id: Option<Box<str>>,
        creator: Option<Box<UserRef>>,
        delegate: Option<Box<UserRef>>,
        project_id: Option<Box<str>>,
        project: Option<Box<ProjectRef>>,
        cycle_id: Option<Box<str>>,
        parent_id: Option<Box<str>>,
        label_ids: List<Box<str>>,
        labels: List<LabelRef>,
        subscriber_ids: List<Box<str>>,
        /// A date without a time, as text.
        due_date: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        started_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        canceled_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
        /// JSON in a text.
        bot_actor: Option<Box<str>>,
    }

    /// The status of an issue.
    pub struct WorkflowState {
        id: Box<str>,
        name: Box<str>,
        /// `triage`, `backlog`, `unstarted`, `started`, `completed`, `canceled`.
        r#type: Box<str>,
        color: Box<str>,
    }

    /// A comment.
    pub struct Comment in camelCase {
        id: Box<str>,
        body: Box<str>,
        user_id: Option<Box<str>>,
        user: Option<Box<UserRef>>,
        /// What it is on: one of these.
        issue_id: Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        project_update_id: Option<Box<str>>,
        initiative_update_id: Option<Box<str>>,
        document_content_id: Option<Box<str>>,
        /// The comment that it answers.
        parent_id: Option<Box<str>>,
        quoted_text: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        edited_at: Option<Timestamp>,
        resolved_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
        /// JSON in a text.
        bot_actor: Option<Box<str>>,
    }

    /// A label.
    pub struct IssueLabel in camelCase {
        id: Box<str>,
        name: Box<str>,
        description: Option<Box<str>>,
        color: Box<str>,
        is_group: bool,
        parent_id: Option<Box<str>>,
        team_id: Option<Box<str>>,
        creator_id: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// A reaction.
    pub struct Reaction in camelCase {
        id: Box<str>,
        /// Its name.
        emoji: Box<str>,
        user_id: Option<Box<str>>,
        user: Option<Box<UserRef>>,
        /// What it is on: one of these.
        comment_id: Option<Box<str>>,
        comment: Option<Box<CommentRef>>,
        issue_id: Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        project_update_id: Option<Box<str>>,
        initiative_update_id: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }

    /// A comment, as other objects have it.
    pub struct CommentRef in camelCase {
        id: Box<str>,
        body: Box<str>,
        user_id: Option<Box<str>>,
        issue_id: Option<Box<str>>,
    }

    /// An attachment of an issue.
    pub struct Attachment in camelCase {
        id: Box<str>,
        url: Box<str>,
        title: Box<str>,
        subtitle: Option<Box<str>>,
        issue_id: Option<Box<str>>,
        source_type: Option<Box<str>>,
        source: Raw,
        metadata: Raw,
        creator_id: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        archived_at: Option<Timestamp>,
    }
}
