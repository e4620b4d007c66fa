//! The outcome of processing a delivery, and the response to its sender.

use std::time::Duration;

use super::{key::KeyError, store::StoreError};
use crate::receiver::{delivery::Delivery, reply::Reply};

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "the sender waits for a reply"]
pub enum Outcome<T> {
    /// The work ran and succeeded.
    Ran(T),
    /// The work was done for an earlier delivery with this key.
    Duplicate {
        /// Whether what the key leaves out differs: a retry that the provider rendered again, a row whose id
        /// is not an event's, or a recorded request under another id.
        altered: bool,
    },
    /// The work is running for an earlier delivery with this key.
    InProgress {
        /// How long its lease still runs.
        retry_after: Duration,
    },
}

/// Why a delivery was not processed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError<X> {
    /// The work failed. Its claim is released, so that the next attempt begins at once.
    #[error("the work failed")]
    Work(#[source] X),
    /// The lease could not be renewed in time, or another owner has it. The work was cancelled at its
    /// next `.await`; what it did before stays done.
    #[error("the lease was lost while the work ran")]
    LeaseLost,
    /// As many deliveries as [`Idempotency::max_in_flight`](super::Idempotency::max_in_flight) allows are being processed, or the service
    /// is [shutting down](super::Idempotency::shutdown).
    #[error("too many deliveries are being processed")]
    Busy,
    /// The store failed. If it was the last step that failed, the work is done and the next attempt
    /// runs it again.
    #[error("the store of claims failed")]
    Store(#[source] StoreError),
    /// The delivery has no key.
    #[error("the delivery has no idempotency key")]
    Key(#[source] KeyError),
}

/// What a work may return for the sender: nothing, which acknowledges the delivery, or a [`Reply`].
pub trait Answer: sealed::Sealed {
    /// The reply. `acknowledgement` is what the provider expects.
    #[doc(hidden)]
    fn into_reply(self, acknowledgement: Reply) -> Reply;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for () {}
    impl Sealed for crate::Reply {}
}

impl Answer for () {
    fn into_reply(self, acknowledgement: Reply) -> Reply {
        acknowledgement
    }
}

impl Answer for Reply {
    fn into_reply(self, _: Reply) -> Reply {
        self
    }
}

impl<T: Answer> Outcome<T> {
    /// Returns the reply to the sender.
    pub fn into_reply<E>(self, delivery: &Delivery<E>) -> Reply {
        self.reply_with(delivery.acknowledgement())
    }

    /// Returns the reply to the sender, given the [acknowledgement](Delivery::acknowledgement). Compute
    /// it before the delivery goes into the work.
    pub fn reply_with(self, acknowledgement: Reply) -> Reply {
        match self {
            Self::Ran(answer) => answer.into_reply(acknowledgement),
            Self::Duplicate { .. } => acknowledgement,
            Self::InProgress { retry_after } => Reply::retry_after(retry_after),
        }
    }
}

impl<X> RunError<X> {
    /// Returns the reply to the sender: 503 if a retry may succeed, 500 for an error of the work or
    /// of the set-up.
    pub fn reply(&self) -> Reply {
        match self {
            Self::LeaseLost | Self::Busy => Reply::retry_after(Duration::from_secs(5)),
            Self::Store(error) => error.reply(),
            Self::Work(_) | Self::Key(_) => Reply::empty(http::StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

/// How one delivery was processed, reported once: to [`Idempotency::observer`](super::Idempotency::observer) and, with the feature
/// `tracing`, as an event in the span `webhook`.
///
/// It has no id and nothing of the delivery.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Processed {
    /// The short name of the provider.
    pub provider: &'static str,
    /// The outcome: `ran`, `duplicate`, `in_progress`, `failed`, `panicked`, `lease_lost`, `busy`, `store` or
    /// `key`.
    pub outcome: &'static str,
    /// The number of the attempt, if the work ran: 0 if it ran without a claim.
    pub attempt: Option<u32>,
    /// Whether a duplicate differs in what the key leaves out.
    pub altered: bool,
    /// The [code](StoreError::code) of the store's error, including one that did not stop the work.
    pub store_error: Option<&'static str>,
    /// The time from the call to the outcome.
    pub elapsed: Duration,
}
