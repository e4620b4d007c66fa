//! Slash commands.

use super::Common;
use crate::events::{Flag, Redacted};
use crate::model;

model! {
    /// A user entered a command of your app. The body is a form.
    ///
    /// <https://docs.slack.dev/interactivity/implementing-slash-commands>
    pub struct SlashCommandEvent {
        /// With its slash.
        command!: Box<str>,
        /// The text after it; may be empty.
        text: Box<str>,
        user_id: Option<Box<str>>,
        user_name: Option<Box<str>>,
        channel_id: Option<Box<str>>,
        channel_name: Option<Box<str>>,
        team_id: Option<Box<str>>,
        team_domain: Option<Box<str>>,
        enterprise_id: Option<Box<str>>,
        enterprise_name: Option<Box<str>>,
        is_enterprise_install: Flag,
        api_app_id: Option<Box<str>>,
        /// Opens a view, for three seconds.
        trigger_id: Option<Redacted>,
        /// Takes answers, for half an hour.
        response_url: Option<Redacted>,
    }
}

impl Common for SlashCommandEvent {
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
        None
    }
}
