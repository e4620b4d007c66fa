//! The wrapper under failures of the work, the sender and the store. The clock is paused: time passes when
//! everything waits.

use std::{
    future::pending,
    panic::AssertUnwindSafe,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::Notify,
    task::yield_now,
    time::{Instant, sleep, timeout},
};
use webhook_receiver::{
    Delivery, Provider, Reply,
    idempotency::{
        Attempt, Claim, ClaimRequest, Idempotency, Idempotent, Key, Memory, Outcome, Owner,
        Processed, RunError, Store, StoreDown, StoreError, UnsignedId,
    },
    scheme::{At, Scheme},
};

use crate::common::quiet::Quiet;

use super::keys::{deliver, idempotent, provider, receiver, signer};

/// What a store does with one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// Fails without an effect.
    Fails,
    /// Has its effect, and the response is lost.
    AnswerLost,
    /// Never responds, and has no effect.
    Hangs,
    /// Reports that it is full.
    Full,
    /// Returns false.
    Refuses,
}

/// A memory store whose next calls fail as planned.
#[derive(Clone)]
pub(crate) struct Faulty {
    memory: Arc<Memory>,
    plan: Arc<Mutex<Vec<(&'static str, Fault)>>>,
    claims: Arc<Mutex<Vec<ClaimRequest>>>,
    calls: Arc<Mutex<Vec<&'static str>>>,
}

impl Faulty {
    pub(crate) fn new() -> Self {
        Self {
            memory: Arc::new(Memory::new(1000)),
            plan: Arc::default(),
            claims: Arc::default(),
            calls: Arc::default(),
        }
    }

    /// Ends the plan: no further call fails.
    pub(crate) fn heal(&self) {
        self.plan.lock().unwrap().clear();
    }

    pub(crate) fn plan(self, plan: &[(&'static str, Fault)]) -> Self {
        self.plan.lock().unwrap().extend_from_slice(plan);
        self
    }

    async fn step<T>(
        &self,
        name: &'static str,
        no: Option<T>,
        step: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.calls.lock().unwrap().push(name);
        let fault = {
            let mut plan = self.plan.lock().unwrap();
            let next = plan.iter().position(|(planned, _)| *planned == name);
            next.map_or(Fault::None, |at| plan.remove(at).1)
        };
        let broken = || Err(StoreError::Unavailable("broken off".into()));
        match fault {
            Fault::None => step.await,
            Fault::Fails => broken(),
            Fault::AnswerLost => {
                let _ = step.await;
                pending().await
            }
            Fault::Hangs => pending().await,
            Fault::Full => Err(StoreError::Full),
            Fault::Refuses => Ok(no.unwrap()),
        }
    }

    fn count(&self, name: &str) -> usize {
        self.calls
            .lock()
            .unwrap()
            .iter()
            .filter(|call| **call == name)
            .count()
    }
}

impl Store for Faulty {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        self.claims.lock().unwrap().push(*request);
        self.step("claim", None, self.memory.claim(request)).await
    }

    async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
        let step = self.memory.extend(key, owner, lease);
        self.step("extend", Some(false), step).await
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        let step = self.memory.complete(key, owner);
        self.step("complete", Some(false), step).await
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        let step = self.memory.release(key, owner);
        self.step("release", Some(false), step).await
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        self.step("forget", Some(false), self.memory.forget(key))
            .await
    }
}

fn with(store: &Faulty, set: impl FnOnce(Idempotency) -> Idempotency) -> Idempotent {
    let receiver = receiver(provider("unsigned-id"));
    let idempotency = set(Idempotency::new(store.clone(), StoreDown::Reject));
    idempotency
        .endpoint(&receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()
        .unwrap()
}

fn on(store: &Faulty) -> Idempotent {
    with(store, |idempotency| idempotency)
}

pub(crate) fn delivery(id: &str) -> Delivery {
    let provider = provider("unsigned-id");
    deliver(&receiver(provider), signer(provider).id(id), "{}")
}

/// Runs work that only returns the number of its attempt.
async fn attempt(idempotent: &Idempotent) -> Result<Outcome<u32>, RunError<&'static str>> {
    let work = |_, attempt: Attempt| async move { Ok(attempt.number()) };
    idempotent.run(delivery("one"), work).await
}

fn outcome<T, X>(result: Result<Outcome<T>, RunError<X>>) -> Outcome<T> {
    match result {
        Ok(outcome) => outcome,
        Err(error) => panic!("{}", error.reply().status),
    }
}

const ORIGINAL: Outcome<u32> = Outcome::Duplicate { altered: false };

#[tokio::test(start_paused = true)]
async fn runs_a_delivery_once() {
    let idempotent = on(&Faulty::new());
    assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(1));
    for _ in 0..3 {
        assert_eq!(outcome(attempt(&idempotent).await), ORIGINAL);
        sleep(Duration::from_secs(24 * 3600)).await;
    }
    let work = |_, _| async { Ok::<_, ()>(()) };
    let altered = idempotent.run(delivery("another"), work).await;
    assert_eq!(outcome(altered), Outcome::Duplicate { altered: true });
}

#[tokio::test(start_paused = true)]
async fn runs_a_forgotten_key_again() {
    let idempotent = on(&Faulty::new());
    assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(1));
    let key = idempotent.key(&delivery("one")).unwrap();
    assert!(idempotent.forget(&key).await.unwrap());
    assert!(!idempotent.forget(&key).await.unwrap());
    assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(1));
}

#[tokio::test(start_paused = true)]
async fn reports_in_progress_however_long_the_work_takes() {
    let store = Faulty::new();
    let idempotent = with(&store, |set| set.lease(Duration::from_secs(3)));
    let work = |_, attempt: Attempt| async move {
        sleep(Duration::from_secs(100)).await;
        Ok::<_, ()>(attempt.number())
    };
    let run = idempotent.run(delivery("one"), work);
    let watch = async {
        for _ in 0..99 {
            sleep(Duration::from_secs(1)).await;
            match outcome(attempt(&idempotent).await) {
                Outcome::InProgress { retry_after } => {
                    assert!(retry_after <= Duration::from_secs(3), "{retry_after:?}");
                    assert!(retry_after >= Duration::from_secs(1), "{retry_after:?}");
                }
                other => panic!("{other:?}"),
            }
        }
    };
    let (run, ()) = tokio::join!(run, watch);
    assert_eq!(outcome(run), Outcome::Ran(1));
    assert_eq!(outcome(attempt(&idempotent).await), ORIGINAL);
    // A third of the lease each.
    assert!((95..=101).contains(&store.count("extend")));
}

#[tokio::test(start_paused = true)]
async fn keeps_working_when_the_sender_hangs_up() {
    let idempotent = on(&Faulty::new());
    let (began, ended) = (Arc::new(Notify::new()), Arc::new(AtomicU32::new(0)));
    let work = {
        let (began, ended) = (began.clone(), ended.clone());
        move |_, attempt: Attempt| async move {
            began.notify_one();
            sleep(Duration::from_secs(60)).await;
            ended.store(attempt.number(), Ordering::SeqCst);
            Ok::<_, ()>(())
        }
    };
    let run = idempotent.run(delivery("one"), work);
    assert!(timeout(Duration::from_secs(3), run).await.is_err());
    began.notified().await;
    let now = outcome(attempt(&idempotent).await);
    assert!(matches!(now, Outcome::InProgress { .. }), "{now:?}");
    sleep(Duration::from_secs(58)).await;
    assert_eq!(ended.load(Ordering::SeqCst), 1);
    assert_eq!(outcome(attempt(&idempotent).await), ORIGINAL);
}

#[tokio::test(start_paused = true)]
async fn keeps_working_when_the_sender_hangs_up_during_the_claim() {
    let store = Faulty::new().plan(&[("claim", Fault::AnswerLost)]);
    let idempotent = on(&store);
    let run = attempt(&idempotent);
    assert!(timeout(Duration::from_millis(10), run).await.is_err());
    sleep(Duration::from_secs(2)).await;
    assert_eq!(outcome(attempt(&idempotent).await), ORIGINAL);
}

#[tokio::test(start_paused = true)]
async fn releases_the_claim_after_an_error_of_the_work() {
    let idempotent = on(&Faulty::new());
    for number in 1..=3 {
        let work = |_, attempt: Attempt| async move {
            assert_eq!(attempt.is_first(), attempt.number() == 1);
            Err::<(), _>(attempt.number())
        };
        let failed = idempotent.run(delivery("one"), work).await;
        match failed {
            Err(RunError::Work(attempt)) => assert_eq!(attempt, number),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(4));
}

/// If the release fails, the end of the lease releases the claim.
#[tokio::test(start_paused = true)]
async fn releases_with_the_lease_when_the_release_fails() {
    let store = Faulty::new().plan(&[("release", Fault::Hangs), ("release", Fault::Fails)]);
    let idempotent = on(&store);
    let began = Instant::now();
    let failed = idempotent
        .run(delivery("one"), |_, _| async { Err::<(), _>(()) })
        .await;
    assert!(matches!(failed, Err(RunError::Work(()))));
    assert!(began.elapsed() <= Duration::from_secs(2));
    let now = outcome(attempt(&idempotent).await);
    assert!(matches!(now, Outcome::InProgress { .. }), "{now:?}");
    sleep(Duration::from_secs(30)).await;
    assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(2));
}

#[tokio::test(start_paused = true)]
async fn releases_the_claim_after_a_panic_and_resumes_it() {
    let idempotent = on(&Faulty::new());
    let quiet = Quiet::new();
    let mut panics = Vec::new();
    for asleep in [false, true] {
        let work = move |_, _: Attempt| async move {
            if asleep {
                yield_now().await;
            }
            if true {
                panic!("the work's own");
            }
            Ok::<(), ()>(())
        };
        let idempotent = idempotent.clone();
        let run = async move { idempotent.run(delivery("one"), work).await };
        panics.push(tokio::spawn(run).await.unwrap_err());
    }
    // Also in the function that makes the work.
    let of_function = |_, _: Attempt| -> std::future::Ready<Result<(), ()>> { panic!("early") };
    let run = AssertUnwindSafe(idempotent.run(delivery("one"), of_function));
    let panicked = tokio::select! {
        biased;
        caught = catch(run) => caught,
    };
    drop(quiet);
    assert!(panicked.is_err());
    for panic in panics {
        let panic = panic.into_panic();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&"the work's own"));
    }
    assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(4));
}

async fn catch<F: Future>(future: AssertUnwindSafe<F>) -> std::thread::Result<F::Output> {
    let mut future = Box::pin(future.0);
    std::future::poll_fn(|context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => std::task::Poll::Ready(Err(panic)),
        }
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn cancels_the_work_when_another_owner_has_the_lease() {
    let store = Faulty::new().plan(&[("extend", Fault::Refuses)]);
    let idempotent = on(&store);
    let (reported, dropped) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    struct Dropped(Arc<AtomicU32>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let began = Instant::now();
    let work = {
        let (reported, dropped) = (reported.clone(), Dropped(dropped.clone()));
        |_, attempt: Attempt| async move {
            let _dropped = dropped;
            tokio::spawn(async move {
                attempt.lease_lost().await;
                reported.fetch_add(1, Ordering::SeqCst);
            });
            pending::<()>().await;
            Ok::<(), ()>(())
        }
    };
    let lost = idempotent.run(delivery("one"), work).await;
    assert!(matches!(lost, Err(RunError::LeaseLost)), "{lost:?}");
    assert_eq!(began.elapsed().as_secs(), 10);
    assert_eq!(dropped.load(Ordering::SeqCst), 1);
    yield_now().await;
    assert_eq!(reported.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn cancels_the_work_before_a_lease_ends_that_cannot_be_renewed() {
    for fault in [Fault::Hangs, Fault::Fails, Fault::Full] {
        let store = Faulty::new().plan(&[("extend", fault); 200]);
        let idempotent = on(&store);
        let began = Instant::now();
        let work = |_, _: Attempt| async {
            pending::<()>().await;
            Ok::<(), ()>(())
        };
        let lost = idempotent.run(delivery("one"), work).await;
        assert!(matches!(lost, Err(RunError::LeaseLost)), "{lost:?}");
        assert_eq!(began.elapsed().as_secs(), 30, "{fault:?}");
        assert!(store.count("extend") > 5, "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn repeats_a_failed_renewal_while_the_lease_runs() {
    let store = Faulty::new().plan(&[
        ("extend", Fault::Hangs),
        ("extend", Fault::Fails),
        ("extend", Fault::AnswerLost),
    ]);
    let work = |_, _: Attempt| async {
        sleep(Duration::from_secs(300)).await;
        Ok::<(), ()>(())
    };
    let ran = on(&store).run(delivery("one"), work).await;
    assert_eq!(outcome(ran), Outcome::Ran(()));
}

#[tokio::test(start_paused = true)]
async fn repeats_a_claim_whose_answer_is_lost() {
    for fault in [Fault::AnswerLost, Fault::Hangs, Fault::Fails] {
        let store = Faulty::new().plan(&[("claim", fault)]);
        let idempotent = on(&store);
        assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(1));
        let claims = store.claims.lock().unwrap();
        assert_eq!(claims.len(), 2, "{fault:?}");
        assert_eq!(claims[0].owner, claims[1].owner);
    }
}

#[tokio::test(start_paused = true)]
async fn repeats_a_completion_whose_answer_is_lost() {
    for fault in [Fault::AnswerLost, Fault::Hangs, Fault::Fails] {
        let store = Faulty::new().plan(&[("complete", fault)]);
        let idempotent = on(&store);
        assert_eq!(outcome(attempt(&idempotent).await), Outcome::Ran(1));
        assert_eq!(outcome(attempt(&idempotent).await), ORIGINAL);
        assert_eq!(store.count("complete"), 2);
    }
}

/// The reply is 503, although the work is done: the retry is a duplicate if the completion arrived, and the
/// second attempt if it did not.
#[tokio::test(start_paused = true)]
async fn returns_an_error_when_a_completion_fails_twice() {
    for (fault, arrived) in [(Fault::AnswerLost, true), (Fault::Hangs, false)] {
        let store = Faulty::new().plan(&[("complete", fault); 2]);
        let idempotent = on(&store);
        let failed = attempt(&idempotent).await;
        assert!(matches!(failed, Err(RunError::Store(StoreError::Timeout))));
        assert_eq!(failed.unwrap_err().reply().status, 503);
        sleep(Duration::from_secs(30)).await;
        let retried = outcome(attempt(&idempotent).await);
        let expected = if arrived { ORIGINAL } else { Outcome::Ran(2) };
        assert_eq!(retried, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn rejects_a_completion_by_a_stale_owner() {
    let store = Faulty::new().plan(&[("complete", Fault::Refuses)]);
    let lost = attempt(&on(&store)).await;
    assert!(matches!(lost, Err(RunError::LeaseLost)), "{lost:?}");
}

#[tokio::test(start_paused = true)]
async fn returns_an_error_after_two_calls_of_a_store_that_hangs() {
    let store = Faulty::new().plan(&[("claim", Fault::Hangs); 2]);
    let began = Instant::now();
    let failed = attempt(&on(&store)).await;
    assert!(matches!(failed, Err(RunError::Store(StoreError::Timeout))));
    assert_eq!(began.elapsed(), Duration::from_secs(2));
    // A third of the three seconds that the provider waits.
    let store = Faulty::new().plan(&[("claim", Fault::Hangs); 2]);
    let hasty: Provider = Provider::new(
        "hasty",
        "Hasty",
        "https://docs.example",
        Scheme::new(webhook_receiver::algorithm::HMAC_SHA256, At::Header("x-s")),
    )
    .answer_within(2);
    let receiver = receiver(hasty);
    let idempotent = Idempotency::new(store, StoreDown::Reject)
        .endpoint(&receiver)
        .build()
        .unwrap();
    let delivery = deliver(&receiver, signer(hasty), "{}");
    let began = Instant::now();
    let failed = idempotent
        .run(delivery, |_, _| async { Ok::<(), ()>(()) })
        .await;
    assert!(matches!(failed, Err(RunError::Store(StoreError::Timeout))));
    // The timer counts milliseconds.
    assert!((1332..=1336).contains(&began.elapsed().as_millis()));
}

#[tokio::test(start_paused = true)]
async fn returns_an_error_after_one_call_of_a_full_store() {
    let store = Faulty::new().plan(&[("claim", Fault::Full)]);
    let failed = attempt(&on(&store)).await;
    assert!(matches!(failed, Err(RunError::Store(StoreError::Full))));
    assert_eq!(store.count("claim"), 1);
}

#[tokio::test(start_paused = true)]
async fn runs_without_a_store_if_it_may() {
    let store = Faulty::new().plan(&[("claim", Fault::Hangs); 2]);
    let reported = Arc::new(Mutex::new(Vec::new()));
    let observer = reported.clone();
    let idempotency = Idempotency::new(store.clone(), StoreDown::RunUnguarded)
        .observer(move |processed: &Processed| observer.lock().unwrap().push(*processed));
    let receiver = receiver(provider("signed-id"));
    let idempotent = idempotency.endpoint(&receiver).build().unwrap();
    let delivery = deliver(&receiver, signer(provider("signed-id")), "{}");
    let work =
        |_, attempt: Attempt| async move { Ok::<_, ()>((attempt.number(), attempt.is_first())) };
    let ran = idempotent.run(delivery, work).await;
    assert_eq!(outcome(ran), Outcome::Ran((0, false)));
    // There is no record to complete.
    assert_eq!(store.count("complete") + store.count("extend"), 0);
    let reported = reported.lock().unwrap();
    assert_eq!(reported.len(), 1);
    assert_eq!((reported[0].outcome, reported[0].attempt), ("ran", Some(0)));
    assert_eq!(reported[0].store_error, Some("timeout"));
}

#[tokio::test(start_paused = true)]
async fn reports_each_outcome_once() {
    let store = Faulty::new().plan(&[
        ("claim", Fault::None),
        ("claim", Fault::None),
        ("claim", Fault::None),
        ("claim", Fault::Full),
    ]);
    let reported = Arc::new(Mutex::new(Vec::new()));
    let observer = reported.clone();
    let idempotent = with(&store, |set| {
        set.observer(move |processed| observer.lock().unwrap().push(*processed))
    });
    let failing = |_, _: Attempt| async { Err::<u32, _>("no") };
    let _ = idempotent.run(delivery("one"), failing).await;
    let _ = attempt(&idempotent).await;
    let _ = attempt(&idempotent).await;
    let _ = attempt(&idempotent).await;
    let reported: Vec<_> = reported
        .lock()
        .unwrap()
        .iter()
        .map(|reported| (reported.outcome, reported.attempt, reported.store_error))
        .collect();
    assert_eq!(
        reported,
        [
            ("failed", Some(1), None),
            ("ran", Some(2), None),
            ("duplicate", None, None),
            ("store", None, Some("full")),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn rejects_deliveries_during_shutdown_and_waits_for_running_ones() {
    let store = Faulty::new();
    let idempotency = Idempotency::new(store.clone(), StoreDown::Reject);
    let receiver = receiver(provider("signed-id"));
    let idempotent = idempotency.endpoint(&receiver).build().unwrap();
    let run = |body: &'static str, seconds| {
        let delivery = deliver(&receiver, signer(provider("signed-id")), body);
        let idempotent = idempotent.clone();
        tokio::spawn(async move {
            let work = move |_, _: Attempt| async move {
                sleep(Duration::from_secs(seconds)).await;
                Ok::<_, ()>(())
            };
            idempotent.run(delivery, work).await
        })
    };
    let (short, long) = (run(r#"{"id":"1"}"#, 5), run(r#"{"id":"2"}"#, 500));
    yield_now().await;
    let stopping = idempotency.clone();
    let stopping = tokio::spawn(async move { stopping.shutdown(Duration::from_secs(20)).await });
    yield_now().await;
    let rejected = run(r#"{"id":"3"}"#, 0).await.unwrap();
    assert!(matches!(rejected, Err(RunError::Busy)), "{rejected:?}");
    assert_eq!(outcome(short.await.unwrap()), Outcome::Ran(()));
    assert_eq!(stopping.await.unwrap(), 1);
    let rejected = run(r#"{"id":"4"}"#, 0).await.unwrap();
    assert!(matches!(rejected, Err(RunError::Busy)), "{rejected:?}");
    assert_eq!(outcome(long.await.unwrap()), Outcome::Ran(()));
    assert_eq!(idempotency.shutdown(Duration::ZERO).await, 0);
}

#[tokio::test(start_paused = true)]
async fn rejects_a_delivery_above_the_bound_in_flight() {
    let store = Faulty::new();
    let idempotent = with(&store, |set| set.max_in_flight(1));
    let work = |_, _: Attempt| async {
        sleep(Duration::from_secs(5)).await;
        Ok::<_, ()>(1)
    };
    let (first, second) = tokio::join!(idempotent.run(delivery("one"), work), attempt(&idempotent));
    assert_eq!(outcome(first), Outcome::Ran(1));
    assert!(matches!(second, Err(RunError::Busy)), "{second:?}");
    // Work whose sender disconnected keeps its place.
    drop(
        timeout(
            Duration::from_secs(1),
            idempotent.run(delivery("one"), work),
        )
        .await,
    );
    assert_eq!(outcome(attempt(&idempotent).await), ORIGINAL);
}

/// A runtime that ends cancels its work: the lease lapses, and the next attempt is the second.
#[test]
fn runs_again_after_the_lease_when_a_runtime_ended() {
    let store = Faulty::new();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap()
    };
    let idempotent = with(&store, |set| set.lease(Duration::from_secs(1)));
    let first = runtime();
    first.block_on(async {
        let work = |_, _: Attempt| async {
            pending::<()>().await;
            Ok::<(), ()>(())
        };
        let run = idempotent.run(delivery("one"), work);
        let _ = timeout(Duration::from_millis(10), run).await;
    });
    drop(first);
    // Outside of a paused runtime, the store uses the real clock.
    std::thread::sleep(Duration::from_millis(1100));
    let again = runtime().block_on(attempt(&idempotent));
    assert_eq!(outcome(again), Outcome::Ran(2));
}

#[tokio::test(start_paused = true)]
async fn returns_the_reply_for_each_outcome() {
    let one = delivery("one");
    let teapot = Reply::empty(http::StatusCode::IM_A_TEAPOT);
    let reply = |outcome: Outcome<()>| outcome.into_reply(&one);
    assert_eq!(reply(Outcome::Ran(())), one.acknowledgement());
    assert_eq!(
        reply(Outcome::Duplicate { altered: true }),
        one.acknowledgement()
    );
    for (remaining, header) in [
        (0, "1"),
        (500, "1"),
        (1500, "2"),
        (30_000, "30"),
        (99_000, "60"),
    ] {
        let retry_after = Duration::from_millis(remaining);
        let busy = reply(Outcome::InProgress { retry_after });
        assert_eq!(
            (busy.status.as_u16(), &busy.headers["retry-after"]),
            (503, &header.parse().unwrap())
        );
    }
    assert_eq!(Outcome::Ran(teapot.clone()).into_reply(&one), teapot);
    let errors: [(RunError<()>, u16); 5] = [
        (RunError::Busy, 503),
        (RunError::LeaseLost, 503),
        (RunError::Store(StoreError::Full), 503),
        (RunError::Work(()), 500),
        (
            RunError::Key(webhook_receiver::idempotency::KeyError::NoKey),
            500,
        ),
    ];
    for (error, status) in errors {
        let reply = error.reply();
        assert_eq!(reply.status, status);
        assert_eq!(reply.headers.contains_key("retry-after"), status == 503);
    }

    let idempotent = idempotent(&receiver(provider("unsigned-id")));
    let ran = idempotent.respond(delivery("one"), |_, _| async { Ok::<_, ()>(()) });
    assert_eq!(ran.await.status, 200);
    let again = idempotent.respond(delivery("one"), |_, _| async { Err::<(), _>(()) });
    assert_eq!(again.await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn keeps_keys_for_as_long_as_the_provider_retries() {
    const DAY: u64 = 24 * 3600;
    let hmac = Scheme::new(webhook_receiver::algorithm::HMAC_SHA256, At::Header("x-s"));
    let row = |scheme| Provider::new("sender", "Sender", "https://docs.example", scheme);
    use webhook_receiver::scheme::{Part, TimeFormat};
    let timed = hmac
        .timestamp(At::Header("x-time"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]);
    let cases = [
        // The signature covers no time.
        (row(hmac), None, 30 * DAY),
        (row(hmac).retries_for(30 * DAY), None, 30 * DAY + 30),
        (row(hmac).never_retries(), Some(60), 60),
        // An undocumented period counts as seven days.
        (row(timed), None, 7 * DAY + 30),
        (row(timed), Some(60), 7 * DAY + 30),
        (row(timed).retries_for(10), None, 7 * DAY),
        // A retry may have the time of the first attempt.
        (row(timed).retries_for(10), Some(60), 610),
        (row(timed).retries_for(3 * DAY), Some(60), 3 * DAY + 600),
        (
            row(timed).retries_for(3 * DAY).time_of_attempt(""),
            Some(60),
            3 * DAY + 30,
        ),
        (row(timed).never_retries().tolerance(3600), Some(60), 7200),
        // Accepted at any age, which is like no signed time.
        (
            row(timed).retries_for(DAY).time_of_event(""),
            None,
            30 * DAY,
        ),
        (
            row(timed).retries_for(DAY).time_of_event(""),
            Some(60),
            DAY + 30,
        ),
        (
            row(timed).time_of_event("").max_age(9 * DAY),
            None,
            9 * DAY + 300,
        ),
    ];
    for (provider, floor, expected) in cases {
        let store = Faulty::new();
        let mut idempotency = Idempotency::new(store.clone(), StoreDown::Reject);
        if let Some(floor) = floor {
            idempotency = idempotency.retention(Duration::from_secs(floor));
        }
        let receiver = receiver(provider);
        let idempotent = idempotency.endpoint(&receiver).build().unwrap();
        let delivery = deliver(&receiver, signer(provider), "{}");
        let ran = idempotent
            .run(delivery, |_, _| async { Ok::<_, ()>(()) })
            .await;
        assert_eq!(outcome(ran), Outcome::Ran(()));
        let retention = store.claims.lock().unwrap()[0].retention;
        assert_eq!(
            retention,
            Duration::from_secs(expected),
            "{provider:?} {floor:?}"
        );
    }
}

#[test]
fn rejects_durations_out_of_their_range() {
    use webhook_receiver::SetupError;
    let receiver = receiver(provider("signed-id"));
    let build = |set: fn(Idempotency) -> Idempotency| {
        let idempotency = set(Idempotency::new(Memory::new(1), StoreDown::Reject));
        idempotency.endpoint(&receiver).build().map(drop)
    };
    assert_eq!(
        build(|set| set.lease(Duration::from_millis(999))),
        Err(SetupError::Lease)
    );
    assert_eq!(
        build(|set| set.lease(Duration::from_secs(3601))),
        Err(SetupError::Lease)
    );
    assert_eq!(build(|set| set.lease(Duration::from_secs(1))), Ok(()));
    assert_eq!(
        build(|set| set.retention(Duration::MAX)),
        Err(SetupError::Retention)
    );
    assert_eq!(
        build(|set| set.store_timeout(Duration::ZERO)),
        Err(SetupError::StoreTimeout)
    );
    assert_eq!(
        build(|set| set.store_timeout(Duration::from_secs(16))),
        Err(SetupError::StoreTimeout)
    );
}
