//! Whether two classes of requests take different times, by Welch's t-test, as dudect does
//! (<https://eprint.iacr.org/2016/1123>): requests whose signature is wrong in the first byte, and in the
//! last. `timing/run dudect SAMPLES` runs it. |t| below 4.5 is no evidence of a difference.

use std::{arch::x86_64::_rdtsc, hint::black_box};

use webhook_receiver::providers;
use webhook_receiver_timing::{Case, Wrong, case, now};

/// Mean and variance, updated one by one (Welford).
#[derive(Clone, Copy, Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        let delta = value - self.mean;
        self.mean += delta / self.count;
        self.squares += delta * (value - self.mean);
    }

    fn t(&self, other: &Self) -> f64 {
        let variance = |moments: &Self| moments.squares / (moments.count - 1.0) / moments.count;
        (self.mean - other.mean) / (variance(self) + variance(other)).sqrt()
    }
}

/// Repeatable: which class is measured next must not follow a pattern.
struct Random(u64);

impl Random {
    fn bit(&mut self) -> bool {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 & 1 == 1
    }
}

/// The largest |t| of all samples and of those below some percentiles, since interrupts are long.
fn measure(samples: usize, mut run: impl FnMut(bool)) -> f64 {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut times = Vec::with_capacity(samples);
    for _ in 0..samples {
        let class = random.bit();
        // SAFETY: the instruction only reads the time-stamp counter.
        let start = unsafe { _rdtsc() };
        run(class);
        // SAFETY: as above.
        let end = unsafe { _rdtsc() };
        times.push((class, end.saturating_sub(start)));
    }
    let mut sorted: Vec<u64> = times.iter().map(|(_, time)| *time).collect();
    sorted.sort_unstable();
    let cut = |share: f64| sorted[((sorted.len() - 1) as f64 * share) as usize];
    let of_cut = |share: f64| {
        let (limit, mut classes) = (cut(share), [Moments::default(); 2]);
        for (class, time) in times.iter().filter(|(_, time)| *time <= limit) {
            classes[usize::from(*class)].add(*time as f64);
        }
        classes[0].t(&classes[1]).abs()
    };
    [0.5, 0.8, 0.9, 0.95, 0.99, 1.0]
        .into_iter()
        .map(of_cut)
        .fold(0.0, f64::max)
}

fn verify(case: &Case, samples: usize) -> f64 {
    let requests = [Wrong::First, Wrong::Last].map(|wrong| case.request(wrong));
    measure(samples, |class| {
        let request = requests[usize::from(class)].clone();
        let received = case.receiver.receive(request, now());
        assert!(black_box(received).is_err());
    })
}

/// A comparison that ends at the first difference, of texts that differ in the first or last byte.
fn control(samples: usize) -> f64 {
    let expected = [7_u8; 32];
    let [mut first, mut last] = [expected; 2];
    first[0] ^= 1;
    last[31] ^= 1;
    measure(samples, |class| {
        let given = black_box(if class { &first } else { &last });
        let equal = given
            .iter()
            .zip(black_box(&expected))
            .all(|(a, b)| black_box(a) == b);
        assert!(!black_box(equal));
    })
}

fn main() {
    let samples = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(500_000);
    println!(
        "control, a comparison that ends early: |t| = {:.1}",
        control(samples)
    );
    for row in [
        "github",
        "stripe",
        "slack",
        "standard-webhooks",
        "shopify",
        "paystack",
        "twilio",
        "gitlab",
        "vonage",
        "livekit",
    ] {
        let Some(case) = providers::by_id(row).and_then(case) else {
            continue;
        };
        println!("{row}: |t| = {:.2}", verify(&case, samples));
    }
}
