//! What all events have.

use super::{Enterprise, Organization, Repository, User};
use crate::events::Raw;
use crate::events::macros::envelope;
use crate::model;

/// What all of GitHub's payloads have, or can have.
pub trait Common {
    /// What happened, as GitHub writes it; not all events have an action.
    fn action(&self) -> Option<&str> {
        None
    }

    /// The repository in which it happened.
    fn repository(&self) -> Option<&Repository> {
        None
    }

    /// The organization in which it happened.
    fn organization(&self) -> Option<&Organization>;

    /// The enterprise in which it happened.
    fn enterprise(&self) -> Option<&Enterprise>;

    /// The sender. Rarely absent: some events have none.
    fn sender(&self) -> Option<&User>;

    /// The installation of your app through which the event came.
    fn installation_id(&self) -> Option<u64>;
}

model! {
    /// What a value was, in `changes`.
    pub struct Change {
        /// None if there was no text.
        from: Option<Box<str>>,
        /// Only in some events.
        to: Option<Box<str>>,
    }

    /// What a value was, in `changes`, if it is more than a text.
    pub struct RawChange {
        from: Raw,
        /// Only in some events.
        to: Raw,
    }

    /// The installation of your app through which the event came.
    pub struct InstallationRef {
        id!: u64,
    }
}

envelope! {
    $ macro event for crate::events::github::Common {
        fields {
            /// Only for repositories of an organization, and for an organization's own events.
            organization: Option<Box<crate::events::github::Organization>>,
            /// Only in an enterprise.
            enterprise: Option<Box<crate::events::github::Enterprise>>,
            /// Who did it.
            sender: Option<Box<crate::events::github::User>>,
            /// Only in deliveries to an app.
            installation: Option<Box<crate::events::github::InstallationRef>>,
        }
        methods {
            fn organization(&self) -> Option<&crate::events::github::Organization> {
                crate::events::github::common::Maybe::maybe(&self.organization)
            }

            fn enterprise(&self) -> Option<&crate::events::github::Enterprise> {
                self.enterprise.as_deref()
            }

            fn sender(&self) -> Option<&crate::events::github::User> {
                self.sender.as_deref()
            }

            fn installation_id(&self) -> Option<u64> {
                crate::events::github::common::Maybe::maybe(&self.installation)
                    .map(|installation| installation.id)
            }
        }
        action {
            fn action(&self) -> Option<&str> {
                Some(AsRef::<str>::as_ref(&self.action))
            }
        }
        repository {
            fn repository(&self) -> Option<&crate::events::github::Repository> {
                crate::events::github::common::Maybe::maybe(&self.repository)
            }
        }
    }
}

/// A field that is required in some structs and optional in others.
pub(super) trait Maybe<T> {
    fn maybe(&self) -> Option<&T>;
}

impl<T> Maybe<T> for Box<T> {
    fn maybe(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Maybe<T> for Option<Box<T>> {
    fn maybe(&self) -> Option<&T> {
        self.as_deref()
    }
}
