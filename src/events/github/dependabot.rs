//! Dependencies with known vulnerabilities.

use super::common::event;
use super::{
    AdvisoryIdentifier, AdvisoryPackage, AdvisoryReference, AdvisoryScore, AdvisoryScores,
    AdvisorySeverity, AdvisoryVulnerability, AdvisoryWeakness, PatchedVersion, Repository, User,
};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an alert about a dependency.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#dependabot_alert>
    pub struct DependabotAlertEvent [action, repository] {
        action!: DependabotAlertAction,
        alert!: Box<DependabotAlert>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to an alert about a dependency.
    pub enum DependabotAlertAction {
        AssigneesChanged = "assignees_changed" is_assignees_changed,
        AutoDismissed = "auto_dismissed" is_auto_dismissed,
        AutoReopened = "auto_reopened" is_auto_reopened,
        Created = "created" is_created,
        Dismissed = "dismissed" is_dismissed,
        Fixed = "fixed" is_fixed,
        Reintroduced = "reintroduced" is_reintroduced,
        Reopened = "reopened" is_reopened,
    }

    /// The state of an alert about a dependency.
    pub enum DependabotAlertState {
        AutoDismissed = "auto_dismissed" is_auto_dismissed,
        Dismissed = "dismissed" is_dismissed,
        Fixed = "fixed" is_fixed,
        Open = "open" is_open,
    }

    /// Why an alert about a dependency was dismissed.
    pub enum DependabotDismissal {
        FixStarted = "fix_started" is_fix_started,
        Inaccurate = "inaccurate" is_inaccurate,
        NoBandwidth = "no_bandwidth" is_no_bandwidth,
        NotUsed = "not_used" is_not_used,
        TolerableRisk = "tolerable_risk" is_tolerable_risk,
    }
}

model! {
    /// An alert about a dependency.
    pub struct DependabotAlert {
        number!: u64,
        state!: DependabotAlertState,
        dependency!: Box<Dependency>,
        security_advisory!: Box<DependabotAdvisory>,
        security_vulnerability: Option<Box<DependabotVulnerability>>,
        html_url: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        dismissed_at: Option<Timestamp>,
        dismissed_by: Option<Box<User>>,
        dismissed_reason: Option<DependabotDismissal>,
        dismissed_comment: Option<Box<str>>,
        fixed_at: Option<Timestamp>,
        auto_dismissed_at: Option<Timestamp>,
        assignees: List<User>,
    }

    /// What a repository depends on.
    pub struct Dependency {
        package: Option<AdvisoryPackage>,
        /// The file that says so.
        manifest_path: Box<str>,
        /// `development` or `runtime`.
        scope: Option<Box<str>>,
        /// `direct`, `transitive`, ...
        relationship: Option<Box<str>>,
    }

    /// An advisory, as an alert has it.
    pub struct DependabotAdvisory {
        ghsa_id!: Box<str>,
        cve_id: Option<Box<str>>,
        summary: Box<str>,
        description: Box<str>,
        severity: Option<AdvisorySeverity>,
        identifiers: List<AdvisoryIdentifier>,
        references: List<AdvisoryReference>,
        vulnerabilities: List<AdvisoryVulnerability>,
        cvss: Option<AdvisoryScore>,
        cvss_severities: Option<AdvisoryScores>,
        cwes: List<AdvisoryWeakness>,
        published_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        withdrawn_at: Option<Timestamp>,
    }

    /// The vulnerability that the dependency has.
    pub struct DependabotVulnerability {
        package: Option<AdvisoryPackage>,
        severity: Option<AdvisorySeverity>,
        vulnerable_version_range: Box<str>,
        /// None if it does not exist yet.
        first_patched_version: Option<PatchedVersion>,
    }
}
