//! The contract of stores: the memory store keeps it, and stores with the usual flaws break it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::Instant;
use webhook_receiver::{
    idempotency::{Claim, ClaimRequest, Key, Memory, Owner, Store, StoreError},
    testing::{ContractOptions, store_contract},
};

fn options(rounds: usize, tick: u64) -> ContractOptions {
    let mut options = ContractOptions::default();
    options.rounds = rounds;
    options.tick = Duration::from_millis(tick);
    options
}

/// Many owners at once, on threads. The next test checks what depends on time: here a step may take long.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_the_contract_in_memory() {
    let rounds = std::env::var("CONTRACT_ROUNDS").map_or(10_000, |text| text.parse().unwrap());
    let store = Arc::new(Memory::new(1_000_000));
    let began = Instant::now();
    let mut options = options(rounds, 500);
    options.sequences = 0;
    let report = store_contract(|| store.clone(), options).await.unwrap();
    println!("memory: {report:?} in {:.1?}", began.elapsed());
    assert_eq!(report.claims, rounds * 128);
}

/// On a paused clock no time passes during a step, however busy the machine is.
#[tokio::test(start_paused = true)]
async fn keeps_the_contract_in_memory_in_any_sequence_of_steps() {
    let store = Arc::new(Memory::new(1_000_000));
    let report = store_contract(|| store.clone(), options(0, 20))
        .await
        .unwrap();
    assert!(report.steps > 3000, "{report:?}");
}

#[tokio::test(start_paused = true)]
async fn forgets_only_expired_keys_in_memory() {
    let store = Memory::new(3);
    let claim = async |number: u8, retention: u64| {
        let retention = Duration::from_millis(retention);
        let (key, owner) = (Key::from_bytes([number; 32]), Owner::random());
        let lease = Duration::from_millis(1);
        let request = ClaimRequest::new(key, owner, [0; 16], lease, retention);
        let claim = store.claim(&request).await;
        if claim.is_ok() {
            store.complete(&key, owner).await.unwrap();
        }
        claim
    };
    for (number, retention) in [(1, 50), (2, 60_000), (3, 50)] {
        let claim = claim(number, retention).await.unwrap();
        assert_eq!(claim, Claim::Acquired { attempt: 1 });
    }
    assert!(matches!(claim(4, 50).await, Err(StoreError::Full)));
    // Existing keys are found nevertheless.
    let known = claim(2, 60_000).await.unwrap();
    assert_eq!(known, Claim::Completed { altered: false });
    tokio::time::advance(Duration::from_millis(60)).await;
    assert_eq!(store.len(), 3);
    assert_eq!(claim(4, 50).await.unwrap(), Claim::Acquired { attempt: 1 });
    assert_eq!(claim(5, 50).await.unwrap(), Claim::Acquired { attempt: 1 });
    assert_eq!(store.len(), 3);
    let known = claim(2, 60_000).await.unwrap();
    assert_eq!(known, Claim::Completed { altered: false });
}

/// The flaw of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    None,
    ChecksThenInserts,
    ReleasesByKeyOnly,
    CompletesByKeyOnly,
    ForgetsAttempts,
    MarksBeforeTheWork,
    ForgetsCompletedAfterTheLease,
    ExpiresUnderTheLease,
}

/// A simple store: a map behind a lock.
struct Flawed {
    flaw: Flaw,
    entries: Mutex<HashMap<Key, Entry>>,
}

#[derive(Clone, Copy)]
struct Entry {
    owner: Owner,
    attempt: u32,
    fingerprint: [u8; 16],
    /// `None` if it is completed.
    leased_until: Option<Instant>,
    released: bool,
    expires_at: Instant,
}

impl Flawed {
    fn new(flaw: Flaw) -> Arc<Self> {
        let entries = Mutex::default();
        Arc::new(Self { flaw, entries })
    }

    fn change(
        &self,
        key: &Key,
        owner: Owner,
        any: bool,
        change: impl FnOnce(&mut Entry) -> bool,
    ) -> bool {
        let mut entries = self.entries.lock().unwrap();
        match entries.get_mut(key) {
            Some(entry) if entry.expires_at > Instant::now() && (any || entry.owner == owner) => {
                change(entry)
            }
            _ => false,
        }
    }
}

impl Store for Flawed {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        let now = Instant::now();
        let find = |entries: &HashMap<Key, Entry>| {
            let entry = entries.get(&request.key).copied();
            entry.filter(|entry| entry.expires_at > now)
        };
        let mut found = find(&self.entries.lock().unwrap());
        if self.flaw == Flaw::ChecksThenInserts {
            tokio::task::yield_now().await;
        }
        let mut entries = self.entries.lock().unwrap();
        if self.flaw != Flaw::ChecksThenInserts {
            found = find(&entries);
        }
        let mut attempt = 1;
        let mut expires_at = now + request.retention;
        if let Some(entry) = found {
            match entry.leased_until {
                None => {
                    let altered = entry.fingerprint != request.fingerprint;
                    return Ok(Claim::Completed { altered });
                }
                _ if entry.owner == request.owner => attempt = entry.attempt,
                Some(until) if until > now => {
                    let remaining = until - now;
                    return Ok(Claim::InProgress { remaining });
                }
                Some(_) => attempt = entry.attempt + 1,
            }
            expires_at = entry.expires_at;
        }
        if self.flaw == Flaw::ForgetsAttempts {
            attempt = 1;
        }
        let until = now + request.lease;
        let expires_at = match self.flaw {
            Flaw::ExpiresUnderTheLease => expires_at,
            Flaw::ForgetsCompletedAfterTheLease => until,
            _ => expires_at.max(until),
        };
        let entry = Entry {
            owner: request.owner,
            attempt,
            fingerprint: request.fingerprint,
            leased_until: (self.flaw != Flaw::MarksBeforeTheWork).then_some(until),
            released: false,
            expires_at,
        };
        entries.insert(request.key, entry);
        Ok(Claim::Acquired { attempt })
    }

    async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
        let until = Instant::now() + lease;
        Ok(self.change(key, owner, false, |entry| {
            let held = entry.leased_until.is_some() && !entry.released;
            if held {
                entry.leased_until = Some(until);
                if self.flaw != Flaw::ExpiresUnderTheLease {
                    entry.expires_at = entry.expires_at.max(until);
                }
            }
            held
        }))
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        let any = self.flaw == Flaw::CompletesByKeyOnly;
        Ok(self.change(key, owner, any, |entry| {
            if !entry.released {
                entry.leased_until = None;
            }
            !entry.released
        }))
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        let any = self.flaw == Flaw::ReleasesByKeyOnly;
        Ok(self.change(key, owner, any, |entry| {
            let held = entry.leased_until.is_some();
            if held {
                entry.leased_until = Some(Instant::now());
                entry.released = true;
            }
            held
        }))
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        let entry = self.entries.lock().unwrap().remove(key);
        Ok(entry.is_some_and(|entry| entry.expires_at > Instant::now()))
    }
}

/// Checks a flawed store on a paused clock, so that only the flaw can break a law.
async fn verdict(flaw: Flaw) -> Result<(), String> {
    let store = Flawed::new(flaw);
    let checked = store_contract(|| store.clone(), options(100, 20)).await;
    checked.map(drop).map_err(|violation| violation.to_string())
}

/// The control: without a flaw, the same store keeps the contract.
#[tokio::test(start_paused = true)]
async fn keeps_the_contract_in_a_map_with_a_lock() {
    assert_eq!(verdict(Flaw::None).await, Ok(()));
}

macro_rules! rejects {
    ($($name:ident: $flaw:ident, $law:literal;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $name() {
            let violation = verdict(Flaw::$flaw).await.unwrap_err();
            assert!(violation.contains($law), "{violation}");
        }
    )*};
}

rejects! {
    rejects_a_store_that_checks_and_then_inserts: ChecksThenInserts,
        "one of many owners acquires a key";
    rejects_a_store_that_releases_by_the_key_only: ReleasesByKeyOnly, "own";
    rejects_a_store_that_completes_by_the_key_only: CompletesByKeyOnly, "own";
    rejects_a_store_that_forgets_attempts: ForgetsAttempts, "attempt";
    rejects_a_store_that_marks_before_the_work: MarksBeforeTheWork, "claim";
    rejects_a_store_that_forgets_completed_keys: ForgetsCompletedAfterTheLease, "";
    rejects_a_store_that_drops_leased_keys: ExpiresUnderTheLease, "";
}
