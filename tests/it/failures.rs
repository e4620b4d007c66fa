//! Failures of others: what went wrong in public with webhook receivers, by the numbers of
//! `tests/FAILURES.md`. Here are the cases that no other suite has; the table names the tests of all.

use crate::common::{repository, rows};

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderName, HeaderValue, Request};
use sha2::Sha256;
use webhook_receiver::{
    Delivery, Json, Provider, Received, Receiver, Secret, SetupError,
    algorithm::Class,
    danger,
    idempotency::{Idempotency, Idempotent, Memory, StoreDown, UnsignedId},
    providers,
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const URL: &str = "https://app.example/hooks?a=1";
const NOW: u64 = 1_790_000_000;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
}

fn secret(provider: Provider) -> Secret {
    rows::secret(provider, SECRET)
}

fn receiver(provider: Provider) -> Receiver {
    rows::receiver(provider, SECRET)
}

fn signed(provider: Provider) -> Request<Bytes> {
    let signer = Signer::new(provider, secret(provider))
        .at(now())
        .id("msg-1");
    let signer = rows::configured_signer(signer, provider);
    let (signer, body) = rows::with_body(signer, provider);
    signer.sign(URL, body).unwrap()
}

fn github(body: impl Into<Bytes>) -> Request<Bytes> {
    let signer = Signer::new(providers::GITHUB, secret(providers::GITHUB)).at(now());
    signer.sign(URL, body).unwrap()
}

fn with(request: &Request<Bytes>, name: &HeaderName, value: &[u8]) -> Request<Bytes> {
    let mut changed = request.clone();
    let value = HeaderValue::from_bytes(value).unwrap();
    changed.headers_mut().insert(name, value);
    changed
}

/// The outcome of a request; what is rejected is the sender's fault.
fn outcome(receiver: &Receiver, request: Request<Bytes>) -> &'static str {
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(_)) => "accepted",
        Ok(Received::Handshake(_)) => "handshake",
        Err(error) => {
            assert!(error.status().is_client_error(), "{error}");
            error.code()
        }
    }
}

fn deliver<E>(receiver: &Receiver<E>, request: Request<Bytes>) -> Delivery<E> {
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(delivery)) => delivery,
        Ok(Received::Handshake(reply)) => panic!("{reply:?}"),
        Err(error) => panic!("{error}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

/// The headers of a genuine request of which a change is rejected.
fn proofs(receiver: &Receiver, request: &Request<Bytes>) -> Vec<HeaderName> {
    let names = request.headers().keys();
    let decides = |name: &&HeaderName| {
        let mut without = request.clone();
        without.headers_mut().remove(*name);
        outcome(receiver, without) != "accepted"
    };
    names.filter(decides).cloned().collect()
}

#[test]
fn case_001_rejects_a_signature_made_with_an_empty_key() {
    let body = br#"{"type":"checkout.session.completed"}"#;
    let time = NOW.to_string();
    let header = |key: &[u8]| {
        let tag = hmac_sha256(key, &[time.as_bytes(), b".", body]);
        format!("t={time},v1={}", hex(&tag))
    };
    let genuine = Request::post(URL)
        .header("stripe-signature", header(SECRET.as_bytes()))
        .body(Bytes::from_static(body))
        .unwrap();
    let receiver = receiver(providers::STRIPE);
    let name = HeaderName::from_static("stripe-signature");
    for key in [
        &b""[..],
        b"\0",
        b" ",
        b"whsec_",
        b"null",
        b"stripe-signature",
    ] {
        let forged = with(&genuine, &name, header(key).as_bytes());
        assert_eq!(outcome(&receiver, forged), "signature_mismatch");
    }
    assert_eq!(outcome(&receiver, genuine), "accepted");
}

#[test]
fn case_002_rejects_hmac_md5_with_an_empty_key() {
    assert_eq!(Secret::new("").unwrap_err(), SetupError::SecretEmpty);
    assert!(danger::short_secret("").is_err());
    let mut mac = Hmac::<md5::Md5>::new_from_slice(b"").unwrap();
    mac.update(b"{}");
    let forged = Request::post(URL)
        .header("x-patreon-signature", hex(&mac.finalize().into_bytes()))
        .body(Bytes::from_static(b"{}"))
        .unwrap();
    let receiver = receiver(providers::PATREON);
    assert_eq!(outcome(&receiver, forged), "signature_mismatch");
}

#[test]
fn case_003_rejects_every_set_up_without_a_secret() {
    let mut built = Vec::new();
    for provider in providers::ALL {
        let builder = Receiver::builder(*provider).public_url("https://app.example");
        let builder = danger::any_audience(rows::configured(builder, *provider));
        match builder.build() {
            Ok(_) => built.push(provider.id()),
            Err(SetupError::NoSecret | SetupError::SettingNeeded { .. }) => {}
            Err(error) => panic!("{}: {error}", provider.id()),
        }
    }
    assert!(built.is_empty(), "{built:?}");
}

#[test]
fn case_006_rejects_a_blank_delivery_id() {
    let key = STANDARD.decode(SECRET).unwrap();
    let time = NOW.to_string();
    let receiver = receiver(providers::STANDARD_WEBHOOKS);
    let with_id = |id: &str| {
        let parts = [id.as_bytes(), b".", time.as_bytes(), b".{}"];
        let tag = STANDARD.encode(hmac_sha256(&key, &parts));
        let request = Request::post(URL)
            .header("webhook-id", id)
            .header("webhook-timestamp", &time)
            .header("webhook-signature", format!("v1,{tag}"))
            .body(Bytes::from_static(b"{}"));
        request.unwrap()
    };
    for blank in ["", " ", "\t", "  "] {
        let outcome = outcome(&receiver, with_id(blank));
        assert!(outcome.ends_with("_malformed"), "{blank:?}: {outcome}");
    }
    assert_eq!(outcome(&receiver, with_id("msg_1")), "accepted");
}

/// Of each header that proves something, each beginning.
#[test]
fn case_015_rejects_each_prefix_of_a_signature() {
    let (mut tried, mut accepted) = (0, BTreeMap::<&str, BTreeSet<String>>::new());
    for provider in rows::shared() {
        let receiver = receiver(provider);
        let request = signed(provider);
        for name in proofs(&receiver, &request) {
            let value = request.headers()[&name].as_bytes().to_vec();
            for end in 0..value.len() {
                tried += 1;
                if outcome(&receiver, with(&request, &name, &value[..end])) == "accepted" {
                    let cut = String::from_utf8_lossy(&value[end..]).into_owned();
                    accepted.entry(provider.id()).or_default().insert(cut);
                }
            }
        }
    }
    println!("{tried} prefixes, accepted {accepted:?}");
    assert!(tried > 10_000, "{tried}");
    // What PayU says of the content behind the signature, and padding.
    for cut in accepted.values().flatten() {
        let no_signature =
            cut.bytes().all(|byte| byte == b'=') || ";content=DOCUMENT".ends_with(cut);
        assert!(no_signature, "{accepted:?}");
    }
}

/// The sources of one module and of those in it.
fn sources(module: &str) -> Vec<(String, String)> {
    let folder = repository().join("src").join(module);
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        Some((name, std::fs::read_to_string(path).ok()?))
    };
    files.filter_map(read).collect()
}

/// What holds a secret, or the MAC that would be right, has no `==`, and MACs and tokens are compared by
/// `subtle`.
#[test]
fn case_016_compares_in_constant_time() {
    for (module, kinds) in [
        ("algorithm", &["Tag", "Digest"][..]),
        ("key", &["Secret", "Keys", "Key"]),
    ] {
        for kind in kinds {
            let declared = [format!("struct {kind} "), format!("struct {kind}(")];
            let sources = sources(module);
            let found = sources.iter().find_map(|(_, text)| {
                let at = declared.iter().find_map(|declared| text.find(declared))?;
                Some((text, at))
            });
            let (text, at) = found.unwrap_or_else(|| panic!("{module}: {kind}"));
            let derives = text[..at].rsplit("\n\n").next().unwrap();
            assert!(!derives.contains("PartialEq"), "{kind}");
            let compared = format!("PartialEq for {kind}");
            assert!(
                sources.iter().all(|(_, text)| !text.contains(&compared)),
                "{kind}"
            );
            assert!(module != "algorithm" || text.contains(".ct_eq("), "{kind}");
        }
    }
}

#[test]
fn case_021_rejects_signatures_of_any_length() {
    let mut tried = 0;
    for provider in rows::shared() {
        let receiver = receiver(provider);
        let request = signed(provider);
        for name in proofs(&receiver, &request) {
            let value = request.headers()[&name].to_str().unwrap().to_owned();
            // In the place of the signature.
            let pieces = value.split(|letter: char| !letter.is_ascii_alphanumeric());
            let longest = pieces.max_by_key(|piece| piece.len()).unwrap();
            let (front, back) = value.split_once(longest).unwrap();
            for length in (0..130).chain([255, 256, 257, 4096, 4097, 8000]) {
                let other = "a".repeat(length);
                for text in [other.clone(), format!("{front}{other}{back}")] {
                    let outcome = outcome(&receiver, with(&request, &name, text.as_bytes()));
                    assert_ne!(outcome, "accepted", "{}: {name}: {text}", provider.id());
                    tried += 1;
                }
            }
        }
    }
    println!("{tried} signatures of other lengths, all rejected");
}

#[test]
fn case_022_rejects_signatures_of_other_characters() {
    for provider in rows::shared() {
        let receiver = receiver(provider);
        let request = signed(provider);
        for name in proofs(&receiver, &request) {
            let value = request.headers()[&name].to_str().unwrap().to_owned();
            for other in ["ä", "😀", "\u{ff10}", "e\u{301}"] {
                // As many characters as there were, and more bytes.
                let all = other.repeat(value.chars().count());
                let one = value.replacen(|letter: char| letter.is_ascii_hexdigit(), other, 1);
                for text in [all, one] {
                    let outcome = outcome(&receiver, with(&request, &name, text.as_bytes()));
                    assert_ne!(outcome, "accepted", "{}: {name}: {text}", provider.id());
                }
            }
        }
    }
}

/// What the sender sent is decoded; the MAC that would be right is never written as text. The content of
/// a token and the hash of a body, which are public, are.
#[test]
fn case_023_encodes_nothing_to_compare_it() {
    let verifying = [sources("engine"), sources("algorithm")].concat();
    assert!(verifying.iter().any(|(name, _)| name == "verify.rs"));
    for (name, text) in verifying {
        // Of signing, and of answers to handshakes.
        if ["sign.rs", "answer.rs"].contains(&name.as_str()) {
            continue;
        }
        for word in [".encode(", ":02x}"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

/// Whatever providers the headers name, the endpoint is of one.
#[test]
fn case_024_rejects_the_requests_of_other_providers() {
    let github = receiver(providers::GITHUB);
    let mut same = Vec::new();
    for provider in rows::shared() {
        let request = signed(provider);
        let mut named = request.clone();
        for (name, value) in [
            ("x-github-event", "push"),
            ("user-agent", "GitHub-Hookshot/044aadd"),
            ("x-gitlab-event", "Push Hook"),
            ("x-event-key", "repo:push"),
        ] {
            named
                .headers_mut()
                .insert(name, HeaderValue::from_static(value));
        }
        for request in [request, named] {
            let has_it = request.headers().contains_key("x-hub-signature-256");
            match outcome(&github, request) {
                "accepted" if has_it => same.push(provider.id()),
                "accepted" | "handshake" => panic!("{}", provider.id()),
                _ => {}
            }
        }
    }
    // Those that sign as GitHub does, with the same secret.
    println!("the scheme of GitHub is that of {same:?}");
    assert!(same.contains(&"github"));
}

#[test]
fn case_025_rejects_a_hash_that_the_header_names() {
    let body = b"Hello, World!";
    let request = github(&body[..]);
    let receiver = receiver(providers::GITHUB);
    let name = HeaderName::from_static("x-hub-signature-256");
    let mut sha1 = Hmac::<sha1::Sha1>::new_from_slice(SECRET.as_bytes()).unwrap();
    sha1.update(body);
    let sha1 = hex(&sha1.finalize().into_bytes());
    let right = hex(&hmac_sha256(SECRET.as_bytes(), &[body]));
    for value in [
        format!("sha1={sha1}"),
        format!("sha256={sha1}"),
        format!("md5={right}"),
        format!("none={right}"),
        format!("crc32={right}"),
        format!("SHA512={right}"),
        format!("={right}"),
        "none=".to_owned(),
        "sha256".to_owned(),
        "=".to_owned(),
    ] {
        let outcome = outcome(&receiver, with(&request, &name, value.as_bytes()));
        assert_ne!(outcome, "accepted", "{value}");
    }
    assert_eq!(outcome(&receiver, request), "accepted");
}

#[test]
fn case_032_rejects_a_body_that_was_written_anew() {
    let receiver = receiver(providers::GITHUB);
    for body in [
        r#"{"b": 1, "a": 2}"#,
        r#"{"amount":1.00}"#,
        r#"{"amount":1e3}"#,
        r#"{"name":"Gr\u00fc\u00dfe"}"#,
        r#"{"url":"https:\/\/app.example"}"#,
        "{\"a\":1}\n",
        r#"{"id":24061222000000000000000}"#,
    ] {
        let request = github(body);
        let parsed: serde_json::Value = serde_json::from_str(body).unwrap();
        let written = serde_json::to_string(&parsed).unwrap();
        assert_ne!(written, body);
        let mut anew = request.clone();
        *anew.body_mut() = written.into();
        assert_eq!(outcome(&receiver, anew), "signature_mismatch", "{body}");
        assert_eq!(deliver(&receiver, request).body(), body);
    }
}

#[test]
fn case_035_accepts_bodies_of_any_bytes() {
    let every: Vec<u8> = (0..=255).collect();
    let mut tried = 0;
    for provider in rows::shared() {
        if !matches!(provider.class(), "hmac") || !rows::signs_any_body(provider) {
            continue;
        }
        for body in [
            &every[..],
            b"\xef\xbb\xbf{}",
            b"{\"a\":\r\n1}\r\n",
            b"\0",
            b"\xff\xfe\0",
            b"\xed\xa0\x80",
            "{\"a\":\"\u{2028}\u{1f600}\"}".as_bytes(),
        ] {
            let body = rows::sendable(provider, body.to_vec());
            let signer = Signer::new(provider, secret(provider))
                .at(now())
                .id("msg-1");
            let signer = rows::configured_signer(signer, provider);
            let Ok(request) = signer.sign(URL, body.clone()) else {
                continue;
            };
            match receiver(provider).receive(request, now()) {
                Ok(Received::Delivery(delivery)) => assert_eq!(delivery.body(), &body),
                other => panic!("{}: {body:?}: {other:?}", provider.id()),
            }
            tried += 1;
        }
    }
    println!("{tried} bodies accepted");
    assert!(tried > 500, "{tried}");
}

fn idempotent(receiver: &Receiver) -> Idempotent {
    Idempotency::new(Memory::new(100), StoreDown::Reject)
        .endpoint(receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()
        .unwrap()
}

#[test]
fn case_037_returns_the_same_key_under_other_unsigned_headers() {
    for provider in [
        providers::GITHUB,
        providers::SHOPIFY,
        providers::STRIPE,
        providers::SLACK,
    ] {
        let receiver = receiver(provider);
        let idempotent = idempotent(&receiver);
        let request = signed(provider);
        let key = idempotent
            .key(&deliver(&receiver, request.clone()))
            .unwrap();
        for name in [
            "x-github-delivery",
            "x-shopify-webhook-id",
            "x-shopify-event-id",
            "x-request-id",
            "idempotency-key",
            "x-slack-retry-num",
            "traceparent",
        ] {
            let name = HeaderName::from_static(name);
            let other = deliver(&receiver, with(&request, &name, b"72d3162e-cc78-11e3"));
            assert_eq!(
                idempotent.key(&other).unwrap(),
                key,
                "{}: {name}",
                provider.id()
            );
        }
    }
}

#[test]
fn case_040_returns_the_same_key_for_the_same_request() {
    let mut tried = 0;
    for provider in rows::shared() {
        let receiver = receiver(provider);
        let idempotency = Idempotency::new(Memory::new(100), StoreDown::Reject);
        let endpoint = idempotency.endpoint(&receiver);
        let Ok(idempotent) = endpoint.unsigned_id(UnsignedId::Include).build() else {
            continue; // Its signed fields do not distinguish two events.
        };
        let request = signed(provider);
        let keys: BTreeSet<_> = (0..3)
            .map(|_| {
                idempotent
                    .key(&deliver(&receiver, request.clone()))
                    .unwrap()
            })
            .collect();
        assert_eq!(keys.len(), 1, "{}", provider.id());
        tried += 1;
    }
    println!("{tried} rows");
    assert!(tried > 100, "{tried}");
}

#[test]
fn case_053_rejects_a_request_without_its_signed_time() {
    let mut tried = 0;
    for provider in rows::shared() {
        if !provider.coverage().has_time() {
            continue;
        }
        let receiver = receiver(provider);
        let request = signed(provider);
        for name in request.headers().keys() {
            let value = request.headers()[name].to_str().unwrap().to_owned();
            let said = [NOW.to_string(), "2026-09-21T14:13:20".to_owned()];
            let Some(time) = said.iter().find(|time| value.contains(*time)) else {
                continue;
            };
            let mut without = request.clone();
            without.headers_mut().remove(name);
            let empty = with(&request, name, b"");
            let blank = with(&request, name, value.replace(time, "").as_bytes());
            for request in [without, empty, blank] {
                let outcome = outcome(&receiver, request);
                assert_ne!(outcome, "accepted", "{}: {name}", provider.id());
            }
            tried += 1;
        }
    }
    println!("{tried} headers with a time");
    assert!(tried > 40, "{tried}");
}

#[test]
fn case_064_verifies_before_it_parses() {
    let receiver = Receiver::builder(providers::GITHUB.with_events::<Json<u8>>())
        .secret(secret(providers::GITHUB))
        .build()
        .unwrap();
    for body in ["{", "[[[[", "\u{feff}{}", "", "no JSON", r#"{"a":1,"a":2}"#] {
        let request = github(body);
        let delivery = deliver(&receiver, request.clone());
        assert!(delivery.event().is_err(), "{body}");
        let mut forged = request.clone();
        *forged.body_mut() = format!("{body} ").into();
        let error = receiver.receive(forged, now()).unwrap_err();
        assert_eq!(error.code(), "signature_mismatch", "{body}");
    }
}

#[tokio::test]
async fn case_067_stores_nothing_of_a_forged_request() {
    let receiver = receiver(providers::MAILGUN);
    let store = std::sync::Arc::new(Memory::new(100));
    let idempotency = Idempotency::new(store.clone(), StoreDown::Reject);
    let idempotent = idempotency
        .endpoint(&receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()
        .unwrap();
    let genuine = signed(providers::MAILGUN);
    for number in 0..1000 {
        let mut body: serde_json::Value = serde_json::from_slice(genuine.body()).unwrap();
        // Each with another token, and with the signature of none.
        body["signature"]["token"] = format!("{number:050}").into();
        let mut forged = genuine.clone();
        *forged.body_mut() = body.to_string().into();
        if let Ok(Received::Delivery(delivery)) = receiver.receive(forged, now()) {
            let _ = idempotent
                .run(delivery, |_, _| async { Ok::<_, ()>(()) })
                .await;
        }
    }
    assert_eq!(store.len(), 0);
    let delivery = deliver(&receiver, genuine);
    let ran = idempotent.run(delivery, |_, _| async { Ok::<_, ()>(()) });
    assert!(ran.await.is_ok());
    assert_eq!(store.len(), 1, "the control");
}

/// Also where the genuine one has come between.
#[test]
fn case_069_rejects_a_forged_request_each_time() {
    let mut tried = 0;
    for provider in rows::shared() {
        if provider.algorithm().class() != Class::Hmac || !provider.coverage().binds_body() {
            continue;
        }
        let receiver = receiver(provider);
        let genuine = signed(provider);
        let Ok(text) = std::str::from_utf8(genuine.body()) else {
            continue;
        };
        let mut forged = genuine.clone();
        *forged.body_mut() = text
            .replacen("a.b", "a.c", 1)
            .replacen("1130", "1131", 1)
            .into();
        if forged.body() == genuine.body() {
            continue; // It is encrypted.
        }
        tried += 1;
        for round in 0..3 {
            let outcome = outcome(&receiver, forged.clone());
            assert_ne!(outcome, "accepted", "{}: {round}", provider.id());
            deliver(&receiver, genuine.clone());
        }
    }
    println!("{tried} rows");
    assert!(tried > 150, "{tried}");
}

/// The versions in which floods and overflows were corrected, and what the tests run with.
#[test]
fn case_072_is_locked_to_versions_with_the_corrections() {
    let lock = std::fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    for (name, least) in [
        ("h2", [0, 4, 16]),
        ("bytes", [1, 11, 1]),
        ("hyper", [1, 0, 0]),
        ("time", [0, 3, 47]),
        ("ring", [0, 17, 12]),
    ] {
        let mut versions = 0;
        for entry in lock.split("[[package]]") {
            if !entry.starts_with(&format!("\nname = \"{name}\"\n")) {
                continue;
            }
            let version = entry.split('"').nth(3).unwrap();
            let numbers: Vec<u64> = version
                .split('.')
                .map(|part| part.parse().unwrap())
                .collect();
            assert!(numbers[..] >= least[..], "{name} {version}");
            versions += 1;
        }
        assert!(versions > 0, "{name}");
    }
}

#[test]
fn case_074_accepts_bodies_as_large_as_the_provider_sends() {
    for (provider, megabytes) in [
        (providers::GITHUB, 25),
        (providers::STRIPE, 1),
        (providers::SVIX, 1),
    ] {
        let endpoint = receiver(provider);
        let limit = endpoint.endpoint().body_limit();
        assert!(limit >= megabytes << 20, "{}: {limit}", provider.id());
    }
    let body = vec![b'x'; 25 << 20];
    assert_eq!(
        deliver(&receiver(providers::GITHUB), github(body))
            .body()
            .len(),
        25 << 20
    );
}

/// The table is whole, and all that it names is there.
#[test]
fn lists_a_test_or_a_reason_for_every_case() {
    let tests = repository().join("tests");
    let read = |path: &str| std::fs::read_to_string(tests.join(path)).ok();
    let table = read("FAILURES.md").unwrap();
    let mut named = BTreeSet::new();
    let mut number = 0;
    for line in table.lines().filter(|line| line.starts_with("| ")).skip(1) {
        number += 1;
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let &[case, what, link, by] = cells.as_slice() else {
            panic!("{line}")
        };
        assert_eq!(case, number.to_string(), "{line}");
        assert!(
            what.len() > 20 && !link.is_empty() && by.len() > 20,
            "{line}"
        );
        for path in by
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|path| path.contains("::"))
        {
            let (suite, test) = path.rsplit_once("::").unwrap();
            let file = suite.replace("::", "/");
            let text = read(&format!("it/{file}.rs")).or_else(|| read(&format!("{file}.rs")));
            let text = text.unwrap_or_else(|| panic!("{case}: no suite {suite}"));
            assert!(
                text.contains(&format!("fn {test}(")),
                "{case}: no test {path}"
            );
            if suite == "failures" {
                named.insert(test.to_owned());
            }
        }
    }
    assert_eq!(number, 94);
    for line in read("it/failures.rs").unwrap().lines() {
        let name = line.trim_start_matches("async ").strip_prefix("fn case_");
        if let Some((name, _)) = name.and_then(|name| name.split_once('(')) {
            assert!(
                named.contains(&format!("case_{name}")),
                "case_{name} is not in the table"
            );
        }
    }
}

/// `tests/controls/run` breaks the crate in each of these ways, and runs the tests that find it.
#[test]
fn makes_each_broken_build_of_the_controls() {
    let controls = repository().join("tests/controls");
    let mut patches = 0;
    for entry in std::fs::read_dir(controls).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "patch") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let suites = text
            .lines()
            .find_map(|line| line.strip_prefix("Caught by: "));
        for suite in suites.unwrap().split(' ') {
            let file = suite.rsplit_once("::").unwrap().0.replace("::", "/");
            let file = repository().join(format!("tests/it/{file}.rs"));
            assert!(file.exists(), "{}: {suite}", path.display());
        }
        patches += 1;
        // Where there is no repository, as in a package, nobody can run them either.
        if repository().join(".git").exists() {
            let git = std::process::Command::new("git")
                .args(["apply", "--check"])
                .arg(&path)
                .current_dir(repository())
                .output();
            let Ok(output) = git else {
                println!("without git, not checked");
                continue;
            };
            let error = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "make the patch anew: {error}");
        }
    }
    assert_eq!(patches, 12);
}
