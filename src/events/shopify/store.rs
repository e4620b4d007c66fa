//! The shop's own things: themes, domains, languages, markets, discounts, and what merchants define.

use crate::events::{Id, List, Raw, Timestamp};
use crate::model;

model! {
    /// A theme.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-themes-create>
    pub struct ThemeEvent {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        name: Option<Box<str>>,
        /// `main`, `unpublished`, `demo`, `development`.
        role: Option<Box<str>>,
        previewable: bool,
        processing: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A domain.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-domains-create>
    pub struct DomainEvent {
        id!: u64,
        host: Option<Box<str>>,
        ssl_enabled: bool,
        localization: Option<Localization>,
    }

    /// Which languages a domain has.
    pub struct Localization {
        country: Option<Box<str>>,
        default_locale: Option<Box<str>>,
        alternate_locales: List<Box<str>>,
    }

    /// A language.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-locales-create>
    pub struct LocaleEvent {
        locale!: Box<str>,
        published: bool,
    }

    /// A market.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-markets-create>
    pub struct MarketEvent {
        id!: u64,
        name: Option<Box<str>>,
        /// `region`, ...; since API version 2025-04.
        r#type: Option<Box<str>>,
        /// Until then.
        enabled: Option<bool>,
        /// `active`, `draft`; since API version 2025-04.
        status: Option<Box<str>>,
        regions: List<Region>,
    }

    /// A region.
    pub struct Region {
        country_code: Option<Box<str>>,
    }

    /// Where customers buy whose region is in no market changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-markets_backup_region-update>
    pub struct BackupRegionEvent {
        admin_graphql_api_id: Option<Box<str>>,
        /// The region's, such as `US`.
        code: Option<Box<str>>,
    }

    /// A discount.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-discounts-create>
    pub struct DiscountEvent {
        admin_graphql_api_id!: Box<str>,
        title: Option<Box<str>>,
        status: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        deleted_at: Option<Timestamp>,
        /// `redeemcode_added`, `redeemcode_removed`.
        redeem_code: Option<RedeemCode>,
    }

    /// A code that gives a discount.
    pub struct RedeemCode {
        id: Option<Id>,
        code: Option<Box<str>>,
    }

    /// An entry of what a merchant defined.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-metaobjects-create>
    pub struct MetaobjectEvent never ["email", "line_items", "order_id", "product_type", "shop_domain", "status", "title"] {
        /// Such as `gid://shopify/Metaobject/1`.
        id!: Id,
        r#type: Option<Box<str>>,
        handle: Option<Box<str>>,
        display_name: Option<Box<str>>,
        definition_id: Option<Id>,
        fields: Raw,
        capabilities: Raw,
        created_by_app_id: Option<Id>,
        created_by_staff_id: Option<Id>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A field that a merchant defined.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-metafield_definitions-create>
    pub struct MetafieldDefinitionEvent {
        /// Null in Shopify's own samples: namespace and key name a definition.
        id: Option<Id>,
        namespace!: Box<str>,
        key!: Box<str>,
        name: Option<Box<str>>,
        /// Of what it is a field: `Product`, `Customer`, ...
        owner_type: Option<Box<str>>,
        /// `single_line_text_field`, ...
        type_name: Option<Box<str>>,
        description: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A field that a merchant defined was deleted.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-metafield_definitions-delete>
    pub struct MetafieldDefinitionDeletedEvent never ["handle", "title", "status"] {
        /// Such as `gid://shopify/MetafieldDefinition/1`.
        id!: Id,
        r#type: Option<Box<str>>,
        created_by_app_id: Option<Id>,
    }

    /// A profile of shipping rates.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-profiles-create>
    pub struct DeliveryProfileEvent {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        name: Option<Box<str>>,
        default: bool,
        profile_type: Option<Box<str>>,
        version: Option<u64>,
    }

    /// When a shop promises to deliver changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-delivery_promise_settings-update>
    pub struct DeliveryPromiseSettingsEvent {
        /// Such as `gid://shopify/Shop/1`.
        shop_id: Option<Id>,
        /// An ISO 8601 duration, such as `P2D`.
        processing_time: Option<Box<str>>,
        delivery_dates_enabled: bool,
    }

    /// How a shop's checkout and customer accounts look changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-checkout_and_accounts_configurations-update>
    pub struct CheckoutConfigurationEvent {
        admin_graphql_api_id!: Box<str>,
        name: Option<Box<str>>,
        is_published: bool,
        settings: Raw,
        created_at: Option<Timestamp>,
        edited_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A service that computes taxes.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-tax_services-create>
    pub struct TaxServiceEvent {
        id: Option<Id>,
        name: Option<Box<str>>,
        url: Option<Box<str>>,
        active: bool,
    }
}
