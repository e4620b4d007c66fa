//! A repository's wiki.

use super::Repository;
use super::common::event;
use crate::events::List;
use crate::{model, open_enum};

event! {
    /// Pages of a wiki were made or changed.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#gollum>
    pub struct GollumEvent [repository] never ["action"] {
        pages!: List<WikiPage>,
        repository!: Box<Repository>,
    }
}

model! {
    /// A page that was made or changed.
    pub struct WikiPage {
        page_name!: Box<str>,
        title: Box<str>,
        action!: WikiPageAction,
        summary: Option<Box<str>>,
        sha: Box<str>,
        html_url: Box<str>,
    }
}

open_enum! {
    /// What happened to a page.
    pub enum WikiPageAction {
        Created = "created" is_created,
        Edited = "edited" is_edited,
    }
}
