//! Coupons, the codes for them, and the discounts that they give.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Expandable, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a coupon.
    ///
    /// <https://docs.stripe.com/api/coupons/object>
    pub struct CouponEvent {
        data!: Box<CouponData>,
    }

    /// A customer got, or lost, a discount.
    ///
    /// <https://docs.stripe.com/api/discounts/object>
    pub struct DiscountEvent {
        data!: Box<DiscountData>,
    }

    /// Something happened to a promotion code.
    ///
    /// <https://docs.stripe.com/api/promotion_codes/object>
    pub struct PromotionCodeEvent {
        data!: Box<PromotionCodeData>,
    }
}

data! {
    /// What a [`CouponEvent`] is about.
    pub struct CouponData {
        object!: Box<Coupon>,
    }

    /// What a [`DiscountEvent`] is about.
    pub struct DiscountData {
        object!: Box<Discount>,
    }

    /// What a [`PromotionCodeEvent`] is about.
    pub struct PromotionCodeData {
        object!: Box<PromotionCode>,
    }
}

model! {
    /// A coupon.
    pub struct Coupon {
        id!: Box<str>,
        name: Option<Box<str>>,
        valid: bool,
        amount_off: Option<i64>,
        percent_off: Option<f64>,
        currency: Option<Box<str>>,
        duration: CouponDuration,
        duration_in_months: Option<u64>,
        max_redemptions: Option<u64>,
        times_redeemed: u64,
        redeem_by: Option<Timestamp>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// A discount.
    pub struct Discount {
        /// None in old versions of the API.
        id: Option<Box<str>>,
        /// Before API version 2025-09-30.
        coupon: Option<Box<Coupon>>,
        /// From API version 2025-09-30 on.
        source: Option<DiscountSource>,
        customer: Option<Reference>,
        subscription: Option<Reference>,
        invoice: Option<Reference>,
        promotion_code: Option<Reference>,
        checkout_session: Option<Box<str>>,
        start: Option<Timestamp>,
        end: Option<Timestamp>,
    }

    /// Where a discount is from.
    pub struct DiscountSource {
        r#type: Box<str>,
        coupon: Option<Expandable<Coupon>>,
    }

    /// A code that gives a coupon.
    pub struct PromotionCode {
        id!: Box<str>,
        /// What customers enter.
        code: Box<str>,
        active: bool,
        /// Before API version 2025-09-30.
        coupon: Option<Expandable<Coupon>>,
        /// From API version 2025-09-30 on.
        promotion: Option<DiscountSource>,
        customer: Option<Reference>,
        created: Option<Timestamp>,
        expires_at: Option<Timestamp>,
        max_redemptions: Option<u64>,
        times_redeemed: u64,
        restrictions: Raw,
        metadata: Metadata,
    }
}

open_enum! {
    /// For how long a coupon gives a discount.
    pub enum CouponDuration {
        Forever = "forever" is_forever,
        Once = "once" is_once,
        Repeating = "repeating" is_repeating,
    }
}
