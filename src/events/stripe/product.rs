//! What you sell, and for how much.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Amount, List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a product.
    ///
    /// <https://docs.stripe.com/api/products/object>
    pub struct ProductEvent {
        data!: Box<ProductData>,
    }

    /// Something happened to a price.
    ///
    /// <https://docs.stripe.com/api/prices/object>
    pub struct PriceEvent {
        data!: Box<PriceData>,
    }

    /// Something happened to a plan, the older kind of recurring price.
    ///
    /// <https://docs.stripe.com/api/plans/object>
    pub struct PlanEvent {
        data!: Box<PlanData>,
    }
}

data! {
    /// What a [`ProductEvent`] is about.
    pub struct ProductData {
        object!: Box<Product>,
    }

    /// What a [`PriceEvent`] is about.
    pub struct PriceData {
        object!: Box<Price>,
    }

    /// What a [`PlanEvent`] is about.
    pub struct PlanData {
        object!: Box<Plan>,
    }
}

model! {
    /// A product.
    pub struct Product {
        id!: Box<str>,
        name: Box<str>,
        active: bool,
        description: Option<Box<str>>,
        default_price: Option<Reference>,
        images: List<Box<str>>,
        shippable: Option<bool>,
        statement_descriptor: Option<Box<str>>,
        tax_code: Option<Reference>,
        /// `service` or `good`.
        r#type: Option<Box<str>>,
        unit_label: Option<Box<str>>,
        url: Option<Box<str>>,
        created: Option<Timestamp>,
        updated: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A price.
    pub struct Price {
        id!: Box<str>,
        active: bool,
        /// `one_time` or `recurring`.
        r#type: Box<str>,
        currency: Box<str>,
        /// In the currency's smallest unit; none if it has tiers, or parts of that unit.
        unit_amount: Option<i64>,
        unit_amount_decimal: Option<Amount>,
        billing_scheme: Box<str>,
        lookup_key: Option<Box<str>>,
        nickname: Option<Box<str>>,
        product: Option<Reference>,
        recurring: Option<Recurring>,
        tax_behavior: Option<Box<str>>,
        tiers_mode: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// How often it is paid.
    pub struct Recurring {
        interval: Interval,
        interval_count: u64,
        meter: Option<Box<str>>,
        trial_period_days: Option<u64>,
        usage_type: Option<Box<str>>,
    }

    /// A plan.
    pub struct Plan {
        id!: Box<str>,
        active: bool,
        amount: Option<i64>,
        amount_decimal: Option<Amount>,
        currency: Box<str>,
        interval: Interval,
        interval_count: u64,
        nickname: Option<Box<str>>,
        product: Option<Reference>,
        trial_period_days: Option<u64>,
        usage_type: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }
}

open_enum! {
    /// A span of time.
    pub enum Interval {
        Day = "day" is_day,
        Month = "month" is_month,
        Week = "week" is_week,
        Year = "year" is_year,
    }
}
