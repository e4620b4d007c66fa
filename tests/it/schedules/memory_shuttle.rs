//! The memory store with the locks of shuttle, in random schedules of three owners and in all schedules of
//! two.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use shuttle::{
    future::block_on,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use webhook_receiver::idempotency::{Claim, Owner, Store};

pub(super) use self::memory::Memory;
use super::{key, record, request, schedules, store};

#[allow(
    clippy::duplicate_mod,
    dead_code,
    reason = "the store of the crate, over other locks"
)]
#[path = "../../../src/idempotency/memory.rs"]
mod memory;

mod sync {
    pub(super) use std::sync::PoisonError;

    pub(super) use shuttle::sync::Mutex;
}

/// Three owners that claim, work, and complete or release, and one of them forgets the key.
fn race(is_released: bool) {
    let store = Arc::new(Memory::new(8));
    let working = Arc::new(AtomicUsize::new(0));
    let worked = Arc::new(AtomicUsize::new(0));
    let owners: Vec<_> = (0..3_u8)
        .map(|owner| {
            let (store, working, worked) = (store.clone(), working.clone(), worked.clone());
            thread::spawn(move || {
                let hour = 3_600_000_000_000;
                let request = request(owner, owner, hour, 2 * hour);
                if let Claim::Acquired { attempt } = block_on(store.claim(&request)).unwrap() {
                    assert_eq!(
                        working.fetch_add(1, Ordering::SeqCst),
                        0,
                        "two owners at once"
                    );
                    assert!(attempt >= 1);
                    let is_extended = store.extend(&request.key, request.owner, request.lease);
                    assert!(block_on(is_extended).unwrap());
                    working.fetch_sub(1, Ordering::SeqCst);
                    let ended = if is_released && attempt == 1 {
                        block_on(store.release(&request.key, request.owner))
                    } else {
                        worked.fetch_add(1, Ordering::SeqCst);
                        block_on(store.complete(&request.key, request.owner))
                    };
                    assert!(ended.unwrap());
                }
                // A stale owner changes nothing.
                let stranger = Owner::from_bytes([9; 16]);
                assert!(!block_on(store.complete(&request.key, stranger)).unwrap());
            })
        })
        .collect();
    owners.into_iter().for_each(|owner| owner.join().unwrap());
    assert!(worked.load(Ordering::SeqCst) <= 1, "worked twice");
    assert!(
        is_released || worked.load(Ordering::SeqCst) == 1,
        "nobody worked"
    );
    assert_eq!(store.len(), 1);
}

#[test]
fn has_one_owner_at_a_time_in_random_schedules() {
    let schedules = schedules(20_000);
    shuttle::check_random(|| race(false), schedules / 2);
    shuttle::check_random(|| race(true), schedules / 2);
}

/// Two owners of three steps each, in all schedules.
#[test]
fn has_one_owner_at_a_time_in_all_schedules() {
    let two = || {
        let store = Arc::new(Memory::new(8));
        let acquired = Arc::new(AtomicUsize::new(0));
        let owners: Vec<_> = (0..2_u8)
            .map(|owner| {
                let (store, acquired) = (store.clone(), acquired.clone());
                thread::spawn(move || {
                    let hour = 3_600_000_000_000;
                    let request = request(owner, 0, hour, hour);
                    let claim = block_on(store.claim(&request)).unwrap();
                    let is_mine = matches!(claim, Claim::Acquired { attempt: 1 });
                    acquired.fetch_add(usize::from(is_mine), Ordering::SeqCst);
                    let extend = store.extend(&request.key, request.owner, request.lease);
                    assert_eq!(block_on(extend).unwrap(), is_mine);
                    let complete = store.complete(&request.key, request.owner);
                    assert_eq!(block_on(complete).unwrap(), is_mine);
                })
            })
            .collect();
        owners.into_iter().for_each(|owner| owner.join().unwrap());
        assert_eq!(acquired.load(Ordering::SeqCst), 1);
    };
    shuttle::check_dfs(two, None);
}

/// The control: a store that checks and then inserts is detected.
#[test]
fn rejects_a_store_that_checks_and_then_inserts() {
    let flawed = || {
        let records = Arc::new(Mutex::new(HashMap::<u8, u8>::new()));
        let acquired = Arc::new(AtomicUsize::new(0));
        let owners: Vec<_> = (0..2_u8)
            .map(|owner| {
                let (records, acquired) = (records.clone(), acquired.clone());
                thread::spawn(move || {
                    let is_there = records.lock().unwrap().contains_key(&7);
                    if !is_there {
                        records.lock().unwrap().insert(7, owner);
                        acquired.fetch_add(1, Ordering::SeqCst);
                    }
                })
            })
            .collect();
        owners.into_iter().for_each(|owner| owner.join().unwrap());
        assert_eq!(acquired.load(Ordering::SeqCst), 1);
    };
    let check = || shuttle::check_random(flawed, 1000);
    assert!(catch_unwind(AssertUnwindSafe(check)).is_err());
}
