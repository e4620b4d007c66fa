//! Payments: the wish to be paid, from its beginning to its end.

use super::common::{data, event};
use super::{ApiError, Metadata, Reference, Shipping};
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a payment.
    ///
    /// <https://docs.stripe.com/api/payment_intents/object>
    pub struct PaymentIntentEvent {
        data!: Box<PaymentIntentData>,
    }

    /// Something happened to the wish to be paid later.
    ///
    /// <https://docs.stripe.com/api/setup_intents/object>
    pub struct SetupIntentEvent {
        data!: Box<SetupIntentData>,
    }

    /// A mandate of a customer changed.
    ///
    /// <https://docs.stripe.com/api/mandates/object>
    pub struct MandateEvent {
        data!: Box<MandateData>,
    }
}

data! {
    /// What a [`PaymentIntentEvent`] is about.
    pub struct PaymentIntentData {
        object!: Box<PaymentIntent>,
    }

    /// What a [`SetupIntentEvent`] is about.
    pub struct SetupIntentData {
        object!: Box<SetupIntent>,
    }

    /// What a [`MandateEvent`] is about.
    pub struct MandateData {
        object!: Box<Mandate>,
    }
}

model! {
    /// A payment. All amounts are in the currency's smallest unit. Its client secret is left out.
    pub struct PaymentIntent {
        id!: Box<str>,
        amount: i64,
        amount_capturable: i64,
        amount_received: i64,
        currency: Box<str>,
        status: IntentStatus,
        customer: Option<Reference>,
        description: Option<Box<str>>,
        created: Option<Timestamp>,
        canceled_at: Option<Timestamp>,
        cancellation_reason: Option<Box<str>>,
        /// `automatic`, `automatic_async` or `manual`.
        capture_method: Box<str>,
        confirmation_method: Box<str>,
        /// Before API version 2025-03-31.
        invoice: Option<Reference>,
        /// From API version 2022-11-15 on.
        latest_charge: Option<Reference>,
        last_payment_error: Option<Box<ApiError>>,
        next_action: Option<NextAction>,
        payment_method: Option<Reference>,
        payment_method_types: List<Box<str>>,
        application: Option<Reference>,
        application_fee_amount: Option<i64>,
        on_behalf_of: Option<Reference>,
        transfer_group: Option<Box<str>>,
        receipt_email: Option<Box<str>>,
        review: Option<Reference>,
        setup_future_usage: Option<Box<str>>,
        shipping: Option<Box<Shipping>>,
        statement_descriptor: Option<Box<str>>,
        statement_descriptor_suffix: Option<Box<str>>,
        metadata: Metadata,
    }

    /// What a customer has to do.
    pub struct NextAction {
        /// `redirect_to_url`, `use_stripe_sdk`, `verify_with_microdeposits`, ...
        r#type: Box<str>,
        redirect_to_url: Raw,
    }

    /// The wish to be paid later. Its client secret is left out.
    pub struct SetupIntent {
        id!: Box<str>,
        status: IntentStatus,
        /// `off_session` or `on_session`.
        usage: Box<str>,
        customer: Option<Reference>,
        description: Option<Box<str>>,
        created: Option<Timestamp>,
        cancellation_reason: Option<Box<str>>,
        last_setup_error: Option<Box<ApiError>>,
        latest_attempt: Option<Reference>,
        mandate: Option<Reference>,
        single_use_mandate: Option<Reference>,
        next_action: Option<NextAction>,
        payment_method: Option<Reference>,
        payment_method_types: List<Box<str>>,
        application: Option<Reference>,
        on_behalf_of: Option<Reference>,
        metadata: Metadata,
    }

    /// A mandate of a customer.
    pub struct Mandate {
        id!: Box<str>,
        status: MandateStatus,
        /// `multi_use` or `single_use`.
        r#type: Box<str>,
        payment_method: Option<Reference>,
        on_behalf_of: Option<Box<str>>,
        customer_acceptance: Option<CustomerAcceptance>,
    }

    /// How a customer gave it.
    pub struct CustomerAcceptance {
        /// `online` or `offline`.
        r#type: Box<str>,
        accepted_at: Option<Timestamp>,
    }
}

open_enum! {
    /// The status of a payment or setup.
    pub enum IntentStatus {
        Canceled = "canceled" is_canceled,
        Processing = "processing" is_processing,
        RequiresAction = "requires_action" is_requires_action,
        RequiresCapture = "requires_capture" is_requires_capture,
        RequiresConfirmation = "requires_confirmation" is_requires_confirmation,
        RequiresPaymentMethod = "requires_payment_method" is_requires_payment_method,
        Succeeded = "succeeded" is_succeeded,
    }

    /// Whether a mandate holds.
    pub enum MandateStatus {
        Active = "active" is_active,
        Inactive = "inactive" is_inactive,
        Pending = "pending" is_pending,
    }
}
