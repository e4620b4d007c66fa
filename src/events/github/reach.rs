//! Who follows a repository.

use super::Repository;
use super::common::event;
use crate::events::Timestamp;
use crate::open_enum;

event! {
    /// Somebody starred a repository, or no longer does.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#star>
    pub struct StarEvent [action, repository] {
        action!: StarAction,
        repository!: Box<Repository>,
        /// None when the star is gone.
        starred_at!: Option<Timestamp>,
    }
}

open_enum! {
    /// What happened to a star.
    pub enum StarAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
    }
}

event! {
    /// Somebody starred a repository. (Not: watches it. The name is older than stars.)
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#watch>
    pub struct WatchEvent [action, repository] {
        action!: WatchAction,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a star, of which this event tells but one thing.
    pub enum WatchAction {
        Started = "started" is_started,
    }
}
