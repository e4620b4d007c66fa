//! Taxes.

use super::common::{data, event};
use super::{Address, Metadata};
use crate::events::Timestamp;
use crate::model;

event! {
    /// Something happened to a tax rate.
    ///
    /// <https://docs.stripe.com/api/tax_rates/object>
    pub struct TaxRateEvent {
        data!: Box<TaxRateData>,
    }

    /// The settings of Stripe Tax changed.
    ///
    /// <https://docs.stripe.com/api/tax/settings/object>
    pub struct TaxSettingsEvent {
        data!: Box<TaxSettingsData>,
    }
}

data! {
    /// What a [`TaxRateEvent`] is about.
    pub struct TaxRateData {
        object!: Box<TaxRate>,
    }

    /// What a [`TaxSettingsEvent`] is about.
    pub struct TaxSettingsData {
        object!: Box<TaxSettings>,
    }
}

model! {
    /// A tax rate.
    pub struct TaxRate {
        id!: Box<str>,
        display_name: Box<str>,
        description: Option<Box<str>>,
        active: bool,
        inclusive: bool,
        percentage: f64,
        effective_percentage: Option<f64>,
        country: Option<Box<str>>,
        state: Option<Box<str>>,
        jurisdiction: Option<Box<str>>,
        tax_type: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// The settings; there is one an account.
    pub struct TaxSettings {
        /// `active` or `pending`.
        status!: Box<str>,
        defaults: Option<TaxDefaults>,
        head_office: Option<HeadOffice>,
    }

    /// What is assumed.
    pub struct TaxDefaults {
        tax_behavior: Option<Box<str>>,
        tax_code: Option<Box<str>>,
    }

    /// Where you are.
    pub struct HeadOffice {
        address: Option<Address>,
    }
}
