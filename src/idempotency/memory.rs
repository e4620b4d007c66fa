//! Claims in the memory of one process.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    hash::{BuildHasher, RandomState},
    time::Duration,
};

use hashbrown::HashTable;
use tokio::time::Instant;

use super::{
    key::Key,
    record::{self, Record, Time},
    store::{Claim, ClaimRequest, Owner, Store, StoreError},
    sync::{Mutex, PoisonError},
};

/// Claims in the memory of one process, for a service of one process and for tests.
///
/// **Two replicas of a service need a store that they share**: each would process what the other has
/// processed. A restart forgets all keys, so a delivery whose retry arrives after it runs again.
///
/// A record takes about 130 bytes. Records are dropped only when they have expired: at `max_records`,
/// claims of new keys fail with [`StoreError::Full`].
///
/// ```
/// use webhook_receiver::idempotency::{Idempotency, Memory, StoreDown};
///
/// let idempotency = Idempotency::new(Memory::new(1_000_000), StoreDown::Reject);
/// # drop(idempotency);
/// ```
pub struct Memory {
    origin: Instant,
    hasher: RandomState,
    max_records: usize,
    records: Mutex<Records>,
}

#[derive(Default)]
struct Records {
    slots: Vec<Slot>,
    free: Vec<u32>,
    /// Where in `slots` the record of a key is.
    index: HashTable<u32>,
    /// When slots expire. An entry whose time is not its slot's is out of date.
    expiry: BinaryHeap<Reverse<(Time, u32)>>,
}

struct Slot {
    key: Key,
    /// None while the slot is free.
    record: Option<Record>,
}

impl Memory {
    /// Returns a store for this many records, and no more than 2³² - 1.
    pub fn new(max_records: usize) -> Self {
        Self {
            origin: Instant::now(),
            hasher: RandomState::new(),
            max_records: max_records.min(u32::MAX as usize),
            records: Mutex::new(Records::default()),
        }
    }

    /// Returns the number of records, with those that have expired and are not dropped yet.
    pub fn len(&self) -> usize {
        self.with(|records, _| records.index.len())
    }

    /// Returns whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn with<T>(&self, act: impl FnOnce(&mut Records, Time) -> T) -> T {
        let mut records = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        // Under the lock, so that time does not go back between two steps.
        let now = u64::try_from(self.origin.elapsed().as_nanos()).unwrap_or(u64::MAX);
        act(&mut records, now)
    }

    fn step(&self, key: &Key, step: impl FnOnce(Option<&Record>, Time) -> Option<Record>) -> bool {
        let hash = self.hasher.hash_one(key);
        self.with(|records, now| {
            let found = records.find(hash, key);
            match step(found.and_then(|slot| records.record(slot)), now) {
                Some(record) => {
                    if let Some(slot) = found {
                        records.set(slot, record);
                    }
                    true
                }
                None => false,
            }
        })
    }
}

impl Records {
    fn find(&self, hash: u64, key: &Key) -> Option<u32> {
        let is_it = |slot: &u32| {
            self.slots
                .get(*slot as usize)
                .is_some_and(|slot| slot.key == *key)
        };
        self.index.find(hash, is_it).copied()
    }

    fn record(&self, slot: u32) -> Option<&Record> {
        self.slots.get(slot as usize)?.record.as_ref()
    }

    fn set(&mut self, slot: u32, record: Record) {
        if let Some(held) = self.slots.get_mut(slot as usize) {
            let before = held.record.replace(record);
            if before.map(|before| before.expires_at) != Some(record.expires_at) {
                self.expiry.push(Reverse((record.expires_at, slot)));
            }
        }
    }

    fn insert(&mut self, hasher: &RandomState, hash: u64, key: Key, record: Record) {
        let slot = match self.free.pop() {
            Some(slot) => {
                if let Some(held) = self.slots.get_mut(slot as usize) {
                    held.key = key;
                }
                slot
            }
            None => {
                if self.slots.len() == self.slots.capacity() {
                    // Not twice as many: records are kept long, and their number grows slowly.
                    let more = (self.slots.len() / 8).max(16);
                    self.slots.reserve_exact(more);
                }
                let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
                self.slots.push(Slot { key, record: None });
                slot
            }
        };
        let slots = &self.slots;
        self.index.insert_unique(hash, slot, |slot| {
            slots
                .get(*slot as usize)
                .map_or(0, |slot| hasher.hash_one(slot.key))
        });
        self.set(slot, record);
    }

    fn remove(&mut self, hasher: &RandomState, slot: u32) {
        let Some(held) = self.slots.get_mut(slot as usize) else {
            return;
        };
        held.record = None;
        let hash = hasher.hash_one(held.key);
        if let Ok(entry) = self.index.find_entry(hash, |found| *found == slot) {
            entry.remove();
            self.free.push(slot);
        }
    }

    /// Drops up to `most` records that have expired.
    fn drop_expired(&mut self, hasher: &RandomState, now: Time, most: usize) {
        for _ in 0..most {
            match self.expiry.peek() {
                Some(Reverse((time, slot))) if *time <= now => {
                    let (time, slot) = (*time, *slot);
                    self.expiry.pop();
                    if self
                        .record(slot)
                        .is_some_and(|record| record.expires_at == time)
                    {
                        self.remove(hasher, slot);
                    }
                }
                _ => break,
            }
        }
    }
}

impl Store for Memory {
    async fn claim(&self, request: &ClaimRequest) -> Result<Claim, StoreError> {
        let hash = self.hasher.hash_one(request.key);
        self.with(|records, now| {
            records.drop_expired(&self.hasher, now, 2);
            let found = records.find(hash, &request.key);
            let (claim, record) =
                record::claim(found.and_then(|slot| records.record(slot)), request, now);
            match (record, found) {
                (None, _) => {}
                (Some(record), Some(slot)) => records.set(slot, record),
                (Some(_), None) if records.index.len() >= self.max_records => {
                    return Err(StoreError::Full);
                }
                (Some(record), None) => records.insert(&self.hasher, hash, request.key, record),
            }
            Ok(claim)
        })
    }

    async fn extend(&self, key: &Key, owner: Owner, lease: Duration) -> Result<bool, StoreError> {
        Ok(self.step(key, |record, now| record::extend(record, owner, lease, now)))
    }

    async fn complete(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        Ok(self.step(key, |record, now| record::complete(record, owner, now)))
    }

    async fn release(&self, key: &Key, owner: Owner) -> Result<bool, StoreError> {
        Ok(self.step(key, |record, now| record::release(record, owner, now)))
    }

    async fn forget(&self, key: &Key) -> Result<bool, StoreError> {
        let hash = self.hasher.hash_one(key);
        self.with(|records, now| {
            let Some(slot) = records.find(hash, key) else {
                return Ok(false);
            };
            let live = records
                .record(slot)
                .is_some_and(|record| record.expires_at > now);
            records.remove(&self.hasher, slot);
            Ok(live)
        })
    }
}

/// Shows the number of records, never a key.
impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memory")
            .field("records", &self.len())
            .field("max_records", &self.max_records)
            .finish()
    }
}
