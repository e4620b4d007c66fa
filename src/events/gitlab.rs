//! GitLab's events, as its projects, groups and instances send them.
//!
//! <https://docs.gitlab.com/user/project/integrations/webhook_events/>
//!
//! One module per group of events: the payload, its actions, and the objects in it.
//! What all events have is in `common`, what they are about again and again in `project`.
//!
//! The name of an event is the body's `object_kind`, or else its `event_name`. The header
//! `X-Gitlab-Event` is coarser (`Member Hook`, `System Hook`) and, unlike the body, never signed.

pub mod common;
pub mod issue;
pub mod member;
pub mod merge_request;
pub mod note;
pub mod pipeline;
pub mod project;
pub mod push;
pub mod release;
pub mod security;
pub mod system;
pub mod wiki;

use crate::Provider;
use crate::event::{DecodeError, DecodeErrorKind, Payload};
use crate::events::decode::{decode_json, unnamed};
use crate::events::events;
use crate::model;
use crate::providers::GITLAB;

pub use issue::IssueEvent;
pub use member::{GroupMemberEvent, MemberApprovalEvent, ProjectMemberEvent};
pub use merge_request::MergeRequestEvent;
pub use note::{EmojiEvent, NoteEvent};
pub use pipeline::{BuildEvent, PipelineEvent};
pub use push::{PushEvent, RepositoryUpdateEvent};
pub use release::{DeploymentEvent, FeatureFlagEvent, MilestoneEvent, ReleaseEvent};
pub use security::{TokenEvent, VulnerabilityEvent};
pub use system::{GroupEvent, KeyEvent, ProjectEvent, UserEvent};
pub use wiki::WikiPageEvent;

// What the modules know of each other.
pub(crate) use self::{common::*, issue::*, merge_request::*, pipeline::*, project::*};

/// GitLab, with receivers that yield [`Event`].
///
/// For hooks with a signing token: `providers::GITLAB_SIGNING_TOKEN.with_events::<gitlab::Event>()`.
pub const PROVIDER: Provider<Event> = GITLAB.with_events();

events! {
    /// An event of GitLab.
    ///
    /// Fields that many events have can be read without a `match`: [`action`](Self::action),
    /// [`project`](Self::project), [`user`](Self::user), ...
    pub enum Event {
        decode decode;
        as Common;
        "access_token" => AccessToken(TokenEvent),
        "build" => Build(BuildEvent),
        "deploy_token" => DeployToken(TokenEvent),
        "deployment" => Deployment(DeploymentEvent),
        "emoji" => Emoji(EmojiEvent),
        "feature_flag" => FeatureFlag(FeatureFlagEvent),
        "gitlab_subscription_member_approval" => GitlabSubscriptionMemberApproval(MemberApprovalEvent),
        "gitlab_subscription_member_approvals" => GitlabSubscriptionMemberApprovals(MemberApprovalEvent),
        "group_create" => GroupCreate(GroupEvent),
        "group_destroy" => GroupDestroy(GroupEvent),
        "group_rename" => GroupRename(GroupEvent),
        "issue" => Issue(IssueEvent),
        "key_create" => KeyCreate(KeyEvent),
        "key_destroy" => KeyDestroy(KeyEvent),
        "merge_request" => MergeRequest(MergeRequestEvent),
        "milestone" => Milestone(MilestoneEvent),
        "note" => Note(NoteEvent),
        "pipeline" => Pipeline(PipelineEvent),
        "project_create" => ProjectCreate(ProjectEvent),
        "project_destroy" => ProjectDestroy(ProjectEvent),
        "project_rename" => ProjectRename(ProjectEvent),
        "project_transfer" => ProjectTransfer(ProjectEvent),
        "project_update" => ProjectUpdate(ProjectEvent),
        "push" => Push(PushEvent),
        "release" => Release(ReleaseEvent),
        "repository_update" => RepositoryUpdate(RepositoryUpdateEvent),
        "subgroup_create" => SubgroupCreate(GroupEvent),
        "subgroup_destroy" => SubgroupDestroy(GroupEvent),
        "tag_push" => TagPush(PushEvent),
        "user_access_request_denied_for_group" => UserAccessRequestDeniedForGroup(GroupMemberEvent),
        "user_access_request_revoked_for_project" => UserAccessRequestRevokedForProject(ProjectMemberEvent),
        "user_access_request_to_group" => UserAccessRequestToGroup(GroupMemberEvent),
        "user_access_request_to_project" => UserAccessRequestToProject(ProjectMemberEvent),
        "user_add_to_group" => UserAddToGroup(GroupMemberEvent),
        "user_add_to_team" => UserAddToTeam(ProjectMemberEvent),
        "user_create" => UserCreate(UserEvent),
        "user_destroy" => UserDestroy(UserEvent),
        "user_failed_login" => UserFailedLogin(UserEvent),
        "user_remove_from_group" => UserRemoveFromGroup(GroupMemberEvent),
        "user_remove_from_team" => UserRemoveFromTeam(ProjectMemberEvent),
        "user_rename" => UserRename(UserEvent),
        "user_update_for_group" => UserUpdateForGroup(GroupMemberEvent),
        "user_update_for_team" => UserUpdateForTeam(ProjectMemberEvent),
        "vulnerability" => Vulnerability(VulnerabilityEvent),
        "wiki_page" => WikiPage(WikiPageEvent),
        "work_item" => WorkItem(IssueEvent),
    }
}

impl Event {
    /// Reads a body that names its event itself, as all of GitLab's do.
    ///
    /// A receiver does this after verification; by itself it proves nothing.
    pub fn from_body(body: &[u8]) -> Self {
        read(None, body)
    }

    /// Returns what happened, as GitLab writes it; not all events have an action.
    pub fn action(&self) -> Option<&str> {
        self.payload()?.action()
    }

    /// Returns the project in which it happened; a group's and an instance's own events have none.
    pub fn project(&self) -> Option<&Project> {
        self.payload()?.project()
    }

    /// Returns the project's identifier, which is in more events than the project does.
    pub fn project_id(&self) -> Option<u64> {
        self.payload()?.project_id()
    }

    /// Returns who did it, if that is an object.
    pub fn user(&self) -> Option<&User> {
        self.payload()?.user()
    }
}

model! {
    /// What a body says of itself.
    struct Name {
        object_kind: Option<Box<str>>,
        event_name: Option<Box<str>>,
    }
}

fn decode(payload: &Payload<'_>) -> Event {
    let header = payload.head().headers.get("x-gitlab-event");
    read(
        header.and_then(|header| header.to_str().ok()),
        payload.body(),
    )
}

/// By the body; a header that names another event is reported.
fn read(header: Option<&str>, body: &[u8]) -> Event {
    let name = match decode_json::<Name>("", body) {
        Ok(name) => name,
        Err(error) => return Event::Undecodable(error),
    };
    let Some(kind) = name.object_kind.or(name.event_name) else {
        return Event::Undecodable(unnamed(body));
    };
    match header {
        Some(header) if contradicts(header, &kind) => {
            Event::Undecodable(Box::new(DecodeError::of_event(
                &kind,
                "",
                &format!("the header says `{header}`"),
                DecodeErrorKind::Contradiction,
            )))
        }
        _ => Event::from_parts(&kind, body),
    }
}

/// Whether a header names other events than this one. An unknown header may name any.
fn contradicts(header: &str, kind: &str) -> bool {
    let kinds: &[&str] = match header.strip_prefix("Confidential ").unwrap_or(header) {
        "Deployment Hook" => &["deployment"],
        "Emoji Hook" => &["emoji"],
        "Feature Flag Hook" => &["feature_flag"],
        "Issue Hook" | "Work Item Hook" => &["issue", "work_item"],
        "Job Hook" => &["build"],
        "Merge Request Hook" => &["merge_request"],
        "Milestone Hook" => &["milestone"],
        "Note Hook" => &["note"],
        "Pipeline Hook" => &["pipeline"],
        "Push Hook" => &["push"],
        "Release Hook" => &["release"],
        "Tag Push Hook" => &["tag_push"],
        "Vulnerability Hook" => &["vulnerability"],
        "Wiki Page Hook" => &["wiki_page"],
        _ => return false,
    };
    !kinds.contains(&kind)
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may panic")]
mod tests {
    use super::{DecodeErrorKind, Event, read};

    const ISSUE: &[u8] = br#"{"object_kind": "issue", "object_attributes": {"id": 1}}"#;

    #[test]
    fn returns_the_event_type() {
        let key = br#"{"event_name": "key_create", "id": 1}"#;
        assert!(matches!(Event::from_body(key), Event::KeyCreate(key) if key.id == 1));
        let push = br#"{"object_kind": "tag_push", "event_name": "x", "ref": "refs/tags/v1", "before": "0", "after": "1"}"#;
        let Event::TagPush(push) = Event::from_body(push) else {
            panic!("that is a tag")
        };
        assert_eq!((push.tag(), push.branch()), (Some("v1"), None));
        assert_eq!((push.is_created(), push.is_deleted()), (true, false));
        assert_eq!(
            Event::from_body(br#"{"object_kind": "of_tomorrow"}"#).kind(),
            "of_tomorrow"
        );
    }

    #[test]
    fn rejects_a_header_that_contradicts_the_body() {
        for header in [
            None,
            Some("Issue Hook"),
            Some("Confidential Issue Hook"),
            Some("System Hook"),
            Some("Hook of Tomorrow"),
        ] {
            assert!(matches!(read(header, ISSUE), Event::Issue(_)), "{header:?}");
        }
        for header in ["Push Hook", "Confidential Note Hook"] {
            let Event::Undecodable(error) = read(Some(header), ISSUE) else {
                panic!("{header} is not for issues")
            };
            assert_eq!(
                (error.kind(), error.event_type()),
                (DecodeErrorKind::Contradiction, "issue")
            );
        }
    }

    #[test]
    fn no_event() {
        for (body, why) in [
            ("", DecodeErrorKind::Malformed),
            ("[]", DecodeErrorKind::Mismatch),
            ("{}", DecodeErrorKind::Unnamed),
            (r#"{"object_kind": null}"#, DecodeErrorKind::Unnamed),
            (r#"{"object_kind": 5}"#, DecodeErrorKind::Mismatch),
        ] {
            let Event::Undecodable(error) = Event::from_body(body.as_bytes()) else {
                panic!("{body} is no event")
            };
            assert_eq!((error.kind(), error.event_type()), (why, ""), "{body}");
        }
    }
}
