//! The verdict on each request is reported once, to the observer and as one event in one span, and the same
//! in every framework and in the core. It contains no personal data.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod common;

use std::{
    collections::{BTreeMap, HashMap},
    fmt::{self, Write as _},
    io::Write as _,
    net::SocketAddr,
    sync::{
        Arc, LazyLock, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use common::canaries::{BODY, Canaries, HEADER, QUERY, SECRET, broken};
use common::{
    client::{Connection, Plain, send},
    servers::{ALL, App, Framework, start},
};
use flate2::{Compression, write::GzEncoder};
use http::{HeaderValue, Request};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};
use webhook_receiver::{
    Budget, Builder, Error, Head, Provider, Received, Receiver, Secret, danger, providers,
    testing::Signer,
};

/// The reports since the last call of `take`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Reported {
    /// Reported to the observer.
    verdicts: Vec<String>,
    /// Spans that were opened.
    spans: Vec<String>,
    /// Events, each after the span in which it happened.
    events: Vec<String>,
    /// Spans that were closed.
    closed: usize,
}

/// Locked by each test, so that a report belongs to the request that was sent last.
static REPORTED: LazyLock<Mutex<Reported>> = LazyLock::new(Mutex::default);
static ONE_TEST: Mutex<()> = Mutex::new(());

fn take() -> Reported {
    std::mem::take(&mut REPORTED.lock().unwrap())
}

/// Collects everything that this crate reports to `tracing`.
#[derive(Default)]
struct Collector {
    next: AtomicU64,
    names: Mutex<HashMap<u64, String>>,
    entered: Mutex<HashMap<thread::ThreadId, Vec<u64>>>,
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        // The only field that differs each time.
        let shown = match field.name() {
            "took_us" => "…".to_owned(),
            _ => value.to_string(),
        };
        write!(self.0, " {}={shown}", field.name()).unwrap();
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("webhook_receiver")
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut fields = Fields(attributes.metadata().name().to_owned());
        attributes.record(&mut fields);
        REPORTED.lock().unwrap().spans.push(fields.0.clone());
        let id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        self.names.lock().unwrap().insert(id, fields.0);
        span::Id::from_u64(id)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut fields = Fields("recorded later".to_owned());
        values.record(&mut fields);
        REPORTED.lock().unwrap().spans.push(fields.0);
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &Event<'_>) {
        let entered = self.entered.lock().unwrap();
        let span = entered
            .get(&thread::current().id())
            .and_then(|ids| ids.last().copied());
        let names = self.names.lock().unwrap();
        let name = span.and_then(|id| names.get(&id)).map(String::as_str);
        let name = name.unwrap_or("no span");
        let mut fields = Fields(format!("{name}: {}", event.metadata().level()));
        event.record(&mut fields);
        REPORTED.lock().unwrap().events.push(fields.0);
    }

    fn enter(&self, id: &span::Id) {
        let mut entered = self.entered.lock().unwrap();
        let ids = entered.entry(thread::current().id()).or_default();
        ids.push(id.into_u64());
    }

    fn exit(&self, _: &span::Id) {
        let mut entered = self.entered.lock().unwrap();
        entered
            .get_mut(&thread::current().id())
            .map(|ids| ids.pop());
    }

    fn try_close(&self, _: span::Id) -> bool {
        REPORTED.lock().unwrap().closed += 1;
        true
    }
}

/// Starts collecting. The tests of this file run one after the other.
fn collect() -> MutexGuard<'static, ()> {
    let guard = ONE_TEST
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    static SET: LazyLock<()> = LazyLock::new(|| {
        tracing::subscriber::set_global_default(Collector::default()).unwrap();
    });
    LazyLock::force(&SET);
    take();
    guard
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

const LIMIT: usize = 1000;

fn secret(provider: Provider, text: &str) -> Secret {
    Secret::new(match provider.class() {
        "basic" => format!("user:{text}"),
        _ => text.to_owned(),
    })
    .unwrap()
}

fn receiver(provider: Provider, change: impl FnOnce(Builder) -> Builder) -> Receiver {
    let builder = danger::stop_clock(Receiver::builder(provider), now())
        .public_url("https://app.example")
        .body_deadline(Duration::from_millis(100))
        .secret(secret(provider, "f00dfacef00dface0badcafe0badcafe"))
        .observer(|verdict| {
            assert!(verdict.elapsed < Duration::from_secs(1));
            let verdict = format!("{} {verdict:?}", verdict.code());
            REPORTED.lock().unwrap().verdicts.push(verdict);
        });
    // The second key is the one that matches.
    let builder = builder.secret(secret(provider, SECRET));
    change(builder).build().unwrap()
}

/// The providers whose requests are sent: signatures of all forms, a token, credentials, code, handshakes in
/// body and query, and a compressed body.
const PROVIDERS: [Provider; 8] = [
    providers::GITHUB,
    providers::STRIPE,
    providers::SLACK,
    providers::GITLAB,
    providers::POSTMARK,
    providers::TWILIO,
    providers::TWITCH,
    providers::GETSTREAM,
];

struct Case {
    what: String,
    request: Plain,
}

/// Requests for every path through the code, with their receivers.
#[derive(Default)]
struct Script {
    tenants: Vec<Receiver>,
    cases: Vec<Case>,
    canaries: Option<Canaries>,
}

impl Script {
    fn all() -> Self {
        let mut script = Self::default();
        let mut canaries = Canaries::new();
        for provider in PROVIDERS {
            let number = script.tenant(receiver(provider, |builder| builder.body_limit(LIMIT)));
            let genuine = signed(provider);
            for (name, value) in genuine.headers() {
                let name = name.as_str();
                if ["signature", "authorization", "token"]
                    .iter()
                    .any(|part| name.contains(part))
                {
                    canaries.add(value.as_bytes());
                }
            }
            for request in broken(&genuine) {
                let what = format!("{} {}", provider.id(), script.cases.len());
                script.add(what, number, plain(&request));
            }
            script.limits(provider, number, &plain(&genuine));
        }
        script.handshakes();
        script.rare();
        script.canaries = Some(canaries);
        script
    }

    fn tenant(&mut self, receiver: Receiver) -> usize {
        self.tenants.push(receiver);
        self.tenants.len() - 1
    }

    fn add(&mut self, what: impl Into<String>, tenant: usize, request: Plain) {
        self.cases.push(Case {
            what: what.into(),
            request: request.header("x-receiver", tenant.to_string()),
        });
    }

    fn limits(&mut self, provider: Provider, number: usize, genuine: &Plain) {
        let id = provider.id();
        for chunks in [None, Some(LIMIT + 1)] {
            let body = vec![b'x'; LIMIT + 1];
            let large = Plain {
                body,
                chunks,
                ..genuine.clone()
            };
            self.add(format!("{id} too large"), number, large);
        }
        let late = Plain {
            withheld: 1,
            ..genuine.clone()
        };
        self.add(format!("{id} late"), number, late);
        let chunks = Some(7);
        self.add(
            format!("{id} in chunks"),
            number,
            Plain {
                chunks,
                ..genuine.clone()
            },
        );
    }

    fn handshakes(&mut self) {
        let slack = self.tenant(receiver(providers::SLACK, |builder| builder));
        for challenge in ["3eZbrw1aBm2rZgRNFdxV", "<script>"] {
            let body = format!(r#"{{"type":"url_verification","challenge":"{challenge}"}}"#);
            let request = Signer::new(providers::SLACK, secret(providers::SLACK, SECRET))
                .at(now())
                .sign("https://app.example/", body);
            self.add(
                format!("slack {challenge}"),
                slack,
                plain(&request.unwrap()),
            );
        }
        let meta = self.tenant(receiver(providers::META, |builder| {
            builder.setting("verify_token", QUERY)
        }));
        for (token, challenge) in [(QUERY, "1158201444"), (HEADER, "1"), (QUERY, "%3Cscript")] {
            let target =
                format!("/?hub.mode=subscribe&hub.verify_token={token}&hub.challenge={challenge}");
            let mut request = Plain::post(&target, "");
            request.method = "GET".into();
            self.add(format!("meta {challenge}"), meta, request);
        }
    }

    /// Outcomes that no change of a request leads to.
    fn rare(&mut self) {
        let budget = Budget::new(100);
        let spent = self.tenant(receiver(providers::GITHUB, |builder| {
            builder.body_limit(100).budget(&budget)
        }));
        let small = Signer::new(providers::GITHUB, secret(providers::GITHUB, SECRET))
            .sign("https://app.example/", BODY)
            .unwrap();
        // Another body uses the budget up for as long as the test runs.
        let other = Receiver::builder(providers::GITHUB)
            .secret(secret(providers::GITHUB, SECRET))
            .body_limit(100)
            .budget(&budget)
            .build()
            .unwrap();
        let large = Signer::new(providers::GITHUB, secret(providers::GITHUB, SECRET))
            .sign("https://app.example/", vec![b'x'; 98])
            .unwrap();
        let (parts, body) = large.into_parts();
        let mut verifying = other.begin(Head::from(parts), now()).unwrap();
        verifying.update(body).unwrap();
        std::mem::forget(verifying.finish());
        self.add("no budget", spent, plain(&small));

        let stripe = self.tenant(receiver(providers::STRIPE, |builder| builder));
        let many = format!(
            "t=1790000000{}",
            format!(",v1={}", "ab".repeat(32)).repeat(17)
        );
        self.add(
            "many signatures",
            stripe,
            Plain::post("/", BODY).header("stripe-signature", many),
        );
        for away in [-4000, 4000] {
            let header = format!("t={},v1={}", 1_790_000_000 + away, "ab".repeat(32));
            let request = Plain::post("/", BODY).header("stripe-signature", header);
            self.add("not now", stripe, request);
        }

        let stream = self.tenant(receiver(providers::GETSTREAM, |builder| builder));
        for body in [vec![b'x'; 1 << 20], BODY.repeat(9).into_bytes()] {
            let request = Signer::new(providers::GETSTREAM, secret(providers::GETSTREAM, SECRET))
                .sign("https://app.example/", body.clone())
                .unwrap();
            let mut request = plain(&request).header("content-encoding", "gzip");
            let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
            gzip.write_all(&body).unwrap();
            request.body = gzip.finish().unwrap();
            self.add("compressed", stream, request);
        }
    }

    fn app(&self) -> App {
        let fixed = Receiver::builder(providers::GITHUB.with_events())
            .secret(secret(providers::GITHUB, SECRET))
            .build();
        App {
            fixed: fixed.unwrap(),
            tenants: Arc::new(self.tenants.clone()),
        }
    }
}

fn signed(provider: Provider) -> Request<Bytes> {
    let url = format!("https://app.example/hooks?token={QUERY}");
    let mut request = Signer::new(provider, secret(provider, SECRET))
        .at(now())
        .id("msg-1")
        .sign(&url, format!(r#"{{"x":"{BODY}"}}"#))
        .unwrap();
    let canary = HeaderValue::from_static(HEADER);
    request.headers_mut().insert("x-canary", canary);
    request
}

fn plain(request: &Request<Bytes>) -> Plain {
    let target = request.uri().path_and_query().unwrap();
    let mut plain = Plain::post(target.as_str(), request.body().to_vec());
    plain.method = request.method().to_string();
    // At the servers' own limits, no receiver is asked.
    for (name, value) in request.headers().iter().take(Head::MAX_HEADERS) {
        plain = plain.header(name.as_str(), value);
    }
    plain
}

/// Returns the request in the form that the core takes.
fn seen(request: &Plain) -> Request<Bytes> {
    let mut builder = Request::builder()
        .method(request.method.as_str())
        .uri(&request.target)
        .header("host", "app.example");
    match request.chunks {
        Some(_) => builder = builder.header("transfer-encoding", "chunked"),
        None if request.body.is_empty() && request.method != "POST" => {}
        None => builder = builder.header("content-length", request.body.len()),
    }
    for (name, value) in &request.headers {
        builder = builder.header(name, value.as_slice());
    }
    builder.body(request.body.clone().into()).unwrap()
}

/// Returns the core's report on the request, received in steps. An incomplete body has no time.
fn in_steps(receiver: &Receiver, request: &Plain) -> Result<Received, Error> {
    let (parts, body) = seen(request).into_parts();
    let mut verifying = receiver.begin(Head::from(parts), now())?;
    let body = body.slice(..body.len() - request.withheld);
    for chunk in body.chunks(request.chunks.unwrap_or(usize::MAX)) {
        verifying.update(Bytes::copy_from_slice(chunk))?;
    }
    if request.withheld > 0 {
        return Err(verifying.abort(Error::BodyTimeout));
    }
    verifying.finish()
}

/// Each verdict is reported once, and all frameworks report the same.
fn check(case: &Case, reported: &Reported) {
    let what = &case.what;
    assert_eq!(reported.spans.len(), 1, "{what}: {reported:?}");
    assert_eq!(reported.events.len(), 1, "{what}: {reported:?}");
    assert_eq!(reported.verdicts.len(), 1, "{what}: {reported:?}");
    assert_eq!(reported.closed, 1, "{what}: {reported:?}");
    let code = code(reported);
    let named = match code {
        "delivery" | "handshake" => format!("outcome=\"{code}\""),
        rejected => format!("outcome=\"rejected\" reason=\"{rejected}\""),
    };
    let event = &reported.events[0];
    assert!(
        event.starts_with(&format!("{}: ", reported.spans[0])),
        "{what}: {event}"
    );
    assert!(event.contains(&named), "{what}: {event}, {named}");
}

fn code(reported: &Reported) -> &str {
    reported.verdicts[0].split(' ').next().unwrap()
}

/// Returns the observer's report without the time.
fn timeless(mut reported: Reported) -> Reported {
    for verdict in &mut reported.verdicts {
        let at = verdict.find("elapsed: ").unwrap();
        verdict.truncate(at);
    }
    reported
}

/// Returns whether both reports are the same. The body of a request that is rejected by its head counts if it
/// arrived with the head.
fn is_same(reported: &Reported, in_steps: &Reported, case: &Case) -> bool {
    let none_read = |reported: &Reported| reported.verdicts[0].contains(" body: 0, ");
    let mut reported = reported.clone();
    if none_read(in_steps) && !none_read(&reported) {
        let whole = case.request.body.len();
        for text in reported.verdicts.iter_mut().chain(&mut reported.events) {
            *text = text
                .replace(&format!(" body: {whole}, "), " body: 0, ")
                .replace(&format!(" body={whole} "), " body=0 ");
        }
    }
    reported == *in_steps
}

#[test]
fn reports_each_request_once_to_observer_and_tracing() {
    let _one = collect();
    let script = Script::all();
    let mut outcomes = BTreeMap::<String, usize>::new();
    let mut expected = Vec::new();
    for case in &script.cases {
        take();
        let number = case.request.headers.last().unwrap();
        let number: usize = std::str::from_utf8(&number.1).unwrap().parse().unwrap();
        let receiver = &script.tenants[number];
        drop(in_steps(receiver, &case.request));
        let reported = take();
        check(case, &reported);
        *outcomes.entry(code(&reported).to_owned()).or_default() += 1;
        // A buffered request has the same verdict. Its whole body counts, even if it is not read.
        if case.request.withheld == 0 {
            drop(receiver.receive(seen(&case.request), now()));
            let at_once = take();
            check(case, &at_once);
            let whole = case.request.body.len() > LIMIT;
            // A buffered body takes nothing more from the budget.
            let whole = whole || code(&reported) == "budget_spent";
            assert!(
                whole
                    || is_same(
                        &timeless(at_once.clone()),
                        &timeless(reported.clone()),
                        case
                    ),
                "{}: {at_once:?}, {reported:?}",
                case.what
            );
        }
        expected.push(timeless(reported));
    }
    for framework in ALL {
        let to = start(framework, script.app());
        for (case, expected) in script.cases.iter().zip(&expected) {
            take();
            send(to, &case.request).unwrap_or_else(|error| panic!("{}: {error}", case.what));
            let reported = take();
            check(case, &reported);
            let reported = timeless(reported);
            assert!(
                is_same(&reported, expected, case),
                "{framework:?}: {}: {reported:?}, {expected:?}",
                case.what
            );
        }
    }
    println!("{}\n{}", expected[0].events[0], expected[0].verdicts[0]);
    println!(
        "{} requests told once, alike by {ALL:?} and the core: {outcomes:#?}",
        script.cases.len()
    );
    assert!(outcomes.len() >= 25, "paths that are gone");

    let canaries = script.canaries.unwrap();
    for reported in &expected {
        let output = format!("{reported:?}");
        assert_eq!(canaries.in_output(output.as_bytes()), None, "{output}");
    }
    // The control: a careless log line is found.
    for careless in [SECRET, HEADER, QUERY, BODY] {
        let mut reported = expected[0].clone();
        reported.events[0] += careless;
        assert!(
            canaries
                .in_output(format!("{reported:?}").as_bytes())
                .is_some()
        );
    }
}

/// Ids are logged if they consist of plain characters; a delivery id only if it is signed.
#[test]
fn reports_ids_and_the_public_origin() {
    let _one = collect();
    let logged = |provider: Provider, id: &str, header: (&'static str, &str)| {
        let receiver = receiver(provider, |builder| {
            builder.public_url("https://app.example:8443/hooks")
        });
        let body = format!(r#"{{"id":"{id}","x":"{BODY}"}}"#);
        let mut request = Signer::new(provider, secret(provider, SECRET))
            .at(now())
            .id(id)
            .public_url("https://app.example:8443/hooks")
            .sign("https://app.example:8443/", body)
            .unwrap();
        let value = HeaderValue::from_str(header.1).unwrap();
        request.headers_mut().insert(header.0, value);
        take();
        let received = receiver.receive(request, now());
        assert!(
            matches!(received, Ok(Received::Delivery(_))),
            "{received:?}"
        );
        take().events.remove(0)
    };
    let id = ("x-request-id", "7f1c2a-9.b:2");
    let event = logged(providers::STRIPE, "evt_1", id);
    for field in ["request_id=\"7f1c2a-9.b:2\"", " id=\"evt_1\"", " key=1"] {
        assert!(event.contains(field), "{field}: {event}");
    }
    assert!(!event.contains("origin"), "{event}");
    let event = logged(providers::SQUARE, "1", ("x-correlation-id", "abc"));
    for field in ["request_id=\"abc\"", "origin=\"https://app.example:8443\""] {
        assert!(event.contains(field), "{field}: {event}");
    }
    // GitHub's id is in a header that is not signed.
    let event = logged(providers::GITHUB, "msg-1", ("x-request-id", "a\tb"));
    assert!(
        !event.contains("msg-1") && !event.contains("request_id"),
        "{event}"
    );
    let long = "x".repeat(129);
    let event = logged(providers::STRIPE, "evt 1 key=9", ("x-request-id", &long));
    assert!(
        !event.contains(" id=") && !event.contains("request_id"),
        "{event}"
    );
}

/// A delivery that does not fit the handler's type is reported as such, once.
#[test]
fn reports_undecodable_deliveries() {
    let _one = collect();
    let fixed = Receiver::builder(providers::GITHUB.with_events())
        .secret(secret(providers::GITHUB, SECRET))
        .observer(|verdict| {
            let verdict = format!("{} {verdict:?}", verdict.code());
            REPORTED.lock().unwrap().verdicts.push(verdict);
        })
        .build()
        .unwrap();
    for framework in [Framework::Axum, Framework::ActixWeb] {
        let to = start(
            framework,
            App {
                fixed: fixed.clone(),
                tenants: Arc::default(),
            },
        );
        for (body, status, expected) in [
            (format!(r#"{{"x":"{BODY}"}}"#), 422, "undecodable"),
            (format!(r#"{{"action":["{BODY}"]}}"#), 422, "undecodable"),
            (r#"{"action":"opened"}"#.to_owned(), 202, "delivery"),
        ] {
            let request = Signer::new(providers::GITHUB, secret(providers::GITHUB, SECRET))
                .sign("https://app.example/typed/webhook", body)
                .unwrap();
            take();
            let answer = send(to, &plain(&request)).unwrap();
            assert_eq!(answer.status, status, "{framework:?}");
            let reported = take();
            assert_eq!(reported.verdicts.len(), 1, "{reported:?}");
            assert_eq!(reported.events.len(), 1, "{reported:?}");
            assert_eq!(code(&reported), expected);
            let named = format!("outcome=\"{expected}\" key=0");
            assert!(reported.events[0].contains(&named), "{reported:?}");
            if status == 422 {
                assert!(reported.events[0].contains("WARN"), "{reported:?}");
                assert!(reported.events[0].contains("does not fit"), "{reported:?}");
            }
            assert!(!format!("{reported:?}").contains(BODY), "{reported:?}");
        }
    }
}

/// An incomplete body is reported, too, when its sender disconnects.
#[test]
fn reports_an_incomplete_body_once() {
    let _one = collect();
    let mut script = Script::default();
    let number = script.tenant(receiver(providers::GITHUB, |builder| {
        builder.body_deadline(Duration::from_secs(10))
    }));
    script.add("broken off", number, plain(&signed(providers::GITHUB)));
    let case = &script.cases[0];
    let mut lines = Vec::new();
    for framework in ALL {
        lines.push((framework, broken_off(start(framework, script.app()), case)));
    }
    for (framework, reported) in &lines {
        assert_eq!(
            code(reported),
            "body_incomplete",
            "{framework:?}: {reported:?}"
        );
        assert_eq!(*reported, lines[0].1, "{framework:?}");
    }
}

fn broken_off(to: SocketAddr, case: &Case) -> Reported {
    take();
    let mut connection = Connection::open(to);
    let mut bytes = case.request.head();
    bytes.extend(&case.request.body[..5]);
    connection.write(&bytes).unwrap();
    thread::sleep(Duration::from_millis(100));
    drop(connection);
    let start = Instant::now();
    while REPORTED.lock().unwrap().closed == 0 {
        assert!(start.elapsed() < Duration::from_secs(5), "nothing was told");
        thread::sleep(Duration::from_millis(5));
    }
    let reported = take();
    check(case, &reported);
    timeless(reported)
}
