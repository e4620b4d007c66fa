//! Your app: its installation, its own billing, and its jobs.

use crate::events::{Amount, Id, List, Raw, Timestamp};
use crate::model;

model! {
    /// A shop: the one that changed, or that uninstalled your app.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-app-uninstalled>
    pub struct ShopEvent never ["line_items", "product_type", "orders_count", "shop_domain"] {
        id!: u64,
        name: Option<Box<str>>,
        email: Option<Box<str>>,
        domain: Option<Box<str>>,
        myshopify_domain: Option<Box<str>>,
        shop_owner: Option<Box<str>>,
        city: Option<Box<str>>,
        province: Option<Box<str>>,
        country: Option<Box<str>>,
        country_code: Option<Box<str>>,
        currency: Option<Box<str>>,
        primary_locale: Option<Box<str>>,
        iana_timezone: Option<Box<str>>,
        plan_name: Option<Box<str>>,
        plan_display_name: Option<Box<str>>,
        taxes_included: Option<bool>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// What your app may do changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-app-scopes_update>
    pub struct ScopesUpdateEvent {
        id: Option<Id>,
        previous: List<Box<str>>,
        current!: List<Box<str>>,
        updated_at: Option<Timestamp>,
    }

    /// Something happened to a subscription to your app.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-app_subscriptions-update>
    pub struct AppSubscriptionEvent {
        app_subscription!: Box<AppCharge>,
    }

    /// Something happened to a purchase from your app.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-app_purchases_one_time-update>
    pub struct AppPurchaseEvent {
        app_purchase_one_time!: Box<AppCharge>,
    }

    /// A subscription to your app, or a purchase from it.
    pub struct AppCharge {
        admin_graphql_api_id!: Box<str>,
        name: Option<Box<str>>,
        /// `PENDING`, `ACTIVE`, `DECLINED`, `EXPIRED`, `FROZEN`, `CANCELLED`.
        status: Option<Box<str>>,
        currency: Option<Box<str>>,
        currency_code: Option<Box<str>>,
        price: Option<Amount>,
        /// `every_30_days`, `annual`.
        interval: Option<Box<str>>,
        plan_handle: Option<Box<str>>,
        balance_used: Option<Amount>,
        capped_amount: Option<Amount>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A bulk operation is done, or failed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-bulk_operations-finish>
    pub struct BulkOperationEvent {
        admin_graphql_api_id!: Box<str>,
        status: Option<Box<str>>,
        /// `query` or `mutation`.
        r#type: Option<Box<str>>,
        error_code: Option<Box<str>>,
        created_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
    }

    /// What apps did with the admin's API.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-audit_events-admin_api_activity>
    pub struct AuditEvent {
        events!: List<Raw>,
    }

    /// A customer's session was attributed to a channel.
    pub struct AttributedSessionEvent {
        id: Option<Id>,
        admin_graphql_api_id: Option<Box<str>>,
    }
}
