//! What all events have.

use super::{Project, User};
use crate::events::Raw;
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

    /// The project's identifier, which stands in more events than the project does.
    fn project_id(&self) -> Option<u64> {
        self.project()?.id
    }

    /// Who did it, where it is told as an object.
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

/// Declares the struct of an event: [`model!`] and the fields that most have.
///
/// `[action]` after the name if it has one, `[object_attributes.action]` if its object has.
macro_rules! event {
    (
        $(#[$meta:meta])*
        pub struct $name:ident $([$($action:ident).+])? $(by $project_id:ident)? { $($fields:tt)* }
    ) => {
        $crate::model! {
            $(#[$meta])*
            pub struct $name {
                $($fields)*
                /// Who did it.
                user: Option<Box<$crate::events::gitlab::User>>,
                /// None in a group's own events.
                project: Option<Box<$crate::events::gitlab::Project>>,
                /// Only in a group's own events.
                group: Option<$crate::events::gitlab::Group>,
            }
        }

        impl $crate::events::gitlab::Common for $name {
            $(
                fn action(&self) -> Option<&str> {
                    self.$($action).+.as_ref().map(AsRef::as_ref)
                }
            )?

            fn project(&self) -> Option<&$crate::events::gitlab::Project> {
                self.project.as_deref()
            }

            $(
                fn project_id(&self) -> Option<u64> {
                    self.$project_id.or_else(|| self.project()?.id)
                }
            )?

            fn user(&self) -> Option<&$crate::events::gitlab::User> {
                self.user.as_deref()
            }
        }
    };
}

pub(super) use event;
