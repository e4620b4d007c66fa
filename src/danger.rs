//! Exceptions from the safe defaults, in one module, so that a review can search for them.

use std::time::SystemTime;

use crate::{error::SetupError, key::secret::Secret, receiver::Builder};

/// Creates a secret that is shorter than [`Secret::MIN`] or looks like a placeholder: for a secret that
/// somebody else chose, until it is replaced. An attacker who saw one signed request can guess a short
/// secret offline.
///
/// # Errors
/// Returns an error if the secret is empty or has white space around it: these are never accepted.
///
/// ```
/// use webhook_receiver::{SetupError, danger};
///
/// let secret = danger::short_secret("hunter2")?;
/// # drop(secret);
/// assert_eq!(danger::short_secret("").unwrap_err(), SetupError::SecretEmpty);
/// # Ok::<(), SetupError>(())
/// ```
pub fn short_secret(text: impl Into<Vec<u8>>) -> Result<Secret, SetupError> {
    Secret::new_unchecked_length(text)
}

/// Accepts deliveries for any customer of a provider that signs with one key for all of them. An attacker
/// who is also a customer can then have the provider sign a delivery for this endpoint. For tools that read
/// recorded requests.
pub fn any_audience<E>(mut builder: Builder<E>) -> Builder<E> {
    builder.any_audience = true;
    builder
}

/// Stops the clock of an endpoint, so that the adapters always verify at the time `now`. For tests that send
/// recorded requests to a server; in production, every request that was ever signed could be replayed.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use webhook_receiver::{Receiver, Secret, danger, providers};
///
/// let recorded = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
/// let receiver = danger::stop_clock(Receiver::builder(providers::STRIPE), recorded)
///     .secret(Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf")?)
///     .build()?;
/// assert_eq!(receiver.endpoint().now(), recorded);
/// # Ok::<(), webhook_receiver::SetupError>(())
/// ```
pub fn stop_clock<E>(builder: Builder<E>, now: SystemTime) -> Builder<E> {
    builder.clock(move || now)
}

/// Stores a delivery whose body contains the secret, which
/// [`StoredDelivery::new`](crate::StoredDelivery::new) rejects: for a queue whose readers may know the
/// secret.
///
/// ```
/// use std::time::SystemTime;
///
/// use webhook_receiver::{Delivery, StoredDelivery, danger, idempotency::Key};
///
/// fn enqueue(delivery: &Delivery, key: Key) -> Vec<u8> {
///     danger::store_with_secret(delivery, key, SystemTime::now()).to_json()
/// }
/// # let _ = enqueue;
/// ```
#[cfg(feature = "idempotency")]
pub fn store_with_secret<E>(
    delivery: &crate::Delivery<E>,
    key: crate::idempotency::Key,
    received_at: SystemTime,
) -> crate::StoredDelivery {
    crate::StoredDelivery::of(delivery, key, received_at)
}
