//! What all events have.

use super::{Project, User};
use crate::events::Raw;
use crate::events::macros::envelope;
use crate::model;

/// What GitLab's payloads have, or can have.
pub trait Common {
    /// What happened, as GitLab writes it; not all events have an action.
    fn action(&self) -> Option<&str> {
        None
    }

    /// The project in which it happened; a group's and an instance's own events have none.
    fn project(&self) -> Option<&Project> {
        None
    }

    /// The project's identifier, which is in more events than the project is.
    fn project_id(&self) -> Option<u64> {
        self.project()?.id
    }

    /// Who did it, if it is an object.
    fn user(&self) -> Option<&User> {
        None
    }
}

model! {
    /// What a value was and what it is, in `changes`.
    pub struct Change {
        previous: Raw,
        current: Raw,
    }

    /// A group.
    pub struct Group {
        group_id!: u64,
        group_name: Option<Box<str>>,
        group_path: Option<Box<str>>,
    }
}

envelope! {
    $ macro event for crate::events::gitlab::Common {
        fields {
            /// Who did it.
            user: Option<Box<crate::events::gitlab::User>>,
            /// None in a group's own events.
            project: Option<Box<crate::events::gitlab::Project>>,
            /// Only in a group's own events.
            group: Option<crate::events::gitlab::Group>,
        }
        methods {
            fn project(&self) -> Option<&crate::events::gitlab::Project> {
                self.project.as_deref()
            }

            fn user(&self) -> Option<&crate::events::gitlab::User> {
                self.user.as_deref()
            }
        }
        action {
            fn action(&self) -> Option<&str> {
                self.action.as_ref().map(AsRef::as_ref)
            }
        }
        object_action {
            fn action(&self) -> Option<&str> {
                self.object_attributes.action.as_ref().map(AsRef::as_ref)
            }
        }
        project_id {
            fn project_id(&self) -> Option<u64> {
                self.project_id.or_else(|| self.project()?.id)
            }
        }
    }
}
