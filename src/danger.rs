//! Escapes from the safe defaults, in one place, so that a review can search for them.

use crate::{error::SetupError, receiver::Builder, secret::Secret};

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
    Secret::of_any_length(text)
}

/// Accepts deliveries for any customer of a provider whose one key signs for all of them: whoever
/// is a customer too can have the provider sign a delivery for this endpoint. For tools that look at
/// recorded requests.
pub fn any_audience<E>(mut builder: Builder<E>) -> Builder<E> {
    builder.any_audience = true;
    builder
}
