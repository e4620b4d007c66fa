//! Sponsors.

use super::common::event;
use super::{Change, Repository, User};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// Something happened to a sponsorship of yours.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#sponsorship>
    pub struct SponsorshipEvent [action, repository] {
        action!: SponsorshipAction,
        sponsorship!: Box<Sponsorship>,
        /// When what is pending will happen.
        effective_date: Option<Timestamp>,
        repository: Option<Box<Repository>>,
        /// What it was before.
        changes: Option<Box<SponsorshipChanges>>,
    }
}

open_enum! {
    /// What happened to a sponsorship.
    pub enum SponsorshipAction {
        Cancelled = "cancelled" is_cancelled,
        Created = "created" is_created,
        /// Who may see it.
        Edited = "edited" is_edited,
        /// It will end with the period that is paid for.
        PendingCancellation = "pending_cancellation" is_pending_cancellation,
        /// It will be less with the next period.
        PendingTierChange = "pending_tier_change" is_pending_tier_change,
        TierChanged = "tier_changed" is_tier_changed,
    }
}

model! {
    /// A sponsorship.
    pub struct Sponsorship {
        /// Its only identification.
        node_id: Box<str>,
        /// The sponsor.
        sponsor: Option<Box<User>>,
        /// The recipient.
        sponsorable: Option<Box<User>>,
        privacy_level: SponsorshipPrivacy,
        tier!: Box<SponsorshipTier>,
        created_at: Option<Timestamp>,
    }

    /// What a sponsor gives.
    pub struct SponsorshipTier {
        node_id: Box<str>,
        name!: Box<str>,
        description: Option<Box<str>>,
        monthly_price_in_cents: u64,
        monthly_price_in_dollars: u64,
        is_one_time: bool,
        is_custom_amount: bool,
        created_at: Option<Timestamp>,
    }

    /// What changed in a sponsorship.
    pub struct SponsorshipChanges {
        privacy_level: Option<Change>,
        tier: Option<TierChange>,
    }

    /// What a sponsor gave, or, of what is pending, gives until then.
    pub struct TierChange {
        from: Option<Box<SponsorshipTier>>,
    }
}

open_enum! {
    /// Who sees a sponsorship.
    pub enum SponsorshipPrivacy {
        Public = "public" is_public,
        Private = "private" is_private,
    }
}
