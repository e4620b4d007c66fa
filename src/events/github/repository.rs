//! Repositories.

use super::common::event;
use super::{Change, RawChange, User};
use crate::events::{Map, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a repository itself.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository>
    pub struct RepositoryEvent [action, repository] never [
        "alert", "branch", "check_run", "comment", "definition", "deployment", "discussion",
        "exemption_request", "hook", "issue", "key", "label", "member", "milestone", "personal_access_token_request", "project",
        "project_card", "project_column", "pull_request", "release", "repository_ruleset", "rule",
        "sponsorship", "starred_at", "target_type", "team",
    ] {
        action!: RepositoryAction,
        repository!: Box<Repository>,
        /// What it was before.
        changes: Option<Box<RepositoryChanges>>,
    }
}

open_enum! {
    /// What happened to a repository.
    pub enum RepositoryAction {
        Archived = "archived" is_archived,
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        /// Made private.
        Privatized = "privatized" is_privatized,
        /// Made public.
        Publicized = "publicized" is_publicized,
        Renamed = "renamed" is_renamed,
        /// To another owner: see `changes`.
        Transferred = "transferred" is_transferred,
        Unarchived = "unarchived" is_unarchived,
    }
}

event! {
    /// A private repository was made public.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#public>
    pub struct PublicEvent [repository] never [
        "action", "build", "changes", "deployment", "forkee", "pages", "ref", "sha", "status", "team", "zen",
    ] {
        repository!: Box<Repository>,
    }
}

event! {
    /// A repository was imported, or was not.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository_import>
    pub struct RepositoryImportEvent [repository] {
        status!: ImportStatus,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// How an import ended.
    pub enum ImportStatus {
        Success = "success" is_success,
        Cancelled = "cancelled" is_cancelled,
        Failure = "failure" is_failure,
    }
}

event! {
    /// Security features of a repository were turned on or off.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#security_and_analysis>
    pub struct SecurityAndAnalysisEvent [repository] never ["action"] {
        changes!: Box<SecurityAndAnalysisChanges>,
        repository!: Box<Repository>,
    }
}

model! {
    /// What changed in a repository.
    pub struct RepositoryChanges {
        default_branch: Option<Change>,
        description: Option<Change>,
        homepage: Option<Change>,
        /// A list of texts, or null.
        topics: Option<RawChange>,
        /// When it was renamed.
        repository: Option<RepositoryRename>,
        /// When it was transferred.
        owner: Option<OwnerChange>,
    }

    /// What a repository was called.
    pub struct RepositoryRename {
        name: Option<Change>,
    }

    /// Whose a repository was.
    pub struct OwnerChange {
        from: Option<Box<FormerOwner>>,
    }

    /// One of the two.
    pub struct FormerOwner {
        user: Option<Box<User>>,
        organization: Option<Box<User>>,
    }

    /// Which security features a repository had.
    pub struct SecurityAndAnalysisChanges {
        from: Option<Box<SecurityAndAnalysisBefore>>,
    }

    /// Which security features a repository had.
    pub struct SecurityAndAnalysisBefore {
        /// `advanced_security`, `secret_scanning`, `secret_scanning_push_protection`, ...
        security_and_analysis: Map<SecurityFeature>,
    }

    /// Whether a repository had a security feature.
    pub struct SecurityFeature {
        status: FeatureStatus,
    }
}

open_enum! {
    /// Whether a feature is on.
    pub enum FeatureStatus {
        Enabled = "enabled" is_enabled,
        Disabled = "disabled" is_disabled,
    }
}

model! {
    /// A repository.
    pub struct Repository {
        id!: u64,
        name!: Box<str>,
        /// `owner/name`
        full_name!: Box<str>,
        private: bool,
        owner: Option<Box<User>>,
        html_url: Box<str>,
        description: Option<Box<str>>,
        fork: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        pushed_at: Option<Timestamp>,
        ssh_url: Box<str>,
        clone_url: Box<str>,
        homepage: Option<Box<str>>,
        /// In kilobytes.
        size: u64,
        stargazers_count: u64,
        watchers_count: u64,
        language: Option<Box<str>>,
        forks_count: u64,
        archived: bool,
        disabled: bool,
        /// Issues and pull requests.
        open_issues_count: u64,
        license: Option<License>,
        is_template: bool,
        topics: Vec<Box<str>>,
        visibility: Visibility,
        default_branch: Box<str>,
        /// By the property's name, as the organization defines them.
        custom_properties: Raw,
    }

    /// A license that GitHub recognized.
    pub struct License {
        key: Box<str>,
        name: Box<str>,
        spdx_id: Option<Box<str>>,
    }

    /// A repository in few words, as an app's installation lists them.
    pub struct RepositoryRef {
        id!: u64,
        name: Box<str>,
        /// `owner/name`
        full_name: Box<str>,
        private: bool,
    }
}

open_enum! {
    /// Who sees a repository.
    pub enum Visibility {
        Public = "public" is_public,
        Private = "private" is_private,
        /// Members of the enterprise.
        Internal = "internal" is_internal,
    }
}
