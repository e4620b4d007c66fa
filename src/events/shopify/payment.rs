//! Money: transactions, refunds, disputes and terms.

use super::LineItem;
use crate::events::{Amount, Id, List, Raw, Timestamp};
use crate::{model, open_enum};

model! {
    /// A transaction of an order.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-order_transactions-create>
    pub struct OrderTransaction {
        id!: u64,
        order_id: Option<u64>,
        parent_id: Option<u64>,
        kind: TransactionKind,
        status: TransactionStatus,
        amount: Option<Amount>,
        currency: Option<Box<str>>,
        gateway: Option<Box<str>>,
        message: Option<Box<str>>,
        error_code: Option<Box<str>>,
        authorization: Option<Box<str>>,
        payment_details: Raw,
        test: bool,
        created_at: Option<Timestamp>,
        processed_at: Option<Timestamp>,
    }

    /// Money changed hands.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-tender_transactions-create>
    pub struct TenderTransactionEvent {
        id!: u64,
        order_id: Option<u64>,
        amount: Option<Amount>,
        currency: Option<Box<str>>,
        test: bool,
        processed_at: Option<Timestamp>,
        remote_reference: Option<Box<str>>,
        payment_details: Raw,
        payment_method: Option<Box<str>>,
    }

    /// A refund.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-refunds-create>
    pub struct Refund never ["order_number", "vendor", "shop_domain"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        order_id: Option<u64>,
        note: Option<Box<str>>,
        restock: bool,
        user_id: Option<u64>,
        created_at: Option<Timestamp>,
        processed_at: Option<Timestamp>,
        refund_line_items: List<RefundLine>,
        transactions: List<OrderTransaction>,
        order_adjustments: List<Raw>,
        refund_shipping_lines: List<Raw>,
        r#return: Raw,
    }

    /// What was refunded.
    pub struct RefundLine {
        id!: Id,
        line_item_id: Option<u64>,
        line_item: Option<Box<LineItem>>,
        location_id: Option<u64>,
        quantity: u64,
        /// `no_restock`, `cancel`, `return`.
        restock_type: Option<Box<str>>,
        subtotal: Option<Amount>,
        total_tax: Option<Amount>,
    }

    /// A dispute with a customer's bank.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-disputes-create>
    pub struct DisputeEvent {
        id!: u64,
        order_id: Option<u64>,
        /// `chargeback` or `inquiry`.
        r#type: Option<Box<str>>,
        status: Option<Box<str>>,
        reason: Option<Box<str>>,
        amount: Option<Amount>,
        currency: Option<Box<str>>,
        initiated_at: Option<Timestamp>,
        evidence_due_by: Option<Timestamp>,
        finalized_on: Option<Timestamp>,
    }

    /// Until when an order is to be paid.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-payment_terms-create>
    pub struct PaymentTerms {
        id: Option<u64>,
        admin_graphql_api_id: Option<Box<str>>,
        payment_terms_name: Option<Box<str>>,
        payment_terms_type: Option<Box<str>>,
        due_in_days: Option<u64>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        payment_schedules: List<PaymentSchedule>,
    }

    /// A payment that is to come.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-payment_schedules-due>
    pub struct PaymentSchedule {
        id: Option<u64>,
        payment_terms_id: Option<u64>,
        amount: Option<Amount>,
        currency: Option<Box<str>>,
        issued_at: Option<Timestamp>,
        due_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
    }
}

open_enum! {
    /// What a transaction does.
    pub enum TransactionKind {
        Authorization = "authorization" is_authorization,
        Capture = "capture" is_capture,
        Refund = "refund" is_refund,
        Sale = "sale" is_sale,
        Void = "void" is_void,
    }

    /// What became of a transaction.
    pub enum TransactionStatus {
        Error = "error" is_error,
        Failure = "failure" is_failure,
        Pending = "pending" is_pending,
        Success = "success" is_success,
    }
}
