//! Comments, and emoji for what was said.

use super::common::event;
use super::{Commit, Issue, MergeRequest};
use crate::events::{Id, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// A user commented on a commit, a merge request, an issue or a snippet: of these, the one
    /// that `noteable_type` names is there.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#comment-events>
    pub struct NoteEvent [object_action, project_id] {
        /// `note` or `confidential_note`.
        event_type: Option<Box<str>>,
        project_id: Option<u64>,
        object_attributes!: Box<Note>,
        commit: Option<Box<Commit>>,
        merge_request: Option<Box<MergeRequest>>,
        issue: Option<Box<Issue>>,
        snippet: Option<Box<Snippet>>,
    }
}

event! {
    /// A user put an emoji to something, or took it back.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#emoji-events>
    pub struct EmojiEvent [object_action, project_id] {
        project_id: Option<u64>,
        object_attributes!: Box<Emoji>,
        /// The comment, if it is one.
        note: Option<Box<Note>>,
        commit: Option<Box<Commit>>,
        merge_request: Option<Box<MergeRequest>>,
        issue: Option<Box<Issue>>,
        snippet: Option<Box<Snippet>>,
    }
}

model! {
    /// A comment.
    pub struct Note {
        id!: u64,
        /// What it says.
        note: Box<str>,
        noteable_type: NoteableType,
        noteable_id: Option<u64>,
        commit_id: Option<Box<str>>,
        action: Option<NoteAction>,
        url: Option<Box<str>>,
        author_id: Option<u64>,
        discussion_id: Option<Box<str>>,
        position: Raw,
        /// Whether GitLab wrote it.
        system: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A snippet.
    pub struct Snippet {
        id!: u64,
        title: Option<Box<str>>,
        file_name: Option<Box<str>>,
        url: Option<Box<str>>,
        author_id: Option<u64>,
        project_id: Option<u64>,
    }

    /// An emoji.
    pub struct Emoji {
        id: Option<u64>,
        name!: Box<str>,
        action: Option<EmojiAction>,
        user_id: Option<u64>,
        awardable_id: Option<Id>,
        awardable_type: NoteableType,
        awarded_on_url: Option<Box<str>>,
    }
}

open_enum! {
    /// What is commented on.
    pub enum NoteableType {
        Commit = "Commit" is_commit,
        Issue = "Issue" is_issue,
        MergeRequest = "MergeRequest" is_merge_request,
        Note = "Note" is_note,
        Snippet = "Snippet" is_snippet,
    }

    /// What happened to a comment.
    pub enum NoteAction {
        Create = "create" is_create,
        Update = "update" is_update,
    }

    /// What happened to an emoji.
    pub enum EmojiAction {
        Award = "award" is_award,
        Revoke = "revoke" is_revoke,
    }
}
