//! Disputes, and what hints at them.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a dispute.
    ///
    /// <https://docs.stripe.com/api/disputes/object>
    pub struct DisputeEvent {
        data!: Box<DisputeData>,
    }

    /// A card's issuer warned of fraud.
    ///
    /// <https://docs.stripe.com/api/radar/early_fraud_warnings/object>
    pub struct EarlyFraudWarningEvent {
        data!: Box<EarlyFraudWarningData>,
    }

    /// A payment is under review, or no longer.
    ///
    /// <https://docs.stripe.com/api/radar/reviews/object>
    pub struct ReviewEvent {
        data!: Box<ReviewData>,
    }
}

data! {
    /// What a [`DisputeEvent`] is about.
    pub struct DisputeData {
        object!: Box<Dispute>,
    }

    /// What an [`EarlyFraudWarningEvent`] is about.
    pub struct EarlyFraudWarningData {
        object!: Box<EarlyFraudWarning>,
    }

    /// What a [`ReviewEvent`] is about.
    pub struct ReviewData {
        object!: Box<Review>,
    }
}

model! {
    /// A dispute.
    pub struct Dispute {
        /// None in old versions of the API.
        id: Option<Box<str>>,
        status: DisputeStatus,
        /// `fraudulent`, `duplicate`, `product_not_received`, ...
        reason: Box<str>,
        amount: i64,
        currency: Box<str>,
        charge: Option<Reference>,
        payment_intent: Option<Reference>,
        created: Option<Timestamp>,
        evidence_details: Option<EvidenceDetails>,
        is_charge_refundable: bool,
        balance_transactions: List<DisputeTransaction>,
        metadata: Metadata,
    }

    /// Until when you can answer.
    pub struct EvidenceDetails {
        due_by: Option<Timestamp>,
        has_evidence: bool,
        past_due: bool,
        submission_count: u64,
    }

    /// What a dispute took from your balance, or gave back.
    pub struct DisputeTransaction {
        id!: Box<str>,
        amount: i64,
        fee: i64,
        net: i64,
        currency: Box<str>,
    }

    /// A warning.
    pub struct EarlyFraudWarning {
        id!: Box<str>,
        /// Whether a refund now would avoid a dispute.
        actionable: bool,
        charge: Option<Reference>,
        payment_intent: Option<Reference>,
        fraud_type: Box<str>,
        created: Option<Timestamp>,
    }

    /// A review.
    pub struct Review {
        id!: Box<str>,
        open: bool,
        /// Why it was opened, and then why it was closed.
        reason: Box<str>,
        opened_reason: Box<str>,
        closed_reason: Option<Box<str>>,
        charge: Option<Reference>,
        payment_intent: Option<Reference>,
        created: Option<Timestamp>,
    }
}

open_enum! {
    /// The status of a dispute.
    pub enum DisputeStatus {
        Lost = "lost" is_lost,
        NeedsResponse = "needs_response" is_needs_response,
        Prevented = "prevented" is_prevented,
        UnderReview = "under_review" is_under_review,
        WarningClosed = "warning_closed" is_warning_closed,
        WarningNeedsResponse = "warning_needs_response" is_warning_needs_response,
        WarningUnderReview = "warning_under_review" is_warning_under_review,
        Won = "won" is_won,
    }
}
