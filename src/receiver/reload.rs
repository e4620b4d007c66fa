//! New secrets for a receiver that runs.

use std::{fmt, sync::Arc};

use crate::{
    error::SetupError,
    key::{secret::Secret, store::SharedKeys},
    receiver::endpoint::Inner,
};

/// A handle that replaces the secrets of a running receiver, from
/// [`Builder::build_reloadable`](crate::Builder::build_reloadable).
///
/// A new secret is used from the next request on. A request whose head has arrived already is verified with
/// the earlier secrets.
///
/// To rotate a secret without rejecting a request, first reload with the new and the old one, and then switch
/// at the provider. Reload with the new one alone when the provider no longer sends retries that are signed
/// with the old one ([`Provider::retry`](crate::Provider::retry)).
///
/// Cheap to clone.
///
/// ```
/// use std::time::SystemTime;
///
/// use bytes::Bytes;
/// use webhook_receiver::{Receiver, Secret, providers, testing::Signer};
///
/// let old = Secret::new("It's a Secret to Everybody")?;
/// let new = Secret::new("It's a New Secret to Everybody")?;
///
/// let (receiver, handle) = Receiver::builder(providers::GITHUB)
///     .secret(old.clone())
///     .build_reloadable()?;
///
/// let signed = |secret: &Secret| {
///     Signer::new(providers::GITHUB, secret.clone()).sign("https://app.example/github", "{}")
/// };
/// assert!(receiver.receive(signed(&new)?, SystemTime::now()).is_err());
///
/// handle.reload(&[new.clone(), old.clone()])?;
/// assert!(receiver.receive(signed(&new)?, SystemTime::now()).is_ok());
/// assert!(receiver.receive(signed(&old)?, SystemTime::now()).is_ok());
///
/// // A mistake changes nothing.
/// assert!(handle.reload(&[]).is_err());
/// assert!(receiver.receive(signed(&new)?, SystemTime::now()).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct ReloadHandle {
    pub(crate) endpoint: Arc<Inner>,
    pub(crate) keys: SharedKeys,
}

impl ReloadHandle {
    /// Replaces all secrets of the receiver, and of its clones, by these.
    ///
    /// # Errors
    ///
    /// Returns an error if [`Builder::build`](crate::Builder::build) would reject the secrets. The earlier
    /// ones then remain in use.
    pub fn reload(&self, secrets: &[Secret]) -> Result<(), SetupError> {
        self.keys.replace(self.endpoint.prepare_own_keys(secrets)?);
        Ok(())
    }
}

impl fmt::Debug for ReloadHandle {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReloadHandle")
            .field("provider", &self.endpoint.row.id)
            .finish_non_exhaustive()
    }
}
