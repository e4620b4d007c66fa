//! Where claims are kept.

use std::{fmt, future::Future, hash::BuildHasher, pin::Pin, time::Duration};

use super::key::{Key, KeyError};
use crate::receiver::{delivery::Delivery, reply::Reply};

/// Where claims are kept. Every method is one atomic step, decided by the store's own clock.
///
/// There is one record per key: owner, attempt, fingerprint, the end of the lease (none if the work is
/// complete) and the end of the retention. The laws that an implementation must keep:
///
/// - A claim by another owner is [`Acquired`](Claim::Acquired) only if there is no record, the record
///   has expired, or its lease has ended. `attempt` is then one more than the record's, or 1.
/// - A record does not expire while its lease runs.
/// - A claim by the record's owner is `Acquired` with the same attempt, and the lease starts again.
/// - An owner is stale as soon as another one has acquired the key. `extend`, `complete` and `release`
///   by a stale owner return false and change nothing.
/// - `complete` after the lease has ended, but before another owner acquired the key, returns true.
/// - After `release` the owner's `extend` and `complete` return false.
/// - A completed key is [`Completed`](Claim::Completed) for every owner until it expires.
/// - A record that is leased or completed is never dropped to make room.
/// - Each step may be repeated: the second time, it returns the same.
///
/// [`testing::store_contract`](crate::testing::store_contract) checks these.
///
/// Methods are written as `async fn`:
///
/// ```
/// use std::time::Duration;
///
/// use webhook_receiver::idempotency::{Claim, ClaimRequest, Key, Owner, Store, StoreError};
///
/// struct Ours;
///
/// impl Store for Ours {
///     async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
///         todo!("{}", request.key)
///     }
///     async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
///         todo!()
///     }
///     async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
///         todo!()
///     }
///     async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
///         todo!()
///     }
///     async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
///         todo!()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a store of idempotency keys",
    label = "not a store",
    note = "stores are in `webhook_receiver::idempotency`; for a database of your own, implement `Store`"
)]
pub trait Store: Send + Sync + 'static {
    /// Acquires the key, or returns its state. A repeated claim of the same owner has the same result as the
    /// first.
    ///
    /// # Errors
    /// Returns an error if the store did not decide. The claim may have been made nevertheless.
    fn claim(
        &self,
        request: &ClaimRequest,
    ) -> impl Future<Output = Result<Claim, StoreError>> + Send;

    /// Prolongs the lease to this time from now. Returns false if this is not the owner, or the work
    /// is complete.
    ///
    /// # Errors
    /// Returns an error if the store did not respond.
    fn extend(
        &self,
        key: &Key,
        owner: Owner,
        lease: Duration,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Marks the work as done until the retention ends. Returns false if this is not the owner.
    ///
    /// # Errors
    /// Returns an error if the store did not respond.
    fn complete(
        &self,
        key: &Key,
        owner: Owner,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Ends the lease at once; the attempt stays counted. Returns false if this is not the owner.
    ///
    /// # Errors
    /// Returns an error if the store did not respond.
    fn release(
        &self,
        key: &Key,
        owner: Owner,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Forgets a key, for an operator who wants a delivery to be processed again. Returns false if
    /// there is no record of it.
    ///
    /// # Errors
    /// Returns an error if the store did not respond.
    fn forget(&self, key: &Key) -> impl Future<Output = Result<bool, StoreError>> + Send;
}

/// What to do if the store fails when a delivery is to be claimed. There is no default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreDown {
    /// Answers 503, so that the provider tries again. If it never does, the delivery is lost.
    Reject,
    /// Runs the work without a claim, which may repeat an effect. [`Attempt::number`] is 0, and the
    /// observer is called.
    ///
    /// [`Attempt::number`]: super::Attempt::number
    RunUnguarded,
}

/// What a claim asks for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ClaimRequest {
    /// The key.
    pub key: Key,
    /// Who claims it.
    pub owner: Owner,
    /// The fingerprint of what the key leaves out of the delivery.
    pub fingerprint: [u8; 16],
    /// How long the lease lasts.
    pub lease: Duration,
    /// How long the record is kept, from now. It is kept at least as long as the lease lasts.
    pub retention: Duration,
}

impl ClaimRequest {
    /// Returns the request of an owner for a key, with a lease and a retention.
    pub const fn new(
        key: Key,
        owner: Owner,
        fingerprint: [u8; 16],
        lease: Duration,
        retention: Duration,
    ) -> Self {
        Self {
            key,
            owner,
            fingerprint,
            lease,
            retention,
        }
    }
}

/// The answer to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "only `Acquired` allows the work"]
pub enum Claim {
    /// The key is the owner's for the lease: the work may begin.
    Acquired {
        /// The number of the attempt, from 1. It grows with each owner, and so fences what an earlier
        /// owner still writes.
        attempt: u32,
    },
    /// Another owner has the key.
    InProgress {
        /// How long its lease still runs.
        remaining: Duration,
    },
    /// The work was done.
    Completed {
        /// Whether the fingerprint differs from that of the delivery that was processed.
        altered: bool,
    },
}

impl Claim {
    /// Returns the reply to a delivery whose key is not acquired: the acknowledgement for a completed
    /// one, 503 with `Retry-After` for one in progress.
    ///
    /// For `Acquired` it is the acknowledgement, too, which is right only after the work was done.
    pub fn into_reply<E>(self, delivery: &Delivery<E>) -> Reply {
        match self {
            Self::Acquired { .. } | Self::Completed { .. } => delivery.acknowledgement(),
            Self::InProgress { remaining } => Reply::retry_after(remaining),
        }
    }
}

/// The owner of a claim: 128 random bits, made by the client for each attempt. So a claim whose response was
/// lost can be repeated.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner([u8; 16]);

impl Owner {
    /// Returns a new owner.
    pub fn random() -> Self {
        let mut bytes = [0; 16];
        if getrandom::fill(&mut bytes).is_err() {
            // The keys of std's hashers are random, too, and differ with each of them.
            let (front, back) = bytes.split_at_mut(8);
            for half in [front, back] {
                let random = std::hash::RandomState::new().hash_one(std::process::id());
                half.copy_from_slice(&random.to_ne_bytes());
            }
        }
        Self(bytes)
    }

    /// Returns the owner with these bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Returns the owner's bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Owner({:032x})", u128::from_be_bytes(self.0))
    }
}

/// The error of a client of a store.
type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a store did not respond, or cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The store did not respond in time. The operation may have been done.
    #[error("the store did not respond in time")]
    Timeout,
    /// The store cannot be reached, or closed the connection. The operation may have been done.
    #[error("the store cannot be reached")]
    Unavailable(#[source] Source),
    /// The store is full: it accepts no new keys, and keeps those that it has.
    #[error("the store is full")]
    Full,
    /// The store accepts no writes: for example, it is a replica, or a server that is shutting down.
    #[error("the store is read-only")]
    ReadOnly(#[source] Source),
    /// The table of the store is missing, or of another version.
    #[error("the store's table is missing or of another version")]
    Schema(#[source] Source),
    /// The store can lose writes that it acknowledged. The text says which of its settings is the reason.
    #[error("the store can lose keys: {0}")]
    NotDurable(&'static str),
    /// A record of the store is not one of ours.
    #[error("a record of the store cannot be read")]
    Record,
    /// The transaction met a newer commit and is aborted.
    #[error("the transaction met a newer one")]
    Conflict(#[source] Source),
    /// The delivery has no key.
    #[error("the delivery has no idempotency key")]
    Key(#[from] KeyError),
    /// Any other error of the store.
    #[error("the store failed")]
    Other(#[source] Source),
}

impl StoreError {
    /// Returns a short name that does not change, such as `timeout`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Unavailable(_) => "unavailable",
            Self::Full => "full",
            Self::ReadOnly(_) => "read_only",
            Self::Schema(_) => "schema",
            Self::NotDurable(_) => "not_durable",
            Self::Record => "record",
            Self::Conflict(_) => "conflict",
            Self::Key(_) => "key",
            Self::Other(_) => "other",
        }
    }

    /// Returns the reply to the sender: 503 if a retry may succeed, 500 if the delivery has no key.
    pub fn reply(&self) -> Reply {
        match self {
            Self::Key(_) => Reply::empty(http::StatusCode::INTERNAL_SERVER_ERROR),
            _ => Reply::retry_after(Duration::from_secs(5)),
        }
    }

    /// Returns whether the same call may succeed if it is repeated at once.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Timeout | Self::Unavailable(_))
    }
}

/// A future on the heap.
type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// A store of any type.
pub(super) trait Erased: Send + Sync {
    fn claim<'a>(&'a self, request: &'a ClaimRequest) -> Boxed<'a, Claim>;
    fn extend<'a>(&'a self, key: &'a Key, owner: Owner, lease: Duration) -> Boxed<'a, bool>;
    fn complete<'a>(&'a self, key: &'a Key, owner: Owner) -> Boxed<'a, bool>;
    fn release<'a>(&'a self, key: &'a Key, owner: Owner) -> Boxed<'a, bool>;
    fn forget<'a>(&'a self, key: &'a Key) -> Boxed<'a, bool>;
}

impl<S: Store> Erased for S {
    fn claim<'a>(&'a self, request: &'a ClaimRequest) -> Boxed<'a, Claim> {
        Box::pin(Store::claim(self, request))
    }

    fn extend<'a>(&'a self, key: &'a Key, owner: Owner, lease: Duration) -> Boxed<'a, bool> {
        Box::pin(Store::extend(self, key, owner, lease))
    }

    fn complete<'a>(&'a self, key: &'a Key, owner: Owner) -> Boxed<'a, bool> {
        Box::pin(Store::complete(self, key, owner))
    }

    fn release<'a>(&'a self, key: &'a Key, owner: Owner) -> Boxed<'a, bool> {
        Box::pin(Store::release(self, key, owner))
    }

    fn forget<'a>(&'a self, key: &'a Key) -> Boxed<'a, bool> {
        Box::pin(Store::forget(self, key))
    }
}

/// A store that others share.
impl<S: Store> Store for std::sync::Arc<S> {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        S::claim(self, request).await
    }

    async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
        S::extend(self, key, owner, lease).await
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        S::complete(self, key, owner).await
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        S::release(self, key, owner).await
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        S::forget(self, key).await
    }
}
