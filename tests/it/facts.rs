//! Facts about providers in the rows besides signatures: each has a source and a month.

use crate::common::vectors;

use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use webhook_receiver::{
    Provider, Received,
    provider::{IdKind, Retry, TimeKind},
    providers,
};

use vectors::Expect;

fn months() -> Vec<(&'static str, &'static str)> {
    let mut months: Vec<_> = providers::ALL
        .iter()
        .map(|provider| {
            let month = provider.last_read();
            (
                month.unwrap_or_else(|| panic!("{} was never read", provider.id())),
                provider.id(),
            )
        })
        .collect();
    months.sort_unstable();
    months
}

/// Prints the rows whose source was read the longest time ago.
#[test]
fn has_the_month_of_reading_of_every_row() {
    let months = months();
    println!("read the longest ago:");
    for (month, id) in months.iter().take(20) {
        println!("{month} {id}");
    }
    for (month, id) in months {
        let (year, month) = month.split_once('-').unwrap();
        assert!(year >= "2026", "{id}");
        assert!(("01"..="12").contains(&month), "{id}");
    }
}

/// If an id that names an object were used as the id of an event, a later event about the object would be a
/// duplicate.
#[test]
fn has_a_source_for_each_id_of_an_event() {
    for provider in providers::ALL {
        let (kind, source) = (provider.delivery_id_kind(), provider.delivery_id_source());
        println!("{} {kind:?} {}", provider.id(), source.unwrap_or("-"));
        if kind != IdKind::Unknown {
            assert!(provider.has_delivery_id(), "{} has no id", provider.id());
        }
        if kind == IdKind::Event {
            assert!(source.is_some(), "{} needs a source", provider.id());
        }
    }
    let count = |kind| count(|provider| provider.delivery_id_kind() == kind);
    println!(
        "{} ids: {} of events, {} of objects, {} of items, {} unknown",
        count_ids(),
        count(IdKind::Event),
        count(IdKind::Object),
        count(IdKind::BatchItem),
        count_ids() - count(IdKind::Event) - count(IdKind::Object) - count(IdKind::BatchItem),
    );
}

/// A time of the event may be so old that a time of the attempt would be a replay.
#[test]
fn has_a_source_for_each_kind_of_time() {
    for provider in providers::ALL {
        let (kind, source) = (provider.time_kind(), provider.time_source());
        println!("{} {kind:?} {}", provider.id(), source.unwrap_or("-"));
        let known = kind != TimeKind::Unknown;
        assert_eq!(known, source.is_some(), "{} needs a source", provider.id());
        assert!(
            !known || provider.coverage().has_time(),
            "{} signs no time",
            provider.id()
        );
        assert_eq!(
            provider.coverage().event_time,
            kind == TimeKind::Event,
            "{}",
            provider.id()
        );
    }
    let count =
        |kind| count(|provider| provider.coverage().has_time() && provider.time_kind() == kind);
    println!(
        "times: {} of attempts, {} of events, {} unknown",
        count(TimeKind::Attempt),
        count(TimeKind::Event),
        count(TimeKind::Unknown),
    );
}

#[test]
fn has_a_page_for_each_source() {
    for provider in providers::ALL {
        let sources = [
            Some(provider.source()),
            provider.time_source(),
            provider.delivery_id_source(),
        ];
        for source in sources.into_iter().flatten() {
            let host = source
                .strip_prefix("https://")
                .and_then(|url| url.split('/').next());
            assert!(
                host.is_some_and(|host| host.contains('.')) && !source.contains(' '),
                "{}: {source}",
                provider.id()
            );
        }
    }
}

/// The longest known retry period is Patreon's 25 days, and the longest known response timeout is 60 seconds,
/// of several providers: more would be a wrong unit.
#[test]
fn has_plausible_retries_and_timeouts() {
    for provider in providers::ALL {
        if let Retry::For(period) = provider.retry() {
            let plausible = Duration::from_secs(5)..=Duration::from_secs(26 * 24 * 3600);
            assert!(plausible.contains(&period), "{}: {period:?}", provider.id());
        }
        if let Some(timeout) = provider.response_timeout() {
            let plausible = Duration::from_secs(1)..=Duration::from_secs(60);
            assert!(
                plausible.contains(&timeout),
                "{}: {timeout:?}",
                provider.id()
            );
        }
    }
    println!(
        "retries: {} for a period, {} never, {} not documented; {} response timeouts",
        count(|provider| matches!(provider.retry(), Retry::For(_))),
        count(|provider| provider.retry() == Retry::Never),
        count(|provider| provider.retry() == Retry::Undocumented),
        count(|provider| provider.response_timeout().is_some()),
    );
}

fn count_ids() -> usize {
    count(Provider::has_delivery_id)
}

fn count(holds: impl Fn(&Provider) -> bool) -> usize {
    providers::ALL
        .iter()
        .filter(|provider| holds(provider))
        .count()
}

/// The time of an event is read from the place in the row, and stays the same in a retry.
#[test]
fn returns_when_an_event_occurred() {
    use webhook_receiver::{
        Delivery, Receiver, Secret,
        algorithm::HMAC_SHA256,
        scheme::{At, Scheme, TimeFormat},
        testing::Signer,
    };

    const IN_A_HEADER: Provider = Provider::new(
        "sender",
        "Sender",
        "https://docs.example/webhooks",
        Scheme::new(HMAC_SHA256, At::Header("x-signature")),
    )
    .occurred_at(&[At::Header("x-time")], TimeFormat::Rfc3339);

    fn delivery(provider: Provider, body: &'static str, time: &'static str) -> Delivery {
        let secret = || Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap();
        let signer = Signer::new(provider, secret());
        let mut request = signer.sign("https://app.example/", body).unwrap();
        let time = http::HeaderValue::from_static(time);
        request.headers_mut().insert("x-time", time);
        let receiver = Receiver::new(provider, secret()).unwrap();
        match receiver.receive(request, SystemTime::now()) {
            Ok(Received::Delivery(delivery)) => delivery,
            other => panic!("{other:?}"),
        }
    }
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let shown = "2026-09-21T14:13:20Z";
    for (provider, body, expected, signed) in [
        (
            providers::STRIPE,
            r#"{"created":1790000000}"#,
            Some(time),
            true,
        ),
        (
            providers::SLACK,
            r#"{"event_time":1790000000}"#,
            Some(time),
            true,
        ),
        (providers::STRIPE, r#"{"created":"soon"}"#, None, false),
        (providers::STRIPE, "{}", None, false),
        (providers::GITHUB, "{}", None, false),
        (IN_A_HEADER, "{}", Some(time), false),
    ] {
        let delivery = delivery(provider, body, shown);
        assert_eq!(
            delivery.occurred_at(),
            expected,
            "{}: {body}",
            provider.id()
        );
        assert_eq!(delivery.occurred_at_is_signed(), signed, "{body}");
    }
    assert!(providers::STRIPE.has_occurred_at() && !providers::GITHUB.has_occurred_at());
}

/// With a wrong place or unit there would be no time, or one of another century.
#[test]
fn returns_the_time_of_the_event_in_the_vectors_of_each_row() {
    let time = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let plausible = time(946_684_800)..SystemTime::now() + Duration::from_secs(24 * 3600);
    let (mut read, mut signed) = (0, 0);
    let mut unread: BTreeSet<_> = providers::ALL
        .iter()
        .filter(|provider| provider.has_occurred_at())
        .map(Provider::id)
        .collect();
    let rows = unread.len();
    for file in vectors::files() {
        let id = file.provider.as_str();
        let accepted = file.vectors.into_iter();
        for vector in accepted.filter(|vector| vector.expect == Expect::Accept) {
            let mut request = http::Request::builder()
                .method(vector.method.as_str())
                .uri(&vector.url);
            for (name, value) in &vector.headers {
                request = request.header(name, value);
            }
            let request = request.body(Bytes::from(vector.bytes())).unwrap();
            let receiver = vector.builder(id).build().unwrap();
            let Ok(Received::Delivery(delivery)) = receiver.receive(request, time(vector.now))
            else {
                panic!("{id}: {}", vector.what);
            };
            let Some(occurred_at) = delivery.occurred_at() else {
                continue;
            };
            // Zendesk's own example is of 2099.
            assert!(
                plausible.contains(&occurred_at) || id == "zendesk",
                "{id}: {occurred_at:?}, {}",
                vector.what
            );
            read += 1;
            signed += u32::from(delivery.occurred_at_is_signed());
            unread.remove(id);
        }
    }
    println!(
        "{rows} rows tell when the event occurred; {read} vectors do, {signed} of them signed"
    );
    assert!(unread.is_empty(), "no vector of {unread:?} has one");
}
