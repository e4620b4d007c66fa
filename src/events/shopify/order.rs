//! Orders.

use super::{
    Address, Customer, DiscountAllocation, DiscountCode, Fulfillment, MoneySet, NoteAttribute,
    PaymentTerms, Refund, TaxLine,
};
use crate::events::{Amount, Id, List, Raw, Timestamp};
use crate::{model, open_enum};

model! {
    /// An order. Money is in the shop's currency; the `_set` fields have it in the customer's, too.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-orders-create>
    pub struct OrderEvent never ["product_type", "vendor", "inventory_item_id", "fulfillment_order", "shop_domain"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        /// What people see, such as `#1001`.
        name: Option<Box<str>>,
        order_number: Option<u64>,
        cancel_reason: Option<Box<str>>,
        cancelled_at: Option<Timestamp>,
        created_at: Option<Timestamp>,
        currency: Option<Box<str>>,
        presentment_currency: Option<Box<str>>,
        current_subtotal_price: Option<Amount>,
        current_total_price: Option<Amount>,
        current_total_tax: Option<Amount>,
        discount_codes: List<DiscountCode>,
        email: Option<Box<str>>,
        financial_status: Option<FinancialStatus>,
        /// None if nothing is fulfilled.
        fulfillment_status: Option<FulfillmentStatus>,
        note: Option<Box<str>>,
        note_attributes: List<NoteAttribute>,
        payment_gateway_names: List<Box<str>>,
        phone: Option<Box<str>>,
        processed_at: Option<Timestamp>,
        source_name: Option<Box<str>>,
        subtotal_price: Option<Amount>,
        /// Separated by a comma and a space.
        tags: Option<Box<str>>,
        tax_exempt: bool,
        tax_lines: List<TaxLine>,
        taxes_included: bool,
        test: bool,
        total_discounts: Option<Amount>,
        total_outstanding: Option<Amount>,
        total_price: Option<Amount>,
        total_price_set: Option<MoneySet>,
        total_tax: Option<Amount>,
        updated_at: Option<Timestamp>,
        billing_address: Option<Box<Address>>,
        shipping_address: Option<Box<Address>>,
        /// None without access to customers' data, and if the customer is unknown.
        customer: Option<Box<Customer>>,
        fulfillments: List<Fulfillment>,
        line_items: List<LineItem>,
        payment_terms: Option<Box<PaymentTerms>>,
        refunds: List<Refund>,
        shipping_lines: List<ShippingLine>,
    }

    /// What was ordered.
    pub struct LineItem {
        /// None in a draft or a checkout.
        id: Option<Id>,
        title: Option<Box<str>>,
        variant_title: Option<Box<str>>,
        sku: Option<Box<str>>,
        /// None if it is not a product, or was deleted.
        product_id: Option<u64>,
        /// None if it is not a product, or was deleted.
        variant_id: Option<u64>,
        quantity: u64,
        fulfillable_quantity: Option<u64>,
        fulfillment_status: Option<FulfillmentStatus>,
        gift_card: bool,
        price: Option<Amount>,
        /// Names and values; a list in most bodies.
        properties: Raw,
        requires_shipping: bool,
        tax_lines: List<TaxLine>,
        total_discount: Option<Amount>,
        discount_allocations: List<DiscountAllocation>,
    }

    /// How it is shipped.
    pub struct ShippingLine {
        id: Option<Id>,
        code: Option<Box<str>>,
        title: Option<Box<str>>,
        price: Option<Amount>,
        tax_lines: List<TaxLine>,
    }

    /// An order was edited.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-orders-edited>
    pub struct OrderEditedEvent {
        order_edit!: Box<OrderEdit>,
    }

    /// What was edited.
    pub struct OrderEdit {
        id!: u64,
        order_id: Option<u64>,
        app_id: Option<u64>,
        user_id: Option<u64>,
        created_at: Option<Timestamp>,
        committed_at: Option<Timestamp>,
        notify_customer: bool,
        staff_note: Option<Box<str>>,
        line_items: Option<OrderEditLines>,
        discounts: Raw,
        shipping_lines: Raw,
    }

    /// Which lines were edited.
    pub struct OrderEditLines {
        additions: List<OrderEditLine>,
        removals: List<OrderEditLine>,
    }

    /// A line that was edited.
    pub struct OrderEditLine {
        id!: Id,
        /// How many more, or fewer.
        delta: i64,
    }

    /// The risk of an order was assessed again.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-orders-risk_assessment_changed>
    pub struct OrderRiskEvent {
        order_id: Option<Id>,
        admin_graphql_api_order_id: Option<Box<str>>,
        provider_id: Option<Id>,
        provider_title: Option<Box<str>>,
        risk_level!: Box<str>,
        created_at: Option<Timestamp>,
    }

    /// Whether an order is protected against fraud changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-orders-shopify_protect_eligibility_changed>
    pub struct OrderProtectionEvent {
        order_id!: u64,
        status: Option<Box<str>>,
        eligibility: Option<ProtectionEligibility>,
    }

    /// Whether it can be protected.
    pub struct ProtectionEligibility {
        status: Option<Box<str>>,
    }

    /// The return of an order, or what became of one.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-returns-request>
    pub struct ReturnEvent {
        /// None in `returns/update`.
        id: Option<u64>,
        admin_graphql_api_id: Option<Box<str>>,
        /// What people see, such as `#1001-R1`.
        name: Option<Box<str>>,
        status: Option<Box<str>>,
        order: Option<ReturnedOrder>,
        order_id: Option<u64>,
        total_return_line_items: Option<u64>,
        /// A list, or what changed in it.
        return_line_items: Raw,
        exchange_line_items: Raw,
        return_shipping_fees: Raw,
        restocking_fees: Raw,
        decline: Raw,
    }

    /// Which order.
    pub struct ReturnedOrder {
        id: Option<u64>,
        admin_graphql_api_id: Option<Box<str>>,
    }
}

open_enum! {
    /// The financial status of an order.
    pub enum FinancialStatus {
        Authorized = "authorized" is_authorized,
        Expired = "expired" is_expired,
        Paid = "paid" is_paid,
        PartiallyPaid = "partially_paid" is_partially_paid,
        PartiallyRefunded = "partially_refunded" is_partially_refunded,
        Pending = "pending" is_pending,
        Refunded = "refunded" is_refunded,
        Voided = "voided" is_voided,
    }

    /// The fulfillment status of an order, or of a line of one.
    pub enum FulfillmentStatus {
        Fulfilled = "fulfilled" is_fulfilled,
        NotEligible = "not_eligible" is_not_eligible,
        Partial = "partial" is_partial,
        Restocked = "restocked" is_restocked,
    }
}
