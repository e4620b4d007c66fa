//! One delivery: claim, work under a lease that is renewed, and completion or release.

use std::{
    any::Any,
    future::{self, Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    runtime::Handle,
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep_until, timeout, timeout_at},
};

use super::{
    key::{Key, Keying},
    outcome::{Outcome, Processed, RunError},
    store::{Claim, ClaimRequest, Erased, Owner, StoreDown, StoreError},
};
use crate::receiver::delivery::Delivery;

/// A callback that receives how each delivery was processed.
pub(super) type Observer = Arc<dyn Fn(&Processed) + Send + Sync>;

/// What the deliveries of an endpoint share.
pub(super) struct Shared {
    pub(super) store: Arc<dyn Erased>,
    pub(super) down: StoreDown,
    pub(super) lease: Duration,
    pub(super) retention: Duration,
    pub(super) store_timeout: Duration,
    pub(super) flight: Arc<Flight>,
    pub(super) observer: Option<Observer>,
}

/// The deliveries in processing.
pub(super) struct Flight {
    places: Arc<Semaphore>,
    most: u32,
}

impl Flight {
    pub(super) fn new(most: usize) -> Self {
        let most = most.clamp(1, Semaphore::MAX_PERMITS.min(u32::MAX as usize));
        Self {
            places: Arc::new(Semaphore::new(most)),
            most: u32::try_from(most).unwrap_or(u32::MAX),
        }
    }

    fn begin(&self) -> Option<OwnedSemaphorePermit> {
        self.places.clone().try_acquire_owned().ok()
    }

    pub(super) async fn shutdown(&self, within: Duration) -> usize {
        // From here on no other delivery gets a place that is freed.
        match timeout(within, self.places.acquire_many(self.most)).await {
            Ok(Ok(all)) => {
                all.forget();
                self.places.close();
                0
            }
            Ok(Err(_)) => 0,
            Err(_) => {
                let left = (self.most as usize).saturating_sub(self.places.available_permits());
                self.places.close();
                left
            }
        }
    }
}

/// One attempt to process a delivery: who claims, and how often it was claimed before.
#[derive(Clone, Debug)]
pub struct Attempt {
    key: Key,
    number: u32,
    lease: Arc<Lease>,
}

#[derive(Debug, Default)]
struct Lease {
    lost: AtomicBool,
    notify: Notify,
}

impl Attempt {
    /// Returns the delivery's idempotency key, to pass on to services that take one.
    pub fn key(&self) -> Key {
        self.key
    }

    /// Returns the number of the attempt: 1 for the first, one more for each owner of the claim since,
    /// and 0 if the work runs without a claim.
    ///
    /// It fences what an earlier attempt still writes: `UPDATE … WHERE fence < $attempt`.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns whether no earlier attempt is known: false means that effects outside of a transaction
    /// may have happened before.
    pub fn is_first(&self) -> bool {
        self.number == 1
    }

    /// Waits until the lease is lost. The work is then cancelled at its next `.await`; this is for tasks that
    /// the work has started elsewhere. If the lease is not lost, it never returns.
    pub async fn lease_lost(&self) {
        loop {
            let notified = self.lease.notify.notified();
            if self.lease.lost.load(Ordering::Acquire) {
                return;
            }
            notified.await;
        }
    }
}

impl Lease {
    fn lose(&self) {
        self.lost.store(true, Ordering::Release);
        self.notify.notify_waiters();
    }
}

impl Shared {
    pub(super) async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        self.in_time(self.store.forget(key)).await
    }

    async fn in_time<T>(
        &self,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        timeout(self.store_timeout, call)
            .await
            .unwrap_or(Err(StoreError::Timeout))
    }

    /// Makes a call of the store, and once more if it was not answered.
    async fn twice<'a, T, F>(&'a self, call: impl Fn() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>> + 'a,
    {
        match self.in_time(call()).await {
            Err(error) if error.is_transient() => self.in_time(call()).await,
            answer => answer,
        }
    }
}

/// See [`Idempotent::run`](super::Idempotent::run).
pub(super) async fn run<E, T, X, F, W>(
    shared: &Arc<Shared>,
    keying: &Keying<E>,
    delivery: Delivery<E>,
    work: W,
) -> Result<Outcome<T>, RunError<X>>
where
    E: 'static,
    W: FnOnce(Delivery<E>, Attempt) -> F + Send + 'static,
    F: Future<Output = Result<T, X>> + Send + 'static,
    T: Send + 'static,
    X: Send + 'static,
{
    let report = Report::begin(shared, keying.provider);
    let Some(place) = shared.flight.begin() else {
        report.tell("busy");
        return Err(RunError::Busy);
    };
    let (key, fingerprint) = match keying.key_and_fingerprint(&delivery, true) {
        Ok(found) => found,
        Err(error) => {
            report.tell("key");
            return Err(RunError::Key(error));
        }
    };
    let request = ClaimRequest::new(
        key,
        Owner::random(),
        fingerprint,
        shared.lease,
        shared.retention,
    );
    let processing = process(shared.clone(), request, report, delivery, work, place);
    Persistent::new(processing).await
}

/// Claims, runs the work and settles the claim.
async fn process<E, T, X, F, W>(
    shared: Arc<Shared>,
    request: ClaimRequest,
    mut report: Report,
    delivery: Delivery<E>,
    work: W,
    _place: OwnedSemaphorePermit,
) -> Result<Outcome<T>, RunError<X>>
where
    W: FnOnce(Delivery<E>, Attempt) -> F,
    F: Future<Output = Result<T, X>>,
{
    report.key = Some(request.key);
    // Before the call, so that the lease ends here before it ends in the store.
    let claimed = Instant::now();
    let claim = shared.twice(|| shared.store.claim(&request)).await;
    let guard = match claim {
        Ok(Claim::Acquired { attempt }) => {
            report.attempt = Some(attempt);
            Some(Guard {
                shared: &shared,
                request: &request,
                claimed,
            })
        }
        Ok(Claim::InProgress { remaining }) => {
            report.tell("in_progress");
            return Ok(Outcome::InProgress {
                retry_after: remaining,
            });
        }
        Ok(Claim::Completed { altered }) => {
            report.altered = altered;
            report.tell("duplicate");
            return Ok(Outcome::Duplicate { altered });
        }
        Err(error) => {
            report.store_error = Some(error.code());
            match shared.down {
                StoreDown::Reject => {
                    report.tell("store");
                    return Err(RunError::Store(error));
                }
                StoreDown::RunUnguarded => {
                    report.attempt = Some(0);
                    None
                }
            }
        }
    };
    let attempt = Attempt {
        key: request.key,
        number: report.attempt.unwrap_or(0),
        lease: Arc::default(),
    };
    let lease = attempt.lease.clone();
    let end = {
        let mut work = pin!(guarded(move || work(delivery, attempt)));
        let mut lost = pin!(async {
            match &guard {
                Some(guard) => guard.renew_until_lost().await,
                None => future::pending().await,
            }
        });
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending => lost.as_mut().poll(context).map(|()| {
                lease.lose();
                None
            }),
        })
        .await
        // The work is dropped here, if it has not ended.
    };
    let Some(end) = end else {
        report.tell("lease_lost");
        return Err(RunError::LeaseLost);
    };
    match end {
        Ok(Ok(done)) => {
            let Some(guard) = guard else {
                report.tell("ran");
                return Ok(Outcome::Ran(done));
            };
            match guard.complete().await {
                Ok(true) => {
                    report.tell("ran");
                    Ok(Outcome::Ran(done))
                }
                Ok(false) => {
                    lease.lose();
                    report.tell("lease_lost");
                    Err(RunError::LeaseLost)
                }
                Err(error) => {
                    report.store_error = Some(error.code());
                    report.tell("store");
                    Err(RunError::Store(error))
                }
            }
        }
        Ok(Err(error)) => {
            report.release(guard).await;
            report.tell("failed");
            Err(RunError::Work(error))
        }
        Err(panic) => {
            report.release(guard).await;
            report.tell("panicked");
            resume_unwind(panic)
        }
    }
}

/// A claim that was acquired.
struct Guard<'s> {
    shared: &'s Shared,
    request: &'s ClaimRequest,
    claimed: Instant,
}

impl Guard<'_> {
    /// Renews the lease every third of it. Returns when it has ended, or another owner has it.
    async fn renew_until_lost(&self) {
        let lease = self.shared.lease;
        let third = part(lease, 3);
        let mut end = after(self.claimed, lease);
        let mut next = after(self.claimed, third);
        loop {
            sleep_until(next.min(end)).await;
            let began = Instant::now();
            if began >= end {
                return;
            }
            let (key, owner) = (&self.request.key, self.request.owner);
            let call = self.shared.store.extend(key, owner, lease);
            let until = after(began, self.shared.store_timeout).min(end);
            match timeout_at(until, call).await {
                Ok(Ok(true)) => {
                    end = after(began, lease);
                    next = after(began, third);
                }
                Ok(Ok(false)) => return,
                // Again, soon, as long as the lease runs.
                Ok(Err(_)) | Err(_) => next = after(Instant::now(), part(lease, 20)),
            }
        }
    }

    async fn complete(&self) -> Result<bool, StoreError> {
        let (key, owner) = (&self.request.key, self.request.owner);
        let store = &self.shared.store;
        self.shared.twice(|| store.complete(key, owner)).await
    }

    async fn release(&self) -> Result<bool, StoreError> {
        let (key, owner) = (&self.request.key, self.request.owner);
        let store = &self.shared.store;
        self.shared.twice(|| store.release(key, owner)).await
    }
}

/// This part of a duration.
pub(super) fn part(duration: Duration, parts: u32) -> Duration {
    duration.checked_div(parts).unwrap_or(duration)
}

fn after(instant: Instant, duration: Duration) -> Instant {
    instant.checked_add(duration).unwrap_or(instant)
}

/// The work, with its panic caught: also one of the function that makes the future.
async fn guarded<F: Future>(
    work: impl FnOnce() -> F,
) -> Result<F::Output, Box<dyn Any + Send + 'static>> {
    let mut work = pin!(catch_unwind(AssertUnwindSafe(work))?);
    poll_fn(
        |context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => Poll::Ready(Err(panic)),
        },
    )
    .await
}

/// A future that goes on as a task of its own if it is dropped before it ends.
struct Persistent<T: Send + 'static> {
    running: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
    runtime: Option<Handle>,
}

impl<T: Send + 'static> Persistent<T> {
    fn new(future: impl Future<Output = T> + Send + 'static) -> Self {
        Self {
            running: Some(Box::pin(future)),
            runtime: None,
        }
    }
}

impl<T: Send + 'static> Future for Persistent<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        // Taken out, so that one that panics is not run again.
        let Some(mut running) = self.running.take() else {
            return Poll::Pending;
        };
        let poll = running.as_mut().poll(context);
        if poll.is_pending() {
            self.running = Some(running);
            if self.runtime.is_none() {
                self.runtime = Handle::try_current().ok();
            }
        }
        poll
    }
}

impl<T: Send + 'static> Drop for Persistent<T> {
    fn drop(&mut self) {
        if let (Some(running), Some(runtime)) = (self.running.take(), &self.runtime) {
            runtime.spawn(async move {
                drop(running.await);
            });
        }
    }
}

/// How a delivery was processed, to be reported.
struct Report {
    shared: Arc<Shared>,
    provider: &'static str,
    began: Instant,
    key: Option<Key>,
    attempt: Option<u32>,
    altered: bool,
    store_error: Option<&'static str>,
}

impl Report {
    fn begin(shared: &Arc<Shared>, provider: &'static str) -> Self {
        Self {
            shared: shared.clone(),
            provider,
            began: Instant::now(),
            key: None,
            attempt: None,
            altered: false,
            store_error: None,
        }
    }

    /// Ends the lease of a work that failed. If the store fails, too, the lease lapses.
    async fn release(&mut self, guard: Option<Guard<'_>>) {
        if let Some(guard) = guard
            && let Err(error) = guard.release().await
        {
            self.store_error = Some(error.code());
        }
    }

    fn tell(&self, outcome: &'static str) {
        let processed = Processed {
            provider: self.provider,
            outcome,
            attempt: self.attempt,
            altered: self.altered,
            store_error: self.store_error,
            elapsed: self.began.elapsed(),
        };
        #[cfg(feature = "tracing")]
        trace(&processed, self.key);
        if let Some(observer) = &self.shared.observer {
            observer(&processed);
        }
    }
}

#[cfg(feature = "tracing")]
fn trace(processed: &Processed, key: Option<Key>) {
    let &Processed {
        provider,
        outcome,
        attempt,
        altered,
        store_error,
        elapsed,
    } = processed;
    let key = key.map(|key| tracing::field::display(key.short()));
    let elapsed_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    let _span = tracing::info_span!(target: "webhook_receiver", "webhook", provider).entered();
    if store_error.is_some() || matches!(outcome, "lease_lost" | "panicked" | "busy" | "key") {
        tracing::warn!(
            target: "webhook_receiver", provider, outcome, attempt, altered, store_error, key,
            elapsed_us, "processed"
        );
    } else {
        tracing::info!(
            target: "webhook_receiver", provider, outcome, attempt, altered, store_error, key,
            elapsed_us, "processed"
        );
    }
}
