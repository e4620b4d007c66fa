//! Branches and tags that come and go, and copies of repositories.

use super::common::event;
use super::{Commit, Repository};
use crate::{model, open_enum};

event! {
    /// A branch or a tag was created.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#create>
    pub struct CreateEvent [repository] never ["action", "before"] {
        /// Its name, without `refs/heads/`; none for a whole repository.
        r#ref: Option<Box<str>>,
        ref_type!: RefType,
        /// The default branch.
        master_branch!: Box<str>,
        /// Of the repository.
        description: Option<Box<str>>,
        /// `user` or `deploy_key`.
        pusher_type: Box<str>,
        repository!: Box<Repository>,
    }
}

event! {
    /// A branch or a tag was deleted.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#delete>
    pub struct DeleteEvent [repository] never ["action", "before", "master_branch"] {
        /// Its name, without `refs/heads/`.
        r#ref!: Box<str>,
        ref_type!: RefType,
        /// `user` or `deploy_key`.
        pusher_type: Box<str>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What a name is of.
    pub enum RefType {
        Branch = "branch" is_branch,
        Tag = "tag" is_tag,
        /// In very old deliveries.
        Repository = "repository" is_repository,
    }
}

event! {
    /// A user forked a repository.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#fork>
    pub struct ForkEvent [repository] never ["action"] {
        /// The new one.
        forkee!: Box<Repository>,
        /// The one that was forked.
        repository!: Box<Repository>,
    }
}

event! {
    /// Something happened to a group of pull requests that are merged together.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group>
    pub struct MergeGroupEvent [action, repository] {
        action!: MergeGroupAction,
        merge_group!: Box<MergeGroup>,
        /// Why it was destroyed.
        reason: Option<MergeGroupReason>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a group of pull requests.
    pub enum MergeGroupAction {
        ChecksRequested = "checks_requested" is_checks_requested,
        Destroyed = "destroyed" is_destroyed,
    }

    /// Why a group of pull requests was destroyed.
    pub enum MergeGroupReason {
        Merged = "merged" is_merged,
        Invalidated = "invalidated" is_invalidated,
        Dequeued = "dequeued" is_dequeued,
    }
}

model! {
    /// A group of pull requests that are merged together.
    pub struct MergeGroup {
        head_sha!: Box<str>,
        /// In full.
        head_ref!: Box<str>,
        base_sha!: Box<str>,
        /// In full.
        base_ref!: Box<str>,
        head_commit: Option<Box<Commit>>,
    }
}
