//! Escapes from the safe defaults, in one place, so that a review can search for them.

use std::time::SystemTime;

use crate::{error::SetupError, key::secret::Secret, receiver::Builder};

/// Takes a secret that is shorter than [`Secret::MIN`], or looks like a placeholder: for a provider
/// or a predecessor that chose it, until it is replaced. Whoever sees one signed request can guess
/// a short secret at leisure.
///
/// # Errors
/// Where the secret is empty or has white space around it: these are never accepted.
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

/// Accepts deliveries for any customer of a provider whose one key signs for all of them: whoever
/// is a customer too can have the provider sign a delivery for this endpoint. For tools that look at
/// recorded requests.
pub fn any_audience<E>(mut builder: Builder<E>) -> Builder<E> {
    builder.any_audience = true;
    builder
}

/// Stops the clock of an endpoint: for the adapters it is always `now`. For tests that send recorded
/// requests to a server; in service, every request that was ever signed could be replayed.
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

/// Stores a delivery whose body holds the provider's secret, which
/// [`StoredDelivery::new`](crate::StoredDelivery::new) refuses: for a queue that only those may read
/// who may know the secret.
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
