//! What users do with buttons, menus and shortcuts of your app.

use super::common::interaction;
use super::{ChannelRef, InputValue, Message, OptionValue, View, ViewState, WorkflowStep};
use crate::events::{Id, List, Map, Raw, Redacted};
use crate::model;

interaction! {
    /// A user pressed a button, picked from a menu, ...
    ///
    /// <https://docs.slack.dev/reference/interaction-payloads/block_actions-payload>
    pub struct BlockActionsEvent {
        /// What was done; one item, as a rule.
        actions!: List<InputValue>,
        container: Option<Box<Container>>,
        /// None in a view.
        channel: Option<ChannelRef>,
        /// None in a view.
        message: Option<Box<Message>>,
        /// None in a message.
        view: Option<Box<View>>,
        /// What else is filled in, of a message.
        state: Option<Box<ViewState>>,
        /// Opens a view, for three seconds.
        trigger_id: Option<Redacted>,
        /// Takes answers, for half an hour.
        response_url: Option<Redacted>,
        /// Good for this function's run.
        bot_access_token: Option<Redacted>,
        function_data: Raw,
    }

    /// A user types into a menu that asks you for its options. The receiver's reply has them.
    ///
    /// <https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload>
    pub struct BlockSuggestionEvent {
        action_id!: Box<str>,
        block_id: Box<str>,
        /// What was typed so far.
        value: Box<str>,
        container: Option<Box<Container>>,
        channel: Option<ChannelRef>,
        message: Option<Box<Message>>,
        view: Option<Box<View>>,
    }

    /// A user chose a shortcut of your app that is for messages.
    ///
    /// <https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload>
    pub struct MessageActionEvent {
        callback_id!: Box<str>,
        message!: Box<Message>,
        message_ts: Option<Box<str>>,
        channel: Option<ChannelRef>,
        /// Opens a view, for three seconds.
        trigger_id: Option<Redacted>,
        /// Takes answers, for half an hour.
        response_url: Option<Redacted>,
        action_ts: Option<Box<str>>,
    }

    /// A user chose a shortcut of your app.
    ///
    /// <https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload>
    pub struct ShortcutEvent {
        callback_id!: Box<str>,
        /// Opens a view, for three seconds.
        trigger_id: Option<Redacted>,
        action_ts: Option<Box<str>>,
    }

    /// A user edits a step of your app in a workflow.
    ///
    /// <https://docs.slack.dev/reference/interaction-payloads>
    pub struct WorkflowStepEditEvent {
        callback_id!: Box<str>,
        workflow_step: Option<Box<WorkflowStep>>,
        /// Opens a view, for three seconds.
        trigger_id: Option<Redacted>,
        action_ts: Option<Box<str>>,
    }

    /// A user pressed a button, or picked from a menu, of a message in the old form; or types into a
    /// menu that asks you for its options: then there are no actions, and the receiver's reply has
    /// the options.
    ///
    /// <https://docs.slack.dev/legacy/legacy-messaging/legacy-making-messages-interactive>,
    /// <https://docs.slack.dev/legacy/legacy-messaging/legacy-adding-menus-to-messages>
    pub struct InteractiveMessageEvent {
        callback_id!: Box<str>,
        actions: List<MessageButton>,
        /// The menu that asks for its options.
        name: Option<Box<str>>,
        /// What was typed into it so far.
        value: Option<Box<str>>,
        channel: Option<ChannelRef>,
        message_ts: Option<Box<str>>,
        attachment_id: Option<Id>,
        is_app_unfurl: bool,
        original_message: Option<Box<Message>>,
        /// Opens a dialog, for three seconds.
        trigger_id: Option<Redacted>,
        /// Takes answers, for half an hour.
        response_url: Option<Redacted>,
        action_ts: Option<Box<str>>,
    }

    /// A user filled in a dialog.
    ///
    /// <https://docs.slack.dev/legacy/legacy-dialogs>
    pub struct DialogSubmissionEvent {
        callback_id!: Box<str>,
        /// By the names of the dialog's elements.
        submission: Map<Box<str>>,
        state: Option<Box<str>>,
        channel: Option<ChannelRef>,
        /// Takes answers, for half an hour.
        response_url: Option<Redacted>,
        action_ts: Option<Box<str>>,
    }

    /// A user closed a dialog.
    ///
    /// <https://docs.slack.dev/legacy/legacy-dialogs>
    pub struct DialogCancellationEvent {
        callback_id!: Box<str>,
        state: Option<Box<str>>,
        channel: Option<ChannelRef>,
        /// Takes answers, for half an hour.
        response_url: Option<Redacted>,
        action_ts: Option<Box<str>>,
    }

    /// A user types into a menu, of a dialog, that asks you for its options.
    ///
    /// <https://docs.slack.dev/legacy/legacy-dialogs>
    pub struct DialogSuggestionEvent {
        callback_id!: Box<str>,
        /// Which menu.
        name: Box<str>,
        /// What was typed so far.
        value: Box<str>,
        state: Option<Box<str>>,
        channel: Option<ChannelRef>,
        action_ts: Option<Box<str>>,
    }
}

model! {
    /// Where it was done.
    pub struct Container {
        /// `message`, `view`, `message_attachment`.
        r#type: Box<str>,
        message_ts: Option<Box<str>>,
        thread_ts: Option<Box<str>>,
        channel_id: Option<Box<str>>,
        view_id: Option<Box<str>>,
        is_ephemeral: bool,
    }

    /// A button or menu of a message in the old form.
    pub struct MessageButton {
        name: Option<Box<str>>,
        r#type: Box<str>,
        value: Option<Box<str>>,
        selected_options: List<OptionValue>,
    }
}
