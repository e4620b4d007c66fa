//! Which event a body is: by its name, or by its object where the name is new.

use serde::de::DeserializeOwned;

use super::Event;
use crate::event::{DecodeError, Payload};
use crate::events::Unknown;
use crate::events::decode::decode_json;
use crate::model;

model! {
    /// What an event says of itself.
    struct Name {
        r#type: Option<Box<str>>,
        object: Box<str>,
    }

    /// What an event says of its object.
    struct Whole {
        data: Option<Data>,
    }

    struct Data {
        object: Option<Object>,
    }

    struct Object {
        object: Box<str>,
    }
}

impl Event {
    /// Reads a body that names its event itself, as all of Stripe's do. An event of a new name
    /// about an object that the model knows is known, too.
    ///
    /// A receiver does this after verification; by itself it proves nothing.
    pub fn from_body(body: &[u8]) -> Self {
        read(body)
    }
}

/// By the name that the receiver found, without a second look where it is listed.
pub(super) fn decode(payload: &Payload<'_>) -> Event {
    match payload.kind() {
        Some(kind) if Event::KINDS.contains(&kind) => Event::from_parts(kind, payload.body()),
        _ => read(payload.body()),
    }
}

fn read(body: &[u8]) -> Event {
    let name = match decode_json::<Name>("", body) {
        Ok(name) => name,
        Err(error) => return Event::Undecodable(error),
    };
    let kind = name.r#type.as_deref().unwrap_or_default();
    if kind.is_empty() || Event::KINDS.contains(&kind) {
        return Event::from_parts(kind, body);
    }
    let event = match &*name.object {
        "v2.core.event" => known(decode_json(kind, body), Event::Thin),
        _ => match decode_json::<Whole>(kind, body) {
            Ok(whole) => {
                let object = whole
                    .data
                    .and_then(|data| data.object)
                    .map(|object| object.object);
                about(object.as_deref().unwrap_or_default(), kind, body)
            }
            Err(error) => Some(Event::Undecodable(error)),
        },
    };
    event.unwrap_or_else(|| Event::Unknown(Unknown::new(kind)))
}

/// An event of any name about an object that the model knows.
fn about(object: &str, kind: &str, body: &[u8]) -> Option<Event> {
    match object {
        "account" => known(decode_json(kind, body), Event::Account),
        "application" => known(decode_json(kind, body), Event::Application),
        "application_fee" => known(decode_json(kind, body), Event::ApplicationFee),
        "balance" => known(decode_json(kind, body), Event::Balance),
        "balance_settings" => known(decode_json(kind, body), Event::BalanceSettings),
        "bank_account" | "card" => known(decode_json(kind, body), Event::CustomerSource),
        "billing.alert_triggered" => known(decode_json(kind, body), Event::BillingAlert),
        "billing.credit_balance_transaction" => {
            known(decode_json(kind, body), Event::CreditBalanceTransaction)
        }
        "billing.credit_grant" => known(decode_json(kind, body), Event::CreditGrant),
        "billing.meter" => known(decode_json(kind, body), Event::Meter),
        "billing_portal.configuration" => {
            known(decode_json(kind, body), Event::PortalConfiguration)
        }
        "billing_portal.session" => known(decode_json(kind, body), Event::PortalSession),
        "capability" => known(decode_json(kind, body), Event::Capability),
        "cash_balance" => known(decode_json(kind, body), Event::CashBalance),
        "charge" => known(decode_json(kind, body), Event::Charge),
        "checkout.session" => known(decode_json(kind, body), Event::CheckoutSession),
        "climate.order" => known(decode_json(kind, body), Event::ClimateOrder),
        "climate.product" => known(decode_json(kind, body), Event::ClimateProduct),
        "coupon" => known(decode_json(kind, body), Event::Coupon),
        "credit_note" => known(decode_json(kind, body), Event::CreditNote),
        "customer" => known(decode_json(kind, body), Event::Customer),
        "customer_cash_balance_transaction" => {
            known(decode_json(kind, body), Event::CashBalanceTransaction)
        }
        "discount" => known(decode_json(kind, body), Event::Discount),
        "dispute" => known(decode_json(kind, body), Event::Dispute),
        "entitlements.active_entitlement_summary" => {
            known(decode_json(kind, body), Event::EntitlementSummary)
        }
        "fee_refund" => known(decode_json(kind, body), Event::FeeRefund),
        "file" => known(decode_json(kind, body), Event::File),
        "financial_connections.account" => {
            known(decode_json(kind, body), Event::FinancialConnectionsAccount)
        }
        "financial_connections.authorization" => known(
            decode_json(kind, body),
            Event::FinancialConnectionsAuthorization,
        ),
        "identity.verification_session" => {
            known(decode_json(kind, body), Event::VerificationSession)
        }
        "invoice" => known(decode_json(kind, body), Event::Invoice),
        "invoice_payment" => known(decode_json(kind, body), Event::InvoicePayment),
        "invoiceitem" => known(decode_json(kind, body), Event::InvoiceItem),
        "issuing.authorization" => known(decode_json(kind, body), Event::IssuingAuthorization),
        "issuing.card" => known(decode_json(kind, body), Event::IssuingCard),
        "issuing.cardholder" => known(decode_json(kind, body), Event::IssuingCardholder),
        "issuing.dispute" => known(decode_json(kind, body), Event::IssuingDispute),
        "issuing.personalization_design" => {
            known(decode_json(kind, body), Event::IssuingPersonalizationDesign)
        }
        "issuing.token" => known(decode_json(kind, body), Event::IssuingToken),
        "issuing.transaction" => known(decode_json(kind, body), Event::IssuingTransaction),
        "mandate" => known(decode_json(kind, body), Event::Mandate),
        "payment_intent" => known(decode_json(kind, body), Event::PaymentIntent),
        "payment_link" => known(decode_json(kind, body), Event::PaymentLink),
        "payment_method" => known(decode_json(kind, body), Event::PaymentMethod),
        "payout" => known(decode_json(kind, body), Event::Payout),
        "person" => known(decode_json(kind, body), Event::Person),
        "plan" => known(decode_json(kind, body), Event::Plan),
        "price" => known(decode_json(kind, body), Event::Price),
        "product" => known(decode_json(kind, body), Event::Product),
        "promotion_code" => known(decode_json(kind, body), Event::PromotionCode),
        "quote" => known(decode_json(kind, body), Event::Quote),
        "radar.early_fraud_warning" => known(decode_json(kind, body), Event::EarlyFraudWarning),
        "refund" => known(decode_json(kind, body), Event::Refund),
        "reporting.report_run" => known(decode_json(kind, body), Event::ReportRun),
        "reporting.report_type" => known(decode_json(kind, body), Event::ReportType),
        "reserve.hold" => known(decode_json(kind, body), Event::ReserveHold),
        "reserve.plan" => known(decode_json(kind, body), Event::ReservePlan),
        "reserve.release" => known(decode_json(kind, body), Event::ReserveRelease),
        "review" => known(decode_json(kind, body), Event::Review),
        "scheduled_query_run" => known(decode_json(kind, body), Event::ScheduledQueryRun),
        "setup_intent" => known(decode_json(kind, body), Event::SetupIntent),
        "source" => known(decode_json(kind, body), Event::Source),
        "source_transaction" => known(decode_json(kind, body), Event::SourceTransaction),
        "subscription" => known(decode_json(kind, body), Event::Subscription),
        "subscription_schedule" => known(decode_json(kind, body), Event::SubscriptionSchedule),
        "tax.settings" => known(decode_json(kind, body), Event::TaxSettings),
        "tax_id" => known(decode_json(kind, body), Event::TaxId),
        "tax_rate" => known(decode_json(kind, body), Event::TaxRate),
        "terminal.reader" => known(decode_json(kind, body), Event::TerminalReader),
        "test_helpers.test_clock" => known(decode_json(kind, body), Event::TestClock),
        "topup" => known(decode_json(kind, body), Event::Topup),
        "transfer" => known(decode_json(kind, body), Event::Transfer),
        "treasury.credit_reversal" => known(decode_json(kind, body), Event::TreasuryCreditReversal),
        "treasury.debit_reversal" => known(decode_json(kind, body), Event::TreasuryDebitReversal),
        "treasury.financial_account" => {
            known(decode_json(kind, body), Event::TreasuryFinancialAccount)
        }
        "treasury.inbound_transfer" => {
            known(decode_json(kind, body), Event::TreasuryInboundTransfer)
        }
        "treasury.outbound_payment" => {
            known(decode_json(kind, body), Event::TreasuryOutboundPayment)
        }
        "treasury.outbound_transfer" => {
            known(decode_json(kind, body), Event::TreasuryOutboundTransfer)
        }
        "treasury.received_credit" => known(decode_json(kind, body), Event::TreasuryReceivedCredit),
        "treasury.received_debit" => known(decode_json(kind, body), Event::TreasuryReceivedDebit),
        _ => None,
    }
}

fn known<T: DeserializeOwned>(
    fitted: Result<Box<T>, Box<DecodeError>>,
    variant: fn(Box<T>) -> Event,
) -> Option<Event> {
    Some(fitted.map_or_else(Event::Undecodable, variant))
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn by_name() {
        let body =
            br#"{"id": "evt_1", "type": "invoice.upcoming", "data": {"object": {"total": 5}}}"#;
        let Event::Invoice(event) = read(body) else {
            panic!("that is an invoice")
        };
        assert_eq!(event.data.object.total, 5);
    }

    #[test]
    fn a_new_name_of_a_known_object() {
        let body = br#"{"id": "evt_1", "object": "event", "type": "invoice.of_tomorrow",
            "data": {"object": {"object": "invoice", "total": 5}}}"#;
        let event = read(body);
        assert_eq!(event.kind(), "invoice.of_tomorrow");
        assert!(matches!(event, Event::Invoice(event) if event.data.object.total == 5));

        let body = br#"{"id": "evt_1", "object": "v2.core.event", "type": "v2.of.tomorrow"}"#;
        let event = read(body);
        assert_eq!(event.kind(), "v2.of.tomorrow");
        assert!(matches!(event, Event::Thin(_)));
    }

    #[test]
    fn a_new_object() {
        for body in [
            r#"{"type": "moon.landed", "data": {"object": {"object": "moon"}}}"#,
            r#"{"type": "moon.landed", "data": {"object": {}}}"#,
            r#"{"type": "moon.landed"}"#,
        ] {
            assert_eq!(
                read(body.as_bytes()),
                Event::Unknown(Unknown::new("moon.landed"))
            );
        }
    }

    #[test]
    fn no_event() {
        for (body, kind, path) in [
            ("", "", ""),
            ("[]", "", ""),
            ("{}", "", ""),
            (r#"{"type": 5}"#, "", "/type"),
            (r#"{"type": "invoice.paid"}"#, "invoice.paid", ""),
            (
                r#"{"type": "moon.landed", "data": 5}"#,
                "moon.landed",
                "/data",
            ),
        ] {
            let Event::Undecodable(error) = read(body.as_bytes()) else {
                panic!("{body} is no event")
            };
            assert_eq!((error.event_type(), error.path()), (kind, path), "{body}");
        }
    }
}
