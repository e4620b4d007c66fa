//! Meta's webhooks: WhatsApp, Messenger, Instagram, and the pages of Facebook.
//!
//! <https://developers.facebook.com/docs/graph-api/webhooks/getting-started>
//!
//! A body is always a batch: entries, each with changes or messages. An item that does not fit must not
//! affect the others, so each item is decoded by itself, on demand:
//!
//! ```
//! use webhook_receiver::events::meta::{Event, MessagingEvent, WhatsAppEvent};
//!
//! fn handle(event: &Event) {
//!     match event {
//!         Event::WhatsApp(batch) => {
//!             for change in batch.changes() {
//!                 match change.event() {
//!                     WhatsAppEvent::Messages(value) => {
//!                         for message in &value.messages {
//!                             println!("{:?}: {:?}", message.from, message.body());
//!                         }
//!                     }
//!                     WhatsAppEvent::Undecodable(error) => println!("{error}"),
//!                     other => println!("{}", other.kind()),
//!                 }
//!             }
//!         }
//!         Event::Page(batch) | Event::Instagram(batch) => {
//!             for item in batch.messaging() {
//!                 if let MessagingEvent::Message(item) = item.event()
//!                     && !item.message.is_echo()
//!                 {
//!                     println!("{:?}", item.message.text);
//!                 }
//!             }
//!         }
//!         other => println!("{}", other.kind()),
//!     }
//! }
//! # let _ = handle;
//! ```
//!
//! There is no delivery id: a retry is recognized by the ids of the items (`wamid...`, `mid`).

pub mod batch;
pub mod field;
pub mod messaging;
pub mod whatsapp;

use crate::Provider;
use crate::events::events;
use crate::providers::META;

pub use batch::{PageBatch, ProfileBatch, WhatsAppBatch};
pub use field::{CommentEvent, FeedEvent, FieldEvent, LeadGenEvent, MentionEvent};
pub use messaging::{
    AccountLinkingEvent, AppRolesEvent, DeliveryEvent, MessageEditEvent, MessageEvent,
    MessagingEvent, OptInEvent, PassThreadControlEvent, PolicyEnforcementEvent, PostbackEvent,
    ReactionEvent, ReadEvent, ReferralEvent, RequestThreadControlEvent, TakeThreadControlEvent,
};
pub use whatsapp::{
    AccountAlertsEvent, AccountReviewUpdateEvent, AccountUpdateEvent,
    BusinessCapabilityUpdateEvent, CallsEvent, MessageEchoesEvent,
    MessageTemplateQualityUpdateEvent, MessageTemplateStatusUpdateEvent, MessagesEvent,
    PhoneNumberNameUpdateEvent, PhoneNumberQualityUpdateEvent, SecurityEvent,
    TemplateCategoryUpdateEvent, UserPreferencesEvent, WhatsAppEvent,
};

// What the modules know of each other.
pub(crate) use self::batch::*;

/// Meta, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = META.with_events();

events! {
    /// A batch, by the object that it is about.
    pub enum Event {
        "whatsapp_business_account" => WhatsApp(WhatsAppBatch),
        "page" => Page(PageBatch),
        "instagram" => Instagram(PageBatch),
        "user" => User(ProfileBatch),
        "permissions" => Permissions(ProfileBatch),
    }
}
