//! The wrapper in random schedules: several concurrent attempts of one delivery, with a store that yields
//! before and after each step.
//!
//! Tokio's timers need a runtime, which is entered and never driven: no time passes. What depends on time is
//! tested on a paused clock, in `idempotency::model`.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use shuttle::{
    future::{block_on, yield_now},
    scheduler::RandomScheduler,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};
use webhook_receiver::{
    Delivery, Received, Receiver, Secret,
    idempotency::{
        Claim, ClaimRequest, Idempotency, Idempotent, Key, Outcome, Owner, RunError, Store,
        StoreDown, StoreError,
    },
    providers,
    testing::Signer,
};

use super::{memory_shuttle::Memory, schedules};

struct GivingWay(Memory);

/// Yields before and after this step.
async fn between<T>(call: impl Future<Output = T>) -> T {
    yield_now().await;
    let done = call.await;
    yield_now().await;
    done
}

impl Store for GivingWay {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        between(self.0.claim(request)).await
    }

    async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
        between(self.0.extend(key, owner, lease)).await
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        between(self.0.complete(key, owner)).await
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        between(self.0.release(key, owner)).await
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        between(self.0.forget(key)).await
    }
}

/// A claim that is not atomic: it checks, yields, and then claims for any owner.
struct Flawed(Memory);

impl Store for Flawed {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        if !self.0.is_empty() {
            return Ok(Claim::Completed { altered: false });
        }
        yield_now().await;
        let _ = self.0.claim(request).await?;
        Ok(Claim::Acquired { attempt: 1 })
    }

    async fn extend(&self, _: &Key, _: Owner, _: Duration) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn complete(&self, _: &Key, _: Owner) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn release(&self, _: &Key, _: Owner) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        self.0.forget(key).await
    }
}

fn secret() -> Secret {
    Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap()
}

fn delivery(receiver: &Receiver) -> Delivery {
    let signer = Signer::new(providers::STRIPE, secret());
    let request = signer.sign(
        "https://app.example/hooks",
        r#"{"id":"evt_1","type":"customer.created"}"#,
    );
    match receiver.receive(request.unwrap(), SystemTime::now()) {
        Ok(Received::Delivery(delivery)) => delivery,
        other => panic!("{other:?}"),
    }
}

/// What the work did in one execution.
#[derive(Default)]
struct World {
    began: AtomicUsize,
    working: AtomicUsize,
    at_once: AtomicUsize,
    unflagged: AtomicUsize,
    effects: AtomicUsize,
}

async fn work(world: Arc<World>, number: u32, fails: bool) -> Result<(), ()> {
    // Counted, since the wrapper catches panics.
    let before = world.working.fetch_add(1, Ordering::SeqCst);
    world.at_once.fetch_max(before + 1, Ordering::SeqCst);
    let began = world.began.fetch_add(1, Ordering::SeqCst) + 1;
    if number as usize != began {
        world.unflagged.fetch_add(1, Ordering::SeqCst);
    }
    yield_now().await;
    world.working.fetch_sub(1, Ordering::SeqCst);
    if fails && number == 1 {
        return Err(());
    }
    world.effects.fetch_add(1, Ordering::SeqCst);
    Ok(())
}

/// Three concurrent attempts, of which the first to run the work can fail.
fn attempts(store: impl Store, receiver: &Receiver, fails: bool) {
    let idempotency = Idempotency::new(store, StoreDown::Reject);
    let events: Idempotent = idempotency.endpoint(receiver).build().unwrap();
    let world = Arc::new(World::default());
    let attempts: Vec<_> = (0..3)
        .map(|_| {
            let (events, of_work) = (events.clone(), world.clone());
            let delivery = delivery(receiver);
            thread::spawn(move || {
                let run = events.run(delivery, move |_, attempt| {
                    work(of_work, attempt.number(), fails)
                });
                block_on(run)
            })
        })
        .collect();
    let ends: Vec<_> = attempts
        .into_iter()
        .map(|attempt| attempt.join().unwrap())
        .collect();
    let at_once = world.at_once.load(Ordering::SeqCst);
    assert_eq!(at_once, 1, "worked twice: at once");
    let unflagged = world.unflagged.load(Ordering::SeqCst);
    assert_eq!(unflagged, 0, "worked twice: the attempt does not tell");
    let effects = world.effects.load(Ordering::SeqCst);
    let count = |is: fn(&Result<Outcome<()>, RunError<()>>) -> bool| {
        ends.iter().filter(|&end| is(end)).count()
    };
    assert_eq!(count(|end| matches!(end, Ok(Outcome::Ran(())))), effects);
    assert!(effects <= 1, "two effects");
    let duplicates = count(|end| matches!(end, Ok(Outcome::Duplicate { .. })));
    assert!(effects == 1 || duplicates == 0, "a success without effect");
    let failed = count(|end| matches!(end, Err(RunError::Work(()))));
    assert_eq!(failed, usize::from(fails));
    assert!(fails || effects == 1, "nobody worked");
    let others = count(|end| matches!(end, Ok(Outcome::InProgress { .. })));
    assert_eq!(effects + duplicates + failed + others, 3);
}

fn check<S: Store>(make: impl Fn() -> S + Send + Sync + 'static, fails: bool, schedules: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let _entered = runtime.enter();
    let receiver = Receiver::new(providers::STRIPE, secret()).unwrap();
    let mut config = shuttle::Config::new();
    // Keys overwrite 64 KiB of the stack when they are prepared or dropped; the default is 60 KiB.
    config.stack_size = 512 * 1024;
    shuttle::Runner::new(RandomScheduler::new(schedules), config)
        .run(move || attempts(make(), &receiver, fails));
}

#[test]
fn runs_once_in_random_schedules() {
    let schedules = schedules(4_000);
    for fails in [false, true] {
        check(|| GivingWay(Memory::new(8)), fails, schedules / 2);
    }
}

/// The control. Whether two attempts run at once depends on the schedule.
#[test]
#[should_panic = "worked twice"]
fn rejects_a_store_that_checks_and_then_claims() {
    check(|| Flawed(Memory::new(8)), false, 1_000);
}
