//! The contract of stores, checked from outside.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use sha2::{Digest, Sha256};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{
    key::Key,
    record::{self, Record, Time},
    store::{Claim, ClaimRequest, Owner, Store, StoreError},
};

/// How much [`store_contract`] tries.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ContractOptions {
    /// How many keys are claimed by many owners at once.
    pub rounds: usize,
    /// How many owners claim each of them.
    pub claimants: usize,
    /// How many sequences of random steps are compared with a model.
    pub sequences: usize,
    /// How many sequences run at once.
    pub parallel: usize,
    /// The time that a step surely takes less than, such as 20 milliseconds: leases last a few of them.
    pub tick: Duration,
    /// What random steps are made from.
    pub seed: u64,
}

impl Default for ContractOptions {
    fn default() -> Self {
        Self {
            rounds: 500,
            claimants: 64,
            sequences: 500,
            parallel: 50,
            tick: Duration::from_millis(50),
            seed: 1,
        }
    }
}

/// What [`store_contract`] checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContractReport {
    /// The claims of keys that many owners wanted at once.
    pub claims: usize,
    /// The random steps whose answer was compared with the model's.
    pub steps: usize,
}

/// A law that a store broke.
#[derive(Debug)]
pub struct ContractViolation {
    law: &'static str,
    found: String,
}

impl fmt::Display for ContractViolation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.law, self.found)
    }
}

impl std::error::Error for ContractViolation {}

/// Checks that a store keeps the laws of [`Store`]: each of them step by step, then many owners that
/// claim one key at once, then sequences of random steps against a model.
///
/// `make_store` is called twice and must return two handles to the same records, as two replicas of a service
/// have them. It needs a multi-threaded Tokio runtime to try concurrent steps; the keys are random, so the
/// store need not be empty. Use it for stores of your own:
///
/// ```
/// use std::sync::Arc;
///
/// use webhook_receiver::{idempotency::Memory, testing::{ContractOptions, store_contract}};
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut options = ContractOptions::default();
/// # options.rounds = 10; options.sequences = 10; options.tick = std::time::Duration::from_millis(100);
/// let store = Arc::new(Memory::new(100_000));
/// store_contract(|| store.clone(), options).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Returns an error if the store broke a law, or failed.
pub async fn store_contract<S: Store>(
    mut make_store: impl FnMut() -> S,
    options: ContractOptions,
) -> Result<ContractReport, ContractViolation> {
    let bench = Arc::new(Bench {
        stores: [make_store(), make_store()],
        tick: options.tick,
    });
    laws(&bench).await?;
    let claims = rounds(&bench, options).await?;
    let steps = sequences(&bench, options).await?;
    Ok(ContractReport { claims, steps })
}

/// Two handles to one store.
struct Bench<S> {
    stores: [S; 2],
    tick: Duration,
}

const HOUR: Duration = Duration::from_secs(3600);
const FINGERPRINT: [u8; 16] = [1; 16];

/// A key that was not used before.
fn key() -> Key {
    Key::from_bytes(Sha256::digest(Owner::random().as_bytes()).into())
}

fn failed(error: StoreError) -> ContractViolation {
    let source = std::error::Error::source(&error);
    let source = source.map(|source| format!(": {source}"));
    ContractViolation {
        law: "the store answers",
        found: format!("{error}{}", source.unwrap_or_default()),
    }
}

/// Whether what was found is what the law wants.
fn law<T: fmt::Debug + PartialEq>(
    law: &'static str,
    found: Result<T, StoreError>,
    wanted: T,
) -> Result<(), ContractViolation> {
    let found = found.map_err(failed)?;
    if found == wanted {
        Ok(())
    } else {
        let found = format!("{found:?} in place of {wanted:?}");
        Err(ContractViolation { law, found })
    }
}

impl<S: Store> Bench<S> {
    fn store(&self, of: usize) -> &S {
        let [one, other] = &self.stores;
        if of.is_multiple_of(2) { one } else { other }
    }

    /// So many ticks.
    fn ticks(&self, ticks: u32) -> Duration {
        self.tick.saturating_mul(ticks)
    }

    async fn wait(&self, ticks: u32) {
        sleep(self.ticks(ticks)).await;
    }

    /// Who leases for this many ticks.
    fn request(&self, key: Key, owner: Owner, ticks: u32) -> ClaimRequest {
        ClaimRequest::new(key, owner, FINGERPRINT, self.ticks(ticks), HOUR)
    }

    async fn acquires(
        &self,
        name: &'static str,
        request: ClaimRequest,
        attempt: u32,
    ) -> Result<(), ContractViolation> {
        let claim = self.store(1).claim(&request).await;
        law(name, claim, Claim::Acquired { attempt })
    }

    /// Another owner finds the key in progress.
    async fn is_held(
        &self,
        name: &'static str,
        key: Key,
        most: Duration,
    ) -> Result<(), ContractViolation> {
        let request = self.request(key, Owner::random(), 4);
        let claim = self.store(0).claim(&request).await.map_err(failed)?;
        match claim {
            Claim::InProgress { remaining } if remaining <= most => Ok(()),
            found => Err(ContractViolation {
                law: name,
                found: format!("{found:?} in place of at most {most:?} of a lease"),
            }),
        }
    }

    async fn all_false(
        &self,
        name: &'static str,
        key: Key,
        owner: Owner,
    ) -> Result<(), ContractViolation> {
        let store = self.store(1);
        law(name, store.extend(&key, owner, HOUR).await, false)?;
        law(name, store.complete(&key, owner).await, false)?;
        law(name, store.release(&key, owner).await, false)
    }
}

type Case<S> =
    fn(Arc<Bench<S>>) -> Pin<Box<dyn Future<Output = Result<(), ContractViolation>> + Send>>;

/// Each law by itself, all at once.
async fn laws<S: Store>(bench: &Arc<Bench<S>>) -> Result<(), ContractViolation> {
    let cases: [Case<S>; 10] = [
        |bench| Box::pin(async move { of_claims(&bench).await }),
        |bench| Box::pin(async move { of_strangers(&bench).await }),
        |bench| Box::pin(async move { of_completion(&bench).await }),
        |bench| Box::pin(async move { of_release(&bench).await }),
        |bench| Box::pin(async move { of_lapsed_leases(&bench).await }),
        |bench| Box::pin(async move { of_takeovers(&bench).await }),
        |bench| Box::pin(async move { of_extensions(&bench).await }),
        |bench| Box::pin(async move { of_retention(&bench).await }),
        |bench| Box::pin(async move { of_long_leases(&bench).await }),
        |bench| Box::pin(async move { of_forgetting(&bench).await }),
    ];
    let mut running = JoinSet::new();
    for case in cases {
        running.spawn(case(bench.clone()));
    }
    join(running).await
}

async fn join(
    mut running: JoinSet<Result<(), ContractViolation>>,
) -> Result<(), ContractViolation> {
    while let Some(done) = running.join_next().await {
        done.unwrap_or_else(|error| {
            Err(ContractViolation {
                law: "the store does not panic",
                found: error.to_string(),
            })
        })?;
    }
    Ok(())
}

async fn of_claims<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (key, owner) = (key(), Owner::random());
    let request = bench.request(key, owner, 100);
    let name = "a claim of a new key is acquired, and is so again if repeated";
    for _ in 0..3 {
        bench.acquires(name, request, 1).await?;
    }
    let name = "a leased key is in progress for others";
    bench.is_held(name, key, bench.ticks(100)).await
}

async fn of_strangers<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let key = key();
    let name = "nothing can be done with a key that nobody claimed";
    bench.all_false(name, key, Owner::random()).await?;
    law(name, bench.store(0).forget(&key).await, false)?;
    let owner = Owner::random();
    let request = bench.request(key, owner, 100);
    bench.acquires("a new key is acquired", request, 1).await?;
    let name = "who does not own a key cannot do anything with it";
    bench.all_false(name, key, Owner::random()).await?;
    let name = "who owns a key can complete it, whatever others tried";
    law(name, bench.store(0).complete(&key, owner).await, true)
}

async fn of_completion<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (key, owner) = (key(), Owner::random());
    let request = bench.request(key, owner, 2);
    bench.acquires("a new key is acquired", request, 1).await?;
    let name = "a completion may be repeated";
    law(name, bench.store(0).complete(&key, owner).await, true)?;
    law(name, bench.store(1).complete(&key, owner).await, true)?;
    for wait in [0, 5] {
        bench.wait(wait).await;
        let name = "a completed key stays so for everybody, also after its lease";
        let found = Claim::Completed { altered: false };
        law(name, bench.store(0).claim(&request).await, found)?;
        let mut request = bench.request(key, Owner::random(), 2);
        law(name, bench.store(1).claim(&request).await, found)?;
        request.fingerprint = [2; 16];
        let name = "another fingerprint than that of the completed record is told";
        let found = Claim::Completed { altered: true };
        law(name, bench.store(1).claim(&request).await, found)?;
        let name = "a completed key is neither prolonged nor released";
        law(name, bench.store(0).extend(&key, owner, HOUR).await, false)?;
        law(name, bench.store(0).release(&key, owner).await, false)?;
    }
    Ok(())
}

async fn of_release<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (key, owner) = (key(), Owner::random());
    let request = bench.request(key, owner, 100);
    bench.acquires("a new key is acquired", request, 1).await?;
    let name = "a release may be repeated";
    law(name, bench.store(0).release(&key, owner).await, true)?;
    law(name, bench.store(1).release(&key, owner).await, true)?;
    let name = "who released a key can neither prolong nor complete it";
    law(name, bench.store(0).extend(&key, owner, HOUR).await, false)?;
    law(name, bench.store(0).complete(&key, owner).await, false)?;
    for attempt in 2..5 {
        let next = Owner::random();
        let request = bench.request(key, next, 100);
        let name = "a released key is acquired at once, and its attempts are counted";
        bench.acquires(name, request, attempt).await?;
        let name = "who released a key is stale once another has acquired it";
        bench.all_false(name, key, owner).await?;
        law(name, bench.store(1).release(&key, next).await, true)?;
    }
    Ok(())
}

async fn of_lapsed_leases<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (one, other) = (key(), key());
    let owner = Owner::random();
    for key in [one, other] {
        let request = bench.request(key, owner, 2);
        bench.acquires("a new key is acquired", request, 1).await?;
    }
    bench.wait(4).await;
    let name = "a lapsed lease can be completed until another acquires the key";
    law(name, bench.store(0).complete(&one, owner).await, true)?;
    let name = "a lapsed lease can be prolonged until another acquires the key";
    let extended = bench.store(0).extend(&other, owner, bench.ticks(100)).await;
    law(name, extended, true)?;
    bench.is_held(name, other, bench.ticks(100)).await
}

async fn of_takeovers<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let key = key();
    let mut owners = Vec::new();
    for attempt in 1..4 {
        let owner = Owner::random();
        let mut request = bench.request(key, owner, 2);
        request.fingerprint = [u8::try_from(attempt).unwrap_or(0); 16];
        let name = "a lapsed key is acquired with one more attempt";
        bench.acquires(name, request, attempt).await?;
        let name = "who lost a key to another is stale";
        for stale in &owners {
            bench.all_false(name, key, *stale).await?;
        }
        owners.push(owner);
        bench.wait(4).await;
    }
    let name = "the last owner is not stale";
    let last = owners.pop().unwrap_or_else(Owner::random);
    law(name, bench.store(1).complete(&key, last).await, true)?;
    let name = "the fingerprint is that of the last owner";
    for (fingerprint, altered) in [(1, true), (3, false)] {
        let mut request = bench.request(key, Owner::random(), 2);
        request.fingerprint = [fingerprint; 16];
        let claim = bench.store(0).claim(&request).await;
        law(name, claim, Claim::Completed { altered })?;
    }
    Ok(())
}

async fn of_extensions<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (key, owner) = (key(), Owner::random());
    let request = bench.request(key, owner, 4);
    bench.acquires("a new key is acquired", request, 1).await?;
    for _ in 0..3 {
        bench.wait(2).await;
        let name = "the owner can prolong its lease";
        let extended = bench.store(1).extend(&key, owner, bench.ticks(6)).await;
        law(name, extended, true)?;
        let name = "a prolonged lease counts from when it was prolonged";
        bench.is_held(name, key, bench.ticks(6)).await?;
    }
    bench.wait(8).await;
    let name = "a lease that is not prolonged any more ends";
    let request = bench.request(key, Owner::random(), 4);
    bench.acquires(name, request, 2).await
}

async fn of_retention<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (done, left) = (key(), key());
    let owner = Owner::random();
    for key in [done, left] {
        let mut request = bench.request(key, owner, 2);
        request.retention = bench.ticks(8);
        bench.acquires("a new key is acquired", request, 1).await?;
    }
    let name = "the owner can complete its key";
    law(name, bench.store(0).complete(&done, owner).await, true)?;
    bench.wait(4).await;
    let request = bench.request(done, Owner::random(), 2);
    let name = "a completed key is kept until its retention ends";
    let found = Claim::Completed { altered: false };
    law(name, bench.store(0).claim(&request).await, found)?;
    bench.wait(8).await;
    for key in [done, left] {
        let name = "a key is new after its retention";
        bench.all_false(name, key, owner).await?;
        law(name, bench.store(1).forget(&key).await, false)?;
        let request = bench.request(key, Owner::random(), 2);
        bench.acquires(name, request, 1).await?;
    }
    Ok(())
}

async fn of_long_leases<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (claimed, extended, taken) = (key(), key(), key());
    let owner = Owner::random();
    for (key, ticks) in [(claimed, 40), (extended, 1), (taken, 1)] {
        let mut request = bench.request(key, owner, ticks);
        request.retention = bench.ticks(4);
        bench.acquires("a new key is acquired", request, 1).await?;
    }
    let name = "a lapsed lease can be prolonged";
    let longer = bench.ticks(40);
    law(
        name,
        bench.store(0).extend(&extended, owner, longer).await,
        true,
    )?;
    bench.wait(2).await;
    let mut request = bench.request(taken, Owner::random(), 40);
    request.retention = bench.ticks(4);
    bench
        .acquires("a lapsed key is acquired", request, 2)
        .await?;
    bench.wait(5).await;
    let name = "a record does not expire while its lease runs";
    for key in [claimed, extended, taken] {
        bench.is_held(name, key, longer).await?;
    }
    Ok(())
}

async fn of_forgetting<S: Store>(bench: &Bench<S>) -> Result<(), ContractViolation> {
    let (key, owner) = (key(), Owner::random());
    let request = bench.request(key, owner, 100);
    bench.acquires("a new key is acquired", request, 1).await?;
    law(
        "the owner can complete",
        bench.store(0).complete(&key, owner).await,
        true,
    )?;
    let name = "a key is forgotten once";
    law(name, bench.store(1).forget(&key).await, true)?;
    law(name, bench.store(0).forget(&key).await, false)?;
    let name = "a forgotten key is new";
    bench.all_false(name, key, owner).await?;
    bench
        .acquires(name, bench.request(key, Owner::random(), 2), 1)
        .await
}

/// Many owners claim one key at once: one acquires it. Then the one releases or completes it, and all
/// claim again.
async fn rounds<S: Store>(
    bench: &Arc<Bench<S>>,
    options: ContractOptions,
) -> Result<usize, ContractViolation> {
    let mut claims = 0_usize;
    for round in 0..options.rounds {
        let key = key();
        let completes = round.is_multiple_of(2);
        for attempt in 1..=2 {
            let mut acquired = Vec::new();
            let (mut held, mut completed) = (0_usize, 0_usize);
            for (owner, claim) in at_once(bench, key, options.claimants).await? {
                claims = claims.saturating_add(1);
                match claim {
                    Claim::Acquired { attempt: found } if found == attempt => acquired.push(owner),
                    Claim::InProgress { .. } => held = held.saturating_add(1_usize),
                    Claim::Completed { altered: false } => {
                        completed = completed.saturating_add(1_usize)
                    }
                    found => {
                        return Err(ContractViolation {
                            law: "attempts and fingerprints are told as they are",
                            found: format!("{found:?} in attempt {attempt}"),
                        });
                    }
                }
            }
            let found = || format!("{acquired:?} acquired, {held} held, {completed} completed");
            match (attempt, completes, acquired.as_slice()) {
                (2, true, []) if held == 0 => {}
                (1, true, [owner]) if completed == 0 => {
                    let name = "who acquired a key among many can complete it";
                    law(name, bench.store(round).complete(&key, *owner).await, true)?;
                }
                (_, false, [owner]) if completed == 0 => {
                    let name = "who acquired a key among many can release it";
                    law(name, bench.store(round).release(&key, *owner).await, true)?;
                }
                _ => {
                    return Err(ContractViolation {
                        law: "one of many owners acquires a key",
                        found: found(),
                    });
                }
            }
        }
    }
    Ok(claims)
}

/// The answers to claims that are made at once.
async fn at_once<S: Store>(
    bench: &Arc<Bench<S>>,
    key: Key,
    claimants: usize,
) -> Result<Vec<(Owner, Claim)>, ContractViolation> {
    let mut running = JoinSet::new();
    for number in 0..claimants {
        let bench = bench.clone();
        running.spawn(async move {
            let owner = Owner::random();
            let request = ClaimRequest::new(key, owner, FINGERPRINT, HOUR, HOUR);
            let claim = bench.store(number).claim(&request).await;
            claim.map(|claim| (owner, claim))
        });
    }
    let mut claims = Vec::with_capacity(claimants);
    while let Some(done) = running.join_next().await {
        let claim = done.map_err(|error| ContractViolation {
            law: "the store does not panic",
            found: error.to_string(),
        })?;
        claims.push(claim.map_err(failed)?);
    }
    Ok(claims)
}

/// Sequences of random steps, compared with the model.
async fn sequences<S: Store>(
    bench: &Arc<Bench<S>>,
    options: ContractOptions,
) -> Result<usize, ContractViolation> {
    let steps = Arc::new(AtomicUsize::new(0));
    let next = Arc::new(AtomicUsize::new(0));
    let mut running = JoinSet::new();
    for _ in 0..options.parallel.clamp(1, options.sequences.max(1)) {
        let (bench, steps, next) = (bench.clone(), steps.clone(), next.clone());
        running.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= options.sequences {
                    return Ok(());
                }
                let seed = options.seed.wrapping_add(number as u64);
                let mut sequence = Sequence::new(seed);
                let made = sequence.run(&bench).await.map_err(|mut violation| {
                    violation.found = format!(
                        "{} (seed {seed}, after {:?})",
                        violation.found, sequence.steps
                    );
                    violation
                })?;
                steps.fetch_add(made, Ordering::Relaxed);
            }
        });
    }
    join(running).await?;
    Ok(steps.load(Ordering::Relaxed))
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Claim(usize, u8, u32),
    Extend(usize, u32),
    Complete(usize),
    Release(usize),
    Forget,
    Wait(u32),
}

/// Random steps of three owners on one key, and the record as the model has it.
struct Sequence {
    random: u64,
    key: Key,
    owners: [Owner; 3],
    steps: Vec<Step>,
    record: Option<Record>,
    began: Instant,
    /// How much later than in the model a time can be in the store: steps take their time.
    slack: Time,
}

impl Sequence {
    const STEPS: usize = 24;

    fn new(seed: u64) -> Self {
        Self {
            random: seed,
            key: key(),
            owners: [Owner::random(), Owner::random(), Owner::random()],
            steps: Vec::new(),
            record: None,
            began: Instant::now(),
            slack: 0,
        }
    }

    /// Below this number (SplitMix64).
    fn below(&mut self, end: u32) -> u32 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let wide = (mixed >> 32).wrapping_mul(u64::from(end));
        u32::try_from(wide >> 32).unwrap_or(0)
    }

    fn step(&mut self) -> Step {
        let owner = self.below(3) as usize;
        match self.below(16) {
            0..=5 => Step::Claim(owner, u8::from(self.below(4) == 0), self.one_of([1, 5, 50])),
            6..=7 => Step::Extend(owner, self.one_of([1, 5, 5])),
            8..=9 => Step::Complete(owner),
            10..=11 => Step::Release(owner),
            12 => Step::Forget,
            _ => Step::Wait(self.one_of([2, 3, 7])),
        }
    }

    fn one_of(&mut self, [a, b, c]: [u32; 3]) -> u32 {
        match self.below(3) {
            0 => a,
            1 => b,
            _ => c,
        }
    }

    fn owner(&self, of: usize) -> Owner {
        let [one, two, three] = self.owners;
        match of {
            0 => one,
            1 => two,
            _ => three,
        }
    }

    fn now(&self) -> Time {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Makes steps until they are enough, or the model cannot tell any more which came first: a step
    /// or the end of a lease. Returns how many were compared.
    async fn run<S: Store>(&mut self, bench: &Bench<S>) -> Result<usize, ContractViolation> {
        for made in 0..Self::STEPS {
            let step = self.step();
            self.steps.push(step);
            if let Step::Wait(ticks) = step {
                bench.wait(ticks).await;
                continue;
            }
            let before = self.now();
            let answer = self.ask(bench, made, step).await.map_err(failed)?;
            let after = self.now();
            // Times in the record are at the earliest, so this is the latest and the earliest view.
            let (late, late_record) = self.model(bench, step, after);
            let (early, _) = self.model(bench, step, before.saturating_sub(self.slack));
            if late != early {
                return Ok(made);
            }
            if late != answer {
                return Err(ContractViolation {
                    law: "the store answers as the model",
                    found: format!("{answer:?} in place of {late:?}"),
                });
            }
            if late_record != self.record {
                // As it would be had the step been made as early as possible.
                let (_, record) = self.model(bench, step, before);
                self.record = record;
            }
            self.slack = self.slack.max(after.saturating_sub(before));
        }
        Ok(Self::STEPS)
    }

    async fn ask<S: Store>(
        &self,
        bench: &Bench<S>,
        made: usize,
        step: Step,
    ) -> Result<Answer, StoreError> {
        let store = bench.store(made);
        let key = &self.key;
        Ok(match step {
            Step::Claim(owner, fingerprint, lease) => {
                let request = self.request(bench, owner, fingerprint, lease);
                Answer::of(store.claim(&request).await?)
            }
            Step::Extend(owner, lease) => {
                let lease = bench.ticks(lease);
                Answer::Bool(store.extend(key, self.owner(owner), lease).await?)
            }
            Step::Complete(owner) => Answer::Bool(store.complete(key, self.owner(owner)).await?),
            Step::Release(owner) => Answer::Bool(store.release(key, self.owner(owner)).await?),
            Step::Forget => Answer::Bool(store.forget(key).await?),
            Step::Wait(_) => Answer::Bool(true),
        })
    }

    fn request<S: Store>(
        &self,
        bench: &Bench<S>,
        owner: usize,
        fingerprint: u8,
        lease: u32,
    ) -> ClaimRequest {
        let mut request = bench.request(self.key, self.owner(owner), lease);
        request.fingerprint = [fingerprint; 16];
        request.retention = bench.ticks(20);
        request
    }

    fn model<S: Store>(&self, bench: &Bench<S>, step: Step, now: Time) -> (Answer, Option<Record>) {
        let record = self.record.as_ref();
        let changed =
            |found: Option<Record>| (Answer::Bool(found.is_some()), found.or(self.record));
        match step {
            Step::Claim(owner, fingerprint, lease) => {
                let request = self.request(bench, owner, fingerprint, lease);
                let (claim, found) = record::claim(record, &request, now);
                (Answer::of(claim), found.or(self.record))
            }
            Step::Extend(owner, lease) => {
                let lease = bench.ticks(lease);
                changed(record::extend(record, self.owner(owner), lease, now))
            }
            Step::Complete(owner) => changed(record::complete(record, self.owner(owner), now)),
            Step::Release(owner) => changed(record::release(record, self.owner(owner), now)),
            Step::Forget => {
                let live = record.is_some_and(|record| record.expires_at > now);
                (Answer::Bool(live), None)
            }
            Step::Wait(_) => (Answer::Bool(true), self.record),
        }
    }
}

/// An answer without times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Acquired(u32),
    InProgress,
    Completed(bool),
    Bool(bool),
}

impl Answer {
    fn of(claim: Claim) -> Self {
        match claim {
            Claim::Acquired { attempt } => Self::Acquired(attempt),
            Claim::InProgress { .. } => Self::InProgress,
            Claim::Completed { altered } => Self::Completed(altered),
        }
    }
}
