//! GitHub's marketplace.

use super::Repository;
use super::common::event;
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// A user bought your app, or something else happened to a purchase.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#marketplace_purchase>
    pub struct MarketplacePurchaseEvent [action, repository] {
        action!: MarketplacePurchaseAction,
        /// When it takes effect.
        effective_date!: Timestamp,
        marketplace_purchase!: Box<MarketplacePurchase>,
        previous_marketplace_purchase: Option<Box<MarketplacePurchase>>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a purchase.
    pub enum MarketplacePurchaseAction {
        Cancelled = "cancelled" is_cancelled,
        Changed = "changed" is_changed,
        PendingChange = "pending_change" is_pending_change,
        PendingChangeCancelled = "pending_change_cancelled" is_pending_change_cancelled,
        Purchased = "purchased" is_purchased,
    }
}

model! {
    /// A purchase.
    pub struct MarketplacePurchase {
        account!: Box<MarketplaceAccount>,
        plan!: Box<MarketplacePlan>,
        /// `monthly` or `yearly`; none for a plan that is free.
        billing_cycle: Option<Box<str>>,
        unit_count: u64,
        on_free_trial: bool,
        free_trial_ends_on: Option<Timestamp>,
        next_billing_date: Option<Timestamp>,
    }

    /// Who bought it.
    pub struct MarketplaceAccount {
        id!: u64,
        login!: Box<str>,
        /// `User` or `Organization`.
        r#type: Box<str>,
        organization_billing_email: Option<Box<str>>,
    }

    /// A plan of the app.
    pub struct MarketplacePlan {
        id!: u64,
        name!: Box<str>,
        description: Box<str>,
        monthly_price_in_cents: u64,
        yearly_price_in_cents: u64,
        /// `FREE`, `FLAT_RATE`, `PER_UNIT`, or in lower case with hyphens.
        price_model: Option<Box<str>>,
        has_free_trial: bool,
        unit_name: Option<Box<str>>,
        bullets: List<Box<str>>,
    }
}
