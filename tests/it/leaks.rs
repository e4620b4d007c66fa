//! Leaks: canaries in secrets, headers, URLs and bodies are sent down every path, and no output contains one.
//!
//! The outputs are `Debug` and `Display` of every public type, errors with their sources, and responses. The
//! expected signature is a canary, too.

use crate::common::canaries;
use crate::common::rows;

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error as _,
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use canaries::{BODY, Canaries, HEADER, QUERY, SECRET, broken, hex};
use http::{HeaderValue, Request, Response};
use webhook_receiver::{
    Error, Head, Json, Provider, Received, Receiver, Reply, Secret, SetupError, danger, providers,
    testing::Signer,
};

fn shared() -> &'static [Provider] {
    static SHARED: std::sync::LazyLock<Vec<Provider>> = std::sync::LazyLock::new(|| {
        let mut shared = rows::shared();
        // Its header contains words that any message may contain.
        shared.retain(|provider| provider.id() != "drone");
        shared
    });
    &SHARED
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// The outputs, with their number.
#[derive(Default)]
struct Outputs {
    count: usize,
    leaks: Vec<String>,
}

impl Outputs {
    fn look(&mut self, canaries: &Canaries, what: &str, output: impl AsRef<[u8]>) {
        self.count += 1;
        if let Some(canary) = canaries.in_output(output.as_ref()) {
            let output = String::from_utf8_lossy(output.as_ref());
            self.leaks.push(format!("{what}: {canary:?} in {output}"));
        }
    }
}

fn secret(provider: Provider) -> Secret {
    rows::secret(provider, SECRET)
}

fn receiver(provider: Provider) -> Receiver {
    rows::receiver(provider, SECRET)
}

fn signed(provider: Provider) -> Request<Bytes> {
    let body = format!(
        r#"{{"x":"{BODY}","webhookTimestamp":1790000000000,"time_ms":1790000000000,"timestamp":"2026-09-21T14:13:20","eventCreated":1790000000,"eventId":"e-1","token":"t-1","triggeredAt":1790000000000,"order_id":"o-1","account_id":"a-1","account_status":"ENABLED","status_code":"200","gross_amount":"10000.00","payload":{{"amount":"1","currency":"NGN","reference":"{BODY}","refunded":false,"status":"SUCCESS","timestamp":"2026","token":"220","transactionId":"9"}},"notificationItems":[{{"NotificationRequestItem":{{"pspReference":"{BODY}"}}}}]}}"#
    );
    let url = format!("https://app.example/hooks?token={QUERY}");
    let signer = Signer::new(provider, secret(provider))
        .at(now())
        .id("msg-1");
    let signer = rows::configured_signer(signer, provider);
    let mut request = signer.sign(&url, body).unwrap();
    let canary = HeaderValue::from_static(HEADER);
    request.headers_mut().insert("x-canary", canary.clone());
    // A provider once sent the secret in this header by mistake.
    let secret = HeaderValue::from_static(SECRET);
    request
        .headers_mut()
        .insert("x-github-encoded-secret", secret);
    request
}

fn errors(outputs: &mut Outputs, canaries: &Canaries, what: &str, error: &Error) {
    outputs.look(canaries, what, error.to_string());
    outputs.look(canaries, what, format!("{error:?} {error:#?}"));
    outputs.look(canaries, what, error.code());
    let mut source = error.source();
    while let Some(error) = source {
        outputs.look(canaries, what, format!("{error} {error:?}"));
        source = error.source();
    }
    let reply = Reply::from(error.clone());
    answers(outputs, canaries, what, &reply);
}

fn answers(outputs: &mut Outputs, canaries: &Canaries, what: &str, reply: &Reply) {
    outputs.look(canaries, what, format!("{reply:?}"));
    let response: Response<Bytes> = reply.clone().into();
    outputs.look(canaries, what, format!("{:?}", response.headers()));
    outputs.look(canaries, what, response.body());
}

#[test]
fn no_output_contains_a_canary() {
    let mut canaries = Canaries::new();
    // The expected signatures of every provider.
    for provider in shared() {
        for (name, value) in signed(*provider).headers() {
            let holds_one = ["signature", "authorization", "hmac", "token"]
                .iter()
                .any(|part| name.as_str().contains(part) && !name.as_str().ends_with("timestamp"));
            if holds_one {
                let text = value.to_str().unwrap();
                // The names of the signed headers, the version, the prefix of a signature and the time are
                // not secret.
                let known = ["h=", "headers=", "algorithm=", "keyId="];
                let reported =
                    |part: &&str| known.iter().any(|name| part.trim_start().starts_with(name));
                for part in text.split([',', ';']).filter(|part| !reported(part)) {
                    let mut pieces = part.rsplit(['=', ' ', '"']);
                    if let Some(value) = pieces.find(|piece| piece.len() >= 16) {
                        canaries.add(value.as_bytes());
                    }
                }
            }
        }
    }
    let mut outputs = Outputs::default();
    let mut codes = BTreeMap::<&str, usize>::new();
    for provider in shared() {
        let id = provider.id();
        let receiver = receiver(*provider);
        let other = danger::short_secret("user:f00dfacef00dface0badcafe0badcafe").unwrap();
        let stranger = Receiver::builder(*provider)
            .secret(other)
            .public_url("https://app.example")
            .build();
        for shown in [
            format!("{receiver:?} {receiver:#?}"),
            format!("{:?}", receiver.endpoint()),
            format!(
                "{:?}",
                receiver.endpoint().prepare_keys(&[secret(*provider)])
            ),
            format!("{:?}", secret(*provider)),
            format!(
                "{:?}",
                Receiver::builder(*provider)
                    .secret(secret(*provider))
                    .setting("verify_token", QUERY)
            ),
            format!("{:?}", Signer::new(*provider, secret(*provider))),
        ] {
            outputs.look(&canaries, id, shown);
        }
        let receivers = [Some(receiver), stranger.ok()];
        for receiver in receivers.iter().flatten() {
            for request in broken(&signed(*provider)) {
                let (parts, body) = request.clone().into_parts();
                let head = Head::from(parts);
                outputs.look(&canaries, id, format!("{head:?} {head:#?}"));
                match receiver.begin(head, now()) {
                    Ok(mut verifying) => {
                        let _ = verifying.update(body);
                        outputs.look(&canaries, id, format!("{verifying:?}"));
                    }
                    Err(error) => errors(&mut outputs, &canaries, id, &error),
                }
                match receiver.receive(request, now()) {
                    Ok(Received::Delivery(delivery)) => {
                        *codes.entry("delivery").or_default() += 1;
                        outputs.look(&canaries, id, format!("{delivery:?} {delivery:#?}"));
                        outputs.look(&canaries, id, format!("{}", delivery.coverage()));
                        let delivery = delivery.with_events::<Json<u8>>();
                        let error = delivery.event().unwrap_err();
                        outputs.look(&canaries, id, error.path());
                    }
                    Ok(Received::Handshake(reply)) => {
                        *codes.entry("handshake").or_default() += 1;
                        answers(&mut outputs, &canaries, id, &reply);
                    }
                    Err(error) => {
                        *codes.entry(error.code()).or_default() += 1;
                        errors(&mut outputs, &canaries, id, &error);
                    }
                }
            }
        }
    }
    println!(
        "{} outputs, {} leaks; {codes:?}",
        outputs.count,
        outputs.leaks.len()
    );
    assert!(
        outputs.leaks.is_empty(),
        "{:#?}",
        &outputs.leaks[..outputs.leaks.len().min(10)]
    );
    assert!(outputs.count >= 5_000);
    assert!(codes.len() >= 15, "the paths that were gone: {codes:?}");
}

#[test]
fn no_setup_error_contains_a_canary() {
    let canaries = Canaries::new();
    let mut outputs = Outputs::default();
    let blank = format!("{SECRET} ");
    let errors: Vec<SetupError> = vec![
        Secret::new(blank).unwrap_err(),
        Secret::from_env("NO_SUCH_VARIABLE_OF_THE_TESTS").unwrap_err(),
        Receiver::builder(providers::AZURE_DEVOPS)
            .secret(Secret::new(SECRET).unwrap())
            .build()
            .unwrap_err(),
        Receiver::builder(providers::SQUARE)
            .secret(Secret::new(SECRET).unwrap())
            .public_url(&format!("ftp://{SECRET}"))
            .build()
            .unwrap_err(),
        Receiver::builder(providers::ADYEN)
            .secret(Secret::new(format!("{SECRET}z")).unwrap())
            .build()
            .unwrap_err(),
    ];
    for error in errors {
        outputs.look(&canaries, "set-up", format!("{error} {error:?}"));
    }
    assert!(outputs.leaks.is_empty(), "{:#?}", outputs.leaks);
}

/// The response shows nothing but the status.
#[test]
fn answers_identically_with_one_status() {
    let mut seen = BTreeMap::<u16, BTreeSet<String>>::new();
    for provider in [
        providers::GITHUB,
        providers::STRIPE,
        providers::SLACK,
        providers::GITLAB,
    ] {
        let receiver = receiver(provider);
        for request in broken(&signed(provider)) {
            if let Err(error) = receiver.receive(request, now()) {
                let status = error.status().as_u16();
                if status == 405 {
                    continue; // `Allow` depends on the provider.
                }
                let response: Response<Bytes> = Reply::from(error).into();
                let shown = format!("{response:?}");
                assert!(response.body().is_empty(), "{shown}");
                seen.entry(status).or_default().insert(shown);
            }
        }
        // An old request, genuine except for its time.
        let later = now() + Duration::from_secs(4000);
        if let Err(error) = receiver.receive(signed(provider), later) {
            let response: Response<Bytes> = Reply::from(error.clone()).into();
            seen.entry(error.status().as_u16())
                .or_default()
                .insert(format!("{response:?}"));
        }
    }
    assert!(seen.len() >= 4, "{seen:?}");
    for (status, answers) in seen {
        assert_eq!(answers.len(), 1, "{status}: {answers:?}");
    }
}

/// The control: a leak is found in every form.
#[test]
fn control_detects_a_leak() {
    let canaries = Canaries::new();
    let careless = Request::post("/")
        .header("x-canary", HEADER)
        .body(())
        .unwrap();
    for output in [
        format!("{careless:?}"),
        format!("bad secret {SECRET}"),
        format!("expected {}", hex(SECRET.as_bytes())),
        format!("expected {}", STANDARD.encode(SECRET)),
        format!("cut {}", &BODY[2..12]),
    ] {
        assert!(canaries.in_output(output.as_bytes()).is_some(), "{output}");
    }
    assert_eq!(canaries.in_output(b"nothing of it"), None);
}

#[test]
fn shows_no_long_method() {
    let receiver = receiver(providers::GITHUB);
    let shown = |method: &str| {
        let mut request = signed(providers::GITHUB);
        *request.method_mut() = method.parse().unwrap();
        receiver.receive(request, now()).unwrap_err().to_string()
    };
    assert_eq!(shown("GET"), "the provider does not send GET requests");
    assert_eq!(
        shown(&"M".repeat(3000)),
        "the provider does not send such requests"
    );
    let mut request = signed(providers::GITHUB);
    *request.method_mut() = "M".repeat(3000).parse().unwrap();
    for sentence in receiver.explain(request, now()).sentences() {
        assert!(!sentence.contains("MM"), "{sentence}");
    }
}
