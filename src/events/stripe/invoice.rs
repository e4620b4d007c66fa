//! Invoices, their lines and payments.

use super::common::{data, event};
use super::{Address, ApiError, Metadata, Period, Reference};
use crate::events::{Amount, List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an invoice.
    ///
    /// <https://docs.stripe.com/api/invoices/object>
    pub struct InvoiceEvent {
        data!: Box<InvoiceData>,
    }

    /// Something happened to an item that is to be invoiced.
    ///
    /// <https://docs.stripe.com/api/invoiceitems/object>
    pub struct InvoiceItemEvent {
        data!: Box<InvoiceItemData>,
    }

    /// A payment was put towards an invoice.
    ///
    /// <https://docs.stripe.com/api/invoice-payment/object>
    pub struct InvoicePaymentEvent {
        data!: Box<InvoicePaymentData>,
    }
}

data! {
    /// What an [`InvoiceEvent`] is about.
    pub struct InvoiceData {
        object!: Box<Invoice>,
    }

    /// What an [`InvoiceItemEvent`] is about.
    pub struct InvoiceItemData {
        object!: Box<InvoiceItem>,
    }

    /// What an [`InvoicePaymentEvent`] is about.
    pub struct InvoicePaymentData {
        object!: Box<InvoicePayment>,
    }
}

model! {
    /// An invoice. All amounts are in the currency's smallest unit.
    pub struct Invoice {
        /// None in `invoice.upcoming`: that invoice does not exist yet.
        id: Option<Box<str>>,
        number: Option<Box<str>>,
        /// None in `invoice.upcoming` of old versions of the API.
        status: Option<InvoiceStatus>,
        customer: Option<Reference>,
        customer_email: Option<Box<str>>,
        customer_name: Option<Box<str>>,
        customer_phone: Option<Box<str>>,
        customer_address: Option<Address>,
        account_name: Option<Box<str>>,
        amount_due: i64,
        amount_paid: i64,
        amount_remaining: i64,
        subtotal: i64,
        total: i64,
        /// Before API version 2025-03-31.
        tax: Option<i64>,
        starting_balance: i64,
        ending_balance: Option<i64>,
        currency: Box<str>,
        attempt_count: u64,
        attempted: bool,
        auto_advance: bool,
        /// `subscription_cycle`, `subscription_create`, `manual`, ...
        billing_reason: Option<Box<str>>,
        /// `charge_automatically` or `send_invoice`.
        collection_method: Option<Box<str>>,
        created: Option<Timestamp>,
        due_date: Option<Timestamp>,
        next_payment_attempt: Option<Timestamp>,
        period_start: Option<Timestamp>,
        period_end: Option<Timestamp>,
        status_transitions: Option<InvoiceTransitions>,
        description: Option<Box<str>>,
        hosted_invoice_url: Option<Box<str>>,
        invoice_pdf: Option<Box<str>>,
        last_finalization_error: Option<Box<ApiError>>,
        lines: Option<InvoiceLines>,
        default_payment_method: Option<Reference>,
        /// Before API version 2025-03-31.
        paid: Option<bool>,
        /// Before API version 2025-03-31.
        charge: Option<Reference>,
        /// Before API version 2025-03-31.
        payment_intent: Option<Reference>,
        /// Before API version 2025-03-31; [`Invoice::subscription`] looks in both places.
        subscription: Option<Reference>,
        /// From API version 2025-03-31 on: what the invoice is for.
        parent: Option<InvoiceParent>,
        metadata: Metadata,
    }

    /// When an invoice came into a status.
    pub struct InvoiceTransitions {
        finalized_at: Option<Timestamp>,
        marked_uncollectible_at: Option<Timestamp>,
        paid_at: Option<Timestamp>,
        voided_at: Option<Timestamp>,
    }

    /// What an invoice is for.
    pub struct InvoiceParent {
        /// `subscription_details` or `quote_details`.
        r#type: Box<str>,
        subscription_details: Option<InvoiceSubscription>,
        quote_details: Option<InvoiceQuote>,
    }

    /// The subscription that an invoice is for.
    pub struct InvoiceSubscription {
        subscription: Option<Reference>,
        /// That of the subscription, when the invoice was made.
        metadata: Metadata,
    }

    /// The quote that an invoice is for.
    pub struct InvoiceQuote {
        quote: Option<Box<str>>,
    }

    /// The first lines of an invoice.
    pub struct InvoiceLines {
        data: List<InvoiceLine>,
        has_more: bool,
        total_count: Option<u64>,
    }

    /// A line of an invoice.
    pub struct InvoiceLine {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        description: Option<Box<str>>,
        quantity: Option<Amount>,
        period: Option<Period>,
        /// Before API version 2025-03-31.
        price: Option<LinePrice>,
        /// Before API version 2025-03-31.
        proration: Option<bool>,
        /// Before API version 2025-03-31.
        subscription: Option<Reference>,
        /// From API version 2025-03-31 on.
        pricing: Option<LinePricing>,
        /// From API version 2025-03-31 on.
        parent: Raw,
        metadata: Metadata,
    }

    /// The price of a line.
    pub struct LinePrice {
        id!: Box<str>,
        product: Option<Reference>,
        unit_amount: Option<i64>,
        lookup_key: Option<Box<str>>,
    }

    /// The price of a line.
    pub struct LinePricing {
        r#type: Box<str>,
        price_details: Option<LinePriceDetails>,
        unit_amount_decimal: Option<Amount>,
    }

    /// Which price it is.
    pub struct LinePriceDetails {
        price: Option<Reference>,
        product: Option<Box<str>>,
    }

    /// An item that is to be invoiced.
    pub struct InvoiceItem {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        customer: Option<Reference>,
        description: Option<Box<str>>,
        date: Option<Timestamp>,
        invoice: Option<Reference>,
        /// Before API version 2025-03-31.
        subscription: Option<Reference>,
        period: Option<Period>,
        proration: bool,
        quantity: Option<Amount>,
        discountable: bool,
        metadata: Metadata,
    }

    /// A payment towards an invoice.
    pub struct InvoicePayment {
        id!: Box<str>,
        /// `open`, `paid` or `canceled`.
        status: Box<str>,
        amount_paid: Option<i64>,
        amount_requested: i64,
        currency: Box<str>,
        invoice: Option<Reference>,
        is_default: bool,
        created: Option<Timestamp>,
        payment: Option<InvoicePaymentBy>,
    }

    /// What it was paid by.
    pub struct InvoicePaymentBy {
        /// `payment_intent` or `charge`.
        r#type: Box<str>,
        payment_intent: Option<Reference>,
        charge: Option<Reference>,
    }
}

impl Invoice {
    /// Returns the subscription that it is for, in every version of the API.
    pub fn subscription(&self) -> Option<&Reference> {
        let parent = || {
            let details = self.parent.as_ref()?.subscription_details.as_ref()?;
            details.subscription.as_ref()
        };
        self.subscription.as_ref().or_else(parent)
    }
}

open_enum! {
    /// The status of an invoice.
    pub enum InvoiceStatus {
        Draft = "draft" is_draft,
        Open = "open" is_open,
        Paid = "paid" is_paid,
        Uncollectible = "uncollectible" is_uncollectible,
        Void = "void" is_void,
    }
}
