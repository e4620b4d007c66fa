//! What customers pay with.

use super::common::{data, event};
use super::{BillingDetails, Metadata, Reference};
use crate::events::{Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a payment method.
    ///
    /// <https://docs.stripe.com/api/payment_methods/object>
    pub struct PaymentMethodEvent {
        data!: Box<PaymentMethodData>,
    }

    /// Something happened to a source, the older kind of payment method.
    ///
    /// <https://docs.stripe.com/api/sources/object>
    pub struct SourceEvent {
        data!: Box<SourceData>,
    }

    /// Money came to a source.
    ///
    /// <https://docs.stripe.com/sources/customers>
    pub struct SourceTransactionEvent {
        data!: Box<SourceTransactionData>,
    }
}

data! {
    /// What a [`PaymentMethodEvent`] is about.
    pub struct PaymentMethodData {
        object!: Box<PaymentMethod>,
    }

    /// What a [`SourceEvent`] is about.
    pub struct SourceData {
        object!: Box<Source>,
    }

    /// What a [`SourceTransactionEvent`] is about.
    pub struct SourceTransactionData {
        object!: Box<SourceTransaction>,
    }
}

model! {
    /// A payment method.
    pub struct PaymentMethod {
        id!: Box<str>,
        /// `card`, `sepa_debit`, `us_bank_account`, ...: which of the following is there.
        r#type: Box<str>,
        card: Option<Box<PaymentCard>>,
        sepa_debit: Option<BankDebit>,
        us_bank_account: Option<BankDebit>,
        billing_details: Option<Box<BillingDetails>>,
        /// None if it belongs to no customer, or no longer.
        customer: Option<Reference>,
        allow_redisplay: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A card.
    pub struct PaymentCard {
        brand: Box<str>,
        last4: Box<str>,
        exp_month: u64,
        exp_year: u64,
        country: Option<Box<str>>,
        funding: Option<Box<str>>,
        fingerprint: Option<Box<str>>,
        checks: Raw,
        wallet: Raw,
    }

    /// A bank account.
    pub struct BankDebit {
        bank_name: Option<Box<str>>,
        bank_code: Option<Box<str>>,
        country: Option<Box<str>>,
        fingerprint: Option<Box<str>>,
        last4: Option<Box<str>>,
    }

    /// A source. Its client secret is left out.
    pub struct Source {
        id!: Box<str>,
        r#type: Box<str>,
        status: SourceStatus,
        /// `redirect`, `receiver`, `code_verification`, `none`.
        flow: Box<str>,
        usage: Option<Box<str>>,
        amount: Option<i64>,
        currency: Option<Box<str>>,
        customer: Option<Box<str>>,
        created: Option<Timestamp>,
        owner: Option<Box<BillingDetails>>,
        statement_descriptor: Option<Box<str>>,
        metadata: Metadata,
    }

    /// Money that came to a source.
    pub struct SourceTransaction {
        id!: Box<str>,
        r#type: Box<str>,
        status: Box<str>,
        amount: Option<i64>,
        currency: Option<Box<str>>,
        /// Which source it came to.
        source: Option<Box<str>>,
        created: Option<Timestamp>,
    }
}

open_enum! {
    /// Whether a source can be charged.
    pub enum SourceStatus {
        Canceled = "canceled" is_canceled,
        Chargeable = "chargeable" is_chargeable,
        Consumed = "consumed" is_consumed,
        Failed = "failed" is_failed,
        Pending = "pending" is_pending,
    }
}
