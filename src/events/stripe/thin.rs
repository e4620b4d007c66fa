//! Events of API v2: they say what happened to which object, and not what the object is now.

use super::{Common, EventType};
use crate::events::{Raw, Timestamp};
use crate::model;

model! {
    /// Something happened to an object of API v2, which is to be fetched.
    ///
    /// <https://docs.stripe.com/api/v2/core/events/object>
    pub struct ThinEvent {
        /// A retry repeats it.
        id!: Box<str>,
        r#type!: EventType,
        created: Option<Timestamp>,
        livemode: bool,
        /// The account or organization where it happened.
        context: Option<Box<str>>,
        /// The object to fetch.
        related_object: Option<RelatedObject>,
        reason: Option<Reason>,
        /// Only in some events.
        data: Raw,
    }

    /// The object to fetch.
    pub struct RelatedObject {
        id!: Box<str>,
        r#type: Box<str>,
        /// Path and query at Stripe's API.
        url: Box<str>,
    }

    /// Why it happened.
    pub struct Reason {
        /// `request`.
        r#type: Box<str>,
        request: Option<ReasonRequest>,
    }

    /// The API call behind it.
    pub struct ReasonRequest {
        id: Option<Box<str>>,
        idempotency_key: Option<Box<str>>,
    }
}

impl Common for ThinEvent {
    fn id(&self) -> &str {
        &self.id
    }

    fn event_type(&self) -> &EventType {
        &self.r#type
    }

    fn created(&self) -> Option<&Timestamp> {
        self.created.as_ref()
    }

    fn livemode(&self) -> bool {
        self.livemode
    }

    fn account(&self) -> Option<&str> {
        self.context.as_deref()
    }

    fn api_version(&self) -> Option<&str> {
        None
    }
}
