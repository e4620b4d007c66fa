//! Views: modals and homes of your app, and what users fill in.

use super::common::interaction;
use crate::events::{List, Map, Raw, Redacted, Timestamp};
use crate::model;

interaction! {
    /// A user submitted a view.
    ///
    /// <https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload>
    pub struct ViewSubmissionEvent {
        view!: Box<View>,
        /// Opens a view, for three seconds.
        trigger_id: Option<Redacted>,
        /// Of inputs that ask for it.
        response_urls: List<ResponseUrl>,
        /// Good for this function's run.
        bot_access_token: Option<Redacted>,
        function_data: Raw,
    }

    /// A user closed a view.
    ///
    /// <https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload>
    pub struct ViewClosedEvent {
        view!: Box<View>,
        /// Whether all views were closed at once.
        is_cleared: bool,
        /// Good for this function's run.
        bot_access_token: Option<Redacted>,
        function_data: Raw,
    }
}

model! {
    /// A view.
    pub struct View {
        id!: Box<str>,
        /// `modal`, `home`, `workflow_step`.
        r#type: Box<str>,
        callback_id: Box<str>,
        /// What you gave it.
        private_metadata: Box<str>,
        external_id: Option<Box<str>>,
        /// For `views.update`, so that no newer view is overwritten.
        hash: Option<Box<str>>,
        state: Option<Box<ViewState>>,
        title: Raw,
        /// Blocks grow by the month: read them with a type of your own.
        blocks: List<Raw>,
        team_id: Option<Box<str>>,
        app_id: Option<Box<str>>,
        app_installed_team_id: Option<Box<str>>,
        bot_id: Option<Box<str>>,
        root_view_id: Option<Box<str>>,
        previous_view_id: Option<Box<str>>,
    }

    /// What is filled in.
    pub struct ViewState {
        /// By `block_id`, then by `action_id`.
        values: Map<Map<InputValue>>,
    }

    /// What is in an input, or what was just done with it: which field is up to `type`.
    pub struct InputValue {
        /// `button`, `plain_text_input`, `static_select`, ...
        r#type: Box<str>,
        /// None in a view's state, where it is the key.
        action_id: Option<Box<str>>,
        /// None in a view's state, where it is the key.
        block_id: Option<Box<str>>,
        action_ts: Option<Box<str>>,
        value: Option<Box<str>>,
        selected_option: Option<OptionValue>,
        selected_options: List<OptionValue>,
        selected_user: Option<Box<str>>,
        selected_users: List<Box<str>>,
        selected_channel: Option<Box<str>>,
        selected_channels: List<Box<str>>,
        selected_conversation: Option<Box<str>>,
        selected_conversations: List<Box<str>>,
        selected_date: Option<Box<str>>,
        selected_time: Option<Box<str>>,
        selected_date_time: Option<Timestamp>,
        timezone: Option<Box<str>>,
        rich_text_value: Raw,
        files: List<Raw>,
    }

    /// An option of a menu.
    pub struct OptionValue {
        value!: Box<str>,
        text: Raw,
    }

    /// Where an answer can be posted.
    pub struct ResponseUrl {
        block_id: Option<Box<str>>,
        action_id: Option<Box<str>>,
        channel_id: Option<Box<str>>,
        response_url: Option<Redacted>,
    }
}

impl ViewState {
    /// Returns what is in one input.
    pub fn value(&self, block_id: &str, action_id: &str) -> Option<&InputValue> {
        self.values.get(block_id)?.get(action_id)
    }
}
