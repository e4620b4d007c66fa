//! The providers that are code: what they sign they verify, and each refusal by its name.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Uri};
use webhook_receiver::{
    Delivery, Error, Provider, Received, Receiver, Secret,
    providers::{ADYEN, CONTENTFUL, MAILGUN, TWILIO},
    testing::Signer,
};

const HEX: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
/// 64 characters, as Contentful wants them; hexadecimal, as Adyen does.
const LONG: &str = "0f9b6c3e71d24a58b2c7e6d1a4f809350f9b6c3e71d24a58b2c7e6d1a4f80936";
const ORIGIN: &str = "https://app.example";
const NOW: u64 = 1_790_000_000;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

fn receiver(provider: Provider, key: &str) -> Receiver {
    let builder = Receiver::builder(provider).secret(secret(key));
    builder.public_url(ORIGIN).build().unwrap()
}

fn signer(provider: Provider, key: &str) -> Signer {
    Signer::new(provider, secret(key)).at(at(NOW))
}

fn receive(receiver: &Receiver, request: Request<Bytes>) -> Result<Delivery, Error> {
    receiver
        .receive(request, at(NOW))
        .map(|received| match received {
            Received::Delivery(delivery) => delivery,
            Received::Handshake(_) => panic!("not a handshake"),
        })
}

/// The code of the refusal, or `accepted`.
fn outcome(receiver: &Receiver, request: Request<Bytes>) -> &'static str {
    receive(receiver, request).map_or_else(|error| error.code(), |_| "accepted")
}

fn with_body(request: &Request<Bytes>, body: impl Into<Bytes>) -> Request<Bytes> {
    let mut changed = request.clone();
    *changed.body_mut() = body.into();
    changed
}

fn with_uri(request: &Request<Bytes>, uri: &str) -> Request<Bytes> {
    let mut changed = request.clone();
    *changed.uri_mut() = uri.parse::<Uri>().unwrap();
    changed
}

fn with_header(request: &Request<Bytes>, name: &'static str, value: &str) -> Request<Bytes> {
    let mut changed = request.clone();
    let value = HeaderValue::from_str(value).unwrap();
    changed.headers_mut().insert(name, value);
    changed
}

fn without_header(request: &Request<Bytes>, name: &str) -> Request<Bytes> {
    let mut changed = request.clone();
    changed.headers_mut().remove(name);
    changed
}

fn replaced(request: &Request<Bytes>, from: &str, to: &str) -> Request<Bytes> {
    let text = std::str::from_utf8(request.body()).unwrap();
    assert!(text.contains(from), "{text}");
    with_body(request, text.replace(from, to))
}

#[test]
fn all_are_told_apart_by_the_key() {
    let form = "a=1&b=2";
    let item = r#"{"notificationItems":[{"NotificationRequestItem":{"pspReference":"P"}}]}"#;
    for (provider, body) in [
        (TWILIO, "{}"),
        (MAILGUN, "{}"),
        (ADYEN, item),
        (CONTENTFUL, "{}"),
    ] {
        let request = signer(provider, LONG)
            .sign("https://app.example/h", body)
            .unwrap();
        assert_eq!(
            outcome(&receiver(provider, LONG), request.clone()),
            "accepted"
        );
        let other = LONG.replace('9', "8");
        assert_eq!(
            outcome(&receiver(provider, &other), request.clone()),
            "signature_mismatch",
            "{provider:?}"
        );
        let both = Receiver::builder(provider)
            .secret(secret(&other))
            .secret(secret(LONG))
            .public_url(ORIGIN)
            .build()
            .unwrap();
        assert_eq!(receive(&both, request).unwrap().key(), 1, "{provider:?}");
    }
    for provider in [TWILIO, MAILGUN] {
        let signed = signer(provider, HEX)
            .form()
            .sign("https://app.example/h", form);
        let request = signed.unwrap();
        assert_eq!(outcome(&receiver(provider, HEX), request), "accepted");
    }
}

mod twilio {
    use super::*;

    const URL: &str = "https://app.example/t?x=1";

    fn form(body: &'static str) -> Request<Bytes> {
        signer(TWILIO, HEX).form().sign(URL, body).unwrap()
    }

    fn get() -> Request<Bytes> {
        let signer = signer(TWILIO, HEX).method(Method::GET);
        signer.sign(URL, "").unwrap()
    }

    #[test]
    fn form_fields_are_bound() {
        let receiver = receiver(TWILIO, HEX);
        let request = form("CallSid=CA1&From=%2B48&Empty=");
        assert_eq!(outcome(&receiver, request.clone()), "accepted");
        for body in [
            "CallSid=CA2&From=%2B48&Empty=",
            "CallSid=CA1&From=%2B48&Empty=&More=1",
            "CallSid=CA1&From=%2B48",
            "CallSid=CA1&From=+48&Empty=",
        ] {
            let changed = with_body(&request, body);
            assert_eq!(outcome(&receiver, changed), "signature_mismatch", "{body}");
        }
        let elsewhere = with_uri(&request, "https://app.example/t?x=2");
        assert_eq!(outcome(&receiver, elsewhere), "signature_mismatch");
        let unsigned = without_header(&request, "x-twilio-signature");
        assert_eq!(outcome(&receiver, unsigned), "signature_missing");
    }

    #[test]
    fn fields_are_utf8() {
        let receiver = receiver(TWILIO, HEX);
        // The replacement character itself is a text like any other.
        assert_eq!(outcome(&receiver, form("Body=%EF%BF%BD")), "accepted");
        let broken = with_body(&form("Body=%EF%BF%BD"), "Body=%FF");
        assert_eq!(outcome(&receiver, broken), "body_malformed");
    }

    #[test]
    fn other_bodies_are_bound_by_their_hash() {
        let receiver = receiver(TWILIO, HEX);
        let request = signer(TWILIO, HEX).sign(URL, r#"{"a":1}"#).unwrap();
        assert!(request.uri().query().unwrap().contains("bodySHA256="));
        assert_eq!(outcome(&receiver, request.clone()), "accepted");
        let changed = with_body(&request, r#"{"a":2}"#);
        assert_eq!(outcome(&receiver, changed), "content_malformed");
        let unbound = with_uri(&request, URL);
        assert_eq!(outcome(&receiver, unbound), "body_not_bound");
        let with_a_body = with_body(&get(), "x");
        assert_eq!(outcome(&receiver, with_a_body), "body_not_bound");
    }

    /// The hash counts only as a part of the signed URL, also where that is configured.
    #[test]
    fn the_hash_is_signed_where_the_url_is_configured() {
        let receiver = Receiver::builder(TWILIO)
            .secret(secret(HEX))
            .setting("callback_url", URL)
            .build()
            .unwrap();
        let json = signer(TWILIO, HEX)
            .setting("callback_url", URL)
            .sign("https://inside.example/t", r#"{"a":1}"#)
            .unwrap();
        assert_eq!(outcome(&receiver, json.clone()), "accepted");

        // A signature over the URL alone, seen on a GET, must not carry a body of one's own.
        let genuine = get();
        assert_eq!(outcome(&receiver, genuine.clone()), "accepted");
        let mut forged = json;
        *forged.headers_mut() = genuine.headers().clone();
        let json = HeaderValue::from_static("application/json");
        forged.headers_mut().insert("content-type", json);
        assert_eq!(outcome(&receiver, forged), "signature_mismatch");
    }

    #[test]
    fn default_ports_may_be_named() {
        for (signed, called) in [
            ("https://app.example:443", "https://app.example"),
            ("https://app.example", "https://app.example:443"),
            ("http://app.example:80", "http://app.example"),
            ("https://[::1]:443", "https://[::1]"),
        ] {
            let request = signer(TWILIO, HEX)
                .public_url(signed)
                .form()
                .sign("https://inside.example/t", "a=1")
                .unwrap();
            let receiver = Receiver::builder(TWILIO)
                .secret(secret(HEX))
                .public_url(called)
                .build()
                .unwrap();
            assert_eq!(outcome(&receiver, request), "accepted", "{signed} {called}");
        }
        let request = signer(TWILIO, HEX)
            .public_url("https://app.example:8443")
            .form()
            .sign("https://inside.example/t", "a=1")
            .unwrap();
        assert_eq!(
            outcome(&receiver(TWILIO, HEX), request),
            "signature_mismatch"
        );
    }

    /// The key tells the algorithm; the header that names one is not even read.
    #[test]
    fn a_header_does_not_choose_the_algorithm() {
        const SETTINGS: &str = "x-twilio-webhooks-signature-settings";
        const SHARED: &str = "shared-0f9b6c3e71d24a58b2c7e6d1a4f80935";
        for (key, length) in [(HEX, 28), (SHARED, 44)] {
            let request = signer(TWILIO, key).form().sign(URL, "a=1").unwrap();
            assert_eq!(request.headers()["x-twilio-signature"].len(), length);
            for algorithm in ["HMAC_SHA1", "HMAC_SHA256", "none"] {
                let settings = format!("key=k,algorithm={algorithm}");
                let request = with_header(&request, SETTINGS, &settings);
                assert_eq!(outcome(&receiver(TWILIO, key), request), "accepted");
            }
        }
    }
}

mod mailgun {
    use super::*;

    const URL: &str = "https://app.example/m";

    fn json() -> Request<Bytes> {
        let body = r#"{"event-data":{"event":"opened"}}"#;
        signer(MAILGUN, HEX).sign(URL, body).unwrap()
    }

    #[test]
    fn kind_and_id() {
        let delivery = receive(&receiver(MAILGUN, HEX), json()).unwrap();
        assert_eq!(delivery.kind(), Some("opened"));
        assert_eq!(delivery.id().map(str::len), Some(50));
        assert!(!delivery.kind_is_signed());
        assert_eq!(delivery.coverage().to_string(), "sender+time");
    }

    #[test]
    fn refusals() {
        let receiver = receiver(MAILGUN, HEX);
        let request = json();
        let later = receiver
            .receive(request.clone(), at(NOW + 301))
            .unwrap_err();
        assert_eq!(later, Error::TooOld);
        let earlier = receiver
            .receive(request.clone(), at(NOW - 301))
            .unwrap_err();
        assert_eq!(earlier, Error::TooNew);
        let time = NOW.to_string();
        for (from, to, code) in [
            (&*time, "1790000001", "signature_mismatch"),
            (&time, "17900000000", "timestamp_malformed"),
            (&time, "179000000", "timestamp_malformed"),
            (&time, "x790000000", "timestamp_malformed"),
            (r#""token":""#, r#""token":"0"#, "content_malformed"),
            (r#""token":""#, r#""token":"","x":""#, "content_malformed"),
            (r#""token""#, r#""t""#, "content_missing"),
            (r#""timestamp""#, r#""t""#, "timestamp_missing"),
            (r#""signature":""#, r#""s":""#, "signature_missing"),
            (
                r#""signature":""#,
                r#""signature":"x"#,
                "signature_malformed",
            ),
            (
                r#""signature":{"#,
                r#""signature":1,"x":{"#,
                "signature_missing",
            ),
            (r#""token":"#, r#""token":"1","token":"#, "content_doubled"),
            ("{", "", "body_malformed"),
        ] {
            let request = replaced(&request, from, to);
            assert_eq!(outcome(&receiver, request), code, "{from} {to}");
        }
        assert_eq!(
            outcome(&receiver, with_body(&request, "")),
            "body_malformed"
        );
    }

    #[test]
    fn forms() {
        let receiver = receiver(MAILGUN, HEX);
        let request = signer(MAILGUN, HEX)
            .form()
            .sign(URL, "event=opened&city=%C5%81")
            .unwrap();
        let delivery = receive(&receiver, request.clone()).unwrap();
        assert_eq!(delivery.kind(), Some("opened"));
        for (from, to, code) in [
            ("&token=", "&tok=", "content_missing"),
            ("&token=", "&token=1&token=", "content_doubled"),
            ("&token=", "&token=0", "content_malformed"),
            ("&signature=", "&s=", "signature_missing"),
        ] {
            let request = replaced(&request, from, to);
            assert_eq!(outcome(&receiver, request), code, "{from} {to}");
        }
    }
}

mod adyen {
    use super::*;

    const BATCH: &str = r#"{"live":"false","notificationItems":[
        {"NotificationRequestItem":{"pspReference":"P1","merchantAccountCode":"M","merchantReference":"r1","amount":{"value":1130,"currency":"EUR"},"eventCode":"AUTHORISATION","success":"true","reason":"free"}},
        {"NotificationRequestItem":{"pspReference":"P2","originalReference":"P1","merchantAccountCode":"M","merchantReference":"Zo\u00eb","amount":{"value":99,"currency":"EUR"},"eventCode":"REFUND","success":"false"}}]}"#;

    fn batch() -> Request<Bytes> {
        signer(ADYEN, LONG)
            .sign("https://app.example/a", BATCH)
            .unwrap()
    }

    #[test]
    fn the_eight_fields_of_every_item_are_bound() {
        let receiver = receiver(ADYEN, LONG);
        let request = batch();
        let delivery = receive(&receiver, request.clone()).unwrap();
        assert_eq!(delivery.kind(), Some("AUTHORISATION"));
        assert_eq!(delivery.coverage().to_string(), "fields");
        for (from, to) in [
            (r#""P2""#, r#""P3""#),
            (r#""P1""#, r#""P3""#),
            (r#""M""#, r#""N""#),
            ("Zo", "Za"),
            ("99", "9900"),
            ("99", "99.0"),
            ("1130", "\"11300\""),
            ("EUR", "USD"),
            ("REFUND", "CAPTURE"),
            (r#""success":"false""#, r#""success":"true""#),
        ] {
            let request = replaced(&request, from, to);
            assert_eq!(
                outcome(&receiver, request),
                "signature_mismatch",
                "{from} {to}"
            );
        }
        let unsigned = replaced(&request, "free", "bound");
        assert_eq!(outcome(&receiver, unsigned), "accepted", "not signed");
    }
}

mod contentful {
    use super::*;

    const URL: &str = "https://app.example/c?a=1&b=2";

    #[test]
    fn head_and_body_are_bound() {
        let receiver = receiver(CONTENTFUL, LONG);
        let request = signer(CONTENTFUL, LONG)
            .kind("ContentManagement.Entry.publish")
            .sign(URL, "{}")
            .unwrap();
        assert_eq!(outcome(&receiver, request.clone()), "accepted");
        for (url, code) in [
            ("https://app.example/c?a=1&b=3", "signature_mismatch"),
            ("https://app.example/d?a=1&b=2", "signature_mismatch"),
            ("https://app.example/c", "signature_mismatch"),
            // Nothing after a second question mark would be signed.
            ("https://app.example/c?a=1&b=2?c", "content_malformed"),
        ] {
            assert_eq!(outcome(&receiver, with_uri(&request, url)), code, "{url}");
        }
        assert_eq!(
            outcome(&receiver, with_body(&request, "[]")),
            "signature_mismatch"
        );
        for name in ["x-contentful-signed-headers", "x-contentful-timestamp"] {
            let request = with_header(&request, "x-contentful-signed-headers", name);
            assert_eq!(outcome(&receiver, request), "content_malformed", "{name}");
        }
        let late = receiver.receive(request, at(NOW + 31)).unwrap_err();
        assert_eq!(late, Error::TooOld);
    }

    /// As the toolkit of the provider has it: a query of nothing is no query.
    #[test]
    fn an_empty_query_is_none() {
        let receiver = receiver(CONTENTFUL, LONG);
        let request = signer(CONTENTFUL, LONG)
            .sign("https://app.example/c", "{}")
            .unwrap();
        let request = with_uri(&request, "https://app.example/c?");
        assert_eq!(outcome(&receiver, request), "accepted");
    }
}
