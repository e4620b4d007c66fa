//! Files.

use super::common::event;
use crate::events::{List, Timestamp};
use crate::model;

event! {
    /// Something happened to a file: which is the event's name.
    ///
    /// <https://docs.slack.dev/reference/events/file_shared>
    pub struct FileEvent {
        event!: Box<FileChange>,
    }
}

model! {
    /// A file to which something happened.
    pub struct FileChange {
        file_id!: Box<str>,
        file: Option<FileRef>,
        user_id: Option<Box<str>>,
        /// Where it is, or is no longer, shared.
        channel_id: Option<Box<str>>,
        /// Where it was shared before it was deleted.
        channel_ids: List<Box<str>>,
        /// The comment that was deleted.
        comment: Option<Box<str>>,
        event_ts: Option<Box<str>>,
    }

    /// A file, in fewest words.
    pub struct FileRef {
        id!: Box<str>,
    }

    /// A file, as it comes with a message.
    pub struct File {
        id!: Box<str>,
        name: Option<Box<str>>,
        title: Option<Box<str>>,
        mimetype: Option<Box<str>>,
        filetype: Option<Box<str>>,
        pretty_type: Option<Box<str>>,
        user: Option<Box<str>>,
        created: Option<Timestamp>,
        timestamp: Option<Timestamp>,
        size: u64,
        /// `hosted`, `external`, `snippet`, ...; `tombstone` if it is gone.
        mode: Option<Box<str>>,
        /// `check_file_info` if you have to ask for the rest.
        file_access: Option<Box<str>>,
        is_external: bool,
        is_public: bool,
        /// To be fetched with your token.
        url_private: Option<Box<str>>,
        url_private_download: Option<Box<str>>,
        permalink: Option<Box<str>>,
    }
}
