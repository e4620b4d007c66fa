//! Bank accounts that customers let you see.

use super::Reference;
use super::common::{data, event};
use crate::events::{List, Map, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a bank account that you may see.
    ///
    /// <https://docs.stripe.com/api/financial_connections/accounts/object>
    pub struct FinancialConnectionsAccountEvent {
        data!: Box<FinancialConnectionsAccountData>,
    }

    /// The authorization to see an institution's accounts changed.
    ///
    /// <https://docs.stripe.com/api/events/types#event_types-financial_connections.authorization.upcoming_deactivation>
    pub struct FinancialConnectionsAuthorizationEvent {
        data!: Box<FinancialConnectionsAuthorizationData>,
    }
}

data! {
    /// What a [`FinancialConnectionsAccountEvent`] is about.
    pub struct FinancialConnectionsAccountData {
        object!: Box<FinancialConnectionsAccount>,
    }

    /// What a [`FinancialConnectionsAuthorizationEvent`] is about.
    pub struct FinancialConnectionsAuthorizationData {
        object!: Box<FinancialConnectionsAuthorization>,
    }
}

model! {
    /// A bank account.
    pub struct FinancialConnectionsAccount {
        id!: Box<str>,
        status: FinancialConnectionsStatus,
        account_holder: Option<AccountHolder>,
        display_name: Option<Box<str>>,
        institution_name: Box<str>,
        category: Box<str>,
        subcategory: Box<str>,
        last4: Option<Box<str>>,
        balance: Option<FinancialConnectionsBalance>,
        balance_refresh: Option<Refresh>,
        ownership_refresh: Option<Refresh>,
        transaction_refresh: Option<Refresh>,
        created: Option<Timestamp>,
        permissions: List<Box<str>>,
        supported_payment_method_types: List<Box<str>>,
    }

    /// Whose account it is.
    pub struct AccountHolder {
        r#type: Box<str>,
        account: Option<Reference>,
        customer: Option<Reference>,
    }

    /// What is on it.
    pub struct FinancialConnectionsBalance {
        as_of: Option<Timestamp>,
        /// The amount of each currency.
        current: Map<i64>,
        r#type: Box<str>,
    }

    /// How the last look at something went.
    pub struct Refresh {
        status: Box<str>,
        last_attempted_at: Option<Timestamp>,
        next_refresh_available_at: Option<Timestamp>,
    }

    /// The leave to see an institution's accounts.
    pub struct FinancialConnectionsAuthorization {
        id!: Box<str>,
        status: FinancialConnectionsStatus,
        institution_name: Box<str>,
        status_details: Raw,
    }
}

open_enum! {
    /// Whether it can be seen.
    pub enum FinancialConnectionsStatus {
        Active = "active" is_active,
        Disconnected = "disconnected" is_disconnected,
        Inactive = "inactive" is_inactive,
    }
}
