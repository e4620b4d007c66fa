//! Releases.

use super::common::event;
use super::{Change, Repository, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a release.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#release>
    pub struct ReleaseEvent [action, repository] {
        action!: ReleaseAction,
        release!: Box<Release>,
        repository!: Box<Repository>,
        /// What it was before an edit.
        changes: Option<Box<ReleaseChanges>>,
    }
}

open_enum! {
    /// What happened to a release.
    pub enum ReleaseAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        Prereleased = "prereleased" is_prereleased,
        Published = "published" is_published,
        Released = "released" is_released,
        Unpublished = "unpublished" is_unpublished,
    }
}

model! {
    /// What changed in a release.
    pub struct ReleaseChanges {
        body: Option<Change>,
        name: Option<Change>,
        tag_name: Option<Change>,
    }

    /// A release.
    pub struct Release {
        id!: u64,
        tag_name!: Box<str>,
        target_commitish: Box<str>,
        name: Option<Box<str>>,
        body: Option<Box<str>>,
        html_url: Box<str>,
        author: Option<Box<User>>,
        draft: bool,
        prerelease: bool,
        /// Whether its tag and assets can no longer change.
        immutable: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        published_at: Option<Timestamp>,
        assets: List<Asset>,
    }

    /// A file of a release.
    pub struct Asset {
        id!: u64,
        name!: Box<str>,
        label: Option<Box<str>>,
        content_type: Box<str>,
        /// `uploaded` or `open`.
        state: Box<str>,
        /// In bytes.
        size: u64,
        download_count: u64,
        browser_download_url: Box<str>,
        uploader: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}
