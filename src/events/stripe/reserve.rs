//! Funds that are held back.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Raw, Timestamp};
use crate::model;

event! {
    /// Funds were held back.
    ///
    /// <https://docs.stripe.com/api/events/types#event_types-reserve.hold.created>
    pub struct ReserveHoldEvent {
        data!: Box<ReserveHoldData>,
    }

    /// The plan by which funds are held back changed.
    ///
    /// <https://docs.stripe.com/api/events/types#event_types-reserve.plan.created>
    pub struct ReservePlanEvent {
        data!: Box<ReservePlanData>,
    }

    /// Funds were released.
    ///
    /// <https://docs.stripe.com/api/events/types#event_types-reserve.release.created>
    pub struct ReserveReleaseEvent {
        data!: Box<ReserveReleaseData>,
    }
}

data! {
    /// What a [`ReserveHoldEvent`] is about.
    pub struct ReserveHoldData {
        object!: Box<ReserveHold>,
    }

    /// What a [`ReservePlanEvent`] is about.
    pub struct ReservePlanData {
        object!: Box<ReservePlan>,
    }

    /// What a [`ReserveReleaseEvent`] is about.
    pub struct ReserveReleaseData {
        object!: Box<ReserveRelease>,
    }
}

model! {
    /// Funds that are held back.
    pub struct ReserveHold {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        created_by: Box<str>,
        reason: Box<str>,
        source_type: Box<str>,
        source_charge: Option<Reference>,
        reserve_plan: Option<Reference>,
        release_schedule: Raw,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A plan.
    pub struct ReservePlan {
        id!: Box<str>,
        status: Box<str>,
        r#type: Box<str>,
        percent: Option<f64>,
        currency: Option<Box<str>>,
        created_by: Box<str>,
        disabled_at: Option<Timestamp>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A release.
    pub struct ReserveRelease {
        id!: Box<str>,
        amount: i64,
        currency: Box<str>,
        created_by: Box<str>,
        reason: Box<str>,
        reserve_hold: Option<Reference>,
        reserve_plan: Option<Reference>,
        released_at: Option<Timestamp>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }
}
