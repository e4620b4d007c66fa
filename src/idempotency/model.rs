//! The state machine under random steps, and the memory store under random and all schedules.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Duration,
};

use proptest::prelude::*;
use shuttle::{
    future::block_on,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{
    key::Key,
    memory::Memory,
    record::{self, Record, State},
    store::{Claim, ClaimRequest, Owner, Store},
    sync::Mutex,
};

fn request(owner: u8, fingerprint: u8, lease: u64, retention: u64) -> ClaimRequest {
    ClaimRequest::new(
        Key::from_bytes([7; 32]),
        Owner::from_bytes([owner; 16]),
        [fingerprint; 16],
        Duration::from_nanos(lease),
        Duration::from_nanos(retention),
    )
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Claim {
        owner: u8,
        fingerprint: u8,
        lease: u64,
        retention: u64,
    },
    Extend {
        owner: u8,
        lease: u64,
    },
    Complete {
        owner: u8,
    },
    Release {
        owner: u8,
    },
    Wait {
        time: u64,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let owner = 0_u8..3;
    let step = prop_oneof![
        4 => (owner.clone(), 0_u8..2, 1_u64..20, 1_u64..60).prop_map(
            |(owner, fingerprint, lease, retention)| Step::Claim { owner, fingerprint, lease, retention }
        ),
        2 => (owner.clone(), 1_u64..20).prop_map(|(owner, lease)| Step::Extend { owner, lease }),
        2 => owner.clone().prop_map(|owner| Step::Complete { owner }),
        2 => owner.prop_map(|owner| Step::Release { owner }),
        3 => (0_u64..15).prop_map(|time| Step::Wait { time }),
    ];
    prop::collection::vec(step, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The laws of [`Store`], of any sequence of steps.
    #[test]
    fn each_step_keeps_the_laws(steps in steps()) {
        let (mut record, mut now) = (None::<Record>, 1_000_u64);
        for step in steps {
            let before = record.filter(|record| record.expires_at > now);
            let (by, is_claim) = match step {
                Step::Claim { owner, .. } => (owner, true),
                Step::Extend { owner, .. } | Step::Complete { owner } | Step::Release { owner } => (owner, false),
                Step::Wait { time } => {
                    now += time;
                    continue;
                }
            };
            let by = Owner::from_bytes([by; 16]);
            let (claim, after) = match step {
                Step::Claim { owner, fingerprint, lease, retention } => {
                    let request = request(owner, fingerprint, lease, retention);
                    let (claim, after) = record::claim(record.as_ref(), &request, now);
                    // What is repeated is answered in the same way.
                    let again = record::claim(after.as_ref().or(record.as_ref()), &request, now).0;
                    prop_assert_eq!(claim, again);
                    (Some(claim), after)
                }
                Step::Extend { lease, .. } => {
                    (None, record::extend(record.as_ref(), by, Duration::from_nanos(lease), now))
                }
                Step::Complete { .. } => {
                    let after = record::complete(record.as_ref(), by, now);
                    if after.is_some() {
                        prop_assert_eq!(after, record::complete(after.as_ref(), by, now));
                    }
                    (None, after)
                }
                _ => (None, record::release(record.as_ref(), by, now)),
            };
            let is_owner = before.is_some_and(|before| before.owner == by);
            let is_completed = before.is_some_and(|before| before.state == State::Completed);
            let is_held = before.is_some_and(|before| matches!(before.state, State::Leased(until) if until > now));
            if !is_claim && !is_owner {
                prop_assert_eq!(after, None, "a stale owner changed something");
            }
            match claim {
                Some(Claim::Acquired { attempt }) => {
                    prop_assert!(!is_completed, "a completed key was acquired");
                    prop_assert!(!is_held || is_owner, "two owners at once");
                    let expected = match before {
                        None => 1,
                        Some(before) if is_owner => before.attempt,
                        Some(before) => before.attempt + 1,
                    };
                    prop_assert_eq!(attempt, expected);
                    prop_assert_eq!(after.unwrap().attempt, attempt);
                }
                Some(Claim::Completed { .. }) => prop_assert!(is_completed && after.is_none()),
                Some(Claim::InProgress { remaining }) => {
                    prop_assert!(is_held && !is_owner && after.is_none());
                    prop_assert!(remaining > Duration::ZERO);
                }
                None => {}
            }
            if let Some(after) = after {
                if let State::Leased(until) = after.state {
                    prop_assert!(after.expires_at >= until, "a record expires under its lease");
                }
                prop_assert!(!is_completed || after.state == State::Completed, "a completed key was opened");
                record = Some(after);
            }
        }
    }
}

/// Three owners that claim, work, and complete or release, with a key that one of them forgets.
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
fn one_owner_at_a_time_in_random_schedules() {
    let schedules = std::env::var("SCHEDULES").map_or(20_000, |text| text.parse().unwrap());
    shuttle::check_random(|| race(false), schedules / 2);
    shuttle::check_random(|| race(true), schedules / 2);
}

/// Two owners of three steps each, in all schedules.
#[test]
fn one_owner_at_a_time_in_all_schedules() {
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

/// The control: a store that checks and then inserts is found out.
#[test]
fn a_store_that_checks_and_then_inserts_fails_in_some_schedule() {
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
