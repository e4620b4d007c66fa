//! Stripe's events, as its accounts and event destinations send them.
//!
//! <https://docs.stripe.com/api/events/types>
//!
//! One file a group of objects: an object, and the event about it. All events about an object have
//! one shape and one variant: `event.r#type` tells them apart. What all events have is in `common`;
//! events of API v2, which come without their object, are in `thin`.
//!
//! Objects of any API version are read: what moved or is gone in another one is an `Option`.

mod account;
mod balance;
mod billing;
mod charge;
mod checkout;
mod climate;
mod common;
mod coupon;
mod credit_note;
mod customer;
mod dispute;
mod event_type;
mod financial_connections;
mod identity;
mod invoice;
mod issuing;
mod payment_intent;
mod payment_method;
mod payout;
mod product;
mod quote;
mod refund;
mod report;
mod reserve;
mod route;
mod subscription;
mod tax;
mod terminal;
mod test_clock;
mod thin;
mod treasury;

use crate::Provider;
use crate::events::{Timestamp, events};
use crate::providers::STRIPE;

pub use account::*;
pub use balance::*;
pub use billing::*;
pub use charge::*;
pub use checkout::*;
pub use climate::*;
pub use common::*;
pub use coupon::*;
pub use credit_note::*;
pub use customer::*;
pub use dispute::*;
pub use event_type::*;
pub use financial_connections::*;
pub use identity::*;
pub use invoice::*;
pub use issuing::*;
pub use payment_intent::*;
pub use payment_method::*;
pub use payout::*;
pub use product::*;
pub use quote::*;
pub use refund::*;
pub use report::*;
pub use reserve::*;
pub use subscription::*;
pub use tax::*;
pub use terminal::*;
pub use test_clock::*;
pub use thin::*;
pub use treasury::*;

/// Stripe, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = STRIPE.with_events();

events! {
    /// An event of Stripe.
    ///
    /// What all events have is also to be had without a `match`: [`id`](Self::id),
    /// [`created`](Self::created), [`livemode`](Self::livemode), ...
    pub enum Event {
        decode route::decode;
        kind r#type;
        as Common;
        "account.updated" => Account(AccountEvent),
        "account.application.authorized" | "account.application.deauthorized"
        => Application(ApplicationEvent),
        "application_fee.created" | "application_fee.refunded"
        => ApplicationFee(ApplicationFeeEvent),
        "balance.available" => Balance(BalanceEvent),
        "balance_settings.updated" => BalanceSettings(BalanceSettingsEvent),
        "billing.alert.triggered" => BillingAlert(BillingAlertEvent),
        "capability.updated" => Capability(CapabilityEvent),
        "cash_balance.funds_available" => CashBalance(CashBalanceEvent),
        "customer_cash_balance_transaction.created"
        => CashBalanceTransaction(CashBalanceTransactionEvent),
        "charge.captured" | "charge.expired" | "charge.failed" | "charge.pending"
        | "charge.refunded" | "charge.succeeded" | "charge.updated" => Charge(ChargeEvent),
        "checkout.session.async_payment_failed" | "checkout.session.async_payment_succeeded"
        | "checkout.session.completed" | "checkout.session.expired"
        => CheckoutSession(CheckoutSessionEvent),
        "climate.order.canceled" | "climate.order.created" | "climate.order.delayed"
        | "climate.order.delivered" | "climate.order.product_substituted"
        => ClimateOrder(ClimateOrderEvent),
        "climate.product.created" | "climate.product.pricing_updated"
        => ClimateProduct(ClimateProductEvent),
        "coupon.created" | "coupon.deleted" | "coupon.updated" => Coupon(CouponEvent),
        "billing.credit_balance_transaction.created"
        => CreditBalanceTransaction(CreditBalanceTransactionEvent),
        "billing.credit_grant.created" | "billing.credit_grant.updated"
        => CreditGrant(CreditGrantEvent),
        "credit_note.created" | "credit_note.updated" | "credit_note.voided"
        => CreditNote(CreditNoteEvent),
        "customer.created" | "customer.deleted" | "customer.updated" => Customer(CustomerEvent),
        "customer.source.created" | "customer.source.deleted" | "customer.source.expiring"
        | "customer.source.updated" => CustomerSource(CustomerSourceEvent),
        "customer.discount.created" | "customer.discount.deleted" | "customer.discount.updated"
        => Discount(DiscountEvent),
        "charge.dispute.closed" | "charge.dispute.created" | "charge.dispute.funds_reinstated"
        | "charge.dispute.funds_withdrawn" | "charge.dispute.updated" => Dispute(DisputeEvent),
        "radar.early_fraud_warning.created" | "radar.early_fraud_warning.updated"
        => EarlyFraudWarning(EarlyFraudWarningEvent),
        "entitlements.active_entitlement_summary.updated"
        => EntitlementSummary(EntitlementSummaryEvent),
        "account.external_account.created" | "account.external_account.deleted"
        | "account.external_account.updated" => ExternalAccount(ExternalAccountEvent),
        "application_fee.refund.updated" => FeeRefund(FeeRefundEvent),
        "file.created" => File(FileEvent),
        "financial_connections.account.account_numbers_updated"
        | "financial_connections.account.created" | "financial_connections.account.deactivated"
        | "financial_connections.account.disconnected"
        | "financial_connections.account.expected_deactivation_date_updated"
        | "financial_connections.account.reactivated"
        | "financial_connections.account.refreshed_balance"
        | "financial_connections.account.refreshed_ownership"
        | "financial_connections.account.refreshed_transactions"
        | "financial_connections.account.supported_payment_method_types_updated"
        | "financial_connections.account.upcoming_account_number_expiry"
        | "financial_connections.account.upcoming_deactivation"
        => FinancialConnectionsAccount(FinancialConnectionsAccountEvent),
        "financial_connections.authorization.expected_deactivation_date_updated"
        | "financial_connections.authorization.upcoming_deactivation"
        => FinancialConnectionsAuthorization(FinancialConnectionsAuthorizationEvent),
        "invoice.created" | "invoice.deleted" | "invoice.finalization_failed"
        | "invoice.finalized" | "invoice.marked_uncollectible" | "invoice.overdue"
        | "invoice.overpaid" | "invoice.paid" | "invoice.payment_action_required"
        | "invoice.payment_attempt_required" | "invoice.payment_failed"
        | "invoice.payment_succeeded" | "invoice.sent" | "invoice.upcoming" | "invoice.updated"
        | "invoice.voided" | "invoice.will_be_due" => Invoice(InvoiceEvent),
        "invoiceitem.created" | "invoiceitem.deleted" | "invoiceitem.updated"
        => InvoiceItem(InvoiceItemEvent),
        "invoice_payment.paid" => InvoicePayment(InvoicePaymentEvent),
        "issuing_authorization.created" | "issuing_authorization.request"
        | "issuing_authorization.updated" => IssuingAuthorization(IssuingAuthorizationEvent),
        "issuing_card.created" | "issuing_card.updated" => IssuingCard(IssuingCardEvent),
        "issuing_cardholder.created" | "issuing_cardholder.updated"
        => IssuingCardholder(IssuingCardholderEvent),
        "issuing_dispute.closed" | "issuing_dispute.created" | "issuing_dispute.funds_reinstated"
        | "issuing_dispute.funds_rescinded" | "issuing_dispute.submitted"
        | "issuing_dispute.updated" => IssuingDispute(IssuingDisputeEvent),
        "issuing_personalization_design.activated" | "issuing_personalization_design.deactivated"
        | "issuing_personalization_design.rejected" | "issuing_personalization_design.updated"
        => IssuingPersonalizationDesign(IssuingPersonalizationDesignEvent),
        "issuing_token.created" | "issuing_token.updated" => IssuingToken(IssuingTokenEvent),
        "issuing_transaction.created" | "issuing_transaction.purchase_details_receipt_updated"
        | "issuing_transaction.updated" => IssuingTransaction(IssuingTransactionEvent),
        "mandate.updated" => Mandate(MandateEvent),
        "billing.meter.created" | "billing.meter.deactivated" | "billing.meter.reactivated"
        | "billing.meter.updated" => Meter(MeterEvent),
        "payment_intent.amount_capturable_updated" | "payment_intent.canceled"
        | "payment_intent.created" | "payment_intent.partially_funded"
        | "payment_intent.payment_failed" | "payment_intent.processing"
        | "payment_intent.requires_action" | "payment_intent.succeeded"
        => PaymentIntent(PaymentIntentEvent),
        "payment_link.created" | "payment_link.updated" => PaymentLink(PaymentLinkEvent),
        "payment_method.attached" | "payment_method.automatically_updated"
        | "payment_method.card_automatically_updated" | "payment_method.detached"
        | "payment_method.updated" => PaymentMethod(PaymentMethodEvent),
        "payout.canceled" | "payout.created" | "payout.failed" | "payout.paid"
        | "payout.reconciliation_completed" | "payout.updated" => Payout(PayoutEvent),
        "person.created" | "person.deleted" | "person.updated" => Person(PersonEvent),
        "plan.created" | "plan.deleted" | "plan.updated" => Plan(PlanEvent),
        "billing_portal.configuration.created" | "billing_portal.configuration.updated"
        => PortalConfiguration(PortalConfigurationEvent),
        "billing_portal.session.created" => PortalSession(PortalSessionEvent),
        "price.created" | "price.deleted" | "price.updated" => Price(PriceEvent),
        "product.created" | "product.deleted" | "product.updated" => Product(ProductEvent),
        "promotion_code.created" | "promotion_code.updated" => PromotionCode(PromotionCodeEvent),
        "quote.accepted" | "quote.canceled" | "quote.created" | "quote.finalized"
        => Quote(QuoteEvent),
        "charge.refund.updated" | "refund.created" | "refund.failed" | "refund.updated"
        => Refund(RefundEvent),
        "reporting.report_run.failed" | "reporting.report_run.succeeded"
        => ReportRun(ReportRunEvent),
        "reporting.report_type.updated" => ReportType(ReportTypeEvent),
        "reserve.hold.created" | "reserve.hold.updated" => ReserveHold(ReserveHoldEvent),
        "reserve.plan.created" | "reserve.plan.disabled" | "reserve.plan.expired"
        | "reserve.plan.updated" => ReservePlan(ReservePlanEvent),
        "reserve.release.created" => ReserveRelease(ReserveReleaseEvent),
        "review.closed" | "review.opened" => Review(ReviewEvent),
        "sigma.scheduled_query_run.created" => ScheduledQueryRun(ScheduledQueryRunEvent),
        "setup_intent.canceled" | "setup_intent.created" | "setup_intent.requires_action"
        | "setup_intent.setup_failed" | "setup_intent.succeeded" => SetupIntent(SetupIntentEvent),
        "source.canceled" | "source.chargeable" | "source.failed" | "source.mandate_notification"
        | "source.refund_attributes_required" => Source(SourceEvent),
        "source.transaction.created" | "source.transaction.updated"
        => SourceTransaction(SourceTransactionEvent),
        "customer.subscription.created" | "customer.subscription.deleted"
        | "customer.subscription.paused" | "customer.subscription.pending_update_applied"
        | "customer.subscription.pending_update_expired" | "customer.subscription.resumed"
        | "customer.subscription.trial_will_end" | "customer.subscription.updated"
        => Subscription(SubscriptionEvent),
        "subscription_schedule.aborted" | "subscription_schedule.canceled"
        | "subscription_schedule.completed" | "subscription_schedule.created"
        | "subscription_schedule.expiring" | "subscription_schedule.released"
        | "subscription_schedule.updated" => SubscriptionSchedule(SubscriptionScheduleEvent),
        "customer.tax_id.created" | "customer.tax_id.deleted" | "customer.tax_id.updated"
        => TaxId(TaxIdEvent),
        "tax_rate.created" | "tax_rate.updated" => TaxRate(TaxRateEvent),
        "tax.settings.updated" => TaxSettings(TaxSettingsEvent),
        "terminal.reader.action_failed" | "terminal.reader.action_succeeded"
        | "terminal.reader.action_updated" => TerminalReader(TerminalReaderEvent),
        "test_helpers.test_clock.advancing" | "test_helpers.test_clock.created"
        | "test_helpers.test_clock.deleted" | "test_helpers.test_clock.internal_failure"
        | "test_helpers.test_clock.ready" => TestClock(TestClockEvent),
        "topup.canceled" | "topup.created" | "topup.failed" | "topup.reversed" | "topup.succeeded"
        => Topup(TopupEvent),
        "transfer.created" | "transfer.failed" | "transfer.paid" | "transfer.reversed"
        | "transfer.updated" => Transfer(TransferEvent),
        "treasury.credit_reversal.created" | "treasury.credit_reversal.posted"
        => TreasuryCreditReversal(TreasuryCreditReversalEvent),
        "treasury.debit_reversal.completed" | "treasury.debit_reversal.created"
        | "treasury.debit_reversal.initial_credit_granted"
        => TreasuryDebitReversal(TreasuryDebitReversalEvent),
        "treasury.financial_account.closed" | "treasury.financial_account.created"
        | "treasury.financial_account.features_status_updated"
        => TreasuryFinancialAccount(TreasuryFinancialAccountEvent),
        "treasury.inbound_transfer.canceled" | "treasury.inbound_transfer.created"
        | "treasury.inbound_transfer.failed" | "treasury.inbound_transfer.succeeded"
        => TreasuryInboundTransfer(TreasuryInboundTransferEvent),
        "treasury.outbound_payment.canceled" | "treasury.outbound_payment.created"
        | "treasury.outbound_payment.expected_arrival_date_updated"
        | "treasury.outbound_payment.failed" | "treasury.outbound_payment.posted"
        | "treasury.outbound_payment.returned"
        | "treasury.outbound_payment.tracking_details_updated"
        => TreasuryOutboundPayment(TreasuryOutboundPaymentEvent),
        "treasury.outbound_transfer.canceled" | "treasury.outbound_transfer.created"
        | "treasury.outbound_transfer.expected_arrival_date_updated"
        | "treasury.outbound_transfer.failed" | "treasury.outbound_transfer.posted"
        | "treasury.outbound_transfer.returned"
        | "treasury.outbound_transfer.tracking_details_updated"
        => TreasuryOutboundTransfer(TreasuryOutboundTransferEvent),
        "treasury.received_credit.created" | "treasury.received_credit.failed"
        | "treasury.received_credit.succeeded"
        => TreasuryReceivedCredit(TreasuryReceivedCreditEvent),
        "treasury.received_debit.created" => TreasuryReceivedDebit(TreasuryReceivedDebitEvent),
        "identity.verification_session.canceled" | "identity.verification_session.created"
        | "identity.verification_session.processing" | "identity.verification_session.redacted"
        | "identity.verification_session.requires_input"
        | "identity.verification_session.verified" => VerificationSession(VerificationSessionEvent),
        "v1.billing.meter.error_report_triggered" | "v1.billing.meter.no_meter_found"
        | "v2.core.account.closed" | "v2.core.account.created" | "v2.core.account.updated"
        | "v2.core.account_link.returned" | "v2.core.account_person.created"
        | "v2.core.account_person.deleted" | "v2.core.account_person.updated"
        | "v2.core.event_destination.ping" => Thin(ThinEvent),
    }
}

impl Event {
    /// Returns the event's identifier. A retry repeats it.
    pub fn id(&self) -> Option<&str> {
        Some(self.payload()?.id())
    }

    /// Returns what happened.
    pub fn event_type(&self) -> Option<&EventType> {
        Some(self.payload()?.event_type())
    }

    /// Returns when it happened.
    pub fn created(&self) -> Option<&Timestamp> {
        self.payload()?.created()
    }

    /// Returns whether it is of live mode, not of a sandbox.
    pub fn livemode(&self) -> Option<bool> {
        Some(self.payload()?.livemode())
    }

    /// Returns the connected account where it happened, if it was not yours.
    pub fn account(&self) -> Option<&str> {
        self.payload()?.account()
    }

    /// Returns the version of the API in whose shape the objects are; thin events have none.
    pub fn api_version(&self) -> Option<&str> {
        self.payload()?.api_version()
    }
}
