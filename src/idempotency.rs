//! Idempotent processing: each event has its effect once, although providers send it again.
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
//! Never: exactly once for an effect outside the transaction, such as an HTTP call or an e-mail. For such an
//! effect, the work gets the [key](Attempt::key) to pass on, and the [number](Attempt::number) of the
//! attempt, to check before it repeats the effect.
//!
//! A provider that [never retries](crate::provider::Retry::Never) makes every failed attempt final, whatever the
//! store is. Duplicates are recognized for the [retention](Idempotency::retention), not forever.
//!
//! # Replies
//!
//! | result | reply |
//! |---|---|
//! | [`Ran`](Outcome::Ran) | [`Delivery::acknowledgement`](crate::Delivery::acknowledgement), or the work's own [`Reply`](crate::Reply) |
//! | [`Duplicate`](Outcome::Duplicate) | `Delivery::acknowledgement`: a duplicate is a success |
//! | [`InProgress`](Outcome::InProgress) | 503, `Retry-After`: the rest of the lease, 1 to 60 s |
//! | [`Busy`](RunError::Busy), [`LeaseLost`](RunError::LeaseLost), [`Store`](RunError::Store) | 503, `Retry-After: 5` |
//! | [`Work`](RunError::Work) | 500 |
//! | [`Key`](RunError::Key) | 500 |
//!
//! Never 409 for a delivery in progress: some providers do not retry after a 4xx, so the event would
//! be lost if the first run failed.
//!
//! Replies are not stored. If the reply matters, as with Twilio's TwiML or Discord's interactions, compute it
//! from the service's state, or do not wrap the handler.

#[cfg(feature = "testing")]
pub(crate) mod contract;
mod idempotent;
mod key;
mod memory;
mod outcome;
#[cfg(feature = "postgres")]
pub mod postgres;
mod record;
#[cfg(feature = "redis")]
pub mod redis;
mod run;
mod setup;
mod store;
mod sync;

pub use self::{
    idempotent::{Idempotent, Tenants},
    key::{Key, KeyError, UnsignedId},
    memory::Memory,
    outcome::{Answer, Outcome, Processed, RunError},
    run::Attempt,
    setup::{Idempotency, IdempotentBuilder, TenantsBuilder},
    store::{Claim, ClaimRequest, Owner, Store, StoreDown, StoreError},
};
