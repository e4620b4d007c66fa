//! Rules that protect branches.

use super::common::event;
use super::{RawChange, Repository};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// The protection of a repository's branches was turned on or off as a whole.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#branch_protection_configuration>
    pub struct BranchProtectionConfigurationEvent [action, repository] {
        action!: BranchProtectionConfigurationAction,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to the protection of branches.
    pub enum BranchProtectionConfigurationAction {
        Enabled = "enabled" is_enabled,
        Disabled = "disabled" is_disabled,
    }
}

event! {
    /// Something happened to a rule that protects branches.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#branch_protection_rule>
    pub struct BranchProtectionRuleEvent [action, repository] {
        action!: BranchProtectionRuleAction,
        rule!: Box<BranchProtectionRule>,
        repository!: Box<Repository>,
        /// What it was before an edit.
        changes: Option<Box<BranchProtectionRuleChanges>>,
    }
}

open_enum! {
    /// What happened to a rule.
    pub enum BranchProtectionRuleAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
    }

    /// Whom a rule applies to.
    pub enum EnforcementLevel {
        Off = "off" is_off,
        NonAdmins = "non_admins" is_non_admins,
        Everyone = "everyone" is_everyone,
    }
}

model! {
    /// A rule that protects branches.
    pub struct BranchProtectionRule {
        id!: u64,
        repository_id: u64,
        /// The name of the branches, or a pattern.
        name!: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        admin_enforced: bool,
        create_protected: bool,
        allow_deletions_enforcement_level: Option<EnforcementLevel>,
        allow_force_pushes_enforcement_level: Option<EnforcementLevel>,
        authorized_actor_names: List<Box<str>>,
        authorized_actors_only: bool,
        authorized_dismissal_actors_only: bool,
        dismiss_stale_reviews_on_push: bool,
        ignore_approvals_from_contributors: bool,
        linear_history_requirement_enforcement_level: Option<EnforcementLevel>,
        lock_branch_enforcement_level: Option<EnforcementLevel>,
        lock_allows_fork_sync: bool,
        merge_queue_enforcement_level: Option<EnforcementLevel>,
        pull_request_reviews_enforcement_level: Option<EnforcementLevel>,
        require_code_owner_review: bool,
        require_last_push_approval: bool,
        required_approving_review_count: u64,
        required_conversation_resolution_level: Option<EnforcementLevel>,
        required_deployments_enforcement_level: Option<EnforcementLevel>,
        required_status_checks: List<Box<str>>,
        required_status_checks_enforcement_level: Option<EnforcementLevel>,
        signature_requirement_enforcement_level: Option<EnforcementLevel>,
        strict_required_status_checks_policy: bool,
    }

    /// What changed in a rule: its fields by their names, with what they were.
    pub struct BranchProtectionRuleChanges {
        admin_enforced: Option<RawChange>,
        authorized_actor_names: Option<RawChange>,
        authorized_actors_only: Option<RawChange>,
        authorized_dismissal_actors_only: Option<RawChange>,
        linear_history_requirement_enforcement_level: Option<RawChange>,
        lock_branch_enforcement_level: Option<RawChange>,
        lock_allows_fork_sync: Option<RawChange>,
        pull_request_reviews_enforcement_level: Option<RawChange>,
        require_last_push_approval: Option<RawChange>,
        required_status_checks: Option<RawChange>,
        required_status_checks_enforcement_level: Option<RawChange>,
    }
}
