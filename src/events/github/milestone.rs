//! What happens to milestones; the milestone itself is in the module of labels.

use super::common::event;
use super::{Change, Milestone, Repository};
use crate::{model, open_enum};

event! {
    /// Something happened to a milestone. (That an issue got one is the event.)
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#milestone>
    pub struct MilestoneEvent [action, repository] never ["issue", "pull_request"] {
        action!: MilestoneAction,
        milestone!: Box<Milestone>,
        repository!: Box<Repository>,
        /// What it was before an edit.
        changes: Option<Box<MilestoneChanges>>,
    }
}

open_enum! {
    /// What happened to a milestone.
    pub enum MilestoneAction {
        Closed = "closed" is_closed,
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        Edited = "edited" is_edited,
        /// Again, after it was closed.
        Opened = "opened" is_opened,
    }
}

model! {
    /// What changed in a milestone.
    pub struct MilestoneChanges {
        title: Option<Change>,
        description: Option<Change>,
        due_on: Option<Change>,
    }
}
