//! Subscriptions.

use super::common::{data, event};
use super::{Discount, Metadata, Price, Reference};
use crate::events::{Amount, Expandable, List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a subscription.
    ///
    /// <https://docs.stripe.com/api/subscriptions/object>
    pub struct SubscriptionEvent {
        data!: Box<SubscriptionData>,
    }

    /// Something happened to a subscription's schedule.
    ///
    /// <https://docs.stripe.com/api/subscription_schedules/object>
    pub struct SubscriptionScheduleEvent {
        data!: Box<SubscriptionScheduleData>,
    }
}

data! {
    /// What a [`SubscriptionEvent`] is about.
    pub struct SubscriptionData {
        object!: Box<Subscription>,
    }

    /// What a [`SubscriptionScheduleEvent`] is about.
    pub struct SubscriptionScheduleData {
        object!: Box<SubscriptionSchedule>,
    }
}

model! {
    /// A subscription.
    pub struct Subscription {
        id!: Box<str>,
        status: SubscriptionStatus,
        customer: Option<Reference>,
        items: Option<SubscriptionItems>,
        currency: Option<Box<str>>,
        description: Option<Box<str>>,
        collection_method: Option<Box<str>>,
        days_until_due: Option<u64>,
        default_payment_method: Option<Reference>,
        default_source: Option<Reference>,
        latest_invoice: Option<Reference>,
        pending_setup_intent: Option<Reference>,
        pause_collection: Option<PauseCollection>,
        pending_update: Raw,
        application: Option<Reference>,
        on_behalf_of: Option<Reference>,
        schedule: Option<Reference>,
        discounts: List<Expandable<Discount>>,
        created: Option<Timestamp>,
        start_date: Option<Timestamp>,
        billing_cycle_anchor: Option<Timestamp>,
        /// Before API version 2025-03-31; [`Subscription::current_period_start`] looks in both places.
        current_period_start: Option<Timestamp>,
        /// Before API version 2025-03-31; [`Subscription::current_period_end`] looks in both places.
        current_period_end: Option<Timestamp>,
        trial_start: Option<Timestamp>,
        trial_end: Option<Timestamp>,
        cancel_at: Option<Timestamp>,
        cancel_at_period_end: bool,
        canceled_at: Option<Timestamp>,
        cancellation_details: Option<CancellationDetails>,
        ended_at: Option<Timestamp>,
        test_clock: Option<Reference>,
        metadata: Metadata,
    }

    /// The first items of a subscription.
    pub struct SubscriptionItems {
        data: List<SubscriptionItem>,
        has_more: bool,
    }

    /// What is subscribed to.
    pub struct SubscriptionItem {
        id!: Box<str>,
        price: Option<Box<Price>>,
        /// None if it is metered.
        quantity: Option<Amount>,
        created: Option<Timestamp>,
        /// From API version 2025-03-31 on.
        current_period_start: Option<Timestamp>,
        /// From API version 2025-03-31 on.
        current_period_end: Option<Timestamp>,
        metadata: Metadata,
    }

    /// Whether no money is collected.
    pub struct PauseCollection {
        /// `keep_as_draft`, `mark_uncollectible` or `void`.
        behavior: Box<str>,
        resumes_at: Option<Timestamp>,
    }

    /// Why it was canceled.
    pub struct CancellationDetails {
        comment: Option<Box<str>>,
        feedback: Option<Box<str>>,
        reason: Option<Box<str>>,
    }

    /// A schedule.
    pub struct SubscriptionSchedule {
        id!: Box<str>,
        status: ScheduleStatus,
        customer: Option<Reference>,
        subscription: Option<Reference>,
        released_subscription: Option<Box<str>>,
        current_phase: Option<CurrentPhase>,
        phases: List<SchedulePhase>,
        end_behavior: Box<str>,
        created: Option<Timestamp>,
        canceled_at: Option<Timestamp>,
        completed_at: Option<Timestamp>,
        released_at: Option<Timestamp>,
        test_clock: Option<Reference>,
        metadata: Metadata,
    }

    /// The phase of today.
    pub struct CurrentPhase {
        start_date: Option<Timestamp>,
        end_date: Option<Timestamp>,
    }

    /// A phase.
    pub struct SchedulePhase {
        start_date: Option<Timestamp>,
        end_date: Option<Timestamp>,
        trial_end: Option<Timestamp>,
        currency: Option<Box<str>>,
        description: Option<Box<str>>,
        items: List<PhaseItem>,
        metadata: Metadata,
    }

    /// What is subscribed to in a phase.
    pub struct PhaseItem {
        price: Option<Reference>,
        quantity: Option<Amount>,
    }
}

impl Subscription {
    /// Returns when the current period began, in every version of the API: the earliest of the items'.
    pub fn current_period_start(&self) -> Option<&Timestamp> {
        let items = || {
            self.items()
                .filter_map(|item| item.current_period_start.as_ref())
                .min_by_key(|at| at.unix_seconds())
        };
        self.current_period_start.as_ref().or_else(items)
    }

    /// Returns when the current period ends, in every version of the API: the latest of the items'.
    pub fn current_period_end(&self) -> Option<&Timestamp> {
        let items = || {
            self.items()
                .filter_map(|item| item.current_period_end.as_ref())
                .max_by_key(|at| at.unix_seconds())
        };
        self.current_period_end.as_ref().or_else(items)
    }

    fn items(&self) -> impl Iterator<Item = &SubscriptionItem> {
        self.items.iter().flat_map(|items| &items.data)
    }
}

open_enum! {
    /// The status of a subscription.
    pub enum SubscriptionStatus {
        Active = "active" is_active,
        Canceled = "canceled" is_canceled,
        Incomplete = "incomplete" is_incomplete,
        IncompleteExpired = "incomplete_expired" is_incomplete_expired,
        PastDue = "past_due" is_past_due,
        Paused = "paused" is_paused,
        Trialing = "trialing" is_trialing,
        Unpaid = "unpaid" is_unpaid,
    }

    /// The status of a schedule.
    pub enum ScheduleStatus {
        Active = "active" is_active,
        Canceled = "canceled" is_canceled,
        Completed = "completed" is_completed,
        NotStarted = "not_started" is_not_started,
        Released = "released" is_released,
    }
}
