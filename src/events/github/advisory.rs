//! Known vulnerabilities: published ones, and those of a repository.

use super::common::event;
use super::{Repository, Team, User};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an advisory in GitHub's database. It has no sender.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#security_advisory>
    pub struct SecurityAdvisoryEvent [action, repository] {
        action!: SecurityAdvisoryAction,
        security_advisory!: Box<SecurityAdvisory>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to an advisory.
    pub enum SecurityAdvisoryAction {
        /// In older deliveries.
        Performed = "performed" is_performed,
        Published = "published" is_published,
        Updated = "updated" is_updated,
        Withdrawn = "withdrawn" is_withdrawn,
    }
}

event! {
    /// Something happened to an advisory of a repository.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository_advisory>
    pub struct RepositoryAdvisoryEvent [action, repository] {
        action!: RepositoryAdvisoryAction,
        repository_advisory!: Box<RepositoryAdvisory>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to an advisory of a repository.
    pub enum RepositoryAdvisoryAction {
        Published = "published" is_published,
        /// Privately, by a user from outside.
        Reported = "reported" is_reported,
    }
}

model! {
    /// An advisory in GitHub's database.
    pub struct SecurityAdvisory {
        ghsa_id!: Box<str>,
        cve_id: Option<Box<str>>,
        summary: Box<str>,
        description: Option<Box<str>>,
        severity: AdvisorySeverity,
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

    /// An advisory of a repository.
    pub struct RepositoryAdvisory {
        ghsa_id!: Box<str>,
        cve_id: Option<Box<str>>,
        html_url: Box<str>,
        summary: Box<str>,
        description: Option<Box<str>>,
        severity: Option<AdvisorySeverity>,
        state: RepositoryAdvisoryState,
        author: Option<Box<User>>,
        publisher: Option<Box<User>>,
        identifiers: List<AdvisoryIdentifier>,
        vulnerabilities: List<AdvisoryVulnerability>,
        cvss: Option<AdvisoryScore>,
        cvss_severities: Option<AdvisoryScores>,
        cwes: List<AdvisoryWeakness>,
        /// Present if a user from outside reported it.
        submission: Option<AdvisorySubmission>,
        credits_detailed: List<AdvisoryCredit>,
        collaborating_users: List<User>,
        collaborating_teams: List<Team>,
        /// Where it is mended in private.
        private_fork: Option<Box<Repository>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        published_at: Option<Timestamp>,
        closed_at: Option<Timestamp>,
        withdrawn_at: Option<Timestamp>,
    }

    /// A name of an advisory.
    pub struct AdvisoryIdentifier {
        /// `GHSA` or `CVE`.
        r#type: Box<str>,
        value!: Box<str>,
    }

    /// A page about it.
    pub struct AdvisoryReference {
        url: Box<str>,
    }

    /// A package that has the vulnerability.
    pub struct AdvisoryVulnerability {
        package: Option<AdvisoryPackage>,
        /// Not of a repository's advisory.
        severity: Option<AdvisorySeverity>,
        vulnerable_version_range: Option<Box<str>>,
        /// None if it does not exist yet; not of a repository's advisory.
        first_patched_version: Option<PatchedVersion>,
        /// Only of a repository's advisory.
        patched_versions: Option<Box<str>>,
        /// Only of a repository's advisory.
        vulnerable_functions: List<Box<str>>,
    }

    /// A package in some ecosystem.
    pub struct AdvisoryPackage {
        /// `npm`, `pip`, `rust`, ...
        ecosystem: Box<str>,
        name: Option<Box<str>>,
    }

    /// A version without the vulnerability.
    pub struct PatchedVersion {
        identifier: Box<str>,
    }

    /// How severe it is, by the Common Vulnerability Scoring System.
    pub struct AdvisoryScore {
        vector_string: Option<Box<str>>,
        /// From 0 to 10.
        score: Option<f64>,
    }

    /// How severe it is, by the system's versions.
    pub struct AdvisoryScores {
        cvss_v3: Option<AdvisoryScore>,
        cvss_v4: Option<AdvisoryScore>,
    }

    /// What kind of weakness it is, by the Common Weakness Enumeration.
    pub struct AdvisoryWeakness {
        /// `CWE-94`
        cwe_id: Box<str>,
        name: Box<str>,
    }

    /// The report of a user from outside.
    pub struct AdvisorySubmission {
        accepted: bool,
    }

    /// A credit for a user.
    pub struct AdvisoryCredit {
        user: Option<Box<User>>,
        /// `finder`, `reporter`, `remediation_developer`, ...
        r#type: Box<str>,
        /// `accepted`, `declined`, `pending`.
        state: Box<str>,
    }
}

open_enum! {
    /// How severe a vulnerability is.
    pub enum AdvisorySeverity {
        Low = "low" is_low,
        /// In GitHub's database.
        Moderate = "moderate" is_moderate,
        /// In repositories.
        Medium = "medium" is_medium,
        High = "high" is_high,
        Critical = "critical" is_critical,
    }

    /// The status of an advisory of a repository.
    pub enum RepositoryAdvisoryState {
        Triage = "triage" is_triage,
        Draft = "draft" is_draft,
        Published = "published" is_published,
        Closed = "closed" is_closed,
        Withdrawn = "withdrawn" is_withdrawn,
    }
}
