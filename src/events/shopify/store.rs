//! The shop's own things: themes, domains, languages, markets, discounts, and what merchants define.

use crate::events::{Id, List, Raw, Timestamp};
use crate::model;

model! {
    /// A theme.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-themes-create>
    pub struct Theme {
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
    pub struct Domain {
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
    pub struct Locale {
        locale!: Box<str>,
        published: bool,
    }

    /// A market.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-markets-create>
    pub struct Market {
        id!: u64,
        name: Option<Box<str>>,
        enabled: bool,
        status: Option<Box<str>>,
        regions: List<Region>,
    }

    /// A region.
    pub struct Region {
        id: Option<u64>,
        country_code: Option<Box<str>>,
        province_code: Option<Box<str>>,
    }

    /// Where customers buy whose region is in no market changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-markets_backup_region-update>
    pub struct BackupRegion {
        id: Option<Id>,
        country_code: Option<Box<str>>,
        province_code: Option<Box<str>>,
    }

    /// A discount.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-discounts-create>
    pub struct Discount {
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
    pub struct Metaobject {
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
    pub struct MetafieldDefinition {
        id!: Id,
        name: Option<Box<str>>,
        namespace: Option<Box<str>>,
        key: Option<Box<str>>,
        owner_type: Option<Box<str>>,
        r#type: Raw,
        description: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A profile of shipping rates.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-profiles-create>
    pub struct DeliveryProfile {
        id!: u64,
    }

    /// A service that computes taxes.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-tax_services-create>
    pub struct TaxService {
        id: Option<Id>,
        name: Option<Box<str>>,
        url: Option<Box<str>>,
        active: bool,
    }
}
