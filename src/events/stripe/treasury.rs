//! Accounts that you offer, and money that moves to and from them.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{List, Map, Raw, Timestamp};
use crate::model;

event! {
    /// Something happened to a credit reversal.
    ///
    /// <https://docs.stripe.com/api/treasury/credit_reversals/object>
    pub struct TreasuryCreditReversalEvent {
        data!: Box<TreasuryCreditReversalData>,
    }

    /// Something happened to a debit reversal.
    ///
    /// <https://docs.stripe.com/api/treasury/debit_reversals/object>
    pub struct TreasuryDebitReversalEvent {
        data!: Box<TreasuryDebitReversalData>,
    }

    /// Something happened to an account.
    ///
    /// <https://docs.stripe.com/api/treasury/financial_accounts/object>
    pub struct TreasuryFinancialAccountEvent {
        data!: Box<TreasuryFinancialAccountData>,
    }

    /// Something happened to money that is fetched.
    ///
    /// <https://docs.stripe.com/api/treasury/inbound_transfers/object>
    pub struct TreasuryInboundTransferEvent {
        data!: Box<TreasuryInboundTransferData>,
    }

    /// Something happened to money that is paid to others.
    ///
    /// <https://docs.stripe.com/api/treasury/outbound_payments/object>
    pub struct TreasuryOutboundPaymentEvent {
        data!: Box<TreasuryOutboundPaymentData>,
    }

    /// Something happened to money that is sent to an own account elsewhere.
    ///
    /// <https://docs.stripe.com/api/treasury/outbound_transfers/object>
    pub struct TreasuryOutboundTransferEvent {
        data!: Box<TreasuryOutboundTransferData>,
    }

    /// Money came.
    ///
    /// <https://docs.stripe.com/api/treasury/received_credits/object>
    pub struct TreasuryReceivedCreditEvent {
        data!: Box<TreasuryReceivedCreditData>,
    }

    /// Money was taken.
    ///
    /// <https://docs.stripe.com/api/treasury/received_debits/object>
    pub struct TreasuryReceivedDebitEvent {
        data!: Box<TreasuryReceivedDebitData>,
    }
}

data! {
    /// What a [`TreasuryCreditReversalEvent`] is about.
    pub struct TreasuryCreditReversalData {
        object!: Box<TreasuryReversal>,
    }

    /// What a [`TreasuryDebitReversalEvent`] is about.
    pub struct TreasuryDebitReversalData {
        object!: Box<TreasuryReversal>,
    }

    /// What a [`TreasuryFinancialAccountEvent`] is about.
    pub struct TreasuryFinancialAccountData {
        object!: Box<TreasuryFinancialAccount>,
    }

    /// What a [`TreasuryInboundTransferEvent`] is about.
    pub struct TreasuryInboundTransferData {
        object!: Box<TreasuryInboundTransfer>,
    }

    /// What a [`TreasuryOutboundPaymentEvent`] is about.
    pub struct TreasuryOutboundPaymentData {
        object!: Box<TreasuryOutbound>,
    }

    /// What a [`TreasuryOutboundTransferEvent`] is about.
    pub struct TreasuryOutboundTransferData {
        object!: Box<TreasuryOutbound>,
    }

    /// What a [`TreasuryReceivedCreditEvent`] is about.
    pub struct TreasuryReceivedCreditData {
        object!: Box<TreasuryReceived>,
    }

    /// What a [`TreasuryReceivedDebitEvent`] is about.
    pub struct TreasuryReceivedDebitData {
        object!: Box<TreasuryReceived>,
    }
}

model! {
    /// The way back of money that came, or was taken.
    pub struct TreasuryReversal {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        status: Box<str>,
        network: Box<str>,
        financial_account: Option<Box<str>>,
        /// What is reversed.
        received_credit: Option<Box<str>>,
        /// What is reversed.
        received_debit: Option<Box<str>>,
        transaction: Option<Reference>,
        hosted_regulatory_receipt_url: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// An account.
    pub struct TreasuryFinancialAccount {
        id!: Box<str>,
        /// `open` or `closed`.
        status: Box<str>,
        country: Box<str>,
        supported_currencies: List<Box<str>>,
        balance: Option<TreasuryBalance>,
        active_features: List<Box<str>>,
        pending_features: List<Box<str>>,
        restricted_features: List<Box<str>>,
        status_details: Raw,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// What is on an account: the amount of each currency.
    pub struct TreasuryBalance {
        cash: Map<i64>,
        inbound_pending: Map<i64>,
        outbound_pending: Map<i64>,
    }

    /// Money that is fetched.
    pub struct TreasuryInboundTransfer {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        status: Box<str>,
        cancelable: bool,
        returned: Option<bool>,
        description: Option<Box<str>>,
        failure_details: Option<TreasuryFailure>,
        financial_account: Option<Box<str>>,
        origin_payment_method: Option<Box<str>>,
        statement_descriptor: Option<Box<str>>,
        transaction: Option<Reference>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// Why money did not move.
    pub struct TreasuryFailure {
        code: Box<str>,
    }

    /// Money that is sent.
    pub struct TreasuryOutbound {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        status: Box<str>,
        cancelable: bool,
        customer: Option<Box<str>>,
        description: Option<Box<str>>,
        destination_payment_method: Option<Box<str>>,
        expected_arrival_date: Option<Timestamp>,
        financial_account: Option<Box<str>>,
        returned_details: Option<TreasuryFailure>,
        statement_descriptor: Option<Box<str>>,
        tracking_details: Raw,
        transaction: Option<Reference>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// Money that came, or was taken.
    pub struct TreasuryReceived {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        status: Box<str>,
        network: Box<str>,
        description: Option<Box<str>>,
        failure_code: Option<Box<str>>,
        financial_account: Option<Box<str>>,
        linked_flows: Raw,
        reversal_details: Raw,
        transaction: Option<Reference>,
        created: Option<Timestamp>,
    }
}
