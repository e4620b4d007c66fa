//! Claims in PostgreSQL: under leases, and inside the transaction of the effect.
//!
//! Copy [`SCHEMA`] into a migration of the service (it is also in `migrations/` of this crate). The
//! table is found by the `search_path`. Expired records are housekeeping, not correctness: call
//! [`Postgres::purge`] from a timer, or run [`PURGE`] by `pg_cron`.
//!
//! Two modes:
//!
//! - [`Postgres`] is a [`Store`] for [`Idempotency`](super::Idempotency): leases.
//! - [`Transactional::claim_in`] claims inside the transaction of the effect, which then happens
//!   exactly once: both are committed, or neither.
//!
//! Clients are features: `sqlx` implements [`Connection`] for sqlx 0.9, `tokio-postgres` for
//! tokio-postgres 0.7. For others it is one method. A transaction is `&mut *tx` of sqlx's `pool.begin()`, or
//! `&mut tx` of tokio-postgres' `client.transaction()`.
//!
//! # PgBouncer
//!
//! With transaction pooling, use tokio-postgres for both modes, or sqlx for [`Transactional::claim_in`]
//! alone, over `Unnamed`, its connection without names of statements. Leases over sqlx need PgBouncer 1.21
//! or later with `max_prepared_statements`: before, another client's statement can run with the parameters of
//! a claim.
//!
//! # Limits of the transaction mode
//!
//! - Effects elsewhere, such as an HTTP call, are not part of the transaction. Write a row of an
//!   outbox inside it, and send from there.
//! - Claim first, and let an error of the effect abort the transaction. Do not catch it inside of a
//!   savepoint that was set after the claim and then commit: that commits the claim without the
//!   effect.
//! - A commit whose answer is lost may have happened: answer 503, and the retry finds out.
//! - With `synchronous_commit = off`, and after a failover to an asynchronous replica, the last
//!   commits can be lost after they were acknowledged, effect and claim together.
//! - Each claim takes a slot of the server's lock table: at most 500 in one transaction.

#[cfg(feature = "sqlx")]
mod sqlx;
#[cfg(feature = "tokio-postgres")]
mod tokio_postgres;

#[cfg(feature = "sqlx")]
pub use self::sqlx::Unnamed;

use std::{
    fmt,
    future::Future,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use super::{
    IdempotentBuilder, Processed, TenantsBuilder,
    key::{Key, KeyError, Keying},
    run::Observer,
    setup::retention_of,
    store::{Claim, ClaimRequest, Owner, Store, StoreError},
};
use crate::{
    error::SetupError,
    receiver::{Endpoint, Receiver, delivery::Delivery},
};

/// The table, to be copied into a migration.
pub const SCHEMA: &str = include_str!("../../migrations/webhook_idempotency.sql");

/// Claims a new key: `$1` key, `$2` owner, `$3` fingerprint, `$4` lease, `$5` retention in
/// microseconds. No row: the key is known, ask [`TAKE`].
pub const CLAIM: &str = "\
INSERT INTO webhook_idempotency (key, owner, attempt, fingerprint, leased_until, expires_at) \
VALUES ($1, $2, 1, $3, clock_timestamp() + $4::bigint * interval '1 microsecond', \
clock_timestamp() + greatest($4::bigint, $5::bigint) * interval '1 microsecond') \
ON CONFLICT (key) DO NOTHING \
RETURNING 1::bigint, 1::bigint, 0::bigint, 0::bigint";

/// The row of what was `taken`, else of the record that is there.
macro_rules! taken_or_known {
    () => {
        "\
SELECT 1::bigint, attempt::bigint, 0::bigint, 0::bigint FROM taken \
UNION ALL \
SELECT CASE WHEN leased_until IS NULL AND expires_at > clock_timestamp() THEN 3 ELSE 2 END::bigint, \
attempt::bigint, CASE WHEN leased_until > clock_timestamp() \
THEN ceil(extract(epoch FROM leased_until - clock_timestamp()) * 1000000) ELSE 0 END::bigint, \
(fingerprint <> $3)::integer::bigint \
FROM webhook_idempotency WHERE key = $1 AND NOT EXISTS (SELECT FROM taken)"
    };
}

/// Claims a known key that has expired or whose lease has ended, with the parameters of [`CLAIM`].
///
/// The row is 1 and the attempt if it was taken, else 2 for a leased key (third: microseconds of
/// the lease left) or 3 for a completed one (fourth: 1 if the fingerprint differs). No row: the
/// record is gone, [`CLAIM`] again.
pub const TAKE: &str = concat!(
    "\
WITH taken AS (\
UPDATE webhook_idempotency SET owner = $2, fingerprint = $3, \
attempt = CASE WHEN expires_at <= clock_timestamp() THEN 1 \
WHEN owner = $2 THEN attempt ELSE attempt + 1 END, \
leased_until = clock_timestamp() + $4::bigint * interval '1 microsecond', \
expires_at = CASE WHEN expires_at <= clock_timestamp() \
THEN clock_timestamp() + greatest($4::bigint, $5::bigint) * interval '1 microsecond' \
ELSE greatest(expires_at, clock_timestamp() + $4::bigint * interval '1 microsecond') END \
WHERE key = $1 AND (expires_at <= clock_timestamp() \
OR (leased_until IS NOT NULL AND (owner = $2 OR leased_until <= clock_timestamp()))) \
RETURNING attempt) ",
    taken_or_known!()
);

/// Claims a new key as completed, inside the transaction of the effect: `$1` key, `$2` owner, `$3`
/// fingerprint, `$4` retention in microseconds, `$5` the first eight bytes of the key as a big-endian
/// integer. No row: another transaction has the key, or it is known: ask [`TAKE_IN`].
pub const CLAIM_IN: &str = "\
INSERT INTO webhook_idempotency (key, owner, attempt, fingerprint, leased_until, expires_at) \
SELECT $1, $2, 1, $3, NULL, clock_timestamp() + $4::bigint * interval '1 microsecond' \
WHERE pg_try_advisory_xact_lock($5::bigint) \
ON CONFLICT (key) DO NOTHING \
RETURNING 1::bigint, 1::bigint, 0::bigint, 0::bigint";

/// Claims a known key as completed that has expired or whose lease has ended, with the parameters of
/// [`CLAIM_IN`] and the row of [`TAKE`]. No row: another transaction has the key.
pub const TAKE_IN: &str = concat!(
    "\
WITH gate AS MATERIALIZED (SELECT pg_try_advisory_xact_lock($5::bigint) AS is_open), taken AS (\
UPDATE webhook_idempotency SET owner = $2, fingerprint = $3, \
attempt = CASE WHEN expires_at <= clock_timestamp() THEN 1 ELSE attempt + 1 END, \
leased_until = NULL, \
expires_at = CASE WHEN expires_at <= clock_timestamp() \
THEN clock_timestamp() + $4::bigint * interval '1 microsecond' ELSE expires_at END \
FROM gate WHERE is_open AND key = $1 \
AND (expires_at <= clock_timestamp() OR leased_until <= clock_timestamp()) \
RETURNING attempt) ",
    taken_or_known!()
);

/// Prolongs a lease: `$1` key, `$2` owner, `$3` lease in microseconds. No row: not the owner's.
pub const EXTEND: &str = "\
UPDATE webhook_idempotency SET \
leased_until = clock_timestamp() + $3::bigint * interval '1 microsecond', \
expires_at = greatest(expires_at, clock_timestamp() + $3::bigint * interval '1 microsecond') \
WHERE key = $1 AND owner = $2 AND expires_at > clock_timestamp() AND leased_until > '-infinity' \
RETURNING 1::bigint, 0::bigint, 0::bigint, 0::bigint";

/// Completes a key: `$1` key, `$2` owner. No row: not the owner's.
pub const COMPLETE: &str = "\
UPDATE webhook_idempotency SET leased_until = NULL \
WHERE key = $1 AND owner = $2 AND expires_at > clock_timestamp() \
AND (leased_until IS NULL OR leased_until > '-infinity') \
RETURNING 1::bigint, 0::bigint, 0::bigint, 0::bigint";

/// Releases a key: `$1` key, `$2` owner. No row: not the owner's.
pub const RELEASE: &str = "\
UPDATE webhook_idempotency SET leased_until = '-infinity' \
WHERE key = $1 AND owner = $2 AND expires_at > clock_timestamp() AND leased_until IS NOT NULL \
RETURNING 1::bigint, 0::bigint, 0::bigint, 0::bigint";

/// Forgets a key: `$1` key. The row is 1 if it was known, 0 if it had expired.
pub const FORGET: &str = "\
DELETE FROM webhook_idempotency WHERE key = $1 \
RETURNING (expires_at > clock_timestamp())::integer::bigint, 0::bigint, 0::bigint, 0::bigint";

/// Deletes up to `$1` expired records, and returns how many there were. It waits for no lock.
pub const PURGE: &str = "\
WITH gone AS (\
DELETE FROM webhook_idempotency WHERE key IN (\
SELECT key FROM webhook_idempotency WHERE expires_at <= clock_timestamp() \
LIMIT $1::bigint FOR UPDATE SKIP LOCKED) RETURNING 1) \
SELECT count(*), 0::bigint, 0::bigint, 0::bigint FROM gone";

/// Whether commits are durable when they are acknowledged: 1, or 0 if `synchronous_commit` is off.
const DURABLE: &str = "\
SELECT (current_setting('synchronous_commit') <> 'off')::integer::bigint, \
0::bigint, 0::bigint, 0::bigint";

/// A parameter of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Arg<'a> {
    /// A `bytea`.
    Bytes(&'a [u8]),
    /// A `bigint`.
    Int(i64),
}

/// What a PostgreSQL client must do: run one statement of byte strings and integers that returns at
/// most one row of four integers.
///
/// An implementation should prepare each statement once per connection. [`error`] maps the client's
/// errors.
pub trait Connection: Send {
    /// Runs a statement, and returns its row.
    ///
    /// # Errors
    /// Returns an error if the statement failed; [`error`] says which.
    fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> impl Future<Output = Result<Option<[i64; 4]>, StoreError>> + Send;
}

impl<C: Connection> Connection for &mut C {
    fn fetch(
        &mut self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> impl Future<Output = Result<Option<[i64; 4]>, StoreError>> + Send {
        C::fetch(self, statement, args)
    }
}

/// Maps an error of a client by its SQLSTATE, which is none if the connection failed.
pub fn error(
    sqlstate: Option<&str>,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> StoreError {
    let source = source.into();
    match sqlstate {
        None => StoreError::Unavailable(source),
        Some("40001" | "40P01") => StoreError::Conflict(source),
        // No such table, column or schema; columns of other types.
        Some("42P01" | "42703" | "3F000" | "42804" | "42883" | "42P10") => {
            StoreError::Schema(source)
        }
        Some("25006") => StoreError::ReadOnly(source),
        Some("53100") => StoreError::Full,
        Some("57014" | "55P03") => StoreError::Timeout,
        Some(state) if state.starts_with("08") || state.starts_with("57P") || state == "53300" => {
            StoreError::Unavailable(source)
        }
        Some(_) => StoreError::Other(source),
    }
}

/// Claims under leases in PostgreSQL.
///
/// It takes a function that returns a connection, which is what a pool gives:
///
/// ```no_run
/// # #[cfg(feature = "sqlx")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use webhook_receiver::idempotency::{Idempotency, StoreDown, postgres::{self, Postgres}};
///
/// let pool = sqlx::PgPool::connect_lazy("postgres:///app")?;
/// let store = Postgres::new(move || {
///     let pool = pool.clone();
///     async move { pool.acquire().await.map_err(|error| postgres::error(None, error)) }
/// });
/// let idempotency = Idempotency::new(store, StoreDown::Reject);
/// # drop(idempotency); Ok(())
/// # }
/// # #[cfg(not(feature = "sqlx"))] fn main() {}
/// ```
#[derive(Clone)]
pub struct Postgres<F> {
    connect: F,
}

impl<F, C, Connecting> Postgres<F>
where
    F: Fn() -> Connecting + Send + Sync + 'static,
    Connecting: Future<Output = Result<C, StoreError>> + Send,
    C: Connection,
{
    /// Returns the store behind these connections. Nothing is connected yet.
    pub fn new(connect: F) -> Self {
        Self { connect }
    }

    /// Deletes up to `limit` expired records, and returns how many there were.
    ///
    /// # Errors
    /// Returns an error if the store did not respond.
    pub async fn purge(&self, limit: u32) -> Result<u64, StoreError> {
        let row = self.fetch(PURGE, &[Arg::Int(limit.into())]).await?;
        let [count, ..] = row.unwrap_or_default();
        Ok(u64::try_from(count).unwrap_or(0))
    }

    async fn fetch(
        &self,
        statement: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Option<[i64; 4]>, StoreError> {
        (self.connect)().await?.fetch(statement, args).await
    }
}

impl<F, C, Connecting> Store for Postgres<F>
where
    F: Fn() -> Connecting + Send + Sync + 'static,
    Connecting: Future<Output = Result<C, StoreError>> + Send,
    C: Connection,
{
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        let mut connection = (self.connect)().await?;
        let args = [
            Arg::Bytes(request.key.as_bytes()),
            Arg::Bytes(request.owner.as_bytes()),
            Arg::Bytes(&request.fingerprint),
            micros(request.lease),
            micros(request.retention),
        ];
        // The record can be purged between the two.
        for _ in 0..3 {
            for statement in [CLAIM, TAKE] {
                if let Some(row) = connection.fetch(statement, &args).await? {
                    return claim_of(row);
                }
            }
        }
        Ok(Claim::InProgress {
            remaining: Duration::ZERO,
        })
    }

    async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
        let args = [
            Arg::Bytes(key.as_bytes()),
            Arg::Bytes(owner.as_bytes()),
            micros(lease),
        ];
        Ok(self.fetch(EXTEND, &args).await?.is_some())
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        let args = [Arg::Bytes(key.as_bytes()), Arg::Bytes(owner.as_bytes())];
        Ok(self.fetch(COMPLETE, &args).await?.is_some())
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        let args = [Arg::Bytes(key.as_bytes()), Arg::Bytes(owner.as_bytes())];
        Ok(self.fetch(RELEASE, &args).await?.is_some())
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        let row = self.fetch(FORGET, &[Arg::Bytes(key.as_bytes())]).await?;
        Ok(matches!(row, Some([1, ..])))
    }
}

fn micros(duration: Duration) -> Arg<'static> {
    // Beyond a thousand years, PostgreSQL's own times end.
    const MOST: i64 = 1000 * 366 * 86_400 * 1_000_000;
    Arg::Int(i64::try_from(duration.as_micros()).map_or(MOST, |micros| micros.min(MOST)))
}

/// The answer that a row is.
fn claim_of(row: [i64; 4]) -> Result<Claim, StoreError> {
    match row {
        [1, attempt, ..] => {
            let attempt = u32::try_from(attempt).map_err(|_| StoreError::Record)?;
            Ok(Claim::Acquired { attempt })
        }
        [2, _, remaining, _] => Ok(Claim::InProgress {
            remaining: Duration::from_micros(u64::try_from(remaining).unwrap_or(0)),
        }),
        [3, _, _, altered] => Ok(Claim::Completed {
            altered: altered != 0,
        }),
        _ => Err(StoreError::Record),
    }
}

/// Begins to set up the claims of a receiver's deliveries inside transactions.
pub fn transactional<E>(receiver: &Receiver<E>) -> TransactionalBuilder<E> {
    IdempotentBuilder::new(receiver.endpoint(), Transactions::default())
}

/// Begins to set up the same for an endpoint whose keys belong to many tenants.
pub fn tenants<E>(endpoint: &Endpoint<E>) -> TransactionalTenantsBuilder<E> {
    TenantsBuilder(IdempotentBuilder::new(endpoint, Transactions::default()))
}

/// Claims inside transactions, in place of [`Idempotency`](super::Idempotency) in an
/// [`IdempotentBuilder`].
#[derive(Default)]
pub struct Transactions {
    retention: Option<Duration>,
    observer: Option<Observer>,
}

impl fmt::Debug for Transactions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transactions")
            .field("retention", &self.retention)
            .finish_non_exhaustive()
    }
}

/// Sets up claims inside transactions.
pub type TransactionalBuilder<E = bytes::Bytes> = IdempotentBuilder<E, Transactions>;

/// Sets up claims inside transactions, for an endpoint with many tenants.
pub type TransactionalTenantsBuilder<E = bytes::Bytes> = TenantsBuilder<E, Transactions>;

impl<E> IdempotentBuilder<E, Transactions> {
    /// Sets how long a key is kept at least, as
    /// [`Idempotency::retention`](super::Idempotency::retention).
    pub fn retention(mut self, retention: Duration) -> Self {
        self.mode.retention = Some(retention);
        self
    }

    /// Sets a function that is called with the answer to each claim: `acquired`, `duplicate`,
    /// `in_progress`, `store` or `key`. At the first claim, `store_error` is `not_durable` if
    /// `synchronous_commit` is off.
    pub fn observer(mut self, observer: impl Fn(&Processed) + Send + Sync + 'static) -> Self {
        self.mode.observer = Some(std::sync::Arc::new(observer));
        self
    }

    /// Builds the claims.
    ///
    /// # Errors
    /// Returns an error if no safe key can be made, or the retention is out of its range.
    pub fn build(self) -> Result<Transactional<E>, SetupError> {
        let inner = &self.endpoint.inner;
        Ok(Transactional {
            retention: retention_of(inner, self.mode.retention, Duration::ZERO)?,
            keying: self.keying.build(inner)?,
            observer: self.mode.observer,
            asked: AtomicBool::new(false),
        })
    }
}

impl<E> TenantsBuilder<E, Transactions> {
    /// Sets how long a key is kept at least.
    pub fn retention(self, retention: Duration) -> Self {
        Self(self.0.retention(retention))
    }

    /// Sets a function that is called with the answer to each claim, as for one endpoint.
    pub fn observer(self, observer: impl Fn(&Processed) + Send + Sync + 'static) -> Self {
        Self(self.0.observer(observer))
    }

    /// Builds the claims.
    ///
    /// # Errors
    /// Returns an error if no safe key can be made, or the retention is out of its range.
    pub fn build(self) -> Result<TransactionalTenants<E>, SetupError> {
        self.0.build().map(TransactionalTenants)
    }
}

/// Claims a key inside the transaction of its effect, for a worker that has no receiver. It works as
/// [`Transactional::claim_in`]. Most often the key is a [step](Key::step) of
/// [`StoredDelivery::key`](crate::StoredDelivery::key), since queues deliver at least once.
///
/// `retention` is how long the key is kept: longer than the queue may repeat a job.
///
/// ```no_run
/// # #[cfg(feature = "sqlx")]
/// # mod example {
/// use std::time::Duration;
///
/// use webhook_receiver::{
///     StoredDelivery,
///     idempotency::{Claim, postgres},
/// };
///
/// async fn ship(pool: &sqlx::PgPool, job: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
///     let stored = StoredDelivery::from_json(job)?;
///     let mut tx = pool.begin().await?;
///     let retention = Duration::from_secs(30 * 24 * 3600);
///     match postgres::claim_key_in(&mut *tx, &stored.key().step("ship"), retention).await? {
///         Claim::Acquired { .. } => {
///             sqlx::query("INSERT INTO shipment DEFAULT VALUES").execute(&mut *tx).await?;
///             Ok(tx.commit().await?)
///         }
///         Claim::Completed { .. } => Ok(()),
///         // Another worker is at it: the queue runs the job again.
///         Claim::InProgress { .. } => Err("in progress".into()),
///     }
/// }
/// # }
/// # fn main() {}
/// ```
///
/// # Errors
/// Returns an error if the server failed.
pub async fn claim_key_in<C: Connection>(
    transaction: &mut C,
    key: &Key,
    retention: Duration,
) -> Result<Claim, StoreError> {
    let claim = claim_row(transaction, key, &[0; 16], retention).await?;
    Ok(claim.unwrap_or(IN_PROGRESS))
}

/// Of a key that another transaction has.
const IN_PROGRESS: Claim = Claim::InProgress {
    remaining: Duration::ZERO,
};

/// Claims a key as completed. None if another transaction has it.
async fn claim_row<C: Connection>(
    transaction: &mut C,
    key: &Key,
    fingerprint: &[u8; 16],
    retention: Duration,
) -> Result<Option<Claim>, StoreError> {
    let owner = Owner::random();
    let [a, b, c, d, e, f, g, h, ..] = *key.as_bytes();
    let args = [
        Arg::Bytes(key.as_bytes()),
        Arg::Bytes(owner.as_bytes()),
        Arg::Bytes(fingerprint),
        micros(retention),
        Arg::Int(i64::from_be_bytes([a, b, c, d, e, f, g, h])),
    ];
    for statement in [CLAIM_IN, TAKE_IN] {
        match transaction.fetch(statement, &args).await {
            Ok(Some(row)) => return claim_of(row).map(Some),
            Ok(None) => {}
            Err(StoreError::Conflict(_)) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Claims inside the transactions of many tenants. A key without its tenant cannot be made.
#[derive(Debug)]
pub struct TransactionalTenants<E = bytes::Bytes>(Transactional<E>);

impl<E> TransactionalTenants<E> {
    /// Returns the claims of one tenant. If `tenant` is empty, its deliveries have no key.
    pub fn tenant(&self, tenant: &str) -> Transactional<E> {
        Transactional {
            keying: self.0.keying.tenant(tenant),
            retention: self.0.retention,
            observer: self.0.observer.clone(),
            asked: AtomicBool::new(self.0.asked.swap(true, Ordering::Relaxed)),
        }
    }
}

/// Claims inside the transaction of the effect.
///
/// ```no_run
/// # #[cfg(feature = "sqlx")]
/// # mod example {
/// use webhook_receiver::{
///     Delivery, Reply,
///     idempotency::{Claim, postgres::Transactional},
/// };
///
/// async fn on_payment(
///     claims: &Transactional,
///     pool: &sqlx::PgPool,
///     delivery: Delivery,
/// ) -> Result<Reply, Box<dyn std::error::Error>> {
///     let mut tx = pool.begin().await?;
///     match claims.claim_in(&mut *tx, &delivery).await? {
///         Claim::Acquired { .. } => {
///             sqlx::query("UPDATE account SET balance = balance + 1").execute(&mut *tx).await?;
///             tx.commit().await?;
///             Ok(delivery.acknowledgement())
///         }
///         // The transaction rolls back.
///         taken => Ok(taken.into_reply(&delivery)),
///     }
/// }
/// # }
/// # fn main() {}
/// ```
pub struct Transactional<E = bytes::Bytes> {
    keying: Keying<E>,
    retention: Duration,
    observer: Option<Observer>,
    /// Whether the server was asked for `synchronous_commit`.
    asked: AtomicBool,
}

impl<E> Transactional<E> {
    /// Claims the delivery as completed, if this transaction is committed. It should be the first
    /// statement.
    ///
    /// It never waits: a key that another transaction has claimed is in progress at once, so claims
    /// cause no deadlock. At the levels `REPEATABLE READ` and `SERIALIZABLE`, a claim that meets a
    /// newer commit is in progress, too, and the transaction is aborted.
    ///
    /// # Errors
    /// Returns an error if the delivery has no key, or the server failed.
    pub async fn claim_in<C: Connection>(
        &self,
        transaction: &mut C,
        delivery: &Delivery<E>,
    ) -> Result<Claim, StoreError> {
        let began = Instant::now();
        let mut store_error = None;
        let claim = self.claim(transaction, delivery, &mut store_error).await;
        let (outcome, attempt, altered) = match &claim {
            Ok(Claim::Acquired { attempt }) => ("acquired", Some(*attempt), false),
            Ok(Claim::InProgress { .. }) => ("in_progress", None, false),
            Ok(Claim::Completed { altered }) => ("duplicate", None, *altered),
            Err(StoreError::Key(_)) => ("key", None, false),
            Err(error) => {
                store_error = Some(error.code());
                ("store", None, false)
            }
        };
        if let Some(observer) = &self.observer {
            observer(&Processed {
                provider: self.keying.provider,
                outcome,
                attempt,
                altered,
                store_error,
                elapsed: began.elapsed(),
            });
        }
        claim
    }

    async fn claim<C: Connection>(
        &self,
        transaction: &mut C,
        delivery: &Delivery<E>,
        reported: &mut Option<&'static str>,
    ) -> Result<Claim, StoreError> {
        let (key, fingerprint) = self.keying.key_and_fingerprint(delivery, true)?;
        let claim = claim_row(transaction, &key, &fingerprint, self.retention).await?;
        let Some(claim) = claim else {
            // The transaction may be aborted.
            return Ok(IN_PROGRESS);
        };
        if self.observer.is_some() && !self.asked.swap(true, Ordering::Relaxed) {
            let durable = transaction.fetch(DURABLE, &[]).await?;
            *reported = matches!(durable, Some([0, ..])).then_some("not_durable");
        }
        Ok(claim)
    }

    /// Returns the idempotency key of a delivery.
    ///
    /// # Errors
    /// Returns an error as [`Idempotent::key`](super::Idempotent::key).
    pub fn key(&self, delivery: &Delivery<E>) -> Result<Key, KeyError> {
        self.keying.key(delivery)
    }
}

impl<F> fmt::Debug for Postgres<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgres").finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for Transactional<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transactional")
            .field("provider", &self.keying.provider)
            .field("retention", &self.retention)
            .finish_non_exhaustive()
    }
}
