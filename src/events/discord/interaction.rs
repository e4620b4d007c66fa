//! Interactions: what users do with an application's commands, buttons and forms.

use super::{Member, Message, User};
use crate::events::macros::envelope;
use crate::events::{List, Map, Raw, Redacted};
use crate::model;

envelope! {
    $ macro interaction {
        fields {
            id!: Box<str>,
            application_id: Option<Box<str>>,
            guild_id: Option<Box<str>>,
            channel_id: Option<Box<str>>,
            channel: Raw,
            /// In a guild.
            member: Option<Box<Member>>,
            /// Outside of guilds.
            user: Option<Box<User>>,
            /// Answers, for a quarter of an hour.
            token: Option<Redacted>,
            /// Under which the component is.
            message: Option<Box<Message>>,
            /// A set of bits, as a text.
            app_permissions: Option<Box<str>>,
            locale: Option<Box<str>>,
            guild_locale: Option<Box<str>>,
            /// Whose installation it is, by kind.
            authorizing_integration_owners: Map<Box<str>>,
            /// 0 in a guild, 1 with the bot, 2 in a private channel.
            context: Option<u64>,
        }
        methods {
            /// Returns who did it, in a guild or outside.
            pub fn user(&self) -> Option<&User> {
                let member = self.member.as_ref().and_then(|member| member.user.as_deref());
                self.user.as_deref().or(member)
            }
        }
    }
}

interaction! {
    /// A user entered a command, or is about to (`interaction.4`).
    pub struct CommandInteractionEvent {
        data!: Box<CommandData>,
    }

    /// A user pressed a button or chose from a list.
    pub struct ComponentInteractionEvent {
        data!: Box<ComponentData>,
    }

    /// A user filled in a form.
    pub struct ModalInteractionEvent {
        data!: Box<ModalData>,
    }
}

model! {
    /// A command.
    pub struct CommandData {
        id: Box<str>,
        name!: Box<str>,
        /// 1 is entered, 2 is of a user, 3 of a message.
        r#type: u64,
        options: List<CommandOption>,
        /// The objects that the options name, by their ids.
        resolved: Raw,
        /// Of the user or the message.
        target_id: Option<Box<str>>,
        guild_id: Option<Box<str>>,
    }

    /// An option of a command; a subcommand has options of its own.
    pub struct CommandOption {
        name!: Box<str>,
        r#type: u64,
        /// A text, a number or a truth.
        value: Raw,
        options: List<CommandOption>,
        /// Where the user is writing.
        focused: bool,
    }

    /// A component.
    pub struct ComponentData {
        custom_id!: Box<str>,
        component_type: u64,
        /// What was chosen.
        values: List<Box<str>>,
        resolved: Raw,
    }

    /// A form.
    pub struct ModalData {
        custom_id!: Box<str>,
        /// Rows of components, with what was entered.
        components: Raw,
    }
}
