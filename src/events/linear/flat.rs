//! Events without an object of their own: agents, applications, service levels.

use super::common::event;
use super::{CommentRef, Issue, IssueRef, UserRef};
use crate::events::{List, Raw, Timestamp};
use crate::model;

event! {
    /// The service level of an issue was set, is at risk, or was breached.
    pub struct IssueSlaEvent {
        issue_data!: Box<Issue>,
        url: Option<Box<str>>,
    }

    /// A user revoked the authorization of your application.
    pub struct OAuthAppEvent {
        oauth_client_id: Option<Box<str>>,
    }

    /// Your application may see other teams than before.
    pub struct PermissionChangeEvent {
        app_user_id: Option<Box<str>>,
        oauth_client_id: Option<Box<str>>,
        can_access_all_public_teams: bool,
        added_team_ids: List<Box<str>>,
        removed_team_ids: List<Box<str>>,
    }

    /// Your application's user got a notification, whose name is the action.
    pub struct AppUserNotificationEvent {
        notification!: Box<Notification>,
        app_user_id: Option<Box<str>>,
        oauth_client_id: Option<Box<str>>,
    }

    /// A user began to work with your agent, or said something to it.
    pub struct AgentSessionEvent {
        agent_session!: Box<AgentSession>,
        /// What was said.
        agent_activity: Option<Box<AgentActivity>>,
        prompt_context: Option<Box<str>>,
        previous_comments: List<CommentRef>,
        guidance: Raw,
        app_user_id: Option<Box<str>>,
        oauth_client_id: Option<Box<str>>,
    }
}

model! {
    /// A notification. Which objects it has depends on its type.
    pub struct Notification in camelCase {
        id: Box<str>,
        r#type: Box<str>,
        actor_id: Option<Box<str>>,
        actor: Option<Box<UserRef>>,
        issue_id: Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        comment_id: Option<Box<str>>,
        comment: Option<Box<CommentRef>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A user's work with your agent.
    pub struct AgentSession in camelCase {
        id: Box<str>,
        /// `pending`, `active`, `awaitingInput`, `complete`, `error`, `stale`.
        status: Box<str>,
        r#type: Option<Box<str>>,
        creator: Option<Box<UserRef>>,
        issue_id: Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        comment_id: Option<Box<str>>,
        comment: Option<Box<CommentRef>>,
        summary: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        started_at: Option<Timestamp>,
        ended_at: Option<Timestamp>,
    }

    /// What was said to your agent.
    pub struct AgentActivity in camelCase {
        id: Box<str>,
        content: Raw,
        signal: Option<Box<str>>,
        user_id: Option<Box<str>>,
        user: Option<Box<UserRef>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}
