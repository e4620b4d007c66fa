//! Sends the same requests to a real server of each framework. Status, headers and body of the responses must
//! be the same, and those of the core without a framework.
//!
//! The requests are the vectors of every provider, and each of them changed in many ways: accepted, rejected
//! for each reason, handshakes, limits.

use crate::common;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::Arc,
    thread,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use common::{
    client::{self, Answer, Plain},
    h2,
    servers::{self, App, Framework},
    vectors::{Expect, Vector, files},
};
use http::StatusCode;
use webhook_receiver::{
    Budget, Builder, Error, Head, Received, Receiver, Reply, Secret, danger, providers,
    testing::Signer,
};

/// The expected result of a request.
#[derive(Clone, Copy)]
enum Stated {
    /// As the vector states.
    Vector(Expect),
    Status(u16),
}

/// A request, the number of its receiver, and the expected result.
struct Case {
    what: String,
    request: Plain,
    expect: Option<Stated>,
    /// The case whose response must be the same.
    like: Option<usize>,
}

#[derive(Default)]
struct Script {
    tenants: Vec<Receiver>,
    cases: Vec<Case>,
    changed: BTreeSet<(String, Expect)>,
}

/// The limit of the receivers that get bodies above it.
const LIMIT: usize = 20_000;

impl Script {
    fn all() -> Self {
        let mut script = Self::default();
        for file in files() {
            for vector in &file.vectors {
                script.vector(&file.provider, vector);
            }
        }
        script.fixed();
        script.rare();
        script
    }

    fn add(&mut self, what: String, request: Plain) {
        self.cases.push(Case {
            what,
            request,
            expect: None,
            like: None,
        });
    }

    fn vector(&mut self, id: &str, vector: &Vector) {
        let receivers = [
            receiver(vector, id, |builder| builder),
            receiver(vector, id, |builder| builder.body_limit(LIMIT)),
        ];
        let what = format!("{id}: {}", vector.what);
        let number = self.tenants.len();
        self.tenants.extend(receivers);
        let plain = request(vector).header("x-receiver", number.to_string());
        self.cases.push(Case {
            what: what.clone(),
            request: plain.clone(),
            expect: Some(Stated::Vector(vector.expect)),
            like: None,
        });
        let first = self.cases.len() - 1;
        let with = |change: &dyn Fn(&mut Plain)| {
            let mut changed = plain.clone();
            change(&mut changed);
            changed
        };
        for chunks in [1, 7, 1000] {
            self.add(
                format!("{what}, in chunks of {chunks}"),
                with(&|plain| plain.chunks = Some(chunks)),
            );
        }
        // Headers in which a client or a proxy states the URL are not trusted.
        let forwarded = plain
            .clone()
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Proto", "http")
            .header("X-Forwarded-Port", "8080")
            .header("X-Forwarded-Prefix", "/evil")
            .header("X-Original-URL", "/evil")
            .header("Forwarded", "host=evil.example;proto=http");
        let hosts = ["evil.example", "app.example:8080", "APP.EXAMPLE"]
            .map(|host| with(&|plain| plain.host = host.into()));
        for other in hosts.into_iter().chain([forwarded]) {
            self.cases.push(Case {
                what: format!("{what}, host {} or forwarded", other.host),
                request: other,
                expect: None,
                like: Some(first),
            });
        }
        // One accepted and one rejected request of each provider are used for every change.
        if !self.changed.insert((id.to_owned(), vector.expect)) {
            return;
        }
        for method in ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "PURGE", "PUT"] {
            let what = format!("{what}, by {method}");
            self.add(what, with(&|plain| plain.method = method.into()));
        }
        for coding in ["gzip", "br", "identity", "deflate, gzip"] {
            self.add(
                format!("{what}, as {coding}"),
                plain.clone().header("Content-Encoding", coding),
            );
        }
        for (length, chunks) in [(LIMIT + 1, None), (LIMIT + 1, Some(3000))] {
            let mut large = with(&|plain| {
                plain.body = vec![b'x'; length];
                plain.chunks = chunks;
            });
            large.headers.last_mut().unwrap().1 = (number + 1).to_string().into();
            self.add(format!("{what}, of {length} bytes, {chunks:?}"), large);
        }
        self.add(
            format!("{what}, one byte more"),
            with(&|plain| plain.body.push(b'x')),
        );
        self.add(
            format!("{what}, one byte less"),
            with(&|plain| plain.body.truncate(plain.body.len().saturating_sub(1))),
        );
        self.add(
            format!("{what}, with 100 headers"),
            with(&|plain| {
                let more = (plain.headers.len()..91).map(|n| (format!("x-{n}"), b"1".to_vec()));
                plain.headers.extend(more);
            }),
        );
        self.add(
            format!("{what}, with 70,000 bytes of headers"),
            with(&|plain| {
                let more = (0..10).map(|n| (format!("x-{n}"), vec![b'1'; 7000]));
                plain.headers.extend(more);
            }),
        );
        // All except the last one, which selects the receiver.
        for at in 0..plain.headers.len() - 1 {
            let name = &plain.headers[at].0;
            self.add(
                format!("{what}, without {name}"),
                with(&|plain| drop(plain.headers.remove(at))),
            );
            self.add(
                format!("{what}, {name} twice"),
                with(&|plain| plain.headers.push(plain.headers[at].clone())),
            );
            self.add(
                format!("{what}, {name} otherwise"),
                with(&|plain| plain.headers[at].1.push(b'0')),
            );
            self.add(
                format!("{what}, {name} not ASCII"),
                with(&|plain| plain.headers[at].1.push(0xe9)),
            );
            self.add(
                format!("{what}, {name} empty"),
                with(&|plain| plain.headers[at].1.clear()),
            );
            self.add(
                format!("{what}, {name} long"),
                with(&|plain| plain.headers[at].1.extend([b'a'; 5000])),
            );
            self.add(
                format!("{what}, {name} in other case"),
                with(&|plain| plain.headers[at].0 = name.to_ascii_uppercase()),
            );
        }
    }

    /// Requests to the receiver in the application's state.
    fn fixed(&mut self) {
        for (what, body, status) in [
            ("an event", r#"{"action":"opened"}"#, 202),
            ("what is no event", r#"{"action":7}"#, 422),
            ("no JSON", "x", 422),
        ] {
            for target in ["/typed/webhook", "/typed/delivery"] {
                let signed = Signer::new(providers::GITHUB, secret())
                    .kind("issues")
                    .sign("https://app.example/", body)
                    .unwrap();
                let mut plain = Plain::post(target, body);
                for (name, value) in signed.headers() {
                    plain = plain.header(name.as_str(), value);
                }
                let status = if target == "/typed/webhook" {
                    status
                } else {
                    200
                };
                self.cases.push(Case {
                    what: format!("{what} to {target}"),
                    request: plain.clone(),
                    expect: Some(Stated::Status(status)),
                    like: None,
                });
                plain.body.push(b' ');
                self.add(format!("{what} to {target}, forged"), plain.clone());
                plain.method = "GET".into();
                self.add(format!("{what} to {target}, by GET"), plain);
            }
        }
    }

    /// Results that no change of a vector leads to.
    fn rare(&mut self) {
        let receiver = |change: fn(Builder) -> Builder| {
            let builder = Receiver::builder(providers::GITHUB).secret(secret());
            change(builder).build().unwrap()
        };
        let signed = Plain::post("/", "Hello").header("x-hub-signature-256", {
            let request =
                Signer::new(providers::GITHUB, secret()).sign("https://app.example/", "Hello");
            request.unwrap().headers()["x-hub-signature-256"]
                .as_bytes()
                .to_vec()
        });
        let mut add = |what: &str, receiver, request: Plain, expect: u16| {
            let number = self.tenants.len().to_string();
            self.tenants.push(receiver);
            self.cases.push(Case {
                what: what.to_owned(),
                request: request.header("x-receiver", number),
                expect: Some(Stated::Status(expect)),
                like: None,
            });
        };

        let late = receiver(|builder| builder.body_deadline(Duration::from_millis(100)));
        for chunks in [None, Some(2)] {
            let (chunks, withheld) = (chunks, 1);
            let request = Plain {
                chunks,
                withheld,
                ..signed.clone()
            };
            add("a body that never ends", late.clone(), request, 408);
        }

        let spent = receiver(|builder| {
            let budget = Budget::new(100);
            let builder = builder.body_limit(100).budget(&budget);
            // Another body uses the budget up for as long as the test runs.
            let other = Receiver::builder(providers::GITHUB).secret(secret());
            let other = other.body_limit(100).budget(&budget).build().unwrap();
            let request = Signer::new(providers::GITHUB, secret())
                .sign("https://app.example/", [7; 98].to_vec());
            let (parts, body) = request.unwrap().into_parts();
            let mut verifying = other.begin(Head::from(parts), SystemTime::now()).unwrap();
            verifying.update(body).unwrap();
            std::mem::forget(verifying.finish());
            builder
        });
        for chunks in [None, Some(2)] {
            add(
                "no budget",
                spent.clone(),
                Plain {
                    chunks,
                    ..signed.clone()
                },
                503,
            );
        }

        let stripe = Receiver::new(providers::STRIPE, secret()).unwrap();
        let now = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
            .as_secs();
        let many = format!("t={now}{}", format!(",v1={}", "ab".repeat(32)).repeat(17));
        let request = Plain::post("/", "{}").header("stripe-signature", many);
        add("many signatures", stripe, request, 400);

        let meta = Receiver::builder(providers::META)
            .secret(secret())
            .setting("verify_token", "ours");
        let mut request = Plain::post(
            "/?hub.mode=subscribe&hub.challenge=1&hub.verify_token=theirs",
            "",
        );
        request.method = "GET".into();
        add("a foreign token", meta.build().unwrap(), request, 404);
    }

    fn app(&self) -> App {
        App {
            fixed: Receiver::new(providers::GITHUB.with_events(), secret()).unwrap(),
            tenants: Arc::new(self.tenants.clone()),
        }
    }

    fn run(&self, to: SocketAddr) -> Vec<Answer> {
        let send = |case: &Case| {
            client::send(to, &case.request)
                .unwrap_or_else(|error| panic!("{}: {error}", case.what))
                .essence(&case.request.method)
        };
        self.cases.iter().map(send).collect()
    }

    /// The same over HTTP/2, without what clients do not send, or servers do not accept, there.
    fn run_http_2(&self, to: SocketAddr) -> Vec<Option<Answer>> {
        // Servers count many small frames on a connection as a flood.
        let cases = self.cases.chunks(100);
        cases
            .flat_map(|cases| {
                let connection = h2::Connection::open(to);
                let send = |case: &Case| {
                    let request = &case.request;
                    let head: usize = request.headers.iter().map(|(_, value)| value.len()).sum();
                    let frames = request
                        .chunks
                        .map_or(1, |size| request.body.len().div_ceil(size));
                    (head < 12_000 && frames < 1000 && request.withheld == 0).then(|| {
                        connection
                            .send(request)
                            .unwrap_or_else(|error| panic!("{}: {error:?}", case.what))
                            .essence(&request.method)
                    })
                };
                cases.iter().map(send).collect::<Vec<_>>()
            })
            .collect()
    }

    /// Returns the differences between the responses of two servers.
    fn differences(&self, one: &[Answer], other: &[Answer]) -> Vec<String> {
        assert_eq!(one.len(), other.len());
        let pairs = one.iter().zip(other);
        pairs
            .zip(&self.cases)
            .filter(|((one, other), _)| one != other)
            .map(|((one, other), case)| {
                format!("{}\n    {}\n    {}", case.what, show(one), show(other))
            })
            .collect()
    }
}

fn show(answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    format!("{} {:?} {body:?}", answer.status, answer.headers)
}

fn secret() -> Secret {
    Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap()
}

/// Returns the receiver of a vector, at its time.
fn receiver(vector: &Vector, id: &str, change: fn(Builder) -> Builder) -> Receiver {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
    let builder = danger::stop_clock(vector.builder(id), now);
    change(builder).build().unwrap()
}

fn request(vector: &Vector) -> Plain {
    let url: http::Uri = vector.url.parse().unwrap();
    let target = url.path_and_query().unwrap().as_str();
    let mut plain = Plain::post(target, vector.bytes());
    plain.method = vector.method.clone();
    for (name, value) in &vector.headers {
        let framing = ["host", "content-length", "transfer-encoding", "connection"];
        if !framing.contains(&name.to_ascii_lowercase().as_str()) {
            plain = plain.header(name, value);
        }
    }
    plain
}

/// Returns the core's response to the request, without a framework and without a socket.
fn core(app: &App, request: &Plain) -> Result<Reply, Error> {
    let mut builder = http::Request::builder()
        .method(request.method.as_str())
        .uri(&request.target)
        .header("host", &request.host);
    for (name, value) in &request.headers {
        builder = builder.header(name, value.as_slice());
    }
    if request.chunks.is_none() && !request.body.is_empty() {
        builder = builder.header("content-length", request.body.len());
    }
    let (parts, ()) = builder.body(()).unwrap().into_parts();
    let number = request
        .headers
        .iter()
        .find(|(name, _)| name == "x-receiver");
    let number = String::from_utf8(number.unwrap().1.clone()).unwrap();
    let receiver = &app.tenants[number.parse::<usize>().unwrap()];
    let now = receiver.endpoint().now();
    let mut verifying = receiver.begin(Head::from(parts), now)?;
    for chunk in request.body.chunks(request.chunks.unwrap_or(usize::MAX)) {
        verifying.update(Bytes::copy_from_slice(chunk))?;
    }
    Ok(match verifying.finish()? {
        Received::Delivery(delivery) => servers::described(&delivery),
        Received::Handshake(reply) => reply,
    })
}

/// Returns the reply as a client receives it.
fn seen(reply: &Reply, method: &str) -> Answer {
    let mut answer = Answer {
        status: reply.status.as_u16(),
        headers: BTreeMap::new(),
        body: reply.body.to_vec(),
    };
    for (name, value) in &reply.headers {
        let values = answer.headers.entry(name.to_string()).or_default();
        values.push(value.to_str().unwrap().to_owned());
    }
    if reply.status != StatusCode::NO_CONTENT {
        let length = vec![answer.body.len().to_string()];
        answer.headers.insert("content-length".into(), length);
    }
    if method == "HEAD" {
        answer.body.clear();
    }
    answer.essence(method)
}

#[test]
fn returns_the_same_reply_in_every_framework() {
    let script = Arc::new(Script::all());
    let app = script.app();
    let running: Vec<_> = servers::ALL
        .into_iter()
        .map(|framework| {
            let (script, to) = (script.clone(), servers::start(framework, app.clone()));
            (framework, thread::spawn(move || script.run(to)))
        })
        .collect();
    let answers: Vec<(Framework, Vec<Answer>)> = running
        .into_iter()
        .map(|(framework, thread)| (framework, thread.join().unwrap()))
        .collect();

    let (mut outcomes, mut expected) = (BTreeMap::<String, usize>::new(), 0);
    let mut faults = Vec::new();
    for (case, answer) in script.cases.iter().zip(&answers[0].1) {
        if let Some(like) = case.like {
            let like = &answers[0].1[like];
            if like != answer {
                faults.push(format!(
                    "{}\n    {}\n    {}",
                    case.what,
                    show(like),
                    show(answer)
                ));
            }
        }
    }
    for (case, answer) in script.cases.iter().zip(&answers[0].1) {
        let as_stated = match case.expect {
            None => true,
            Some(Stated::Vector(Expect::Refuse)) => (400..500).contains(&answer.status),
            Some(Stated::Vector(_)) => answer.status < 300,
            Some(Stated::Status(status)) => answer.status == status,
        };
        expected += usize::from(case.expect.is_some());
        if !as_stated {
            faults.push(format!("{}: {}", case.what, show(answer)));
        }
        if !case
            .request
            .headers
            .iter()
            .any(|(name, _)| name == "x-receiver")
        {
            continue;
        }
        if case.request.withheld > 0 {
            *outcomes.entry("408 body_timeout".into()).or_default() += 1;
            continue; // The core has no clock.
        }
        let reply = core(&app, &case.request);
        let outcome = match &reply {
            Ok(_) => "answered".to_owned(),
            Err(error) => format!("{} {}", error.status().as_u16(), error.code()),
        };
        *outcomes.entry(outcome).or_default() += 1;
        let seen = seen(&reply.unwrap_or_else(Reply::from), &case.request.method);
        if seen != *answer {
            let (seen, answer) = (show(&seen), show(answer));
            faults.push(format!("{}\n    core {seen}\n    {answer}", case.what));
        }
    }
    for (framework, found) in &answers[1..] {
        let differences = script.differences(&answers[0].1, found);
        println!(
            "{framework:?}: {} of {} answers are those of {:?}",
            found.len() - differences.len(),
            found.len(),
            answers[0].0
        );
        faults.extend(
            differences
                .iter()
                .map(|text| format!("{framework:?}: {text}")),
        );
    }
    let running = h2::ALL.map(|framework| {
        let (script, to) = (script.clone(), servers::start(framework, app.clone()));
        (framework, thread::spawn(move || script.run_http_2(to)))
    });
    for (framework, thread) in running {
        let (mut sent, mut alike) = (0, 0);
        for ((case, one), two) in script
            .cases
            .iter()
            .zip(&answers[0].1)
            .zip(thread.join().unwrap())
        {
            let Some(two) = two else { continue };
            sent += 1;
            // The server decides on the length of a body that is not sent.
            let (one, two) = (one.clone().without_no_length(), two.without_no_length());
            if one == two {
                alike += 1;
            } else {
                faults.push(format!(
                    "{framework:?} over HTTP/2: {}\n    {}\n    {}",
                    case.what,
                    show(&one),
                    show(&two)
                ));
            }
        }
        println!("{framework:?}: {alike} of {sent} answers over HTTP/2 are those over HTTP/1.1");
    }
    println!("{expected} vectors and cases decided as stated; outcomes: {outcomes:#?}");
    assert!(script.cases.len() >= 1500, "{}", script.cases.len());
    assert!(outcomes.len() >= 36, "reasons that nothing was refused for");
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults[..faults.len().min(40)].join("\n")
    );
}

/// The control: the comparison finds a service with another limit, another secret, or another header.
#[test]
fn control_detects_a_service_that_differs() {
    let mut script = Script::all();
    script.cases.truncate(60);
    let right = script.run(servers::start(Framework::Hyper, script.app()));
    let mut app = script.app();
    let mut tenants = script.tenants.clone();
    tenants[0] = Receiver::new(providers::STRIPE, secret()).unwrap();
    app.tenants = Arc::new(tenants);
    let wrong = script.run(servers::start(Framework::ActixWeb, app));
    let found = script.differences(&right, &wrong).len();
    println!("control: {found} of {} answers differ", right.len());
    assert!(found > 0);

    let mut one = right.clone();
    one[7].headers.insert("x-more".into(), vec!["1".into()]);
    assert_eq!(script.differences(&right, &one).len(), 1);
}
