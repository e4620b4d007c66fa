//! The state machine of a record under random steps.

use std::time::Duration;

use proptest::prelude::*;
use webhook_receiver::idempotency::{Claim, Owner};

use super::{
    record::{self, Record, State},
    request,
};

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

    /// The laws of [`Store`] hold in any sequence of steps.
    #[test]
    fn keeps_the_contract_in_any_sequence_of_steps(steps in steps()) {
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
                    // A repeated step has the same result.
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
