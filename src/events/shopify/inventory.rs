//! What there is, and where.

use crate::events::{Amount, Id, List, Raw, Timestamp};
use crate::model;

model! {
    /// An item of the inventory.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-inventory_items-create>
    pub struct InventoryItem {
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
    pub struct InventoryLevel {
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
    pub struct Location {
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
    pub struct InventoryMovement {
        id: Option<Id>,
        admin_graphql_api_id: Option<Box<str>>,
        status: Option<Box<str>>,
        inventory_transfer_id: Option<Id>,
        line_items: List<Raw>,
    }
}
