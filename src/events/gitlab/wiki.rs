//! Pages of wikis.

use super::common::event;
use crate::{model, open_enum};

event! {
    /// Something happened to a page of a wiki.
    ///
    /// <https://docs.gitlab.com/user/project/integrations/webhook_events/#wiki-page-events>
    pub struct WikiPageEvent [object_action] {
        object_attributes!: Box<WikiPage>,
        wiki: Option<Wiki>,
    }
}

model! {
    /// A page.
    pub struct WikiPage {
        title!: Box<str>,
        slug: Option<Box<str>>,
        content: Option<Box<str>>,
        /// What the author says of the change.
        message: Option<Box<str>>,
        action: Option<WikiPageAction>,
        url: Option<Box<str>>,
        diff_url: Option<Box<str>>,
    }

    /// A wiki.
    pub struct Wiki {
        web_url: Option<Box<str>>,
        path_with_namespace: Option<Box<str>>,
        default_branch: Option<Box<str>>,
    }
}

open_enum! {
    /// What happened to a page.
    pub enum WikiPageAction {
        Create = "create" is_create,
        Delete = "delete" is_delete,
        Update = "update" is_update,
    }
}
