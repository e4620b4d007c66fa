//! Properties of every row: it verifies what it signs, rejects every change, never panics, and has the same
//! verdict however the body arrives.

use crate::common::rows;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use proptest::{prelude::*, sample::Index};
use webhook_receiver::{
    Error, Head, Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn shared() -> &'static [Provider] {
    static SHARED: std::sync::LazyLock<Vec<Provider>> = std::sync::LazyLock::new(rows::shared);
    &SHARED
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

fn secret(provider: Provider) -> Secret {
    rows::secret(provider, SECRET)
}

fn receiver(provider: Provider) -> Receiver {
    rows::receiver(provider, SECRET)
}

/// Returns the rows and the code whose whole body is signed as it is sent, and that sign any body.
fn binding() -> Vec<Provider> {
    shared()
        .iter()
        .filter(|provider| {
            provider.coverage().binds_body() && !["code", "jwt"].contains(&provider.class())
        })
        .filter(|provider| rows::signs_any_body(**provider))
        .copied()
        .collect()
}

fn signer(provider: Provider) -> Signer {
    let signer = Signer::new(provider, secret(provider)).at(now());
    rows::configured_signer(signer, provider)
}

fn signed(provider: Provider, body: Vec<u8>) -> Request<Bytes> {
    let url = "https://app.example/hooks?a=1";
    signer(provider).sign(url, body).unwrap()
}

fn verdict(received: Result<Received, Error>) -> Result<Bytes, String> {
    match received {
        Ok(Received::Delivery(delivery)) => Ok(delivery.body().clone()),
        Ok(Received::Handshake(reply)) => Err(format!("handshake {reply:?}")),
        Err(error) => Err(error.code().to_owned()),
    }
}

/// Receives the request in steps, with the body cut at these places.
fn in_steps(
    receiver: &Receiver,
    request: Request<Bytes>,
    cuts: &[Index],
) -> Result<Received, Error> {
    let (parts, body) = request.into_parts();
    let mut verifying = receiver.begin(Head::from(parts), now())?;
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
    places.extend([0, body.len()]);
    places.sort_unstable();
    for pair in places.windows(2) {
        verifying.update(body.slice(pair[0]..pair[1]))?;
    }
    verifying.finish()
}

fn any_request() -> impl Strategy<Value = Request<Bytes>> {
    let names: Vec<HeaderName> = shared()
        .iter()
        .flat_map(|provider| {
            let body = r#"{"webhookTimestamp":1,"passcode":"x"}"#;
            let request = signer(*provider).sign("https://app.example/", body);
            request.map_or(Vec::new(), |request| {
                request.headers().keys().cloned().collect()
            })
        })
        .chain(["content-encoding", "authorization", "x-webhook-id-1"].map(HeaderName::from_static))
        .collect();
    let value = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..80),
        "[ -~]{0,80}".prop_map(String::into_bytes),
        "(sha256=|v1,|t=1790000000,v1=|v0=|Basic )?[0-9a-f]{64}".prop_map(String::into_bytes),
        "1790000000".prop_map(String::into_bytes),
    ];
    let header = (proptest::sample::select(names), value);
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..300),
        r#"\{"(type|challenge|webhookTimestamp|passcode)":"?[a-z0-9]{0,9}"?\}"#
            .prop_map(String::into_bytes),
        "(payload|token|timestamp|signature)=[%A-Za-z0-9{}]{0,40}".prop_map(String::into_bytes),
    ];
    let method = proptest::sample::select(vec!["GET", "HEAD", "POST", "PUT", "OPTIONS", "BREW"]);
    let path = "/[a-z0-9%?=&.]{0,30}";
    (method, path, proptest::collection::vec(header, 0..8), body).prop_filter_map(
        "a URL",
        |(method, path, headers, body)| {
            let mut request = Request::new(Bytes::from(body));
            *request.method_mut() = Method::from_bytes(method.as_bytes()).ok()?;
            *request.uri_mut() = path.parse().ok()?;
            for (name, value) in headers {
                if let Ok(value) = HeaderValue::from_bytes(&value) {
                    request.headers_mut().append(name, value);
                }
            }
            Some(request)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn accepts_what_the_row_signs(body in proptest::collection::vec(any::<u8>(), 0..2000)) {
        for provider in binding() {
            let body = rows::sendable(provider, body.clone());
            let request = signed(provider, body.clone());
            prop_assert_eq!(verdict(receiver(provider).receive(request, now())), Ok(Bytes::from(body.clone())), "{}", provider.id());
        }
    }

    #[test]
    fn rejects_a_changed_byte(
        body in proptest::collection::vec(any::<u8>(), 1..500),
        at in any::<Index>(),
        bit in 0_u8..8,
    ) {
        for provider in binding() {
            let mut request = signed(provider, body.clone());
            let mut changed = body.clone();
            changed[at.index(body.len())] ^= 1 << bit;
            *request.body_mut() = changed.into();
            prop_assert!(verdict(receiver(provider).receive(request, now())).is_err(), "{}", provider.id());
        }
    }

    #[test]
    fn rejects_a_shorter_or_longer_body(
        body in proptest::collection::vec(any::<u8>(), 1..500),
        at in any::<Index>(),
        more in any::<u8>(),
    ) {
        for provider in binding() {
            let request = signed(provider, body.clone());
            let mut cut = request.clone();
            *cut.body_mut() = request.body().slice(..at.index(body.len()));
            prop_assert!(verdict(receiver(provider).receive(cut, now())).is_err(), "{}", provider.id());
            let mut longer = request.clone();
            *longer.body_mut() = [&body[..], &[more]].concat().into();
            prop_assert!(verdict(receiver(provider).receive(longer, now())).is_err(), "{}", provider.id());
        }
    }

    #[test]
    fn returns_one_verdict_for_any_chunks(
        body in proptest::collection::vec(any::<u8>(), 0..3000),
        cuts in proptest::collection::vec(any::<Index>(), 0..6),
        forged in any::<bool>(),
    ) {
        for provider in binding() {
            let body = rows::sendable(provider, body.clone());
            let mut request = signed(provider, body.clone());
            if forged {
                *request.body_mut() = [&body[..], b"x"].concat().into();
            }
            let receiver = receiver(provider);
            let whole = verdict(receiver.receive(request.clone(), now()));
            prop_assert_eq!(whole.is_ok(), !forged, "{}", provider.id());
            prop_assert_eq!(verdict(in_steps(&receiver, request, &cuts)), whole, "{}", provider.id());
        }
    }

    #[test]
    fn rejects_unsigned_requests(
        request in any_request(),
        cuts in proptest::collection::vec(any::<Index>(), 0..3),
    ) {
        for provider in shared() {
            let receiver = receiver(*provider);
            let whole = verdict(receiver.receive(request.clone(), now()));
            prop_assert!(whole.is_err(), "{}: {:?}", provider.id(), request);
            prop_assert_eq!(verdict(in_steps(&receiver, request.clone(), &cuts)), whole, "{}: {:?}", provider.id(), request);
        }
    }
}

/// A scheme verifies what it signs, in every format, in every place, and with each secret of a rotation.
#[test]
fn accepts_what_it_signs_in_every_place_and_format() {
    const PLACES: [At; 4] = [
        At::Header("x-signature"),
        At::AnyHeader(&["x-signature", "x-signature-old"]),
        At::NumberedHeaders("x-signature-"),
        At::Query("signature"),
    ];
    const FORMATS: [Format; 4] = [
        Format::Bare,
        Format::Prefixed("sha256="),
        Format::Pairs {
            separator: ',',
            signature: "v1",
        },
        Format::List {
            separator: ' ',
            tag: "v1,",
        },
    ];
    let secrets =
        || [SECRET, "8f742231b10e8888abcd99yyyzzz85a5"].map(|text| Secret::new(text).unwrap());
    let mut count = 0;
    for place in PLACES {
        for format in FORMATS {
            let scheme = Scheme::new(HMAC_SHA256, place)
                .format(format)
                .content(&[Part::Body]);
            let provider = Provider::new("ours", "Ours", "https://ours.example", scheme);
            let [one, two] = secrets();
            let signer = Signer::new(provider, one).secret(two);
            let request = signer.sign("https://app.example/hooks", "{}").unwrap();
            for (index, secret) in secrets().into_iter().enumerate() {
                let one = [Format::Bare, Format::Prefixed("sha256=")].contains(&format)
                    && !matches!(place, At::AnyHeader(_) | At::NumberedHeaders(_));
                if one && index == 1 {
                    continue; // There is room for one signature only.
                }
                let receiver = Receiver::new(provider, secret).unwrap();
                let received = receiver.receive(request.clone(), now());
                assert!(
                    matches!(received, Ok(Received::Delivery(_))),
                    "{place:?}, {format:?}, secret {index}: {received:?}"
                );
                count += 1;
            }
        }
    }
    assert_eq!(count, 4 * 4 * 2 - 2 * 2);
}

#[test]
fn accepts_what_it_signs_after_a_time() {
    for separator in [',', '|', ' ', ':'] {
        let scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature"))
            .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
            .format(Format::TimeFirst { separator })
            .content(&[Part::Timestamp, Part::Literal("."), Part::Body]);
        let provider = Provider::new("ours", "Ours", "https://ours.example", scheme);
        let secret = || Secret::new(SECRET).unwrap();
        let signer = Signer::new(provider, secret()).at(now());
        let request = signer.sign("https://app.example/hooks", "{}").unwrap();
        let receiver = Receiver::new(provider, secret()).unwrap();
        let received = receiver.receive(request, now());
        assert!(
            matches!(received, Ok(Received::Delivery(_))),
            "{separator}: {received:?}"
        );
    }
}
