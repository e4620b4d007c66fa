//! GitHub's events, as its repositories, organizations and apps send them.
//!
//! <https://docs.github.com/en/webhooks/webhook-events-and-payloads>
//!
//! One module per group of events, named after GitHub's name for the first of them: the payload, its
//! actions, and the objects in it. [`common`] has what all events have.

pub mod access;
pub mod access_token;
pub mod advisory;
pub mod branch_protection;
pub mod check;
pub mod code_scanning;
pub mod comment;
pub mod commit_comment;
pub mod common;
pub mod custom_property;
pub mod dependabot;
pub mod deployment;
pub mod discussion;
pub mod dispatch;
pub mod enterprise;
pub mod installation;
pub mod issue;
pub mod label;
pub mod marketplace;
pub mod milestone;
pub mod organization;
pub mod package;
pub mod page_build;
pub mod ping;
pub mod project;
pub mod projects_v2;
pub mod pull_request;
pub mod push;
pub mod reach;
pub mod reference;
pub mod release;
pub mod repository;
pub mod review;
pub mod ruleset;
pub mod secret_scanning;
pub mod sponsorship;
pub mod status;
pub mod sub_issue;
pub mod team;
pub mod user;
pub mod vulnerability_alert;
pub mod wiki;
pub mod workflow;

use crate::Provider;
use crate::event::Payload;
use crate::events;
use crate::providers::GITHUB;

pub use access::{DeployKeyEvent, GithubAppAuthorizationEvent, MemberEvent, MembershipEvent};
pub use access_token::PersonalAccessTokenRequestEvent;
pub use advisory::{RepositoryAdvisoryEvent, SecurityAdvisoryEvent};
pub use branch_protection::{BranchProtectionConfigurationEvent, BranchProtectionRuleEvent};
pub use check::{CheckRunEvent, CheckSuiteEvent};
pub use code_scanning::CodeScanningAlertEvent;
pub use comment::IssueCommentEvent;
pub use commit_comment::CommitCommentEvent;
pub use custom_property::{
    CustomPropertyEvent, CustomPropertyPromotedToEnterpriseEvent, CustomPropertyValuesEvent,
};
pub use dependabot::DependabotAlertEvent;
pub use deployment::{
    DeploymentEvent, DeploymentProtectionRuleEvent, DeploymentReviewEvent, DeploymentStatusEvent,
};
pub use discussion::{DiscussionCommentEvent, DiscussionEvent};
pub use dispatch::{RepositoryDispatchEvent, WorkflowDispatchEvent};
pub use enterprise::{
    CacheSyncEvent, EnterpriseEvent, ExemptionRequestEvent, OrganizationCustomPropertyEvent,
    OrganizationCustomPropertyValuesEvent, UserEvent,
};
pub use installation::{InstallationEvent, InstallationRepositoriesEvent, InstallationTargetEvent};
pub use issue::IssuesEvent;
pub use label::LabelEvent;
pub use marketplace::MarketplacePurchaseEvent;
pub use milestone::MilestoneEvent;
pub use organization::{OrgBlockEvent, OrganizationEvent};
pub use package::{PackageEvent, RegistryPackageEvent};
pub use page_build::PageBuildEvent;
pub use ping::{MetaEvent, PingEvent};
pub use project::{ProjectCardEvent, ProjectColumnEvent, ProjectEvent};
pub use projects_v2::{ProjectsV2Event, ProjectsV2ItemEvent, ProjectsV2StatusUpdateEvent};
pub use pull_request::PullRequestEvent;
pub use push::PushEvent;
pub use reach::{StarEvent, WatchEvent};
pub use reference::{CreateEvent, DeleteEvent, ForkEvent, MergeGroupEvent};
pub use release::ReleaseEvent;
pub use repository::{
    PublicEvent, RepositoryEvent, RepositoryImportEvent, SecurityAndAnalysisEvent,
};
pub use review::{
    PullRequestReviewCommentEvent, PullRequestReviewEvent, PullRequestReviewThreadEvent,
};
pub use ruleset::RepositoryRulesetEvent;
pub use secret_scanning::{
    SecretScanningAlertEvent, SecretScanningAlertLocationEvent, SecretScanningScanEvent,
};
pub use sponsorship::SponsorshipEvent;
pub use status::StatusEvent;
pub use sub_issue::{IssueDependenciesEvent, IssueRelatesToEvent, SubIssuesEvent};
pub use team::{TeamAddEvent, TeamEvent};
pub use vulnerability_alert::RepositoryVulnerabilityAlertEvent;
pub use wiki::GollumEvent;
pub use workflow::{WorkflowJobEvent, WorkflowRunEvent};

// What the modules know of each other.
pub(crate) use self::{
    advisory::*, check::*, comment::*, common::*, custom_property::*, deployment::*, issue::*,
    label::*, project::*, pull_request::*, push::*, release::*, repository::*, team::*, user::*,
    workflow::*,
};

/// GitHub, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = GITHUB.with_events();

events! {
    /// An event of GitHub.
    ///
    /// Fields that many events have can be read without a `match`: [`action`](Self::action),
    /// [`repository`](Self::repository), [`sender`](Self::sender), ...
    pub enum Event {
        decode decode;
        as Common;
        "branch_protection_configuration" => BranchProtectionConfiguration(BranchProtectionConfigurationEvent),
        "branch_protection_rule" => BranchProtectionRule(BranchProtectionRuleEvent),
        "bypass_request_secret_scanning" => BypassRequestSecretScanning(ExemptionRequestEvent),
        "cache_sync" => CacheSync(CacheSyncEvent),
        "check_run" => CheckRun(CheckRunEvent),
        "check_suite" => CheckSuite(CheckSuiteEvent),
        "code_scanning_alert" => CodeScanningAlert(CodeScanningAlertEvent),
        "commit_comment" => CommitComment(CommitCommentEvent),
        "create" => Create(CreateEvent),
        "custom_property" => CustomProperty(CustomPropertyEvent),
        "custom_property_promoted_to_enterprise" => CustomPropertyPromotedToEnterprise(CustomPropertyPromotedToEnterpriseEvent),
        "custom_property_values" => CustomPropertyValues(CustomPropertyValuesEvent),
        "delete" => Delete(DeleteEvent),
        "dependabot_alert" => DependabotAlert(DependabotAlertEvent),
        "deploy_key" => DeployKey(DeployKeyEvent),
        "deployment" => Deployment(DeploymentEvent),
        "deployment_protection_rule" => DeploymentProtectionRule(DeploymentProtectionRuleEvent),
        "deployment_review" => DeploymentReview(DeploymentReviewEvent),
        "deployment_status" => DeploymentStatus(DeploymentStatusEvent),
        "discussion" => Discussion(DiscussionEvent),
        "discussion_comment" => DiscussionComment(DiscussionCommentEvent),
        "dismissal_request_code_scanning" => DismissalRequestCodeScanning(ExemptionRequestEvent),
        "dismissal_request_dependabot" => DismissalRequestDependabot(ExemptionRequestEvent),
        "dismissal_request_secret_scanning" => DismissalRequestSecretScanning(ExemptionRequestEvent),
        "enterprise" => Enterprise(EnterpriseEvent),
        "exemption_request_push_ruleset" => ExemptionRequestPushRuleset(ExemptionRequestEvent),
        "exemption_request_secret_scanning" => ExemptionRequestSecretScanning(ExemptionRequestEvent),
        "fork" => Fork(ForkEvent),
        "github_app_authorization" => GithubAppAuthorization(GithubAppAuthorizationEvent),
        "gollum" => Gollum(GollumEvent),
        "installation" => Installation(InstallationEvent),
        "installation_repositories" => InstallationRepositories(InstallationRepositoriesEvent),
        "installation_target" => InstallationTarget(InstallationTargetEvent),
        "issue_comment" => IssueComment(IssueCommentEvent),
        "issue_dependencies" => IssueDependencies(IssueDependenciesEvent),
        "issue_relates_to" => IssueRelatesTo(IssueRelatesToEvent),
        "issues" => Issues(IssuesEvent),
        "label" => Label(LabelEvent),
        "marketplace_purchase" => MarketplacePurchase(MarketplacePurchaseEvent),
        "member" => Member(MemberEvent),
        "membership" => Membership(MembershipEvent),
        "merge_group" => MergeGroup(MergeGroupEvent),
        "meta" => Meta(MetaEvent),
        "milestone" => Milestone(MilestoneEvent),
        "org_block" => OrgBlock(OrgBlockEvent),
        "organization" => Organization(OrganizationEvent),
        "organization_custom_property" => OrganizationCustomProperty(OrganizationCustomPropertyEvent),
        "organization_custom_property_values" => OrganizationCustomPropertyValues(OrganizationCustomPropertyValuesEvent),
        "package" => Package(PackageEvent),
        "page_build" => PageBuild(PageBuildEvent),
        "personal_access_token_request" => PersonalAccessTokenRequest(PersonalAccessTokenRequestEvent),
        "ping" => Ping(PingEvent),
        "project" => Project(ProjectEvent),
        "project_card" => ProjectCard(ProjectCardEvent),
        "project_column" => ProjectColumn(ProjectColumnEvent),
        "projects_v2" => ProjectsV2(ProjectsV2Event),
        "projects_v2_item" => ProjectsV2Item(ProjectsV2ItemEvent),
        "projects_v2_status_update" => ProjectsV2StatusUpdate(ProjectsV2StatusUpdateEvent),
        "public" => Public(PublicEvent),
        "pull_request" => PullRequest(PullRequestEvent),
        "pull_request_review" => PullRequestReview(PullRequestReviewEvent),
        "pull_request_review_comment" => PullRequestReviewComment(PullRequestReviewCommentEvent),
        "pull_request_review_thread" => PullRequestReviewThread(PullRequestReviewThreadEvent),
        "push" => Push(PushEvent),
        "registry_package" => RegistryPackage(RegistryPackageEvent),
        "release" => Release(ReleaseEvent),
        "repository" => Repository(RepositoryEvent),
        "repository_advisory" => RepositoryAdvisory(RepositoryAdvisoryEvent),
        "repository_dispatch" => RepositoryDispatch(RepositoryDispatchEvent),
        "repository_import" => RepositoryImport(RepositoryImportEvent),
        "repository_ruleset" => RepositoryRuleset(RepositoryRulesetEvent),
        "repository_vulnerability_alert" => RepositoryVulnerabilityAlert(RepositoryVulnerabilityAlertEvent),
        "secret_scanning_alert" => SecretScanningAlert(SecretScanningAlertEvent),
        "secret_scanning_alert_location" => SecretScanningAlertLocation(SecretScanningAlertLocationEvent),
        "secret_scanning_scan" => SecretScanningScan(SecretScanningScanEvent),
        "security_advisory" => SecurityAdvisory(SecurityAdvisoryEvent),
        "security_and_analysis" => SecurityAndAnalysis(SecurityAndAnalysisEvent),
        "sponsorship" => Sponsorship(SponsorshipEvent),
        "star" => Star(StarEvent),
        "status" => Status(StatusEvent),
        "sub_issues" => SubIssues(SubIssuesEvent),
        "team" => Team(TeamEvent),
        "team_add" => TeamAdd(TeamAddEvent),
        "user" => User(UserEvent),
        "watch" => Watch(WatchEvent),
        "workflow_dispatch" => WorkflowDispatch(WorkflowDispatchEvent),
        "workflow_job" => WorkflowJob(WorkflowJobEvent),
        "workflow_run" => WorkflowRun(WorkflowRunEvent),
    }
}

impl Event {
    /// Returns what happened, as GitHub writes it; not all events have an action.
    pub fn action(&self) -> Option<&str> {
        self.payload()?.action()
    }

    /// Returns the repository in which it happened.
    pub fn repository(&self) -> Option<&Repository> {
        self.payload()?.repository()
    }

    /// Returns the organization in which it happened.
    pub fn organization(&self) -> Option<&Organization> {
        self.payload()?.organization()
    }

    /// Returns the enterprise in which it happened.
    pub fn enterprise(&self) -> Option<&Enterprise> {
        self.payload()?.enterprise()
    }

    /// Returns who did it.
    pub fn sender(&self) -> Option<&User> {
        self.payload()?.sender()
    }

    /// Returns the installation of your app through which the event came.
    pub fn installation_id(&self) -> Option<u64> {
        self.payload()?.installation_id()
    }
}

/// The body is JSON, or a form whose field `payload` is JSON, as the hook was configured.
fn decode(payload: &Payload<'_>) -> Event {
    let kind = payload.kind().unwrap_or_default();
    match events::form::json_in_form(payload.body()) {
        Some(json) => Event::from_parts(kind, json.as_bytes()),
        None => Event::from_parts(kind, payload.body()),
    }
}
