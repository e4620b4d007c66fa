//! Linear's events.
//!
//! <https://linear.app/developers/webhooks>
//!
//! Most events are about an object: `data` is the object as it is now, and `updated_from` what
//! changed fields were before. Those of agents, of applications and of service levels are flat.

pub mod common;
pub mod entity;
pub mod flat;
pub mod issue;
pub mod project;

use crate::Provider;
use crate::events::{Timestamp, events};
use crate::providers::LINEAR;

pub use entity::{AuditEntryEvent, CustomerEvent, CustomerNeedEvent, UserEvent};
pub use flat::{
    AgentSessionEvent, AppUserNotificationEvent, IssueSlaEvent, OAuthAppEvent,
    PermissionChangeEvent,
};
pub use issue::{AttachmentEvent, CommentEvent, IssueEvent, IssueLabelEvent, ReactionEvent};
pub use project::{
    CycleEvent, DocumentEvent, InitiativeEvent, InitiativeUpdateEvent, ProjectEvent,
    ProjectUpdateEvent,
};

// What the modules know of each other.
pub(crate) use self::{common::*, issue::*};

/// Linear, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = LINEAR.with_events();

events! {
    /// An event of Linear, by its `type`.
    ///
    /// Fields that all events have can be read without a `match`: [`action`](Self::action),
    /// [`created_at`](Self::created_at), [`organization_id`](Self::organization_id).
    pub enum Event {
        as Common;
        "AgentSessionEvent" => AgentSession(AgentSessionEvent),
        "AppUserNotification" => AppUserNotification(AppUserNotificationEvent),
        "Attachment" => Attachment(AttachmentEvent),
        "AuditEntry" => AuditEntry(AuditEntryEvent),
        "Comment" => Comment(CommentEvent),
        "Customer" => Customer(CustomerEvent),
        "CustomerNeed" => CustomerNeed(CustomerNeedEvent),
        "Cycle" => Cycle(CycleEvent),
        "Document" => Document(DocumentEvent),
        "Initiative" => Initiative(InitiativeEvent),
        "InitiativeUpdate" => InitiativeUpdate(InitiativeUpdateEvent),
        "Issue" => Issue(IssueEvent),
        "IssueLabel" => IssueLabel(IssueLabelEvent),
        "IssueSLA" => IssueSla(IssueSlaEvent),
        "OAuthApp" => OAuthApp(OAuthAppEvent),
        "PermissionChange" => PermissionChange(PermissionChangeEvent),
        "Project" => Project(ProjectEvent),
        "ProjectUpdate" => ProjectUpdate(ProjectUpdateEvent),
        "Reaction" => Reaction(ReactionEvent),
        "User" => User(UserEvent),
    }
}

impl Event {
    /// Returns what happened.
    pub fn action(&self) -> Option<&Action> {
        Some(self.payload()?.action())
    }

    /// Returns when it happened.
    pub fn created_at(&self) -> Option<&Timestamp> {
        self.payload()?.created_at()
    }

    /// Returns the id of the organization in which it happened.
    pub fn organization_id(&self) -> Option<&str> {
        self.payload()?.organization_id()
    }
}
