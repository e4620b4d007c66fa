//! Assistants and agents, links to unfurl, and calls.

use super::common::event;
use crate::events::{List, Raw, Redacted};
use crate::model;

event! {
    /// A user opened a thread with your assistant, or is elsewhere in the workspace now: which is
    /// the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/assistant_thread_started>
    pub struct AssistantThreadEvent {
        event!: Box<AssistantThreadChange>,
    }

    /// A session with your agent was stopped, or has a new title: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events>
    pub struct AgentSessionEvent {
        event!: Box<AgentSession>,
    }

    /// What a user looks at changed.
    ///
    /// <https://docs.slack.dev/reference/events>
    pub struct AppContextChangedEvent {
        event!: Box<AppContextChanged>,
    }

    /// A user wants to know more of an entity.
    ///
    /// <https://docs.slack.dev/reference/events/entity_details_requested>
    pub struct EntityDetailsRequestedEvent {
        event!: Box<EntityDetailsRequested>,
    }

    /// A message has links of your domains.
    ///
    /// <https://docs.slack.dev/reference/events/link_shared>
    pub struct LinkSharedEvent {
        event!: Box<LinkShared>,
    }

    /// A user does not take a call.
    ///
    /// <https://docs.slack.dev/reference/events/call_rejected>
    pub struct CallRejectedEvent {
        event!: Box<CallRejected>,
    }
}

model! {
    /// A thread with an assistant.
    pub struct AssistantThreadChange {
        assistant_thread!: Box<AssistantThread>,
        event_ts: Option<Box<str>>,
    }

    /// Where it is, and where the user is.
    pub struct AssistantThread {
        user_id!: Box<str>,
        channel_id: Option<Box<str>>,
        thread_ts: Option<Box<str>>,
        context: Option<AssistantContext>,
    }

    /// What a user looks at.
    pub struct AssistantContext {
        channel_id: Option<Box<str>>,
        team_id: Option<Box<str>>,
        enterprise_id: Option<Box<str>>,
    }

    /// A session with an agent.
    pub struct AgentSession {
        channel!: Box<str>,
        user: Option<Box<str>>,
        team_id: Option<Box<str>>,
        thread_ts: Option<Box<str>>,
        streaming_message_ts: List<Box<str>>,
        title: Option<Box<str>>,
        previous_title: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// What a user looks at.
    pub struct AppContextChanged {
        user!: Box<str>,
        channel: Option<Box<str>>,
        context: Option<AppContext>,
        event_ts: Option<Box<str>>,
    }

    /// The things that are in view.
    pub struct AppContext {
        entities: List<AppEntity>,
    }

    /// A thing that is in view.
    pub struct AppEntity {
        /// `slack#/types/channel_id`, ...
        r#type: Box<str>,
        value: Raw,
    }

    /// The entity that a user wants to know more of.
    pub struct EntityDetailsRequested {
        user: Option<Box<str>>,
        /// For `entity.presentDetails`.
        trigger_id: Option<Redacted>,
        link: Option<SharedLink>,
        entity_url!: Box<str>,
        app_unfurl_url: Option<Box<str>>,
        user_locale: Option<Box<str>>,
        external_ref: Option<ExternalRef>,
        message_ts: Option<Box<str>>,
        thread_ts: Option<Box<str>>,
        channel: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// What you call an entity.
    pub struct ExternalRef {
        id!: Box<str>,
        r#type: Option<Box<str>>,
    }

    /// A link.
    pub struct SharedLink {
        domain: Box<str>,
        url!: Box<str>,
    }

    /// Links in a message.
    pub struct LinkShared {
        channel!: Box<str>,
        links!: List<SharedLink>,
        user: Option<Box<str>>,
        message_ts: Option<Box<str>>,
        thread_ts: Option<Box<str>>,
        is_bot_user_member: bool,
        /// For `chat.unfurl`.
        unfurl_id: Option<Box<str>>,
        /// `conversations_history` or `composer`.
        source: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// A call that is not taken.
    pub struct CallRejected {
        call_id!: Box<str>,
        user_id: Option<Box<str>>,
        channel_id: Option<Box<str>>,
        external_unique_id: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }
}
