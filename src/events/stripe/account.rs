//! Connected accounts, their people, capabilities and bank accounts, and apps.

use super::common::{data, event};
use super::{Address, Metadata, Reference};
use crate::events::{List, Map, Timestamp};
use crate::{model, open_enum};

event! {
    /// A connected account changed.
    ///
    /// <https://docs.stripe.com/api/accounts/object>
    pub struct AccountEvent {
        data!: Box<AccountData>,
    }

    /// An app was connected to your account, or is no longer.
    ///
    /// <https://docs.stripe.com/api/events/types#event_types-account.application.authorized>
    pub struct ApplicationEvent {
        data!: Box<ApplicationData>,
    }

    /// A capability of a connected account changed.
    ///
    /// <https://docs.stripe.com/api/capabilities/object>
    pub struct CapabilityEvent {
        data!: Box<CapabilityData>,
    }

    /// Something happened to a bank account or card that an account is paid to.
    ///
    /// <https://docs.stripe.com/api/external_accounts>
    pub struct ExternalAccountEvent {
        data!: Box<ExternalAccountData>,
    }

    /// Something happened to a person behind an account.
    ///
    /// <https://docs.stripe.com/api/persons/object>
    pub struct PersonEvent {
        data!: Box<PersonData>,
    }
}

data! {
    /// What an [`AccountEvent`] is about.
    pub struct AccountData {
        object!: Box<Account>,
    }

    /// What an [`ApplicationEvent`] is about.
    pub struct ApplicationData {
        object!: Box<Application>,
    }

    /// What a [`CapabilityEvent`] is about.
    pub struct CapabilityData {
        object!: Box<Capability>,
    }

    /// What an [`ExternalAccountEvent`] is about.
    pub struct ExternalAccountData {
        object!: Box<ExternalAccount>,
    }

    /// What a [`PersonEvent`] is about.
    pub struct PersonData {
        object!: Box<Person>,
    }
}

model! {
    /// An account.
    pub struct Account {
        id!: Box<str>,
        /// `standard`, `express`, `custom`, `none`.
        r#type: Option<Box<str>>,
        business_type: Option<Box<str>>,
        business_profile: Option<BusinessProfile>,
        /// Each capability's status, such as `transfers` to `active`.
        capabilities: Map<CapabilityStatus>,
        charges_enabled: bool,
        payouts_enabled: bool,
        details_submitted: bool,
        country: Option<Box<str>>,
        default_currency: Option<Box<str>>,
        email: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
        requirements: Option<Box<Requirements>>,
        future_requirements: Option<Box<Requirements>>,
        tos_acceptance: Option<TosAcceptance>,
    }

    /// What customers see of an account.
    pub struct BusinessProfile {
        name: Option<Box<str>>,
        mcc: Option<Box<str>>,
        product_description: Option<Box<str>>,
        support_email: Option<Box<str>>,
        support_phone: Option<Box<str>>,
        url: Option<Box<str>>,
    }

    /// What Stripe still wants to know.
    pub struct Requirements {
        current_deadline: Option<Timestamp>,
        currently_due: List<Box<str>>,
        eventually_due: List<Box<str>>,
        past_due: List<Box<str>>,
        pending_verification: List<Box<str>>,
        disabled_reason: Option<Box<str>>,
        errors: List<RequirementError>,
    }

    /// Why something that was given is not accepted.
    pub struct RequirementError {
        code: Box<str>,
        reason: Box<str>,
        requirement: Box<str>,
    }

    /// When the terms of service were accepted.
    pub struct TosAcceptance {
        date: Option<Timestamp>,
        service_agreement: Option<Box<str>>,
    }

    /// An app.
    pub struct Application {
        id!: Box<str>,
        name: Option<Box<str>>,
    }

    /// A capability.
    pub struct Capability {
        /// Its name, such as `card_payments`: unique within the account.
        id!: Box<str>,
        account: Option<Reference>,
        requested: bool,
        requested_at: Option<Timestamp>,
        status: CapabilityStatus,
        requirements: Option<Box<Requirements>>,
    }

    /// A bank account or card.
    pub struct ExternalAccount {
        id!: Box<str>,
        /// `bank_account` or `card`.
        object: Box<str>,
        account: Option<Reference>,
        account_holder_name: Option<Box<str>>,
        account_holder_type: Option<Box<str>>,
        bank_name: Option<Box<str>>,
        /// Of a card.
        brand: Option<Box<str>>,
        /// Of a card.
        exp_month: Option<u64>,
        /// Of a card.
        exp_year: Option<u64>,
        country: Option<Box<str>>,
        currency: Option<Box<str>>,
        default_for_currency: Option<bool>,
        last4: Option<Box<str>>,
        metadata: Metadata,
        /// Of a bank account.
        status: Option<Box<str>>,
    }

    /// A person.
    pub struct Person {
        id!: Box<str>,
        account: Option<Reference>,
        created: Option<Timestamp>,
        first_name: Option<Box<str>>,
        last_name: Option<Box<str>>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
        address: Option<Address>,
        metadata: Metadata,
        relationship: Option<Relationship>,
        requirements: Option<Box<Requirements>>,
        verification: Option<PersonVerification>,
    }

    /// What a person is to an account.
    pub struct Relationship {
        director: bool,
        executive: bool,
        owner: bool,
        representative: bool,
        title: Option<Box<str>>,
    }

    /// Whether a person is who it says.
    pub struct PersonVerification {
        status: Box<str>,
        details: Option<Box<str>>,
        details_code: Option<Box<str>>,
    }
}

open_enum! {
    /// Whether an account can do something.
    pub enum CapabilityStatus {
        Active = "active" is_active,
        Disabled = "disabled" is_disabled,
        Inactive = "inactive" is_inactive,
        Pending = "pending" is_pending,
        Unrequested = "unrequested" is_unrequested,
    }
}
