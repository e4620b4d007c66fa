//! What all events have.

use super::EventType;
use crate::events::decode_value::{Decode, via_source};
use crate::events::macros::envelope;
use crate::events::source::{Fault, Source};
use crate::events::{Expandable, Map, Timestamp};
use crate::model;

/// What all of Stripe's payloads have.
pub trait Common {
    /// The event's identifier. A retry repeats it.
    fn id(&self) -> &str;

    /// What happened.
    fn event_type(&self) -> &EventType;

    /// When it happened.
    fn created(&self) -> Option<&Timestamp>;

    /// Whether it is of live mode, not of a sandbox.
    fn livemode(&self) -> bool;

    /// The connected account where it happened, if it was not yours.
    fn account(&self) -> Option<&str>;

    /// The version of the API in whose shape the objects are; thin events have none.
    fn api_version(&self) -> Option<&str>;
}

/// Names and values that you gave an object.
pub type Metadata = Map<Box<str>>;

/// Another object: its identifier, or more of it where Stripe was asked to expand it.
pub type Reference = Expandable<Stub>;

impl Reference {
    /// Returns the object's identifier.
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) => id,
            Self::Object(object) => &object.id,
        }
    }
}

model! {
    /// The beginning of any object. The rest of it stays in the delivery's bytes.
    pub struct Stub {
        id!: Box<str>,
        object: Box<str>,
        /// Whether it is gone, and this all that is left.
        deleted: bool,
    }

    /// A postal address.
    pub struct Address {
        line1: Option<Box<str>>,
        line2: Option<Box<str>>,
        city: Option<Box<str>>,
        state: Option<Box<str>>,
        postal_code: Option<Box<str>>,
        /// Two letters.
        country: Option<Box<str>>,
    }

    /// Who pays.
    pub struct BillingDetails {
        name: Option<Box<str>>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
        address: Option<Address>,
    }

    /// Where goods go.
    pub struct Shipping {
        name: Option<Box<str>>,
        phone: Option<Box<str>>,
        address: Option<Address>,
        carrier: Option<Box<str>>,
        tracking_number: Option<Box<str>>,
    }

    /// Why a payment or a setup failed, or an invoice could not be finalized.
    pub struct ApiError {
        /// `card_error`, `invalid_request_error`, ...
        r#type: Box<str>,
        code: Option<Box<str>>,
        decline_code: Option<Box<str>>,
        message: Option<Box<str>>,
        param: Option<Box<str>>,
        charge: Option<Reference>,
        doc_url: Option<Box<str>>,
    }

    /// From when to when.
    pub struct Period {
        start: Option<Timestamp>,
        end: Option<Timestamp>,
    }

    /// Sums within a total.
    pub struct TotalDetails {
        amount_discount: i64,
        amount_shipping: Option<i64>,
        amount_tax: i64,
    }
}

/// The API call behind an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The call; none if there was no call.
    pub id: Option<Box<str>>,
    /// The key that the caller gave.
    pub idempotency_key: Option<Box<str>>,
}

/// Before API version 2017-05-25 it was the identifier alone.
impl From<Expandable<Fields>> for Request {
    fn from(request: Expandable<Fields>) -> Self {
        match request {
            Expandable::Id(id) => Self {
                id: Some(id),
                idempotency_key: None,
            },
            Expandable::Object(fields) => Self {
                id: fields.id,
                idempotency_key: fields.idempotency_key,
            },
        }
    }
}

impl Decode for Request {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        Expandable::decode(source).map(Self::from)
    }

    fn decode_optional(source: &mut dyn Source<'_>) -> Result<Option<Self>, Fault> {
        Ok(Expandable::decode_optional(source)?.map(Self::from))
    }
}

via_source!(Request);

model! {
    struct Fields {
        id: Option<Box<str>>,
        idempotency_key: Option<Box<str>>,
    }
}

envelope! {
    $ macro event for crate::events::stripe::Common {
        fields {
            /// A retry repeats it.
            id!: Box<str>,
            r#type!: crate::events::stripe::EventType,
            /// The version of the API in whose shape the object is.
            api_version: Option<Box<str>>,
            created: Option<crate::events::Timestamp>,
            livemode: bool,
            /// The connected account where it happened, if it was not yours.
            account: Option<Box<str>>,
            /// The organization's account or sandbox where it happened.
            context: Option<Box<str>>,
            /// To how many endpoints it is still to be delivered.
            pending_webhooks: u64,
            request: Option<crate::events::stripe::Request>,
        }
        methods {
            fn id(&self) -> &str {
                &self.id
            }

            fn event_type(&self) -> &crate::events::stripe::EventType {
                &self.r#type
            }

            fn created(&self) -> Option<&crate::events::Timestamp> {
                self.created.as_ref()
            }

            fn livemode(&self) -> bool {
                self.livemode
            }

            fn account(&self) -> Option<&str> {
                self.account.as_deref()
            }

            fn api_version(&self) -> Option<&str> {
                self.api_version.as_deref()
            }
        }
    }
}

// `object` is the object after the event.
envelope! {
    $ macro data {
        fields {
            /// What was different before; only when something was updated.
            previous_attributes: crate::events::Raw,
        }
        methods {}
    }
}
