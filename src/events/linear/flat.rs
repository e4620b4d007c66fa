//! Events without an object of their own: agents, applications, service levels.

use super::common::common;
use super::{Action, CommentRef, Issue, IssueRef, UserRef};
use crate::events::{List, Raw, Timestamp};
use crate::model;

model! {
    /// The service level of an issue was set, is at risk, or was breached.
    pub struct IssueSla {
        action!: Action,
        issue_data! as "issueData": Box<Issue>,
        url: Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        organization_id as "organizationId": Option<Box<str>>,
        webhook_id as "webhookId": Option<Box<str>>,
    }

    /// Somebody took the leave back that they had given your application.
    pub struct OAuthApp {
        action!: Action,
        oauth_client_id as "oauthClientId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        organization_id as "organizationId": Option<Box<str>>,
        webhook_id as "webhookId": Option<Box<str>>,
    }

    /// Your application may see other teams than before.
    pub struct PermissionChange {
        action!: Action,
        app_user_id as "appUserId": Option<Box<str>>,
        oauth_client_id as "oauthClientId": Option<Box<str>>,
        can_access_all_public_teams as "canAccessAllPublicTeams": bool,
        added_team_ids as "addedTeamIds": List<Box<str>>,
        removed_team_ids as "removedTeamIds": List<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        organization_id as "organizationId": Option<Box<str>>,
        webhook_id as "webhookId": Option<Box<str>>,
    }

    /// Your application's user got a notification, whose name is the action.
    pub struct AppUserNotification {
        action!: Action,
        notification!: Box<Notification>,
        app_user_id as "appUserId": Option<Box<str>>,
        oauth_client_id as "oauthClientId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        organization_id as "organizationId": Option<Box<str>>,
        webhook_id as "webhookId": Option<Box<str>>,
    }

    /// A notification. Which objects it has depends on its type.
    pub struct Notification {
        id: Box<str>,
        r#type: Box<str>,
        actor_id as "actorId": Option<Box<str>>,
        actor: Option<Box<UserRef>>,
        issue_id as "issueId": Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        comment_id as "commentId": Option<Box<str>>,
        comment: Option<Box<CommentRef>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
    }

    /// Somebody began to work with your agent, or said something to it.
    pub struct AgentSessionEvent {
        action!: Action,
        agent_session! as "agentSession": Box<AgentSession>,
        /// What was said.
        agent_activity as "agentActivity": Option<Box<AgentActivity>>,
        prompt_context as "promptContext": Option<Box<str>>,
        previous_comments as "previousComments": List<CommentRef>,
        guidance: Raw,
        app_user_id as "appUserId": Option<Box<str>>,
        oauth_client_id as "oauthClientId": Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        organization_id as "organizationId": Option<Box<str>>,
        webhook_id as "webhookId": Option<Box<str>>,
    }

    /// Somebody's work with your agent.
    pub struct AgentSession {
        id: Box<str>,
        /// `pending`, `active`, `awaitingInput`, `complete`, `error`, `stale`.
        status: Box<str>,
        r#type: Option<Box<str>>,
        creator: Option<Box<UserRef>>,
        issue_id as "issueId": Option<Box<str>>,
        issue: Option<Box<IssueRef>>,
        comment_id as "commentId": Option<Box<str>>,
        comment: Option<Box<CommentRef>>,
        summary: Option<Box<str>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
        started_at as "startedAt": Option<Timestamp>,
        ended_at as "endedAt": Option<Timestamp>,
    }

    /// What was said to your agent.
    pub struct AgentActivity {
        id: Box<str>,
        content: Raw,
        signal: Option<Box<str>>,
        user_id as "userId": Option<Box<str>>,
        user: Option<Box<UserRef>>,
        created_at as "createdAt": Option<Timestamp>,
        updated_at as "updatedAt": Option<Timestamp>,
    }
}

common! { IssueSla }
common! { OAuthApp }
common! { PermissionChange }
common! { AppUserNotification }
common! { AgentSessionEvent }
