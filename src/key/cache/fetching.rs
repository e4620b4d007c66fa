//! A fetch under way, and the requests that wait for it.
//!
//! No request owns a fetch: whichever waiting request is woken polls it. The fetch wakes one of them per
//! step, and all of them at its end.

use std::{
    collections::VecDeque,
    future::Future,
    mem,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Wake, Waker},
    time::SystemTime,
};

use bytes::Bytes;

use crate::{error::Error, key::source::KeyHint};

/// What the user's function returned: a document, `None` if there is no such key, or an error.
pub(crate) type Fetched = Result<Option<Bytes>, ()>;

/// The user's future.
pub(crate) type Fetch = Pin<Box<dyn Future<Output = Fetched> + Send>>;

/// A fetch under way.
pub(crate) struct Fetching {
    /// What the request that started it asked for.
    pub(crate) hint: KeyHint,
    pub(crate) began: SystemTime,
    stage: Mutex<Stage>,
    waiting: Arc<Waiting>,
}

enum Stage {
    /// No request polls it. `None` before the first poll.
    Idle(Option<Fetch>),
    /// A request polls it. `again` if it was woken meanwhile.
    Polled { again: bool },
    /// It ended.
    Over(Result<(), Error>),
}

/// What is to be done with a fetch.
pub(crate) enum Turn {
    /// Poll this; `None` if it is still to be started.
    Poll(Option<Fetch>),
    /// Wait: another request polls it.
    Wait,
    /// Nothing: it is over.
    Over(Result<(), Error>),
}

impl Fetching {
    #[inline]
    pub(crate) fn new(hint: KeyHint, began: SystemTime) -> Self {
        Self {
            hint,
            began,
            stage: Mutex::new(Stage::Idle(None)),
            waiting: Arc::default(),
        }
    }

    /// Takes the fetch, to poll it. It must be put [back](Self::put_back), or declared
    /// [over](Self::end).
    #[inline]
    pub(crate) fn take(&self) -> Turn {
        let mut stage = lock(&self.stage);
        match &mut *stage {
            Stage::Idle(fetch) => {
                let fetch = fetch.take();
                *stage = Stage::Polled { again: false };
                Turn::Poll(fetch)
            }
            Stage::Polled { again } => {
                *again = true;
                Turn::Wait
            }
            Stage::Over(outcome) => Turn::Over(outcome.clone()),
        }
    }

    /// Polls the fetch. It wakes those who wait.
    #[inline]
    pub(crate) fn poll(&self, fetch: &mut Fetch) -> Poll<Fetched> {
        let waker = Waker::from(self.waiting.clone());
        fetch.as_mut().poll(&mut Context::from_waker(&waker))
    }

    #[inline]
    pub(crate) fn put_back(&self, fetch: Fetch) {
        let before = mem::replace(&mut *lock(&self.stage), Stage::Idle(Some(fetch)));
        // Whoever was woken meanwhile could not poll it.
        if matches!(before, Stage::Polled { again: true }) {
            self.waiting.wake_one();
        }
    }

    #[inline]
    pub(crate) fn end(&self, outcome: Result<(), Error>) {
        let before = mem::replace(&mut *lock(&self.stage), Stage::Over(outcome));
        drop(before);
        self.waiting.wake_all();
    }
}

/// The waiting requests, in the order in which they came.
#[derive(Default)]
struct Waiting(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    /// By number. Most come last and leave first, so that few are moved.
    wakers: VecDeque<(u64, Waker)>,
    last: u64,
}

impl Queue {
    #[inline]
    fn find(&self, number: u64) -> Result<usize, usize> {
        self.wakers
            .binary_search_by_key(&number, |(number, _)| *number)
    }
}

impl Waiting {
    #[inline]
    fn wake_one(&self) {
        let first = lock(&self.0).wakers.pop_front();
        if let Some((_, waker)) = first {
            waker.wake();
        }
    }

    #[inline]
    fn wake_all(&self) {
        let all = mem::take(&mut lock(&self.0).wakers);
        for (_, waker) in all {
            waker.wake();
        }
    }
}

impl Wake for Waiting {
    #[inline]
    fn wake(self: Arc<Self>) {
        self.wake_one();
    }
}

/// The place of one request among the waiting ones.
pub(crate) struct Seat {
    fetching: Arc<Fetching>,
    number: u64,
}

impl Seat {
    #[inline]
    pub(crate) fn new(fetching: Arc<Fetching>) -> Self {
        let mut queue = lock(&fetching.waiting.0);
        queue.last = queue.last.wrapping_add(1);
        let number = queue.last;
        drop(queue);
        Self { fetching, number }
    }

    #[inline]
    pub(crate) fn fetching(&self) -> &Arc<Fetching> {
        &self.fetching
    }

    /// Waits. The waker may be woken at the next step of the fetch, and is woken at its end.
    #[inline]
    pub(crate) fn wait(&self, waker: &Waker) {
        let mut queue = lock(&self.fetching.waiting.0);
        let place = queue.find(self.number);
        let found = place.ok().and_then(|place| queue.wakers.get_mut(place));
        let before = match (found, place) {
            (Some((_, found)), _) => Some(mem::replace(found, waker.clone())),
            (None, Ok(place) | Err(place)) => {
                queue.wakers.insert(place, (self.number, waker.clone()));
                None
            }
        };
        drop(queue);
        drop(before);
    }
}

impl Drop for Seat {
    #[inline]
    fn drop(&mut self) {
        let mut queue = lock(&self.fetching.waiting.0);
        let place = queue.find(self.number);
        let waits = place.ok().and_then(|place| queue.wakers.remove(place));
        drop(queue);
        // It was woken, and will not poll the fetch any more.
        if waits.is_none() {
            self.fetching.waiting.wake_one();
        }
    }
}

/// A panic leaves nothing half done: no lock is held while the user's code runs.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
