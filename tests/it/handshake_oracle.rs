//! No handshake is an oracle: no response of an endpoint is a signature of a request that the same endpoint
//! accepts.
//!
//! Every recorded handshake of every provider is sent again, with each of its texts replaced by contents that
//! the provider signs, by tokens and by arbitrary text. Each response is then used as the signature of
//! requests whose signed content is, or ends in, that text. The control does the same to a provider that does
//! not reject bodies that could be challenges.

use crate::common::rows;
use crate::common::vectors;

use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use proptest::prelude::*;
use serde_json::Value;
use webhook_receiver::{
    Error, Provider, Received, Receiver, Reply, Secret,
    algorithm::HMAC_SHA256,
    providers,
    scheme::{At, Encoding, Format, Scheme},
    testing::Signer,
};

use vectors::{Expect, Vector, files, text};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
/// Keys other than the endpoint's. The signature is where requests signed with them differ.
const OTHERS: [&str; 3] = [
    "f80935a4e6d1b2c74a5871d26c3e0f9b",
    "5871d26c3e0f9bf80935a4e6d1b2c74a",
    "26c3e0f9bf80935a4e6d1b2c74a5871d",
];
const URL: &str = "https://app.example/hooks";

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// Returns the handshakes of all providers with a shared secret.
fn recorded() -> Vec<(Provider, Vector)> {
    let mut found = Vec::new();
    for file in files() {
        let Some(provider) = providers::by_id(&file.provider) else {
            continue; // Not with these features.
        };
        // A public key cannot sign, and a public customer id is not a secret.
        if provider.class() == "asymmetric" || !provider.coverage().sender {
            continue;
        }
        let handshakes = file.vectors.into_iter();
        found.extend(
            handshakes
                .filter(|vector| vector.expect == Expect::Handshake)
                .map(|vector| (provider, vector)),
        );
    }
    found.sort_by_key(|(provider, _)| provider.id());
    found
}

fn secret(provider: Provider, text: &str) -> Secret {
    Secret::new(rows::pasted(provider, text)).unwrap()
}

/// Returns a receiver with the settings of the vector, and those that all vectors of the provider need.
fn receiver(provider: Provider, recorded: &Vector) -> Receiver {
    let builder = Receiver::builder(provider)
        .secret(secret(provider, SECRET))
        .public_url("https://app.example");
    let builder = rows::configured(builder, provider);
    let options = recorded.options.iter();
    let builder = options.fold(builder, |builder, (name, value)| {
        builder.setting(name, &text(value))
    });
    builder.build().unwrap()
}

fn signer(provider: Provider, recorded: &Vector, key: &str) -> Signer {
    let signer = Signer::new(provider, secret(provider, key)).at(now());
    let signer = rows::configured_signer(signer, provider);
    let options = recorded.options.iter();
    options.fold(signer, |signer, (name, value)| {
        signer.setting(name, &text(value))
    })
}

/// Returns the handshake with one of its texts replaced by each of these: as it is, and signed by the
/// provider.
fn asked(provider: Provider, recorded: &Vector, contents: &[String]) -> Vec<Request<Bytes>> {
    let mut all = Vec::new();
    for content in contents {
        for variant in replaced(recorded, content) {
            all.extend(request(&variant));
            all.extend(signed(provider, &variant));
        }
    }
    all
}

fn replaced(recorded: &Vector, content: &str) -> Vec<Vector> {
    let mut all = Vec::new();
    let uri: Uri = recorded.url.parse().unwrap();
    let query = uri.query().unwrap_or_default().as_bytes();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query).into_owned().collect();
    for at in 0..pairs.len() {
        let mut pairs = pairs.clone();
        pairs[at].1 = content.to_owned();
        let mut query = form_urlencoded::Serializer::new(String::new());
        let query = query.extend_pairs(pairs).finish();
        let (base, _) = recorded.url.split_once('?').unwrap();
        let mut variant = recorded.clone();
        variant.url = format!("{base}?{query}");
        all.push(variant);
    }
    for at in 0..recorded.headers.len() {
        let mut variant = recorded.clone();
        variant.headers[at].1 = content.to_owned();
        all.push(variant);
    }
    if let Ok(json) = serde_json::from_str::<Value>(&recorded.body) {
        for place in places(&json, "") {
            let mut json = json.clone();
            *json.pointer_mut(&place).unwrap() = content.into();
            let mut variant = recorded.clone();
            variant.body = json.to_string();
            all.push(variant);
        }
    }
    all
}

/// Returns the pointers of all strings in a JSON value.
fn places(json: &Value, at: &str) -> Vec<String> {
    match json {
        Value::Object(map) => {
            let members = map.iter();
            members
                .flat_map(|(name, value)| places(value, &format!("{at}/{name}")))
                .collect()
        }
        Value::Array(list) => {
            let items = list.iter().enumerate();
            items
                .flat_map(|(index, value)| places(value, &format!("{at}/{index}")))
                .collect()
        }
        Value::String(_) => vec![at.to_owned()],
        _ => Vec::new(),
    }
}

fn request(recorded: &Vector) -> Option<Request<Bytes>> {
    let mut request = Request::builder()
        .method(recorded.method.as_str())
        .uri(&recorded.url);
    for (name, value) in &recorded.headers {
        request = request.header(name, value);
    }
    request.body(Bytes::from(recorded.body.clone())).ok()
}

/// Returns the same, with the provider's own signature.
fn signed(provider: Provider, recorded: &Vector) -> Option<Request<Bytes>> {
    let signer = signer(provider, recorded, SECRET);
    let method = Method::from_bytes(recorded.method.as_bytes()).unwrap();
    let request = signer
        .method(method)
        .sign(&recorded.url, recorded.body.clone());
    let mut request = request.ok()?;
    for (name, value) in &recorded.headers {
        let name: HeaderName = name.parse().unwrap();
        if !request.headers().contains_key(&name) {
            let value = HeaderValue::from_str(value).ok()?;
            request.headers_mut().insert(name, value);
        }
    }
    Some(request)
}

/// Returns every text of a response that could be a signature.
fn texts(reply: &Reply) -> BTreeSet<String> {
    let body = String::from_utf8(reply.body.to_vec()).unwrap();
    let mut found: BTreeSet<String> = reply
        .headers
        .values()
        .filter_map(|value| value.to_str().ok())
        .map(str::to_owned)
        .collect();
    if let Ok(json) = serde_json::from_str::<Value>(&body) {
        for place in places(&json, "") {
            found.insert(json.pointer(&place).unwrap().as_str().unwrap().to_owned());
        }
    }
    found.insert(body);
    let cut: Vec<String> = found
        .iter()
        .flat_map(|text| {
            text.split(['|', ' '])
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .chain(
            found
                .iter()
                .filter_map(|text| text.strip_prefix("sha256=").map(str::to_owned)),
        )
        .collect();
    found.extend(cut);
    found.retain(|text| !text.is_empty());
    found
}

/// Returns requests with this body, and this text as the signature.
fn forged(
    signer: impl Fn(&str) -> Signer,
    body: &str,
    signature: &str,
    form: bool,
) -> Option<Request<Bytes>> {
    let requests = OTHERS.map(|key| {
        let signer = signer(key);
        let signer = if form { signer.form() } else { signer };
        signer.sign(URL, body.to_owned()).ok()
    });
    let [Some(mut request), Some(second), Some(third)] = requests else {
        return None;
    };
    // The text before the place where the three differ, and then the signature.
    let swapped = |texts: [&str; 3]| {
        let [a, b, c] = texts.map(str::as_bytes);
        let same = (0..a.len())
            .take_while(|at| b.get(*at) == a.get(*at) && c.get(*at) == a.get(*at))
            .count();
        (same < a.len()).then(|| {
            let kept = std::str::from_utf8(&a[..same]).unwrap();
            // The signatures may have a common prefix, such as `sha256=`.
            format!("{kept}{signature}")
        })
    };
    let names: Vec<HeaderName> = request.headers().keys().cloned().collect();
    for name in names {
        let all = [&request, &second, &third].map(|r| r.headers()[&name].to_str().unwrap());
        if let Some(text) = swapped(all) {
            let value = HeaderValue::from_str(&text).ok()?;
            request.headers_mut().insert(name, value);
        }
    }
    let all = [&request, &second, &third].map(|r| r.uri().to_string());
    if let Some(text) = swapped([&all[0], &all[1], &all[2]]) {
        *request.uri_mut() = text.parse().ok()?;
    }
    let all = [&request, &second, &third].map(|r| std::str::from_utf8(r.body()).unwrap());
    if let Some(text) = swapped(all) {
        *request.body_mut() = text.into();
    }
    Some(request)
}

/// Returns bodies whose signed content could be the challenge: all of it, or the part after a fixed text.
fn bodies(content: &str) -> BTreeSet<&str> {
    let ends = content.char_indices().filter(|(_, character)| {
        !character.is_ascii_alphanumeric() && !['/', '+', '-'].contains(character)
    });
    let mut all: BTreeSet<&str> = ends
        .flat_map(|(at, character)| [&content[at..], &content[at + character.len_utf8()..]])
        .collect();
    all.insert(content);
    all
}

/// Contents that providers sign, tokens, and texts between the two.
fn contents() -> Vec<String> {
    [
        r#"{"type":"payment","amount":1}"#,
        r#"[{"type":"payment"}]"#,
        "{}",
        r#"v0:1790000000:{"event":"meeting.deleted"}"#,
        r#"1790000000.{"type":"payment"}"#,
        r#"1790000000{"type":"payment"}"#,
        r#"hmacsha256={"type":"payment"}"#,
        "hmacsha256=payment",
        "v0:1790000000:payment",
        "1790000000payment",
        "payment=1&type=a",
        "eyJ0eXBlIjoicGF5bWVudCJ9",
        "PG5vdGlmaWNhdGlvbj48L25vdGlmaWNhdGlvbj4=",
        "0123456789abcdef0123456789abcdef",
        "9b4507b3-9040-4669-9ca3-6b94edb50553",
        "abc",
        "1",
        "true",
        "a.b~c_d+e/f=",
    ]
    .map(str::to_owned)
    .into()
}

/// The number of responses, and the number of requests that were forged with them.
#[derive(Debug, Default)]
struct Counts {
    answers: usize,
    forged: usize,
}

fn attack(contents: &[String], counts: &mut Counts) -> Result<(), TestCaseError> {
    for (provider, recorded) in recorded() {
        let receiver = receiver(provider, &recorded);
        let mut seen = BTreeSet::new();
        for content in contents {
            for request in asked(provider, &recorded, std::slice::from_ref(content)) {
                let Ok(Received::Handshake(reply)) = receiver.receive(request, now()) else {
                    continue;
                };
                counts.answers += 1;
                for text in texts(&reply) {
                    if !seen.insert((content.clone(), text.clone())) {
                        continue;
                    }
                    for body in bodies(content) {
                        for form in [false, true] {
                            let signer = |key: &str| signer(provider, &recorded, key);
                            let Some(request) = forged(signer, body, &text, form) else {
                                continue;
                            };
                            counts.forged += 1;
                            let received = receiver.receive(request, now());
                            prop_assert!(
                                !matches!(received, Ok(Received::Delivery(_))),
                                "{}: {content:?} was answered by {text:?}, which signs {body:?}",
                                provider.id()
                            );
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

#[test]
fn returns_no_signature_for_recorded_handshakes() {
    let mut counts = Counts::default();
    attack(&contents(), &mut counts).unwrap();
    let providers: BTreeSet<_> = recorded()
        .into_iter()
        .map(|(provider, _)| provider.id())
        .collect();
    println!(
        "oracle: {} answers of {} providers in {} forged requests, 0 accepted",
        counts.answers,
        providers.len(),
        counts.forged
    );
    assert!(providers.len() > 25 && counts.answers > 1000 && counts.forged > 1000);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("HANDSHAKES").map_or(3, |text| text.parse().unwrap()),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn returns_no_signature_for_random_handshakes(content in prop_oneof![
        "[A-Za-z0-9._~+/=-]{1,70}",
        "[ -~]{1,70}",
        r#"(v0:1790000000:|hmacsha256=|1790000000\.?)?\{"[a-z]{1,8}":"?[a-z0-9]{0,9}"?\}"#,
    ]) {
        attack(&[content], &mut Counts::default())?;
    }
}

/// The control: responses of X are signatures, which a provider with the same scheme would accept if it did
/// not reject bodies that could be challenges.
#[test]
fn control_detects_an_oracle() {
    const ALIKE: Provider = Provider::new(
        "alike",
        "Alike",
        "https://alike.example",
        Scheme::new(HMAC_SHA256, At::Header("x-twitter-webhooks-signature"))
            .format(Format::Prefixed("sha256="))
            .encoding(Encoding::Base64),
    );
    let secret = || Secret::new(SECRET).unwrap();
    let x = Receiver::new(providers::X, secret()).unwrap();
    let alike = Receiver::new(ALIKE, secret()).unwrap();
    let ask = Request::get("/hooks?crc_token=payment").body(Bytes::new());
    let Ok(Received::Handshake(reply)) = x.receive(ask.unwrap(), now()) else {
        panic!("an answer")
    };
    let answer: Value = serde_json::from_slice(&reply.body).unwrap();
    let signer = |key: &str| Signer::new(ALIKE, Secret::new(key).unwrap()).at(now());
    let signature = answer["response_token"].as_str().unwrap();
    let signature = signature.strip_prefix("sha256=").unwrap();
    let forge = || forged(signer, "payment", signature, false).unwrap();
    let taken = alike.receive(forge(), now());
    assert!(matches!(taken, Ok(Received::Delivery(_))), "{taken:?}");
    let rejected = x.receive(forge(), now()).unwrap_err();
    assert_eq!(rejected.code(), "body_malformed");
    // A wrong signature is rejected before that.
    let wrong = forged(signer, "payments", signature, false).unwrap();
    assert_eq!(
        x.receive(wrong, now()).unwrap_err(),
        Error::SignatureMismatch
    );
}
