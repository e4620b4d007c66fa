//! Test clocks.

use super::common::{data, event};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// Something happened to a test clock.
    ///
    /// <https://docs.stripe.com/api/test_clocks/object>
    pub struct TestClockEvent {
        data!: Box<TestClockData>,
    }
}

data! {
    /// What a [`TestClockEvent`] is about.
    pub struct TestClockData {
        object!: Box<TestClock>,
    }
}

model! {
    /// A test clock.
    pub struct TestClock {
        id!: Box<str>,
        name: Option<Box<str>>,
        status: TestClockStatus,
        created: Option<Timestamp>,
        deletes_after: Option<Timestamp>,
        frozen_time: Option<Timestamp>,
    }
}

open_enum! {
    /// What a test clock does.
    pub enum TestClockStatus {
        Advancing = "advancing" is_advancing,
        InternalFailure = "internal_failure" is_internal_failure,
        Ready = "ready" is_ready,
    }
}
