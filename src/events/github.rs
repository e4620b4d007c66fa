//! GitHub's events, as its repositories, organizations and apps send them.
//!
//! <https://docs.github.com/en/webhooks/webhook-events-and-payloads>
//!
//! One file a group of events, named after GitHub's name for the first of them: an event's struct,
//! its actions, and the object that it is about. What all events have is in `common`.

mod access;
mod access_token;
mod advisory;
mod branch_protection;
mod check;
mod code_scanning;
mod comment;
mod commit_comment;
mod common;
mod custom_property;
mod dependabot;
mod deployment;
mod discussion;
mod dispatch;
mod enterprise;
mod installation;
mod issue;
mod label;
mod marketplace;
mod milestone;
mod organization;
mod package;
mod page_build;
mod ping;
mod project;
mod projects_v2;
mod pull_request;
mod push;
mod reach;
mod reference;
mod release;
mod repository;
mod review;
mod ruleset;
mod secret_scanning;
mod sponsorship;
mod status;
mod sub_issue;
mod team;
mod user;
mod vulnerability_alert;
mod wiki;
mod workflow;

use crate::Provider;
use crate::event::Payload;
use crate::events;
use crate::providers::GITHUB;

pub use access::*;
pub use access_token::*;
pub use advisory::*;
pub use branch_protection::*;
pub use check::*;
pub use code_scanning::*;
pub use comment::*;
pub use commit_comment::*;
pub use common::*;
pub use custom_property::*;
pub use dependabot::*;
pub use deployment::*;
pub use discussion::*;
pub use dispatch::*;
pub use enterprise::*;
pub use installation::*;
pub use issue::*;
pub use label::*;
pub use marketplace::*;
pub use milestone::*;
pub use organization::*;
pub use package::*;
pub use page_build::*;
pub use ping::*;
pub use project::*;
pub use projects_v2::*;
pub use pull_request::*;
pub use push::*;
pub use reach::*;
pub use reference::*;
pub use release::*;
pub use repository::*;
pub use review::*;
pub use ruleset::*;
pub use secret_scanning::*;
pub use sponsorship::*;
pub use status::*;
pub use sub_issue::*;
pub use team::*;
pub use user::*;
pub use vulnerability_alert::*;
pub use wiki::*;
pub use workflow::*;

/// GitHub, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = GITHUB.with_events();

events! {
    /// An event of GitHub.
    ///
    /// What many events have is also to be had without a `match`: [`action`](Self::action),
    /// [`repository`](Self::repository), [`sender`](Self::sender), ...
    pub enum Event {
        decode decode;
        as Common;
        "branch_protection_configuration" => BranchProtectionConfiguration(BranchProtectionConfiguration),
        "branch_protection_rule" => BranchProtectionRule(BranchProtectionRuleEvent),
        "bypass_request_secret_scanning" => BypassRequestSecretScanning(ExemptionRequestEvent),
        "cache_sync" => CacheSync(CacheSync),
        "check_run" => CheckRun(CheckRunEvent),
        "check_suite" => CheckSuite(CheckSuiteEvent),
        "code_scanning_alert" => CodeScanningAlert(CodeScanningAlertEvent),
        "commit_comment" => CommitComment(CommitCommentEvent),
        "create" => Create(Create),
        "custom_property" => CustomProperty(CustomPropertyEvent),
        "custom_property_promoted_to_enterprise" => CustomPropertyPromotedToEnterprise(CustomPropertyPromotedToEnterprise),
        "custom_property_values" => CustomPropertyValues(CustomPropertyValues),
        "delete" => Delete(Delete),
        "dependabot_alert" => DependabotAlert(DependabotAlertEvent),
        "deploy_key" => DeployKey(DeployKeyEvent),
        "deployment" => Deployment(DeploymentEvent),
        "deployment_protection_rule" => DeploymentProtectionRule(DeploymentProtectionRule),
        "deployment_review" => DeploymentReview(DeploymentReview),
        "deployment_status" => DeploymentStatus(DeploymentStatusEvent),
        "discussion" => Discussion(DiscussionEvent),
        "discussion_comment" => DiscussionComment(DiscussionCommentEvent),
        "dismissal_request_code_scanning" => DismissalRequestCodeScanning(ExemptionRequestEvent),
        "dismissal_request_dependabot" => DismissalRequestDependabot(ExemptionRequestEvent),
        "dismissal_request_secret_scanning" => DismissalRequestSecretScanning(ExemptionRequestEvent),
        "enterprise" => Enterprise(EnterpriseEvent),
        "exemption_request_push_ruleset" => ExemptionRequestPushRuleset(ExemptionRequestEvent),
        "exemption_request_secret_scanning" => ExemptionRequestSecretScanning(ExemptionRequestEvent),
        "fork" => Fork(Fork),
        "github_app_authorization" => GithubAppAuthorization(GithubAppAuthorization),
        "gollum" => Gollum(Gollum),
        "installation" => Installation(InstallationEvent),
        "installation_repositories" => InstallationRepositories(InstallationRepositories),
        "installation_target" => InstallationTarget(InstallationTarget),
        "issue_comment" => IssueComment(IssueCommentEvent),
        "issue_dependencies" => IssueDependencies(IssueDependencies),
        "issue_relates_to" => IssueRelatesTo(IssueRelatesTo),
        "issues" => Issues(Issues),
        "label" => Label(LabelEvent),
        "marketplace_purchase" => MarketplacePurchase(MarketplacePurchaseEvent),
        "member" => Member(Member),
        "membership" => Membership(Membership),
        "merge_group" => MergeGroup(MergeGroupEvent),
        "meta" => Meta(Meta),
        "milestone" => Milestone(MilestoneEvent),
        "org_block" => OrgBlock(OrgBlock),
        "organization" => Organization(OrganizationEvent),
        "organization_custom_property" => OrganizationCustomProperty(OrganizationCustomPropertyEvent),
        "organization_custom_property_values" => OrganizationCustomPropertyValues(OrganizationCustomPropertyValues),
        "package" => Package(PackageEvent),
        "page_build" => PageBuild(PageBuildEvent),
        "personal_access_token_request" => PersonalAccessTokenRequest(PersonalAccessTokenRequestEvent),
        "ping" => Ping(Ping),
        "project" => Project(ProjectEvent),
        "project_card" => ProjectCard(ProjectCardEvent),
        "project_column" => ProjectColumn(ProjectColumnEvent),
        "projects_v2" => ProjectsV2(ProjectsV2Event),
        "projects_v2_item" => ProjectsV2Item(ProjectsV2ItemEvent),
        "projects_v2_status_update" => ProjectsV2StatusUpdate(ProjectsV2StatusUpdateEvent),
        "public" => Public(Public),
        "pull_request" => PullRequest(PullRequestEvent),
        "pull_request_review" => PullRequestReview(PullRequestReviewEvent),
        "pull_request_review_comment" => PullRequestReviewComment(PullRequestReviewCommentEvent),
        "pull_request_review_thread" => PullRequestReviewThread(PullRequestReviewThreadEvent),
        "push" => Push(Push),
        "registry_package" => RegistryPackage(RegistryPackageEvent),
        "release" => Release(ReleaseEvent),
        "repository" => Repository(RepositoryEvent),
        "repository_advisory" => RepositoryAdvisory(RepositoryAdvisoryEvent),
        "repository_dispatch" => RepositoryDispatch(RepositoryDispatch),
        "repository_import" => RepositoryImport(RepositoryImport),
        "repository_ruleset" => RepositoryRuleset(RepositoryRulesetEvent),
        "repository_vulnerability_alert" => RepositoryVulnerabilityAlert(RepositoryVulnerabilityAlertEvent),
        "secret_scanning_alert" => SecretScanningAlert(SecretScanningAlertEvent),
        "secret_scanning_alert_location" => SecretScanningAlertLocation(SecretScanningAlertLocation),
        "secret_scanning_scan" => SecretScanningScan(SecretScanningScan),
        "security_advisory" => SecurityAdvisory(SecurityAdvisoryEvent),
        "security_and_analysis" => SecurityAndAnalysis(SecurityAndAnalysis),
        "sponsorship" => Sponsorship(SponsorshipEvent),
        "star" => Star(Star),
        "status" => Status(Status),
        "sub_issues" => SubIssues(SubIssues),
        "team" => Team(TeamEvent),
        "team_add" => TeamAdd(TeamAdd),
        "user" => User(UserEvent),
        "watch" => Watch(Watch),
        "workflow_dispatch" => WorkflowDispatch(WorkflowDispatch),
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
