//! A tenant that does not exist is answered as one that does, whatever is sent and by every framework; and
//! no tenant is accepted as another, or suppresses a delivery of another.
//!
//! `CROSSINGS` sets how many requests are sent to another tenant than the one that they are of (a million
//! in release in CI).

use crate::common;
use crate::common::canaries;

use std::{
    collections::BTreeMap,
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use canaries::{broken, hex};
use common::{
    client::{Plain, send},
    servers::{ALL, App, start},
};
use http::{HeaderName, HeaderValue, Request};
use sha2::{Digest, Sha256};
use webhook_receiver::{
    Delivery, Head, Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    danger,
    idempotency::{self, Idempotency, Memory, Outcome, StoreDown, UnsignedId},
    providers,
    scheme::{At, Scheme},
    testing::Signer,
};

const KNOWN: &str = "f00dfacef00dface0badcafe0badcafe";
const OTHER: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const LIMIT: usize = 2000;

/// Signatures of all forms, a token, credentials, code, handshakes in the query and in the body.
const PROVIDERS: [Provider; 8] = [
    providers::GITHUB,
    providers::STRIPE,
    providers::SLACK,
    providers::GITLAB,
    providers::POSTMARK,
    providers::TWILIO,
    providers::TWITCH,
    providers::META,
];

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

fn secret(provider: Provider, text: &str) -> Secret {
    Secret::new(match provider.class() {
        "basic" => format!("user:{text}"),
        _ => text.to_owned(),
    })
    .unwrap()
}

fn receiver(provider: Provider) -> Receiver {
    let builder = danger::stop_clock(Receiver::builder(provider), now())
        .public_url("https://app.example")
        .body_limit(LIMIT)
        .body_deadline(Duration::from_millis(100))
        .secret(secret(provider, KNOWN));
    let builder = match provider.id() {
        "meta" => builder.setting("verify_token", "a-token-of-ours"),
        _ => builder,
    };
    builder.build().unwrap()
}

/// Signed with a secret that no tenant has.
fn signed(provider: Provider) -> Request<Bytes> {
    Signer::new(provider, secret(provider, OTHER))
        .at(now())
        .id("msg-1")
        .sign(
            "https://app.example/hooks?a=1",
            r#"{"type":"x","challenge":"abc"}"#,
        )
        .unwrap()
}

fn plain(request: &Request<Bytes>) -> Plain {
    let target = request.uri().path_and_query().unwrap();
    let mut plain = Plain::post(target.as_str(), request.body().to_vec());
    plain.method = request.method().to_string();
    for (name, value) in request.headers().iter().take(Head::MAX_HEADERS - 4) {
        plain = plain.header(name.as_str(), value);
    }
    plain
}

/// Everything that can be wrong with a request.
fn variants(provider: Provider) -> Vec<Plain> {
    let genuine = signed(provider);
    let mut all: Vec<_> = broken(&genuine).iter().map(plain).collect();
    let base = plain(&genuine);
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let mut other = base.clone();
        other.method = method.to_owned();
        all.push(other);
    }
    for encoding in ["br", "gzip", "identity", "x"] {
        all.push(base.clone().header("content-encoding", encoding));
    }
    for chunks in [None, Some(7)] {
        all.push(Plain {
            body: vec![b'x'; LIMIT + 1],
            chunks,
            ..base.clone()
        });
        all.push(Plain {
            chunks,
            ..base.clone()
        });
    }
    all.push(Plain {
        withheld: 1,
        ..base.clone()
    });
    let mut get = Plain::post(
        "/?hub.mode=subscribe&hub.verify_token=a-token-of-ours&hub.challenge=1158201444",
        "",
    );
    get.method = "GET".to_owned();
    all.push(get);
    all.push(Plain::post(
        "/",
        r#"{"type":"url_verification","challenge":"abc"}"#,
    ));
    all
}

/// The answer, but for the date.
fn answer(to: std::net::SocketAddr, request: &Plain, tenant: &str) -> String {
    let request = request.clone().header("x-receiver", tenant);
    let mut answer = send(to, &request).unwrap();
    answer.headers.remove("date");
    format!("{} {:?} {:?}", answer.status, answer.headers, answer.body)
}

#[test]
fn returns_the_same_reply_for_unknown_tenants() {
    let tenants: Arc<Vec<_>> = Arc::new(PROVIDERS.map(receiver).into());
    let fixed =
        Receiver::new(providers::GITHUB.with_events(), Secret::new(KNOWN).unwrap()).unwrap();
    let mut count = 0;
    let mut statuses = BTreeMap::new();
    for framework in ALL {
        let app = App {
            fixed: fixed.clone(),
            tenants: tenants.clone(),
        };
        let to = start(framework, app);
        for (number, provider) in PROVIDERS.into_iter().enumerate() {
            for request in variants(provider) {
                let known = answer(to, &request, &number.to_string());
                let unknown = answer(to, &request, &format!("unknown-{number}"));
                assert_eq!(
                    known,
                    unknown,
                    "{framework:?}, {}: {request:?}",
                    provider.id()
                );
                let status = known.split(' ').next().unwrap().to_owned();
                *statuses.entry(status).or_insert(0) += 1;
                count += 1;
            }
        }
    }
    println!("{count} requests, each answered twice alike: {statuses:?}");
    assert!(statuses.len() >= 7, "{statuses:?}");
}

/// A forged request takes as long, with a shared secret and with a public key.
#[test]
fn works_as_long_for_unknown_tenants() {
    for (provider, private, public) in [
        (providers::GITHUB, OTHER, KNOWN),
        (
            providers::SHIPSTATION,
            include_str!("../keys/rsa-private.pem"),
            include_str!("../keys/rsa-public.pem"),
        ),
    ] {
        let endpoint = Receiver::builder(provider).build_endpoint().unwrap();
        let keys = endpoint
            .prepare_keys(&[Secret::new(public).unwrap()])
            .unwrap();
        let mut request = Signer::new(provider, Secret::new(private).unwrap())
            .at(now())
            .sign("https://app.example/", "{}")
            .unwrap();
        // Not what was signed.
        *request.body_mut() = Bytes::from_static(b"[]");
        let time = |receiver: Receiver| {
            let once = || {
                let request = request.clone();
                let start = Instant::now();
                let rejected = black_box(receiver.receive(request, now()));
                assert_eq!(rejected.unwrap_err().code(), "signature_mismatch");
                start.elapsed()
            };
            (0..50).map(|_| once()).min().unwrap()
        };
        let known = time(endpoint.with_keys_or_decoy("acme", Some(keys)));
        let unknown = time(endpoint.with_keys_or_decoy("nobody", None));
        println!("{}: {known:?} known, {unknown:?} unknown", provider.id());
        assert!(unknown < known * 2 && known < unknown * 2);
    }
}

/// A decoy accepts nothing, also what was signed with the private key that belongs to it.
#[test]
fn rejects_everything_with_a_decoy() {
    let provider = providers::SHIPSTATION;
    let private = Secret::new(include_str!("../keys/rsa-private.pem")).unwrap();
    let request = Signer::new(provider, private)
        .at(now())
        .sign("https://app.example/", "{}")
        .unwrap();
    let endpoint = Receiver::builder(provider).build_endpoint().unwrap();
    let public = Secret::new(include_str!("../keys/rsa-public.pem")).unwrap();
    let keys = endpoint.prepare_keys(&[public]).unwrap();
    let known = endpoint.with_keys_or_decoy("acme", Some(keys));
    let received = known.receive(request.clone(), now());
    assert!(matches!(received, Ok(Received::Delivery(_))), "the control");
    let unknown = endpoint.with_keys_or_decoy("acme", None);
    let rejected = unknown.receive(request, now()).unwrap_err();
    assert_eq!(rejected.code(), "signature_mismatch");
}

/// Every built-in provider has a decoy.
#[test]
fn has_a_decoy_of_every_provider() {
    let mut without = Vec::new();
    for provider in providers::ALL {
        let builder = danger::any_audience(Receiver::builder(*provider));
        let Ok(endpoint) = builder.public_url("https://app.example").build_endpoint() else {
            continue; // Needs a setting.
        };
        let receiver = endpoint.with_keys_or_decoy("nobody", None);
        let shown = format!("{receiver:?}");
        if !shown.contains("Keys(1 redacted)") {
            without.push(provider.id());
        }
    }
    assert!(without.is_empty(), "{without:?}");
}

/// A row whose requests name their key.
const KEYED: Provider = Provider::new(
    "keyed",
    "Keyed",
    "https://keyed.example",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")).key_id(At::Header("x-key-id")),
)
.delivery_id(&[At::Json("/id")])
.id_of_event("https://keyed.example");

/// Schemes with and without signed ids, times and URLs, tokens, and requests that name their key.
const CROSSED: [Provider; 10] = [
    providers::GITHUB,
    providers::STRIPE,
    providers::SLACK,
    providers::STANDARD_WEBHOOKS,
    providers::GITLAB,
    providers::SHOPIFY,
    providers::TWILIO,
    providers::SQUARE,
    providers::PUSHER,
    KEYED,
];

/// Fifty tenants at one endpoint, and for each a genuine request. All requests have the same id and body.
struct Fifty {
    provider: Provider,
    receivers: Vec<Receiver>,
    requests: Vec<Request<Bytes>>,
    tenants: idempotency::Tenants,
}

const COUNT: usize = 50;

fn path_of(tenant: usize) -> String {
    format!("/hooks/tenant-{tenant}?a=1")
}

impl Fifty {
    fn new(provider: Provider, idempotency: &Idempotency) -> Self {
        let endpoint = danger::stop_clock(Receiver::builder(provider), now())
            .public_url("https://app.example")
            .setting("app_key", "shared-by-all");
        let endpoint = match endpoint.build_endpoint() {
            Ok(endpoint) => endpoint,
            Err(_) => Receiver::builder(provider)
                .public_url("https://app.example")
                .build_endpoint()
                .unwrap(),
        };
        let keys = |tenant: usize| {
            let keys = endpoint.prepare_keys(&[Self::secret(tenant)]).unwrap();
            endpoint.with_keys(keys)
        };
        let tenants = idempotency
            .tenants(&endpoint)
            .unsigned_id(UnsignedId::Include);
        Self {
            provider,
            receivers: (0..COUNT).map(keys).collect(),
            requests: (0..COUNT)
                .map(|tenant| Self::signed(provider, tenant, "evt-1", "a"))
                .collect(),
            tenants: tenants.build().unwrap(),
        }
    }

    /// All keys have the id that the signer names.
    fn secret(tenant: usize) -> Secret {
        let digest = hex(&Sha256::digest(format!("tenant {tenant}")));
        Secret::new(&digest[..32]).unwrap().with_id("1")
    }

    fn signed(provider: Provider, tenant: usize, id: &str, content: &str) -> Request<Bytes> {
        let signer = Signer::new(provider, Self::secret(tenant)).at(now()).id(id);
        let signer = match provider.id() {
            "pusher" => signer.setting("app_key", "shared-by-all"),
            _ => signer,
        };
        let url = format!("https://app.example{}", path_of(tenant));
        let body = format!(
            r#"{{"id":"{id}","event_id":"{id}","time_ms":1790000000000,"events":[{{"name":"{content}"}}]}}"#
        );
        signer.sign(&url, body).unwrap()
    }

    fn delivery(&self, tenant: usize, request: Request<Bytes>) -> Delivery {
        match self.receivers[tenant].receive(request, now()) {
            Ok(Received::Delivery(delivery)) => delivery,
            other => panic!("{}: {other:?}", self.provider.id()),
        }
    }

    /// A request of one tenant, sent to another, changed so that it looks like one of that tenant.
    fn crossed(&self, from: usize, to: usize, change: usize) -> Request<Bytes> {
        let mut request = self.requests[from].clone();
        let mut set = |name: &'static str, value: String| {
            let name = HeaderName::from_static(name);
            let value = HeaderValue::try_from(value).unwrap();
            request.headers_mut().insert(name, value);
        };
        match change {
            0 => {}
            1 => {
                let target = self.requests[to].uri().to_string();
                *request.uri_mut() = target.parse().unwrap();
            }
            2 => {
                set("x-tenant", format!("tenant-{to}"));
                set("x-receiver", to.to_string());
                set("x-account-id", to.to_string());
            }
            3 => set("x-key-id", format!("key-{to}")),
            4 => set("x-key-id", String::new()),
            5 => drop(request.headers_mut().remove("x-key-id")),
            6 => {
                // What of the other's request proves nothing by itself.
                for (name, value) in self.requests[to].headers() {
                    if !request.headers().contains_key(name) {
                        request.headers_mut().insert(name, value.clone());
                    }
                }
                let host = HeaderValue::try_from(format!("tenant-{to}.app.example")).unwrap();
                request.headers_mut().insert("host", host);
            }
            _ => {
                let text = String::from_utf8(request.body().to_vec()).unwrap();
                let named = format!(r#"{{"tenant":"tenant-{to}","#);
                *request.body_mut() = text.replacen('{', &named, 1).into();
            }
        }
        request
    }
}

/// What one tenant's key signed is rejected for each other: whatever the paths, names and key ids say.
#[test]
fn rejects_requests_of_other_tenants() {
    let wanted = std::env::var("CROSSINGS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(40_000);
    let idempotency = Idempotency::new(Memory::new(1), StoreDown::Reject);
    let all = CROSSED.map(|provider| Fifty::new(provider, &idempotency));
    for fifty in &all {
        for tenant in 0..COUNT {
            fifty.delivery(tenant, fifty.requests[tenant].clone());
        }
    }
    let mut codes = BTreeMap::<&str, usize>::new();
    let mut random = 1_u64;
    for number in 0..wanted {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let from = (random >> 33) as usize % COUNT;
        let to = (from + 1 + (random >> 40) as usize % (COUNT - 1)) % COUNT;
        let fifty = &all[number % all.len()];
        let request = fifty.crossed(from, to, number / all.len() % 8);
        match fifty.receivers[to].receive(request, now()) {
            Err(error) => {
                assert!(error.status().is_client_error(), "{error}");
                *codes.entry(error.code()).or_default() += 1;
            }
            Ok(_) => panic!("{}: {from} as {to}: {number}", fifty.provider.id()),
        }
    }
    println!("{wanted} requests of {COUNT} tenants sent to others, 0 accepted: {codes:?}");
}

/// Deliveries with equal ids and bodies are one event for each tenant. A second body under the id of a first
/// is reported.
#[tokio::test]
async fn suppresses_no_delivery_of_another_tenant() {
    let store = Arc::new(Memory::new(100_000));
    let idempotency = Idempotency::new(store.clone(), StoreDown::Reject);
    let (mut ran, mut repeated, mut altered, mut others) = (0, 0, 0, 0);
    for fifty in CROSSED.map(|provider| Fifty::new(provider, &idempotency)) {
        let id = fifty.provider.id();
        for round in 0..4 {
            for tenant in 0..COUNT {
                let name = format!("tenant-{tenant}");
                let idempotent = fifty.tenants.tenant(&name);
                let run = async |event: &str, content: &str| {
                    let request = Fifty::signed(fifty.provider, tenant, event, content);
                    let delivery = fifty.delivery(tenant, request);
                    let done = idempotent.run(delivery, |_, _| async { Ok::<_, ()>(()) });
                    done.await.unwrap()
                };
                let event = format!("evt-{round}");
                let before = store.len();
                // Whoever is not accepted reaches no store.
                let from = (tenant + 1) % COUNT;
                let crossed = fifty.crossed(from, tenant, round);
                assert!(fifty.receivers[tenant].receive(crossed, now()).is_err());
                assert_eq!(store.len(), before);
                assert_eq!(run(&event, "a").await, Outcome::Ran(()), "{id}: {name}");
                ran += 1;
                let again = run(&event, "a").await;
                assert_eq!(again, Outcome::Duplicate { altered: false }, "{id}: {name}");
                repeated += 1;
                // By its signed id, or by its content.
                match run(&event, "b").await {
                    Outcome::Duplicate { altered: true } => altered += 1,
                    Outcome::Ran(()) => others += 1,
                    other => panic!("{id}: {name}: {other:?}"),
                }
            }
        }
    }
    println!(
        "{ran} deliveries of {COUNT} tenants with the same ids ran, 0 suppressed by another; {repeated} repeats found; of other bodies under a known id, {altered} reported and {others} events of their own"
    );
    assert!(altered > 0 && others > 0);
}
