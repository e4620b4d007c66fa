//! What all events have.

use crate::events::Timestamp;
use crate::events::macros::envelope;
use crate::{model, open_enum};

/// What all of Linear's events have.
pub trait Common {
    /// What happened.
    fn action(&self) -> &Action;

    /// When it happened.
    fn created_at(&self) -> Option<&Timestamp>;

    /// In which organization.
    fn organization_id(&self) -> Option<&str>;
}

open_enum! {
    /// What happened. Notifications have names of their own.
    pub enum Action {
        Create = "create" is_create,
        Update = "update" is_update,
        Remove = "remove" is_remove,
        Restore = "restore" is_restore,
        /// Of a service level.
        Set = "set" is_set,
        /// Of a service level.
        HighRisk = "highRisk" is_high_risk,
        /// Of a service level.
        Breached = "breached" is_breached,
        /// Of an application's leave.
        Revoked = "revoked" is_revoked,
        /// Of an agent's session.
        Created = "created" is_created,
        /// Of an agent's session.
        Prompted = "prompted" is_prompted,
    }
}

model! {
    /// Who did it.
    pub struct Actor {
        id: Option<Box<str>>,
        /// `user`, `oauthClient`, `integration`.
        r#type: Option<Box<str>>,
        name: Option<Box<str>>,
        email: Option<Box<str>>,
        url: Option<Box<str>>,
        /// Of an integration.
        service: Option<Box<str>>,
    }

    /// A user, as other objects have it.
    pub struct UserRef {
        id: Box<str>,
        name: Box<str>,
        email: Option<Box<str>>,
        url: Option<Box<str>>,
    }

    /// A team, as other objects have it.
    pub struct TeamRef {
        id: Box<str>,
        key: Option<Box<str>>,
        name: Box<str>,
    }

    /// An issue, as other objects have it.
    pub struct IssueRef {
        id: Box<str>,
        /// `ENG-123`
        identifier: Option<Box<str>>,
        title: Box<str>,
        description: Option<Box<str>>,
        url: Option<Box<str>>,
        team: Option<Box<TeamRef>>,
    }

    /// A project, as other objects have it.
    pub struct ProjectRef {
        id: Box<str>,
        name: Box<str>,
        url: Option<Box<str>>,
    }

    /// A label, as other objects have it.
    pub struct LabelRef in camelCase {
        id: Box<str>,
        name: Box<str>,
        color: Box<str>,
        parent_id: Option<Box<str>>,
    }
}

envelope! {
    $ macro event in camelCase for crate::events::linear::Common {
        fields {
            action!: crate::events::linear::Action,
            created_at: Option<crate::events::Timestamp>,
            organization_id: Option<Box<str>>,
            webhook_id: Option<Box<str>>,
        }
        methods {
            fn action(&self) -> &crate::events::linear::Action {
                &self.action
            }

            fn created_at(&self) -> Option<&crate::events::Timestamp> {
                self.created_at.as_ref()
            }

            fn organization_id(&self) -> Option<&str> {
                self.organization_id.as_deref()
            }
        }
    }
}

// An event about an object: `data` is the object as it is now; of a removed one there may be less.
envelope! {
    $ macro entity in camelCase for crate::events::linear::Common {
        fields {
            action!: crate::events::linear::Action,
            /// The sender; none if there is none, and in old deliveries.
            actor: Option<Box<crate::events::linear::Actor>>,
            created_at: Option<crate::events::Timestamp>,
            url: Option<Box<str>>,
            /// What changed fields were before. Null in it says that a field was not set.
            updated_from: crate::events::Raw,
            organization_id: Option<Box<str>>,
            webhook_id: Option<Box<str>>,
        }
        methods {
            fn action(&self) -> &crate::events::linear::Action {
                &self.action
            }

            fn created_at(&self) -> Option<&crate::events::Timestamp> {
                self.created_at.as_ref()
            }

            fn organization_id(&self) -> Option<&str> {
                self.organization_id.as_deref()
            }
        }
    }
}
