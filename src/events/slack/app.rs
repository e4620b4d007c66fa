//! Your app: where it is installed, and what it is asked.

use super::common::event;
use super::{Common, View};
use crate::events::{List, Raw, Timestamp};
use crate::model;

event! {
    /// Your app was uninstalled.
    ///
    /// <https://docs.slack.dev/reference/events/app_uninstalled>
    pub struct AppUninstalledEvent {
        event!: Box<AppUninstalled>,
    }

    /// Some of your app's tokens no longer work.
    ///
    /// <https://docs.slack.dev/reference/events/tokens_revoked>
    pub struct TokensRevokedEvent {
        event!: Box<TokensRevoked>,
    }

    /// Workspaces gave, or took back, access for your app: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/team_access_granted>
    pub struct TeamAccessEvent {
        event!: Box<TeamAccess>,
    }

    /// An app of the workspace was installed, uninstalled or deleted: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/app_installed>
    pub struct AppEvent {
        event!: Box<AppChange>,
    }

    /// A user asks for an app to be approved.
    ///
    /// <https://docs.slack.dev/reference/events/app_requested>
    pub struct AppRequestedEvent {
        event!: Box<AppRequested>,
    }

    /// A user looks at your app's home or messages.
    ///
    /// <https://docs.slack.dev/reference/events/app_home_opened>
    pub struct AppHomeOpenedEvent {
        event!: Box<AppHomeOpened>,
    }
}

model! {
    /// Nothing more to say.
    pub struct AppUninstalled {
        event_ts: Option<Box<str>>,
    }

    /// Whose tokens no longer work. (The tokens themselves are not sent.)
    pub struct TokensRevoked {
        tokens!: RevokedTokens,
        event_ts: Option<Box<str>>,
    }

    /// Users.
    pub struct RevokedTokens {
        /// Whose own tokens.
        oauth: List<Box<str>>,
        /// Which bots' tokens.
        bot: List<Box<str>>,
    }

    /// Which workspaces.
    pub struct TeamAccess {
        team_ids!: List<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// Which app.
    pub struct AppChange {
        app_id!: Box<str>,
        app_name: Option<Box<str>>,
        app_owner_id: Option<Box<str>>,
        user_id: Option<Box<str>>,
        team_id: Option<Box<str>>,
        team_domain: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// What is asked.
    pub struct AppRequested {
        app_request!: Box<AppRequest>,
        event_ts: Option<Box<str>>,
    }

    /// A request for an app.
    pub struct AppRequest {
        id!: Box<str>,
        app: Raw,
        previous_resolution: Raw,
        is_user_app_collaborator: bool,
        user: Raw,
        team: Raw,
        scopes: List<Raw>,
        message: Option<Box<str>>,
        date_created: Option<Timestamp>,
    }

    /// Who looks at what.
    pub struct AppHomeOpened {
        user!: Box<str>,
        channel: Option<Box<str>>,
        /// `home` or `messages`.
        tab: Option<Box<str>>,
        view: Option<Box<View>>,
        event_ts: Option<Box<str>>,
    }

    /// Slack asks whether this is the endpoint. The receiver answers by itself.
    ///
    /// <https://docs.slack.dev/reference/events/url_verification>
    pub struct UrlVerificationEvent {
        /// To be sent back.
        challenge!: Box<str>,
    }

    /// There were more events than your app may get: some are lost.
    ///
    /// <https://docs.slack.dev/reference/events/app_rate_limited>
    pub struct AppRateLimitedEvent {
        team_id: Option<Box<str>>,
        api_app_id: Option<Box<str>>,
        /// The minute in which it began.
        minute_rate_limited!: Timestamp,
    }
}

impl Common for UrlVerificationEvent {
    fn team_id(&self) -> Option<&str> {
        None
    }

    fn enterprise_id(&self) -> Option<&str> {
        None
    }

    fn api_app_id(&self) -> Option<&str> {
        None
    }

    fn event_id(&self) -> Option<&str> {
        None
    }
}

impl Common for AppRateLimitedEvent {
    fn team_id(&self) -> Option<&str> {
        self.team_id.as_deref()
    }

    fn enterprise_id(&self) -> Option<&str> {
        None
    }

    fn api_app_id(&self) -> Option<&str> {
        self.api_app_id.as_deref()
    }

    fn event_id(&self) -> Option<&str> {
        None
    }
}
