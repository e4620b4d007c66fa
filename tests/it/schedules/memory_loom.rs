//! The memory store with the locks of loom, which tries all schedules of two owners, including those in which
//! one thread sees late what another wrote.

use std::{
    collections::HashMap,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use loom::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};
use webhook_receiver::idempotency::{Claim, ClaimRequest, Key, Owner, Store};

use self::memory::Memory;
use super::{key, record, store};

#[allow(
    clippy::duplicate_mod,
    dead_code,
    reason = "the store of the crate, over other locks"
)]
#[path = "../../../src/idempotency/memory.rs"]
mod memory;

mod sync {
    pub(super) use std::sync::PoisonError;

    pub(super) use loom::sync::Mutex;
}

/// Polls a future of the memory store, which never waits.
fn ready<T>(call: impl Future<Output = T>) -> T {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("it waits"),
    }
}

/// Runs this as two owners at once, and returns how many of them acquired the key.
fn acquired_by_two(owner: impl Fn(u8) -> bool + Clone + Send + Sync + 'static) -> usize {
    let acquired = Arc::new(AtomicUsize::new(0));
    let owners: Vec<_> = (0..2)
        .map(|number| {
            let (owner, acquired) = (owner.clone(), acquired.clone());
            thread::spawn(move || {
                acquired.fetch_add(usize::from(owner(number)), Ordering::SeqCst);
            })
        })
        .collect();
    owners.into_iter().for_each(|owner| owner.join().unwrap());
    acquired.load(Ordering::SeqCst)
}

#[test]
fn has_one_owner_of_two_with_three_operations_each() {
    loom::model(|| {
        let store = std::sync::Arc::new(Memory::new(8));
        let acquired = acquired_by_two(move |number| {
            let hour = Duration::from_secs(3600);
            let owner = Owner::from_bytes([number; 16]);
            let key = Key::from_bytes([7; 32]);
            let request = ClaimRequest::new(key, owner, [0; 16], hour, hour);
            let claim = ready(store.claim(&request)).unwrap();
            let is_mine = claim == Claim::Acquired { attempt: 1 };
            assert_eq!(ready(store.extend(&key, owner, hour)).unwrap(), is_mine);
            assert_eq!(ready(store.complete(&key, owner)).unwrap(), is_mine);
            is_mine
        });
        assert_eq!(acquired, 1);
    });
}

/// The control.
#[test]
#[should_panic = "two owners"]
fn rejects_a_store_that_checks_and_then_inserts() {
    loom::model(|| {
        let records = Arc::new(Mutex::new(HashMap::new()));
        let acquired = acquired_by_two(move |number| {
            let is_there = records.lock().unwrap().contains_key(&7);
            if !is_there {
                records.lock().unwrap().insert(7, number);
            }
            !is_there
        });
        assert_eq!(acquired, 1, "two owners");
    });
}
