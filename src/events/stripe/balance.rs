//! Balances: your own, and what customers have with you.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{List, Map, Raw, Timestamp};
use crate::model;

event! {
    /// Funds became available in your balance.
    ///
    /// <https://docs.stripe.com/api/balance/balance_object>
    pub struct BalanceEvent {
        data!: Box<BalanceData>,
    }

    /// The settings of your balance changed.
    ///
    /// <https://docs.stripe.com/api/balance-settings/object>
    pub struct BalanceSettingsEvent {
        data!: Box<BalanceSettingsData>,
    }

    /// Funds became available in a customer's cash balance.
    ///
    /// <https://docs.stripe.com/api/cash_balance/object>
    pub struct CashBalanceEvent {
        data!: Box<CashBalanceData>,
    }

    /// A customer's cash balance changed.
    ///
    /// <https://docs.stripe.com/api/cash_balance_transactions/object>
    pub struct CashBalanceTransactionEvent {
        data!: Box<CashBalanceTransactionData>,
    }
}

data! {
    /// What a [`BalanceEvent`] is about.
    pub struct BalanceData {
        object!: Box<Balance>,
    }

    /// What a [`BalanceSettingsEvent`] is about.
    pub struct BalanceSettingsData {
        object!: Box<BalanceSettings>,
    }

    /// What a [`CashBalanceEvent`] is about.
    pub struct CashBalanceData {
        object!: Box<CashBalance>,
    }

    /// What a [`CashBalanceTransactionEvent`] is about.
    pub struct CashBalanceTransactionData {
        object!: Box<CashBalanceTransaction>,
    }
}

model! {
    /// A balance. It has no identifier: there is one an account.
    pub struct Balance {
        available: List<BalanceAmount>,
        pending: List<BalanceAmount>,
        connect_reserved: List<BalanceAmount>,
        instant_available: List<BalanceAmount>,
    }

    /// Funds of one currency.
    pub struct BalanceAmount {
        /// In the currency's smallest unit; negative if owed.
        amount!: i64,
        currency!: Box<str>,
        /// How much of it came from where, such as `card`.
        source_types: Map<i64>,
    }

    /// The settings of a balance.
    pub struct BalanceSettings {
        payments: Option<Box<BalancePayments>>,
    }

    /// What a balance does with payments.
    pub struct BalancePayments {
        debit_negative_balances: Option<bool>,
        payouts: Raw,
        settlement_timing: Raw,
    }

    /// A customer's cash balance.
    pub struct CashBalance {
        customer: Option<Reference>,
        /// The amount of each currency.
        available: Map<i64>,
        settings: Option<CashBalanceSettings>,
    }

    /// How a cash balance is used.
    pub struct CashBalanceSettings {
        /// `automatic` or `manual`.
        reconciliation_mode: Box<str>,
        using_merchant_default: bool,
    }

    /// A change of a cash balance.
    pub struct CashBalanceTransaction {
        id!: Box<str>,
        /// `funded`, `applied_to_payment`, `refunded_from_payment`, ...
        r#type: Box<str>,
        customer: Option<Reference>,
        created: Option<Timestamp>,
        currency: Box<str>,
        net_amount: i64,
        ending_balance: i64,
        metadata: Metadata,
    }
}
