//! The fields of GitHub's events, and that a body is not decoded as another event.
//!
//! GitHub does not sign the name of the event, so the name of a delivery may not match its body. The payloads
//! are those of `tests/payloads/github/`, and those of the folders that `WEBHOOK_CORPUS` names.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use serde_json::json;
use webhook_receiver::events::github::{
    Event,
    check::{CheckStatus, Conclusion},
    projects_v2::ProjectsV2Status,
    repository::{Repository, RepositoryAction},
    secret_scanning::SecretScanningLocationType,
    user::AuthorAssociation,
};
use webhook_receiver::events::{Decoded, EventEnum, events, model};

struct Payload {
    kind: String,
    file: String,
    body: Vec<u8>,
}

fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("payloads/github")
}

/// Returns the files of a folder; their names begin with that of the event.
fn payloads(folder: &Path) -> impl Iterator<Item = Payload> {
    folder.read_dir().into_iter().flatten().map(|entry| {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        Payload {
            kind: file.split(['.', '-']).next().unwrap().to_owned(),
            body: std::fs::read(path).unwrap(),
            file,
        }
    })
}

/// Returns whether a handler would act on it: an unknown action is like an unknown event.
fn acts(event: &(impl EventEnum + Debug)) -> bool {
    matches!(event.decoded(), Decoded::Known { .. })
        && !format!("{event:?}").contains("action: Other(")
}

#[test]
fn rejects_a_body_of_another_event() {
    let mut all: Vec<_> = payloads(&own()).collect();
    match std::env::var_os("WEBHOOK_CORPUS") {
        Some(corpus) => {
            for folder in std::env::split_paths(&corpus) {
                all.extend(payloads(&folder.join("github")));
            }
        }
        None => println!("skipped: the corpus, as WEBHOOK_CORPUS names no folder"),
    }
    // Events that GitHub no longer sends had the same objects under other names.
    all.retain(|payload| Event::KINDS.contains(&payload.kind.as_str()));
    let mut count = 0;
    let mut taken = Vec::new();
    for Payload { kind, file, body } in &all {
        let same = |other: &str| {
            // One event with an old and a new name, or a definition that does not name its owner, which is a
            // repository or an organization.
            let same_body = matches!(
                (kind.as_str(), other),
                (
                    "custom_property_promoted_to_enterprise" | "organization_custom_property",
                    "custom_property"
                ) | ("custom_property", "organization_custom_property")
            );
            // One struct for all, and the event is in its `request_type`.
            same_body || (kind.contains("_request_") && other.contains("_request_"))
        };
        let others = Event::KINDS.iter().filter(|other| *other != kind);
        for other in others.filter(|other| !same(other)) {
            count += 1;
            if acts(&Event::from_parts(other, body)) {
                taken.push((file, other));
            }
        }
    }
    println!(
        "{count} deliveries under another event's name, of {} bodies",
        all.len()
    );
    assert!(count > 1000);
    assert!(taken.is_empty(), "taken for another event's: {taken:?}");
}

/// The same as the model's, without the keys that must be absent.
mod lax {
    use super::*;

    events! { pub enum Event { "repository" => Repository(Lax) } }
    model! {
        pub struct Lax {
            action!: RepositoryAction,
            repository!: Box<Repository>,
        }
    }
}

#[test]
fn control_detects_a_lax_model() {
    let star = std::fs::read(own().join("star--deleted.json")).unwrap();
    assert!(acts(&lax::Event::from_parts("repository", &star)));
    assert!(!acts(&Event::from_parts("repository", &star)));
}

fn event(file: &str) -> Event {
    let kind = file.split("--").next().unwrap();
    let body = std::fs::read(own().join(file).with_extension("json")).unwrap();
    Event::from_parts(kind, &body)
}

/// Returns the payload of a file of this repository as this variant.
macro_rules! read {
    ($file:literal as $variant:ident) => {
        match event($file) {
            Event::$variant(event) => *event,
            other => panic!("{other:?}"),
        }
    };
}

#[test]
fn reads_the_common_fields_of_events() {
    let renamed = event("organization--renamed");
    assert_eq!(renamed.action(), Some("renamed"));
    assert_eq!(&*renamed.organization().unwrap().login, "acme-example");
    assert_eq!(&*renamed.sender().unwrap().login, "ada-example");
    assert_eq!(
        (renamed.repository(), renamed.installation_id()),
        (None, None)
    );

    let dispatch = event("repository_dispatch");
    assert_eq!(dispatch.action(), Some("launch"));
    assert_eq!(dispatch.installation_id(), Some(4001));
    assert_eq!(event("status").action(), None);
    assert_eq!(event("security_advisory").sender(), None);
}

#[test]
fn reads_previous_values() {
    let milestone = read!("milestone" as Milestone).changes.unwrap();
    assert_eq!(milestone.title.unwrap().from.as_deref(), Some("Space"));
    assert_eq!(milestone.description.unwrap().from, None);

    let repository = read!("repository" as Repository).changes.unwrap();
    assert_eq!(repository.topics.unwrap().from.value(), json!(["fuel"]));
    assert_eq!((repository.repository, repository.owner), (None, None));
    let renamed = read!("repository--renamed" as Repository).changes.unwrap();
    let name = renamed.repository.unwrap().name.unwrap();
    assert_eq!(name.from.as_deref(), Some("firework"));
    let transferred = read!("repository--transferred" as Repository);
    let before = transferred.changes.unwrap().owner.unwrap().from.unwrap();
    assert_eq!(&*before.user.unwrap().login, "bob-example");

    let card = read!("project_card" as ProjectCard).changes.unwrap();
    assert_eq!(card.column_id.unwrap().from, Some(5710));
    let team = read!("team" as Team).changes.unwrap();
    let rights = team.repository.unwrap().permissions.unwrap().from.unwrap();
    assert_eq!(
        (rights.pull, rights.push, rights.admin),
        (true, false, false)
    );

    let ruleset = read!("repository_ruleset" as RepositoryRuleset);
    let rules = ruleset.changes.unwrap().rules.unwrap();
    assert_eq!(&*rules.deleted[0].r#type, "creation");
    let update = rules.updated[0].changes.clone().unwrap();
    let parameters = update.configuration.unwrap().from.unwrap();
    assert_eq!(&*parameters, r#"{"required_approving_review_count":1}"#);

    let sponsorship = read!("sponsorship" as Sponsorship);
    let before = sponsorship.changes.unwrap().tier.unwrap().from.unwrap();
    let tier = sponsorship.sponsorship.tier;
    assert_eq!(before.monthly_price_in_cents, 1000);
    assert_eq!(tier.monthly_price_in_cents, 500);
    let effective = sponsorship.effective_date.unwrap();
    assert_eq!(effective.unix_seconds(), Some(1_717_200_000));

    let security = read!("security_and_analysis" as SecurityAndAnalysis).changes;
    let before = security.from.unwrap().security_and_analysis;
    assert!(before["secret_scanning"].status.is_enabled());
    assert!(before["advanced_security"].status.is_disabled());
}

#[test]
fn reads_projects() {
    let project = read!("projects_v2" as ProjectsV2);
    let changes = project.changes.unwrap();
    assert_eq!(changes.public.unwrap().to.value(), json!(true));
    let update = project.projects_v2.latest_status_update.unwrap();
    assert_eq!(update.project_node_id, project.projects_v2.node_id);
    assert_eq!(update.status, Some(ProjectsV2Status::AtRisk));

    let item = read!("projects_v2_item" as ProjectsV2Item);
    assert_eq!(
        item.projects_v2_item.project_node_id,
        project.projects_v2.node_id
    );
    assert!(item.projects_v2_item.content_type.is_issue());
    let field = item.changes.unwrap().field_value.unwrap();
    assert_eq!(
        (&*field.field_type, field.from.value()["name"].as_str()),
        ("single_select", Some("Pad"))
    );
    // Of a string, a number, or null, too.
    for value in [json!("x"), json!(123.456), json!(null)] {
        let body = json!({"action": "edited", "projects_v2_item": {"id": 1},
            "changes": {"field_value": {"field_type": "text", "from": value}}});
        let event = Event::from_parts("projects_v2_item", body.to_string().as_bytes());
        let Event::ProjectsV2Item(item) = event else {
            panic!("{event:?}")
        };
        let field = item.changes.unwrap().field_value.unwrap();
        assert_eq!((field.from.value(), field.to.is_null()), (value, true));
    }
}

#[test]
fn reads_reviews() {
    let review = read!("pull_request_review" as PullRequestReview);
    assert!(review.action.is_submitted());
    assert!(review.review.state.is_changes_requested());
    assert_eq!(review.review.author_association, AuthorAssociation::Member);
    assert_eq!(
        (review.pull_request.number, review.pull_request.merged),
        (12, false)
    );

    let thread = read!("pull_request_review_thread" as PullRequestReviewThread).thread;
    let lines: Vec<_> = thread.comments.iter().map(|comment| comment.line).collect();
    assert_eq!(lines, [Some(1), None]);
    assert_eq!(
        thread.comments[1].in_reply_to_id,
        Some(thread.comments[0].id)
    );
    assert!(thread.comments[1].start_side.as_ref().unwrap().is_left());
}

#[test]
fn reads_workflows() {
    let run = read!("workflow_run" as WorkflowRun);
    assert!(run.action.is_completed());
    assert_eq!(run.workflow_run.conclusion, Some(Conclusion::Failure));
    assert_eq!(run.workflow_run.workflow_id, run.workflow.unwrap().id);
    assert_eq!(run.workflow_run.pull_requests[0].number, 12);
    let gone = read!("workflow_run--fork-gone" as WorkflowRun);
    assert_eq!(
        (gone.workflow_run.head_repository, gone.workflow),
        (None, None)
    );

    let job = read!("workflow_job" as WorkflowJob).workflow_job;
    assert_eq!((job.id, job.run_id), (16_000_000_003, 16_000_000_001));
    assert_eq!(job.steps[1].conclusion, Some(Conclusion::TimedOut));
    let waiting = read!("workflow_job--waiting" as WorkflowJob).workflow_job;
    assert_eq!(
        (waiting.status, waiting.runner_id),
        (CheckStatus::Waiting, None)
    );

    let inputs = read!("workflow_dispatch" as WorkflowDispatch).inputs;
    assert_eq!(inputs.get("pad").map(|pad| &**pad), Some("39A"));
    assert_eq!(inputs.others()["dry_run"].value(), json!(true));
    let none = read!("workflow_dispatch--no-inputs" as WorkflowDispatch);
    assert!(none.inputs.is_empty());
    let dispatch = read!("repository_dispatch" as RepositoryDispatch);
    assert_eq!(
        dispatch.client_payload.value()["crew"],
        json!(["ada", null])
    );
}

#[test]
fn reads_vulnerabilities_and_secrets() {
    let advisory = read!("security_advisory" as SecurityAdvisory).security_advisory;
    let patched: Vec<_> = advisory
        .vulnerabilities
        .iter()
        .map(|one| {
            one.first_patched_version
                .as_ref()
                .map(|version| &*version.identifier)
        })
        .collect();
    assert_eq!(patched, [Some("1.2"), None]);
    assert_eq!(advisory.cvss.unwrap().score, Some(7.5));
    let own = read!("repository_advisory" as RepositoryAdvisory).repository_advisory;
    assert!(own.state.is_triage());
    assert_eq!(
        own.cvss_severities.unwrap().cvss_v4.unwrap().score,
        Some(7.0)
    );
    assert_eq!(
        (own.cwes.len(), own.submission.unwrap().accepted),
        (0, false)
    );

    let secret = read!("secret_scanning_alert" as SecretScanningAlert).alert;
    assert!(secret.resolution.unwrap().is_revoked());
    assert_eq!(
        (secret.publicly_leaked, secret.multi_repo),
        (Some(false), None)
    );
    let place = read!("secret_scanning_alert_location" as SecretScanningAlertLocation).location;
    assert_eq!(place.details.unwrap().start_line, Some(2));
    let place = read!("secret_scanning_alert_location--issue" as SecretScanningAlertLocation);
    assert_eq!(place.location.r#type, SecretScanningLocationType::IssueBody);
    let details = place.location.details.unwrap();
    assert!(details.issue_body_url.is_some() && details.path.is_none());
}

#[test]
fn reads_two_repositories_and_two_issues() {
    let whole = read!("sub_issues" as SubIssues);
    assert!(whole.action.is_sub_issue_added());
    assert_eq!(whole.sub_issue_id, whole.sub_issue.id);
    assert_eq!(
        (
            &*whole.repository.unwrap().name,
            &*whole.sub_issue_repo.unwrap().name
        ),
        ("rocket", "engine")
    );
    assert_eq!(whole.parent_issue_repo, None);
    let part = read!("sub_issues--parent" as SubIssues);
    assert_eq!(
        (
            &*part.repository.unwrap().name,
            &*part.parent_issue_repo.unwrap().name
        ),
        ("engine", "rocket")
    );
}
