//! Money that leaves your balance, or comes to it.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a payout.
    ///
    /// <https://docs.stripe.com/api/payouts/object>
    pub struct PayoutEvent {
        data!: Box<PayoutData>,
    }

    /// Something happened to a top-up.
    ///
    /// <https://docs.stripe.com/api/topups/object>
    pub struct TopupEvent {
        data!: Box<TopupData>,
    }

    /// Something happened to a transfer to a connected account.
    ///
    /// <https://docs.stripe.com/api/transfers/object>
    pub struct TransferEvent {
        data!: Box<TransferData>,
    }
}

data! {
    /// What a [`PayoutEvent`] is about.
    pub struct PayoutData {
        object!: Box<Payout>,
    }

    /// What a [`TopupEvent`] is about.
    pub struct TopupData {
        object!: Box<Topup>,
    }

    /// What a [`TransferEvent`] is about.
    pub struct TransferData {
        object!: Box<Transfer>,
    }
}

model! {
    /// A payout.
    pub struct Payout {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        status: PayoutStatus,
        /// `bank_account` or `card`.
        r#type: Box<str>,
        /// `standard` or `instant`.
        method: Box<str>,
        arrival_date: Option<Timestamp>,
        automatic: bool,
        balance_transaction: Option<Reference>,
        created: Option<Timestamp>,
        description: Option<Box<str>>,
        destination: Option<Reference>,
        failure_code: Option<Box<str>>,
        failure_message: Option<Box<str>>,
        original_payout: Option<Reference>,
        reversed_by: Option<Reference>,
        reconciliation_status: Option<Box<str>>,
        source_type: Box<str>,
        statement_descriptor: Option<Box<str>>,
        trace_id: Option<TraceId>,
        metadata: Metadata,
    }

    /// What a bank finds a payout by.
    pub struct TraceId {
        status: Box<str>,
        value: Option<Box<str>>,
    }

    /// A top-up.
    pub struct Topup {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        status: TopupStatus,
        balance_transaction: Option<Reference>,
        created: Option<Timestamp>,
        description: Option<Box<str>>,
        expected_availability_date: Option<Timestamp>,
        failure_code: Option<Box<str>>,
        failure_message: Option<Box<str>>,
        statement_descriptor: Option<Box<str>>,
        transfer_group: Option<Box<str>>,
        source: Raw,
        metadata: Metadata,
    }

    /// A transfer.
    pub struct Transfer {
        id!: Box<str>,
        amount: i64,
        amount_reversed: i64,
        currency: Box<str>,
        reversed: bool,
        balance_transaction: Option<Reference>,
        created: Option<Timestamp>,
        description: Option<Box<str>>,
        destination: Option<Reference>,
        destination_payment: Option<Reference>,
        source_transaction: Option<Reference>,
        source_type: Option<Box<str>>,
        transfer_group: Option<Box<str>>,
        metadata: Metadata,
    }
}

open_enum! {
    /// The status of a payout.
    pub enum PayoutStatus {
        Canceled = "canceled" is_canceled,
        Failed = "failed" is_failed,
        InTransit = "in_transit" is_in_transit,
        Paid = "paid" is_paid,
        Pending = "pending" is_pending,
    }

    /// The status of a top-up.
    pub enum TopupStatus {
        Canceled = "canceled" is_canceled,
        Failed = "failed" is_failed,
        Pending = "pending" is_pending,
        Reversed = "reversed" is_reversed,
        Succeeded = "succeeded" is_succeeded,
    }
}
