//! Shopify's events, as its shops send them to apps and to merchants.
//!
//! <https://shopify.dev/docs/api/webhooks/latest>
//!
//! One module per group of topics: the resources that the bodies are. Payloads end in `Event`, except
//! for resources that other resources hold too, such as `Customer`. A body is the bare resource, and
//! each topic has a variant, so that all of a resource are matched with
//! `Event::OrdersCreate(order) | Event::OrdersUpdated(order)`. What many resources have is in
//! `common`.
//!
//! The topic is in a header that is not signed, and bodies do not repeat it. A body that has the keys of
//! another resource does not fit. The verb of the topic cannot be checked, so ask the shop's API before you
//! act on a destructive one. A subscription that selects fields can leave out any, so few fields are
//! required: one that is an `Option` may have been left out.

pub mod app;
pub mod checkout;
pub mod common;
pub mod company;
pub mod customer;
pub mod fulfillment;
pub mod inventory;
pub mod order;
pub mod payment;
pub mod privacy;
pub mod product;
pub mod store;
pub mod subscription;

use crate::Provider;
use crate::events::events;
use crate::providers::SHOPIFY;

pub use app::{
    AppPurchaseEvent, AppSubscriptionEvent, AttributedSessionEvent, AuditEvent, BulkOperationEvent,
    ScopesUpdateEvent, ShopEvent,
};
pub use checkout::{CartEvent, CheckoutEvent, DraftOrderEvent};
pub use common::DeletedEvent;
pub use company::{Company, CompanyContact, CompanyContactRoleEvent, CompanyLocation};
pub use customer::{
    Customer, CustomerAccountSettingsEvent, CustomerGroupEvent, CustomerPaymentMethodEvent,
    CustomerSegmentEvent, CustomerTagsEvent, CustomersMergedEvent, EmailMarketingConsentEvent,
    PurchasingSummaryEvent, SegmentEvent, SmsMarketingConsentEvent,
};
pub use fulfillment::{
    Fulfillment, FulfillmentEvent, FulfillmentOrderEvent, ReverseDeliveryEvent,
    ReverseFulfillmentOrderEvent,
};
pub use inventory::{
    InventoryItemEvent, InventoryLevelEvent, InventoryMovementEvent, LocationEvent,
};
pub use order::{OrderEditedEvent, OrderEvent, OrderProtectionEvent, OrderRiskEvent, ReturnEvent};
pub use payment::{
    DisputeEvent, OrderTransaction, PaymentSchedule, PaymentTerms, Refund, TenderTransactionEvent,
};
pub use privacy::{CustomersDataRequestEvent, CustomersRedactEvent, ShopRedactEvent};
pub use product::{
    CollectionEvent, CollectionListingEvent, ProductEvent, ProductFeed, ProductFeedSyncEvent,
    ProductListingEvent, PublicationEvent, ScheduledProductListingEvent, Variant,
};
pub use store::{
    BackupRegionEvent, CheckoutConfigurationEvent, DeliveryProfileEvent,
    DeliveryPromiseSettingsEvent, DiscountEvent, DomainEvent, LocaleEvent, MarketEvent,
    MetafieldDefinitionDeletedEvent, MetafieldDefinitionEvent, MetaobjectEvent, TaxServiceEvent,
    ThemeEvent,
};
pub use subscription::{
    SellingPlanGroupEvent, SubscriptionBillingAttemptEvent, SubscriptionBillingCycleEvent,
    SubscriptionContractEvent,
};

// What the modules know of each other.
pub(crate) use self::{common::*, order::*};

/// Shopify, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = SHOPIFY.with_events();

events! {
    /// An event of Shopify.
    pub enum Event {
        "app/scopes_update" => AppScopesUpdate(ScopesUpdateEvent),
        "app/uninstalled" => AppUninstalled(ShopEvent),
        "app_purchases_one_time/update" => AppPurchasesOneTimeUpdate(AppPurchaseEvent),
        "app_subscriptions/approaching_capped_amount" => AppSubscriptionsApproachingCappedAmount(AppSubscriptionEvent),
        "app_subscriptions/update" => AppSubscriptionsUpdate(AppSubscriptionEvent),
        "attributed_sessions/first" => AttributedSessionsFirst(AttributedSessionEvent),
        "attributed_sessions/last" => AttributedSessionsLast(AttributedSessionEvent),
        "audit_events/admin_api_activity" => AuditEventsAdminApiActivity(AuditEvent),
        "bulk_operations/finish" => BulkOperationsFinish(BulkOperationEvent),
        "carts/create" => CartsCreate(CartEvent),
        "carts/update" => CartsUpdate(CartEvent),
        "channels/delete" => ChannelsDelete(DeletedEvent),
        "checkout_and_accounts_configurations/update" => CheckoutAndAccountsConfigurationsUpdate(CheckoutConfigurationEvent),
        "checkouts/create" => CheckoutsCreate(CheckoutEvent),
        "checkouts/delete" => CheckoutsDelete(DeletedEvent),
        "checkouts/update" => CheckoutsUpdate(CheckoutEvent),
        "collection_listings/add" => CollectionListingsAdd(CollectionListingEvent),
        "collection_listings/remove" => CollectionListingsRemove(CollectionListingEvent),
        "collection_listings/update" => CollectionListingsUpdate(CollectionListingEvent),
        "collection_publications/create" => CollectionPublicationsCreate(PublicationEvent),
        "collection_publications/delete" => CollectionPublicationsDelete(PublicationEvent),
        "collection_publications/update" => CollectionPublicationsUpdate(PublicationEvent),
        "collections/create" => CollectionsCreate(CollectionEvent),
        "collections/delete" => CollectionsDelete(DeletedEvent),
        "collections/update" => CollectionsUpdate(CollectionEvent),
        "companies/create" => CompaniesCreate(Company),
        "companies/delete" => CompaniesDelete(Company),
        "companies/update" => CompaniesUpdate(Company),
        "company_contact_roles/assign" => CompanyContactRolesAssign(CompanyContactRoleEvent),
        "company_contact_roles/revoke" => CompanyContactRolesRevoke(CompanyContactRoleEvent),
        "company_contacts/create" => CompanyContactsCreate(CompanyContact),
        "company_contacts/delete" => CompanyContactsDelete(CompanyContact),
        "company_contacts/update" => CompanyContactsUpdate(CompanyContact),
        "company_locations/create" => CompanyLocationsCreate(CompanyLocation),
        "company_locations/delete" => CompanyLocationsDelete(CompanyLocation),
        "company_locations/update" => CompanyLocationsUpdate(CompanyLocation),
        "customer.joined_segment" => CustomerJoinedSegment(CustomerSegmentEvent),
        "customer.left_segment" => CustomerLeftSegment(CustomerSegmentEvent),
        "customer.tags_added" => CustomerTagsAdded(CustomerTagsEvent),
        "customer.tags_removed" => CustomerTagsRemoved(CustomerTagsEvent),
        "customer_account_settings/update" => CustomerAccountSettingsUpdate(CustomerAccountSettingsEvent),
        "customer_groups/create" => CustomerGroupsCreate(CustomerGroupEvent),
        "customer_groups/delete" => CustomerGroupsDelete(DeletedEvent),
        "customer_groups/update" => CustomerGroupsUpdate(CustomerGroupEvent),
        "customer_payment_methods/create" => CustomerPaymentMethodsCreate(CustomerPaymentMethodEvent),
        "customer_payment_methods/revoke" => CustomerPaymentMethodsRevoke(CustomerPaymentMethodEvent),
        "customer_payment_methods/update" => CustomerPaymentMethodsUpdate(CustomerPaymentMethodEvent),
        "customers/create" => CustomersCreate(Customer),
        "customers/data_request" => CustomersDataRequest(CustomersDataRequestEvent),
        "customers/delete" => CustomersDelete(DeletedEvent),
        "customers/disable" => CustomersDisable(Customer),
        "customers/enable" => CustomersEnable(Customer),
        "customers/merge" => CustomersMerge(CustomersMergedEvent),
        "customers/purchasing_summary" => CustomersPurchasingSummary(PurchasingSummaryEvent),
        "customers/redact" => CustomersRedact(CustomersRedactEvent),
        "customers/update" => CustomersUpdate(Customer),
        "customers_email_marketing_consent/update" => CustomersEmailMarketingConsentUpdate(EmailMarketingConsentEvent),
        "customers_marketing_consent/update" => CustomersMarketingConsentUpdate(SmsMarketingConsentEvent),
        "delivery_promise_settings/update" => DeliveryPromiseSettingsUpdate(DeliveryPromiseSettingsEvent),
        "discounts/create" => DiscountsCreate(DiscountEvent),
        "discounts/delete" => DiscountsDelete(DiscountEvent),
        "discounts/redeemcode_added" => DiscountsRedeemcodeAdded(DiscountEvent),
        "discounts/redeemcode_removed" => DiscountsRedeemcodeRemoved(DiscountEvent),
        "discounts/update" => DiscountsUpdate(DiscountEvent),
        "disputes/create" => DisputesCreate(DisputeEvent),
        "disputes/update" => DisputesUpdate(DisputeEvent),
        "domains/create" => DomainsCreate(DomainEvent),
        "domains/destroy" => DomainsDestroy(DeletedEvent),
        "domains/update" => DomainsUpdate(DomainEvent),
        "draft_orders/create" => DraftOrdersCreate(DraftOrderEvent),
        "draft_orders/delete" => DraftOrdersDelete(DeletedEvent),
        "draft_orders/update" => DraftOrdersUpdate(DraftOrderEvent),
        "fulfillment_events/create" => FulfillmentEventsCreate(FulfillmentEvent),
        "fulfillment_events/delete" => FulfillmentEventsDelete(FulfillmentEvent),
        "fulfillment_holds/added" => FulfillmentHoldsAdded(FulfillmentOrderEvent),
        "fulfillment_holds/released" => FulfillmentHoldsReleased(FulfillmentOrderEvent),
        "fulfillment_orders/cancellation_request_accepted" => FulfillmentOrdersCancellationRequestAccepted(FulfillmentOrderEvent),
        "fulfillment_orders/cancellation_request_rejected" => FulfillmentOrdersCancellationRequestRejected(FulfillmentOrderEvent),
        "fulfillment_orders/cancellation_request_submitted" => FulfillmentOrdersCancellationRequestSubmitted(FulfillmentOrderEvent),
        "fulfillment_orders/cancelled" => FulfillmentOrdersCancelled(FulfillmentOrderEvent),
        "fulfillment_orders/fulfillment_request_accepted" => FulfillmentOrdersFulfillmentRequestAccepted(FulfillmentOrderEvent),
        "fulfillment_orders/fulfillment_request_rejected" => FulfillmentOrdersFulfillmentRequestRejected(FulfillmentOrderEvent),
        "fulfillment_orders/fulfillment_request_submitted" => FulfillmentOrdersFulfillmentRequestSubmitted(FulfillmentOrderEvent),
        "fulfillment_orders/fulfillment_service_failed_to_complete" => FulfillmentOrdersFulfillmentServiceFailedToComplete(FulfillmentOrderEvent),
        "fulfillment_orders/hold_released" => FulfillmentOrdersHoldReleased(FulfillmentOrderEvent),
        "fulfillment_orders/line_items_prepared_for_local_delivery" => FulfillmentOrdersLineItemsPreparedForLocalDelivery(FulfillmentOrderEvent),
        "fulfillment_orders/line_items_prepared_for_pickup" => FulfillmentOrdersLineItemsPreparedForPickup(FulfillmentOrderEvent),
        "fulfillment_orders/manually_reported_progress_stopped" => FulfillmentOrdersManuallyReportedProgressStopped(FulfillmentOrderEvent),
        "fulfillment_orders/merged" => FulfillmentOrdersMerged(FulfillmentOrderEvent),
        "fulfillment_orders/moved" => FulfillmentOrdersMoved(FulfillmentOrderEvent),
        "fulfillment_orders/order_routing_complete" => FulfillmentOrdersOrderRoutingComplete(FulfillmentOrderEvent),
        "fulfillment_orders/placed_on_hold" => FulfillmentOrdersPlacedOnHold(FulfillmentOrderEvent),
        "fulfillment_orders/progress_reported" => FulfillmentOrdersProgressReported(FulfillmentOrderEvent),
        "fulfillment_orders/rescheduled" => FulfillmentOrdersRescheduled(FulfillmentOrderEvent),
        "fulfillment_orders/scheduled_fulfillment_order_ready" => FulfillmentOrdersScheduledFulfillmentOrderReady(FulfillmentOrderEvent),
        "fulfillment_orders/split" => FulfillmentOrdersSplit(FulfillmentOrderEvent),
        "fulfillments/create" => FulfillmentsCreate(Fulfillment),
        "fulfillments/update" => FulfillmentsUpdate(Fulfillment),
        "inventory_items/create" => InventoryItemsCreate(InventoryItemEvent),
        "inventory_items/delete" => InventoryItemsDelete(DeletedEvent),
        "inventory_items/update" => InventoryItemsUpdate(InventoryItemEvent),
        "inventory_levels/connect" => InventoryLevelsConnect(InventoryLevelEvent),
        "inventory_levels/disconnect" => InventoryLevelsDisconnect(InventoryLevelEvent),
        "inventory_levels/update" => InventoryLevelsUpdate(InventoryLevelEvent),
        "inventory_shipments/add_items" => InventoryShipmentsAddItems(InventoryMovementEvent),
        "inventory_shipments/create" => InventoryShipmentsCreate(InventoryMovementEvent),
        "inventory_shipments/delete" => InventoryShipmentsDelete(InventoryMovementEvent),
        "inventory_shipments/mark_in_transit" => InventoryShipmentsMarkInTransit(InventoryMovementEvent),
        "inventory_shipments/receive_items" => InventoryShipmentsReceiveItems(InventoryMovementEvent),
        "inventory_shipments/remove_items" => InventoryShipmentsRemoveItems(InventoryMovementEvent),
        "inventory_shipments/update_item_quantities" => InventoryShipmentsUpdateItemQuantities(InventoryMovementEvent),
        "inventory_shipments/update_tracking" => InventoryShipmentsUpdateTracking(InventoryMovementEvent),
        "inventory_transfers/add_items" => InventoryTransfersAddItems(InventoryMovementEvent),
        "inventory_transfers/cancel" => InventoryTransfersCancel(InventoryMovementEvent),
        "inventory_transfers/complete" => InventoryTransfersComplete(InventoryMovementEvent),
        "inventory_transfers/ready_to_ship" => InventoryTransfersReadyToShip(InventoryMovementEvent),
        "inventory_transfers/remove_items" => InventoryTransfersRemoveItems(InventoryMovementEvent),
        "inventory_transfers/update_item_quantities" => InventoryTransfersUpdateItemQuantities(InventoryMovementEvent),
        "locales/create" => LocalesCreate(LocaleEvent),
        "locales/destroy" => LocalesDestroy(LocaleEvent),
        "locales/update" => LocalesUpdate(LocaleEvent),
        "locations/activate" => LocationsActivate(LocationEvent),
        "locations/create" => LocationsCreate(LocationEvent),
        "locations/deactivate" => LocationsDeactivate(LocationEvent),
        "locations/delete" => LocationsDelete(DeletedEvent),
        "locations/update" => LocationsUpdate(LocationEvent),
        "markets/create" => MarketsCreate(MarketEvent),
        "markets/delete" => MarketsDelete(DeletedEvent),
        "markets/update" => MarketsUpdate(MarketEvent),
        "markets_backup_region/update" => MarketsBackupRegionUpdate(BackupRegionEvent),
        "metafield_definitions/create" => MetafieldDefinitionsCreate(MetafieldDefinitionEvent),
        "metafield_definitions/delete" => MetafieldDefinitionsDelete(MetafieldDefinitionDeletedEvent),
        "metafield_definitions/update" => MetafieldDefinitionsUpdate(MetafieldDefinitionEvent),
        "metaobjects/create" => MetaobjectsCreate(MetaobjectEvent),
        "metaobjects/delete" => MetaobjectsDelete(MetaobjectEvent),
        "metaobjects/update" => MetaobjectsUpdate(MetaobjectEvent),
        "order_transactions/create" => OrderTransactionsCreate(OrderTransaction),
        "orders/cancelled" => OrdersCancelled(OrderEvent),
        "orders/create" => OrdersCreate(OrderEvent),
        "orders/delete" => OrdersDelete(OrderEvent),
        "orders/edited" => OrdersEdited(OrderEditedEvent),
        "orders/fulfilled" => OrdersFulfilled(OrderEvent),
        "orders/link_requested" => OrdersLinkRequested(OrderEvent),
        "orders/paid" => OrdersPaid(OrderEvent),
        "orders/partially_fulfilled" => OrdersPartiallyFulfilled(OrderEvent),
        "orders/risk_assessment_changed" => OrdersRiskAssessmentChanged(OrderRiskEvent),
        "orders/shopify_protect_eligibility_changed" => OrdersShopifyProtectEligibilityChanged(OrderProtectionEvent),
        "orders/updated" => OrdersUpdated(OrderEvent),
        "payment_schedules/due" => PaymentSchedulesDue(PaymentSchedule),
        "payment_terms/create" => PaymentTermsCreate(PaymentTerms),
        "payment_terms/delete" => PaymentTermsDelete(DeletedEvent),
        "payment_terms/update" => PaymentTermsUpdate(PaymentTerms),
        "product_feeds/create" => ProductFeedsCreate(ProductFeed),
        "product_feeds/full_sync" => ProductFeedsFullSync(ProductFeedSyncEvent),
        "product_feeds/full_sync_finish" => ProductFeedsFullSyncFinish(ProductFeedSyncEvent),
        "product_feeds/incremental_sync" => ProductFeedsIncrementalSync(ProductFeedSyncEvent),
        "product_feeds/update" => ProductFeedsUpdate(ProductFeed),
        "product_listings/add" => ProductListingsAdd(ProductListingEvent),
        "product_listings/remove" => ProductListingsRemove(ProductListingEvent),
        "product_listings/update" => ProductListingsUpdate(ProductListingEvent),
        "product_publications/create" => ProductPublicationsCreate(PublicationEvent),
        "product_publications/delete" => ProductPublicationsDelete(PublicationEvent),
        "product_publications/update" => ProductPublicationsUpdate(PublicationEvent),
        "products/create" => ProductsCreate(ProductEvent),
        "products/delete" => ProductsDelete(DeletedEvent),
        "products/update" => ProductsUpdate(ProductEvent),
        "profiles/create" => ProfilesCreate(DeliveryProfileEvent),
        "profiles/delete" => ProfilesDelete(DeletedEvent),
        "profiles/update" => ProfilesUpdate(DeliveryProfileEvent),
        "publications/delete" => PublicationsDelete(DeletedEvent),
        "refunds/create" => RefundsCreate(Refund),
        "returns/approve" => ReturnsApprove(ReturnEvent),
        "returns/cancel" => ReturnsCancel(ReturnEvent),
        "returns/close" => ReturnsClose(ReturnEvent),
        "returns/decline" => ReturnsDecline(ReturnEvent),
        "returns/process" => ReturnsProcess(ReturnEvent),
        "returns/reopen" => ReturnsReopen(ReturnEvent),
        "returns/request" => ReturnsRequest(ReturnEvent),
        "returns/update" => ReturnsUpdate(ReturnEvent),
        "reverse_deliveries/attach_deliverable" => ReverseDeliveriesAttachDeliverable(ReverseDeliveryEvent),
        "reverse_fulfillment_orders/dispose" => ReverseFulfillmentOrdersDispose(ReverseFulfillmentOrderEvent),
        "scheduled_product_listings/add" => ScheduledProductListingsAdd(ScheduledProductListingEvent),
        "scheduled_product_listings/remove" => ScheduledProductListingsRemove(ScheduledProductListingEvent),
        "scheduled_product_listings/update" => ScheduledProductListingsUpdate(ScheduledProductListingEvent),
        "segments/create" => SegmentsCreate(SegmentEvent),
        "segments/delete" => SegmentsDelete(DeletedEvent),
        "segments/update" => SegmentsUpdate(SegmentEvent),
        "selling_plan_groups/create" => SellingPlanGroupsCreate(SellingPlanGroupEvent),
        "selling_plan_groups/delete" => SellingPlanGroupsDelete(DeletedEvent),
        "selling_plan_groups/update" => SellingPlanGroupsUpdate(SellingPlanGroupEvent),
        "shop/redact" => ShopRedact(ShopRedactEvent),
        "shop/update" => ShopUpdate(ShopEvent),
        "subscription_billing_attempts/challenged" => SubscriptionBillingAttemptsChallenged(SubscriptionBillingAttemptEvent),
        "subscription_billing_attempts/failure" => SubscriptionBillingAttemptsFailure(SubscriptionBillingAttemptEvent),
        "subscription_billing_attempts/success" => SubscriptionBillingAttemptsSuccess(SubscriptionBillingAttemptEvent),
        "subscription_billing_cycle_edits/create" => SubscriptionBillingCycleEditsCreate(SubscriptionBillingCycleEvent),
        "subscription_billing_cycle_edits/delete" => SubscriptionBillingCycleEditsDelete(SubscriptionBillingCycleEvent),
        "subscription_billing_cycle_edits/update" => SubscriptionBillingCycleEditsUpdate(SubscriptionBillingCycleEvent),
        "subscription_billing_cycles/skip" => SubscriptionBillingCyclesSkip(SubscriptionBillingCycleEvent),
        "subscription_billing_cycles/unskip" => SubscriptionBillingCyclesUnskip(SubscriptionBillingCycleEvent),
        "subscription_contracts/activate" => SubscriptionContractsActivate(SubscriptionContractEvent),
        "subscription_contracts/cancel" => SubscriptionContractsCancel(SubscriptionContractEvent),
        "subscription_contracts/create" => SubscriptionContractsCreate(SubscriptionContractEvent),
        "subscription_contracts/expire" => SubscriptionContractsExpire(SubscriptionContractEvent),
        "subscription_contracts/fail" => SubscriptionContractsFail(SubscriptionContractEvent),
        "subscription_contracts/pause" => SubscriptionContractsPause(SubscriptionContractEvent),
        "subscription_contracts/update" => SubscriptionContractsUpdate(SubscriptionContractEvent),
        "tax_services/create" => TaxServicesCreate(TaxServiceEvent),
        "tax_services/update" => TaxServicesUpdate(TaxServiceEvent),
        "tender_transactions/create" => TenderTransactionsCreate(TenderTransactionEvent),
        "themes/create" => ThemesCreate(ThemeEvent),
        "themes/delete" => ThemesDelete(DeletedEvent),
        "themes/publish" => ThemesPublish(ThemeEvent),
        "themes/update" => ThemesUpdate(ThemeEvent),
        "variants/in_stock" => VariantsInStock(Variant),
        "variants/out_of_stock" => VariantsOutOfStock(Variant),
    }
}
