//! Webhook events: what happens to an application.

use super::{Entitlement, Message, User};
use crate::events::macros::envelope;
use crate::events::{List, Raw, Timestamp};
use crate::model;

envelope! {
    $ macro event {
        fields {
            version: u64,
            application_id: Option<Box<str>>,
        }
        methods {}
    }
}

envelope! {
    $ macro data {
        fields {
            timestamp: Option<Timestamp>,
        }
        methods {}
    }
}

event! {
    /// A user installed the application.
    pub struct ApplicationAuthorizedEvent {
        event!: Box<ApplicationAuthorizedInner>,
    }

    /// A user removed the application.
    pub struct ApplicationDeauthorizedEvent {
        event!: Box<ApplicationDeauthorizedInner>,
    }

    /// A user bought something, was given it, or has it no longer.
    pub struct EntitlementEvent {
        event!: Box<EntitlementInner>,
    }

    /// A message was sent, changed or deleted.
    pub struct MessageEvent {
        event!: Box<MessageInner>,
    }

    /// A user takes part in a quest.
    pub struct QuestUserEnrollmentEvent {
        event!: Box<QuestUserEnrollmentInner>,
    }
}

data! {
    /// When an [`ApplicationAuthorizedEvent`] was, and what it is about.
    pub struct ApplicationAuthorizedInner {
        data!: Box<Authorization>,
    }

    /// When an [`ApplicationDeauthorizedEvent`] was, and what it is about.
    pub struct ApplicationDeauthorizedInner {
        data!: Box<Deauthorization>,
    }

    /// When an [`EntitlementEvent`] was, and what it is about.
    pub struct EntitlementInner {
        data!: Box<Entitlement>,
    }

    /// When a [`MessageEvent`] was, and what it is about.
    pub struct MessageInner {
        data!: Box<Message>,
    }

    /// When a [`QuestUserEnrollmentEvent`] was, and what it is about.
    pub struct QuestUserEnrollmentInner {
        data!: Box<QuestEnrollment>,
    }
}

model! {
    /// Who installed it, where, and what it may do.
    pub struct Authorization {
        /// 0 in a guild, 1 for the user; none by an older way.
        integration_type: Option<u64>,
        scopes: List<Box<str>>,
        user!: Box<User>,
        guild: Raw,
    }

    /// Who removed it.
    pub struct Deauthorization {
        user!: Box<User>,
    }

    /// Who takes part in which quest.
    pub struct QuestEnrollment {
        user_id: Option<Box<str>>,
        quest_id: Option<Box<str>>,
    }
}
