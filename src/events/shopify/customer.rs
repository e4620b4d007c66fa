//! Customers, and the groups that they are in.

use super::Address;
use crate::events::{Amount, Id, List, Raw, Timestamp};
use crate::{model, open_enum};

model! {
    /// A customer.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customers-create>
    pub struct Customer never ["order_number", "product_type", "line_items", "shop_domain"] {
        id!: u64,
        admin_graphql_api_id: Option<Box<str>>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
        first_name: Option<Box<str>>,
        last_name: Option<Box<str>>,
        state: CustomerState,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        orders_count: Option<u64>,
        total_spent: Option<Amount>,
        note: Option<Box<str>>,
        verified_email: bool,
        /// Separated by a comma and a space.
        tags: Option<Box<str>>,
        addresses: List<Address>,
        default_address: Option<Box<Address>>,
        email_marketing_consent: Option<MarketingConsent>,
        sms_marketing_consent: Option<MarketingConsent>,
    }

    /// Whether a customer wants to hear from the shop.
    pub struct MarketingConsent {
        /// `subscribed`, `not_subscribed`, `pending`, `unsubscribed`, `redacted`, `invalid`.
        state: Option<Box<str>>,
        opt_in_level: Option<Box<str>>,
        consent_updated_at: Option<Timestamp>,
    }

    /// Whether a customer wants e-mail from the shop changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customers_email_marketing_consent-update>
    pub struct EmailMarketingConsentEvent {
        customer_id!: u64,
        email_address: Option<Box<str>>,
        email_marketing_consent: Option<MarketingConsent>,
    }

    /// Whether a customer wants text messages from the shop changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customers_marketing_consent-update>
    pub struct SmsMarketingConsentEvent {
        /// The customer's.
        id!: u64,
        phone: Option<Box<str>>,
        sms_marketing_consent: Option<MarketingConsent>,
    }

    /// Two customers were merged.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customers-merge>
    pub struct CustomersMergedEvent {
        admin_graphql_api_customer_kept_id!: Box<str>,
        admin_graphql_api_customer_deleted_id: Option<Box<str>>,
        admin_graphql_api_job_id: Option<Box<str>>,
        status: Option<Box<str>>,
        errors: List<MergeError>,
    }

    /// Why they were not.
    pub struct MergeError {
        customer_ids: Raw,
        field: Option<Box<str>>,
        message: Option<Box<str>>,
    }

    /// What a customer bought so far changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customers-purchasing_summary>
    pub struct PurchasingSummaryEvent in camelCase {
        /// Such as `gid://shopify/Customer/1`.
        customer_id!: Id,
        number_of_orders: Option<u64>,
        amount_spent: Option<AmountSpent>,
        last_order_id: Option<Id>,
        occurred_at: Option<Timestamp>,
    }

    /// How much a customer spent.
    pub struct AmountSpent in camelCase {
        amount!: Amount,
        currency_code: Option<Box<str>>,
    }

    /// A customer got, or lost, tags.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customer.tags_added>
    pub struct CustomerTagsEvent in camelCase {
        customer_id!: Id,
        tags: List<Box<str>>,
        occurred_at: Option<Timestamp>,
    }

    /// A customer came into a segment, or left it.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customer.joined_segment>
    pub struct CustomerSegmentEvent {
        /// Such as `gid://shopify/Customer/1`.
        customer_id!: Id,
        segment_id: Option<Id>,
        shop_id: Option<Id>,
    }

    /// A payment method that a customer left with the shop.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customer_payment_methods-create>
    pub struct CustomerPaymentMethodEvent {
        admin_graphql_api_id!: Box<str>,
        admin_graphql_api_customer_id: Option<Box<str>>,
        customer_id: Option<u64>,
        instrument_type: Option<Box<str>>,
        payment_instrument: Raw,
    }

    /// A group of customers.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customer_groups-create>
    pub struct CustomerGroupEvent {
        id!: u64,
        name: Option<Box<str>>,
        query: Option<Box<str>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A segment of customers.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-segments-create>
    pub struct SegmentEvent in camelCase {
        id!: u64,
        name: Option<Box<str>>,
        query: Option<Box<str>>,
        creation_date: Option<Timestamp>,
        last_edit_date: Option<Timestamp>,
    }

    /// How customers log in changed.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-customer_account_settings-update>
    pub struct CustomerAccountSettingsEvent {
        url: Option<Box<str>>,
        customer_accounts_version: Option<Box<str>>,
        login_required_at_checkout: bool,
        login_links_visible_on_storefront_and_checkout: bool,
    }
}

open_enum! {
    /// Whether a customer has an account.
    pub enum CustomerState {
        Declined = "declined" is_declined,
        Disabled = "disabled" is_disabled,
        Enabled = "enabled" is_enabled,
        Invited = "invited" is_invited,
    }
}
