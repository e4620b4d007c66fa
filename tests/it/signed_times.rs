//! Signed times of the attempt, of the event, and of an unknown kind, and how old each may be.
//!
//! The vectors of all providers, which come from independent sources, are verified at other times than they
//! were recorded.

use crate::common::rows;
use crate::common::vectors;

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::Request;
use vectors::{Expect, Vector, files};
use webhook_receiver::{
    Builder, Delivery, Error, Head, Provider, Received, Receiver, Secret, SetupError,
    provider::{Retry, TimeKind},
    providers,
    testing::Signer,
};

const MINUTE: u64 = 60;
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// The maximum age in seconds, for providers that document it or whose SDK enforces it.
const STATED: &[(&str, u64)] = &[
    ("box", 600),
    ("calendly", 180),
    ("cloudinary", 7200),
    ("contentful", 30),
    ("customer-io", DAY),
    ("dingtalk", HOUR),
    ("elevenlabs", 1800),
    ("ghost", 300),
    ("hubspot", 300),
    ("linear", 60),
    ("novu", 300),
    ("paddle", 60),
    ("plaid", 300),
    ("pusher", 600),
    ("readme", 1800),
    ("recharge", 48 * HOUR),
    ("recurly", 300),
    ("slack", 300),
    ("twitch", 600),
    ("verkada", 60),
    ("wechat-pay", 300),
    ("workos", 180),
];

/// The maximum lead in seconds, if it is not five minutes.
const AHEAD: &[(&str, u64)] = &[
    ("box", 600),
    ("calendly", 180),
    ("contentful", 30),
    ("dingtalk", HOUR),
    ("elevenlabs", 1800),
    ("linear", 60),
    ("paddle", 60),
    ("readme", 1800),
    ("twitch", 600),
    ("verkada", 60),
    ("workos", 180),
];

/// Providers whose tokens state their expiry.
const EXPIRING: &[&str] = &[
    "google-pubsub",
    "jira-connect",
    "livekit",
    "messagebird",
    "monday",
];

/// The times of the retries of providers that keep the time of the event, after the first attempt.
const SCHEDULES: &[(&str, &[u64])] = &[
    ("amazon-ses", &[20, 40, MINUTE, HOUR]),
    ("amazon-sns", &[20, 40, MINUTE, HOUR]),
    (
        "ecwid",
        &[
            15 * MINUTE,
            30 * MINUTE,
            45 * MINUTE,
            HOUR,
            2 * HOUR,
            6 * HOUR,
            12 * HOUR,
            DAY,
        ],
    ),
    ("ghost", &[1, 3, 7, 15, 43]),
    ("lever", &[5 * MINUTE, HOUR, DAY]),
    ("linear", &[]),
    (
        "mailgun",
        &[
            10 * MINUTE,
            20 * MINUTE,
            35 * MINUTE,
            65 * MINUTE,
            125 * MINUTE,
            245 * MINUTE,
            8 * HOUR,
        ],
    ),
    (
        "mercado-pago",
        &[5 * MINUTE, 45 * MINUTE, 6 * HOUR, 2 * DAY, 4 * DAY],
    ),
    ("novu", &[1, 5, 30]),
    ("pusher", &[MINUTE, 2 * MINUTE, 5 * MINUTE]),
    ("recharge", &[HOUR, 6 * HOUR, DAY, 47 * HOUR, 48 * HOUR]),
    ("toast", &[5 * MINUTE, 15 * MINUTE]),
];

fn listed(list: &[(&str, u64)], id: &str) -> Option<u64> {
    let found = list.iter().find(|(known, _)| *known == id);
    found.map(|(_, seconds)| *seconds)
}

/// Returns the maximum age by the rule, in seconds.
fn past(provider: &Provider) -> Option<u64> {
    match (listed(STATED, provider.id()), provider.time_kind()) {
        (Some(seconds), _) => Some(seconds),
        (None, TimeKind::Event) => None,
        (None, TimeKind::Attempt) => Some(300),
        _ => match provider.retry() {
            Retry::For(period) => Some(300 + period.as_secs()),
            _ => Some(300),
        },
    }
}

fn ahead(provider: &Provider) -> u64 {
    listed(AHEAD, provider.id()).unwrap_or(300)
}

/// A genuine request with a signed time.
struct Timed {
    provider: Provider,
    vector: Vector,
    time: SystemTime,
}

impl Timed {
    fn request(&self) -> Request<Bytes> {
        request(&self.vector)
    }

    fn receiver(&self) -> Receiver {
        self.vector.builder(self.provider.id()).build().unwrap()
    }

    /// Returns the verdict at a moment after the signed time, buffered and in steps.
    fn later(&self, receiver: &Receiver, seconds: u64) -> Result<Delivery, Error> {
        self.at(receiver, self.time + Duration::from_secs(seconds))
    }

    fn at(&self, receiver: &Receiver, now: SystemTime) -> Result<Delivery, Error> {
        let whole = delivery(receiver.receive(self.request(), now));
        let (parts, body) = self.request().into_parts();
        let in_steps = receiver
            .begin(Head::from(parts), now)
            .and_then(|mut verifying| {
                verifying.update(body)?;
                verifying.finish()
            });
        let code = |verdict: &Result<Delivery, Error>| verdict.as_ref().err().cloned();
        let steps = delivery(in_steps);
        assert_eq!(code(&whole), code(&steps), "{}", self.what());
        if let (Ok(whole), Ok(steps)) = (&whole, &steps) {
            assert_eq!(whole.signed_time(), steps.signed_time(), "{}", self.what());
            assert_eq!(whole.age(), steps.age(), "{}", self.what());
        }
        whole
    }

    fn what(&self) -> String {
        format!("{}: {}", self.provider.id(), self.vector.what)
    }
}

fn delivery(received: Result<Received, Error>) -> Result<Delivery, Error> {
    received.map(|received| match received {
        Received::Delivery(delivery) => delivery,
        Received::Handshake(_) => panic!("a handshake"),
    })
}

fn request(vector: &Vector) -> Request<Bytes> {
    let mut request = Request::builder()
        .method(vector.method.as_str())
        .uri(&vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    request.body(vector.bytes().into()).unwrap()
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// Returns the vectors of this provider, or of all, that are accepted and have a signed time.
fn timed(only: Option<&str>) -> Vec<Timed> {
    let mut all = Vec::new();
    for file in files() {
        let provider = providers::by_id(&file.provider).unwrap();
        if only.is_some_and(|only| only != provider.id()) || !provider.coverage().has_time() {
            continue;
        }
        let accepted = file.vectors.into_iter();
        for vector in accepted.filter(|vector| vector.expect == Expect::Accept) {
            let receiver = vector.builder(provider.id()).build().unwrap();
            let delivery = delivery(receiver.receive(request(&vector), at(vector.now)));
            let delivery = delivery.unwrap_or_else(|error| panic!("{}: {error}", vector.what));
            let time = delivery.signed_time();
            assert_eq!(
                time.is_some(),
                delivery.coverage().has_time(),
                "{}: {}",
                provider.id(),
                vector.what
            );
            if let Some(time) = time {
                all.push(Timed {
                    provider,
                    vector,
                    time,
                });
            }
        }
    }
    all
}

#[test]
fn rejects_times_outside_the_window_of_every_row() {
    let mut rows = BTreeMap::new();
    for timed in timed(None) {
        let (provider, receiver) = (timed.provider, timed.receiver());
        let id = provider.id();
        if EXPIRING.contains(&id) {
            continue;
        }
        let count: &mut u32 = rows.entry(id).or_default();
        // Public keys are slow, and one vector is enough for each.
        if *count == 3 {
            continue;
        }
        *count += 1;
        let what = timed.what();
        assert_eq!(
            provider.accepted_age().map(|age| age.as_secs()),
            past(&provider),
            "{what}"
        );
        let oldest = past(&provider).unwrap_or(400 * DAY);
        let accepted = timed.later(&receiver, oldest);
        let accepted = accepted.unwrap_or_else(|error| panic!("{what}, {oldest} s later: {error}"));
        assert_eq!(accepted.age(), Some(Duration::from_secs(oldest)), "{what}");
        assert_eq!(accepted.signed_time(), Some(timed.time), "{what}");
        if past(&provider).is_some() {
            let age = Duration::from_secs(oldest + 1);
            let error = timed.later(&receiver, oldest + 1).unwrap_err();
            // Persona's header may have several groups with times of their own, one of which may still be
            // valid.
            if error != Error::SignatureMismatch || id != "persona" {
                assert_eq!(error, Error::TooOld { age }, "{what}");
            }
        }
        let lead = Duration::from_secs(ahead(&provider));
        let accepted = timed.at(&receiver, timed.time - lead);
        let accepted = accepted.unwrap_or_else(|error| panic!("{what}, too early: {error}"));
        assert_eq!(accepted.age(), Some(Duration::ZERO), "{what}");
        let lead = lead + Duration::from_secs(1);
        let error = timed.at(&receiver, timed.time - lead).unwrap_err();
        assert_eq!(error, Error::TooNew { lead }, "{what}");
    }
    let kinds = |kind| {
        let of_kind = |id: &&&str| providers::by_id(id).unwrap().time_kind() == kind;
        rows.keys().filter(of_kind).count()
    };
    println!(
        "{} rows with a signed time: {} of the attempt, {} of the event, {} unknown",
        rows.len(),
        kinds(TimeKind::Attempt),
        kinds(TimeKind::Event),
        kinds(TimeKind::Unknown),
    );
    let all = providers::ALL.iter();
    let missing: Vec<_> = all
        .filter(|provider| provider.coverage().has_time())
        .map(Provider::id)
        .filter(|id| !rows.contains_key(id) && !EXPIRING.contains(id))
        .collect();
    assert!(missing.is_empty(), "no vector: {missing:?}");
}

#[test]
fn accepts_events_at_every_step_of_their_retries() {
    let mut scheduled = Vec::new();
    for timed in timed(None) {
        let id = timed.provider.id();
        if timed.provider.time_kind() != TimeKind::Event || EXPIRING.contains(&id) {
            continue;
        }
        let (_, steps) = SCHEDULES
            .iter()
            .find(|(known, _)| *known == id)
            .unwrap_or_else(|| panic!("no schedule of {id}"));
        scheduled.push(id);
        let receiver = timed.receiver();
        for step in *steps {
            let delivery = timed.later(&receiver, *step);
            let delivery =
                delivery.unwrap_or_else(|error| panic!("{}, {step} s: {error}", timed.what()));
            assert!(!delivery.coverage().time && delivery.coverage().event_time);
            let text = delivery.coverage().to_string();
            assert!(text.contains("+event-time"), "{text}");
        }
    }
    scheduled.dedup();
    let all: Vec<_> = SCHEDULES.iter().map(|(id, _)| *id).collect();
    assert_eq!(scheduled, all);
}

/// Ecwid sends the same request for a day; the first retry comes after 15 minutes.
#[test]
fn accepts_ecwid_retries_for_a_day() {
    let vectors = timed(Some("ecwid"));
    assert!(!vectors.is_empty());
    for timed in vectors {
        let receiver = timed.receiver();
        for seconds in [15 * MINUTE, DAY, 30 * DAY] {
            let delivery = timed.later(&receiver, seconds).unwrap();
            assert_eq!(delivery.age(), Some(Duration::from_secs(seconds)));
            assert_eq!(delivery.coverage().to_string(), "fields+event-time");
        }
        let early = timed.at(&receiver, timed.time - Duration::from_secs(301));
        assert_eq!(early.unwrap_err().code(), "timestamp_too_new");
    }
}

/// Recharge documents that deliveries older than 48 hours should be rejected.
#[test]
fn accepts_recharge_deliveries_for_48_hours() {
    let vectors = timed(Some("recharge"));
    assert!(!vectors.is_empty());
    for timed in vectors {
        let receiver = timed.receiver();
        assert!(timed.later(&receiver, 48 * HOUR).is_ok());
        let late = timed.later(&receiver, 48 * HOUR + 1).unwrap_err();
        assert_eq!(late.code(), "timestamp_too_old");
        assert_eq!(late.age(), Some(Duration::from_secs(48 * HOUR + 1)));
        let early = timed.at(&receiver, timed.time - Duration::from_secs(301));
        assert_eq!(early.unwrap_err().code(), "timestamp_too_new");
    }
}

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const NOW: u64 = 1_790_000_000;

fn signer(provider: Provider) -> Signer {
    let (private, _) = rows::keys(provider, SECRET).unwrap();
    let signer = Signer::new(provider, Secret::new(private).unwrap());
    rows::configured_signer(signer, provider).at(at(NOW))
}

fn builder(provider: Provider) -> Builder {
    let (_, public) = rows::keys(provider, SECRET).unwrap();
    let builder = Receiver::builder(provider).secret(Secret::new(public).unwrap());
    rows::configured(builder, provider).public_url("https://app.example")
}

/// Returns the maximum age and the maximum lead that are accepted, in seconds.
fn window(builder: Builder, request: &Request<Bytes>) -> (u64, u64) {
    let receiver = builder.build().unwrap();
    let farthest = |now: fn(u64) -> u64| {
        let accepts = |seconds: &u64| {
            let received = receiver.receive(request.clone(), at(now(*seconds)));
            received.is_ok()
        };
        let candidates = [0, 30, 60, 90, 300, 600, 7200, 86_400, 86_700, 400 * DAY];
        candidates.into_iter().take_while(accepts).last().unwrap()
    };
    (
        farthest(|seconds| NOW + seconds),
        farthest(|seconds| NOW - seconds),
    )
}

#[test]
fn accepts_times_by_tolerance_and_accepted_age() {
    use providers::{ECWID, SENDGRID, STRIPE};
    let seconds = Duration::from_secs;
    let any = 400 * DAY;
    // Of the attempt, of the event, and of an unknown kind with a day of retries.
    for (provider, default, tolerance, age, both) in [
        (STRIPE, (300, 300), (60, 60), (7200, 300), (30, 60)),
        (ECWID, (any, 300), (any, 60), (7200, 300), (30, 60)),
        (SENDGRID, (86_700, 300), (60, 60), (7200, 300), (30, 60)),
    ] {
        let request = signer(provider).sign("https://app.example/hooks", rows::BODY);
        let request = request.unwrap();
        let window = |set: &dyn Fn(Builder) -> Builder| window(set(builder(provider)), &request);
        let id = provider.id();
        assert_eq!(window(&|it| it), default, "{id}");
        assert_eq!(window(&|it| it.tolerance(seconds(60))), tolerance, "{id}");
        assert_eq!(window(&|it| it.accept_age(seconds(7200))), age, "{id}");
        let narrow = |it: Builder| it.accept_age(seconds(30)).tolerance(seconds(60));
        assert_eq!(window(&narrow), both, "{id}");
    }
}

#[test]
fn rejects_an_accepted_age_out_of_its_range() {
    for (age, verdict) in [
        (Duration::ZERO, Err(SetupError::AcceptedAge)),
        (Duration::from_millis(999), Err(SetupError::AcceptedAge)),
        (Duration::from_secs(1), Ok(())),
        (Duration::from_secs(30 * DAY), Ok(())),
        (
            Duration::from_secs(30 * DAY + 1),
            Err(SetupError::AcceptedAge),
        ),
        (Duration::MAX, Err(SetupError::AcceptedAge)),
    ] {
        let built = builder(providers::STRIPE).accept_age(age).build();
        assert_eq!(built.map(drop), verdict, "{age:?}");
    }
}

/// A handshake is not retried, so its time is checked against the tolerance, whatever the retry period is.
#[test]
fn rejects_signed_handshakes_that_are_older_than_the_tolerance() {
    let discord = providers::DISCORD;
    let receiver = builder(discord).build().unwrap();
    let signed = |body: &'static str| signer(discord).sign("https://app.example/", body).unwrap();
    for (later, ping, event) in [
        (0, true, true),
        (300, true, true),
        (301, false, true),
        (900, false, true),
        (901, false, false),
    ] {
        let receives = |body| receiver.receive(signed(body), at(NOW + later));
        assert_eq!(receives(r#"{"type":1}"#).is_ok(), ping, "{later}");
        assert_eq!(
            receives(r#"{"type":1,"event":{"type":"E"}}"#).is_ok(),
            event,
            "{later}"
        );
    }
    let late = receiver
        .receive(signed(r#"{"type":1}"#), at(NOW + 301))
        .unwrap_err();
    assert_eq!(late.code(), "timestamp_too_old");
}

/// The error shows the operator by how much.
#[test]
fn returns_the_age_in_errors() {
    let receiver = builder(providers::STRIPE).build().unwrap();
    let request = signer(providers::STRIPE)
        .sign("https://app.example/", "{}")
        .unwrap();
    let old = receiver
        .receive(request.clone(), at(NOW + 3661))
        .unwrap_err();
    assert_eq!(old.to_string(), "the signed time is too old: 3661 s ago");
    assert_eq!(
        (old.age(), old.lead()),
        (Some(Duration::from_secs(3661)), None)
    );
    let new = receiver.receive(request, at(NOW - 400)).unwrap_err();
    assert_eq!(
        new.to_string(),
        "the signed time is in the future: 400 s ahead"
    );
    assert_eq!(
        (new.age(), new.lead()),
        (None, Some(Duration::from_secs(400)))
    );
}

/// The error of an expired token shows for how long it has been expired.
#[test]
fn returns_the_age_when_a_token_is_expired() {
    let vectors = timed(Some("livekit"));
    let timed = vectors.first().unwrap();
    let late = timed.later(&timed.receiver(), 30 * DAY).unwrap_err();
    assert_eq!(late.code(), "timestamp_too_old");
    assert!(
        late.age()
            .is_some_and(|age| age > Duration::from_secs(29 * DAY))
    );
}

/// An unsigned time is not returned.
#[test]
fn returns_no_time_when_none_is_signed() {
    let request = signer(providers::GITHUB)
        .sign("https://app.example/", "{}")
        .unwrap();
    let receiver = builder(providers::GITHUB).build().unwrap();
    let delivery = delivery(receiver.receive(request, at(NOW))).unwrap();
    assert_eq!((delivery.signed_time(), delivery.age()), (None, None));
    // Nor is one beside RevenueCat's token, where anybody could write it.
    let receiver = builder(providers::REVENUECAT).build().unwrap();
    let request = Request::post("/").header("authorization", SECRET);
    let request = request.body(Bytes::from("{}")).unwrap();
    let delivery = self::delivery(receiver.receive(request, at(NOW))).unwrap();
    assert_eq!(delivery.coverage().to_string(), "sender");
    assert_eq!(delivery.signed_time(), None);
}
