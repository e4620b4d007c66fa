//! The wrapper with random attempts, work and faults of the store, on a paused clock.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use proptest::{
    prelude::*,
    test_runner::{TestError, TestRunner},
};
use tokio::time::{sleep, timeout};
use webhook_receiver::idempotency::{
    Attempt, Claim, ClaimRequest, Idempotency, Idempotent, Key, Outcome, Owner, Store, StoreDown,
    StoreError, UnsignedId,
};

use super::{
    keys::{provider, receiver},
    run::{Fault, Faulty, delivery},
};

const LEASE: Duration = Duration::from_secs(30);

/// One delivery that a provider sends several times.
#[derive(Clone, Debug)]
struct Scenario {
    /// When each attempt is sent, and for how long its sender waits, in milliseconds.
    attempts: Vec<(u64, u64)>,
    /// How long each attempt of the work takes, in milliseconds, and whether it succeeds. Later ones succeed
    /// at once.
    works: Vec<(u64, bool)>,
    faults: Vec<(&'static str, Fault)>,
}

fn scenarios() -> impl Strategy<Value = Scenario> {
    let call = prop::sample::select(vec!["claim", "extend", "extend", "complete", "release"]);
    let fault = prop::sample::select(vec![Fault::Fails, Fault::AnswerLost, Fault::Hangs]);
    (
        prop::collection::vec((0_u64..90_000, 1_u64..120_000), 1..8),
        prop::collection::vec((0_u64..100_000, any::<bool>()), 0..5),
        prop::collection::vec((call, fault), 0..24),
    )
        .prop_map(|(attempts, works, faults)| Scenario {
            attempts,
            works,
            faults,
        })
}

/// What the work did.
#[derive(Default)]
struct World {
    works: Mutex<Vec<(u64, bool)>>,
    began: Mutex<Vec<u32>>,
    live: AtomicU32,
    most: AtomicU32,
    effects: AtomicU32,
}

/// An attempt of the work that has neither ended nor been cancelled.
struct Live(Arc<World>);

impl Live {
    fn new(world: Arc<World>) -> Self {
        let live = world.live.fetch_add(1, Ordering::SeqCst) + 1;
        world.most.fetch_max(live, Ordering::SeqCst);
        Self(world)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.0.live.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn work(world: Arc<World>, attempt: Attempt) -> Result<(), ()> {
    let live = Live::new(world);
    let world = &live.0;
    world.began.lock().unwrap().push(attempt.number());
    let (millis, succeeds) = {
        let mut works = world.works.lock().unwrap();
        if works.is_empty() {
            (0, true)
        } else {
            works.remove(0)
        }
    };
    sleep(Duration::from_millis(millis)).await;
    if !succeeds {
        return Err(());
    }
    world.effects.fetch_add(1, Ordering::SeqCst);
    Ok(())
}

/// Sends one attempt, and returns whether the reply was a success.
async fn send(events: &Idempotent, world: &Arc<World>, patience: Duration) -> Option<bool> {
    let of_work = world.clone();
    let run = events.run(delivery("one"), move |_, attempt| work(of_work, attempt));
    let reply = timeout(patience, run).await.ok()?;
    Some(matches!(
        reply,
        Ok(Outcome::Ran(()) | Outcome::Duplicate { .. })
    ))
}

/// Returns what is wrong, if anything is.
async fn play(scenario: Scenario, store: impl Store, faults: &Faulty) -> Result<(), &'static str> {
    let world = Arc::new(World {
        works: Mutex::new(scenario.works),
        ..World::default()
    });
    let events = Idempotency::new(store, StoreDown::Reject)
        .lease(LEASE)
        .endpoint(&receiver(provider("unsigned-id")))
        .unsigned_id(UnsignedId::Ignore)
        .build()
        .unwrap();
    // The number of attempts of the work before the first successful reply.
    let reported: Arc<Mutex<Option<usize>>> = Arc::default();
    let lost = Arc::new(AtomicU32::new(0));
    let sent: Vec<_> = scenario
        .attempts
        .into_iter()
        .map(|(at, patience)| {
            let (events, world) = (events.clone(), world.clone());
            let (reported, lost) = (reported.clone(), lost.clone());
            tokio::spawn(async move {
                sleep(Duration::from_millis(at)).await;
                let patience = Duration::from_millis(patience);
                if send(&events, &world, patience).await == Some(true) {
                    if world.effects.load(Ordering::SeqCst) == 0 {
                        lost.fetch_add(1, Ordering::SeqCst);
                    }
                    let began = world.began.lock().unwrap().len();
                    reported.lock().unwrap().get_or_insert(began);
                }
            })
        })
        .collect();
    for attempt in sent {
        attempt.await.unwrap();
    }
    // Work that continued without its sender.
    sleep(Duration::from_secs(600)).await;
    faults.heal();
    world.works.lock().unwrap().clear();
    sleep(LEASE + Duration::from_secs(5)).await;
    let last = send(&events, &world, Duration::from_secs(600)).await;
    let began = world.began.lock().unwrap().clone();
    for (wrong, what) in [
        (world.most.load(Ordering::SeqCst) > 1, "two works at once"),
        (
            lost.load(Ordering::SeqCst) > 0,
            "a success without an effect",
        ),
        (
            reported
                .lock()
                .unwrap()
                .is_some_and(|reported| reported < began.len()),
            "a work after a success",
        ),
        (
            began.windows(2).any(|pair| pair[0] >= pair[1]),
            "a repeat without a higher attempt",
        ),
        (
            world.live.load(Ordering::SeqCst) > 0,
            "a work that never ends",
        ),
        (last != Some(true), "a claim that is stuck"),
    ] {
        if wrong {
            return Err(what);
        }
    }
    Ok(())
}

/// Runs scenarios until one fails.
fn check<S: Store>(cases: u32, store: impl Fn(Faulty) -> S) -> Result<(), String> {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let verdict = TestRunner::new(config).run(&scenarios(), |scenario| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let faults = Faulty::new().plan(&scenario.faults);
        let played = play(scenario, store(faults.clone()), &faults);
        runtime.block_on(played).map_err(TestCaseError::fail)
    });
    match verdict {
        Ok(()) => Ok(()),
        Err(TestError::Fail(why, scenario)) => Err(format!("{why}: {scenario:?}")),
        Err(TestError::Abort(why)) => Err(why.to_string()),
    }
}

#[test]
fn runs_once_whatever_fails() {
    let cases = std::env::var("MODEL_CASES").map_or(2_000, |text| text.parse().unwrap());
    check(cases, |faults| faults).unwrap();
}

/// A store that confirms each renewal, and renews nothing.
struct Lying(Faulty);

impl Store for Lying {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        self.0.claim(request).await
    }

    async fn extend(&self, _: &Key, _: Owner, _: Duration) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        self.0.complete(key, owner).await
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        self.0.release(key, owner).await
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        self.0.forget(key).await
    }
}

/// The control: the model detects this store.
#[test]
fn rejects_a_store_that_only_says_that_it_prolonged() {
    let found = check(2_000, Lying).unwrap_err();
    assert!(found.contains("two works at once"), "{found}");
}
