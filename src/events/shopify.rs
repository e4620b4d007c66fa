//! Shopify's events, as its shops send them to apps and to merchants.
//!
//! <https://shopify.dev/docs/api/webhooks/latest>
//!
//! One file a group of topics: the resources that the bodies are. A body is the bare resource, and
//! each topic has a variant, so that all of a resource are matched with
//! `Event::OrdersCreate(order) | Event::OrdersUpdated(order)`. What many resources have is in
//! `common`.
//!
//! The topic stands in a header that is not signed, and bodies do not repeat it. A body that has
//! the keys of another resource does not fit; which verb it was can only be taken on trust, so ask
//! the shop's API before you act on one that destroys. A subscription that selects fields can leave
//! out any, so that little is required: where a field is an `Option`, it may be that.

mod app;
mod checkout;
mod common;
mod company;
mod customer;
mod fulfillment;
mod inventory;
mod order;
mod payment;
mod privacy;
mod product;
mod store;
mod subscription;

use crate::Provider;
use crate::events::events;
use crate::providers::SHOPIFY;

pub use app::*;
pub use checkout::*;
pub use common::*;
pub use company::*;
pub use customer::*;
pub use fulfillment::*;
pub use inventory::*;
pub use order::*;
pub use payment::*;
pub use privacy::*;
pub use product::*;
pub use store::*;
pub use subscription::*;

/// Shopify, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = SHOPIFY.with_events();

events! {
    /// An event of Shopify.
    pub enum Event {
        "app/scopes_update" => AppScopesUpdate(ScopesUpdate),
        "app/uninstalled" => AppUninstalled(Shop),
        "app_purchases_one_time/update" => AppPurchasesOneTimeUpdate(AppPurchaseChange),
        "app_subscriptions/approaching_capped_amount" => AppSubscriptionsApproachingCappedAmount(AppSubscriptionChange),
        "app_subscriptions/update" => AppSubscriptionsUpdate(AppSubscriptionChange),
        "attributed_sessions/first" => AttributedSessionsFirst(AttributedSession),
        "attributed_sessions/last" => AttributedSessionsLast(AttributedSession),
        "audit_events/admin_api_activity" => AuditEventsAdminApiActivity(AuditEvents),
        "bulk_operations/finish" => BulkOperationsFinish(BulkOperation),
        "carts/create" => CartsCreate(Cart),
        "carts/update" => CartsUpdate(Cart),
        "channels/delete" => ChannelsDelete(Deleted),
        "checkout_and_accounts_configurations/update" => CheckoutAndAccountsConfigurationsUpdate(CheckoutConfiguration),
        "checkouts/create" => CheckoutsCreate(Checkout),
        "checkouts/delete" => CheckoutsDelete(Deleted),
        "checkouts/update" => CheckoutsUpdate(Checkout),
        "collection_listings/add" => CollectionListingsAdd(CollectionListingChange),
        "collection_listings/remove" => CollectionListingsRemove(CollectionListingChange),
        "collection_listings/update" => CollectionListingsUpdate(CollectionListingChange),
        "collection_publications/create" => CollectionPublicationsCreate(Publication),
        "collection_publications/delete" => CollectionPublicationsDelete(Publication),
        "collection_publications/update" => CollectionPublicationsUpdate(Publication),
        "collections/create" => CollectionsCreate(Collection),
        "collections/delete" => CollectionsDelete(Deleted),
        "collections/update" => CollectionsUpdate(Collection),
        "companies/create" => CompaniesCreate(Company),
        "companies/delete" => CompaniesDelete(Company),
        "companies/update" => CompaniesUpdate(Company),
        "company_contact_roles/assign" => CompanyContactRolesAssign(CompanyContactRoleChange),
        "company_contact_roles/revoke" => CompanyContactRolesRevoke(CompanyContactRoleChange),
        "company_contacts/create" => CompanyContactsCreate(CompanyContact),
        "company_contacts/delete" => CompanyContactsDelete(CompanyContact),
        "company_contacts/update" => CompanyContactsUpdate(CompanyContact),
        "company_locations/create" => CompanyLocationsCreate(CompanyLocation),
        "company_locations/delete" => CompanyLocationsDelete(CompanyLocation),
        "company_locations/update" => CompanyLocationsUpdate(CompanyLocation),
        "customer.joined_segment" => CustomerJoinedSegment(CustomerSegment),
        "customer.left_segment" => CustomerLeftSegment(CustomerSegment),
        "customer.tags_added" => CustomerTagsAdded(CustomerTags),
        "customer.tags_removed" => CustomerTagsRemoved(CustomerTags),
        "customer_account_settings/update" => CustomerAccountSettingsUpdate(CustomerAccountSettings),
        "customer_groups/create" => CustomerGroupsCreate(CustomerGroup),
        "customer_groups/delete" => CustomerGroupsDelete(Deleted),
        "customer_groups/update" => CustomerGroupsUpdate(CustomerGroup),
        "customer_payment_methods/create" => CustomerPaymentMethodsCreate(CustomerPaymentMethod),
        "customer_payment_methods/revoke" => CustomerPaymentMethodsRevoke(CustomerPaymentMethod),
        "customer_payment_methods/update" => CustomerPaymentMethodsUpdate(CustomerPaymentMethod),
        "customers/create" => CustomersCreate(Customer),
        "customers/data_request" => CustomersDataRequest(CustomersDataRequest),
        "customers/delete" => CustomersDelete(Deleted),
        "customers/disable" => CustomersDisable(Customer),
        "customers/enable" => CustomersEnable(Customer),
        "customers/merge" => CustomersMerge(CustomersMerged),
        "customers/purchasing_summary" => CustomersPurchasingSummary(PurchasingSummary),
        "customers/redact" => CustomersRedact(CustomersRedact),
        "customers/update" => CustomersUpdate(Customer),
        "customers_email_marketing_consent/update" => CustomersEmailMarketingConsentUpdate(EmailMarketingConsentChange),
        "customers_marketing_consent/update" => CustomersMarketingConsentUpdate(SmsMarketingConsentChange),
        "delivery_promise_settings/update" => DeliveryPromiseSettingsUpdate(DeliveryPromiseSettings),
        "discounts/create" => DiscountsCreate(Discount),
        "discounts/delete" => DiscountsDelete(Discount),
        "discounts/redeemcode_added" => DiscountsRedeemcodeAdded(Discount),
        "discounts/redeemcode_removed" => DiscountsRedeemcodeRemoved(Discount),
        "discounts/update" => DiscountsUpdate(Discount),
        "disputes/create" => DisputesCreate(Dispute),
        "disputes/update" => DisputesUpdate(Dispute),
        "domains/create" => DomainsCreate(Domain),
        "domains/destroy" => DomainsDestroy(Deleted),
        "domains/update" => DomainsUpdate(Domain),
        "draft_orders/create" => DraftOrdersCreate(DraftOrder),
        "draft_orders/delete" => DraftOrdersDelete(Deleted),
        "draft_orders/update" => DraftOrdersUpdate(DraftOrder),
        "fulfillment_events/create" => FulfillmentEventsCreate(FulfillmentEvent),
        "fulfillment_events/delete" => FulfillmentEventsDelete(FulfillmentEvent),
        "fulfillment_holds/added" => FulfillmentHoldsAdded(FulfillmentOrderChange),
        "fulfillment_holds/released" => FulfillmentHoldsReleased(FulfillmentOrderChange),
        "fulfillment_orders/cancellation_request_accepted" => FulfillmentOrdersCancellationRequestAccepted(FulfillmentOrderChange),
        "fulfillment_orders/cancellation_request_rejected" => FulfillmentOrdersCancellationRequestRejected(FulfillmentOrderChange),
        "fulfillment_orders/cancellation_request_submitted" => FulfillmentOrdersCancellationRequestSubmitted(FulfillmentOrderChange),
        "fulfillment_orders/cancelled" => FulfillmentOrdersCancelled(FulfillmentOrderChange),
        "fulfillment_orders/fulfillment_request_accepted" => FulfillmentOrdersFulfillmentRequestAccepted(FulfillmentOrderChange),
        "fulfillment_orders/fulfillment_request_rejected" => FulfillmentOrdersFulfillmentRequestRejected(FulfillmentOrderChange),
        "fulfillment_orders/fulfillment_request_submitted" => FulfillmentOrdersFulfillmentRequestSubmitted(FulfillmentOrderChange),
        "fulfillment_orders/fulfillment_service_failed_to_complete" => FulfillmentOrdersFulfillmentServiceFailedToComplete(FulfillmentOrderChange),
        "fulfillment_orders/hold_released" => FulfillmentOrdersHoldReleased(FulfillmentOrderChange),
        "fulfillment_orders/line_items_prepared_for_local_delivery" => FulfillmentOrdersLineItemsPreparedForLocalDelivery(FulfillmentOrderChange),
        "fulfillment_orders/line_items_prepared_for_pickup" => FulfillmentOrdersLineItemsPreparedForPickup(FulfillmentOrderChange),
        "fulfillment_orders/manually_reported_progress_stopped" => FulfillmentOrdersManuallyReportedProgressStopped(FulfillmentOrderChange),
        "fulfillment_orders/merged" => FulfillmentOrdersMerged(FulfillmentOrderChange),
        "fulfillment_orders/moved" => FulfillmentOrdersMoved(FulfillmentOrderChange),
        "fulfillment_orders/order_routing_complete" => FulfillmentOrdersOrderRoutingComplete(FulfillmentOrderChange),
        "fulfillment_orders/placed_on_hold" => FulfillmentOrdersPlacedOnHold(FulfillmentOrderChange),
        "fulfillment_orders/progress_reported" => FulfillmentOrdersProgressReported(FulfillmentOrderChange),
        "fulfillment_orders/rescheduled" => FulfillmentOrdersRescheduled(FulfillmentOrderChange),
        "fulfillment_orders/scheduled_fulfillment_order_ready" => FulfillmentOrdersScheduledFulfillmentOrderReady(FulfillmentOrderChange),
        "fulfillment_orders/split" => FulfillmentOrdersSplit(FulfillmentOrderChange),
        "fulfillments/create" => FulfillmentsCreate(Fulfillment),
        "fulfillments/update" => FulfillmentsUpdate(Fulfillment),
        "inventory_items/create" => InventoryItemsCreate(InventoryItem),
        "inventory_items/delete" => InventoryItemsDelete(Deleted),
        "inventory_items/update" => InventoryItemsUpdate(InventoryItem),
        "inventory_levels/connect" => InventoryLevelsConnect(InventoryLevel),
        "inventory_levels/disconnect" => InventoryLevelsDisconnect(InventoryLevel),
        "inventory_levels/update" => InventoryLevelsUpdate(InventoryLevel),
        "inventory_shipments/add_items" => InventoryShipmentsAddItems(InventoryMovement),
        "inventory_shipments/create" => InventoryShipmentsCreate(InventoryMovement),
        "inventory_shipments/delete" => InventoryShipmentsDelete(InventoryMovement),
        "inventory_shipments/mark_in_transit" => InventoryShipmentsMarkInTransit(InventoryMovement),
        "inventory_shipments/receive_items" => InventoryShipmentsReceiveItems(InventoryMovement),
        "inventory_shipments/remove_items" => InventoryShipmentsRemoveItems(InventoryMovement),
        "inventory_shipments/update_item_quantities" => InventoryShipmentsUpdateItemQuantities(InventoryMovement),
        "inventory_shipments/update_tracking" => InventoryShipmentsUpdateTracking(InventoryMovement),
        "inventory_transfers/add_items" => InventoryTransfersAddItems(InventoryMovement),
        "inventory_transfers/cancel" => InventoryTransfersCancel(InventoryMovement),
        "inventory_transfers/complete" => InventoryTransfersComplete(InventoryMovement),
        "inventory_transfers/ready_to_ship" => InventoryTransfersReadyToShip(InventoryMovement),
        "inventory_transfers/remove_items" => InventoryTransfersRemoveItems(InventoryMovement),
        "inventory_transfers/update_item_quantities" => InventoryTransfersUpdateItemQuantities(InventoryMovement),
        "locales/create" => LocalesCreate(Locale),
        "locales/destroy" => LocalesDestroy(Locale),
        "locales/update" => LocalesUpdate(Locale),
        "locations/activate" => LocationsActivate(Location),
        "locations/create" => LocationsCreate(Location),
        "locations/deactivate" => LocationsDeactivate(Location),
        "locations/delete" => LocationsDelete(Deleted),
        "locations/update" => LocationsUpdate(Location),
        "markets/create" => MarketsCreate(Market),
        "markets/delete" => MarketsDelete(Deleted),
        "markets/update" => MarketsUpdate(Market),
        "markets_backup_region/update" => MarketsBackupRegionUpdate(BackupRegion),
        "metafield_definitions/create" => MetafieldDefinitionsCreate(MetafieldDefinition),
        "metafield_definitions/delete" => MetafieldDefinitionsDelete(MetafieldDefinitionDeleted),
        "metafield_definitions/update" => MetafieldDefinitionsUpdate(MetafieldDefinition),
        "metaobjects/create" => MetaobjectsCreate(Metaobject),
        "metaobjects/delete" => MetaobjectsDelete(Metaobject),
        "metaobjects/update" => MetaobjectsUpdate(Metaobject),
        "order_transactions/create" => OrderTransactionsCreate(OrderTransaction),
        "orders/cancelled" => OrdersCancelled(Order),
        "orders/create" => OrdersCreate(Order),
        "orders/delete" => OrdersDelete(Order),
        "orders/edited" => OrdersEdited(OrderEdited),
        "orders/fulfilled" => OrdersFulfilled(Order),
        "orders/link_requested" => OrdersLinkRequested(Order),
        "orders/paid" => OrdersPaid(Order),
        "orders/partially_fulfilled" => OrdersPartiallyFulfilled(Order),
        "orders/risk_assessment_changed" => OrdersRiskAssessmentChanged(OrderRisk),
        "orders/shopify_protect_eligibility_changed" => OrdersShopifyProtectEligibilityChanged(OrderProtection),
        "orders/updated" => OrdersUpdated(Order),
        "payment_schedules/due" => PaymentSchedulesDue(PaymentSchedule),
        "payment_terms/create" => PaymentTermsCreate(PaymentTerms),
        "payment_terms/delete" => PaymentTermsDelete(Deleted),
        "payment_terms/update" => PaymentTermsUpdate(PaymentTerms),
        "product_feeds/create" => ProductFeedsCreate(ProductFeed),
        "product_feeds/full_sync" => ProductFeedsFullSync(ProductFeedSync),
        "product_feeds/full_sync_finish" => ProductFeedsFullSyncFinish(ProductFeedSync),
        "product_feeds/incremental_sync" => ProductFeedsIncrementalSync(ProductFeedSync),
        "product_feeds/update" => ProductFeedsUpdate(ProductFeed),
        "product_listings/add" => ProductListingsAdd(ProductListingChange),
        "product_listings/remove" => ProductListingsRemove(ProductListingChange),
        "product_listings/update" => ProductListingsUpdate(ProductListingChange),
        "product_publications/create" => ProductPublicationsCreate(Publication),
        "product_publications/delete" => ProductPublicationsDelete(Publication),
        "product_publications/update" => ProductPublicationsUpdate(Publication),
        "products/create" => ProductsCreate(Product),
        "products/delete" => ProductsDelete(Deleted),
        "products/update" => ProductsUpdate(Product),
        "profiles/create" => ProfilesCreate(DeliveryProfile),
        "profiles/delete" => ProfilesDelete(Deleted),
        "profiles/update" => ProfilesUpdate(DeliveryProfile),
        "publications/delete" => PublicationsDelete(Deleted),
        "refunds/create" => RefundsCreate(Refund),
        "returns/approve" => ReturnsApprove(Return),
        "returns/cancel" => ReturnsCancel(Return),
        "returns/close" => ReturnsClose(Return),
        "returns/decline" => ReturnsDecline(Return),
        "returns/process" => ReturnsProcess(Return),
        "returns/reopen" => ReturnsReopen(Return),
        "returns/request" => ReturnsRequest(Return),
        "returns/update" => ReturnsUpdate(Return),
        "reverse_deliveries/attach_deliverable" => ReverseDeliveriesAttachDeliverable(ReverseDelivery),
        "reverse_fulfillment_orders/dispose" => ReverseFulfillmentOrdersDispose(ReverseFulfillmentOrder),
        "scheduled_product_listings/add" => ScheduledProductListingsAdd(ScheduledProductListingChange),
        "scheduled_product_listings/remove" => ScheduledProductListingsRemove(ScheduledProductListingChange),
        "scheduled_product_listings/update" => ScheduledProductListingsUpdate(ScheduledProductListingChange),
        "segments/create" => SegmentsCreate(Segment),
        "segments/delete" => SegmentsDelete(Deleted),
        "segments/update" => SegmentsUpdate(Segment),
        "selling_plan_groups/create" => SellingPlanGroupsCreate(SellingPlanGroup),
        "selling_plan_groups/delete" => SellingPlanGroupsDelete(Deleted),
        "selling_plan_groups/update" => SellingPlanGroupsUpdate(SellingPlanGroup),
        "shop/redact" => ShopRedact(ShopRedact),
        "shop/update" => ShopUpdate(Shop),
        "subscription_billing_attempts/challenged" => SubscriptionBillingAttemptsChallenged(SubscriptionBillingAttempt),
        "subscription_billing_attempts/failure" => SubscriptionBillingAttemptsFailure(SubscriptionBillingAttempt),
        "subscription_billing_attempts/success" => SubscriptionBillingAttemptsSuccess(SubscriptionBillingAttempt),
        "subscription_billing_cycle_edits/create" => SubscriptionBillingCycleEditsCreate(SubscriptionBillingCycle),
        "subscription_billing_cycle_edits/delete" => SubscriptionBillingCycleEditsDelete(SubscriptionBillingCycle),
        "subscription_billing_cycle_edits/update" => SubscriptionBillingCycleEditsUpdate(SubscriptionBillingCycle),
        "subscription_billing_cycles/skip" => SubscriptionBillingCyclesSkip(SubscriptionBillingCycle),
        "subscription_billing_cycles/unskip" => SubscriptionBillingCyclesUnskip(SubscriptionBillingCycle),
        "subscription_contracts/activate" => SubscriptionContractsActivate(SubscriptionContract),
        "subscription_contracts/cancel" => SubscriptionContractsCancel(SubscriptionContract),
        "subscription_contracts/create" => SubscriptionContractsCreate(SubscriptionContract),
        "subscription_contracts/expire" => SubscriptionContractsExpire(SubscriptionContract),
        "subscription_contracts/fail" => SubscriptionContractsFail(SubscriptionContract),
        "subscription_contracts/pause" => SubscriptionContractsPause(SubscriptionContract),
        "subscription_contracts/update" => SubscriptionContractsUpdate(SubscriptionContract),
        "tax_services/create" => TaxServicesCreate(TaxService),
        "tax_services/update" => TaxServicesUpdate(TaxService),
        "tender_transactions/create" => TenderTransactionsCreate(TenderTransaction),
        "themes/create" => ThemesCreate(Theme),
        "themes/delete" => ThemesDelete(Deleted),
        "themes/publish" => ThemesPublish(Theme),
        "themes/update" => ThemesUpdate(Theme),
        "variants/in_stock" => VariantsInStock(Variant),
        "variants/out_of_stock" => VariantsOutOfStock(Variant),
    }
}
