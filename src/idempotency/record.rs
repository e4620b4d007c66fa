//! The record of a key as a state machine: pure functions of the record, the request and the time.
//! The memory store is made of them, and the other stores are compared with them.

use super::store::{Claim, ClaimRequest, Owner};

/// Nanoseconds since any origin.
pub(super) type Time = u64;

/// The record of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) owner: Owner,
    pub(super) fingerprint: [u8; 16],
    pub(super) attempt: u32,
    pub(super) state: State,
    /// Not before the end of the lease.
    pub(super) expires_at: Time,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Until this time.
    Leased(Time),
    Released,
    Completed,
}

/// Answers a claim, with the record as it is to be from now on, if it changes.
pub(super) fn claim(
    record: Option<&Record>,
    request: &ClaimRequest,
    now: Time,
) -> (Claim, Option<Record>) {
    let leased_until = after(now, request.lease);
    let (attempt, expires_at) = match record.filter(|record| record.expires_at > now) {
        None => (1, after(now, request.retention)),
        Some(record) => match record.state {
            State::Completed => {
                let altered = record.fingerprint != request.fingerprint;
                return (Claim::Completed { altered }, None);
            }
            _ if record.owner == request.owner => (record.attempt, record.expires_at),
            State::Leased(until) if until > now => {
                let remaining = std::time::Duration::from_nanos(until.saturating_sub(now));
                return (Claim::InProgress { remaining }, None);
            }
            State::Leased(_) | State::Released => {
                (record.attempt.saturating_add(1), record.expires_at)
            }
        },
    };
    let record = Record {
        owner: request.owner,
        fingerprint: request.fingerprint,
        attempt,
        state: State::Leased(leased_until),
        expires_at: expires_at.max(leased_until),
    };
    (Claim::Acquired { attempt }, Some(record))
}

/// The record with its lease prolonged, if it is the owner's.
pub(super) fn extend(
    record: Option<&Record>,
    owner: Owner,
    lease: std::time::Duration,
    now: Time,
) -> Option<Record> {
    let record = owned(record, owner, now)?;
    let State::Leased(_) = record.state else {
        return None;
    };
    let leased_until = after(now, lease);
    Some(Record {
        state: State::Leased(leased_until),
        expires_at: record.expires_at.max(leased_until),
        ..record
    })
}

/// The completed record, if it is the owner's.
pub(super) fn complete(record: Option<&Record>, owner: Owner, now: Time) -> Option<Record> {
    let record = owned(record, owner, now)?;
    (record.state != State::Released).then_some(Record {
        state: State::Completed,
        ..record
    })
}

/// The released record, if it is the owner's.
pub(super) fn release(record: Option<&Record>, owner: Owner, now: Time) -> Option<Record> {
    let record = owned(record, owner, now)?;
    (record.state != State::Completed).then_some(Record {
        state: State::Released,
        ..record
    })
}

fn owned(record: Option<&Record>, owner: Owner, now: Time) -> Option<Record> {
    record
        .filter(|record| record.expires_at > now && record.owner == owner)
        .copied()
}

fn after(now: Time, duration: std::time::Duration) -> Time {
    now.saturating_add(u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX))
}
