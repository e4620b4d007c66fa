//! What all events have.

use crate::events::macros::envelope;
use crate::model;

/// What all of Slack's payloads have, or can have.
pub trait Common {
    /// The workspace where it happened; none in an installation for a whole organization.
    fn team_id(&self) -> Option<&str>;

    /// The organization where it happened, if the workspace is in one.
    fn enterprise_id(&self) -> Option<&str>;

    /// Your app.
    fn api_app_id(&self) -> Option<&str>;

    /// The event's identifier. A retry repeats it; what users do with your app has none.
    fn event_id(&self) -> Option<&str>;
}

model! {
    /// For whom an event can be seen by your app.
    pub struct Authorization {
        enterprise_id: Option<Box<str>>,
        team_id: Option<Box<str>>,
        user_id: Option<Box<str>>,
        is_bot: bool,
        is_enterprise_install: bool,
    }

    /// A workspace.
    pub struct TeamRef {
        id!: Box<str>,
        domain: Box<str>,
        enterprise_id: Option<Box<str>>,
        enterprise_name: Option<Box<str>>,
    }

    /// An organization of workspaces.
    pub struct EnterpriseRef {
        id!: Box<str>,
        name: Box<str>,
    }

    /// A user, in short form.
    pub struct UserRef {
        id!: Box<str>,
        username: Option<Box<str>>,
        name: Option<Box<str>>,
        team_id: Option<Box<str>>,
    }

    /// A conversation, in short form.
    pub struct ChannelRef {
        id!: Box<str>,
        name: Box<str>,
    }
}

envelope! {
    $ macro event for crate::events::slack::Common {
        fields {
            /// None in an installation for a whole organization.
            team_id: Option<Box<str>>,
            /// Only in an organization.
            enterprise_id: Option<Box<str>>,
            /// In a shared conversation: the workspace through which you see it.
            context_team_id: Option<Box<str>>,
            /// In a shared conversation: the organization through which you see it.
            context_enterprise_id: Option<Box<str>>,
            api_app_id: Option<Box<str>>,
            /// A retry repeats it.
            event_id: Option<Box<str>>,
            event_time: Option<crate::events::Timestamp>,
            /// One of those for whom your app can see it.
            authorizations: crate::events::List<crate::events::slack::Authorization>,
            is_ext_shared_channel: bool,
            /// For `apps.event.authorizations.list`.
            event_context: Option<Box<str>>,
        }
        methods {
            fn team_id(&self) -> Option<&str> {
                self.team_id.as_deref()
            }

            fn enterprise_id(&self) -> Option<&str> {
                self.enterprise_id.as_deref()
            }

            fn api_app_id(&self) -> Option<&str> {
                self.api_app_id.as_deref()
            }

            fn event_id(&self) -> Option<&str> {
                self.event_id.as_deref()
            }
        }
    }
}

// What a user did with your app.
envelope! {
    $ macro interaction for crate::events::slack::Common {
        fields {
            /// Who did it.
            user!: Box<crate::events::slack::UserRef>,
            /// None in an installation for a whole organization.
            team: Option<Box<crate::events::slack::TeamRef>>,
            /// Only in an organization.
            enterprise: Option<Box<crate::events::slack::EnterpriseRef>>,
            api_app_id: Option<Box<str>>,
            is_enterprise_install: bool,
        }
        methods {
            fn team_id(&self) -> Option<&str> {
                Some(&self.team.as_ref()?.id)
            }

            fn enterprise_id(&self) -> Option<&str> {
                let team = || self.team.as_ref()?.enterprise_id.as_deref();
                self.enterprise.as_ref().map(|enterprise| &*enterprise.id).or_else(team)
            }

            fn api_app_id(&self) -> Option<&str> {
                self.api_app_id.as_deref()
            }

            fn event_id(&self) -> Option<&str> {
                None
            }
        }
    }
}
