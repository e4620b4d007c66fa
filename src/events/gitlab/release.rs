//! Releases, deployments, feature flags and milestones.

use super::common::event;
use super::{Commit, IssueState, Status};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a release.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#release-events>
    pub struct ReleaseEvent [action] {
        id!: u64,
        tag: Box<str>,
        name: Option<Box<str>>,
        description: Option<Box<str>>,
        action: Option<ReleaseAction>,
        url: Option<Box<str>>,
        created_at: Option<Timestamp>,
        released_at: Option<Timestamp>,
        assets: Option<Assets>,
        commit: Option<Box<Commit>>,
    }
}

event! {
    /// A deployment started or ended.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#deployment-events>
    pub struct DeploymentEvent {
        deployment_id!: u64,
        status: Status,
        status_changed_at: Option<Timestamp>,
        deployable_url: Option<Box<str>>,
        environment: Option<Box<str>>,
        environment_tier: Option<Box<str>>,
        environment_external_url: Option<Box<str>>,
        short_sha: Option<Box<str>>,
        r#ref: Option<Box<str>>,
        commit_title: Option<Box<str>>,
        commit_url: Option<Box<str>>,
    }
}

event! {
    /// A feature flag was switched on or off.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#feature-flag-events>
    pub struct FeatureFlagEvent {
        object_attributes!: Box<FeatureFlag>,
    }
}

event! {
    /// Something happened to a milestone.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#milestone-events>
    pub struct MilestoneEvent [action] {
        action: Option<MilestoneAction>,
        object_attributes!: Box<Milestone>,
    }
}

model! {
    /// What can be downloaded.
    pub struct Assets {
        count: u64,
        links: List<AssetLink>,
        sources: List<AssetSource>,
    }

    /// A link to something.
    pub struct AssetLink {
        name: Option<Box<str>>,
        url: Option<Box<str>>,
        link_type: Option<Box<str>>,
        external: bool,
    }

    /// An archive of the source code.
    pub struct AssetSource {
        format: Box<str>,
        url: Box<str>,
    }

    /// A feature flag.
    pub struct FeatureFlag {
        id!: u64,
        name: Box<str>,
        description: Option<Box<str>>,
        active: bool,
    }

    /// A milestone.
    pub struct Milestone {
        id!: u64,
        /// What people see.
        iid: Option<u64>,
        title: Box<str>,
        description: Option<Box<str>>,
        state: Option<IssueState>,
        due_date: Option<Timestamp>,
        start_date: Option<Timestamp>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }
}

open_enum! {
    /// What happened to a release.
    pub enum ReleaseAction {
        Create = "create" is_create,
        Delete = "delete" is_delete,
        Update = "update" is_update,
    }

    /// What happened to a milestone.
    pub enum MilestoneAction {
        Close = "close" is_close,
        Create = "create" is_create,
        Delete = "delete" is_delete,
        Reopen = "reopen" is_reopen,
        Update = "update" is_update,
    }
}
