//! Who follows a repository.

use super::Repository;
use super::common::event;
use crate::events::Timestamp;
use crate::open_enum;

event! {
    /// A user starred a repository, or no longer does.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#star>
    pub struct StarEvent [action, repository] {
        action!: StarAction,
        repository!: Box<Repository>,
        /// None if the star was deleted.
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
    /// A user starred a repository. Despite its name, the event is not about watching.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#watch>
    pub struct WatchEvent [action, repository] {
        action!: WatchAction,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to a star. There is only one action.
    pub enum WatchAction {
        Started = "started" is_started,
    }
}
