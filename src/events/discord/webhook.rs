//! Webhook events: what happens to an application.

use super::{Entitlement, Message, User};
use crate::events::{List, Raw, Timestamp};

/// Declares the struct of a webhook event and of what is in it.
macro_rules! webhook {
    ($(#[$meta:meta])* pub struct $name:ident as $inner:ident of $data:ident) => {
        crate::model! {
            $(#[$meta])*
            pub struct $name {
                version: u64,
                application_id: Option<Box<str>>,
                event!: Box<$inner>,
            }

            /// When it was, and what it is about.
            pub struct $inner {
                timestamp: Option<Timestamp>,
                data!: Box<$data>,
            }
        }
    };
}

webhook! {
    /// Somebody installed the application.
    pub struct ApplicationAuthorized as ApplicationAuthorizedEvent of Authorization
}

webhook! {
    /// Somebody removed the application.
    pub struct ApplicationDeauthorized as ApplicationDeauthorizedEvent of Deauthorization
}

webhook! {
    /// Somebody bought something, was given it, or has it no longer.
    pub struct EntitlementEvent as EntitlementInner of Entitlement
}

webhook! {
    /// A message was sent, changed or deleted.
    pub struct MessageEvent as MessageInner of Message
}

webhook! {
    /// Somebody takes part in a quest.
    pub struct QuestUserEnrollment as QuestUserEnrollmentEvent of QuestEnrollment
}

crate::model! {
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
