//! What there is, and where.

use crate::events::{Amount, Id, List, Timestamp};
use crate::model;

model! {
    /// An item of the inventory.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-inventory_items-create>
    pub struct InventoryItemEvent {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        sku: Option<Box<str>>,
        cost: Option<Amount>,
        tracked: bool,
        requires_shipping: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// How much of an item there is at a location.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-inventory_levels-update>
    pub struct InventoryLevelEvent {
        inventory_item_id!: u64,
        location_id!: u64,
        /// Negative if more was sold than there was; none if it is not tracked.
        available: Option<i64>,
        updated_at: Option<Timestamp>,
        admin_graphql_api_id: Option<Box<str>>,
    }

    /// A location.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-locations-create>
    pub struct LocationEvent {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        name: Option<Box<str>>,
        active: bool,
        address1: Option<Box<str>>,
        address2: Option<Box<str>>,
        city: Option<Box<str>>,
        zip: Option<Box<str>>,
        province_code: Option<Box<str>>,
        country: Option<Box<str>>,
        country_code: Option<Box<str>>,
        phone: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A shipment or transfer between locations.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-inventory_transfers-ready_to_ship>
    pub struct InventoryMovementEvent {
        /// Such as `gid://shopify/InventoryShipment/1`.
        id: Option<Id>,
        /// The shipment's, in `inventory_shipments/update_tracking`, which has no `id`.
        shipment_id: Option<Id>,
        status: Option<Box<str>>,
        happened_at: Option<Timestamp>,
        tracking: Option<ShipmentTracking>,
        updated_tracking: Option<ShipmentTracking>,
        line_items: List<MovedItem>,
        items_added: List<MovedItem>,
        items_removed: List<MovedItem>,
        items_updated: List<MovedItem>,
        items_received: List<MovedItem>,
    }

    /// Where a shipment is.
    pub struct ShipmentTracking {
        company: Option<Box<str>>,
        tracking_number: Option<Box<str>>,
        tracking_url: Option<Box<str>>,
        arrives_at: Option<Timestamp>,
    }

    /// An item of a shipment or transfer.
    ///
    /// Which fields there are is up to the topic.
    pub struct MovedItem {
        /// Of a shipment's item, and of a new transfer's.
        id: Option<Id>,
        /// Of a transfer's item.
        line_item_id: Option<Id>,
        quantity: Option<u64>,
        old_quantity: Option<u64>,
        new_quantity: Option<u64>,
        old_accepted_quantity: Option<u64>,
        old_rejected_quantity: Option<u64>,
        new_accepted_quantity: Option<u64>,
        new_rejected_quantity: Option<u64>,
        remaining_quantity_to_receive: Option<u64>,
    }
}
