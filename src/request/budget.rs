//! A bound on the memory of all bodies in flight.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;

use crate::error::Error;

/// A bound on the bytes of all bodies in flight, for one endpoint or for several that share it.
///
/// A body counts from when its bytes arrive, until the last handle to them is dropped: a handler that keeps
/// deliveries keeps their share. If the signature can only be verified when the whole body has arrived, as
/// that of a form whose fields are sorted, three times its size counts additionally during the verification.
/// If a further chunk would exceed the bound, its request is rejected with [`Error::BudgetSpent`]: 503, and
/// the sender tries again.
///
/// ```
/// use webhook_receiver::{Budget, Receiver, Secret, SetupError, providers};
///
/// let budget = Budget::new(256 * 1024 * 1024);
/// let github = Receiver::builder(providers::GITHUB)
///     .secret(Secret::new("It's a Secret to Everybody")?)
///     .budget(&budget)
///     .build()?;
/// let slack = Receiver::builder(providers::SLACK)
///     .secret(Secret::new("8f742231b10e8888abcd99yyyzzz85a5")?)
///     .budget(&budget)
///     .build()?;
/// assert_eq!(budget.used(), 0);
/// # drop((github, slack));
/// # Ok::<(), SetupError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Budget {
    limit: usize,
    used: Arc<AtomicUsize>,
}

impl Budget {
    /// Returns a budget of this many bytes. It must not be smaller than what one body of a receiver that is
    /// built with it takes: its body limit, or four times its body limit if the provider's signature can only
    /// be verified when the whole body has arrived.
    pub fn new(bytes: usize) -> Self {
        Self {
            limit: bytes,
            used: Arc::default(),
        }
    }

    /// Returns the bytes that may be in flight.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Returns the bytes that are in flight now.
    pub fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    /// Rejects a body that is announced to be larger than what is left.
    pub(crate) fn check(&self, announced: u64) -> Result<(), Error> {
        if announced > self.limit.saturating_sub(self.used()) as u64 {
            return Err(Error::BudgetSpent);
        }
        Ok(())
    }

    /// Nothing yet, to be grown.
    pub(crate) fn share(&self) -> Share {
        Share {
            budget: self.clone(),
            bytes: 0,
        }
    }
}

/// What one body takes of a budget, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    budget: Budget,
    bytes: usize,
}

impl Share {
    pub(crate) fn grow(&mut self, bytes: usize) -> Result<(), Error> {
        self.budget
            .used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
                used.checked_add(bytes)
                    .filter(|used| *used <= self.budget.limit)
            })
            .map_err(|_| Error::BudgetSpent)?;
        // Not more than what is used in all, which did not overflow.
        self.bytes = self.bytes.saturating_add(bytes);
        Ok(())
    }

    /// The bytes, with which the share is given back when their last handle is dropped.
    pub(crate) fn of(self: Arc<Self>, bytes: Bytes) -> Bytes {
        Bytes::from_owner(Held {
            bytes,
            _share: self,
        })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.budget.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

struct Held {
    bytes: Bytes,
    _share: Arc<Share>,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returns_shares_with_the_last_handle() {
        let budget = Budget::new(10);
        let (mut one, mut two) = (budget.share(), budget.share());
        assert_eq!(one.grow(6), Ok(()));
        assert_eq!(two.grow(5), Err(Error::BudgetSpent));
        assert_eq!(two.grow(4), Ok(()));
        assert_eq!(budget.used(), 10);
        drop(two);
        let bytes = Arc::new(one).of(Bytes::from_static(b"sixsix"));
        let slice = bytes.slice(2..3);
        drop(bytes);
        assert_eq!(budget.used(), 6);
        drop(slice);
        assert_eq!(budget.used(), 0);
    }
}
