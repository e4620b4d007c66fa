//! Checkout, and links to it.

use super::common::{data, event};
use super::{Address, Metadata, Reference, TotalDetails};
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// A checkout was completed, or expired.
    ///
    /// <https://docs.stripe.com/api/checkout/sessions/object>
    pub struct CheckoutSessionEvent {
        data!: Box<CheckoutSessionData>,
    }

    /// Something happened to a payment link.
    ///
    /// <https://docs.stripe.com/api/payment-link/object>
    pub struct PaymentLinkEvent {
        data!: Box<PaymentLinkData>,
    }
}

data! {
    /// What a [`CheckoutSessionEvent`] is about.
    pub struct CheckoutSessionData {
        object!: Box<CheckoutSession>,
    }

    /// What a [`PaymentLinkEvent`] is about.
    pub struct PaymentLinkData {
        object!: Box<PaymentLink>,
    }
}

model! {
    /// A checkout.
    pub struct CheckoutSession {
        id!: Box<str>,
        mode: CheckoutMode,
        status: Option<CheckoutStatus>,
        payment_status: PaymentStatus,
        /// What you gave to find your own order again.
        client_reference_id: Option<Box<str>>,
        amount_subtotal: Option<i64>,
        amount_total: Option<i64>,
        total_details: Option<TotalDetails>,
        currency: Option<Box<str>>,
        customer: Option<Reference>,
        customer_creation: Option<Box<str>>,
        customer_details: Option<Box<CustomerDetails>>,
        customer_email: Option<Box<str>>,
        created: Option<Timestamp>,
        expires_at: Option<Timestamp>,
        payment_intent: Option<Reference>,
        payment_link: Option<Reference>,
        payment_method_types: List<Box<str>>,
        setup_intent: Option<Reference>,
        subscription: Option<Reference>,
        invoice: Option<Reference>,
        custom_fields: List<CustomField>,
        /// From API version 2025-03-31 on.
        collected_information: Option<Box<CollectedInformation>>,
        shipping_details: Option<Box<CollectedShipping>>,
        recovered_from: Option<Box<str>>,
        success_url: Option<Box<str>>,
        cancel_url: Option<Box<str>>,
        locale: Option<Box<str>>,
        metadata: Metadata,
    }

    /// What a customer entered at checkout.
    pub struct CustomerDetails {
        name: Option<Box<str>>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
        address: Option<Address>,
        tax_exempt: Option<Box<str>>,
        tax_ids: List<CustomerTaxId>,
    }

    /// A tax number.
    pub struct CustomerTaxId {
        r#type: Box<str>,
        value: Option<Box<str>>,
    }

    /// A question that you asked, and its answer.
    pub struct CustomField {
        key!: Box<str>,
        r#type: Box<str>,
        optional: bool,
        text: Option<CustomValue>,
        numeric: Option<CustomValue>,
        dropdown: Option<CustomValue>,
    }

    /// The answer.
    pub struct CustomValue {
        value: Option<Box<str>>,
    }

    /// What was collected besides.
    pub struct CollectedInformation {
        shipping_details: Option<CollectedShipping>,
    }

    /// Where to ship to.
    pub struct CollectedShipping {
        name: Option<Box<str>>,
        address: Option<Address>,
    }

    /// A payment link.
    pub struct PaymentLink {
        id!: Box<str>,
        active: bool,
        url: Box<str>,
        currency: Option<Box<str>>,
        allow_promotion_codes: bool,
        application_fee_amount: Option<i64>,
        on_behalf_of: Option<Reference>,
        payment_method_types: List<Box<str>>,
        restrictions: Raw,
        metadata: Metadata,
    }
}

open_enum! {
    /// What a checkout is for.
    pub enum CheckoutMode {
        Payment = "payment" is_payment,
        Setup = "setup" is_setup,
        Subscription = "subscription" is_subscription,
    }

    /// The status of a checkout.
    pub enum CheckoutStatus {
        Complete = "complete" is_complete,
        Expired = "expired" is_expired,
        Open = "open" is_open,
    }

    /// Whether a checkout is paid.
    pub enum PaymentStatus {
        NoPaymentRequired = "no_payment_required" is_no_payment_required,
        Paid = "paid" is_paid,
        /// Money is to come, with `checkout.session.async_payment_succeeded`.
        Unpaid = "unpaid" is_unpaid,
    }
}
