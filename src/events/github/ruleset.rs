//! Rulesets: what may be done to a repository's branches and tags.

use super::common::event;
use super::{Change, Repository};
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a ruleset.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository_ruleset>
    pub struct RepositoryRulesetEvent [action, repository] {
        action!: RepositoryRulesetAction,
        repository_ruleset!: Box<RepositoryRuleset>,
        /// None if the ruleset is an organization's.
        repository: Option<Box<Repository>>,
        /// What it was before an edit.
        changes: Option<Box<RepositoryRulesetChanges>>,
    }
}

open_enum! {
    /// What happened to a ruleset.
    pub enum RepositoryRulesetAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
    }
}

model! {
    /// A ruleset.
    pub struct RepositoryRuleset {
        id!: u64,
        name!: Box<str>,
        target: Option<RulesetTarget>,
        source_type: Option<RulesetSource>,
        /// The repository (`owner/name`), the organization or the enterprise that it is of.
        source: Box<str>,
        enforcement: Enforcement,
        bypass_actors: List<BypassActor>,
        /// To which refs and repositories it applies, as the API has it.
        conditions: Raw,
        rules: List<RepositoryRule>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A rule.
    pub struct RepositoryRule {
        /// `creation`, `deletion`, `pull_request`, `required_status_checks`, ...
        r#type!: Box<str>,
        /// As its type needs, if it needs any.
        parameters: Raw,
    }

    /// Who is exempt from the rules.
    pub struct BypassActor {
        /// None for deploy keys.
        actor_id: Option<u64>,
        /// `Integration`, `OrganizationAdmin`, `RepositoryRole`, `Team`, `DeployKey`, ...
        actor_type: Box<str>,
        /// `always` or `pull_request`.
        bypass_mode: Box<str>,
    }

    /// What changed in a ruleset.
    pub struct RepositoryRulesetChanges {
        name: Option<Change>,
        enforcement: Option<Change>,
        /// `added`, `deleted` and `updated`, as the API has conditions.
        conditions: Raw,
        rules: Option<Box<RuleChanges>>,
    }

    /// What changed in the rules of a ruleset.
    pub struct RuleChanges {
        added: List<RepositoryRule>,
        deleted: List<RepositoryRule>,
        updated: List<RuleUpdate>,
    }

    /// What changed in a rule.
    pub struct RuleUpdate {
        /// What it is now.
        rule: Option<RepositoryRule>,
        /// What it was.
        changes: Option<RuleUpdateChanges>,
    }

    /// What changed in a rule.
    pub struct RuleUpdateChanges {
        /// Its parameters, as JSON in a text.
        configuration: Option<Change>,
        rule_type: Option<Change>,
        pattern: Option<Change>,
    }
}

open_enum! {
    /// To what a ruleset applies.
    pub enum RulesetTarget {
        Branch = "branch" is_branch,
        Tag = "tag" is_tag,
        Push = "push" is_push,
        Repository = "repository" is_repository,
    }

    /// Of what a ruleset is.
    pub enum RulesetSource {
        Repository = "Repository" is_repository,
        Organization = "Organization" is_organization,
        Enterprise = "Enterprise" is_enterprise,
    }

    /// Whether a ruleset is in force.
    pub enum Enforcement {
        Active = "active" is_active,
        Disabled = "disabled" is_disabled,
        /// Only shown what it would forbid.
        Evaluate = "evaluate" is_evaluate,
    }
}
