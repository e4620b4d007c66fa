//! Messenger, and the messages of Instagram.
//!
//! <https://developers.facebook.com/docs/messenger-platform/reference/webhook-events>

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use super::MetaTime;
use crate::events::decode::unnamed;
use crate::events::macros::envelope;
use crate::events::{Expandable, Id, List, Map, Millis, Raw, events, model, open_enum};

events! {
    /// A message or what goes with one, by its member that names the kind.
    pub enum MessagingEvent {
        as MessagingCommon;
        "account_linking" => AccountLinking(AccountLinkingEvent),
        "app_roles" => AppRoles(AppRolesEvent),
        "delivery" => Delivery(DeliveryEvent),
        "message" => Message(MessageEvent),
        "message_edit" => MessageEdit(MessageEditEvent),
        "optin" => OptIn(OptInEvent),
        "pass_thread_control" => PassThreadControl(PassThreadControlEvent),
        "policy_enforcement" => PolicyEnforcement(PolicyEnforcementEvent),
        "postback" => Postback(PostbackEvent),
        "reaction" => Reaction(ReactionEvent),
        "read" => Read(ReadEvent),
        "referral" => Referral(ReferralEvent),
        "request_thread_control" => RequestThreadControl(RequestThreadControlEvent),
        "take_thread_control" => TakeThreadControl(TakeThreadControlEvent),
    }
}

impl MessagingEvent {
    /// Reads an item, which names itself.
    pub(super) fn from_body(item: &[u8]) -> Self {
        match kind_of(item) {
            Some(kind) => Self::from_parts(&kind, item),
            None => Self::Undecodable(unnamed(item)),
        }
    }
}

/// The name of the first member beside those that all items have.
fn kind_of(item: &[u8]) -> Option<Box<str>> {
    struct Names;

    impl<'de> Visitor<'de> for Names {
        type Value = Option<Box<str>>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an item")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut found = None;
            while let Some(name) = map.next_key::<Box<str>>()? {
                map.next_value::<IgnoredAny>()?;
                let common = matches!(&*name, "sender" | "recipient" | "timestamp");
                if !common && found.is_none() {
                    found = Some(name);
                }
            }
            Ok(found)
        }
    }

    serde_json::Deserializer::from_slice(item)
        .deserialize_map(Names)
        .ok()
        .flatten()
}

/// What all items have.
pub trait MessagingCommon {
    /// From whom; not in what Meta says itself.
    fn sender(&self) -> Option<&Party>;

    /// To whom.
    fn recipient(&self) -> Option<&Party>;

    /// When; not with [`Delivered`].
    fn timestamp(&self) -> Option<&MetaTime>;
}

envelope! {
    $ macro event for MessagingCommon {
        fields {
            sender: Option<Party>,
            recipient: Option<Party>,
            timestamp: Option<MetaTime>,
        }
        methods {
            fn sender(&self) -> Option<&Party> {
                self.sender.as_ref()
            }

            fn recipient(&self) -> Option<&Party> {
                self.recipient.as_ref()
            }

            fn timestamp(&self) -> Option<&MetaTime> {
                self.timestamp.as_ref()
            }
        }
    }
}

event! {
    /// A user linked an account of yours, or no longer does.
    pub struct AccountLinkingEvent {
        account_linking!: AccountLinking,
    }

    /// Which app has which role in handovers changed.
    pub struct AppRolesEvent {
        app_roles!: Map<List<Box<str>>>,
    }

    /// Messages were delivered.
    pub struct DeliveryEvent {
        delivery!: Delivered,
    }

    /// A message; also the page's own, as [`is_echo`](Message::is_echo).
    pub struct MessageEvent {
        message!: Box<Message>,
    }

    /// A message was edited.
    pub struct MessageEditEvent {
        message_edit!: MessageEdit,
    }

    /// A user agreed to get messages.
    pub struct OptInEvent {
        optin!: OptIn,
    }

    /// Another app passed the thread on.
    pub struct PassThreadControlEvent {
        pass_thread_control!: ThreadControl,
    }

    /// Meta restricts the page, or no longer does.
    pub struct PolicyEnforcementEvent {
        policy_enforcement!: PolicyEnforcement,
    }

    /// A user pressed a button.
    pub struct PostbackEvent {
        postback!: Postback,
    }

    /// A user reacted to a message, or took that back.
    pub struct ReactionEvent {
        reaction!: Reaction,
    }

    /// Messages were read.
    pub struct ReadEvent {
        read!: ReadReceipt,
    }

    /// A user came by a link or an advertisement.
    pub struct ReferralEvent {
        referral!: Referral,
    }

    /// Another app asks for the thread.
    pub struct RequestThreadControlEvent {
        request_thread_control!: ThreadControl,
    }

    /// Another app took the thread.
    pub struct TakeThreadControlEvent {
        take_thread_control!: ThreadControl,
    }
}

model! {
    /// A person or a page.
    pub struct Party {
        id: Option<Id>,
        /// Of a user who agreed by a checkbox and has no id yet.
        user_ref: Option<Id>,
    }

    /// A message.
    pub struct Message {
        mid!: Box<str>,
        /// Neither this nor attachments, if it was deleted or cannot be shown.
        text: Option<Box<str>>,
        attachments: List<Attachment>,
        quick_reply: Option<QuickReply>,
        reply_to: Option<Box<ReplyTo>>,
        referral: Option<Box<Referral>>,
        sticker_id: Option<u64>,
        /// See [`is_echo`](Self::is_echo).
        is_echo: bool,
        /// Instagram.
        is_deleted: bool,
        /// Instagram.
        is_unsupported: bool,
        /// The app that sent an echo.
        app_id: Option<Id>,
        /// What that app put in.
        metadata: Option<Box<str>>,
        tags: List<Tag>,
        nlp: Raw,
    }

    /// From where a message was sent.
    pub struct Tag {
        source: Option<Box<str>>,
    }

    /// What is attached to a message.
    pub struct Attachment {
        r#type!: AttachmentType,
        /// A text in old fallbacks; see [`payload`](Self::payload).
        payload: Option<Expandable<AttachmentPayload>>,
        /// Of a link.
        title: Option<Box<str>>,
        /// Of a link.
        url: Option<Box<str>>,
    }

    /// Where an attachment is.
    pub struct AttachmentPayload {
        url: Option<Box<str>>,
        title: Option<Box<str>>,
        sticker_id: Option<u64>,
        coordinates: Option<Coordinates>,
        product: Raw,
    }

    /// A place on Earth.
    pub struct Coordinates {
        lat: Option<f64>,
        long: Option<f64>,
    }

    /// Which of the offered replies was chosen.
    pub struct QuickReply {
        payload: Option<Box<str>>,
    }

    /// To what a message replies.
    pub struct ReplyTo {
        mid: Option<Box<str>>,
        is_self_reply: bool,
        /// Instagram.
        story: Option<Story>,
    }

    /// A story of Instagram.
    pub struct Story {
        id: Option<Id>,
        url: Option<Box<str>>,
    }

    /// A button that was pressed.
    pub struct Postback {
        payload: Option<Box<str>>,
        title: Option<Box<str>>,
        mid: Option<Box<str>>,
        referral: Option<Box<Referral>>,
    }

    /// How far delivery is.
    pub struct Delivered {
        /// Not all senders have them.
        mids: List<Box<str>>,
        /// All before it were delivered.
        watermark: Option<Millis>,
    }

    /// The status of reading.
    pub struct ReadReceipt {
        /// All before it were read.
        watermark: Option<Millis>,
        /// Instagram.
        mid: Option<Box<str>>,
    }

    /// A message with another text.
    pub struct MessageEdit {
        mid!: Box<str>,
        text: Option<Box<str>>,
        num_edit: Option<Id>,
    }

    /// A reaction to a message.
    pub struct Reaction {
        mid!: Box<str>,
        action: ReactionAction,
        /// Its name.
        reaction: Option<Box<str>>,
        emoji: Option<Box<str>>,
    }

    /// What a user agreed to.
    pub struct OptIn {
        r#ref: Option<Box<str>>,
        user_ref: Option<Id>,
        /// `notification_messages`, or none for a checkbox.
        r#type: Option<Box<str>>,
        payload: Option<Box<str>>,
        title: Option<Box<str>>,
        notification_messages_token: Option<Box<str>>,
        notification_messages_frequency: Option<Box<str>>,
        notification_messages_status: Option<Box<str>>,
        token_expiry_timestamp: Option<Millis>,
    }

    /// By what a user came.
    pub struct Referral {
        r#ref: Option<Box<str>>,
        source: Option<Box<str>>,
        r#type: Option<Box<str>>,
        origin_domain: Option<Box<str>>,
        referer_uri: Option<Box<str>>,
        ad_id: Option<Id>,
        ads_context_data: Raw,
    }

    /// An account that was linked, or no longer is.
    pub struct AccountLinking {
        status!: LinkStatus,
        authorization_code: Option<Box<str>>,
    }

    /// Which app controls a thread.
    pub struct ThreadControl {
        previous_owner_app_id: Option<Id>,
        new_owner_app_id: Option<Id>,
        requested_owner_app_id: Option<Id>,
        metadata: Option<Box<str>>,
    }

    /// What Meta does to a page.
    pub struct PolicyEnforcement {
        action: Option<Box<str>>,
        reason: Option<Box<str>>,
    }
}

impl Attachment {
    /// Returns where it is, or what it holds.
    pub fn payload(&self) -> Option<&AttachmentPayload> {
        self.payload.as_ref()?.object()
    }
}

impl Message {
    /// Returns whether the page sent it itself: do not answer such a message, or the page answers itself.
    pub fn is_echo(&self) -> bool {
        self.is_echo
    }
}

open_enum! {
    /// What is attached.
    pub enum AttachmentType {
        Audio = "audio",
        Fallback = "fallback",
        File = "file",
        Image = "image",
        Location = "location",
        Reel = "reel",
        Share = "share",
        StoryMention = "story_mention",
        Template = "template",
        Video = "video",
    }

    /// Whether a user reacts.
    pub enum ReactionAction {
        React = "react" is_react,
        Unreact = "unreact" is_unreact,
    }

    /// Whether an account is linked.
    pub enum LinkStatus {
        Linked = "linked" is_linked,
        Unlinked = "unlinked" is_unlinked,
    }
}
