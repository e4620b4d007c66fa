//! Shifts: genuine requests of every row, changed without the key so that the signed bytes stay equal, or
//! nearly so, while their meaning changes. Parts move into their neighbors, into the query, the head or the
//! body; methods, URLs, content types and header names take the place of others.
//!
//! `SHIFTS` sets the number, and `SHIFT_ROWS` selects rows. A shifted request that is accepted must deliver
//! what the genuine one delivers, as far as it is proven.

mod control;
pub(crate) mod facts;
mod genuine;
pub(crate) mod message;
use crate::common::rows;
mod shift;
use crate::common::vectors;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use genuine::{Genuine, at, receive};
use message::{Class, Message};
use shift::{LATER, LATER_TEXTS, Label, Shift, World};

/// Accepted shifts with another meaning, since the provider's own scheme is ambiguous: the row, the shift,
/// and the reason. The row's documentation states it under `# Security`, and `tests/it/ambiguous.rs` shows
/// it.
const DOCUMENTED: &[(&str, &str, &str)] = &[
    ("adyen", "member: Json", "each item is signed by itself"),
    (
        "coinbase-cdp",
        "boundary: Header",
        "a `v0` signs no headers",
    ),
    ("coinbase-cdp", "recut: Header", "a `v0` signs no headers"),
    (
        "forgejo",
        "carry: Body and Form",
        "the same payload in a form",
    ),
    (
        "forgejo",
        "carry: Body and Url",
        "the same payload in the query",
    ),
    (
        "forgejo",
        "carry: Url and Body",
        "the same payload in a form",
    ),
    (
        "forgejo",
        "carry: Url and Form",
        "the same payload in a form",
    ),
    (
        "gitea",
        "carry: Body and Form",
        "the same payload in a form",
    ),
    (
        "gitea",
        "carry: Body and Url",
        "the same payload in the query",
    ),
    ("gitea", "carry: Url and Body", "the same payload in a form"),
    ("gitea", "carry: Url and Form", "the same payload in a form"),
    ("gogs", "carry: Body and Form", "the same payload in a form"),
    ("iyzico", "boundary: Json", "nothing separates the fields"),
    ("iyzico", "recut: Json", "nothing separates the fields"),
    (
        "iyzico",
        "member: Json",
        "a direct payment does not sign `iyziPaymentId`",
    ),
    (
        "jira-connect",
        "spelling: Url",
        "a slash at the end is not signed",
    ),
    (
        "jira-connect",
        "url: Url",
        "a slash at the end is not signed",
    ),
    (
        "mailgun",
        "list: Form",
        "the last of several fields is signed",
    ),
    (
        "mailgun",
        "spelling: Body",
        "the last of several fields is signed",
    ),
    (
        "mercado-pago",
        "spelling: Url",
        "the id is signed in lower case",
    ),
    (
        "nuvei",
        "carry: Form and Header",
        "an empty product is signed like none",
    ),
    (
        "nuvei",
        "carry: Form and Url",
        "an empty product is signed like none",
    ),
    (
        "nuvei",
        "list: Form",
        "an empty product is signed like none",
    ),
    (
        "plivo",
        "boundary: Form",
        "nothing separates names and values",
    ),
    (
        "plivo",
        "boundary: Url and Body",
        "a dot separates query and form, and they may hold it",
    ),
    (
        "plivo",
        "boundary: Url and Form",
        "a dot separates query and form, and they may hold it",
    ),
    ("plivo", "list: Form", "nothing separates names and values"),
    ("plivo", "recut: Form", "nothing separates names and values"),
    (
        "plivo",
        "recut: Url and Body",
        "a dot separates query and form, and they may hold it",
    ),
    (
        "plivo",
        "recut: Url and Form",
        "a dot separates query and form, and they may hold it",
    ),
    ("truelayer", "url: Url", "a slash at the end is not signed"),
    (
        "twilio",
        "boundary: Form",
        "nothing separates names and values",
    ),
    (
        "twilio",
        "boundary: Url and Body",
        "nothing separates the URL and a name",
    ),
    (
        "twilio",
        "boundary: Url and Form",
        "nothing separates the URL and a name",
    ),
    (
        "twilio",
        "exchange: Url and Body",
        "nothing separates the URL and a name",
    ),
    ("twilio", "list: Form", "nothing separates names and values"),
    (
        "twilio",
        "recut: Form",
        "nothing separates names and values",
    ),
    (
        "twilio",
        "recut: Url and Body",
        "nothing separates the URL and a name",
    ),
    (
        "twilio",
        "recut: Url and Form",
        "nothing separates the URL and a name",
    ),
];

/// A small generator: the same shifts on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// The results of the shifts.
#[derive(Default)]
struct Tally {
    tried: usize,
    same: usize,
    /// By provider and shift: the number, the index of the first request, and the differing fact.
    others: BTreeMap<(&'static str, String), (usize, usize, String)>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.tried += other.tried;
        self.same += other.same;
        for (key, (count, number, example)) in other.others {
            let known = self
                .others
                .entry(key)
                .or_insert((0, usize::MAX, String::new()));
            known.0 += count;
            if number < known.1 {
                (known.1, known.2) = (number, example);
            }
        }
    }

    /// Checks the verdict on a shifted request.
    fn judge(&mut self, number: usize, genuine: &Genuine, shifted: &Message, shifts: &[Shift]) {
        let Some(request) = shifted.request() else {
            return;
        };
        self.tried += 1;
        let difference = match receive(&genuine.receiver, request, genuine.now) {
            Some(facts) => {
                let difference = genuine.facts.differs(&facts, genuine.credential.as_deref());
                self.same += usize::from(difference.is_none());
                difference
            }
            None => None,
        };
        let difference = difference.or_else(|| {
            // The time was moved to one at which the genuine request is stale.
            let moved = genuine.stale_later && says_later(genuine, shifted);
            let request = moved.then(|| shifted.request()).flatten()?;
            receive(&genuine.receiver, request, at(LATER))?;
            Some("fresh, and the genuine request is stale".to_owned())
        });
        let Some(difference) = difference else {
            return;
        };
        let labels: Vec<Label> = shifts
            .iter()
            .map(|shift| shift.label(&genuine.places))
            .collect();
        let documented = labels
            .iter()
            .find_map(|label| documented(genuine.provider, &label.to_string()))
            .or_else(|| {
                // The second shift moves what the first one moved, so its places have no meaning.
                let mut verbs = labels.iter().skip_while(|_| labels.len() == 1);
                verbs.find_map(|label| documented(genuine.provider, label.verb))
            });
        let label = documented.map_or_else(|| labels[0].to_string(), str::to_owned);
        let example = format!(
            "{difference}\n  {}, {shifts:?}\n  genuine {}\n  shifted {}",
            genuine.what,
            show(&genuine.message),
            show(shifted)
        );
        let known = self
            .others
            .entry((genuine.provider, label))
            .or_insert((0, number, example));
        known.0 += 1;
    }
}

/// Returns the documented shift of the row with this label, or with this verb at its beginning.
fn documented(provider: &str, label: &str) -> Option<&'static str> {
    let of_row = DOCUMENTED.iter().filter(|(row, ..)| *row == provider);
    let mut labels = of_row.map(|(_, known, _)| *known);
    labels.find(|known| *known == label || known.split(':').next() == Some(label))
}

fn is_documented(provider: &str, label: &str) -> bool {
    documented(provider, label) == Some(label)
}

/// Returns whether the later time is in a part of its own.
fn says_later(genuine: &Genuine, shifted: &Message) -> bool {
    genuine.places.iter().any(|place| {
        place.class() != Class::Body
            && shifted.get(place).is_some_and(|text| {
                let mut later = LATER_TEXTS.iter();
                later.any(|later| message::find(&text, later.as_bytes(), 0).is_some())
            })
    })
}

fn show(message: &Message) -> String {
    let headers: Vec<String> = message
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value)))
        .collect();
    format!(
        "{} {} {headers:?} {:?}",
        message.method,
        message.target,
        String::from_utf8_lossy(&message.body)
    )
}

/// Returns this number of the shifts, evenly distributed over the kinds if there are enough of each.
fn spread(all: &[Shift], genuine: &Genuine, wanted: usize, random: &mut Random) -> Vec<Shift> {
    let mut kinds = BTreeMap::<Label, Vec<Shift>>::new();
    for shift in all {
        let kind = kinds.entry(shift.label(&genuine.places));
        kind.or_default().push(*shift);
    }
    let (mut low, mut high) = (1, wanted.max(1));
    while low < high {
        let most = (low + high) / 2;
        let total: usize = kinds.values().map(|kind| kind.len().min(most)).sum();
        if total < wanted {
            low = most + 1;
        } else {
            high = most;
        }
    }
    let mut chosen = Vec::with_capacity(wanted);
    for kind in kinds.values() {
        let taken = kind.len().min(low);
        let start = random.below(kind.len());
        chosen.extend(
            (0..taken).map(|index| kind[(start + index * kind.len() / taken) % kind.len()]),
        );
    }
    chosen
}

/// Tries shifts of a request, and pairs of them.
fn try_shifts(number: usize, genuine: &Genuine, world: &World, wanted: usize) -> Tally {
    let mut tally = Tally::default();
    let mut random = Random(number as u64);
    let all = Shift::all(&genuine.message, &genuine.places, genuine.loose, world);
    let wanted = wanted / genuine.cost;
    for shift in spread(&all, genuine, wanted - wanted / 16, &mut random) {
        if let Some(shifted) = shift.apply(&genuine.message, &genuine.places, world) {
            tally.judge(number, genuine, &shifted, &[shift]);
        }
    }
    for _ in 0..wanted / 16 {
        let pair = [all[random.below(all.len())], all[random.below(all.len())]];
        let shifted = pair
            .iter()
            .try_fold(genuine.message.clone(), |message, shift| {
                shift.apply(&message, &genuine.places, world)
            });
        if let Some(shifted) = shifted.filter(|shifted| *shifted != genuine.message) {
            tally.judge(number, genuine, &shifted, &pair);
        }
    }
    tally
}

fn world(all: &[Genuine]) -> World {
    let names: BTreeSet<String> = all
        .iter()
        .flat_map(|genuine| genuine.message.headers.iter().map(|(name, _)| name.clone()))
        .collect();
    World {
        names: names.into_iter().collect(),
    }
}

/// Returns the share of each request, so that the total is reached.
fn try_all(all: &[Genuine], wanted: usize) -> Tally {
    let world = world(all);
    let weights: f64 = all.iter().map(|genuine| 1.0 / genuine.cost as f64).sum();
    // Some cannot be made, and some requests have fewer.
    let share = (wanted as f64 / weights * 1.5) as usize;
    let (next, total) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(genuine) = all.get(number) else {
                        return;
                    };
                    let tally = try_shifts(number, genuine, &world, share);
                    total.lock().unwrap().add(tally);
                }
            });
        }
    });
    total.into_inner().unwrap()
}

#[test]
fn rejects_shifted_requests_that_say_something_else() {
    let wanted: usize = std::env::var("SHIFTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(30_000);
    let mut all = genuine::all();
    let chosen = std::env::var("SHIFT_ROWS").ok();
    if let Some(chosen) = &chosen {
        all.retain(|genuine| chosen.split(',').any(|row| row == genuine.provider));
    }
    let rows: BTreeSet<_> = all.iter().map(|genuine| genuine.provider).collect();
    let tally = try_all(&all, wanted);
    println!(
        "{} shifted requests of {} genuine ones of {} rows: {} accepted and equal",
        tally.tried,
        all.len(),
        rows.len(),
        tally.same
    );
    assert!(chosen.is_some() || rows.len() == webhook_receiver::providers::ALL.len());
    let (documented, findings): (Vec<_>, Vec<_>) = tally
        .others
        .iter()
        .partition(|((provider, label), _)| is_documented(provider, label));
    println!(
        "{} kinds accepted and different, documented:",
        documented.len()
    );
    for ((provider, label), (count, ..)) in &documented {
        let mut all = DOCUMENTED.iter();
        let reason = all.find(|(row, kind, _)| row == provider && kind == label);
        let reason = reason.map_or("", |(_, _, reason)| reason);
        println!("  {provider}, {label}: {count}: {reason}");
    }
    println!("{} outside of the list", findings.len());
    for ((provider, label), (count, _, example)) in &findings {
        println!("{provider}: {label}: {count}: {example}");
    }
    assert!(findings.is_empty());
    if wanted >= 2_000_000 && chosen.is_none() {
        let gone: Vec<_> = DOCUMENTED
            .iter()
            .filter(|(provider, label, _)| {
                let key = (*provider, (*label).to_owned());
                !tally.others.contains_key(&key) && !occurs(&all, provider, label)
            })
            .collect();
        assert!(gone.is_empty(), "they no longer occur: {gone:?}");
        assert!(
            tally.tried >= wanted * 9 / 10,
            "{} of {wanted}",
            tally.tried
        );
    }
}

/// Returns whether any shift of this kind is accepted with another meaning.
fn occurs(all: &[Genuine], provider: &str, label: &str) -> bool {
    let world = world(all);
    all.iter()
        .filter(|genuine| genuine.provider == provider)
        .any(|genuine| {
            let places = &genuine.places;
            let shifts = Shift::all(&genuine.message, places, genuine.loose, &world);
            let of_kind = shifts
                .iter()
                .filter(|shift| shift.label(places).to_string() == label);
            of_kind
                .filter_map(|shift| Some((shift, shift.apply(&genuine.message, places, &world)?)))
                .any(|(shift, shifted)| {
                    let mut tally = Tally::default();
                    tally.judge(0, genuine, &shifted, &[*shift]);
                    !tally.others.is_empty()
                })
        })
}

#[test]
fn accepts_only_documented_shifts() {
    for (provider, label, _) in DOCUMENTED {
        let file = format!("src/providers/{}.rs", provider.replace('-', "_"));
        let path = crate::common::repository().join(&file);
        let source = std::fs::read_to_string(path).unwrap();
        assert!(
            source.contains("/// # Security"),
            "{file} does not say that it accepts: {label}"
        );
    }
}

/// The manual lists the same rows.
#[test]
fn lists_the_documented_rows_in_the_manual() {
    let manual = include_str!("../../src/manual/threats.md");
    let (_, left) = manual.split_once("## What remains").unwrap();
    let (left, _) = left.split_once("## Out of scope").unwrap();
    let listed: BTreeSet<&str> = left
        .split("**`")
        .skip(1)
        .map(|row| row.split('`').next().unwrap())
        .collect();
    let documented: BTreeSet<&str> = DOCUMENTED.iter().map(|(row, ..)| *row).collect();
    assert_eq!(listed, documented);
}

/// The control: a row that breaks a rule is caught.
#[test]
fn control_detects_broken_rows() {
    let all = control::all();
    let tally = try_all(&all, 100_000);
    let caught: BTreeSet<_> = tally.others.keys().map(|(provider, _)| *provider).collect();
    for ((provider, label), (count, ..)) in &tally.others {
        println!("control: {provider}, {label}: {count}");
    }
    let mut rows: BTreeSet<_> = all.iter().map(|genuine| genuine.provider).collect();
    // A plain hash accepts UTF-8 alone in every row, so its extensions are rejected.
    assert!(rows.remove("extension"));
    assert_eq!(caught, rows);
}
