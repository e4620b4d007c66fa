//! Subscriptions that customers have with a shop.

use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

model! {
    /// A subscription.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-subscription_contracts-create>
    pub struct SubscriptionContractEvent {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        status: ContractStatus,
        customer_id: Option<u64>,
        origin_order_id: Option<u64>,
        currency_code: Option<Box<str>>,
        billing_policy: Option<ContractPolicy>,
        delivery_policy: Option<ContractPolicy>,
    }

    /// How often something is done.
    pub struct ContractPolicy {
        /// `day`, `week`, `month`, `year`.
        interval: Option<Box<str>>,
        interval_count: Option<u64>,
        min_cycles: Option<u64>,
        max_cycles: Option<u64>,
    }

    /// A subscription was billed, or not.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-subscription_billing_attempts-success>
    pub struct SubscriptionBillingAttemptEvent {
        /// None in some bodies.
        id: Option<u64>,
        admin_graphql_api_id: Option<Box<str>>,
        idempotency_key: Option<Box<str>>,
        order_id: Option<u64>,
        subscription_contract_id!: u64,
        ready: bool,
        error_message: Option<Box<str>>,
        error_code: Option<Box<str>>,
    }

    /// A cycle of a subscription.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-subscription_billing_cycles-skip>
    pub struct SubscriptionBillingCycleEvent {
        subscription_contract_id!: u64,
        cycle_index: Option<u64>,
        cycle_start_at: Option<Timestamp>,
        cycle_end_at: Option<Timestamp>,
        billing_attempt_expected_date: Option<Timestamp>,
        skipped: bool,
        edited: bool,
        contract_edit: Raw,
    }

    /// How something can be bought again and again.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-selling_plan_groups-create>
    pub struct SellingPlanGroupEvent {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        name: Option<Box<str>>,
        merchant_code: Option<Box<str>>,
        description: Option<Box<str>>,
        summary: Option<Box<str>>,
        app_id: Option<Box<str>>,
        options: List<Box<str>>,
        selling_plans: List<SellingPlan>,
        product_variants: List<Raw>,
        products: List<Raw>,
    }

    /// One way of it.
    pub struct SellingPlan {
        name: Option<Box<str>>,
        description: Option<Box<str>>,
        options: List<Box<str>>,
        position: Option<u64>,
        billing_policy: Option<ContractPolicy>,
        delivery_policy: Option<ContractPolicy>,
    }
}

open_enum! {
    /// The status of a subscription.
    pub enum ContractStatus {
        Active = "active" is_active,
        Cancelled = "cancelled" is_cancelled,
        Expired = "expired" is_expired,
        Failed = "failed" is_failed,
        Paused = "paused" is_paused,
        Stale = "stale" is_stale,
    }
}
