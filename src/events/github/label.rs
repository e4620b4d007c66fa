//! Labels and milestones, which sort issues and pull requests.

use super::{IssueState, User};
use crate::events::Timestamp;
use crate::model;

model! {
    /// A label.
    pub struct Label {
        /// Absent in very old deliveries.
        id: u64,
        name!: Box<str>,
        description: Option<Box<str>>,
        /// Six hexadecimal digits.
        color: Box<str>,
        /// Whether GitHub gave it to the repository.
        default: bool,
    }

    /// A milestone.
    pub struct Milestone {
        id!: u64,
        number!: u64,
        title!: Box<str>,
        description: Option<Box<str>>,
        html_url: Box<str>,
        creator: Option<Box<User>>,
        open_issues: u64,
        closed_issues: u64,
        state: IssueState,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        due_on: Option<Timestamp>,
        closed_at: Option<Timestamp>,
    }
}
