//! Usage-based billing, entitlements, and the customer portal.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Amount, List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Usage passed a threshold.
    ///
    /// <https://docs.stripe.com/api/billing/alert/object>
    pub struct BillingAlertEvent {
        data!: Box<BillingAlertData>,
    }

    /// A customer's credit was used or granted.
    ///
    /// <https://docs.stripe.com/api/billing/credit-balance-transaction/object>
    pub struct CreditBalanceTransactionEvent {
        data!: Box<CreditBalanceTransactionData>,
    }

    /// Something happened to a credit grant.
    ///
    /// <https://docs.stripe.com/api/billing/credit-grant/object>
    pub struct CreditGrantEvent {
        data!: Box<CreditGrantData>,
    }

    /// What a customer may use changed.
    ///
    /// <https://docs.stripe.com/api/entitlements/active-entitlement/object>
    pub struct EntitlementSummaryEvent {
        data!: Box<EntitlementSummaryData>,
    }

    /// Something happened to a meter.
    ///
    /// <https://docs.stripe.com/api/billing/meter/object>
    pub struct MeterEvent {
        data!: Box<MeterData>,
    }

    /// Something happened to a configuration of the customer portal.
    ///
    /// <https://docs.stripe.com/api/customer_portal/configurations/object>
    pub struct PortalConfigurationEvent {
        data!: Box<PortalConfigurationData>,
    }

    /// A session of the customer portal began.
    ///
    /// <https://docs.stripe.com/api/customer_portal/sessions/object>
    pub struct PortalSessionEvent {
        data!: Box<PortalSessionData>,
    }
}

data! {
    /// What a [`BillingAlertEvent`] is about.
    pub struct BillingAlertData {
        object!: Box<BillingAlertTriggered>,
    }

    /// What a [`CreditBalanceTransactionEvent`] is about.
    pub struct CreditBalanceTransactionData {
        object!: Box<CreditBalanceTransaction>,
    }

    /// What a [`CreditGrantEvent`] is about.
    pub struct CreditGrantData {
        object!: Box<CreditGrant>,
    }

    /// What an [`EntitlementSummaryEvent`] is about.
    pub struct EntitlementSummaryData {
        object!: Box<EntitlementSummary>,
    }

    /// What a [`MeterEvent`] is about.
    pub struct MeterData {
        object!: Box<Meter>,
    }

    /// What a [`PortalConfigurationEvent`] is about.
    pub struct PortalConfigurationData {
        object!: Box<PortalConfiguration>,
    }

    /// What a [`PortalSessionEvent`] is about.
    pub struct PortalSessionData {
        object!: Box<PortalSession>,
    }
}

model! {
    /// An alert that was triggered.
    pub struct BillingAlertTriggered {
        alert!: Box<BillingAlert>,
        customer: Option<Reference>,
        value: Option<Amount>,
        created: Option<Timestamp>,
    }

    /// An alert.
    pub struct BillingAlert {
        id!: Box<str>,
        title: Box<str>,
        alert_type: Box<str>,
        status: Option<Box<str>>,
        usage_threshold: Raw,
    }

    /// A change of a customer's credit.
    pub struct CreditBalanceTransaction {
        id!: Box<str>,
        /// `credit` or `debit`.
        r#type: Option<Box<str>>,
        credit: Option<Box<CreditEntry>>,
        debit: Option<Box<CreditEntry>>,
        credit_grant: Option<Reference>,
        created: Option<Timestamp>,
        effective_at: Option<Timestamp>,
    }

    /// One side of it.
    pub struct CreditEntry {
        r#type: Box<str>,
        amount: Option<CreditAmount>,
    }

    /// An amount of credit.
    pub struct CreditAmount {
        r#type: Box<str>,
        monetary: Option<MonetaryAmount>,
    }

    /// An amount of money.
    pub struct MonetaryAmount {
        currency!: Box<str>,
        value!: i64,
    }

    /// Credit that a customer was given.
    pub struct CreditGrant {
        id!: Box<str>,
        name: Option<Box<str>>,
        amount: Option<CreditAmount>,
        /// `paid` or `promotional`.
        category: Box<str>,
        customer: Option<Reference>,
        created: Option<Timestamp>,
        effective_at: Option<Timestamp>,
        expires_at: Option<Timestamp>,
        voided_at: Option<Timestamp>,
        priority: Option<u64>,
        metadata: Metadata,
    }

    /// What a customer may use.
    pub struct EntitlementSummary {
        customer!: Reference,
        entitlements: Option<Entitlements>,
    }

    /// The first of them.
    pub struct Entitlements {
        data: List<Entitlement>,
        has_more: bool,
    }

    /// A feature that a customer may use.
    pub struct Entitlement {
        id!: Box<str>,
        feature: Option<Reference>,
        lookup_key: Box<str>,
    }

    /// What adds up usage.
    pub struct Meter {
        id!: Box<str>,
        display_name: Box<str>,
        event_name: Box<str>,
        status: MeterStatus,
        created: Option<Timestamp>,
        updated: Option<Timestamp>,
    }

    /// A configuration of the customer portal.
    pub struct PortalConfiguration {
        id!: Box<str>,
        name: Option<Box<str>>,
        active: bool,
        is_default: bool,
        created: Option<Timestamp>,
        updated: Option<Timestamp>,
        default_return_url: Option<Box<str>>,
        features: Raw,
        metadata: Metadata,
    }

    /// A session of the customer portal. Anyone who has its URL can open it, so the URL is left out.
    pub struct PortalSession {
        id!: Box<str>,
        configuration: Option<Reference>,
        customer: Option<Reference>,
        created: Option<Timestamp>,
        locale: Option<Box<str>>,
        on_behalf_of: Option<Box<str>>,
        return_url: Option<Box<str>>,
    }
}

open_enum! {
    /// Whether a meter takes usage.
    pub enum MeterStatus {
        Active = "active" is_active,
        Inactive = "inactive" is_inactive,
    }
}
