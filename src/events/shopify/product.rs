//! Products, their variants, and where they are offered.

use crate::events::{Amount, Id, List, Raw, Timestamp};
use crate::{model, open_enum};

model! {
    /// A product.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-products-create>
    pub struct ProductEvent never ["order_number", "line_items", "email", "orders_count", "shop_domain"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        title: Option<Box<str>>,
        handle: Option<Box<str>>,
        body_html: Option<Box<str>>,
        vendor: Option<Box<str>>,
        product_type: Option<Box<str>>,
        status: ProductStatus,
        /// Separated by a comma and a space.
        tags: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        published_at: Option<Timestamp>,
        published_scope: Option<Box<str>>,
        has_variants_that_requires_components: bool,
        variants: List<Variant>,
        /// Of products with very many variants, where `variants` has only some.
        variant_gids: List<VariantRef>,
        options: List<ProductOption>,
        images: List<Image>,
        image: Option<Image>,
    }

    /// A variant of a product.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-variants-in_stock>
    pub struct Variant never ["order_number", "line_items", "shop_domain"] {
        id!: u64,
        product_id: Option<u64>,
        title: Option<Box<str>>,
        price: Option<Amount>,
        compare_at_price: Option<Amount>,
        sku: Option<Box<str>>,
        barcode: Option<Box<str>>,
        inventory_item_id: Option<u64>,
        inventory_quantity: Option<i64>,
        option1: Option<Box<str>>,
        option2: Option<Box<str>>,
        option3: Option<Box<str>>,
        updated_at: Option<Timestamp>,
    }

    /// A variant in fewest words.
    pub struct VariantRef {
        admin_graphql_api_id!: Box<str>,
        updated_at: Option<Timestamp>,
    }

    /// What variants differ in.
    pub struct ProductOption {
        /// None in a listing.
        id: Option<u64>,
        product_id: Option<u64>,
        name: Option<Box<str>>,
        position: Option<u64>,
        values: List<Box<str>>,
    }

    /// A picture.
    pub struct Image {
        id: Option<u64>,
        product_id: Option<u64>,
        alt: Option<Box<str>>,
        src: Option<Box<str>>,
        variant_ids: List<u64>,
    }

    /// A collection of products.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-collections-create>
    pub struct CollectionEvent never ["product_type", "line_items", "shop_domain"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        title: Option<Box<str>>,
        handle: Option<Box<str>>,
        body_html: Option<Box<str>>,
        sort_order: Option<Box<str>>,
        published_at: Option<Timestamp>,
        published_scope: Option<Box<str>>,
        updated_at: Option<Timestamp>,
    }

    /// A product is offered in your channel, or no longer.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-product_listings-add>
    pub struct ProductListingEvent {
        product_listing!: Box<ProductListing>,
    }

    /// A product will be offered in your channel.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-scheduled_product_listings-add>
    pub struct ScheduledProductListingEvent {
        scheduled_product_listing!: Box<ProductListing>,
    }

    /// A product as it is offered.
    pub struct ProductListing {
        product_id!: u64,
        title: Option<Box<str>>,
        handle: Option<Box<str>>,
        body_html: Option<Box<str>>,
        vendor: Option<Box<str>>,
        product_type: Option<Box<str>>,
        /// Separated by a comma and a space.
        tags: Option<Box<str>>,
        available: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        published_at: Option<Timestamp>,
        publish_at: Option<Timestamp>,
        variants: List<Variant>,
        options: List<ProductOption>,
        images: List<Image>,
    }

    /// A collection is offered in your channel, or no longer.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-collection_listings-add>
    pub struct CollectionListingEvent {
        collection_listing!: Box<CollectionListing>,
    }

    /// A collection as it is offered.
    pub struct CollectionListing {
        collection_id!: u64,
        title: Option<Box<str>>,
        handle: Option<Box<str>>,
        body_html: Option<Box<str>>,
        updated_at: Option<Timestamp>,
        published_at: Option<Timestamp>,
    }

    /// A product or collection was published to a channel, or is no longer.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-product_publications-create>
    pub struct PublicationEvent {
        /// A number, or none in some bodies.
        id: Option<Id>,
        publication_id: Option<Id>,
        product_id: Option<u64>,
        collection_id: Option<u64>,
        published: bool,
        published_at: Option<Timestamp>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A feed of products: a product of it, or that all were sent.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-product_feeds-full_sync>
    pub struct ProductFeedSyncEvent in camelCase {
        metadata: Option<FeedMetadata>,
        product_feed: Option<ProductFeed>,
        product: Raw,
        products: Raw,
        full_sync: Option<FullSync>,
    }

    /// What a feed sends.
    pub struct FeedMetadata {
        /// `CREATE`, `UPDATE`, `DELETE`.
        action: Option<Box<str>>,
        r#type: Option<Box<str>>,
        resource: Option<Box<str>>,
        full_sync_id as "fullSyncId": Option<Box<str>>,
        occurred_at: Option<Timestamp>,
    }

    /// A feed.
    pub struct ProductFeed {
        id: Option<Id>,
        shop_id: Option<Id>,
        country: Option<Box<str>>,
        language: Option<Box<str>>,
        status: Option<Box<str>>,
    }

    /// That all were sent.
    pub struct FullSync in camelCase {
        status: Option<Box<str>>,
        error_code: Option<Box<str>>,
        count: Option<u64>,
        url: Option<Box<str>>,
        created_at: Option<Timestamp>,
    }
}

open_enum! {
    /// Whether a product is offered.
    pub enum ProductStatus {
        Active = "active" is_active,
        Archived = "archived" is_archived,
        Draft = "draft" is_draft,
        Unlisted = "unlisted" is_unlisted,
    }
}
