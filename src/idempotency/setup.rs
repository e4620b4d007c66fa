//! Set-up: what a service must decide once, and what is rejected before the first delivery.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    idempotent::{Idempotent, Tenants},
    key::{Key, KeyingBuilder, UnsignedId},
    outcome::Processed,
    run::{Flight, Observer, Shared, part},
    store::{Erased, Store, StoreDown},
};
use crate::{
    error::SetupError,
    provider::Retry,
    receiver::{Endpoint, Receiver, delivery::Delivery, endpoint::Inner},
};

/// Idempotent processing with one store: one per service, cheap to clone.
#[derive(Clone)]
pub struct Idempotency {
    store: Arc<dyn Erased>,
    down: StoreDown,
    lease: Duration,
    retention: Option<Duration>,
    store_timeout: Option<Duration>,
    flight: Arc<Flight>,
    observer: Option<Observer>,
}

const DAY: Duration = Duration::from_secs(24 * 3600);
/// Of a provider that does not document for how long it retries.
const UNDOCUMENTED: Duration = Duration::from_secs(7 * 24 * 3600);

impl Idempotency {
    /// Begins idempotent processing with a store.
    pub fn new(store: impl Store, down: StoreDown) -> Self {
        Self {
            store: Arc::new(store),
            down,
            lease: Duration::from_secs(30),
            retention: None,
            store_timeout: None,
            flight: Arc::new(Flight::new(1024)),
            observer: None,
        }
    }

    /// Sets how long a claim holds without being renewed, from 1 second to 1 hour. Defaults to 30 seconds.
    ///
    /// After this time, a delivery can be processed again if the process was killed. Work that takes longer
    /// renews its lease.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// Sets how long a key is kept at least. Defaults to 7 days, or to 30 days for an endpoint whose
    /// signature covers no time, or that accepts times of the event at any age: a recorded request is a new
    /// event when its key is gone.
    ///
    /// A key is kept longer if the provider retries for longer, or the endpoint accepts an older time.
    pub fn retention(mut self, retention: Duration) -> Self {
        self.retention = Some(retention);
        self
    }

    /// Sets how long each call of the store may take, from 10 milliseconds to half of the lease. Defaults to
    /// 1 second, or to a third of the provider's response timeout if that is shorter. A call without a
    /// response is made once more.
    pub fn store_timeout(mut self, timeout: Duration) -> Self {
        self.store_timeout = Some(timeout);
        self
    }

    /// Sets how many deliveries may be in processing at once. By default 1,024. One more is
    /// [`Busy`](super::RunError::Busy).
    pub fn max_in_flight(mut self, deliveries: usize) -> Self {
        self.flight = Arc::new(Flight::new(deliveries));
        self
    }

    /// Sets a function that is called with the outcome of processing each delivery, for metrics. It must be
    /// quick, and must not panic.
    pub fn observer(mut self, observer: impl Fn(&Processed) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Begins to set up the deliveries of a receiver.
    pub fn endpoint<E>(&self, receiver: &Receiver<E>) -> IdempotentBuilder<E> {
        IdempotentBuilder::new(receiver.endpoint(), self.clone())
    }

    /// Begins to set up the deliveries of an endpoint whose keys belong to many tenants.
    pub fn tenants<E>(&self, endpoint: &Endpoint<E>) -> TenantsBuilder<E> {
        TenantsBuilder(IdempotentBuilder::new(endpoint, self.clone()))
    }

    /// Takes no more deliveries, and waits for those that are being processed. Returns the number of those
    /// that are left after this time: they end with the process, and their leases lapse.
    pub async fn shutdown(&self, within: Duration) -> usize {
        self.flight.shutdown(within).await
    }

    fn shared(&self, endpoint: &Inner) -> Result<Shared, SetupError> {
        let leases = Duration::from_secs(1)..=Duration::from_secs(3600);
        if !leases.contains(&self.lease) {
            return Err(SetupError::Lease);
        }
        let retention = retention_of(endpoint, self.retention, self.lease)?;
        let store_timeout = self.store_timeout.unwrap_or_else(|| {
            let most = Duration::from_secs(1).min(part(self.lease, 2));
            let timeout = endpoint.row.response_timeout;
            timeout.map_or(most, |timeout| most.min(part(timeout, 3)))
        });
        if store_timeout < Duration::from_millis(10) || store_timeout > part(self.lease, 2) {
            return Err(SetupError::StoreTimeout);
        }
        Ok(Shared {
            store: self.store.clone(),
            down: self.down,
            lease: self.lease,
            retention,
            store_timeout,
            flight: self.flight.clone(),
            observer: self.observer.clone(),
        })
    }
}

/// How long the keys of an endpoint are kept: at least this long, as long as the provider may repeat
/// a delivery, and as long as a recorded one is accepted.
pub(super) fn retention_of(
    endpoint: &Inner,
    floor: Option<Duration>,
    lease: Duration,
) -> Result<Duration, SetupError> {
    let row = &endpoint.row;
    let window = endpoint.window;
    let past = window.past.filter(|_| endpoint.covers_time());
    let days = if past.is_some() { 7 } else { 30 };
    let floor = floor.unwrap_or(DAY.saturating_mul(days));
    let retries = match row.retry {
        Retry::Never => Duration::ZERO,
        Retry::For(period) => period,
        Retry::Undocumented => UNDOCUMENTED,
    };
    // From as long before its time as clocks may differ, until it is too old.
    let accepted = past.map_or(Duration::ZERO, |past| past.saturating_add(window.future));
    let retention = floor.max(retries.saturating_add(lease)).max(accepted);
    if retention > DAY.saturating_mul(3660) {
        return Err(SetupError::Retention);
    }
    Ok(retention)
}

/// Sets up the idempotent processing of one endpoint: under leases, or inside transactions by
/// `postgres::transactional`.
#[must_use = "nothing is set up until `build` is called"]
pub struct IdempotentBuilder<E = bytes::Bytes, M = Idempotency> {
    pub(super) mode: M,
    pub(super) endpoint: Endpoint<E>,
    pub(super) keying: KeyingBuilder<E>,
}

impl<E, M> IdempotentBuilder<E, M> {
    pub(super) fn new(endpoint: &Endpoint<E>, mode: M) -> Self {
        Self {
            mode,
            endpoint: endpoint.clone(),
            keying: KeyingBuilder::default(),
        }
    }

    /// Sets how keys use an id that the signature does not cover. It is required for providers that send such
    /// an id, such as GitHub and Shopify.
    pub fn unsigned_id(mut self, unsigned_id: UnsignedId) -> Self {
        self.keying.unsigned_id = Some(unsigned_id);
        self
    }

    /// Sets a name that is part of all keys. Two endpoints of one provider with two names process the
    /// same events independently.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.keying.scope = scope.into();
        self
    }

    /// Sets a function that returns the key of a delivery, such as [`Key::custom`]. A delivery of
    /// which it returns none is not processed: [`KeyError::NoKey`](super::KeyError::NoKey).
    pub fn key_with(
        mut self,
        key_with: impl Fn(&Delivery<E>) -> Option<Key> + Send + Sync + 'static,
    ) -> Self {
        self.keying.key_with = Some(Arc::new(key_with));
        self
    }
}

impl<E> IdempotentBuilder<E> {
    /// Builds the idempotent processing.
    ///
    /// # Errors
    /// Returns an error if no safe key can be made, or a duration is out of its range; the message
    /// says what to do.
    pub fn build(self) -> Result<Idempotent<E>, SetupError> {
        Ok(Idempotent {
            shared: Arc::new(self.mode.shared(&self.endpoint.inner)?),
            keying: self.keying.build(&self.endpoint.inner)?,
        })
    }
}

/// Sets up the idempotent processing of an endpoint with many tenants.
#[must_use = "nothing is set up until `build` is called"]
pub struct TenantsBuilder<E = bytes::Bytes, M = Idempotency>(pub(super) IdempotentBuilder<E, M>);

impl<E, M> TenantsBuilder<E, M> {
    /// Sets how keys use an id that the signature does not cover, as [`IdempotentBuilder::unsigned_id`].
    pub fn unsigned_id(self, unsigned_id: UnsignedId) -> Self {
        Self(self.0.unsigned_id(unsigned_id))
    }

    /// Sets a function that returns the key of a delivery, as [`IdempotentBuilder::key_with`]. The
    /// tenant is added to what it returns.
    pub fn key_with(
        self,
        key_with: impl Fn(&Delivery<E>) -> Option<Key> + Send + Sync + 'static,
    ) -> Self {
        Self(self.0.key_with(key_with))
    }
}

impl<E> TenantsBuilder<E> {
    /// Builds the idempotent processing.
    ///
    /// # Errors
    /// Returns an error as [`IdempotentBuilder::build`].
    pub fn build(self) -> Result<Tenants<E>, SetupError> {
        self.0.build().map(Tenants)
    }
}

impl fmt::Debug for Idempotency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Idempotency")
            .field("down", &self.down)
            .field("lease", &self.lease)
            .field("retention", &self.retention)
            .field("store_timeout", &self.store_timeout)
            .finish_non_exhaustive()
    }
}

impl<E, M: fmt::Debug> fmt::Debug for IdempotentBuilder<E, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdempotentBuilder")
            .field("mode", &self.mode)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl<E, M: fmt::Debug> fmt::Debug for TenantsBuilder<E, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TenantsBuilder").field(&self.0).finish()
    }
}
