//! A source of keys around a function that fetches them: each is fetched once, and again when it is
//! old; a flood of requests that name unknown keys fetches next to nothing.
//!
//! There is no runtime in it. The fetch under way is a future in the cache, and whoever waits for
//! it drives it; one that nobody waits for, because the keys at hand will do, is driven a step by
//! each request that passes by.

use std::{
    fmt,
    future::{Future, poll_fn},
    mem,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Wake, Waker},
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use crate::{
    error::Error,
    key_document::Document,
    key_source::{Found, KeyHint, KeySource},
    provider::Row,
    receiver::Endpoint,
    secret::Keys,
};

/// Keys that your own function fetches.
///
/// The function gets a [`KeyHint`] and gives the document that the provider serves: a key set, a
/// key, a certificate; `None` where the provider says that there is no such key, and an error where
/// it could not be asked. Give it a client that has a time limit, follows no redirects and reads no
/// more than [`KeyCache::LARGEST`] bytes.
///
/// - A key is used for an hour, and then fetched anew while it is still used, for a day at most
///   ([`KeyCache::with_times`] has other times).
/// - One fetch is under way at a time; whoever needs its key waits for it.
/// - After a fetch that brought nothing, or not the key that was looked for, nothing unknown is
///   fetched for a minute, and neither is a key set that was fetched within a minute. Until then
///   such requests are refused: with 401 where the provider is known not to have the key, and else
///   with 503, so that a genuine sender tries again.
/// - A fetch that takes half a minute is given up.
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
    settings: crate::settings::Settings,
    fresh: Duration,
    usable: Duration,
    fetch: Box<dyn Fn(KeyHint) -> Fetch + Send + Sync>,
    state: Mutex<State>,
}

/// A fetch under way: the document, nothing where there is no such key, or that it failed.
type Fetch = Pin<Box<dyn Future<Output = Result<Option<Bytes>, ()>> + Send>>;

#[derive(Default)]
struct State {
    entries: Vec<Entry>,
    /// What was asked for and not found lately.
    misses: Vec<Miss>,
    /// When something was fetched in vain.
    failed: Option<SystemTime>,
    flight: Option<Flight>,
    /// How many fetches ended.
    landed: u64,
    waiting: Arc<Waiting>,
}

/// A document that was fetched.
struct Entry {
    /// What was asked for to get it.
    hint: KeyHint,
    keys: Keys,
    fetched: SystemTime,
    /// When it was last tried to fetch it anew, or fetched.
    tried: SystemTime,
    /// A certificate's end.
    valid_until: Option<SystemTime>,
}

struct Miss {
    hint: KeyHint,
    why: Error,
    at: SystemTime,
}

struct Flight {
    /// As the request gave it, with the key's id.
    hint: KeyHint,
    fetch: Fetch,
    began: SystemTime,
}

/// Those who wait for the fetch under way. Whoever is woken drives it on.
#[derive(Default)]
struct Waiting(Mutex<Vec<Waker>>);

impl Wake for Waiting {
    fn wake(self: Arc<Self>) {
        for waker in mem::take(&mut *lock(&self.0)) {
            waker.wake();
        }
    }
}

/// Wakes those who wait for a fetch that panics, as it will not wake them any more.
struct Alarm(Arc<Waiting>);

impl Drop for Alarm {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.clone().wake();
        }
    }
}

impl Waiting {
    fn join(&self, waker: &Waker) {
        let mut wakers = lock(&self.0);
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }
}

impl KeyCache {
    /// The largest document that is looked at, in bytes.
    pub const LARGEST: usize = 64 * 1024;

    /// More documents than this are not kept: the oldest goes.
    const MOST: usize = 64;

    /// For how long nothing unknown is fetched after a fetch in vain, and no known key anew.
    const PAUSE: Duration = Duration::from_secs(60);

    /// After this time a fetch is given up.
    const PATIENCE: Duration = Duration::from_secs(30);

    /// A cache for this endpoint around a function that fetches.
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

    /// As [`KeyCache::new`], with other times: for how long a key is used before it is fetched
    /// anew, and for how long at most, where that does not succeed.
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

    /// What is asked for on behalf of a request: where one document holds all keys, the document.
    fn asked(&self, hint: &KeyHint) -> KeyHint {
        match self.row.keys_in {
            Document::Set => hint.without_id(),
            _ => hint.clone(),
        }
    }

    /// One step: the keys, if they are there, or a step towards them.
    fn poll(
        &self,
        hint: &KeyHint,
        now: SystemTime,
        context: &mut Context<'_>,
    ) -> Poll<Result<Keys, Error>> {
        let mut state = lock(&self.state);
        let before = state.landed;
        let polled = self.step(&mut state, hint, now, context);
        let others = (state.landed != before).then(|| state.waiting.clone());
        drop(state);
        if let Some(others) = others {
            others.wake();
        }
        polled
    }

    fn step(
        &self,
        state: &mut State,
        hint: &KeyHint,
        now: SystemTime,
        context: &mut Context<'_>,
    ) -> Poll<Result<Keys, Error>> {
        let asked = self.asked(hint);
        loop {
            let entry = state.entry(&asked).filter(|entry| {
                entry.age(now) < self.usable
                    && entry.valid_until.is_none_or(|end| now <= end)
                    && entry.keys.answer_to(hint.key_id())
            });
            if let Some(entry) = entry {
                let keys = entry.keys.clone();
                let old = entry.age(now) >= self.fresh;
                let due = !recently(entry.tried, now);
                if old && state.flight.is_none() && due {
                    state.tried(&asked, now);
                    self.depart(state, hint, now);
                }
                if old && state.flight.is_some() && self.drive(state, now).is_ready() {
                    continue;
                }
                return Poll::Ready(Ok(keys));
            }
            if state.flight.is_none() {
                if let Some(why) = state.miss(hint, now) {
                    return Poll::Ready(Err(why));
                }
                let whole = state
                    .entry(&asked)
                    .filter(|_| self.row.keys_in == Document::Set);
                if whole.is_some_and(|set| recently(set.fetched, now)) {
                    return Poll::Ready(Err(Error::KeyUnknown));
                }
                if state.failed.is_some_and(|at| recently(at, now)) {
                    return Poll::Ready(Err(Error::KeyUnavailable));
                }
                self.depart(state, hint, now);
            }
            state.waiting.join(context.waker());
            if self.drive(state, now).is_pending() {
                return Poll::Pending;
            }
        }
    }

    fn depart(&self, state: &mut State, hint: &KeyHint, now: SystemTime) {
        state.flight = Some(Flight {
            hint: hint.clone(),
            fetch: (self.fetch)(hint.clone()),
            began: now,
        });
    }

    /// Drives the fetch under way. Ready when there is none any more.
    fn drive(&self, state: &mut State, now: SystemTime) -> Poll<()> {
        // Taken out, so that one that panics is gone.
        let Some(mut flight) = state.flight.take() else {
            return Poll::Ready(());
        };
        let waker = Waker::from(state.waiting.clone());
        let _alarm = Alarm(state.waiting.clone());
        let fetched = match flight.fetch.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(fetched) => fetched,
            Poll::Pending if apart(flight.began, now) < Self::PATIENCE => {
                state.flight = Some(flight);
                return Poll::Pending;
            }
            Poll::Pending => Err(()),
        };
        self.land(state, &flight.hint, fetched, now);
        Poll::Ready(())
    }

    /// Takes in what a fetch brought.
    fn land(
        &self,
        state: &mut State,
        hint: &KeyHint,
        fetched: Result<Option<Bytes>, ()>,
        now: SystemTime,
    ) {
        state.landed = state.landed.wrapping_add(1);
        let read = match fetched {
            Ok(Some(document)) => self
                .row
                .keys_in
                .read(&document, &self.row, &self.settings, now),
            Ok(None) => Err(Error::KeyUnknown),
            Err(()) => Err(Error::KeyUnavailable),
        };
        let why = match read {
            Ok((keys, valid_until)) => {
                let answers = keys.answer_to(hint.key_id());
                state.keep(Entry {
                    hint: self.asked(hint),
                    keys,
                    fetched: now,
                    tried: now,
                    valid_until,
                });
                if answers {
                    return;
                }
                Error::KeyUnknown
            }
            Err(why) => why,
        };
        state.failed = Some(now);
        if state.misses.len() >= Self::MOST {
            state.misses.remove(0);
        }
        state.misses.push(Miss {
            hint: hint.clone(),
            why,
            at: now,
        });
    }
}

impl State {
    fn entry(&self, asked: &KeyHint) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.hint == *asked)
    }

    fn tried(&mut self, asked: &KeyHint, now: SystemTime) {
        let entries = self.entries.iter_mut();
        for entry in entries.filter(|entry| entry.hint == *asked) {
            entry.tried = now;
        }
    }

    fn keep(&mut self, entry: Entry) {
        self.entries.retain(|known| known.hint != entry.hint);
        self.misses.retain(|miss| miss.hint != entry.hint);
        if self.entries.len() >= KeyCache::MOST {
            self.entries.remove(0);
        }
        self.entries.push(entry);
    }

    /// Why this was not found a short while ago.
    fn miss(&mut self, hint: &KeyHint, now: SystemTime) -> Option<Error> {
        self.misses.retain(|miss| recently(miss.at, now));
        let miss = self.misses.iter().find(|miss| miss.hint == *hint)?;
        Some(miss.why.clone())
    }
}

impl Entry {
    fn age(&self, now: SystemTime) -> Duration {
        apart(self.fetched, now)
    }
}

/// The time between two moments, whichever was first: those who wait came before what they wait
/// for, and clocks are put back.
fn apart(one: SystemTime, other: SystemTime) -> Duration {
    one.duration_since(other)
        .unwrap_or_else(|behind| behind.duration())
}

/// Whether it was a moment ago.
fn recently(then: SystemTime, now: SystemTime) -> bool {
    apart(then, now) < KeyCache::PAUSE
}

/// A fetch that panicked leaves nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl KeySource for KeyCache {
    fn find<'s>(&'s self, hint: &'s KeyHint, now: SystemTime) -> Found<'s> {
        Box::pin(poll_fn(move |context| self.poll(hint, now, context)))
    }
}

impl fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyCache")
            .field("provider", &self.row.id)
            .field("documents", &lock(&self.state).entries.len())
            .finish_non_exhaustive()
    }
}
