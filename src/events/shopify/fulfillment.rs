//! How orders are fulfilled.

use super::{Address, LineItem};
use crate::events::{Id, List, Raw, Timestamp};
use crate::{model, open_enum};

model! {
    /// A fulfillment: what is shipped together.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-fulfillments-create>
    pub struct Fulfillment never ["order_number", "vendor", "shop_domain"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        order_id: Option<u64>,
        /// What people see, such as `#1001.1`.
        name: Option<Box<str>>,
        status: ShipmentState,
        /// `in_transit`, `delivered`, ...
        shipment_status: Option<Box<str>>,
        location_id: Option<u64>,
        destination: Option<Box<Address>>,
        origin_address: Raw,
        line_items: List<LineItem>,
        tracking_company: Option<Box<str>>,
        tracking_numbers: List<Box<str>>,
        tracking_urls: List<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// Where a shipment is.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-fulfillment_events-create>
    pub struct FulfillmentEvent never ["email", "handle", "line_items", "product_type", "shop_domain", "title"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        fulfillment_id: Option<u64>,
        order_id: Option<u64>,
        status: Option<Box<str>>,
        message: Option<Box<str>>,
        city: Option<Box<str>>,
        province: Option<Box<str>>,
        country: Option<Box<str>>,
        zip: Option<Box<str>>,
        happened_at: Option<Timestamp>,
        estimated_delivery_at: Option<Timestamp>,
    }

    /// Something happened to a fulfillment order: what a location is to fulfill.
    ///
    /// Which fields there are is up to the topic.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-fulfillment_orders-moved>
    pub struct FulfillmentOrderEvent never ["order_number", "vendor", "shop_domain"] {
        fulfillment_order: Option<Box<FulfillmentOrder>>,
        message: Option<Box<str>>,
        /// `cancelled`, `split`.
        replacement_fulfillment_order: Option<Box<FulfillmentOrder>>,
        /// `split`, `placed_on_hold`.
        remaining_fulfillment_order: Option<Box<FulfillmentOrder>>,
        /// `moved`, `fulfillment_request_submitted`.
        original_fulfillment_order: Option<Box<FulfillmentOrder>>,
        /// `moved`.
        moved_fulfillment_order: Option<Box<FulfillmentOrder>>,
        /// `fulfillment_request_submitted`.
        submitted_fulfillment_order: Option<Box<FulfillmentOrder>>,
        /// `moved`.
        destination_location_id: Option<Id>,
        /// `moved`.
        source_location: Option<LocationRef>,
        fulfillment_order_line_items_requested: List<Raw>,
        held_fulfillment_order_line_items: List<Raw>,
        split_line_items: List<Raw>,
        merge_intents: List<Raw>,
        fulfillment_order_merges: Raw,
        /// `placed_on_hold`.
        created_fulfillment_hold: Option<FulfillmentHold>,
        /// `fulfillment_holds/added`, `fulfillment_holds/released`.
        fulfillment_hold: Option<FulfillmentHold>,
        /// `cancellation_request_submitted`, `fulfillment_request_submitted`.
        fulfillment_order_merchant_request: Raw,
        /// `progress_reported`.
        progress_report: Raw,
        /// `progress_reported`.
        initial_status: Option<FulfillmentOrderStatus>,
    }

    /// What a location is to fulfill.
    pub struct FulfillmentOrder {
        /// Such as `gid://shopify/FulfillmentOrder/1`.
        id!: Id,
        status: FulfillmentOrderStatus,
        request_status: Option<Box<str>>,
        assigned_location_id: Option<Id>,
        fulfill_at: Option<Timestamp>,
        preparable: Option<bool>,
        delivery_method: Raw,
        fulfillment_holds: List<FulfillmentHold>,
    }

    /// Why it is not to be fulfilled now.
    pub struct FulfillmentHold {
        id: Option<Id>,
        handle: Option<Box<str>>,
        reason: Option<Box<str>>,
        reason_notes: Option<Box<str>>,
    }

    /// A location.
    pub struct LocationRef {
        id!: Id,
    }

    /// The package of a return got its label.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-reverse_deliveries-attach_deliverable>
    pub struct ReverseDeliveryEvent {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        r#return: Raw,
        shipping_deliverable: Raw,
    }

    /// What came back was disposed of.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-reverse_fulfillment_orders-dispose>
    pub struct ReverseFulfillmentOrderEvent {
        admin_graphql_api_id: Option<Box<str>>,
        id: Option<Id>,
        dispositions: List<Raw>,
        total_dispositions: Option<u64>,
    }
}

open_enum! {
    /// The status of a fulfillment.
    pub enum ShipmentState {
        Cancelled = "cancelled" is_cancelled,
        Error = "error" is_error,
        Failure = "failure" is_failure,
        Open = "open" is_open,
        Pending = "pending" is_pending,
        Success = "success" is_success,
    }

    /// The status of a fulfillment order.
    pub enum FulfillmentOrderStatus {
        Cancelled = "cancelled" is_cancelled,
        Closed = "closed" is_closed,
        InProgress = "in_progress" is_in_progress,
        Incomplete = "incomplete" is_incomplete,
        OnHold = "on_hold" is_on_hold,
        Open = "open" is_open,
        Scheduled = "scheduled" is_scheduled,
    }
}
