//! No branch and no index depends on a secret: Valgrind runs the verification of every row with a shared
//! secret, with the prepared key marked as undefined, and reports each use of an undefined value in a
//! jump or an address. The MAC is undefined then, too, as it is computed from the key.
//!
//! Run by `timing/run`. The arguments are rows, rows to leave out after a `-`, or `control`. A row without an
//! error is one whose verdict is not seen to depend on the key.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    hint::black_box,
    sync::atomic::{AtomicUsize, Ordering},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use webhook_receiver::{Provider, algorithm::Class, providers};
use webhook_receiver_timing::{SECRET, WRONGS, Wrong, case, now, valgrind};

/// Remembers the live allocations, in which keys are looked for.
struct Remembering;

const MOST: usize = 1 << 17;

/// The address, the size, and the number of each allocation that is live.
static LIVE: [[AtomicUsize; 3]; MOST] = [const { [const { AtomicUsize::new(0) }; 3] }; MOST];

static NEXT: AtomicUsize = AtomicUsize::new(0);

fn slot(address: usize) -> impl Iterator<Item = &'static [AtomicUsize; 3]> {
    let start = (address >> 4).wrapping_mul(0x9e37_79b9) % MOST;
    (0..64).map(move |step| &LIVE[(start + step) % MOST])
}

// SAFETY: all calls are those of the system's allocator.
unsafe impl GlobalAlloc for Remembering {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller says.
        let pointer = unsafe { System.alloc(layout) };
        let free = slot(pointer.addr()).find(|slot| slot[0].load(Ordering::Relaxed) == 0);
        if let Some([address, size, number]) = free {
            address.store(pointer.addr(), Ordering::Relaxed);
            size.store(layout.size(), Ordering::Relaxed);
            number.store(NEXT.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        }
        pointer
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let held =
            slot(pointer.addr()).find(|slot| slot[0].load(Ordering::Relaxed) == pointer.addr());
        if let Some([address, ..]) = held {
            address.store(0, Ordering::Relaxed);
        }
        // SAFETY: as the caller says.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Remembering = Remembering;

/// The bytes of an object that depend on the key, in runs: those in which objects of several keys differ.
fn runs<T>(new: impl Fn(&[u8]) -> T, key: &[u8]) -> Vec<Vec<u8>> {
    let bytes = |object: &T| -> Vec<u8> {
        let start = std::ptr::from_ref(object).cast::<u8>();
        // SAFETY: the object is `size_of` bytes long. Bytes of padding have some value, too.
        (0..size_of::<T>())
            .map(|at| unsafe { start.add(at).read_volatile() })
            .collect()
    };
    let ours = bytes(&new(key));
    let others: Vec<_> = (0..16_u8)
        .map(|number| {
            let other: Vec<u8> = key
                .iter()
                .map(|byte| byte.wrapping_add(number * 7 + 1))
                .collect();
            bytes(&new(&other))
        })
        .collect();
    let differs = |at: &usize| others.iter().any(|other| other[*at] != ours[*at]);
    let mut runs: Vec<Vec<u8>> = Vec::new();
    let mut last = None;
    for at in (0..ours.len()).filter(differs) {
        match runs.last_mut() {
            Some(run) if last == Some(at.wrapping_sub(1)) => run.push(ours[at]),
            _ => runs.push(vec![ours[at]]),
        }
        last = Some(at);
    }
    // What is left is the state. Buffers that were never written, and counters, are nothing to look for.
    runs.retain(|run| run.len() >= 16 && is_random(run));
    runs
}

/// Whether bytes have as many values as those of a key or a state.
fn is_random(bytes: &[u8]) -> bool {
    (0..=u8::MAX).filter(|byte| bytes.contains(byte)).count() >= 10
}

fn mac<M: Mac + KeyInit>(key: &[u8]) -> Vec<Vec<u8>> {
    runs(
        |key| <M as KeyInit>::new_from_slice(key).expect("any length"),
        key,
    )
}

/// What a prepared key may consist of.
fn secrets(pasted: &str) -> Vec<Vec<u8>> {
    let bare = pasted.rsplit(':').next().unwrap_or(pasted);
    let hex = |text: &str| -> Option<Vec<u8>> {
        (0..text.len() / 2)
            .map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok())
            .collect()
    };
    let keys = [
        Some(pasted.as_bytes().to_vec()),
        Some(bare.as_bytes().to_vec()),
        STANDARD.decode(bare).ok(),
        hex(bare),
        Some(Sha256::digest(bare).to_vec()),
        // Braintree's and Fitbit's.
        Some(sha1::Sha1::digest(bare).to_vec()),
        Some(format!("{bare}&").into_bytes()),
    ];
    let mut all = Vec::new();
    for key in keys.into_iter().flatten() {
        all.extend(mac::<Hmac<Sha256>>(&key));
        all.extend(mac::<Hmac<sha2::Sha384>>(&key));
        all.extend(mac::<Hmac<sha2::Sha512>>(&key));
        // The state is no multiple of eight bytes, so what differs behind it may be padding.
        for run in mac::<Hmac<sha1::Sha1>>(&key) {
            all.extend(run.windows(20).step_by(4).map(<[u8]>::to_vec));
        }
        all.extend(mac::<Hmac<md5::Md5>>(&key));
        all.extend(mac::<Hmac<sha3::Sha3_512>>(&key));
        all.push(Sha256::digest(&key).to_vec());
        all.push(key);
    }
    all
}

/// Marks the key of a receiver, wherever it is in the allocations with these numbers, but for the secret as it
/// is pasted. Returns the number of places.
fn mark(secrets: &[Vec<u8>], pasted: &str, first: usize, last: usize) -> usize {
    let mut marked = 0;
    for [address, size, number] in &LIVE {
        let [address, size, number] =
            [address, size, number].map(|value| value.load(Ordering::Relaxed));
        if address == 0 || address == pasted.as_ptr().addr() || !(first..last).contains(&number) {
            continue;
        }
        // SAFETY: the allocation is live, as this is the only thread.
        let bytes = unsafe { std::slice::from_raw_parts(address as *const u8, size) };
        for secret in secrets {
            let mut places = Vec::new();
            if secret.len() <= size {
                places = (0..=size - secret.len())
                    .filter(|at| equal(&bytes[*at..], secret))
                    .collect();
            }
            for at in places {
                valgrind::make_undefined(&bytes[at..at + secret.len()]);
                marked += 1;
            }
        }
    }
    marked
}

/// Whether bytes begin with these, without an error of Valgrind for bytes that were never written.
#[inline(never)]
fn equal(bytes: &[u8], secret: &[u8]) -> bool {
    bytes.starts_with(secret)
}

/// Verifies all requests of a row. Returns the places that were marked, and the errors.
fn run(provider: Provider) -> Option<(usize, usize)> {
    let first = NEXT.load(Ordering::Relaxed);
    let case = case(provider)?;
    let last = NEXT.load(Ordering::Relaxed);
    // The requests are made before the key is undefined.
    let requests = WRONGS.map(|wrong| (wrong, case.request(wrong)));
    let marked = mark(&secrets(&case.secret), &case.secret, first, last);
    let before = valgrind::errors();
    for (wrong, request) in requests {
        let accepted = black_box(case.receiver.receive(request, now())).is_ok();
        if accepted != (wrong == Wrong::Nothing) {
            println!("{}: {wrong:?} accepted: {accepted}", case.provider.id());
        }
    }
    Some((marked, valgrind::errors() - before))
}

/// What must be found: a comparison that ends early, and encodings of the expected MAC.
fn control() {
    let key = black_box(SECRET.as_bytes().to_vec());
    valgrind::make_undefined(&key);
    let mac = Hmac::<Sha256>::new_from_slice(&key)
        .expect("any length")
        .chain_update("content");
    let mac = mac.finalize().into_bytes();
    let controls: [(&str, fn(&[u8]) -> usize); 3] = [
        ("early exit", |mac| {
            mac.iter()
                .zip([0_u8; 32])
                .position(|(a, b)| *a != black_box(b))
                .unwrap_or(0)
        }),
        ("hexadecimal", |mac| {
            let digits = black_box(b"0123456789abcdef");
            mac.iter()
                .map(|byte| usize::from(digits[usize::from(byte >> 4)]))
                .sum()
        }),
        ("base64", |mac| STANDARD.encode(mac).len()),
    ];
    for (name, control) in controls {
        let before = valgrind::errors();
        black_box(control(&mac));
        println!("control: {name}: {} errors", valgrind::errors() - before);
    }
}

fn main() {
    assert!(valgrind::is_running(), "run by timing/run");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["control"] {
        return control();
    }
    let shared = |row: &&Provider| {
        let skipped = arguments.iter().filter_map(|name| name.strip_prefix('-'));
        let mut named = arguments
            .iter()
            .filter(|name| !name.starts_with('-'))
            .peekable();
        let wanted = named.peek().is_none() || named.any(|name| name == row.id());
        let wanted = wanted && !skipped.into_iter().any(|name| name == row.id());
        wanted && row.algorithm().class() != Class::Asymmetric
    };
    let (mut rows, mut errors) = (0, 0);
    let (mut unmarked, mut unseen, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for provider in providers::ALL.iter().filter(shared) {
        let Some((marked, found)) = run(*provider) else {
            left_out.push(provider.id());
            continue;
        };
        if marked == 0 {
            unmarked.push(provider.id());
        }
        if found == 0 {
            unseen.push(provider.id());
        }
        rows += 1;
        errors += found;
    }
    let requests = rows * WRONGS.len();
    println!("rows: {rows}, requests: {requests}, uses: {errors}");
    println!("without a marked key: {unmarked:?}");
    println!("without a verdict that depends on the key: {unseen:?}");
    println!("left out, as the test kit does not make their requests: {left_out:?}");
}
