//! Customers, their tax numbers, and what they paid with in the old way.

use super::common::{data, event};
use super::{Address, Metadata, Reference, Shipping};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a customer.
    ///
    /// <https://docs.stripe.com/api/customers/object>
    pub struct CustomerEvent {
        data!: Box<CustomerData>,
    }

    /// Something happened to a card or another source of a customer.
    ///
    /// <https://docs.stripe.com/api/cards/object>
    pub struct CustomerSourceEvent {
        data!: Box<CustomerSourceData>,
    }

    /// Something happened to a customer's tax number.
    ///
    /// <https://docs.stripe.com/api/tax_ids/object>
    pub struct TaxIdEvent {
        data!: Box<TaxIdData>,
    }
}

data! {
    /// What a [`CustomerEvent`] is about.
    pub struct CustomerData {
        object!: Box<Customer>,
    }

    /// What a [`CustomerSourceEvent`] is about.
    pub struct CustomerSourceData {
        object!: Box<CustomerSource>,
    }

    /// What a [`TaxIdEvent`] is about.
    pub struct TaxIdData {
        object!: Box<TaxId>,
    }
}

model! {
    /// A customer.
    pub struct Customer {
        id!: Box<str>,
        name: Option<Box<str>>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
        description: Option<Box<str>>,
        address: Option<Address>,
        shipping: Option<Box<Shipping>>,
        /// In the smallest unit of `currency`; negative if you owe it.
        balance: i64,
        currency: Option<Box<str>>,
        created: Option<Timestamp>,
        default_source: Option<Reference>,
        invoice_settings: Option<Box<InvoiceSettings>>,
        invoice_prefix: Option<Box<str>>,
        delinquent: bool,
        /// Whether it is gone, and this all that is left.
        deleted: bool,
        preferred_locales: List<Box<str>>,
        tax_exempt: Option<Box<str>>,
        test_clock: Option<Reference>,
        metadata: Metadata,
    }

    /// How a customer is invoiced.
    pub struct InvoiceSettings {
        default_payment_method: Option<Reference>,
        footer: Option<Box<str>>,
    }

    /// A card, bank account or source.
    pub struct CustomerSource {
        id!: Box<str>,
        /// `card`, `bank_account`, `source`, ...
        object: Box<str>,
        customer: Option<Reference>,
        name: Option<Box<str>>,
        brand: Option<Box<str>>,
        last4: Option<Box<str>>,
        exp_month: Option<u64>,
        exp_year: Option<u64>,
        country: Option<Box<str>>,
        funding: Option<Box<str>>,
        cvc_check: Option<Box<str>>,
        status: Option<Box<str>>,
        metadata: Metadata,
    }

    /// A tax number.
    pub struct TaxId {
        id!: Box<str>,
        /// `eu_vat`, `gb_vat`, ...
        r#type: Box<str>,
        value: Box<str>,
        country: Option<Box<str>>,
        customer: Option<Reference>,
        created: Option<Timestamp>,
        verification: Option<TaxIdVerification>,
    }

    /// Whether a tax number is real.
    pub struct TaxIdVerification {
        status: TaxIdStatus,
        verified_name: Option<Box<str>>,
        verified_address: Option<Box<str>>,
    }
}

open_enum! {
    /// Whether a tax number is real.
    pub enum TaxIdStatus {
        Pending = "pending" is_pending,
        Unavailable = "unavailable" is_unavailable,
        Unverified = "unverified" is_unverified,
        Verified = "verified" is_verified,
    }
}
