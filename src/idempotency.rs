//! Idempotent processing: each event has its effect once, though providers send it again.
//!
//! Providers repeat a delivery if the reply was an error or came late, and sometimes without a reason.
//! [`Idempotent::run`] claims the delivery's [key](Key) in a [store](Store) that the service already
//! runs, runs the work, and marks the key as done afterwards. A duplicate is answered as success
//! without running the work.
//!
//! ```
//! use webhook_receiver::{
//!     Receiver, Reply, Secret, providers,
//!     idempotency::{Attempt, Idempotency, Idempotent, Memory, StoreDown, UnsignedId},
//! };
//!
//! let receiver = Receiver::new(providers::GITHUB, Secret::new("It's a Secret to Everybody")?)?;
//! let idempotency = Idempotency::new(Memory::new(100_000), StoreDown::Reject);
//! let github = idempotency
//!     .endpoint(&receiver)
//!     .unsigned_id(UnsignedId::Ignore)
//!     .build()?;
//!
//! # async fn handler(github: Idempotent, delivery: webhook_receiver::Delivery) -> Reply {
//! // In a handler:
//! github
//!     .respond(delivery, |delivery, attempt: Attempt| async move {
//!         // Pass `attempt.key()` on to what has idempotency keys itself.
//!         ship(delivery, attempt.key()).await
//!     })
//!     .await
//! # }
//! # async fn ship(_: webhook_receiver::Delivery, _: webhook_receiver::idempotency::Key) -> Result<(), std::io::Error> { Ok(()) }
//! # let _ = handler;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Guarantees
//!
//! | mode | effect | after a crash at any point | needs |
//! |---|---|---|---|
//! | transaction (`postgres::Transactional`) | exactly once, for effects inside the same transaction | nothing happened, or both effect and claim | PostgreSQL, `synchronous_commit` other than `off` |
//! | lease ([`Idempotent::run`]), in `postgres::Postgres` | at most one live owner; not lost if the provider retries; a repeat has an [attempt](Attempt::number) above 1 | repeated after the lease ends | PostgreSQL |
//! | lease, in `redis::Redis` | the same, as long as Redis loses no write that it acknowledged | the same | one primary, no eviction, append-only file |
//! | lease, in [`Memory`] | the same, within one process | a restart forgets | nothing |
//!
//! Never: exactly once for an effect outside the transaction, such as an HTTP call or an e-mail. For
//! those, the work gets the [key](Attempt::key) to pass on, and the [number](Attempt::number) of the
//! attempt, to look before it repeats.
//!
//! A provider that [never retries](crate::provider::Retry::Never) makes every failed attempt final, whatever the
//! store is. Duplicates are recognized for the [retention](Idempotency::retention), not for ever.
//!
//! # Replies
//!
//! | result | reply |
//! |---|---|
//! | [`Ran`](Outcome::Ran) | [`Delivery::acknowledgement`], or the work's own [`Reply`] |
//! | [`Duplicate`](Outcome::Duplicate) | `Delivery::acknowledgement`: a duplicate is a success |
//! | [`InProgress`](Outcome::InProgress) | 503, `Retry-After`: the rest of the lease, 1 to 60 s |
//! | [`Busy`](RunError::Busy), [`LeaseLost`](RunError::LeaseLost), [`Store`](RunError::Store) | 503, `Retry-After: 5` |
//! | [`Work`](RunError::Work) | 500 |
//! | [`Key`](RunError::Key) | 500 |
//!
//! Never 409 for a delivery in progress: some providers do not retry after a 4xx, so the event would
//! be lost if the first run failed.
//!
//! Replies are not stored. Of webhooks whose reply matters, such as Twilio's TwiML or Discord's
//! interactions, compute it from the service's state, or do not wrap them.

pub(crate) mod contract;
mod key;
mod memory;
#[cfg(feature = "postgres")]
pub mod postgres;
mod record;
#[cfg(feature = "redis")]
pub mod redis;
mod run;
mod setup;
mod store;
mod sync;

use std::{fmt, future::Future, sync::Arc, time::Duration};

use self::{key::Keying, run::Shared};
pub use self::{
    key::{Key, KeyError, UnsignedId},
    memory::Memory,
    run::Attempt,
    setup::{Idempotency, IdempotentBuilder, StoreDown, TenantsBuilder},
    store::{Claim, ClaimRequest, Owner, Store, StoreError},
};
use crate::receiver::{delivery::Delivery, reply::Reply};

/// The deliveries of one endpoint, processed idempotently. Made by
/// [`Idempotency::endpoint`] or [`Tenants::tenant`], cheap to clone.
pub struct Idempotent<E = bytes::Bytes> {
    shared: Arc<Shared>,
    keying: Keying<E>,
}

/// The deliveries of an endpoint whose keys belong to many tenants. A key without its tenant cannot
/// be made. Cheap to clone.
pub struct Tenants<E = bytes::Bytes>(Idempotent<E>);

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "the sender waits for a reply"]
pub enum Outcome<T> {
    /// The work ran and succeeded.
    Ran(T),
    /// The work was done for an earlier delivery with this key.
    Duplicate {
        /// Whether what the key leaves out differs: a retry that the provider rendered anew, a row
        /// whose id is not an event's, or a recorded request under another id.
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
    /// As many deliveries as [`Idempotency::max_in_flight`] allows are being processed, or the service
    /// is [shutting down](Idempotency::shutdown).
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

impl<E: 'static> Idempotent<E> {
    /// Claims the delivery and runs the work, if nobody did.
    ///
    /// `work` gets the delivery and the [`Attempt`]. What has begun goes on: if this future is dropped,
    /// as servers do when the sender hangs up, the work goes on as a task of the current runtime,
    /// and the retry finds a duplicate.
    ///
    /// While the work runs, its lease is renewed every third of it. If the work fails or panics, the
    /// claim is released; a panic then goes on to the caller.
    ///
    /// # Errors
    /// Returns an error if the work failed, the store did, or the lease was lost. [`RunError::reply`]
    /// says what to answer.
    ///
    /// # Panics
    /// Panics if the work does, and outside of a Tokio runtime with its timer enabled.
    pub async fn run<T, X, F, W>(
        &self,
        delivery: Delivery<E>,
        work: W,
    ) -> Result<Outcome<T>, RunError<X>>
    where
        W: FnOnce(Delivery<E>, Attempt) -> F + Send + 'static,
        F: Future<Output = Result<T, X>> + Send + 'static,
        T: Send + 'static,
        X: Send + 'static,
    {
        run::run(&self.shared, &self.keying, delivery, work).await
    }

    /// As [`run`](Self::run), and returns what to answer the sender.
    ///
    /// The error of the work is dropped: log it in the work, or use `run`.
    pub async fn respond<T, X, F, W>(&self, delivery: Delivery<E>, work: W) -> Reply
    where
        W: FnOnce(Delivery<E>, Attempt) -> F + Send + 'static,
        F: Future<Output = Result<T, X>> + Send + 'static,
        T: Answer + Send + 'static,
        X: Send + 'static,
    {
        let acknowledgement = delivery.acknowledgement();
        match self.run(delivery, work).await {
            Ok(outcome) => outcome.reply_with(acknowledgement),
            Err(error) => error.reply(),
        }
    }

    /// Returns the idempotency key of a delivery.
    ///
    /// # Errors
    /// Returns an error if the delivery is another provider's, its tenant is empty, or the function
    /// given with [`key_with`](IdempotentBuilder::key_with) returned none.
    pub fn key(&self, delivery: &Delivery<E>) -> Result<Key, KeyError> {
        self.keying.key(delivery)
    }

    /// Forgets a key, so that its delivery is processed again. Returns false if it is not known.
    ///
    /// # Errors
    /// Returns an error if the store did not answer.
    pub async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        self.shared.forget(key).await
    }
}

impl<E> Tenants<E> {
    /// Returns the idempotent processing of one tenant's deliveries. If `tenant` is empty, its
    /// deliveries have no key.
    pub fn tenant(&self, tenant: &str) -> Idempotent<E> {
        Idempotent {
            shared: self.0.shared.clone(),
            keying: self.0.keying.tenant(tenant),
        }
    }
}

impl<T: Answer> Outcome<T> {
    /// Returns the reply to the sender.
    pub fn into_reply<E>(self, delivery: &Delivery<E>) -> Reply {
        self.reply_with(delivery.acknowledgement())
    }

    /// Returns the reply to the sender, given the [acknowledgement](Delivery::acknowledgement) that
    /// was computed before the delivery went into the work.
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

/// How one delivery was processed: told once, to [`Idempotency::observer`] and, with the feature
/// `tracing`, as an event in the span `webhook`.
///
/// It has no id and nothing of the delivery.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Processed {
    /// The short name of the provider.
    pub provider: &'static str,
    /// What became of the delivery: `ran`, `duplicate`, `in_progress`, `failed`, `panicked`,
    /// `lease_lost`, `busy`, `store` or `key`.
    pub outcome: &'static str,
    /// The number of the attempt, if the work ran: 0 if it ran without a claim.
    pub attempt: Option<u32>,
    /// Whether a duplicate differs in what the key leaves out.
    pub altered: bool,
    /// The [code](StoreError::code) of the store's error, also of one that did not stop the work.
    pub store_error: Option<&'static str>,
    /// The time from the call to the outcome.
    pub elapsed: Duration,
}

impl<E> Clone for Idempotent<E> {
    fn clone(&self) -> Self {
        Self {
            shared: self.shared.clone(),
            keying: self.keying.clone(),
        }
    }
}

impl<E> Clone for Tenants<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<E> fmt::Debug for Idempotent<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Idempotent")
            .field("provider", &self.keying.provider)
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for Tenants<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tenants")
            .field("provider", &self.0.keying.provider)
            .finish_non_exhaustive()
    }
}
