//! Quotes.

use super::common::{data, event};
use super::{Metadata, Reference, TotalDetails};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// Something happened to a quote.
    ///
    /// <https://docs.stripe.com/api/quotes/object>
    pub struct QuoteEvent {
        data!: Box<QuoteData>,
    }
}

data! {
    /// What a [`QuoteEvent`] is about.
    pub struct QuoteData {
        object!: Box<Quote>,
    }
}

model! {
    /// A quote.
    pub struct Quote {
        id!: Box<str>,
        number: Option<Box<str>>,
        status: QuoteStatus,
        amount_subtotal: i64,
        amount_total: i64,
        total_details: Option<TotalDetails>,
        currency: Option<Box<str>>,
        collection_method: Box<str>,
        customer: Option<Reference>,
        description: Option<Box<str>>,
        header: Option<Box<str>>,
        footer: Option<Box<str>>,
        invoice: Option<Reference>,
        subscription: Option<Reference>,
        subscription_schedule: Option<Reference>,
        on_behalf_of: Option<Reference>,
        created: Option<Timestamp>,
        expires_at: Option<Timestamp>,
        status_transitions: Option<QuoteTransitions>,
        metadata: Metadata,
    }

    /// When a quote came into a status.
    pub struct QuoteTransitions {
        accepted_at: Option<Timestamp>,
        canceled_at: Option<Timestamp>,
        finalized_at: Option<Timestamp>,
    }
}

open_enum! {
    /// The status of a quote.
    pub enum QuoteStatus {
        Accepted = "accepted" is_accepted,
        Canceled = "canceled" is_canceled,
        Draft = "draft" is_draft,
        Open = "open" is_open,
    }
}
