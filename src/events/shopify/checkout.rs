//! Before there is an order: carts, checkouts and drafts.

use super::{
    Address, Customer, DiscountCode, LineItem, NoteAttribute, PaymentTerms, ShippingLine, TaxLine,
};
use crate::events::{Amount, List, Timestamp};
use crate::{model, open_enum};

model! {
    /// A cart.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-carts-create>
    pub struct CartEvent never ["email", "order_number", "vendor"] {
        id!: Box<str>,
        /// The same.
        token: Option<Box<str>>,
        line_items: List<LineItem>,
        note: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A checkout that is not yet an order.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-checkouts-create>
    pub struct CheckoutEvent never ["order_number", "vendor", "invoice_url"] {
        /// None since API version 2026-04: there the token identifies a checkout.
        id: Option<u64>,
        token: Option<Box<str>>,
        cart_token: Option<Box<str>>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        /// Where the customer can go on.
        abandoned_checkout_url: Option<Box<str>>,
        currency: Option<Box<str>>,
        presentment_currency: Option<Box<str>>,
        discount_codes: List<DiscountCode>,
        note: Option<Box<str>>,
        note_attributes: List<NoteAttribute>,
        source_name: Option<Box<str>>,
        subtotal_price: Option<Amount>,
        taxes_included: bool,
        tax_lines: List<TaxLine>,
        total_discounts: Option<Amount>,
        total_price: Option<Amount>,
        total_tax: Option<Amount>,
        billing_address: Option<Box<Address>>,
        shipping_address: Option<Box<Address>>,
        customer: Option<Box<Customer>>,
        line_items: List<LineItem>,
        shipping_lines: List<ShippingLine>,
    }

    /// An order that a merchant drafts.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-draft_orders-create>
    pub struct DraftOrderEvent never ["order_number", "vendor", "cart_token"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        /// What people see, such as `#D2`.
        name: Option<Box<str>>,
        status: DraftOrderStatus,
        /// The order, once it is one.
        order_id: Option<u64>,
        email: Option<Box<str>>,
        note: Option<Box<str>>,
        note_attributes: List<NoteAttribute>,
        currency: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        invoice_url: Option<Box<str>>,
        applied_discount: Option<AppliedDiscount>,
        subtotal_price: Option<Amount>,
        total_price: Option<Amount>,
        total_tax: Option<Amount>,
        taxes_included: bool,
        tax_lines: List<TaxLine>,
        /// Separated by a comma and a space.
        tags: Option<Box<str>>,
        billing_address: Option<Box<Address>>,
        shipping_address: Option<Box<Address>>,
        customer: Option<Box<Customer>>,
        line_items: List<LineItem>,
        shipping_line: Option<ShippingLine>,
        payment_terms: Option<Box<PaymentTerms>>,
    }

    /// What a draft was reduced by.
    pub struct AppliedDiscount {
        title: Option<Box<str>>,
        description: Option<Box<str>>,
        value: Option<Amount>,
        /// `fixed_amount` or `percentage`.
        value_type: Option<Box<str>>,
        amount: Option<Amount>,
    }
}

open_enum! {
    /// The status of a draft.
    pub enum DraftOrderStatus {
        Completed = "completed" is_completed,
        InvoiceSent = "invoice_sent" is_invoice_sent,
        Open = "open" is_open,
    }
}
