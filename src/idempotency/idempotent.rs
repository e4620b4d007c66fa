//! The deliveries of an endpoint, processed idempotently.

use std::{fmt, future::Future, sync::Arc};

use super::{
    key::{Key, KeyError, Keying},
    outcome::{Answer, Outcome, RunError},
    run::{Attempt, Shared, run},
    store::StoreError,
};
use crate::receiver::{delivery::Delivery, reply::Reply};

/// The deliveries of one endpoint, processed idempotently. Made by
/// [`Idempotency::endpoint`](super::Idempotency::endpoint) or [`Tenants::tenant`], cheap to clone.
pub struct Idempotent<E = bytes::Bytes> {
    pub(super) shared: Arc<Shared>,
    pub(super) keying: Keying<E>,
}

/// The deliveries of an endpoint whose keys belong to many tenants. A key without its tenant cannot
/// be made. Cheap to clone.
pub struct Tenants<E = bytes::Bytes>(pub(super) Idempotent<E>);

impl<E: 'static> Idempotent<E> {
    /// Claims the delivery and runs the work, unless it was claimed before.
    ///
    /// `work` gets the delivery and the [`Attempt`]. If this future is dropped, as servers do when the sender
    /// disconnects, work that has begun continues as a task of the current runtime, and the retry is a
    /// duplicate.
    ///
    /// While the work runs, its lease is renewed after every third of it. If the work fails or panics, the
    /// claim is released; a panic then continues in the caller.
    ///
    /// # Errors
    /// Returns an error if the work failed, the store did, or the lease was lost. [`RunError::reply`] is the
    /// response.
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
        run(&self.shared, &self.keying, delivery, work).await
    }

    /// Runs the work as [`run`](Self::run) does, and returns the response to the sender.
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
    /// given with [`key_with`](super::IdempotentBuilder::key_with) returned none.
    pub fn key(&self, delivery: &Delivery<E>) -> Result<Key, KeyError> {
        self.keying.key(delivery)
    }

    /// Forgets a key, so that its delivery is processed again. Returns false if it is not known.
    ///
    /// # Errors
    /// Returns an error if the store did not respond.
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
