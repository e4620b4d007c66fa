//! Keys from a source: a fetcher that is slow, fails, returns wrong documents or is flooded, and the verdicts
//! on the requests meanwhile.

use std::{
    collections::{HashMap, VecDeque},
    future::{Future, pending, poll_fn},
    pin::pin,
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use http::Request;
use webhook_receiver::{
    AllowedUrl, Error, Head, KeyCache, KeyHint, KeySource, Provider, Received, Receiver, Secret,
    danger,
    providers::{ADOBE_IO_EVENTS, CIRCLE, KICK, PLAID, SHIPSTATION, STANDARD_WEBHOOKS},
    testing::Signer,
};

const RSA_PRIVATE: &str = include_str!("../keys/rsa-private.pem");
const RSA: &str = include_str!("../keys/rsa-public.pem");
const RSA_JWK: &str = include_str!("../keys/rsa-public.jwk.json");
const RSA_1024: &str = include_str!("../keys/rsa-1024-public.pem");
const EC_PRIVATE: &str = include_str!("../keys/ec-private.pem");
const EC: &str = include_str!("../keys/ec-public.pem");

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000 + seconds)
}

/// The steps of the fetcher, one after the other; the last one is repeated.
enum Step {
    Gives(String),
    NoSuchKey,
    Fails,
    Hangs,
    Panics,
    /// Ready after this number of polls.
    Slow(usize, String),
}

#[derive(Clone)]
struct Fetcher {
    steps: Arc<Mutex<VecDeque<Step>>>,
    fetches: Arc<AtomicUsize>,
}

impl Fetcher {
    fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: Arc::new(Mutex::new(steps.into_iter().collect())),
            fetches: Arc::default(),
        }
    }

    fn count(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }

    fn fetch(&self) -> impl Future<Output = Result<Option<Vec<u8>>, &'static str>> + Send + use<> {
        self.fetches.fetch_add(1, Ordering::SeqCst);
        let mut steps = self.steps.lock().unwrap();
        let step = match steps.pop_front() {
            Some(step) => step,
            None => Step::Fails,
        };
        if steps.is_empty() {
            steps.extend(match &step {
                Step::Gives(text) => Some(Step::Gives(text.clone())),
                Step::NoSuchKey => Some(Step::NoSuchKey),
                Step::Hangs => Some(Step::Hangs),
                _ => None,
            });
        }
        async move {
            match step {
                Step::Gives(text) => Ok(Some(text.into_bytes())),
                Step::NoSuchKey => Ok(None),
                Step::Fails => Err("connection refused"),
                Step::Hangs => pending().await,
                Step::Panics => panic!("the fetcher panics"),
                Step::Slow(mut polls, text) => {
                    poll_fn(|context| {
                        if polls == 0 {
                            return Poll::Ready(());
                        }
                        polls -= 1;
                        context.waker().wake_by_ref();
                        Poll::Pending
                    })
                    .await;
                    Ok(Some(text.into_bytes()))
                }
            }
        }
    }
}

/// Returns a receiver whose keys this fetcher returns.
fn receiver(provider: Provider, fetcher: &Fetcher) -> Receiver {
    let endpoint = danger::any_audience(Receiver::builder(provider))
        .tolerance(Duration::from_secs(3600))
        .build_endpoint()
        .unwrap();
    let fetcher = fetcher.clone();
    endpoint.with_key_source(KeyCache::new(&endpoint, move |_| fetcher.fetch()))
}

/// Returns a request with this key id, as the provider sends it. It is signed once for all requests of half
/// an hour, since signing is slow.
fn request(provider: Provider, key_id: &str, now: SystemTime) -> Request<Bytes> {
    type Signed = HashMap<(&'static str, SystemTime), Request<Bytes>>;
    static SIGNED: LazyLock<Mutex<Signed>> = LazyLock::new(Mutex::default);
    let (private, header) = match provider.id() {
        "circle" => (EC_PRIVATE, "x-circle-key-id"),
        _ => (RSA_PRIVATE, "x-shipengine-rsa-sha256-key-id"),
    };
    let half_an_hour = now
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_secs()
        / 1800;
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(half_an_hour * 1800);
    let mut signed = SIGNED.lock().unwrap();
    let signed = signed.entry((provider.id(), then)).or_insert_with(|| {
        let signer = Signer::new(provider, Secret::new(private).unwrap()).at(then);
        signer.sign("https://app.example/h", r#"{"a":1}"#).unwrap()
    });
    let mut request = signed.clone();
    request
        .headers_mut()
        .insert(header, key_id.parse().unwrap());
    request
}

async fn outcome(receiver: &Receiver, request: Request<Bytes>, now: SystemTime) -> &'static str {
    let (parts, body) = request.into_parts();
    let verdict = async {
        let mut verifying = receiver.begin(Head::from(parts), now)?;
        let (first, second) = (body.slice(..2), body.slice(2..));
        verifying.update(first)?;
        verifying.update(second)?;
        verifying.finish_async().await
    };
    match verdict.await {
        Ok(Received::Delivery(delivery)) => {
            assert_eq!(delivery.body(), &body);
            "accepted"
        }
        Ok(Received::Handshake(_)) => "handshake",
        Err(error) => error.code(),
    }
}

async fn ask(receiver: &Receiver, provider: Provider, key_id: &str, seconds: u64) -> &'static str {
    let now = at(seconds);
    outcome(receiver, request(provider, key_id, now), now).await
}

fn set(ids: &[&str]) -> String {
    let keys: Vec<_> = ids
        .iter()
        .map(|id| RSA_JWK.trim().replace('{', &format!("{{\"kid\":\"{id}\",")))
        .collect();
    format!("{{\"keys\":[{}]}}", keys.join(","))
}

fn circle() -> String {
    let body: String = EC.lines().filter(|line| !line.starts_with('-')).collect();
    format!(r#"{{"data":{{"id":"k1","algorithm":"ECDSA_SHA_256","publicKey":"{body}"}}}}"#)
}

#[tokio::test]
async fn fetches_a_key_once() {
    for (provider, document) in [(SHIPSTATION, set(&["k0", "k1"])), (CIRCLE, circle())] {
        let fetcher = Fetcher::new([Step::Gives(document)]);
        let receiver = receiver(provider, &fetcher);
        for second in 0..100 {
            assert_eq!(
                ask(&receiver, provider, "k1", second * 30).await,
                "accepted"
            );
        }
        assert_eq!(fetcher.count(), 1, "{}", provider.id());
        let now = at(3000);
        let mut forged = request(provider, "k1", now);
        *forged.body_mut() = Bytes::from_static(b"{\"a\":2}");
        assert_eq!(outcome(&receiver, forged, now).await, "signature_mismatch");
    }
}

/// Requests with made-up key ids, and the fetches that they cause: 20 and 200 per second for two minutes.
#[tokio::test]
async fn bounds_the_fetches_of_a_flood() {
    for (provider, document) in [(SHIPSTATION, set(&["k1"])), (CIRCLE, circle())] {
        for per_second in [20, 200] {
            let known = Step::Gives(document.clone());
            let fetcher = match provider.id() {
                "circle" => Fetcher::new([known, Step::NoSuchKey]),
                _ => Fetcher::new([known]),
            };
            let receiver = receiver(provider, &fetcher);
            assert_eq!(ask(&receiver, provider, "k1", 0).await, "accepted");
            let mut most = 0;
            for second in 100..220 {
                let before = fetcher.count();
                for number in 0..per_second {
                    let id = format!("x{second}-{number}");
                    let found = ask(&receiver, provider, &id, second).await;
                    assert!(
                        ["key_unknown", "key_unavailable"].contains(&found),
                        "{found}"
                    );
                }
                assert_eq!(ask(&receiver, provider, "k1", second).await, "accepted");
                if second > 110 {
                    most = most.max(fetcher.count() - before);
                }
            }
            let fetched = fetcher.count() - 1;
            println!(
                "{}, {per_second} unknown ids per second: {fetched} fetches in 2 minutes",
                provider.id()
            );
            // One per second, and a burst of ten.
            assert!(most <= 10, "{most} fetches in one second");
            assert!(fetched <= 10 + 120, "{fetched}");
            assert!(fetched >= 29, "the control: unknown keys are fetched");
        }
    }
}

/// A provider with one document per key, which starts to sign with `new` now.
fn rotating() -> (Receiver, Arc<AtomicUsize>, Arc<Mutex<String>>) {
    let fetches = Arc::new(AtomicUsize::new(0));
    let current = Arc::new(Mutex::new("old".to_owned()));
    let endpoint = danger::any_audience(Receiver::builder(CIRCLE))
        .tolerance(Duration::from_secs(3600))
        .build_endpoint()
        .unwrap();
    let (count, served) = (fetches.clone(), current.clone());
    let cache = KeyCache::new(&endpoint, move |hint| {
        count.fetch_add(1, Ordering::SeqCst);
        let known = hint.key_id() == Some(&**served.lock().unwrap());
        std::future::ready(Ok::<_, ()>(known.then(circle)))
    });
    (endpoint.with_key_source(cache), fetches, current)
}

/// Returns the seconds from a rotation until a delivery with the new key is accepted while this flood goes
/// on. One delivery arrives per second, as the last request of that second.
async fn seconds_to_rotate(per_second: u64, id: impl Fn(u64) -> String) -> u64 {
    let (receiver, fetches, current) = rotating();
    let mut number = 0;
    assert_eq!(ask(&receiver, CIRCLE, "old", 0).await, "accepted");
    const ROTATED: u64 = 20;
    for second in 0..3000 {
        let before = fetches.load(Ordering::SeqCst);
        for _ in 0..per_second {
            number += 1;
            ask(&receiver, CIRCLE, &id(number), second).await;
        }
        let found = ask(&receiver, CIRCLE, "old", second).await;
        if second < ROTATED {
            assert_eq!(found, "accepted", "{second}");
        } else {
            *current.lock().unwrap() = "new".to_owned();
            if ask(&receiver, CIRCLE, "new", second).await == "accepted" {
                return second - ROTATED;
            }
        }
        let fetched = fetches.load(Ordering::SeqCst) - before;
        assert!(fetched <= 20, "{fetched} in second {second}");
    }
    panic!("never");
}

#[tokio::test]
async fn accepts_a_new_key_within_5_seconds_of_a_flood() {
    for per_second in [20, 200] {
        let mut worst = 0;
        for round in 0..10 {
            let id = |number| format!("{round}-{number}");
            worst = worst.max(seconds_to_rotate(per_second, id).await);
        }
        println!("{per_second} unknown ids per second: a new key after {worst} s at most");
        assert!(worst <= 5, "{worst}");
    }
}

/// The worst flood names each of its keys several times. Then chance decides: four of 200 requests per second
/// are admitted, so a new key waits for 50 seconds on average. The probability that four waits take more than
/// 1,600 seconds together is 1e-10.
#[tokio::test]
async fn accepts_a_new_key_in_a_flood_of_repeated_ids() {
    let mut total = 0;
    for round in 0..4 {
        // Each is named for ten seconds.
        let id = |number| format!("{round}-{}-{}", number / 2000, number % 200);
        total += seconds_to_rotate(200, id).await;
    }
    println!(
        "200 ids per second, ten times each: a new key after {} s",
        total / 4
    );
    assert!(total <= 1_600, "{total}");
}

/// A key set is fetched again every few seconds at most, and then all new keys are in it.
#[tokio::test]
async fn accepts_a_new_key_of_a_set_within_5_seconds_of_a_flood() {
    for phase in 0..5 {
        let fetches = Arc::new(AtomicUsize::new(0));
        let ids = Arc::new(Mutex::new(vec!["old"]));
        let endpoint = Receiver::builder(SHIPSTATION)
            .tolerance(Duration::from_secs(3600))
            .build_endpoint()
            .unwrap();
        let (count, served) = (fetches.clone(), ids.clone());
        let cache = KeyCache::new(&endpoint, move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            std::future::ready(Ok::<_, ()>(Some(set(&served.lock().unwrap()))))
        });
        let receiver = endpoint.with_key_source(cache);
        let mut waited = None;
        for second in 0..60 {
            for number in 0..200 {
                ask(
                    &receiver,
                    SHIPSTATION,
                    &format!("{second}-{number}"),
                    second,
                )
                .await;
            }
            assert_eq!(ask(&receiver, SHIPSTATION, "old", second).await, "accepted");
            if second == 30 + phase {
                ids.lock().unwrap().push("new");
            }
            if ask(&receiver, SHIPSTATION, "new", second).await == "accepted" {
                waited = waited.or(Some(second - 30 - phase));
            }
        }
        let fetches = fetches.load(Ordering::SeqCst);
        println!("a set: {fetches} fetches in a minute of flood, a new key after {waited:?} s");
        assert!(waited.unwrap() <= 5);
        assert!(fetches <= 16, "{fetches}");
    }
}

/// A fetch that the test advances, with a record of the wakers.
#[derive(Default)]
struct ByHand {
    steps: AtomicUsize,
    waker: Mutex<Option<Waker>>,
}

impl ByHand {
    fn wake(&self) {
        let waker = self.waker.lock().unwrap().take();
        waker.unwrap().wake();
    }

    fn cache(self: &Arc<Self>, steps: usize) -> Arc<KeyCache> {
        let endpoint = Receiver::builder(SHIPSTATION).build_endpoint().unwrap();
        self.steps.store(steps, Ordering::SeqCst);
        let fetch = self.clone();
        KeyCache::new(&endpoint, move |_| {
            let fetch = fetch.clone();
            poll_fn(move |context| {
                if fetch.steps.load(Ordering::SeqCst) == 0 {
                    return Poll::Ready(Ok::<_, ()>(Some(RSA)));
                }
                *fetch.waker.lock().unwrap() = Some(context.waker().clone());
                Poll::Pending
            })
        })
    }
}

#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// Up to 16,000 requests wait for one key.
#[test]
fn waits_in_linear_time() {
    let hint = KeyHint::with_id(Some("k1")).at_url("https://api.shipengine.com/jwks");
    let mut figures = Vec::new();
    for requests in [500_usize, 4000, 16_000] {
        let mut best = [Duration::MAX; 2];
        for _ in 0..10 {
            let fetch = Arc::new(ByHand::default());
            let cache = fetch.cache(1);
            let woken = Arc::new(Woken::default());
            let waker = Waker::from(woken.clone());
            let mut context = Context::from_waker(&waker);
            let mut waiting: Vec<_> = (0..requests).map(|_| cache.find(&hint, at(0))).collect();
            let mut poll_all = |round: &mut Duration, there| {
                let start = Instant::now();
                for waits in &mut waiting {
                    let polled = waits.as_mut().poll(&mut context);
                    assert_eq!(polled.is_ready(), there);
                }
                *round = start.elapsed().min(*round);
            };
            let [wait, end] = &mut best;
            poll_all(wait, false);
            poll_all(wait, false);
            fetch.wake();
            assert_eq!(woken.0.load(Ordering::SeqCst), 1, "one moves it on");
            fetch.steps.store(0, Ordering::SeqCst);
            poll_all(end, true);
            let woken = woken.0.load(Ordering::SeqCst);
            assert_eq!(woken - 1, requests, "all know that it is over");
        }
        println!(
            "{requests} requests wait: a round takes {:?}, the last {:?}",
            best[0], best[1]
        );
        figures.push(best);
    }
    for (few, many) in figures[0].iter().zip(figures[1]) {
        // 8 times as many requests; in quadratic time, it would take 64 times as long.
        assert!(many < *few * 32, "{many:?} for {few:?}");
    }
}

/// The request that was woken to advance a fetch may be dropped. Then another one advances it.
#[test]
fn passes_the_fetch_of_a_dropped_request_on() {
    let hint = KeyHint::with_id(Some("k1")).at_url("https://api.shipengine.com/jwks");
    let fetch = Arc::new(ByHand::default());
    let cache = fetch.cache(1);
    let mut waiting = Vec::new();
    for _ in 0..3 {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(woken.clone());
        let mut found = cache.find(&hint, at(0));
        let polled = found.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(polled.is_pending());
        waiting.push((found, woken));
    }
    let woken = |waiting: &[(_, Arc<Woken>)]| -> Vec<usize> {
        let counts = waiting.iter().map(|(_, woken)| &woken.0);
        counts.map(|count| count.load(Ordering::SeqCst)).collect()
    };
    fetch.wake();
    assert_eq!(woken(&waiting), [1, 0, 0]);
    drop(waiting.remove(0));
    assert_eq!(woken(&waiting), [1, 0]);
    // One that was not woken is removed without an effect.
    drop(waiting.remove(1));
    assert_eq!(woken(&waiting), [1]);
    fetch.steps.store(0, Ordering::SeqCst);
    let polled = waiting[0]
        .0
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Ok(_))));
}

#[tokio::test]
async fn returns_the_key_of_the_first_request_from_a_warm_cache() {
    for (provider, hint, document) in [
        (SHIPSTATION, KeyHint::NONE, set(&["k1"])),
        (CIRCLE, KeyHint::with_id(Some("k1")), circle()),
    ] {
        let fetcher = Fetcher::new([Step::Fails, Step::Slow(3, document)]);
        let endpoint = danger::any_audience(Receiver::builder(provider))
            .tolerance(Duration::from_secs(3600))
            .build_endpoint()
            .unwrap();
        let fetches = fetcher.clone();
        let cache = KeyCache::new(&endpoint, move |_| fetches.fetch());
        let failed = cache.warm_up(hint.clone(), at(0)).await;
        assert_eq!(failed, Err(Error::KeyUnavailable));
        // It is not a request, so it need not wait.
        assert_eq!(cache.warm_up(hint, at(1)).await, Ok(()));
        let receiver = endpoint.with_key_source(cache);
        let received = receiver.receive(request(provider, "k1", at(2)), at(2));
        assert!(matches!(received, Ok(Received::Delivery(_))));
        assert_eq!(fetcher.count(), 2);
    }
}

/// A source may be inspected, and asked for a key, while it fetches another one.
#[tokio::test]
async fn holds_no_lock_while_a_key_is_fetched() {
    let endpoint = danger::any_audience(Receiver::builder(CIRCLE))
        .tolerance(Duration::from_secs(3600))
        .build_endpoint()
        .unwrap();
    let itself = Arc::new(Mutex::new(None::<Arc<KeyCache>>));
    let known = itself.clone();
    let cache = KeyCache::new(&endpoint, move |hint: KeyHint| {
        let cache = known.lock().unwrap().clone().unwrap();
        assert!(format!("{cache:?}").contains("circle"));
        async move {
            if hint.key_id() == Some("k1") {
                let other = KeyHint::with_id(Some("k2"));
                assert_eq!(cache.warm_up(other, at(0)).await, Ok(()));
            }
            Ok::<_, ()>(Some(circle()))
        }
    });
    *itself.lock().unwrap() = Some(cache.clone());
    let receiver = endpoint.with_key_source(cache);
    assert_eq!(ask(&receiver, CIRCLE, "k1", 0).await, "accepted");
    itself.lock().unwrap().take();
}

/// A miss concerns one key, and does not delay others.
#[tokio::test]
async fn caches_a_miss_for_a_minute() {
    let fetcher = Fetcher::new([Step::NoSuchKey, Step::Gives(circle())]);
    let receiver = receiver(CIRCLE, &fetcher);
    assert_eq!(ask(&receiver, CIRCLE, "k1", 0).await, "key_unknown");
    assert_eq!(ask(&receiver, CIRCLE, "k1", 59).await, "key_unknown");
    assert_eq!(fetcher.count(), 1);
    assert_eq!(ask(&receiver, CIRCLE, "k2", 59).await, "accepted");
    assert_eq!(ask(&receiver, CIRCLE, "k1", 60).await, "accepted");
    assert_eq!(fetcher.count(), 3);
}

#[tokio::test]
async fn accepts_a_rotated_key_of_a_set() {
    let fetcher = Fetcher::new([
        Step::Gives(set(&["old"])),
        Step::Gives(set(&["old", "new"])),
    ]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    assert_eq!(ask(&receiver, SHIPSTATION, "old", 0).await, "accepted");
    assert_eq!(ask(&receiver, SHIPSTATION, "new", 3).await, "key_unknown");
    assert_eq!(ask(&receiver, SHIPSTATION, "new", 4).await, "accepted");
    assert_eq!(fetcher.count(), 2);
}

#[tokio::test]
async fn accepts_a_stale_key_during_a_refresh() {
    const HOUR: u64 = 3600;
    let fetcher = Fetcher::new([
        Step::Gives(set(&["old", "both"])),
        Step::Slow(2, set(&["new", "both"])),
        Step::Fails,
        Step::Fails,
        Step::Fails,
    ]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    assert_eq!(ask(&receiver, SHIPSTATION, "old", 0).await, "accepted");
    assert_eq!(
        ask(&receiver, SHIPSTATION, "old", HOUR - 1).await,
        "accepted"
    );
    assert_eq!(fetcher.count(), 1);
    // The set is stale now. The request does not wait, whatever the fetch does.
    let now = at(HOUR);
    let waiting = outcome(&receiver, request(SHIPSTATION, "old", now), now);
    let mut waiting = pin!(waiting);
    let first = waiting
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    assert_eq!(first, Poll::Ready("accepted"));
    assert_eq!(fetcher.count(), 2);
    // Further requests advance the fetch; then the new set is used, and the old key is rejected.
    assert_eq!(
        ask(&receiver, SHIPSTATION, "both", HOUR + 1).await,
        "accepted"
    );
    assert_eq!(
        ask(&receiver, SHIPSTATION, "both", HOUR + 2).await,
        "accepted"
    );
    assert_eq!(
        ask(&receiver, SHIPSTATION, "new", HOUR + 3).await,
        "accepted"
    );
    assert_eq!(fetcher.count(), 2);
    // From here on every fetch fails: there is at most one per minute, and the keys are used for a day.
    for minute in 0..120 {
        let second = 2 * HOUR + 3 + minute * 30;
        assert_eq!(ask(&receiver, SHIPSTATION, "new", second).await, "accepted");
    }
    assert!(
        (50..=62).contains(&(fetcher.count() - 2)),
        "{}",
        fetcher.count()
    );
    assert_eq!(
        ask(&receiver, SHIPSTATION, "new", 24 * HOUR).await,
        "accepted"
    );
    let late = ask(&receiver, SHIPSTATION, "new", 25 * HOUR + 10).await;
    assert_eq!(late, "key_unavailable");
}

#[tokio::test]
async fn runs_one_fetch_at_a_time() {
    let fetcher = Fetcher::new([Step::Slow(200, set(&["k1"]))]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    let asking: Vec<_> = (0..100)
        .map(|number| {
            let receiver = receiver.clone();
            tokio::spawn(async move {
                let id = if number % 2 == 0 { "k1" } else { "k2" };
                ask(&receiver, SHIPSTATION, id, 0).await
            })
        })
        .collect();
    for (number, asked) in asking.into_iter().enumerate() {
        let expected = if number % 2 == 0 {
            "accepted"
        } else {
            "key_unknown"
        };
        assert_eq!(asked.await.unwrap(), expected);
    }
    assert_eq!(fetcher.count(), 1);
}

/// Runs on several threads, with a fetch that other threads wake, and requests that are dropped.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn shares_one_fetch_among_many_threads() {
    let fetches = Arc::new(AtomicUsize::new(0));
    let endpoint = Receiver::builder(SHIPSTATION)
        .tolerance(Duration::from_secs(3600))
        .build_endpoint()
        .unwrap();
    for round in 0..20 {
        let count = fetches.clone();
        let cache = KeyCache::new(&endpoint, move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            async {
                for _ in 0..5 {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                Ok::<_, ()>(Some(set(&["k1"])))
            }
        });
        let receiver = endpoint.with_key_source(cache);
        let asking: Vec<_> = (0..200)
            .map(|number| {
                let receiver = receiver.clone();
                tokio::spawn(async move {
                    let asked = ask(&receiver, SHIPSTATION, "k1", 0);
                    // Every third request is dropped before the key arrives.
                    let patience = if number % 3 == 0 { 2 } else { 60_000 };
                    let waited = tokio::time::timeout(Duration::from_millis(patience), asked);
                    waited.await.unwrap_or("gone")
                })
            })
            .collect();
        for (number, asked) in asking.into_iter().enumerate() {
            let found = asked.await.unwrap();
            let may_be_gone = number % 3 == 0 && found == "gone";
            assert!(
                found == "accepted" || may_be_gone,
                "{found} in round {round}"
            );
        }
    }
    assert_eq!(fetches.load(Ordering::SeqCst), 20);
}

#[tokio::test]
async fn keeps_a_fetch_when_its_request_is_dropped() {
    let fetcher = Fetcher::new([Step::Slow(3, set(&["k1"]))]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    {
        let gone = pin!(ask(&receiver, SHIPSTATION, "k1", 0));
        let polled = gone.poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled, Poll::Pending);
    }
    assert_eq!(ask(&receiver, SHIPSTATION, "k1", 1).await, "accepted");
    assert_eq!(fetcher.count(), 1);
}

#[tokio::test]
async fn rejects_when_a_fetch_hangs() {
    let fetcher = Fetcher::new([Step::Hangs, Step::Gives(set(&["k1"]))]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    let first = {
        let receiver = receiver.clone();
        tokio::spawn(async move { ask(&receiver, SHIPSTATION, "k1", 0).await })
    };
    tokio::task::yield_now().await;
    // The next request, half a minute later, gives the fetch up for all that wait.
    assert_eq!(
        ask(&receiver, SHIPSTATION, "k1", 30).await,
        "key_unavailable"
    );
    assert_eq!(first.await.unwrap(), "key_unavailable");
    assert_eq!(fetcher.count(), 1);
    assert_eq!(ask(&receiver, SHIPSTATION, "k1", 91).await, "accepted");
}

#[tokio::test]
async fn rejects_one_request_when_a_fetcher_panics() {
    let fetcher = Fetcher::new([Step::Panics, Step::Gives(set(&["k1"]))]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    let first = {
        let receiver = receiver.clone();
        tokio::spawn(async move { ask(&receiver, SHIPSTATION, "k1", 0).await })
    };
    assert!(first.await.unwrap_err().is_panic());
    assert_eq!(ask(&receiver, SHIPSTATION, "k1", 0).await, "accepted");
    // A request that waits for a fetcher that panics does not hang either, once another request arrives.
    let fetches = Arc::new(AtomicUsize::new(0));
    let endpoint = receiver.endpoint().clone();
    let count = fetches.clone();
    let cache = KeyCache::new(&endpoint, move |_| {
        let first = count.fetch_add(1, Ordering::SeqCst) == 0;
        let mut polled = false;
        async move {
            poll_fn(|_| match (first, polled) {
                (false, _) => Poll::Ready(()),
                (true, true) => panic!("the fetcher panics"),
                (true, false) => {
                    polled = true;
                    Poll::Pending
                }
            })
            .await;
            Ok::<_, ()>(Some(set(&["k1"])))
        }
    });
    let receiver = endpoint.with_key_source(cache);
    let spawn = || {
        let receiver = receiver.clone();
        tokio::spawn(async move { ask(&receiver, SHIPSTATION, "k1", 0).await })
    };
    let waits = spawn();
    tokio::task::yield_now().await;
    assert!(spawn().await.unwrap_err().is_panic());
    let waited = tokio::time::timeout(Duration::from_secs(20), waits).await;
    assert_eq!(waited.unwrap().unwrap(), "accepted");
}

#[tokio::test]
async fn rejects_failed_fetches_and_unusable_documents() {
    let private = RSA_JWK.trim().replace('{', "{\"d\":\"AQAB\",");
    for (step, expected) in [
        (Step::Fails, "key_unavailable"),
        (Step::NoSuchKey, "key_unknown"),
        (Step::Gives("x".repeat(64 * 1024 + 1)), "key_unusable"),
        (
            Step::Gives(format!("{}{}", set(&["k1"]), " ".repeat(64 * 1024))),
            "key_unusable",
        ),
        (Step::Gives(String::new()), "key_unusable"),
        (
            Step::Gives("<html>We will be back</html>".to_owned()),
            "key_unusable",
        ),
        (Step::Gives("{}".to_owned()), "key_unusable"),
        (Step::Gives(r#"{"keys":[]}"#.to_owned()), "key_unusable"),
        (Step::Gives(r#"{"keys":"#.to_owned()), "key_unusable"),
        (
            Step::Gives(format!(r#"{{"keys":[{private}]}}"#)),
            "key_unusable",
        ),
        (Step::Gives(RSA_PRIVATE.to_owned()), "key_unusable"),
        (Step::Gives(RSA_1024.to_owned()), "key_unusable"),
        (Step::Gives(EC.to_owned()), "key_unusable"),
        // A single key without an id is treated as a set.
        (Step::Gives(RSA.to_owned()), "accepted"),
        (Step::Gives(RSA_JWK.to_owned()), "accepted"),
        (Step::Gives(set(&["k1"])), "accepted"),
        (Step::Gives(set(&["k2"])), "key_unknown"),
    ] {
        let what = match &step {
            Step::Gives(text) => text.chars().take(40).collect::<String>(),
            _ => String::new(),
        };
        let fetcher = Fetcher::new([step]);
        let receiver = receiver(SHIPSTATION, &fetcher);
        assert_eq!(
            ask(&receiver, SHIPSTATION, "k1", 0).await,
            expected,
            "{what}"
        );
        assert_eq!(
            ask(&receiver, SHIPSTATION, "k1", 30).await,
            expected,
            "{what}"
        );
        assert_eq!(fetcher.count(), 1, "remembered: {what}");
    }
}

/// A key that the provider retired is not used, even if it is still served.
#[tokio::test]
async fn rejects_a_retired_key() {
    let jwk = r#"{"alg":"ES256","created_at":1560466150,"crv":"P-256","expired_at":EXPIRED,"kid":"k","kty":"EC","use":"sig","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    let key = |expired: &str| {
        let jwk = jwk.replace("EXPIRED", expired);
        format!(r#"{{"key":{jwk},"request_id":"1"}}"#)
    };
    let now = at(0);
    for (expired, expected) in [
        ("null", "signature_mismatch"),
        ("1790000000", "key_unknown"),
    ] {
        let receiver = receiver(PLAID, &Fetcher::new([Step::Gives(key(expired))]));
        let signer = Signer::new(PLAID, Secret::new(EC_PRIVATE).unwrap()).at(now);
        let request = signer.sign("https://app.example/", "{}").unwrap();
        assert_eq!(outcome(&receiver, request, now).await, expected);
    }
}

#[tokio::test]
async fn returns_key_and_url_in_the_hint() {
    let hints = Arc::new(Mutex::new(Vec::new()));
    for (provider, id) in [(CIRCLE, "k1"), (KICK, "-"), (SHIPSTATION, "k1")] {
        let endpoint = danger::any_audience(Receiver::builder(provider))
            .tolerance(Duration::from_secs(3600))
            .build_endpoint()
            .unwrap();
        let seen = hints.clone();
        let receiver = endpoint.with_key_source(KeyCache::new(&endpoint, move |hint| {
            seen.lock().unwrap().push(hint);
            std::future::ready(Ok::<_, ()>(None::<Bytes>))
        }));
        assert_eq!(ask(&receiver, provider, id, 0).await, "key_unknown");
    }
    let hints = hints.lock().unwrap();
    let reported: Vec<_> = hints
        .iter()
        .map(|hint| (hint.key_id(), hint.url()))
        .collect();
    assert_eq!(
        reported,
        [
            (Some("k1"), None),
            (None, Some("https://api.kick.com/public/v1/public-key")),
            (Some("k1"), Some("https://api.shipengine.com/jwks")),
        ]
    );
    assert!(
        !format!("{:?}", hints[0]).contains("k1"),
        "an id is the sender's text"
    );
}

#[test]
fn returns_unavailable_without_a_runtime() {
    let fetcher = Fetcher::new([Step::Slow(1, set(&["k1"]))]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    let rejected = receiver.receive(request(SHIPSTATION, "k1", at(0)), at(0));
    let rejected = rejected.unwrap_err();
    assert_eq!(rejected, Error::KeyUnavailable);
    assert_eq!(rejected.status(), 503);
    let received = receiver.receive(request(SHIPSTATION, "k1", at(5)), at(5));
    assert!(matches!(received, Ok(Received::Delivery(_))));
    assert_eq!(fetcher.count(), 1);
}

/// An id is cached for a while, so it must not be as long as a body.
#[tokio::test]
async fn rejects_a_key_id_that_is_too_long() {
    let fetcher = Fetcher::new([Step::Gives(set(&["k1"]))]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    let long = "k".repeat(KeyHint::LONGEST + 1);
    assert_eq!(ask(&receiver, SHIPSTATION, &long, 0).await, "key_unknown");
    assert_eq!(fetcher.count(), 0);
}

/// A request whose head is invalid never reaches the source.
#[tokio::test]
async fn fetches_nothing_when_the_head_is_rejected() {
    let fetcher = Fetcher::new([Step::Gives(set(&["k1"]))]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    let stale = request(SHIPSTATION, "k1", at(0));
    assert_eq!(
        outcome(&receiver, stale, at(9000)).await,
        "timestamp_too_old"
    );
    let mut unsigned = request(SHIPSTATION, "k1", at(0));
    unsigned.headers_mut().clear();
    assert_eq!(
        outcome(&receiver, unsigned, at(0)).await,
        "signature_missing"
    );
    let mut nameless = request(SHIPSTATION, "k1", at(0));
    nameless
        .headers_mut()
        .remove("x-shipengine-rsa-sha256-key-id");
    assert_eq!(outcome(&receiver, nameless, at(0)).await, "key_id_missing");
    assert_eq!(fetcher.count(), 0);
}

#[tokio::test]
async fn accepts_keys_as_a_source() {
    let endpoint = Receiver::builder(SHIPSTATION)
        .tolerance(Duration::from_secs(3600))
        .build_endpoint()
        .unwrap();
    let keys = endpoint
        .prepare_keys(&Secret::from_jwks(&set(&["k1"])).unwrap())
        .unwrap();
    let receiver = endpoint.with_key_source(Arc::new(keys));
    assert_eq!(ask(&receiver, SHIPSTATION, "k1", 0).await, "accepted");
    assert_eq!(ask(&receiver, SHIPSTATION, "k2", 0).await, "key_unknown");
}

/// The separate steps: the hint, the keys, the verdict.
#[test]
fn accepts_a_request_in_separate_steps() {
    let endpoint = Receiver::builder(CIRCLE)
        .tolerance(Duration::from_secs(3600))
        .build_endpoint()
        .unwrap();
    let keys = endpoint.prepare_keys(&[Secret::new(EC).unwrap()]).unwrap();
    let receiver = endpoint.with_key_source(Arc::new(keys.clone()));
    let (parts, body) = request(CIRCLE, "k1", at(0)).into_parts();
    let mut verifying = receiver.begin(Head::from(parts), at(0)).unwrap();
    verifying.update(body).unwrap();
    let hint = verifying.key_hint().unwrap().unwrap();
    assert_eq!(hint.key_id(), Some("k1"));
    assert!(verifying.finish_with(&keys).is_ok());
}

/// A key whose path is named by the request is fetched from the provider's host only.
#[tokio::test]
async fn rejects_a_path_that_is_not_the_providers() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let endpoint = danger::any_audience(Receiver::builder(ADOBE_IO_EVENTS))
        .build_endpoint()
        .unwrap();
    let log = asked.clone();
    let cache = KeyCache::new(&endpoint, move |hint: KeyHint| {
        log.lock().unwrap().push(hint.url().unwrap().to_owned());
        async { Ok::<_, ()>(Some(RSA)) }
    });
    let receiver = endpoint.with_key_source(cache);
    let signer = Signer::new(ADOBE_IO_EVENTS, Secret::new(RSA_PRIVATE).unwrap());
    let signed = signer.sign("https://app.example/h", r#"{"a":1}"#).unwrap();
    let with_path = |path: &str| {
        let mut request = signed.clone();
        let header = request.headers_mut();
        header.insert("x-adobe-public-key1-path", path.parse().unwrap());
        outcome(&receiver, request, at(0))
    };
    assert_eq!(with_path("/prod/keys/pub-key-a.pem").await, "accepted");
    for foreign in [
        "/prod/keys/../../a.pem",
        "/prod/keys/",
        "/prod/keys/a/b.pem",
        "/stage/keys/a.pem",
        "prod/keys/a.pem",
        ".evil.example/prod/keys/a.pem",
        "@evil.example/prod/keys/a.pem",
        "//evil.example/prod/keys/a.pem",
        "/prod/keys/a.pem?b",
    ] {
        assert_eq!(with_path(foreign).await, "key_url_rejected", "{foreign}");
    }
    let unnamed = outcome(&receiver, signed.clone(), at(0)).await;
    assert_eq!(unnamed, "key_id_missing");
    let host = "https://static.adobeioevents.com/prod/keys/pub-key-a.pem";
    assert_eq!(*asked.lock().unwrap(), [host]);
}

/// If the kind of the key fixes the scheme, this holds for a fetched key, too. The request is a published one
/// of Svix's server.
#[tokio::test]
async fn accepts_a_fetched_key_of_another_kind() {
    const PUBLIC: &str = "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
    const SHARED: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const V1A: &str = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==";
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_614_265_330);
    let of_svix = |signature: &str| {
        Request::post("https://app.example/hooks")
            .header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
            .header("webhook-timestamp", "1614265330")
            .header("webhook-signature", signature)
            .body(Bytes::from_static(br#"{"test": 2432232314}"#))
            .unwrap()
    };
    let zeros = format!("v1a,{}==", "A".repeat(86));
    for (key, signature, expected) in [
        (PUBLIC, V1A, "accepted"),
        (PUBLIC, zeros.as_str(), "signature_mismatch"),
        (
            PUBLIC,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            "signature_malformed",
        ),
        (SHARED, V1A, "signature_malformed"),
        (
            SHARED,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            "accepted",
        ),
    ] {
        let fetcher = Fetcher::new([Step::Gives(key.to_owned())]);
        let receiver = receiver(STANDARD_WEBHOOKS, &fetcher);
        let got = outcome(&receiver, of_svix(signature), now).await;
        assert_eq!(got, expected, "{key} {signature}");
    }
}

/// A clock that was wrong for a moment has no effect for as long as it was wrong.
#[tokio::test]
async fn tolerates_a_clock_going_backwards() {
    const DAY: u64 = 24 * 3600;
    let fetcher = Fetcher::new([
        Step::Gives(set(&["k1"])),
        Step::Fails,
        Step::Gives(set(&["k1", "k2"])),
    ]);
    let receiver = receiver(SHIPSTATION, &fetcher);
    assert_eq!(ask(&receiver, SHIPSTATION, "k1", 0).await, "accepted");
    // More than a day ahead, no key is usable.
    let ahead = ask(&receiver, SHIPSTATION, "k1", 2 * DAY).await;
    assert_eq!(ahead, "key_unavailable");
    // With the right time again, the cached key is usable, and the failure is not remembered until the day
    // has passed.
    assert_eq!(ask(&receiver, SHIPSTATION, "k1", 100).await, "accepted");
    assert_eq!(fetcher.count(), 2);
    assert_eq!(ask(&receiver, SHIPSTATION, "k2", 101).await, "accepted");
    assert_eq!(fetcher.count(), 3);
}

/// The allow-list: whole hosts, labels of their kind, and nothing that a parser could read differently.
#[test]
fn rejects_lookalike_urls() {
    const SNS: &[AllowedUrl] = &[
        AllowedUrl::new("sns.{region}.amazonaws.com", PEM),
        AllowedUrl::new("sns.{cn-region}.amazonaws.com.cn", PEM),
        AllowedUrl::new("sns.{eusc-region}.amazonaws.eu", PEM),
    ];
    const PEM: &str = "/SimpleNotificationService-{hex}.pem";
    const ONE: &[AllowedUrl] = &[AllowedUrl::new("keys.example.com", "/.well-known/jwks")];
    let location = webhook_receiver::error::Location::Body;
    let allowed = |url: &str, list| {
        KeyHint::NONE
            .at_allowed_url(url, list, location.clone())
            .is_ok()
    };
    for url in [
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0000000000000000000000.pem",
        "https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.ap-southeast-7.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-a.pem",
        "https://sns.eusc-de-east-1.amazonaws.eu/SimpleNotificationService-a.pem",
    ] {
        assert!(allowed(url, SNS), "{url}");
    }
    assert!(allowed("https://keys.example.com/.well-known/jwks", ONE));
    let good = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem";
    let mut bad: Vec<String> = [
        "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "HTTPS://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "//sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https:/sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https:\\\\sns.us-east-1.amazonaws.com\\SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com",
        "https://sns.us-east-1.amazonaws.com/",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem/",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem#.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem?.pem",
        "https://sns.us-east-1.amazonaws.com/../SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a..pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-%61.pem",
        "https://sns.us-east-1.amazonaws.com//SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a/b.pem",
        "https://sns.us-east-1.amazonaws.com:443/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com./SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com%2eevil.example/SimpleNotificationService-a.pem",
        "https://user@sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com@evil.example/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com\\@evil.example/SimpleNotificationService-a.pem",
        "https://evil.example/sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://evil.example#sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://evil.example?sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns..amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.a.b.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us_east.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.Amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.ев.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.co/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com.cn.evil/SimpleNotificationService-a.pem",
        "https://xsns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://s3.us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        // Buckets with names like `sns`, which may be anybody's.
        "https://sns.s3.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.s3-accelerate.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.s3-website-us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-east.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us--1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.-us-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-east-11.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.usa-east-1.amazonaws.com/SimpleNotificationService-a.pem",
        // China's regions have another domain.
        "https://sns.cn-north-1.amazonaws.com/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com.cn/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.eu/SimpleNotificationService-a.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-A.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-g.pem",
        "https://sns.us-east-1.amazonaws.com/a.pem",
        "https://169.254.169.254/SimpleNotificationService-a.pem",
        "https://[::1]/SimpleNotificationService-a.pem",
        "https://localhost/SimpleNotificationService-a.pem",
        "file:///SimpleNotificationService-a.pem",
        "",
        "a.pem",
    ]
    .map(str::to_owned)
    .into();
    bad.extend([" ", "\t", "\n", "\0", "\u{200b}", "\u{ff0f}"].map(|odd| format!("{good}{odd}")));
    bad.extend([" ", "\t", "\n", "\0"].map(|odd| format!("{odd}{good}")));
    bad.push(format!(
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-{}.pem",
        "a".repeat(500)
    ));
    for url in &bad {
        assert!(!allowed(url, SNS), "{url}");
    }
    for at in 0..good.len() {
        for byte in ["\\", "@", ":", "?", "#", "%", " ", "\r"] {
            let mut odd = good.to_owned();
            odd.insert_str(at, byte);
            assert!(!allowed(&odd, SNS), "{odd}");
        }
    }
    for url in [
        "https://keys.example.com/.well-known/jwks/",
        "https://keys.example.com/.well-known/jwks2",
        "https://keys.example.com/x/.well-known/jwks",
        "https://xkeys.example.com/.well-known/jwks",
    ] {
        assert!(!allowed(url, ONE), "{url}");
    }
}
