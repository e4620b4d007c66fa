//! Charges and the fees for them.

use super::common::{data, event};
use super::{BillingDetails, Metadata, Reference, Shipping};
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a charge.
    ///
    /// <https://docs.stripe.com/api/charges/object>
    pub struct ChargeEvent {
        data!: Box<ChargeData>,
    }

    /// Something happened to a fee that you took as a platform.
    ///
    /// <https://docs.stripe.com/api/application_fees/object>
    pub struct ApplicationFeeEvent {
        data!: Box<ApplicationFeeData>,
    }

    /// The refund of such a fee changed.
    ///
    /// <https://docs.stripe.com/api/fee_refunds/object>
    pub struct FeeRefundEvent {
        data!: Box<FeeRefundData>,
    }
}

data! {
    /// What a [`ChargeEvent`] is about.
    pub struct ChargeData {
        object!: Box<Charge>,
    }

    /// What an [`ApplicationFeeEvent`] is about.
    pub struct ApplicationFeeData {
        object!: Box<ApplicationFee>,
    }

    /// What a [`FeeRefundEvent`] is about.
    pub struct FeeRefundData {
        object!: Box<FeeRefund>,
    }
}

model! {
    /// A charge. All amounts are in the currency's smallest unit.
    pub struct Charge {
        id!: Box<str>,
        amount: i64,
        amount_captured: i64,
        amount_refunded: i64,
        currency: Box<str>,
        status: ChargeStatus,
        paid: bool,
        captured: bool,
        refunded: bool,
        disputed: bool,
        created: Option<Timestamp>,
        description: Option<Box<str>>,
        customer: Option<Reference>,
        payment_intent: Option<Reference>,
        payment_method: Option<Reference>,
        payment_method_details: Option<PaymentMethodDetails>,
        balance_transaction: Option<Reference>,
        /// Before API version 2025-03-31.
        invoice: Option<Reference>,
        application: Option<Reference>,
        application_fee: Option<Reference>,
        application_fee_amount: Option<i64>,
        on_behalf_of: Option<Reference>,
        transfer: Option<Reference>,
        transfer_group: Option<Box<str>>,
        billing_details: Option<Box<BillingDetails>>,
        shipping: Option<Box<Shipping>>,
        receipt_email: Option<Box<str>>,
        receipt_url: Option<Box<str>>,
        statement_descriptor: Option<Box<str>>,
        failure_code: Option<Box<str>>,
        failure_message: Option<Box<str>>,
        outcome: Option<Box<Outcome>>,
        metadata: Metadata,
    }

    /// How it was paid.
    pub struct PaymentMethodDetails {
        /// `card`, `sepa_debit`, ...
        r#type: Box<str>,
        card: Option<Box<ChargedCard>>,
    }

    /// The card that was charged.
    pub struct ChargedCard {
        brand: Option<Box<str>>,
        last4: Option<Box<str>>,
        exp_month: Option<u64>,
        exp_year: Option<u64>,
        country: Option<Box<str>>,
        funding: Option<Box<str>>,
        network: Option<Box<str>>,
        three_d_secure: Raw,
        wallet: Raw,
    }

    /// Whether a payment went through, and how risky it is.
    pub struct Outcome {
        /// `authorized`, `manual_review`, `issuer_declined`, `blocked`, `invalid`.
        r#type: Box<str>,
        network_status: Option<Box<str>>,
        reason: Option<Box<str>>,
        risk_level: Option<Box<str>>,
        risk_score: Option<i64>,
        seller_message: Option<Box<str>>,
    }

    /// A fee that you took as a platform.
    pub struct ApplicationFee {
        id!: Box<str>,
        account: Option<Reference>,
        amount: i64,
        amount_refunded: i64,
        application: Option<Reference>,
        balance_transaction: Option<Reference>,
        charge: Option<Reference>,
        created: Option<Timestamp>,
        currency: Box<str>,
        refunded: bool,
        refunds: Option<FeeRefunds>,
    }

    /// The first refunds of a fee.
    pub struct FeeRefunds {
        data: List<FeeRefund>,
        has_more: bool,
    }

    /// The refund of a fee.
    pub struct FeeRefund {
        id!: Box<str>,
        amount: i64,
        balance_transaction: Option<Reference>,
        created: Option<Timestamp>,
        currency: Box<str>,
        fee: Option<Reference>,
        metadata: Metadata,
    }
}

open_enum! {
    /// What became of a charge.
    pub enum ChargeStatus {
        Failed = "failed" is_failed,
        Pending = "pending" is_pending,
        Succeeded = "succeeded" is_succeeded,
    }
}
