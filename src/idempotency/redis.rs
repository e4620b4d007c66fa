//! Claims in Redis or Valkey.
//!
//! A new claim is one `SET key value NX PX retention`. Scripts run only for keys that are known. Each
//! script has one key, so any cluster works. Redis 6.0 or later is needed, or any Valkey.
//!
//! The service makes the connection, with the crate `redis` in version 1. One that reconnects by itself is a
//! `ConnectionManager`:
//!
//! ```sh
//! cargo add webhook-receiver --features redis
//! cargo add redis@1 --features connection-manager,tokio-comp
//! ```
//!
//! # What can be lost
//!
//! As long as Redis loses no write that it acknowledged, leases on Redis are as good as on
//! PostgreSQL. It loses writes
//!
//! - if it evicts: `maxmemory` with another policy than `noeviction`;
//! - of the last second, if it loses power and the append-only file is synced `everysec`. While it waits for a
//!   slow disk, it responds before it writes, and then a crash of Redis alone loses up to two seconds;
//! - at a failover to a replica that did not have them, as replication is asynchronous. `WAIT` makes
//!   this rarer and does not prevent it, so it is not used; neither is Redlock.
//!
//! A server whose clock jumps forward ends leases early. In all of these cases the repeated work has
//! an [attempt](super::Attempt::number), which is above 1 unless the record was lost.

use std::time::Duration;

use redis::{ErrorKind, RedisError, Script, ServerErrorKind, Value, aio::ConnectionLike, cmd};

use super::{
    key::Key,
    store::{Claim, ClaimRequest, Owner, Store, StoreError},
};

/// Claims in Redis or Valkey, over a connection that can be cloned, such as `ConnectionManager`,
/// `MultiplexedConnection` or `ClusterConnection`.
///
/// ```no_run
/// use webhook_receiver::idempotency::{Idempotency, StoreDown, redis::{Durability, Redis}};
///
/// # async fn main_() -> Result<(), Box<dyn std::error::Error>> {
/// let client = redis::Client::open("redis://127.0.0.1/")?;
/// let connection = client.get_connection_manager().await?;
/// let store = Redis::new(connection, Durability::Required).await?;
/// let idempotency = Idempotency::new(store, StoreDown::Reject);
/// # drop(idempotency); Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Redis<C> {
    connection: C,
    durability: Durability,
    prefix: Vec<u8>,
    take: Script,
    settle: Script,
}

/// Whether the server must be set up so that it keeps what it acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// It must be a master with an append-only file that evicts nothing; others are rejected with
    /// [`StoreError::NotDurable`].
    Required,
    /// It is not checked: keys can be lost, and their deliveries then run again.
    AcceptLoss,
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Redis<C> {
    /// Returns the store behind this connection, after its server was checked.
    ///
    /// # Errors
    /// Returns an error if the server can lose keys and must not, or does not answer.
    pub async fn new(connection: C, durability: Durability) -> Result<Self, StoreError> {
        let store = Self {
            connection,
            durability,
            prefix: b"webhook:".to_vec(),
            take: Script::new(include_str!("redis/take.lua")),
            settle: Script::new(include_str!("redis/settle.lua")),
        };
        store.health().await?;
        Ok(store)
    }

    /// Sets what precedes the keys. Defaults to `webhook:`.
    pub fn prefix(mut self, prefix: impl Into<Vec<u8>>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Checks the server again: its settings can be changed while it runs.
    ///
    /// # Errors
    /// Returns an error if the server can lose keys and must not, or does not answer.
    pub async fn health(&self) -> Result<(), StoreError> {
        if self.durability == Durability::AcceptLoss {
            return Ok(());
        }
        let mut connection = self.connection.clone();
        let info: Value = cmd("INFO")
            .query_async(&mut connection)
            .await
            .map_err(failed)?;
        let mut texts = Vec::new();
        collect(&info, &mut texts);
        if texts.is_empty() {
            return Err(StoreError::Record);
        }
        // One of each node of a cluster, otherwise one.
        texts.iter().try_for_each(|info| check(info))
    }

    fn key(&self, key: &Key) -> Vec<u8> {
        [&self.prefix, &key.as_bytes()[..]].concat()
    }

    async fn settle(
        &self,
        key: &Key,
        owner: Owner,
        step: &str,
        lease: Duration,
    ) -> Result<bool, StoreError> {
        let mut connection = self.connection.clone();
        let mut call = self.settle.key(self.key(key));
        call.arg(&owner.as_bytes()[..]).arg(step).arg(millis(lease));
        let settled: i64 = call.invoke_async(&mut connection).await.map_err(failed)?;
        Ok(settled == 1)
    }
}

impl<C: ConnectionLike + Clone + Send + Sync + 'static> Store for Redis<C> {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        let mut connection = self.connection.clone();
        let key = self.key(&request.key);
        let lease = millis(request.lease);
        let retention = millis(request.retention).max(lease);
        let owner = &request.owner.as_bytes()[..];
        let fingerprint = &request.fingerprint[..];
        let end = retention.saturating_sub(lease).to_string();
        let value = [owner, fingerprint, b"1:", end.as_bytes()].concat();
        let mut claim = cmd("SET");
        claim
            .arg(&key)
            .arg(value)
            .arg("NX")
            .arg("PX")
            .arg(retention);
        let new: Option<String> = claim.query_async(&mut connection).await.map_err(failed)?;
        if new.is_some() {
            return Ok(Claim::Acquired { attempt: 1 });
        }
        let mut take = self.take.key(key);
        take.arg(owner).arg(fingerprint).arg(lease).arg(retention);
        let answer: (i64, i64, i64, i64) =
            take.invoke_async(&mut connection).await.map_err(failed)?;
        match answer {
            (1, attempt, ..) => {
                let attempt = u32::try_from(attempt).map_err(|_| StoreError::Record)?;
                Ok(Claim::Acquired { attempt })
            }
            (2, _, left, _) => Ok(Claim::InProgress {
                remaining: Duration::from_millis(u64::try_from(left).unwrap_or(0)),
            }),
            (3, _, _, altered) => Ok(Claim::Completed {
                altered: altered != 0,
            }),
            _ => Err(StoreError::Record),
        }
    }

    async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
        self.settle(key, owner, "x", lease).await
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        self.settle(key, owner, "c", Duration::ZERO).await
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        self.settle(key, owner, "r", Duration::ZERO).await
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        let mut connection = self.connection.clone();
        let mut delete = cmd("DEL");
        delete.arg(self.key(key));
        let deleted: i64 = delete.query_async(&mut connection).await.map_err(failed)?;
        Ok(deleted == 1)
    }
}

/// Milliseconds, rounded up.
fn millis(duration: Duration) -> u64 {
    let micros = duration.as_micros().div_ceil(1000).max(1);
    // A thousand years.
    u64::try_from(micros).map_or(1 << 45, |millis| millis.min(1 << 45))
}

/// The texts of an answer, which is a map in a cluster.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::BulkString(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            if text.contains("redis_version:") || text.contains("valkey_version:") {
                texts.push(text.into_owned());
            }
        }
        Value::SimpleString(text) | Value::VerbatimString { text, .. } => texts.push(text.clone()),
        Value::Array(values) | Value::Set(values) => {
            values.iter().for_each(|value| collect(value, texts));
        }
        Value::Map(entries) => entries.iter().for_each(|(_, value)| collect(value, texts)),
        _ => {}
    }
}

/// Rejects a server that can lose what it acknowledged.
fn check(info: &str) -> Result<(), StoreError> {
    let field = |name: &str| {
        let mut lines = info.lines().filter_map(|line| line.split_once(':'));
        lines.find_map(|(found, value)| (found == name).then(|| value.trim()))
    };
    if field("loading") == Some("1") {
        // It does not know its own settings yet.
        return Err(StoreError::Unavailable(
            "the server is loading its data".into(),
        ));
    }
    let is_master = field("role") == Some("master");
    if !is_master && field("cluster_enabled") == Some("1") {
        // It holds copies. Its master is checked, too.
        return Ok(());
    }
    if !is_master {
        return Err(StoreError::NotDurable("`role` is not `master`"));
    }
    if field("maxmemory") != Some("0") && field("maxmemory_policy") != Some("noeviction") {
        return Err(StoreError::NotDurable(
            "`maxmemory-policy` is not `noeviction`",
        ));
    }
    if field("aof_enabled") != Some("1") {
        return Err(StoreError::NotDurable("`appendonly` is not `yes`"));
    }
    Ok(())
}

fn failed(error: RedisError) -> StoreError {
    if error.is_timeout() {
        return StoreError::Timeout;
    }
    // In a cluster, whose nodes change or do not answer.
    let is_of_cluster =
        error.is_cluster_error() || error.kind() == ErrorKind::ClusterConnectionNotFound;
    if error.is_io_error()
        || error.is_connection_dropped()
        || error.is_connection_refusal()
        || is_of_cluster
    {
        return StoreError::Unavailable(error.into());
    }
    match (error.kind(), error.code()) {
        (_, Some("OOM")) => StoreError::Full,
        (ErrorKind::Server(ServerErrorKind::ReadOnly), _) | (_, Some("MISCONF" | "READONLY")) => {
            StoreError::ReadOnly(error.into())
        }
        (_, Some("LOADING" | "MASTERDOWN" | "BUSY" | "NOREPLICAS")) => {
            StoreError::Unavailable(error.into())
        }
        _ => StoreError::Other(error.into()),
    }
}

/// Shows the set-up, never a key.
impl<C> std::fmt::Debug for Redis<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redis")
            .field("durability", &self.durability)
            .finish_non_exhaustive()
    }
}
