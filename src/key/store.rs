//! The keys of a receiver: fixed, replaced while it runs, or looked up by a source for each request.

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use crate::key::{keys::Keys, source::KeySource};

#[derive(Clone)]
pub(crate) enum KeyStore {
    Fixed(Keys),
    Shared(SharedKeys),
    Source {
        source: Arc<dyn KeySource>,
        /// The keys until the source has found some.
        none: Keys,
    },
}

impl KeyStore {
    pub(crate) fn of_source(source: Arc<dyn KeySource>) -> Self {
        Self::Source {
            source,
            none: Keys::none(),
        }
    }

    pub(crate) fn source(&self) -> Option<&Arc<dyn KeySource>> {
        match self {
            Self::Source { source, .. } => Some(source),
            Self::Fixed(_) | Self::Shared(_) => None,
        }
    }

    /// Returns the keys of now, which a request keeps to its end.
    #[inline]
    pub(crate) fn current(&self) -> Cow<'_, Keys> {
        match self {
            Self::Fixed(keys) | Self::Source { none: keys, .. } => Cow::Borrowed(keys),
            Self::Shared(keys) => Cow::Owned(keys.get()),
        }
    }
}

/// Keys that several receivers share and that can be replaced.
#[derive(Clone)]
pub(crate) struct SharedKeys(Arc<RwLock<Keys>>);

impl SharedKeys {
    pub(crate) fn new(keys: Keys) -> Self {
        Self(Arc::new(RwLock::new(keys)))
    }

    fn get(&self) -> Keys {
        let keys = self.0.read().unwrap_or_else(PoisonError::into_inner);
        keys.clone()
    }

    pub(crate) fn replace(&self, keys: Keys) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *held, keys);
        drop(held);
        // The old ones are erased here, unless a request still needs them.
        drop(old);
    }
}

impl fmt::Debug for KeyStore {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.current(), f)
    }
}
