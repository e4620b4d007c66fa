//! A cache of keys around a function that fetches them. Each document is fetched once, and again when it
//! is old. Requests that name unknown keys can neither flood the provider's key server nor keep a new key
//! out.
//!
//! The cache needs no runtime. A fetch is a future that the waiting requests poll; a background refresh is
//! polled once by each request that uses the document. No lock is held while the user's code runs.

mod admission;
mod fetching;

use std::{
    collections::HashMap,
    fmt,
    future::{Future, poll_fn},
    mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use self::{
    admission::{Admission, abs_diff},
    fetching::{Fetch, Fetched, Fetching, Seat, Turn, lock},
};
use crate::{
    error::Error,
    key::{
        keys::Keys,
        source::{KeyHint, KeySource, KeysFuture},
    },
    provider::{KeyDocument, Row},
    receiver::Endpoint,
    request::settings::Settings,
};

/// A [`KeySource`](crate::KeySource) that caches the keys which your own function fetches.
///
/// The function takes a [`KeyHint`] and returns the document that the provider serves (a key set, a key,
/// or a certificate), `None` if the provider has no such key, or an error if the request failed. Its HTTP
/// client should have a timeout, follow no redirects and read at most [`KeyCache::LARGEST`] bytes.
///
/// - A key is used for an hour. Then it is fetched again in the background, and used meanwhile for up to a
///   day. [`KeyCache::with_times`] sets other times.
/// - A document is fetched once at a time, and all requests that need it wait for that fetch. A fetch that
///   takes half a minute is abandoned.
/// - After a failed fetch, a key is not fetched again for a minute, and a key set not for four seconds.
///   Until then, requests with this key id are rejected: with 401 if the provider has no such key, and
///   with 503 otherwise, so that a genuine sender retries.
/// - Unknown keys are fetched up to five times per second, after a burst of twenty. If more are
///   requested, as in a flood of made-up key ids, keys that were requested before take precedence, and
///   then chance decides. Other requests are answered with 503. So a genuine new key is fetched at its
///   second delivery, even during a flood.
///
/// [`KeyCache::warm_up`] fetches a key before a request needs it.
///
/// ```
/// # #[cfg(feature = "rsa")] {
/// use webhook_receiver::{KeyCache, Receiver, providers};
/// # async fn http_get(_: &str) -> Result<Vec<u8>, std::io::Error> { Ok(Vec::new()) }
///
/// let endpoint = Receiver::builder(providers::FIREBLOCKS_LEGACY).build_endpoint()?;
/// let receiver = endpoint.with_key_source(KeyCache::new(&endpoint, |_hint| async {
///     let document = http_get("https://keys.example/fireblocks.pem").await?;
///     Ok::<_, std::io::Error>(Some(document))
/// }));
/// # drop(receiver);
/// # }
/// # Ok::<(), webhook_receiver::SetupError>(())
/// ```
pub struct KeyCache {
    row: Row,
    settings: Settings,
    fresh: Duration,
    usable: Duration,
    fetch: Box<dyn Fn(KeyHint) -> Fetch + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    entries: Vec<Entry>,
    /// Keys whose fetch failed a short time ago.
    misses: HashMap<KeyHint, Miss>,
    under_way: Vec<Arc<Fetching>>,
    /// Values to drop when the lock is released.
    abandoned: Vec<Arc<Fetching>>,
    admission: Admission,
    /// Counts uses, to find the least recently used entry.
    uses: u64,
}

/// A fetched document.
struct Entry {
    /// The hint with which it was fetched.
    hint: KeyHint,
    keys: Keys,
    fetched: SystemTime,
    /// The time of the last fetch, successful or not.
    tried: SystemTime,
    /// The end of a certificate's validity period.
    valid_until: Option<SystemTime>,
    used: u64,
}

struct Miss {
    why: Error,
    at: SystemTime,
}

/// What a request that needs a key does next.
enum Next {
    Done(Result<Keys, Error>),
    /// Use these keys, and poll the fetch of newer ones.
    Refresh(Keys, Arc<Fetching>),
    Wait(Arc<Fetching>),
}

impl KeyCache {
    /// The maximum size of a document, in bytes.
    pub const LARGEST: usize = 64 * 1024;

    /// The maximum number of documents. Beyond it, the least recently used one is removed.
    const MAX_ENTRIES: usize = 64;

    /// The maximum number of failed fetches that are remembered: more than [`Admission`] allows in a
    /// minute, even if each counts for a key and for its set.
    const MAX_MISSES: usize = 1024;

    /// The time for which a key is not fetched again after a failure, nor an old document refreshed.
    const MISS_TTL: Duration = Duration::from_secs(60);

    /// The time for which a document with all keys is not fetched again, whichever key it lacks.
    const SET_COOLDOWN: Duration = Duration::from_secs(4);

    /// A fetch that takes longer is abandoned.
    const FETCH_TIMEOUT: Duration = Duration::from_secs(30);

    /// Creates a cache for this endpoint around a function that fetches.
    pub fn new<E, F, T, D, X>(endpoint: &Endpoint<E>, fetch: F) -> Arc<Self>
    where
        F: Fn(KeyHint) -> T + Send + Sync + 'static,
        T: Future<Output = Result<Option<D>, X>> + Send + 'static,
        D: Into<Bytes>,
    {
        Self::with_times(
            endpoint,
            Duration::from_secs(3600),
            Duration::from_secs(24 * 3600),
            fetch,
        )
    }

    /// Creates a cache with other times: a key that is older than `fresh` is fetched again, and used
    /// meanwhile unless it is older than `usable`.
    pub fn with_times<E, F, T, D, X>(
        endpoint: &Endpoint<E>,
        fresh: Duration,
        usable: Duration,
        fetch: F,
    ) -> Arc<Self>
    where
        F: Fn(KeyHint) -> T + Send + Sync + 'static,
        T: Future<Output = Result<Option<D>, X>> + Send + 'static,
        D: Into<Bytes>,
    {
        let fetch = move |hint| -> Fetch {
            let fetched = fetch(hint);
            Box::pin(async {
                let document = fetched.await.map_err(drop)?;
                Ok(document.map(Into::into))
            })
        };
        Arc::new(Self {
            row: endpoint.inner.row,
            settings: endpoint.inner.settings.clone(),
            fresh,
            usable: usable.max(fresh),
            fetch: Box::new(fetch),
            state: Mutex::default(),
        })
    }

    /// Fetches a key now, even if it is in the cache. Pass [`KeyHint::NONE`] for the provider's key set or
    /// only key, and [`KeyHint::with_id`] for one of several.
    ///
    /// Call it when the service starts, so that the first delivery finds its key, and when the provider
    /// announces a new one. The limits for fetches by requests do not apply.
    ///
    /// # Errors
    ///
    /// Returns [`Error::KeyUnknown`] if the provider has no such key, [`Error::KeyUnavailable`] if the
    /// fetch failed, and [`Error::KeyUnusable`] or [`Error::Certificate`] if the document is not a key.
    ///
    /// ```
    /// # #[cfg(feature = "rsa")] {
    /// use std::time::SystemTime;
    ///
    /// use webhook_receiver::{KeyCache, KeyHint, Receiver, SetupError, providers};
    ///
    /// # async fn http_get(_: &str) -> Result<Option<Vec<u8>>, std::io::Error> { Ok(None) }
    /// # async fn example() -> Result<(), SetupError> {
    /// let endpoint = Receiver::builder(providers::SHIPSTATION).build_endpoint()?;
    /// let keys = KeyCache::new(&endpoint, |hint: KeyHint| async move {
    ///     http_get(hint.url().unwrap_or_default()).await
    /// });
    /// if let Err(error) = keys.warm_up(KeyHint::NONE, SystemTime::now()).await {
    ///     eprintln!("no keys yet: {error}");
    /// }
    /// let receiver = endpoint.with_key_source(keys);
    /// # let _ = receiver;
    /// # Ok(())
    /// # }
    /// # }
    /// ```
    #[inline]
    pub async fn warm_up(&self, hint: KeyHint, now: SystemTime) -> Result<(), Error> {
        let hint = self.row.key_url.locate(hint);
        let fetching = self.locked(|state| {
            let under_way = self.under_way(state, &hint);
            under_way.unwrap_or_else(|| state.start(&hint, now))
        });
        let seat = Seat::new(fetching);
        poll_fn(|context| {
            seat.wait(context.waker());
            self.drive(seat.fetching(), now)
        })
        .await
    }

    fn locked<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let mut state = lock(&self.state);
        let changed = change(&mut state);
        let abandoned = mem::take(&mut state.abandoned);
        drop(state);
        drop(abandoned);
        changed
    }

    /// Whether one document has all keys, so that the key id does not matter for fetching it.
    #[inline]
    fn is_set(&self) -> bool {
        self.row.key_document == KeyDocument::Set
    }

    /// Whether two hints are for the same document.
    #[inline]
    fn is_same(&self, one: &KeyHint, other: &KeyHint) -> bool {
        one.url() == other.url() && (self.is_set() || one.key_id() == other.key_id())
    }

    #[inline]
    fn under_way(&self, state: &State, hint: &KeyHint) -> Option<Arc<Fetching>> {
        let mut under_way = state.under_way.iter();
        let found = under_way.find(|fetching| self.is_same(&fetching.hint, hint));
        found.cloned()
    }

    /// Decides what a request does next.
    #[inline]
    fn next(&self, state: &mut State, hint: &KeyHint, now: SystemTime) -> Next {
        let under_way = self.under_way(state, hint);
        let State { entries, uses, .. } = state;
        let mut entry = entries
            .iter_mut()
            .find(|entry| self.is_same(&entry.hint, hint));
        if let Some(entry) = &mut entry
            && entry.age(now) < self.usable
            && entry.valid_until.is_none_or(|end| now <= end)
            && entry.keys.answer_to(hint.key_id())
        {
            *uses = uses.wrapping_add(1);
            entry.used = *uses;
            let keys = entry.keys.clone();
            if entry.age(now) < self.fresh {
                return Next::Done(Ok(keys));
            }
            let due = abs_diff(entry.tried, now) >= Self::MISS_TTL;
            return match under_way {
                Some(fetching) => Next::Refresh(keys, fetching),
                None if due => {
                    entry.tried = now;
                    Next::Refresh(keys, state.start(hint, now))
                }
                None => Next::Done(Ok(keys)),
            };
        }
        if let Some(fetching) = under_way {
            return Next::Wait(fetching);
        }
        let fetched = entry.map(|entry| entry.fetched);
        if let Some(why) = self.turned_down(state, hint, fetched, now) {
            return Next::Done(Err(why));
        }
        // Of a key set, the id is not what is fetched.
        let id = hint.key_id().filter(|_| !self.is_set());
        if !state.admission.admit((hint.url(), id), now) {
            return Next::Done(Err(Error::KeyUnavailable));
        }
        Next::Wait(state.start(hint, now))
    }

    /// Returns the error of the last fetch, if it failed a short time ago.
    #[inline]
    fn turned_down(
        &self,
        state: &State,
        hint: &KeyHint,
        fetched: Option<SystemTime>,
        now: SystemTime,
    ) -> Option<Error> {
        let missed = |hint, ttl| {
            let miss = state.misses.get(hint)?;
            (abs_diff(miss.at, now) < ttl).then(|| miss.why.clone())
        };
        if let Some(why) = missed(hint, Self::MISS_TTL) {
            return Some(why);
        }
        if !self.is_set() {
            return None;
        }
        if fetched.is_some_and(|at| abs_diff(at, now) < Self::SET_COOLDOWN) {
            return Some(Error::KeyUnknown);
        }
        missed(&hint.without_id(), Self::SET_COOLDOWN)
    }

    /// Polls a fetch unless another request does. Ready when the fetch has ended.
    #[inline]
    fn drive(&self, fetching: &Arc<Fetching>, now: SystemTime) -> Poll<Result<(), Error>> {
        let started = match fetching.take() {
            Turn::Poll(started) => started,
            Turn::Wait => return Poll::Pending,
            Turn::Over(outcome) => return Poll::Ready(outcome),
        };
        let mut ending = Ending {
            cache: self,
            fetching,
            outcome: Err(Error::KeyUnavailable),
        };
        let mut fetch = started.unwrap_or_else(|| (self.fetch)(fetching.hint.clone()));
        let fetched = match fetching.poll(&mut fetch) {
            Poll::Ready(fetched) => fetched,
            Poll::Pending if abs_diff(fetching.began, now) < Self::FETCH_TIMEOUT => {
                mem::forget(ending);
                fetching.put_back(fetch);
                return Poll::Pending;
            }
            Poll::Pending => Err(()),
        };
        drop(fetch);
        ending.outcome = self.take_in(&fetching.hint, fetched, now);
        Poll::Ready(ending.outcome.clone())
    }

    /// Stores the result of a fetch.
    #[inline]
    fn take_in(&self, hint: &KeyHint, fetched: Fetched, now: SystemTime) -> Result<(), Error> {
        let read = match fetched {
            Ok(Some(document)) => {
                self.row
                    .key_document
                    .read(&document, &self.row, &self.settings, now)
            }
            Ok(None) => Err(Error::KeyUnknown),
            Err(()) => Err(Error::KeyUnavailable),
        };
        self.locked(|state| self.keep_or_miss(state, hint, read, now))
    }

    #[inline]
    fn keep_or_miss(
        &self,
        state: &mut State,
        hint: &KeyHint,
        read: Result<(Keys, Option<SystemTime>), Error>,
        now: SystemTime,
    ) -> Result<(), Error> {
        let why = match read {
            Ok((keys, valid_until)) => {
                let answers = keys.answer_to(hint.key_id());
                state
                    .entries
                    .retain(|entry| !self.is_same(&entry.hint, hint));
                state.misses.remove(&hint.without_id());
                state.keep(Entry {
                    hint: hint.clone(),
                    keys,
                    fetched: now,
                    tried: now,
                    valid_until,
                    used: 0,
                });
                if answers {
                    state.misses.remove(hint);
                    return Ok(());
                }
                Error::KeyUnknown
            }
            Err(why) => {
                if self.is_set() {
                    state.miss(hint.without_id(), why.clone(), now);
                }
                why
            }
        };
        state.miss(hint.clone(), why.clone(), now);
        Err(why)
    }
}

impl State {
    #[inline]
    fn start(&mut self, hint: &KeyHint, now: SystemTime) -> Arc<Fetching> {
        // If the requests that waited for a fetch were dropped, it is no longer polled.
        let abandoned = self.under_way.extract_if(.., |fetching| {
            abs_diff(fetching.began, now) >= KeyCache::FETCH_TIMEOUT
                && Arc::strong_count(fetching) == 1
        });
        self.abandoned.extend(abandoned);
        let fetching = Arc::new(Fetching::new(hint.clone(), now));
        self.under_way.push(fetching.clone());
        fetching
    }

    #[inline]
    fn keep(&mut self, mut entry: Entry) {
        if self.entries.len() >= KeyCache::MAX_ENTRIES {
            let oldest = self.entries.iter().enumerate();
            let oldest = oldest.min_by_key(|(_, entry)| entry.used);
            if let Some((at, _)) = oldest {
                self.entries.swap_remove(at);
            }
        }
        self.uses = self.uses.wrapping_add(1);
        entry.used = self.uses;
        self.entries.push(entry);
    }

    #[inline]
    fn miss(&mut self, hint: KeyHint, why: Error, at: SystemTime) {
        if self.misses.len() >= KeyCache::MAX_MISSES {
            self.misses
                .retain(|_, miss| abs_diff(miss.at, at) < KeyCache::MISS_TTL);
        }
        if self.misses.len() >= KeyCache::MAX_MISSES {
            let oldest = self.misses.iter().min_by_key(|(_, miss)| miss.at);
            if let Some(oldest) = oldest.map(|(hint, _)| hint.clone()) {
                self.misses.remove(&oldest);
            }
        }
        self.misses.insert(hint, Miss { why, at });
    }
}

impl Entry {
    #[inline]
    fn age(&self, now: SystemTime) -> Duration {
        abs_diff(self.fetched, now)
    }
}

/// Ends a fetch when dropped, even if its future or the user's function panicked. The waiting requests then
/// look for its result, and start another fetch if it panicked.
struct Ending<'a> {
    cache: &'a KeyCache,
    fetching: &'a Arc<Fetching>,
    outcome: Result<(), Error>,
}

impl Drop for Ending<'_> {
    #[inline]
    fn drop(&mut self) {
        self.cache.locked(|state| {
            let mut under_way = state.under_way.iter();
            let at = under_way.position(|known| Arc::ptr_eq(known, self.fetching));
            at.map(|at| state.under_way.swap_remove(at))
        });
        self.fetching.end(self.outcome.clone());
    }
}

impl KeySource for KeyCache {
    #[inline]
    fn find<'s>(&'s self, hint: &'s KeyHint, now: SystemTime) -> KeysFuture<'s> {
        Box::pin(Finding {
            cache: self,
            hint,
            now,
            seat: None,
        })
    }
}

/// A request that needs a key.
struct Finding<'s> {
    cache: &'s KeyCache,
    hint: &'s KeyHint,
    now: SystemTime,
    /// Its entry in the list of waiting requests.
    seat: Option<Seat>,
}

impl Future for Finding<'_> {
    type Output = Result<Keys, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self {
            cache, hint, now, ..
        } = *self;
        loop {
            match cache.locked(|state| cache.next(state, hint, now)) {
                Next::Done(found) => {
                    self.seat = None;
                    return Poll::Ready(found);
                }
                Next::Refresh(keys, fetching) => {
                    if cache.drive(&fetching, now).is_pending() {
                        return Poll::Ready(Ok(keys));
                    }
                }
                Next::Wait(fetching) => {
                    let seat = self
                        .seat
                        .take()
                        .filter(|seat| Arc::ptr_eq(seat.fetching(), &fetching))
                        .unwrap_or_else(|| Seat::new(fetching));
                    // Before it is polled, as it may wake at once.
                    seat.wait(context.waker());
                    let seat = self.seat.insert(seat);
                    if cache.drive(seat.fetching(), now).is_pending() {
                        return Poll::Pending;
                    }
                }
            }
        }
    }
}

impl fmt::Debug for KeyCache {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyCache")
            .field("provider", &self.row.id)
            .field("documents", &lock(&self.state).entries.len())
            .finish_non_exhaustive()
    }
}
