//! The hook itself.

use super::Repository;
use super::common::event;
use crate::events::{Flag, Timestamp};
use crate::{model, open_enum};

event! {
    /// A hook was created: the first event of each.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#ping>
    pub struct PingEvent [repository] {
        /// A saying.
        zen!: Box<str>,
        hook_id: u64,
        hook: Option<Box<Hook>>,
        /// None if the hook is an organization's or an app's.
        repository: Option<Box<Repository>>,
    }
}

event! {
    /// The hook was deleted: the last event of each.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#meta>
    pub struct MetaEvent [action, repository] {
        action!: MetaAction,
        hook_id!: u64,
        hook!: Box<Hook>,
        /// None if the hook is an organization's or an app's.
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a hook. There is only one action.
    pub enum MetaAction {
        Deleted = "deleted" is_deleted,
    }
}

model! {
    /// A webhook.
    pub struct Hook {
        id!: u64,
        /// `Repository`, `Organization`, `App`.
        r#type: Box<str>,
        name: Box<str>,
        active: bool,
        /// The events that it sends; `*` for all.
        events: Vec<Box<str>>,
        config: Option<HookConfig>,
        /// If it is an app's.
        app_id: Option<u64>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// Where and how a webhook sends.
    pub struct HookConfig {
        url: Box<str>,
        /// `json` or `form`.
        content_type: Box<str>,
        /// Whether it does without checking the certificate.
        insecure_ssl: Flag,
    }
}
