//! Stripe's events, as its accounts and event destinations send them.
//!
//! <https://docs.stripe.com/api/events/types>
//!
//! One module per group of objects: the payload, and the object in it. All events about one kind of object are
//! one variant of [`Event`]; the payload's field `type` says what happened:
//!
//! ```
//! use webhook_receiver::events::stripe::{Event, EventType};
//!
//! fn handle(event: Event) {
//!     match event {
//!         Event::CheckoutSession(event) if event.r#type == EventType::CheckoutSessionCompleted => {
//!             let session = &event.data.object;
//!             // Some payment methods take days; then `checkout.session.async_payment_succeeded` follows.
//!             if session.payment_status.is_paid() {
//!                 println!("{:?} is paid", session.client_reference_id);
//!             }
//!         }
//!         Event::Invoice(event) => println!("{}: {:?}", event.r#type.as_str(), event.data.object.status),
//!         // Verified, but the body is not as documented: report the error.
//!         Event::Undecodable(error) => eprintln!("{error}"),
//!         other => println!("ignoring {}", other.kind()),
//!     }
//! }
//! ```
//!
//! What all events have is in `common`; events of API v2, which come without their object, are in `thin`.
//!
//! Objects of any API version are read: what moved or is gone in another one is an `Option`.

pub mod account;
pub mod balance;
pub mod billing;
pub mod charge;
pub mod checkout;
pub mod climate;
pub mod common;
pub mod coupon;
pub mod credit_note;
pub mod customer;
pub mod dispute;
pub mod event_type;
pub mod financial_connections;
pub mod identity;
pub mod invoice;
pub mod issuing;
pub mod payment_intent;
pub mod payment_method;
pub mod payout;
pub mod product;
pub mod quote;
pub mod refund;
pub mod report;
pub mod reserve;
mod route;
pub mod subscription;
pub mod tax;
pub mod terminal;
pub mod test_clock;
pub mod thin;
pub mod treasury;

use crate::Provider;
use crate::events::{Timestamp, events};
use crate::providers::STRIPE;

pub use account::{
    AccountEvent, ApplicationEvent, CapabilityEvent, ExternalAccountEvent, PersonEvent,
};
pub use balance::{
    BalanceEvent, BalanceSettingsEvent, CashBalanceEvent, CashBalanceTransactionEvent,
};
pub use billing::{
    BillingAlertEvent, CreditBalanceTransactionEvent, CreditGrantEvent, EntitlementSummaryEvent,
    MeterEvent, PortalConfigurationEvent, PortalSessionEvent,
};
pub use charge::{ApplicationFeeEvent, ChargeEvent, FeeRefundEvent};
pub use checkout::{CheckoutSessionEvent, PaymentLinkEvent};
pub use climate::{ClimateOrderEvent, ClimateProductEvent};
pub use coupon::{CouponEvent, DiscountEvent, PromotionCodeEvent};
pub use credit_note::CreditNoteEvent;
pub use customer::{CustomerEvent, CustomerSourceEvent, TaxIdEvent};
pub use dispute::{DisputeEvent, EarlyFraudWarningEvent, ReviewEvent};
pub use event_type::EventType;
pub use financial_connections::{
    FinancialConnectionsAccountEvent, FinancialConnectionsAuthorizationEvent,
};
pub use identity::VerificationSessionEvent;
pub use invoice::{InvoiceEvent, InvoiceItemEvent, InvoicePaymentEvent};
pub use issuing::{
    IssuingAuthorizationEvent, IssuingCardEvent, IssuingCardholderEvent, IssuingDisputeEvent,
    IssuingPersonalizationDesignEvent, IssuingTokenEvent, IssuingTransactionEvent,
};
pub use payment_intent::{MandateEvent, PaymentIntentEvent, SetupIntentEvent};
pub use payment_method::{PaymentMethodEvent, SourceEvent, SourceTransactionEvent};
pub use payout::{PayoutEvent, TopupEvent, TransferEvent};
pub use product::{PlanEvent, PriceEvent, ProductEvent};
pub use quote::QuoteEvent;
pub use refund::RefundEvent;
pub use report::{FileEvent, ReportRunEvent, ReportTypeEvent, ScheduledQueryRunEvent};
pub use reserve::{ReserveHoldEvent, ReservePlanEvent, ReserveReleaseEvent};
pub use subscription::{SubscriptionEvent, SubscriptionScheduleEvent};
pub use tax::{TaxRateEvent, TaxSettingsEvent};
pub use terminal::TerminalReaderEvent;
pub use test_clock::TestClockEvent;
pub use thin::ThinEvent;
pub use treasury::{
    TreasuryCreditReversalEvent, TreasuryDebitReversalEvent, TreasuryFinancialAccountEvent,
    TreasuryInboundTransferEvent, TreasuryOutboundPaymentEvent, TreasuryOutboundTransferEvent,
    TreasuryReceivedCreditEvent, TreasuryReceivedDebitEvent,
};

// What the modules know of each other.
pub(crate) use self::{common::*, coupon::*, product::*};

/// Stripe, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = STRIPE.with_events();

events! {
    /// An event of Stripe.
    ///
    /// Fields that all events have can be read without a `match`: [`id`](Self::id),
    /// [`created`](Self::created), [`livemode`](Self::livemode), ...
    pub enum Event {
        decode route::decode;
        kind r#type;
        as Common;
        object name_of_object;
        "account.updated" => Account(AccountEvent) object "account",
        "account.application.authorized" | "account.application.deauthorized"
        => Application(ApplicationEvent) object "application",
        "application_fee.created" | "application_fee.refunded"
        => ApplicationFee(ApplicationFeeEvent) object "application_fee",
        "balance.available" => Balance(BalanceEvent) object "balance",
        "balance_settings.updated" => BalanceSettings(BalanceSettingsEvent) object "balance_settings",
        "billing.alert.triggered" => BillingAlert(BillingAlertEvent) object "billing.alert_triggered",
        "capability.updated" => Capability(CapabilityEvent) object "capability",
        "cash_balance.funds_available" => CashBalance(CashBalanceEvent) object "cash_balance",
        "customer_cash_balance_transaction.created"
        => CashBalanceTransaction(CashBalanceTransactionEvent) object "customer_cash_balance_transaction",
        "charge.captured" | "charge.expired" | "charge.failed" | "charge.pending"
        | "charge.refunded" | "charge.succeeded" | "charge.updated" => Charge(ChargeEvent) object "charge",
        "checkout.session.async_payment_failed" | "checkout.session.async_payment_succeeded"
        | "checkout.session.completed" | "checkout.session.expired"
        => CheckoutSession(CheckoutSessionEvent) object "checkout.session",
        "climate.order.canceled" | "climate.order.created" | "climate.order.delayed"
        | "climate.order.delivered" | "climate.order.product_substituted"
        => ClimateOrder(ClimateOrderEvent) object "climate.order",
        "climate.product.created" | "climate.product.pricing_updated"
        => ClimateProduct(ClimateProductEvent) object "climate.product",
        "coupon.created" | "coupon.deleted" | "coupon.updated" => Coupon(CouponEvent) object "coupon",
        "billing.credit_balance_transaction.created"
        => CreditBalanceTransaction(CreditBalanceTransactionEvent) object "billing.credit_balance_transaction",
        "billing.credit_grant.created" | "billing.credit_grant.updated"
        => CreditGrant(CreditGrantEvent) object "billing.credit_grant",
        "credit_note.created" | "credit_note.updated" | "credit_note.voided"
        => CreditNote(CreditNoteEvent) object "credit_note",
        "customer.created" | "customer.deleted" | "customer.updated" => Customer(CustomerEvent) object "customer",
        "customer.source.created" | "customer.source.deleted" | "customer.source.expiring"
        | "customer.source.updated" => CustomerSource(CustomerSourceEvent) object "bank_account" | "card",
        "customer.discount.created" | "customer.discount.deleted" | "customer.discount.updated"
        => Discount(DiscountEvent) object "discount",
        "charge.dispute.closed" | "charge.dispute.created" | "charge.dispute.funds_reinstated"
        | "charge.dispute.funds_withdrawn" | "charge.dispute.updated" => Dispute(DisputeEvent) object "dispute",
        "radar.early_fraud_warning.created" | "radar.early_fraud_warning.updated"
        => EarlyFraudWarning(EarlyFraudWarningEvent) object "radar.early_fraud_warning",
        "entitlements.active_entitlement_summary.updated"
        => EntitlementSummary(EntitlementSummaryEvent) object "entitlements.active_entitlement_summary",
        "account.external_account.created" | "account.external_account.deleted"
        | "account.external_account.updated" => ExternalAccount(ExternalAccountEvent),
        "application_fee.refund.updated" => FeeRefund(FeeRefundEvent) object "fee_refund",
        "file.created" => File(FileEvent) object "file",
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
        => FinancialConnectionsAccount(FinancialConnectionsAccountEvent) object "financial_connections.account",
        "financial_connections.authorization.expected_deactivation_date_updated"
        | "financial_connections.authorization.upcoming_deactivation"
        => FinancialConnectionsAuthorization(FinancialConnectionsAuthorizationEvent) object "financial_connections.authorization",
        "invoice.created" | "invoice.deleted" | "invoice.finalization_failed"
        | "invoice.finalized" | "invoice.marked_uncollectible" | "invoice.overdue"
        | "invoice.overpaid" | "invoice.paid" | "invoice.payment_action_required"
        | "invoice.payment_attempt_required" | "invoice.payment_failed"
        | "invoice.payment_succeeded" | "invoice.sent" | "invoice.upcoming" | "invoice.updated"
        | "invoice.voided" | "invoice.will_be_due" => Invoice(InvoiceEvent) object "invoice",
        "invoiceitem.created" | "invoiceitem.deleted" | "invoiceitem.updated"
        => InvoiceItem(InvoiceItemEvent) object "invoiceitem",
        "invoice_payment.paid" => InvoicePayment(InvoicePaymentEvent) object "invoice_payment",
        "issuing_authorization.created" | "issuing_authorization.request"
        | "issuing_authorization.updated" => IssuingAuthorization(IssuingAuthorizationEvent) object "issuing.authorization",
        "issuing_card.created" | "issuing_card.updated" => IssuingCard(IssuingCardEvent) object "issuing.card",
        "issuing_cardholder.created" | "issuing_cardholder.updated"
        => IssuingCardholder(IssuingCardholderEvent) object "issuing.cardholder",
        "issuing_dispute.closed" | "issuing_dispute.created" | "issuing_dispute.funds_reinstated"
        | "issuing_dispute.funds_rescinded" | "issuing_dispute.submitted"
        | "issuing_dispute.updated" => IssuingDispute(IssuingDisputeEvent) object "issuing.dispute",
        "issuing_personalization_design.activated" | "issuing_personalization_design.deactivated"
        | "issuing_personalization_design.rejected" | "issuing_personalization_design.updated"
        => IssuingPersonalizationDesign(IssuingPersonalizationDesignEvent) object "issuing.personalization_design",
        "issuing_token.created" | "issuing_token.updated" => IssuingToken(IssuingTokenEvent) object "issuing.token",
        "issuing_transaction.created" | "issuing_transaction.purchase_details_receipt_updated"
        | "issuing_transaction.updated" => IssuingTransaction(IssuingTransactionEvent) object "issuing.transaction",
        "mandate.updated" => Mandate(MandateEvent) object "mandate",
        "billing.meter.created" | "billing.meter.deactivated" | "billing.meter.reactivated"
        | "billing.meter.updated" => Meter(MeterEvent) object "billing.meter",
        "payment_intent.amount_capturable_updated" | "payment_intent.canceled"
        | "payment_intent.created" | "payment_intent.partially_funded"
        | "payment_intent.payment_failed" | "payment_intent.processing"
        | "payment_intent.requires_action" | "payment_intent.succeeded"
        => PaymentIntent(PaymentIntentEvent) object "payment_intent",
        "payment_link.created" | "payment_link.updated" => PaymentLink(PaymentLinkEvent) object "payment_link",
        "payment_method.attached" | "payment_method.automatically_updated"
        | "payment_method.card_automatically_updated" | "payment_method.detached"
        | "payment_method.updated" => PaymentMethod(PaymentMethodEvent) object "payment_method",
        "payout.canceled" | "payout.created" | "payout.failed" | "payout.paid"
        | "payout.reconciliation_completed" | "payout.updated" => Payout(PayoutEvent) object "payout",
        "person.created" | "person.deleted" | "person.updated" => Person(PersonEvent) object "person",
        "plan.created" | "plan.deleted" | "plan.updated" => Plan(PlanEvent) object "plan",
        "billing_portal.configuration.created" | "billing_portal.configuration.updated"
        => PortalConfiguration(PortalConfigurationEvent) object "billing_portal.configuration",
        "billing_portal.session.created" => PortalSession(PortalSessionEvent) object "billing_portal.session",
        "price.created" | "price.deleted" | "price.updated" => Price(PriceEvent) object "price",
        "product.created" | "product.deleted" | "product.updated" => Product(ProductEvent) object "product",
        "promotion_code.created" | "promotion_code.updated" => PromotionCode(PromotionCodeEvent) object "promotion_code",
        "quote.accepted" | "quote.canceled" | "quote.created" | "quote.finalized"
        => Quote(QuoteEvent) object "quote",
        "charge.refund.updated" | "refund.created" | "refund.failed" | "refund.updated"
        => Refund(RefundEvent) object "refund",
        "reporting.report_run.failed" | "reporting.report_run.succeeded"
        => ReportRun(ReportRunEvent) object "reporting.report_run",
        "reporting.report_type.updated" => ReportType(ReportTypeEvent) object "reporting.report_type",
        "reserve.hold.created" | "reserve.hold.updated" => ReserveHold(ReserveHoldEvent) object "reserve.hold",
        "reserve.plan.created" | "reserve.plan.disabled" | "reserve.plan.expired"
        | "reserve.plan.updated" => ReservePlan(ReservePlanEvent) object "reserve.plan",
        "reserve.release.created" => ReserveRelease(ReserveReleaseEvent) object "reserve.release",
        "review.closed" | "review.opened" => Review(ReviewEvent) object "review",
        "sigma.scheduled_query_run.created" => ScheduledQueryRun(ScheduledQueryRunEvent) object "scheduled_query_run",
        "setup_intent.canceled" | "setup_intent.created" | "setup_intent.requires_action"
        | "setup_intent.setup_failed" | "setup_intent.succeeded" => SetupIntent(SetupIntentEvent) object "setup_intent",
        "source.canceled" | "source.chargeable" | "source.failed" | "source.mandate_notification"
        | "source.refund_attributes_required" => Source(SourceEvent) object "source",
        "source.transaction.created" | "source.transaction.updated"
        => SourceTransaction(SourceTransactionEvent) object "source_transaction",
        "customer.subscription.created" | "customer.subscription.deleted"
        | "customer.subscription.paused" | "customer.subscription.pending_update_applied"
        | "customer.subscription.pending_update_expired" | "customer.subscription.resumed"
        | "customer.subscription.trial_will_end" | "customer.subscription.updated"
        => Subscription(SubscriptionEvent) object "subscription",
        "subscription_schedule.aborted" | "subscription_schedule.canceled"
        | "subscription_schedule.completed" | "subscription_schedule.created"
        | "subscription_schedule.expiring" | "subscription_schedule.released"
        | "subscription_schedule.updated" => SubscriptionSchedule(SubscriptionScheduleEvent) object "subscription_schedule",
        "customer.tax_id.created" | "customer.tax_id.deleted" | "customer.tax_id.updated"
        => TaxId(TaxIdEvent) object "tax_id",
        "tax_rate.created" | "tax_rate.updated" => TaxRate(TaxRateEvent) object "tax_rate",
        "tax.settings.updated" => TaxSettings(TaxSettingsEvent) object "tax.settings",
        "terminal.reader.action_failed" | "terminal.reader.action_succeeded"
        | "terminal.reader.action_updated" => TerminalReader(TerminalReaderEvent) object "terminal.reader",
        "test_helpers.test_clock.advancing" | "test_helpers.test_clock.created"
        | "test_helpers.test_clock.deleted" | "test_helpers.test_clock.internal_failure"
        | "test_helpers.test_clock.ready" => TestClock(TestClockEvent) object "test_helpers.test_clock",
        "topup.canceled" | "topup.created" | "topup.failed" | "topup.reversed" | "topup.succeeded"
        => Topup(TopupEvent) object "topup",
        "transfer.created" | "transfer.failed" | "transfer.paid" | "transfer.reversed"
        | "transfer.updated" => Transfer(TransferEvent) object "transfer",
        "treasury.credit_reversal.created" | "treasury.credit_reversal.posted"
        => TreasuryCreditReversal(TreasuryCreditReversalEvent) object "treasury.credit_reversal",
        "treasury.debit_reversal.completed" | "treasury.debit_reversal.created"
        | "treasury.debit_reversal.initial_credit_granted"
        => TreasuryDebitReversal(TreasuryDebitReversalEvent) object "treasury.debit_reversal",
        "treasury.financial_account.closed" | "treasury.financial_account.created"
        | "treasury.financial_account.features_status_updated"
        => TreasuryFinancialAccount(TreasuryFinancialAccountEvent) object "treasury.financial_account",
        "treasury.inbound_transfer.canceled" | "treasury.inbound_transfer.created"
        | "treasury.inbound_transfer.failed" | "treasury.inbound_transfer.succeeded"
        => TreasuryInboundTransfer(TreasuryInboundTransferEvent) object "treasury.inbound_transfer",
        "treasury.outbound_payment.canceled" | "treasury.outbound_payment.created"
        | "treasury.outbound_payment.expected_arrival_date_updated"
        | "treasury.outbound_payment.failed" | "treasury.outbound_payment.posted"
        | "treasury.outbound_payment.returned"
        | "treasury.outbound_payment.tracking_details_updated"
        => TreasuryOutboundPayment(TreasuryOutboundPaymentEvent) object "treasury.outbound_payment",
        "treasury.outbound_transfer.canceled" | "treasury.outbound_transfer.created"
        | "treasury.outbound_transfer.expected_arrival_date_updated"
        | "treasury.outbound_transfer.failed" | "treasury.outbound_transfer.posted"
        | "treasury.outbound_transfer.returned"
        | "treasury.outbound_transfer.tracking_details_updated"
        => TreasuryOutboundTransfer(TreasuryOutboundTransferEvent) object "treasury.outbound_transfer",
        "treasury.received_credit.created" | "treasury.received_credit.failed"
        | "treasury.received_credit.succeeded"
        => TreasuryReceivedCredit(TreasuryReceivedCreditEvent) object "treasury.received_credit",
        "treasury.received_debit.created" => TreasuryReceivedDebit(TreasuryReceivedDebitEvent) object "treasury.received_debit",
        "identity.verification_session.canceled" | "identity.verification_session.created"
        | "identity.verification_session.processing" | "identity.verification_session.redacted"
        | "identity.verification_session.requires_input"
        | "identity.verification_session.verified" => VerificationSession(VerificationSessionEvent) object "identity.verification_session",
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
