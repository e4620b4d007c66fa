//! Slack's events, and what users do with an app: buttons, menus, views, shortcuts and commands.
//!
//! <https://docs.slack.dev/reference/events>
//!
//! One module per group of events: the payload, and the objects in it. Events that
//! tell the same of different things share a struct. What all events have is in `common`.
//!
//! Bodies come in three forms, and [`Event::from_body`] takes them all: JSON for events, a form whose
//! field `payload` is JSON for what users do, and a plain form for slash commands. Times of
//! messages (`ts`) are texts, and so the identifiers that they are.

pub mod app;
pub mod assistant;
pub mod channel;
pub mod command;
pub mod common;
pub mod file;
pub mod interaction;
pub mod message;
pub mod reaction;
pub mod shared_channel;
pub mod subteam;
pub mod team;
pub mod user;
pub mod view;
pub mod workflow;

use crate::Provider;
use crate::event::Payload;
use crate::events::decode::decode_json;
use crate::events::events;
use crate::events::form::json_in_form;
use crate::model;
use crate::providers::SLACK;

pub use app::{
    AppEvent, AppHomeOpenedEvent, AppRateLimitedEvent, AppRequestedEvent, AppUninstalledEvent,
    TeamAccessEvent, TokensRevokedEvent, UrlVerificationEvent,
};
pub use assistant::{
    AgentSessionEvent, AppContextChangedEvent, AssistantThreadEvent, CallRejectedEvent,
    EntityDetailsRequestedEvent, LinkSharedEvent,
};
pub use channel::{
    ChannelIdChangedEvent, ChannelSharedEvent, ConversationEvent, ConversationInfoEvent,
    HistoryChangedEvent, MemberEvent,
};
pub use command::SlashCommandEvent;
pub use file::FileEvent;
pub use interaction::{
    BlockActionsEvent, BlockSuggestionEvent, DialogCancellationEvent, DialogSubmissionEvent,
    DialogSuggestionEvent, InteractiveMessageEvent, MessageActionEvent, ShortcutEvent,
    WorkflowStepEditEvent,
};
pub use message::{
    AppMentionEvent, MessageEvent, MessageMetadataDeletedEvent, MessageMetadataPostedEvent,
    MessageMetadataUpdatedEvent,
};
pub use reaction::{EmojiChangedEvent, PinEvent, ReactionEvent, StarEvent};
pub use shared_channel::{SharedChannelInviteEvent, SharedChannelInviteRequestedEvent};
pub use subteam::{SubteamEvent, SubteamMembersChangedEvent, SubteamSelfEvent};
pub use team::{
    EmailDomainChangedEvent, GridMigrationEvent, InviteRequestedEvent, TeamDomainChangeEvent,
    TeamRenameEvent,
};
pub use user::{DndEvent, UserEvent};
pub use view::{ViewClosedEvent, ViewSubmissionEvent};
pub use workflow::{
    FunctionExecutedEvent, WorkflowEvent, WorkflowStepDeletedEvent, WorkflowStepExecuteEvent,
};

// What the modules know of each other.
pub(crate) use self::{common::*, file::*, message::*, view::*, workflow::*};

/// Slack, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = SLACK.with_events();

events! {
    /// An event of Slack, or what a user did with your app.
    ///
    /// Fields that many events have can be read without a `match`: [`team_id`](Self::team_id),
    /// [`event_id`](Self::event_id), ...
    pub enum Event {
        decode decode;
        as Common;
        "agent_session_stopped" => AgentSessionStopped(AgentSessionEvent),
        "agent_session_title_changed" => AgentSessionTitleChanged(AgentSessionEvent),
        "app_context_changed" => AppContextChanged(AppContextChangedEvent),
        "app_deleted" => AppDeleted(AppEvent),
        "app_home_opened" => AppHomeOpened(AppHomeOpenedEvent),
        "app_installed" => AppInstalled(AppEvent),
        "app_mention" => AppMention(AppMentionEvent),
        "app_requested" => AppRequested(AppRequestedEvent),
        "app_uninstalled" => AppUninstalled(AppUninstalledEvent),
        "app_uninstalled_team" => AppUninstalledTeam(AppEvent),
        "assistant_thread_context_changed" => AssistantThreadContextChanged(AssistantThreadEvent),
        "assistant_thread_started" => AssistantThreadStarted(AssistantThreadEvent),
        "call_rejected" => CallRejected(CallRejectedEvent),
        "channel_archive" => ChannelArchive(ConversationEvent),
        "channel_created" => ChannelCreated(ConversationInfoEvent),
        "channel_deleted" => ChannelDeleted(ConversationEvent),
        "channel_history_changed" => ChannelHistoryChanged(HistoryChangedEvent),
        "channel_id_changed" => ChannelIdChanged(ChannelIdChangedEvent),
        "channel_left" => ChannelLeft(ConversationEvent),
        "channel_rename" => ChannelRename(ConversationInfoEvent),
        "channel_shared" => ChannelShared(ChannelSharedEvent),
        "channel_unarchive" => ChannelUnarchive(ConversationEvent),
        "channel_unshared" => ChannelUnshared(ChannelSharedEvent),
        "dnd_updated" => DndUpdated(DndEvent),
        "dnd_updated_user" => DndUpdatedUser(DndEvent),
        "email_domain_changed" => EmailDomainChanged(EmailDomainChangedEvent),
        "emoji_changed" => EmojiChanged(EmojiChangedEvent),
        "entity_details_requested" => EntityDetailsRequested(EntityDetailsRequestedEvent),
        "file_change" => FileChange(FileEvent),
        "file_comment_deleted" => FileCommentDeleted(FileEvent),
        "file_created" => FileCreated(FileEvent),
        "file_deleted" => FileDeleted(FileEvent),
        "file_public" => FilePublic(FileEvent),
        "file_shared" => FileShared(FileEvent),
        "file_unshared" => FileUnshared(FileEvent),
        "function_executed" => FunctionExecuted(FunctionExecutedEvent),
        "grid_migration_finished" => GridMigrationFinished(GridMigrationEvent),
        "grid_migration_started" => GridMigrationStarted(GridMigrationEvent),
        "group_archive" => GroupArchive(ConversationEvent),
        "group_close" => GroupClose(ConversationEvent),
        "group_deleted" => GroupDeleted(ConversationEvent),
        "group_history_changed" => GroupHistoryChanged(HistoryChangedEvent),
        "group_left" => GroupLeft(ConversationEvent),
        "group_open" => GroupOpen(ConversationEvent),
        "group_rename" => GroupRename(ConversationInfoEvent),
        "group_unarchive" => GroupUnarchive(ConversationEvent),
        "im_close" => ImClose(ConversationEvent),
        "im_created" => ImCreated(ConversationInfoEvent),
        "im_history_changed" => ImHistoryChanged(HistoryChangedEvent),
        "im_open" => ImOpen(ConversationEvent),
        "invite_requested" => InviteRequested(InviteRequestedEvent),
        "link_shared" => LinkShared(LinkSharedEvent),
        "member_joined_channel" => MemberJoinedChannel(MemberEvent),
        "member_left_channel" => MemberLeftChannel(MemberEvent),
        "message" => Message(MessageEvent),
        "message_metadata_deleted" => MessageMetadataDeleted(MessageMetadataDeletedEvent),
        "message_metadata_posted" => MessageMetadataPosted(MessageMetadataPostedEvent),
        "message_metadata_updated" => MessageMetadataUpdated(MessageMetadataUpdatedEvent),
        "pin_added" => PinAdded(PinEvent),
        "pin_removed" => PinRemoved(PinEvent),
        "reaction_added" => ReactionAdded(ReactionEvent),
        "reaction_removed" => ReactionRemoved(ReactionEvent),
        "shared_channel_invite_accepted" => SharedChannelInviteAccepted(SharedChannelInviteEvent),
        "shared_channel_invite_approved" => SharedChannelInviteApproved(SharedChannelInviteEvent),
        "shared_channel_invite_declined" => SharedChannelInviteDeclined(SharedChannelInviteEvent),
        "shared_channel_invite_received" => SharedChannelInviteReceived(SharedChannelInviteEvent),
        "shared_channel_invite_requested" => SharedChannelInviteRequested(SharedChannelInviteRequestedEvent),
        "star_added" => StarAdded(StarEvent),
        "star_removed" => StarRemoved(StarEvent),
        "subteam_created" => SubteamCreated(SubteamEvent),
        "subteam_members_changed" => SubteamMembersChanged(SubteamMembersChangedEvent),
        "subteam_self_added" => SubteamSelfAdded(SubteamSelfEvent),
        "subteam_self_removed" => SubteamSelfRemoved(SubteamSelfEvent),
        "subteam_updated" => SubteamUpdated(SubteamEvent),
        "team_access_granted" => TeamAccessGranted(TeamAccessEvent),
        "team_access_revoked" => TeamAccessRevoked(TeamAccessEvent),
        "team_domain_change" => TeamDomainChange(TeamDomainChangeEvent),
        "team_join" => TeamJoin(UserEvent),
        "team_rename" => TeamRename(TeamRenameEvent),
        "tokens_revoked" => TokensRevoked(TokensRevokedEvent),
        "user_change" => UserChange(UserEvent),
        "user_huddle_changed" => UserHuddleChanged(UserEvent),
        "user_profile_changed" => UserProfileChanged(UserEvent),
        "user_status_changed" => UserStatusChanged(UserEvent),
        "workflow_deleted" => WorkflowDeleted(WorkflowEvent),
        "workflow_published" => WorkflowPublished(WorkflowEvent),
        "workflow_step_deleted" => WorkflowStepDeleted(WorkflowStepDeletedEvent),
        "workflow_step_execute" => WorkflowStepExecute(WorkflowStepExecuteEvent),
        "workflow_unpublished" => WorkflowUnpublished(WorkflowEvent),
        "app_rate_limited" => AppRateLimited(AppRateLimitedEvent),
        "url_verification" => UrlVerification(UrlVerificationEvent),
        "block_actions" => BlockActions(BlockActionsEvent),
        "block_suggestion" => BlockSuggestion(BlockSuggestionEvent),
        "dialog_cancellation" => DialogCancellation(DialogCancellationEvent),
        "dialog_submission" => DialogSubmission(DialogSubmissionEvent),
        "dialog_suggestion" => DialogSuggestion(DialogSuggestionEvent),
        "interactive_message" => InteractiveMessage(InteractiveMessageEvent),
        "message_action" => MessageAction(MessageActionEvent),
        "shortcut" => Shortcut(ShortcutEvent),
        "view_closed" => ViewClosed(ViewClosedEvent),
        "view_submission" => ViewSubmission(ViewSubmissionEvent),
        "workflow_step_edit" => WorkflowStepEdit(WorkflowStepEditEvent),
        "slash_command" => SlashCommand(SlashCommandEvent) in form,
    }
}

impl Event {
    /// Reads a body in any of Slack's forms. All of them name their event, except slash commands, whose
    /// name is `slash_command` here.
    ///
    /// A receiver does this after verification; by itself it proves nothing.
    pub fn from_body(body: &[u8]) -> Self {
        match json_in_form(body) {
            Some(json) => named(json.as_bytes()),
            None if is_form(body) => Self::from_parts("slash_command", body),
            None => named(body),
        }
    }

    /// Returns the workspace where it happened; none in an installation for a whole organization.
    pub fn team_id(&self) -> Option<&str> {
        self.payload()?.team_id()
    }

    /// Returns the organization where it happened, if the workspace is in one.
    pub fn enterprise_id(&self) -> Option<&str> {
        self.payload()?.enterprise_id()
    }

    /// Returns the id of your app.
    pub fn api_app_id(&self) -> Option<&str> {
        self.payload()?.api_app_id()
    }

    /// Returns the event's identifier. A retry repeats it; what users do with your app has none.
    pub fn event_id(&self) -> Option<&str> {
        self.payload()?.event_id()
    }
}

model! {
    /// What a body says of itself.
    struct Name {
        r#type: Option<Box<str>>,
        event: Option<InnerName>,
    }

    struct InnerName {
        r#type: Option<Box<str>>,
    }
}

/// By the body, which is signed and says more than a name: in which form it is.
fn decode(payload: &Payload<'_>) -> Event {
    Event::from_body(payload.body())
}

fn named(json: &[u8]) -> Event {
    let name = match decode_json::<Name>("", json) {
        Ok(name) => name,
        Err(error) => return Event::Undecodable(error),
    };
    let outer = name.r#type.as_deref().unwrap_or_default();
    if outer != "event_callback" {
        return Event::from_parts(outer, json);
    }
    let inner = name.event.and_then(|event| event.r#type);
    Event::from_parts(inner.as_deref().unwrap_or_default(), json)
}

/// A form's first pair has a name, where JSON has a brace.
fn is_form(body: &[u8]) -> bool {
    body.first().is_some_and(u8::is_ascii_alphabetic) && body.contains(&b'=')
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may panic")]
mod tests {
    use super::Event;

    #[test]
    fn decodes_forms() {
        for (body, kind) in [
            (
                r#"{"type": "event_callback", "event": {"type": "message", "ts": "1.5"}}"#,
                "message",
            ),
            (
                r#"{"type": "event_callback", "event": {"type": "of_tomorrow"}}"#,
                "of_tomorrow",
            ),
            (
                r#"{"type": "url_verification", "challenge": "x"}"#,
                "url_verification",
            ),
            (
                r#"{"type": "shortcut", "callback_id": "x", "user": {"id": "U1"}, "event": {}}"#,
                "shortcut",
            ),
            (
                "payload=%7B%22type%22%3A%22of_tomorrow%22%7D",
                "of_tomorrow",
            ),
            (
                "token=x&command=%2Flaunch&text=now+or+never",
                "slash_command",
            ),
        ] {
            let event = Event::from_body(body.as_bytes());
            assert_eq!(event.kind(), kind);
            assert!(!matches!(event, Event::Undecodable(_)), "{event:?}");
        }
    }

    #[test]
    fn no_event() {
        for (body, kind, path) in [
            ("", "", ""),
            ("{}", "", ""),
            ("true", "", ""),
            (r#"{"type": "event_callback"}"#, "", ""),
            (r#"{"type": []}"#, "", "/type"),
            ("payload=%7B", "", ""),
            ("token=x&text=y", "slash_command", ""),
            ("command=%2Flaunch&user_id=%ff", "slash_command", ""),
        ] {
            let Event::Undecodable(error) = Event::from_body(body.as_bytes()) else {
                panic!("{body} is no event")
            };
            assert_eq!((error.event_type(), error.path()), (kind, path), "{body}");
        }
    }
}
