//! Rows that were written and read decide as before.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Request};
use webhook_receiver::{
    Delivery, Error, Provider, Received, Receiver, Reply, Secret, config::ProviderConfig, providers,
};

use super::{from_toml, through_toml};
use crate::common::vectors::{Vector, files};

/// The observable parts of a verdict.
#[derive(Debug, PartialEq)]
enum Seen {
    Delivery {
        body: Bytes,
        kind: Option<String>,
        id: Option<String>,
        coverage: String,
        occurred_at: Option<SystemTime>,
        reply: Reply,
    },
    Handshake(Reply),
    Rejected(Error),
}

fn seen(receiver: &Receiver, request: Request<Bytes>, now: SystemTime) -> Seen {
    match receiver.receive(request, now) {
        Ok(Received::Delivery(delivery)) => {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let of = |delivery: &Delivery| Seen::Delivery {
                body: delivery.body().clone(),
                kind: owned(delivery.kind()),
                id: owned(delivery.id()),
                coverage: delivery.coverage().to_string(),
                occurred_at: delivery.occurred_at(),
                reply: delivery.acknowledgement(),
            };
            of(&delivery)
        }
        Ok(Received::Handshake(reply)) => Seen::Handshake(reply),
        Err(error) => Seen::Rejected(error),
    }
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

/// Returns the request and forgeries of it: the body and each header changed, or left out.
fn forged(vector: &Vector) -> Vec<Request<Bytes>> {
    let genuine = request(vector);
    let mut all = vec![genuine.clone()];
    let body = vector.bytes();
    let changed = |body: Vec<u8>| genuine.clone().map(|_| Bytes::from(body));
    for at in [
        0,
        body.len() / 3,
        body.len() / 2,
        body.len().saturating_sub(1),
    ] {
        let mut other = body.clone();
        if let Some(byte) = other.get_mut(at) {
            *byte ^= 1;
        }
        all.push(changed(other));
    }
    all.push(changed([&body[..], b" "].concat()));
    all.push(changed(Vec::new()));
    for name in genuine.headers().keys() {
        let mut without = genuine.clone();
        without.headers_mut().remove(name);
        all.push(without);
        let value = genuine.headers()[name].as_bytes();
        for at in [0, value.len() / 2, value.len().saturating_sub(1)] {
            let mut other = value.to_vec();
            if let Some(byte) = other.get_mut(at) {
                *byte = if *byte == b'1' { b'2' } else { b'1' };
            }
            let Ok(other) = HeaderValue::from_bytes(&other) else {
                continue;
            };
            let mut changed = genuine.clone();
            changed.headers_mut().insert(name, other);
            all.push(changed);
        }
    }
    let mut other = genuine.clone();
    *other.method_mut() = http::Method::PUT;
    all.push(other);
    let mut other = genuine.clone();
    *other.uri_mut() = "/other?a=1".parse().unwrap();
    all.push(other);
    all
}

#[test]
fn decides_every_vector_and_forgery_as_the_row_does() {
    let (mut vectors, mut requests) = (0, 0);
    for file in files() {
        let row = providers::by_id(&file.provider).unwrap();
        let read = through_toml(&row);
        for vector in &file.vectors {
            let build = |provider| vector.builder_of(provider).build().unwrap();
            let (ours, theirs) = (build(row), build(read));
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
            vectors += 1;
            for forged in forged(vector) {
                requests += 1;
                assert_eq!(
                    seen(&ours, forged.clone(), now),
                    seen(&theirs, forged, now),
                    "{}: {}",
                    file.provider,
                    vector.what
                );
            }
        }
    }
    println!("{vectors} vectors, {requests} requests");
    assert!(requests > 10_000);
}

#[test]
fn has_the_facts_of_every_row() {
    type Fact = fn(&Provider) -> String;
    let facts: &[Fact] = &[
        |provider| {
            format!(
                "{} {} {}",
                provider.id(),
                provider.name(),
                provider.source()
            )
        },
        |provider| format!("{:?}", provider.formula()),
        |provider| format!("{} {}", provider.coverage(), provider.class()),
        |provider| {
            format!(
                "{:?} {:?}",
                provider.accepted_age(),
                provider.accepted_lead()
            )
        },
        |provider| format!("{:?} {:?}", provider.retry(), provider.response_timeout()),
        |provider| format!("{:?} {:?}", provider.time_kind(), provider.time_source()),
        |provider| format!("{:?}", provider.delivery_id_kind()),
        |provider| format!("{:?}", provider.delivery_id_source()),
        |provider| format!("{:?} {:?}", provider.kind_at(), provider.delivery_id_at()),
        |provider| format!("{:?}", provider.event_time_at()),
        |provider| format!("{} {:?}", provider.max_body_size(), provider.last_read()),
        |provider| format!("{:?}", provider.required_settings()),
        |provider| format!("{:?} {}", provider.audience(), provider.needs_audience()),
        |provider| {
            format!(
                "{} {}",
                provider.needs_public_url(),
                provider.needs_secret()
            )
        },
        |provider| format!("{:?}", provider.scheme_variants()),
    ];
    for provider in providers::ALL {
        let read = through_toml(provider);
        for fact in facts {
            assert_eq!(fact(provider), fact(&read));
        }
    }
}

#[test]
fn reads_a_short_configuration() {
    let provider = from_toml(
        r#"
        id = "our-ci"
        kind = { header = "X-CI-Event" }
        delivery_id = [{ header = "X-CI-Delivery" }, { json = "/id" }]

        [scheme]
        algorithm = "hmac-sha512"
        key = "hex"
        signature = { header = "X-CI-Signature", prefix = "v1=", encoding = "base64" }
        timestamp = { header = "X-CI-Time", format = "milliseconds" }
        signed = "{timestamp}.{header:X-CI-Delivery}.{{{body}}}"
        "#,
    )
    .unwrap()
    .build()
    .unwrap();
    assert_eq!(provider.name(), "our-ci");
    assert_eq!(
        provider.formula().unwrap(),
        "x-ci-signature: v1=base64(HMAC-SHA512(hex_decode(secret), timestamp + \".\" + \
         header(x-ci-delivery) + \".{\" + body + \"}\"))\n\
         timestamp = header(x-ci-time) in milliseconds",
    );
}

#[test]
fn extends_a_built_in_provider() {
    let text = r#"
        id = "our-svix"
        extends = "svix"
        kind = { json = "/event_type" }
        tolerance = 60
    "#;
    let provider = from_toml(text).unwrap().build().unwrap();
    let svix = providers::by_id("svix").unwrap();
    assert_eq!(provider.formula(), svix.formula());
    assert_eq!(provider.delivery_id_at(), svix.delivery_id_at());
    assert_ne!(provider.kind_at(), svix.kind_at());
    let secret = || Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assert!(Receiver::new(provider, secret().unwrap()).is_ok());
}

#[test]
fn rejects_a_custom_provider_as_data() {
    use webhook_receiver::{
        algorithm::{Algorithm, HMAC_SHA256},
        authenticate::{Authentic, Authenticate, Request},
        scheme::{Coverage, Encoding},
    };

    #[derive(Debug)]
    struct Code;

    impl Authenticate for Code {
        fn algorithm(&self) -> &'static dyn Algorithm {
            HMAC_SHA256
        }

        fn coverage(&self) -> Coverage {
            Coverage::BODY
        }

        fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
            request.check(&[request.body()], Encoding::Hex, &[""])
        }
    }

    const OURS: Provider = Provider::code("ours", "Ours", "", &Code);
    let error = ProviderConfig::of(&OURS).unwrap_err();
    assert_eq!(error.to_string(), "the provider is authenticated by code");
}
