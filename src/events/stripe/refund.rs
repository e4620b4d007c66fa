//! Refunds.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a refund.
    ///
    /// <https://docs.stripe.com/api/refunds/object>
    pub struct RefundEvent {
        data!: Box<RefundData>,
    }
}

data! {
    /// What a [`RefundEvent`] is about.
    pub struct RefundData {
        object!: Box<Refund>,
    }
}

model! {
    /// A refund.
    pub struct Refund {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        /// None in old versions of the API.
        status: Option<RefundStatus>,
        reason: Option<Box<str>>,
        charge: Option<Reference>,
        payment_intent: Option<Reference>,
        balance_transaction: Option<Reference>,
        created: Option<Timestamp>,
        description: Option<Box<str>>,
        destination_details: Raw,
        failure_reason: Option<Box<str>>,
        failure_balance_transaction: Option<Reference>,
        receipt_number: Option<Box<str>>,
        transfer_reversal: Option<Reference>,
        metadata: Metadata,
    }
}

open_enum! {
    /// What became of a refund.
    pub enum RefundStatus {
        Canceled = "canceled" is_canceled,
        Failed = "failed" is_failed,
        Pending = "pending" is_pending,
        RequiresAction = "requires_action" is_requires_action,
        Succeeded = "succeeded" is_succeeded,
    }
}
