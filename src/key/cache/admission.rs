//! Decides which unknown keys are fetched now: a few per second, however many are asked for.
//!
//! Anyone can name any number of keys that do not exist. Fetching each of them would flood the provider's key
//! server, and fetching the first ones would let a flood keep a genuine new key out. So there are two token
//! buckets. One is for keys that are requested for the first time, as made-up ones are. The other is for keys
//! that were rejected before: a genuine key is requested again with the next delivery or the next retry. If
//! more keys are requested than a bucket allows, chance decides, so that neither speed nor timing is an
//! advantage.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    time::{Duration, SystemTime},
};

pub(crate) struct Admission {
    first: Bucket,
    again: Bucket,
    turned_away: Marks,
    random: RandomState,
    draws: u64,
}

impl Default for Admission {
    #[inline]
    fn default() -> Self {
        Self {
            first: Bucket::new(1),
            again: Bucket::new(4),
            turned_away: Marks::default(),
            random: RandomState::new(),
            draws: 0,
        }
    }
}

impl Admission {
    /// Returns whether this key may be fetched now. If not, it is remembered, and its next request
    /// has better chances.
    pub(crate) fn admit(&mut self, key: impl Hash, now: SystemTime) -> bool {
        let mark = self.random.hash_one(key);
        self.draws = self.draws.wrapping_add(1);
        let draw = self.random.hash_one(self.draws);
        let bucket = if self.turned_away.contains(mark) {
            &mut self.again
        } else {
            &mut self.first
        };
        let admitted = bucket.take(draw, now);
        if !admitted {
            self.turned_away.insert(mark);
        }
        admitted
    }
}

/// A token bucket that draws lots while more is asked for than it has.
struct Bucket {
    per_second: u32,
    /// Unspent time; a token is the `per_second`th part of a second.
    credit: Duration,
    filled: SystemTime,
    /// The requests since `counting_since`, and those of the second before.
    asked: u32,
    asked_before: u32,
    counting_since: SystemTime,
}

impl Bucket {
    /// The tokens of a full bucket.
    const BURST: u32 = 10;

    /// A clock that is further behind was set back.
    const SET_BACK: Duration = Duration::from_secs(60);

    #[inline]
    fn new(per_second: u32) -> Self {
        Self {
            per_second,
            credit: Duration::ZERO,
            filled: SystemTime::UNIX_EPOCH,
            asked: 0,
            asked_before: 0,
            counting_since: SystemTime::UNIX_EPOCH,
        }
    }

    #[inline]
    fn take(&mut self, draw: u64, now: SystemTime) -> bool {
        let token = Duration::from_secs(1)
            .checked_div(self.per_second)
            .unwrap_or_default();
        self.fill(token, now);
        self.count(now);
        let per_token = self.asked_before.checked_div(self.per_second);
        let drawn = draw.checked_rem(u64::from(per_token.unwrap_or(0)).max(1)) == Some(0);
        match self.credit.checked_sub(token) {
            Some(rest) if drawn => {
                self.credit = rest;
                true
            }
            _ => false,
        }
    }

    #[inline]
    fn fill(&mut self, token: Duration, now: SystemTime) {
        if let Some(passed) = since(&mut self.filled, now) {
            let full = token.saturating_mul(Self::BURST);
            self.credit = self.credit.saturating_add(passed).min(full);
            self.filled = now;
        }
    }

    #[inline]
    fn count(&mut self, now: SystemTime) {
        let passed = since(&mut self.counting_since, now).unwrap_or_default();
        if passed >= Duration::from_secs(1) {
            let just_before = passed < Duration::from_secs(2);
            self.asked_before = if just_before { self.asked } else { 0 };
            self.asked = 0;
            self.counting_since = now;
        }
        self.asked = self.asked.saturating_add(1);
    }
}

/// Returns the time from `then` to `now`, and nothing for a request that arrived earlier than the
/// last one. After the clock was set back, time starts again.
#[inline]
fn since(then: &mut SystemTime, now: SystemTime) -> Option<Duration> {
    if now < *then && abs_diff(*then, now) > Bucket::SET_BACK {
        *then = now;
    }
    now.duration_since(*then).ok()
}

/// A set of hashes in constant memory: a new one may take the place of another. Empty until
/// something is inserted.
#[derive(Default)]
struct Marks(Vec<u32>);

impl Marks {
    /// At 200 insertions per second, two thirds of them are still there after a minute. 128 KiB.
    const SLOTS: usize = 1 << 15;

    /// The slot is chosen by one half of the hash and holds the other.
    #[inline]
    fn split(mark: u64) -> (usize, u32) {
        let [a, b, c, d, rest @ ..] = mark.to_le_bytes();
        let slot = u32::from_le_bytes(rest) as usize & (Self::SLOTS - 1);
        (slot, u32::from_le_bytes([a, b, c, d]))
    }

    #[inline]
    fn contains(&self, mark: u64) -> bool {
        let (slot, tag) = Self::split(mark);
        self.0.get(slot) == Some(&tag)
    }

    #[inline]
    fn insert(&mut self, mark: u64) {
        let (slot, tag) = Self::split(mark);
        if self.0.is_empty() {
            self.0 = vec![0; Self::SLOTS];
        }
        if let Some(held) = self.0.get_mut(slot) {
            *held = tag;
        }
    }
}

/// Returns the time between two moments. Requests that wait came before what they wait for, and clocks
/// are set back.
#[inline]
pub(crate) fn abs_diff(one: SystemTime, other: SystemTime) -> Duration {
    one.duration_since(other)
        .unwrap_or_else(|behind| behind.duration())
}
