//! Orders of carbon removal.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Amount, List, Map, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to an order of carbon removal.
    ///
    /// <https://docs.stripe.com/api/climate/order/object>
    pub struct ClimateOrderEvent {
        data!: Box<ClimateOrderData>,
    }

    /// A product of carbon removal is new, or has a new price.
    ///
    /// <https://docs.stripe.com/api/climate/product/object>
    pub struct ClimateProductEvent {
        data!: Box<ClimateProductData>,
    }
}

data! {
    /// What a [`ClimateOrderEvent`] is about.
    pub struct ClimateOrderData {
        object!: Box<ClimateOrder>,
    }

    /// What a [`ClimateProductEvent`] is about.
    pub struct ClimateProductData {
        object!: Box<ClimateProduct>,
    }
}

model! {
    /// An order.
    pub struct ClimateOrder {
        id!: Box<str>,
        status: ClimateOrderStatus,
        product: Option<Reference>,
        amount_fees: i64,
        amount_subtotal: i64,
        amount_total: i64,
        currency: Box<str>,
        metric_tons: Option<Amount>,
        expected_delivery_year: Option<u64>,
        created: Option<Timestamp>,
        canceled_at: Option<Timestamp>,
        confirmed_at: Option<Timestamp>,
        delayed_at: Option<Timestamp>,
        delivered_at: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A product.
    pub struct ClimateProduct {
        id!: Box<str>,
        name: Box<str>,
        created: Option<Timestamp>,
        delivery_year: Option<u64>,
        metric_tons_available: Option<Amount>,
        /// For each currency.
        current_prices_per_metric_ton: Map<ClimatePrice>,
        suppliers: List<ClimateSupplier>,
    }

    /// A price.
    pub struct ClimatePrice {
        amount_fees: i64,
        amount_subtotal: i64,
        amount_total: i64,
    }

    /// Who removes the carbon.
    pub struct ClimateSupplier {
        id!: Box<str>,
        name: Box<str>,
    }
}

open_enum! {
    /// The status of an order.
    pub enum ClimateOrderStatus {
        AwaitingFunds = "awaiting_funds" is_awaiting_funds,
        Canceled = "canceled" is_canceled,
        Confirmed = "confirmed" is_confirmed,
        Delivered = "delivered" is_delivered,
        Open = "open" is_open,
    }
}
