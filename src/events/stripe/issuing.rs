//! Cards that you issue.

use super::common::{data, event};
use super::{Address, Metadata, Reference};
use crate::events::{Expandable, List, Timestamp};
use crate::{model, open_enum};

event! {
    /// A user wants to pay with a card that you issued, and you may say no.
    ///
    /// <https://docs.stripe.com/api/issuing/authorizations/object>
    pub struct IssuingAuthorizationEvent {
        data!: Box<IssuingAuthorizationData>,
    }

    /// Something happened to a card.
    ///
    /// <https://docs.stripe.com/api/issuing/cards/object>
    pub struct IssuingCardEvent {
        data!: Box<IssuingCardData>,
    }

    /// Something happened to a cardholder.
    ///
    /// <https://docs.stripe.com/api/issuing/cardholders/object>
    pub struct IssuingCardholderEvent {
        data!: Box<IssuingCardholderData>,
    }

    /// Something happened to a dispute of yours.
    ///
    /// <https://docs.stripe.com/api/issuing/disputes/object>
    pub struct IssuingDisputeEvent {
        data!: Box<IssuingDisputeData>,
    }

    /// Something happened to a design of cards.
    ///
    /// <https://docs.stripe.com/api/issuing/personalization_designs/object>
    pub struct IssuingPersonalizationDesignEvent {
        data!: Box<IssuingPersonalizationDesignData>,
    }

    /// Something happened to a card's token in a wallet.
    ///
    /// <https://docs.stripe.com/api/issuing/tokens/object>
    pub struct IssuingTokenEvent {
        data!: Box<IssuingTokenData>,
    }

    /// Something happened to a transaction.
    ///
    /// <https://docs.stripe.com/api/issuing/transactions/object>
    pub struct IssuingTransactionEvent {
        data!: Box<IssuingTransactionData>,
    }
}

data! {
    /// What an [`IssuingAuthorizationEvent`] is about.
    pub struct IssuingAuthorizationData {
        object!: Box<IssuingAuthorization>,
    }

    /// What an [`IssuingCardEvent`] is about.
    pub struct IssuingCardData {
        object!: Box<IssuingCard>,
    }

    /// What an [`IssuingCardholderEvent`] is about.
    pub struct IssuingCardholderData {
        object!: Box<IssuingCardholder>,
    }

    /// What an [`IssuingDisputeEvent`] is about.
    pub struct IssuingDisputeData {
        object!: Box<IssuingDispute>,
    }

    /// What an [`IssuingPersonalizationDesignEvent`] is about.
    pub struct IssuingPersonalizationDesignData {
        object!: Box<IssuingPersonalizationDesign>,
    }

    /// What an [`IssuingTokenEvent`] is about.
    pub struct IssuingTokenData {
        object!: Box<IssuingToken>,
    }

    /// What an [`IssuingTransactionEvent`] is about.
    pub struct IssuingTransactionData {
        object!: Box<IssuingTransaction>,
    }
}

model! {
    /// The wish to pay with a card.
    pub struct IssuingAuthorization {
        id!: Box<str>,
        status: AuthorizationStatus,
        approved: bool,
        amount: i64,
        currency: Box<str>,
        merchant_amount: i64,
        merchant_currency: Box<str>,
        merchant_data: Option<Box<Merchant>>,
        authorization_method: Box<str>,
        card: Option<Expandable<IssuingCard>>,
        cardholder: Option<Reference>,
        created: Option<Timestamp>,
        /// What you are asked, in `issuing_authorization.request`.
        pending_request: Option<PendingRequest>,
        token: Option<Reference>,
        wallet: Option<Box<str>>,
        metadata: Metadata,
    }

    /// What you are asked.
    pub struct PendingRequest {
        amount: i64,
        currency: Box<str>,
        is_amount_controllable: bool,
        merchant_amount: i64,
        merchant_currency: Box<str>,
    }

    /// Where a user pays.
    pub struct Merchant {
        name: Option<Box<str>>,
        category: Box<str>,
        category_code: Box<str>,
        city: Option<Box<str>>,
        state: Option<Box<str>>,
        country: Option<Box<str>>,
        postal_code: Option<Box<str>>,
        network_id: Box<str>,
        url: Option<Box<str>>,
    }

    /// A card.
    pub struct IssuingCard {
        id!: Box<str>,
        status: IssuingCardStatus,
        /// `virtual` or `physical`.
        r#type: Box<str>,
        brand: Box<str>,
        currency: Box<str>,
        last4: Box<str>,
        exp_month: u64,
        exp_year: u64,
        cardholder: Option<Expandable<IssuingCardholder>>,
        cancellation_reason: Option<Box<str>>,
        replaced_by: Option<Reference>,
        replacement_for: Option<Reference>,
        replacement_reason: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A cardholder.
    pub struct IssuingCardholder {
        id!: Box<str>,
        name: Box<str>,
        status: Box<str>,
        /// `individual` or `company`.
        r#type: Box<str>,
        email: Option<Box<str>>,
        phone_number: Option<Box<str>>,
        billing: Option<CardholderBilling>,
        requirements: Option<CardholderRequirements>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// Where a cardholder lives.
    pub struct CardholderBilling {
        address: Option<Address>,
    }

    /// What Stripe still wants to know of a cardholder.
    pub struct CardholderRequirements {
        disabled_reason: Option<Box<str>>,
        past_due: List<Box<str>>,
    }

    /// A dispute of yours.
    pub struct IssuingDispute {
        id!: Box<str>,
        status: IssuingDisputeStatus,
        amount: i64,
        currency: Box<str>,
        transaction: Option<Reference>,
        loss_reason: Option<Box<str>>,
        evidence: Option<IssuingEvidence>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// What you have to say.
    pub struct IssuingEvidence {
        reason: Box<str>,
    }

    /// A design of cards.
    pub struct IssuingPersonalizationDesign {
        id!: Box<str>,
        name: Option<Box<str>>,
        lookup_key: Option<Box<str>>,
        status: Box<str>,
        card_logo: Option<Reference>,
        physical_bundle: Option<Reference>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A card in a wallet.
    pub struct IssuingToken {
        id!: Box<str>,
        status: Box<str>,
        card: Option<Expandable<IssuingCard>>,
        last4: Option<Box<str>>,
        network: Box<str>,
        network_updated_at: Option<Timestamp>,
        wallet_provider: Option<Box<str>>,
        created: Option<Timestamp>,
    }

    /// A transaction.
    pub struct IssuingTransaction {
        id!: Box<str>,
        /// `capture` or `refund`.
        r#type: Box<str>,
        amount: i64,
        currency: Box<str>,
        merchant_amount: i64,
        merchant_currency: Box<str>,
        merchant_data: Option<Box<Merchant>>,
        authorization: Option<Reference>,
        balance_transaction: Option<Reference>,
        card: Option<Expandable<IssuingCard>>,
        cardholder: Option<Reference>,
        dispute: Option<Reference>,
        token: Option<Reference>,
        wallet: Option<Box<str>>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }
}

open_enum! {
    /// The status of an authorization.
    pub enum AuthorizationStatus {
        Closed = "closed" is_closed,
        Expired = "expired" is_expired,
        Pending = "pending" is_pending,
        Reversed = "reversed" is_reversed,
    }

    /// Whether a card can be used.
    pub enum IssuingCardStatus {
        Active = "active" is_active,
        Canceled = "canceled" is_canceled,
        Inactive = "inactive" is_inactive,
    }

    /// The status of a dispute of yours.
    pub enum IssuingDisputeStatus {
        Expired = "expired" is_expired,
        Lost = "lost" is_lost,
        Submitted = "submitted" is_submitted,
        Unsubmitted = "unsubmitted" is_unsubmitted,
        Won = "won" is_won,
    }
}
