//! Issues, and what hangs on them.

use super::common::entity;
use super::{IssueRef, LabelRef, ProjectRef, TeamRef, UserRef};
use crate::events::{List, Raw, Timestamp};
use crate::model;

entity! {
    /// Something happened to an issue.
    pub struct IssueEvent of Issue
}

entity! {
    /// Something happened to a comment.
    pub struct CommentEvent of Comment
}

entity! {
    /// Something happened to a label.
    pub struct IssueLabelEvent of IssueLabel
}

entity! {
    /// Something happened to a reaction.
    pub struct ReactionEvent of Reaction
}

entity! {
    /// Something happened to an attachment of an issue.
    pub struct AttachmentEvent of Attachment
}

model! {
    /// An issue.
    pub struct Issue {
        id: Box<str>,
        number: f64,
        /// `ENG-123`; absent in old deliveries.
        identifier: Option<Box<str>>,
        title: Box<str>,
        description: Option<Box<str>>,
        url: Option<Box<str>>,
        /// 0 is none, 1 urgent, 4 low.
        priority: f64,
        priority_label as "priorityLabel": Option<Box<str>>,
        estimate: Option<f64>,
        state_id as "stateId": Option<Box<str>>,
        state: Option<Box<WorkflowState>>,
        team_id as "teamId": Option<Box<str>>,
        team: Option<Box<TeamRef>>,
        assignee_id as "assigneeId": Option<Box<str>>,
        assignee: Option<Box<UserRef>>,
        creator_id as "creatorId": Option<Box<str>>,
        creator: Option<Box<UserRef>>,
        delegate: Option<Box<UserRef>>,
        project_id as "projectId": Option<Box<str>>,
        project: Option<Box<ProjectRef>>,
        cycle_id as "cycleId": Option<Box<str>>,
        parent_id as "parentId": Option<Box<str>>,
        label_ids as "labelIds": List<Box<str>>,
        labels: List<LabelRef>,
        subscriber_ids as "subscriberIds": List<Box<str>>,
        /// A date without a time, as text.
        due_date as "dueDate": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        started_at as "startedAt": Option<Timestamp>,
        completed_at as "completedAt": Option<Timestamp>,
        canceled_at as "canceledAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
        /// JSON in a text.
        bot_actor as "botActor": Option<Box<str>>,
    }

    /// How far an issue is.
    pub struct WorkflowState {
        id: Box<str>,
        name: Box<str>,
        /// `triage`, `backlog`, `unstarted`, `started`, `completed`, `canceled`.
        r#type: Box<str>,
        color: Box<str>,
    }

    /// A comment.
    pub struct Comment {
        id: Box<str>,
        body: Box<str>,
        user_id as "userId": Option<Box<str>>,
        user: Option<Box<UserRef>>,
        /// What it is on: one of these.
        issue_id as "issueId": Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        project_update_id as "projectUpdateId": Option<Box<str>>,
        initiative_update_id as "initiativeUpdateId": Option<Box<str>>,
        document_content_id as "documentContentId": Option<Box<str>>,
        /// The comment that it answers.
        parent_id as "parentId": Option<Box<str>>,
        quoted_text as "quotedText": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        edited_at as "editedAt": Option<Timestamp>,
        resolved_at as "resolvedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
        /// JSON in a text.
        bot_actor as "botActor": Option<Box<str>>,
    }

    /// A label.
    pub struct IssueLabel {
        id: Box<str>,
        name: Box<str>,
        description: Option<Box<str>>,
        color: Box<str>,
        is_group as "isGroup": bool,
        parent_id as "parentId": Option<Box<str>>,
        team_id as "teamId": Option<Box<str>>,
        creator_id as "creatorId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// A reaction.
    pub struct Reaction {
        id: Box<str>,
        /// Its name.
        emoji: Box<str>,
        user_id as "userId": Option<Box<str>>,
        user: Option<Box<UserRef>>,
        /// What it is on: one of these.
        comment_id as "commentId": Option<Box<str>>,
        comment: Option<Box<CommentRef>>,
        issue_id as "issueId": Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        project_update_id as "projectUpdateId": Option<Box<str>>,
        initiative_update_id as "initiativeUpdateId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }

    /// A comment, as other objects have it.
    pub struct CommentRef {
        id: Box<str>,
        body: Box<str>,
        user_id as "userId": Option<Box<str>>,
        issue_id as "issueId": Option<Box<str>>,
    }

    /// An attachment of an issue.
    pub struct Attachment {
        id: Box<str>,
        url: Box<str>,
        title: Box<str>,
        subtitle: Option<Box<str>>,
        issue_id as "issueId": Option<Box<str>>,
        source_type as "sourceType": Option<Box<str>>,
        source: Raw,
        metadata: Raw,
        creator_id as "creatorId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        archived_at as "archivedAt": Option<Timestamp>,
    }
}
