//! GitHub Pages.

use super::common::event;
use super::{Repository, User};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// GitHub tried to build a repository's site.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#page_build>
    pub struct PageBuildEvent [repository] {
        /// Of the build.
        id!: u64,
        build!: Box<PageBuild>,
        repository!: Box<Repository>,
    }
}

model! {
    /// A build of a site.
    pub struct PageBuild {
        status: PageBuildStatus,
        error: Option<PageBuildError>,
        pusher: Option<Box<User>>,
        /// The SHA.
        commit: Option<Box<str>>,
        /// In milliseconds.
        duration: u64,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// Why a site was not built.
    pub struct PageBuildError {
        /// None if it was.
        message: Option<Box<str>>,
    }
}

open_enum! {
    /// The status of a build of a site.
    pub enum PageBuildStatus {
        Queued = "queued" is_queued,
        Building = "building" is_building,
        Built = "built" is_built,
        Errored = "errored" is_errored,
    }
}
