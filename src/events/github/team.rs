//! Teams.

use crate::model;

model! {
    /// A team.
    pub struct Team {
        id!: u64,
        name!: Box<str>,
        slug: Box<str>,
        description: Option<Box<str>>,
        html_url: Box<str>,
        /// `open`, `closed`, `secret`.
        privacy: Box<str>,
        permission: Box<str>,
        parent: Option<Box<Team>>,
        /// Then there is only id and name.
        deleted: bool,
    }
}
