//! What happens to pages and to accounts of Instagram besides messages.
//!
//! <https://developers.facebook.com/docs/graph-api/webhooks/reference/page>,
//! <https://developers.facebook.com/docs/instagram-platform/webhooks>

use crate::events::{Id, Timestamp, events, model, open_enum};

events! {
    /// What happened to a page or an account.
    pub enum FieldEvent {
        "comments" => Comments(CommentEvent),
        "feed" => Feed(FeedEvent),
        "leadgen" => LeadGen(LeadGenEvent),
        "live_comments" => LiveComments(CommentEvent),
        "mentions" => Mentions(MentionEvent),
    }
}

model! {
    /// Something in the feed of a page.
    pub struct FeedEvent {
        /// What it is about.
        item!: FeedItem,
        verb!: FeedVerb,
        from: Option<Author>,
        post_id: Option<Box<str>>,
        comment_id: Option<Box<str>>,
        parent_id: Option<Box<str>>,
        message: Option<Box<str>>,
        link: Option<Box<str>>,
        reaction_type: Option<Box<str>>,
        created_time: Option<Timestamp>,
    }

    /// Who did it.
    pub struct Author {
        id!: Id,
        /// A page's visitors.
        name: Option<Box<str>>,
        /// Instagram.
        username: Option<Box<str>>,
    }

    /// A user filled in the form of an advertisement. What is in it must be fetched.
    pub struct LeadGenEvent {
        leadgen_id!: Id,
        page_id: Option<Id>,
        form_id: Option<Id>,
        ad_id: Option<Id>,
        adgroup_id: Option<Id>,
        created_time: Option<Timestamp>,
    }

    /// A comment on Instagram.
    pub struct CommentEvent {
        id!: Box<str>,
        text: Option<Box<str>>,
        from: Option<Author>,
        media: Option<CommentedMedia>,
        parent_id: Option<Box<str>>,
    }

    /// What was commented.
    pub struct CommentedMedia {
        id!: Box<str>,
        media_product_type: Option<Box<str>>,
        ad_id: Option<Id>,
    }

    /// A user named the account on Instagram.
    pub struct MentionEvent {
        media_id!: Box<str>,
        /// None if it was in a caption.
        comment_id: Option<Box<str>>,
    }
}

open_enum! {
    /// What is in a feed.
    pub enum FeedItem {
        Album = "album",
        Comment = "comment" is_comment,
        Event = "event",
        Like = "like",
        Note = "note",
        Photo = "photo",
        Post = "post" is_post,
        Reaction = "reaction",
        Share = "share",
        Status = "status",
        Story = "story",
        Video = "video",
    }

    /// What happened to it.
    pub enum FeedVerb {
        Add = "add" is_add,
        Block = "block",
        Delete = "delete",
        Edit = "edit" is_edit,
        Edited = "edited",
        Hide = "hide",
        Remove = "remove" is_remove,
        Unblock = "unblock",
        Unhide = "unhide",
        Update = "update",
    }
}
