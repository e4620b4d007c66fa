//! Boundaries between signed parts: no text moves from one into another under the same signature.

use crate::common::rows;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use webhook_receiver::{
    Error, Head, Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    providers::*,
    scheme::{At, Part, Scheme},
    testing::Signer,
};

const KEY: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const ORIGIN: &str = "https://app.example";
const NOW: u64 = 1_790_000_000;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn secret() -> Secret {
    Secret::new(KEY).unwrap()
}

fn receiver(provider: Provider) -> Receiver {
    let builder = Receiver::builder(provider).secret(secret());
    let builder = rows::configured(builder.public_url(ORIGIN), provider);
    builder.build().unwrap()
}

fn signer(provider: Provider) -> Signer {
    rows::configured_signer(Signer::new(provider, secret()).at(at(NOW)), provider)
}

/// Returns the verdict, which must not depend on how the body arrives.
fn verdict(receiver: &Receiver, request: &Request<Bytes>) -> Result<(), Error> {
    let reported = |received: Result<Received, Error>| received.map(drop);
    let (parts, ()) = request.clone().map(drop).into_parts();
    let begun = receiver.begin(Head::from(parts), at(NOW));
    let streamed = begun.and_then(|mut verifying| {
        for byte in request.body().chunks(1) {
            verifying.update(Bytes::copy_from_slice(byte))?;
        }
        verifying.finish()
    });
    let whole = reported(receiver.receive(request.clone(), at(NOW)));
    assert_eq!(reported(streamed), whole);
    whole
}

fn set(request: &mut Request<Bytes>, name: &str, value: &[u8]) -> Option<()> {
    let name: HeaderName = name.parse().unwrap();
    let value = HeaderValue::from_bytes(value).ok()?;
    request.headers_mut().insert(name, value);
    Some(())
}

/// The place of a part of the content in the request.
#[derive(Clone, Copy, Debug)]
enum Slot {
    Header(&'static str),
    Path,
    Body,
}

impl Slot {
    fn get(self, request: &Request<Bytes>) -> Vec<u8> {
        match self {
            Self::Header(name) => request.headers()[name].as_bytes().to_vec(),
            Self::Path => request.uri().path_and_query().unwrap().as_str().into(),
            Self::Body => request.body().to_vec(),
        }
    }

    /// Returns the request with this text, or `None` if no request can hold it.
    fn set(self, request: &mut Request<Bytes>, text: &[u8]) -> Option<()> {
        match self {
            Self::Header(name) => set(request, name, text)?,
            Self::Path => *request.uri_mut() = std::str::from_utf8(text).ok()?.parse().ok()?,
            Self::Body => *request.body_mut() = text.to_vec().into(),
        }
        Some(())
    }
}

/// Rows with their adjacent parts, in the order in which they are signed.
fn side_by_side() -> Vec<(Provider, &'static [Slot])> {
    use Slot::{Body, Header, Path};
    vec![
        (AIRWALLEX, &[Header("x-timestamp"), Body]),
        (BAMBOOHR, &[Body, Header("x-bamboohr-timestamp")]),
        (BOX, &[Body, Header("box-delivery-timestamp")]),
        (CASHFREE, &[Header("x-webhook-timestamp"), Body]),
        (CLOUDINARY, &[Body, Header("x-cld-timestamp")]),
        (
            CONFIGCAT,
            &[
                Header("x-configcat-webhook-id"),
                Header("x-configcat-webhook-timestamp"),
                Body,
            ],
        ),
        (DLOCAL, &[Header("x-login"), Header("x-date"), Body]),
        (
            HUBSPOT,
            &[Path, Body, Header("x-hubspot-request-timestamp")],
        ),
        (HUBSPOT_V2, &[Path, Body]),
        (KLAVIYO, &[Body, Header("klaviyo-timestamp")]),
        (OURA, &[Header("x-oura-timestamp"), Body]),
        (
            QUICKNODE,
            &[Header("x-qn-nonce"), Header("x-qn-timestamp"), Body],
        ),
        (RAPYD, &[Header("salt"), Header("timestamp")]),
        (SQUARE, &[Path, Body]),
        (
            TWITCH,
            &[
                Header("twitch-eventsub-message-id"),
                Header("twitch-eventsub-message-timestamp"),
                Body,
            ],
        ),
        (
            ZENDESK,
            &[Header("x-zendesk-webhook-signature-timestamp"), Body],
        ),
    ]
}

const BODIES: &[&str] = &[
    r#"{"type":"a","at":"2026-09-21T14:13:20Z","n":1790000000}"#,
    "[1790000000]",
    "1790000000",
    "0.5",
    "5",
    "1790000000000Z",
    "2026-09-21T14:13:20Z{}",
    "?a=1",
    "/x",
    "{}1",
    "{}Z",
    "",
];

/// Signs many bodies, most of which are rejected themselves, and then moves every boundary by every length.
#[test]
fn rejects_moved_boundaries() {
    let mut moved = 0;
    for (provider, slots) in side_by_side() {
        let receiver = receiver(provider);
        for body in BODIES {
            for path in ["/hooks", "/hooks?id=5"] {
                let url = format!("{ORIGIN}{path}");
                let signer = signer(provider).id("msg_1790000000000000000");
                let request = signer.sign(&url, *body);
                let genuine = request.unwrap();
                if body.starts_with('{') && body.ends_with('}') {
                    verdict(&receiver, &genuine).unwrap();
                }
                // Any body that is not like JSON could be a part of a URL. No provider sends such a body.
                let in_url = slots.iter().any(|slot| matches!(slot, Slot::Path));
                if in_url && !body.starts_with(['{', '[']) {
                    continue;
                }
                let texts: Vec<_> = slots.iter().map(|slot| slot.get(&genuine)).collect();
                let joined = texts.concat();
                for first in 0..=joined.len() {
                    let seconds = if slots.len() == 2 {
                        joined.len()..=joined.len()
                    } else {
                        first..=joined.len()
                    };
                    for second in seconds {
                        let ends = [first, second, joined.len()];
                        let mut forged = genuine.clone();
                        let mut from = 0;
                        let possible = slots.iter().zip(ends).all(|(slot, to)| {
                            let text = &joined[from..to];
                            from = to;
                            slot.set(&mut forged, text).is_some()
                        });
                        let mut texts = slots.iter().zip(&texts);
                        if !possible || texts.all(|(slot, text)| slot.get(&forged) == *text) {
                            continue;
                        }
                        moved += 1;
                        // Received at once, since there are many.
                        let received = receiver.receive(forged.clone(), at(NOW));
                        assert!(
                            received.is_err(),
                            "{} takes {forged:?}, which was signed as {genuine:?}",
                            provider.id()
                        );
                    }
                }
            }
        }
    }
    println!("{moved} requests whose boundaries were moved");
    assert!(moved > 10_000);
}

/// An expired request does not become fresh when its time is moved into the id.
#[test]
fn rejects_an_expired_time_that_became_a_part_of_the_id() {
    let body = r#"{"challenge_at":"2026-09-21T14:13:20Z","x":1}"#;
    let expired = signer(TWITCH).at(at(NOW - 270 * 24 * 3600)).id("id-1");
    let expired = expired.sign(ORIGIN, body).unwrap();
    let receiver = receiver(TWITCH);
    let age = Duration::from_secs(270 * 24 * 3600);
    assert_eq!(verdict(&receiver, &expired), Err(Error::TooOld { age }));
    let time = Slot::Header("twitch-eventsub-message-timestamp");
    let id = [b"id-1", &time.get(&expired)[..], b"{\"challenge_at\":\""].concat();
    let mut forged = expired.clone();
    set(&mut forged, "twitch-eventsub-message-id", &id).unwrap();
    time.set(&mut forged, b"2026-09-21T14:13:20Z").unwrap();
    *forged.body_mut() = Bytes::from_static(b"\",\"x\":1}");
    let error = verdict(&receiver, &forged).unwrap_err();
    assert_eq!(error.code(), "content_malformed");
}

#[test]
fn accepts_bodies_that_begin_where_the_time_ends() {
    for body in ["{}", "[]", " {}", "\n[1]", "\u{feff}{}", "text", ""] {
        for provider in [AIRWALLEX, CONFIGCAT, QUICKNODE, ZENDESK, TWITCH] {
            if body.is_empty() && ["configcat", "quicknode"].contains(&provider.id()) {
                continue; // A word and a time before it could contain all of it.
            }
            let request = signer(provider).sign(ORIGIN, body).unwrap();
            assert_eq!(verdict(&receiver(provider), &request), Ok(()), "{body:?}");
        }
    }
}

#[test]
fn rejects_a_body_cut_into_the_time() {
    let genuine = signer(LOB).sign(ORIGIN, r#"{"a":0.5,"b":[1]}"#).unwrap();
    let receiver = receiver(LOB);
    verdict(&receiver, &genuine).unwrap();
    let time = Slot::Header("lob-signature-timestamp");
    for (before, after) in [
        (".{\"a\":0", "5,\"b\":[1]}"),
        (".", "{\"a\":0.5,\"b\":[1]}"),
    ] {
        let mut forged = genuine.clone();
        let text = [&time.get(&genuine)[..], before.as_bytes()].concat();
        time.set(&mut forged, &text).unwrap();
        *forged.body_mut() = after.into();
        let error = verdict(&receiver, &forged).unwrap_err();
        assert_eq!(error.code(), "timestamp_malformed");
    }
}

/// A `v1` of Hook0 is not accepted as a `v0` over its names, its values and its body. A value must not
/// contain a dot, since the next one begins after a dot.
#[test]
fn rejects_moved_headers_of_hook0() {
    let receiver = receiver(HOOK0);
    let header = "x-hook0-signature";
    for body in [r#"{"amount":1.50}"#, "0.5", "[0.5]", "text. text"] {
        let genuine = signer(HOOK0).id("evt-1").sign(ORIGIN, body).unwrap();
        verdict(&receiver, &genuine).unwrap();
        let signature = genuine.headers()[header].to_str().unwrap().to_owned();

        let mut weaker = genuine.clone();
        let text = signature.replace("h=x-event-id,v1=", "v0=");
        set(&mut weaker, header, text.as_bytes()).unwrap();
        *weaker.body_mut() = format!("x-event-id.evt-1.{body}").into();
        let error = verdict(&receiver, &weaker).unwrap_err();
        assert_eq!(error.code(), "body_malformed");

        let (before, after) = body.split_once('.').unwrap();
        let mut moved = genuine.clone();
        set(
            &mut moved,
            "x-event-id",
            format!("evt-1.{before}").as_bytes(),
        )
        .unwrap();
        *moved.body_mut() = after.to_owned().into();
        let error = verdict(&receiver, &moved).unwrap_err();
        assert_eq!(error.code(), "content_malformed");
    }
}

#[test]
fn rejects_a_body_that_begins_with_the_end_of_the_url() {
    let genuine = signer(SQUARE).sign("https://app.example/hooks?a=1", "{}");
    let genuine = genuine.unwrap();
    let receiver = receiver(SQUARE);
    for (path, body) in [
        ("/hooks", "?a=1{}"),
        ("/", "hooks?a=1{}"),
        ("/hooks?a=1{}", ""),
    ] {
        let mut forged = genuine.clone();
        *forged.uri_mut() = path.parse().unwrap();
        *forged.body_mut() = body.into();
        assert!(verdict(&receiver, &forged).is_err(), "{path} {body}");
    }
    let text = signer(SQUARE)
        .sign("https://app.example/raw", "raw")
        .unwrap();
    assert_eq!(verdict(&receiver, &text), Ok(()), "no part of it is JSON");
}

#[test]
fn rejects_a_path_that_could_hold_the_body() {
    let receiver = receiver(SQUARE);
    for path in ["/square{", "/square{}", "/square?a=[1]", "/square?a=\""] {
        if path.parse::<http::Uri>().is_err() {
            continue;
        }
        let request = signer(SQUARE).sign("https://app.example/square", "{}");
        let mut request = request.unwrap();
        *request.uri_mut() = path.parse().unwrap();
        let error = verdict(&receiver, &request).unwrap_err();
        assert_eq!(error.code(), "content_malformed", "{path}");
    }
}

#[test]
fn rejects_a_salt_that_is_too_short_to_be_one() {
    let receiver = receiver(RAPYD);
    let mut request = signer(RAPYD).sign("https://app.example/t1", "{}").unwrap();
    verdict(&receiver, &request).unwrap();
    set(&mut request, "salt", b"abcdef").unwrap();
    let error = verdict(&receiver, &request).unwrap_err();
    assert_eq!(error.code(), "content_malformed");
    assert_eq!(RAPYD.coverage().to_string(), "body+time");
}

/// A field with few possible values accepts no others, and no field takes the digits of the next one.
#[test]
fn rejects_fields_of_another_shape() {
    let receiver = receiver(NUVEI);
    let body = "totalAmount=115&currency=USD&responseTimeStamp=2026-01-01.10%3A00%3A00\
        &PPP_TransactionID=238&Status=DECLINED&productId=APPROVEDplan";
    let genuine = signer(NUVEI).form().sign(ORIGIN, body).unwrap();
    verdict(&receiver, &genuine).unwrap();
    for (from, to) in [
        (
            "238&Status=DECLINED&productId=APPROVED",
            "238DECLINED&Status=APPROVED&productId=",
        ),
        ("DECLINED&productId=APPROVED", "DECLINEDAPPROVED&productId="),
        ("=115&currency=USD", "=11&currency=5USD"),
        ("=115&currency=USD", "=115U&currency=SD"),
        ("00&PPP_TransactionID=238", "002&PPP_TransactionID=38"),
    ] {
        assert!(body.contains(from), "{from}");
        let signature = String::from_utf8(genuine.body().to_vec()).unwrap();
        let mut forged = genuine.clone();
        *forged.body_mut() = signature.replace(from, to).into();
        let error = verdict(&receiver, &forged).unwrap_err();
        assert_eq!(error.code(), "content_malformed", "{to}");
    }
}

/// What an attacker can append to content with a known signature is not UTF-8.
#[test]
fn rejects_extended_contents_of_plain_hashes() {
    let extended = [b"{\"a\":1}", &[0x80][..], &[0; 13], &[1, 0x40], b"evil}"].concat();
    let mut rows = vec![E2B, RECHARGE_LEGACY, HUBSPOT_V1, HUBSPOT_V2];
    rows.push(CLOUDINARY);
    for provider in rows {
        let receiver = receiver(provider);
        let genuine = signer(provider).sign(ORIGIN, "{\"a\":\"\u{fc}\u{1f980}\"}");
        verdict(&receiver, &genuine.unwrap()).unwrap();
        // Signed with the secret: only its bytes are wrong.
        let request = signer(provider).sign(ORIGIN, extended.clone());
        let error = verdict(&receiver, &request.unwrap()).unwrap_err();
        assert_eq!(error.code(), "body_malformed", "{}", provider.id());
    }
    {
        let mut request = signer(FEISHU).sign(ORIGIN, "{}").unwrap();
        verdict(&receiver(FEISHU), &request).unwrap();
        *request.body_mut() = [request.body(), &extended[..]].concat().into();
        let error = verdict(&receiver(FEISHU), &request).unwrap_err();
        assert_eq!(error.code(), "body_malformed");
    }
}

const fn own(content: &'static [Part]) -> Provider {
    Provider::new(
        "own",
        "Own",
        "https://own.example",
        Scheme::new(HMAC_SHA256, At::Header("x-own-signature")).content(content),
    )
}

const PATH: Provider = own(&[
    Part::Method,
    Part::Literal("\n"),
    Part::Path,
    Part::Literal("\n"),
    Part::Body,
]);

const PATH_AND_QUERY: Provider = own(&[Part::PathAndQuery, Part::Body]);

/// Returns a receiver without a public URL.
fn without_url(provider: Provider) -> Receiver {
    let builder = Receiver::builder(provider).secret(secret());
    builder.build().unwrap()
}

fn sent_to(request: &Request<Bytes>, target: &str) -> Request<Bytes> {
    let mut moved = request.clone();
    *moved.uri_mut() = target.parse().unwrap();
    moved
}

#[test]
fn accepts_the_signed_path_without_a_public_url() {
    for (provider, coverage) in [(PATH, "body+method"), (PATH_AND_QUERY, "body+url")] {
        assert_eq!(provider.coverage().to_string(), coverage);
        let receiver = without_url(provider);
        let request = signer(provider).sign("https://app.example/hooks?a=1", "{}");
        let request = request.unwrap();
        assert_eq!(verdict(&receiver, &request), Ok(()));
        let changed = sent_to(&request, "/hooks?a=2");
        let expected = if coverage == "body+url" {
            Err(Error::SignatureMismatch)
        } else {
            Ok(())
        };
        assert_eq!(verdict(&receiver, &changed), expected, "{coverage}");
        for target in ["/other", "/hooks/", "/", "/hook%73?a=1"] {
            let moved = sent_to(&request, target);
            let error = verdict(&receiver, &moved).unwrap_err();
            assert_eq!(error, Error::SignatureMismatch, "{coverage} {target}");
        }
    }
}

#[test]
fn accepts_a_path_behind_the_path_of_the_public_url() {
    for provider in [PATH, PATH_AND_QUERY] {
        let request = signer(provider).sign("https://app.example/prefix/hooks?a=1", "{}");
        // A proxy removed the prefix.
        let request = sent_to(&request.unwrap(), "/hooks?a=1");
        let builder = Receiver::builder(provider).secret(secret());
        let receiver = builder.public_url("https://app.example/prefix/").build();
        assert_eq!(verdict(&receiver.unwrap(), &request), Ok(()));
        let without = verdict(&without_url(provider), &request).unwrap_err();
        assert_eq!(without, Error::SignatureMismatch);
    }
}

#[test]
fn accepts_the_path_of_the_callback_url() {
    for provider in [PATH, PATH_AND_QUERY] {
        let receiver = Receiver::builder(provider)
            .secret(secret())
            .setting("callback_url", "https://app.example/public?a=1")
            .build()
            .unwrap();
        let request = signer(provider).sign("https://app.example/public?a=1", "{}");
        let request = request.unwrap();
        assert_eq!(verdict(&receiver, &request), Ok(()));
        // A proxy changed the path, so it is not known whether the original one is the configured one.
        let internal = sent_to(&request, "/internal");
        let received = receiver.receive(internal, at(NOW)).unwrap();
        let Received::Delivery(delivery) = received else {
            panic!("a handshake");
        };
        assert!(!delivery.coverage().url);
    }
}

#[test]
fn rejects_a_path_that_took_from_the_body() {
    let receiver = without_url(PATH_AND_QUERY);
    let genuine = signer(PATH_AND_QUERY).sign("https://app.example/hooks?a=1", "{}");
    let genuine = genuine.unwrap();
    verdict(&receiver, &genuine).unwrap();
    for (target, body) in [
        ("/hooks", "?a=1{}"),
        ("/hook", "s?a=1{}"),
        ("/hooks?a=1{}", ""),
    ] {
        let mut forged = sent_to(&genuine, target);
        *forged.body_mut() = body.into();
        assert!(verdict(&receiver, &forged).is_err(), "{target} {body}");
    }
    let error = verdict(&receiver, &sent_to(&genuine, "/hooks?a=[1]")).unwrap_err();
    assert_eq!(error.code(), "content_malformed");
}
