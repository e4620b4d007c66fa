//! A tenant that does not exist is answered as one that does, whatever is sent and by every framework.

use crate::common;
use crate::common::canaries;

use std::{
    collections::BTreeMap,
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use canaries::broken;
use common::{
    client::{Plain, send},
    servers::{ALL, App, start},
};
use http::Request;
use webhook_receiver::{
    Head, Provider, Received, Receiver, Secret, danger, providers, testing::Signer,
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
                let refused = black_box(receiver.receive(request, now()));
                assert_eq!(refused.unwrap_err().code(), "signature_mismatch");
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
    let refused = unknown.receive(request, now()).unwrap_err();
    assert_eq!(refused.code(), "signature_mismatch");
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
