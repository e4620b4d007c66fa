//! Providers that are code: genuine requests are accepted, and each kind of change is rejected with its
//! error.

use crate::common::rows;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Uri};
use webhook_receiver::{
    Delivery, Error, Provider, Received, Receiver, Secret,
    providers::{ADYEN, CONTENTFUL, MAILGUN, TWILIO, WECHAT},
    testing::Signer,
};

const HEX: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
/// 64 characters, as Contentful requires; hexadecimal, as Adyen does.
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

/// Returns the code of the error, or `accepted`.
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

/// The code of a provider is compiled in crates that use the provider, and not in each build of this one.
#[test]
fn is_not_compiled_unless_it_is_used() {
    let folder = crate::common::repository().join("src/providers");
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod").next().unwrap();
        let mut before = "";
        for line in code.lines() {
            let mut words = line.split_whitespace();
            let is_function = words
                .find(|word| !matches!(*word, "const" | "pub" | "pub(super)" | "pub(crate)"))
                == Some("fn");
            let is_generic = line.contains(": serde::");
            assert!(
                !is_function || is_generic || before.trim() == "#[inline]",
                "{}: `#[inline]` is missing before {line}",
                file.display(),
            );
            before = line;
        }
    }
}

/// A body that is not text, under a signature in the query that is wrong already.
#[test]
fn rejects_for_one_reason_however_the_body_arrives() {
    let receiver = receiver(WECHAT, "0f9b6c3e71d24a58b2c7e6d1a4f80935");
    let url = "https://app.example/hooks?signature=51b658dc285147622b578319149f0c153295f2f3\
               &timestamp=1790000000&nonce=1320562132";
    let request = || {
        let body = Bytes::from_static(b"<xml>\xff</xml>");
        Request::post(url).body(body).unwrap()
    };
    assert_eq!(outcome(&receiver, request()), "signature_mismatch");
    let (head, body) = request().into_parts();
    let pieces = receiver
        .begin(webhook_receiver::Head::from(head), at(NOW))
        .and_then(|mut verifier| {
            verifier.update(body)?;
            verifier.finish()
        });
    assert_eq!(pieces.unwrap_err().code(), "signature_mismatch");
}

#[test]
fn rejects_another_key() {
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
        assert_eq!(
            receive(&both, request).unwrap().key_index(),
            1,
            "{provider:?}"
        );
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
    fn rejects_changed_form_fields() {
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
    fn rejects_fields_that_are_not_utf8() {
        let receiver = receiver(TWILIO, HEX);
        // The replacement character itself is valid text.
        assert_eq!(outcome(&receiver, form("Body=%EF%BF%BD")), "accepted");
        let broken = with_body(&form("Body=%EF%BF%BD"), "Body=%FF");
        assert_eq!(outcome(&receiver, broken), "body_malformed");
    }

    #[test]
    fn rejects_other_bodies_than_the_hashed_one() {
        let receiver = receiver(TWILIO, HEX);
        let request = signer(TWILIO, HEX).sign(URL, r#"{"a":1}"#).unwrap();
        assert!(request.uri().query().unwrap().contains("bodySHA256="));
        assert_eq!(outcome(&receiver, request.clone()), "accepted");
        let changed = with_body(&request, r#"{"a":2}"#);
        assert_eq!(outcome(&receiver, changed), "content_malformed");
        // The parameter with the hash is not required: then the hash is computed from the body.
        let unnamed = with_uri(&request, URL);
        assert_eq!(outcome(&receiver, unnamed.clone()), "accepted");
        let changed = with_body(&unnamed, r#"{"a":2}"#);
        assert_eq!(outcome(&receiver, changed), "signature_mismatch");
        let with_a_body = with_body(&get(), "x");
        assert_eq!(outcome(&receiver, with_a_body), "body_not_bound");
    }

    /// The hash counts only as a part of the signed URL, even if the URL is configured.
    #[test]
    fn rejects_another_hash_under_a_configured_url() {
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

        // A signature over the URL alone, recorded from a GET, must not authenticate an attacker's body.
        let genuine = get();
        assert_eq!(outcome(&receiver, genuine.clone()), "accepted");
        let mut forged = json;
        *forged.headers_mut() = genuine.headers().clone();
        let json = HeaderValue::from_static("application/json");
        forged.headers_mut().insert("content-type", json);
        assert_eq!(outcome(&receiver, forged), "signature_mismatch");
    }

    #[test]
    fn accepts_default_ports() {
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

    #[test]
    fn rejects_a_body_that_is_not_the_one_of_the_hash_in_the_url() {
        let receiver = receiver(TWILIO, HEX);
        let json = signer(TWILIO, HEX).sign(URL, r#"{"a":1}"#).unwrap();
        let mut get = with_body(&json, "");
        *get.method_mut() = Method::GET;
        assert_eq!(outcome(&receiver, get), "content_malformed");
        for body in ["", "a=1", "{}"] {
            let form = "application/x-www-form-urlencoded";
            let changed = with_header(&with_body(&json, body), "content-type", form);
            assert_eq!(outcome(&receiver, changed), "content_malformed", "{body}");
        }
    }

    #[test]
    fn rejects_fields_that_change_nothing_of_what_is_signed() {
        let receiver = receiver(TWILIO, HEX);
        let empty = with_body(&form("a=1"), "");
        assert_eq!(outcome(&receiver, empty), "signature_mismatch");
        for body in ["a=1&=", "=&a=1", "=a1"] {
            let changed = with_body(&form("a=1"), body);
            assert_eq!(outcome(&receiver, changed), "content_malformed", "{body}");
        }
    }

    #[test]
    fn rejects_more_fields_than_the_limit() {
        let most = "a&".repeat(1000);
        let request = form("a=1");
        let rejected = |body: String| {
            let mut request = request.clone();
            *request.body_mut() = body.into();
            outcome(&receiver(TWILIO, HEX), request)
        };
        assert_eq!(rejected(most.clone()), "signature_mismatch");
        assert_eq!(rejected(format!("{most}a")), "too_many_items");
    }

    /// The length of the signature selects the hash; the header that names an algorithm is not read.
    #[test]
    fn rejects_an_algorithm_of_the_senders_choice() {
        const SETTINGS: &str = "x-twilio-webhooks-signature-settings";
        const SHARED: &str = "shared-0f9b6c3e71d24a58b2c7e6d1a4f80935";
        for key in [HEX, SHARED] {
            let request = signer(TWILIO, key).form().sign(URL, "a=1").unwrap();
            assert_eq!(request.headers()["x-twilio-signature"].len(), 28);
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
    fn returns_kind_and_id() {
        let delivery = receive(&receiver(MAILGUN, HEX), json()).unwrap();
        assert_eq!(delivery.kind(), Some("opened"));
        assert_eq!(delivery.id().map(str::len), Some(50));
        assert!(!delivery.kind_is_signed());
        assert_eq!(delivery.coverage().to_string(), "sender+event-time");
    }

    #[test]
    fn rejects_each_malformed_request() {
        let receiver = receiver(MAILGUN, HEX);
        let request = json();
        // The last retry comes after eight hours.
        let later = receiver.receive(request.clone(), at(NOW + 9 * 3600));
        assert!(later.is_ok());
        let earlier = receiver
            .receive(request.clone(), at(NOW - 301))
            .unwrap_err();
        assert_eq!(earlier.code(), "timestamp_too_new");
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
            (
                r#""token":"#,
                r#""token":"1","token":"#,
                "content_duplicate",
            ),
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
    fn rejects_changed_forms_of_mailgun() {
        let receiver = receiver(MAILGUN, HEX);
        let request = signer(MAILGUN, HEX)
            .form()
            .sign(URL, "event=opened&city=%C5%81")
            .unwrap();
        let delivery = receive(&receiver, request.clone()).unwrap();
        assert_eq!(delivery.kind(), Some("opened"));
        for (from, to, code) in [
            ("&token=", "&tok=", "content_missing"),
            // A variable of the message.
            ("&token=", "&token=1&token=", "accepted"),
            ("&token=", "&token=0", "signature_mismatch"),
            ("&token=", "&token=&t=", "content_malformed"),
            ("&token=", "&token=.&t=", "content_malformed"),
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
    fn rejects_changes_in_eight_fields_of_every_item() {
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
    fn rejects_changed_heads_and_bodies() {
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
            // Text after a second question mark would not be signed.
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
        assert_eq!(late.code(), "timestamp_too_old");
    }

    /// As in the provider's toolkit, an empty query is the same as none.
    #[test]
    fn accepts_an_empty_query_as_none() {
        let receiver = receiver(CONTENTFUL, LONG);
        let request = signer(CONTENTFUL, LONG)
            .sign("https://app.example/c", "{}")
            .unwrap();
        let request = with_uri(&request, "https://app.example/c?");
        assert_eq!(outcome(&receiver, request), "accepted");
    }
}

/// Shorter providers: the genuine request is accepted, and each change of a signed part is rejected with its
/// error. A change replaces text in the body, the URL or a header.
mod others {
    use super::*;
    use webhook_receiver::providers::{
        BRAINTREE, COINBASE_CDP, DROPBOX_SIGN, FRESHBOOKS, HOOK0, HYGRAPH, IYZICO, MANDRILL,
        MERCADO_PAGO, MICROSOFT_GRAPH, NOWPAYMENTS, PERSONA, PLIVO, TREEZOR, WECHAT,
    };

    enum Change {
        Body(&'static str, &'static str),
        Url(&'static str, &'static str),
        Header(&'static str, &'static str, &'static str),
        Unset(&'static str),
    }
    use Change::{Body, Header, Unset, Url};

    const URL: &str = "https://app.example/h?a=1";

    fn changed(request: &Request<Bytes>, change: &Change) -> Request<Bytes> {
        match change {
            Body(from, to) => replaced(request, from, to),
            Url(from, to) => {
                let url = request.uri().to_string();
                assert!(url.contains(from), "{url}");
                with_uri(request, &url.replace(from, to))
            }
            Header(name, from, to) => {
                let value = request.headers()[*name].to_str().unwrap();
                assert!(value.contains(from), "{value}");
                with_header(request, name, &value.replace(from, to))
            }
            Unset(name) => without_header(request, name),
        }
    }

    fn check(provider: Provider, body: &'static str, changes: &[(Change, &str)]) {
        let signer = rows::configured_signer(signer(provider, HEX), provider);
        let signer = if body.contains('=') && !body.starts_with('{') {
            signer.form()
        } else {
            signer
        };
        let request = signer.sign(URL, body).unwrap();
        decided(provider, &request, changes);
    }

    fn decided(provider: Provider, request: &Request<Bytes>, changes: &[(Change, &str)]) {
        let builder = Receiver::builder(provider).secret(secret(HEX));
        let builder = rows::configured(builder.public_url(ORIGIN), provider);
        let receiver = builder.build().unwrap();
        assert_eq!(
            outcome(&receiver, request.clone()),
            "accepted",
            "{provider:?}"
        );
        for (index, (change, code)) in changes.iter().enumerate() {
            let request = changed(request, change);
            let outcome = outcome(&receiver, request);
            assert_eq!(outcome, *code, "{provider:?}: change {index}");
        }
    }

    #[test]
    fn rejects_changed_requests_of_braintree() {
        check(
            BRAINTREE,
            "<notification/>",
            &[
                (Body("bt_payload=PG", "bt_payload=PH"), "signature_mismatch"),
                // A missing line feed is restored.
                (Body("%0A", ""), "accepted"),
                (Body("bt_signature", "signature"), "signature_missing"),
                (Body("bt_payload", "payload"), "content_missing"),
                (
                    Body("integration_public_key", "other"),
                    "signature_malformed",
                ),
                (
                    Body("bt_payload", "bt_payload=x&bt_payload"),
                    "content_duplicate",
                ),
                // It could be a challenge, for which anybody can get a signature.
                (
                    Body("bt_payload=", "bt_payload=abc&rest="),
                    "content_malformed",
                ),
            ],
        );
    }

    #[test]
    fn rejects_changed_requests_of_mandrill() {
        check(
            MANDRILL,
            r#"[{"event":"send","_id":"1"}]"#,
            &[
                (Body("send", "open"), "signature_mismatch"),
                (Body("mandrill_events=", "events="), "content_malformed"),
                (Url("a=1", "a=2"), "signature_mismatch"),
                (Unset("x-mandrill-signature"), "signature_missing"),
                // Without it, the body would not be read as a form.
                (Unset("content-type"), "body_not_bound"),
                (Body("send", "%FF"), "body_malformed"),
            ],
        );
    }

    #[test]
    fn rejects_changed_requests_of_plivo() {
        check(
            PLIVO,
            "Event=Ring&CallUUID=c1",
            &[
                (Body("Ring", "Hangup"), "signature_mismatch"),
                (Body("&CallUUID=c1", ""), "signature_mismatch"),
                (Url("a=1", "a=2"), "signature_mismatch"),
                (
                    Header("x-plivo-signature-v3-nonce", "0", "1"),
                    "signature_mismatch",
                ),
                (Unset("x-plivo-signature-v3-nonce"), "content_missing"),
                (Unset("x-plivo-signature-v3"), "signature_missing"),
                (Unset("content-type"), "body_not_bound"),
            ],
        );
    }

    /// A signature of the main account is accepted too, and so is any signature in a list.
    #[test]
    fn accepts_any_signature_of_a_list_and_of_the_main_account_of_plivo() {
        let request = signer(PLIVO, HEX).form().sign(URL, "Event=Ring").unwrap();
        let right = request.headers()["x-plivo-signature-v3"].clone();
        let right = right.to_str().unwrap();
        let receiver = receiver(PLIVO, HEX);
        let wrong = "UJ5xTlbZuGouTVE1ZmpgwEKHc8BcbSoZHG9kbLrkWPY=";
        let list = with_header(
            &request,
            "x-plivo-signature-v3",
            &format!("{wrong},{right}"),
        );
        assert_eq!(outcome(&receiver, list), "accepted");
        let main = without_header(&request, "x-plivo-signature-v3");
        let main = with_header(&main, "x-plivo-signature-ma-v3", right);
        assert_eq!(outcome(&receiver, main), "accepted");
        let many = [wrong; 17].join(",");
        let many = with_header(&request, "x-plivo-signature-v3", &many);
        assert_eq!(outcome(&receiver, many), "too_many_signatures");
    }

    #[test]
    fn rejects_an_item_of_microsoft_graph_without_its_own_token() {
        check(
            MICROSOFT_GRAPH,
            r#"{"value":[{"id":"1"},{"id":"2"}]}"#,
            &[
                (Body(r#""id":"2""#, r#""id":"3""#), "accepted"),
                (
                    Body(
                        r#""clientState":"0f9b6c3e71d24a58b2c7e6d1a4f80935","id":"2""#,
                        r#""id":"2""#,
                    ),
                    "signature_missing",
                ),
                (
                    Body(r#"f80935","id":"2""#, r#"f80936","id":"2""#),
                    "signature_mismatch",
                ),
                (Body("{\"value\"", "{\"v\""), "body_malformed"),
            ],
        );
    }

    #[test]
    fn rejects_changed_requests_of_freshbooks() {
        check(
            FRESHBOOKS,
            "name=invoice.create&object_id=1",
            &[
                (Body("object_id=1", "object_id=2"), "signature_mismatch"),
                (Body("name=", "name=x&name="), "content_duplicate"),
                (Unset("x-freshbooks-hmac-sha256"), "signature_missing"),
                (Unset("content-type"), "body_not_bound"),
            ],
        );
    }

    #[test]
    fn rejects_changed_queries_of_wechat() {
        check(
            WECHAT,
            "<xml/>",
            &[
                (Body("<xml/>", "<xml></xml>"), "accepted"),
                (Url("nonce=1", "nonce=2"), "signature_mismatch"),
                (Url("nonce=", "n="), "content_missing"),
                (
                    Url("timestamp=1790000000", "timestamp=1790000001"),
                    "signature_mismatch",
                ),
                (
                    Url("timestamp=1790000000", "timestamp=1790000301"),
                    "timestamp_too_new",
                ),
                (
                    // 15 seconds of retries plus the tolerance.
                    Url("timestamp=1790000000", "timestamp=1789999684"),
                    "timestamp_too_old",
                ),
                (Url("timestamp=1", "timestamp=+1"), "timestamp_malformed"),
                (Url("timestamp=", "t="), "timestamp_missing"),
                (Url("signature=", "s="), "signature_missing"),
            ],
        );
    }

    #[test]
    fn rejects_changed_requests_and_signatures_of_persona() {
        let request = signer(PERSONA, HEX).sign(URL, "{}").unwrap();
        let header = request.headers()["persona-signature"].to_str().unwrap();
        let header: &str = header.to_owned().leak();
        let (time, signature) = header.split_once(',').unwrap();
        let set = |value: String| Header("persona-signature", header, value.leak());
        decided(
            PERSONA,
            &request,
            &[
                (Body("{}", "[]"), "signature_mismatch"),
                (Unset("persona-signature"), "signature_missing"),
                (set(time.into()), "signature_malformed"),
                (set(signature.into()), "timestamp_malformed"),
                (set(format!("t=1,{signature}")), "timestamp_too_old"),
                (set(format!("t=x,{signature}")), "timestamp_malformed"),
                (set(format!("{header},{signature}")), "signature_duplicate"),
                (set(format!("t=1,{signature} {header}")), "accepted"),
                (set([header; 9].join(" ")), "too_many_signatures"),
            ],
        );
    }

    #[test]
    fn rejects_changed_requests_of_mercado_pago() {
        let url = "https://app.example/h?data.id=A1&type=payment";
        let request = signer(MERCADO_PAGO, HEX).sign(url, "{}").unwrap();
        decided(
            MERCADO_PAGO,
            &request,
            &[
                (Body("{}", "[]"), "accepted"),
                (Url("data.id=A1", "data.id=a1"), "accepted"),
                (Url("data.id=A1", "data.id=A2"), "signature_mismatch"),
                (Url("data.id=A1&", ""), "signature_mismatch"),
                // The request id must not be a part of the data id.
                (
                    Url("data.id=A1", "data.id=A1;request-id:1"),
                    "content_malformed",
                ),
                (
                    Header("x-signature", "ts=1790000000", "ts=1790000001"),
                    "signature_mismatch",
                ),
                (
                    Header("x-signature", "ts=1790000000", "ts=1790000000000"),
                    "signature_mismatch",
                ),
                (
                    Header("x-signature", "ts=1790000000", "ts=1789999000"),
                    "signature_mismatch",
                ),
                (Header("x-signature", "ts=", "t="), "timestamp_malformed"),
                (Header("x-signature", "v1=", "v2="), "signature_malformed"),
                (Unset("x-signature"), "signature_missing"),
            ],
        );
    }

    #[test]
    fn rejects_changed_requests_of_hook0_and_coinbase() {
        for provider in [HOOK0, COINBASE_CDP] {
            const NAME: &str = "x-hook0-signature";
            check(
                provider,
                "{}",
                &[
                    (Body("{}", "[]"), "signature_mismatch"),
                    (Header("x-event-id", "0000", "1111"), "signature_mismatch"),
                    (Unset("x-event-id"), "content_missing"),
                    (
                        Header(NAME, "t=1790000000", "t=1790000001"),
                        "signature_mismatch",
                    ),
                    (
                        Header(NAME, "t=1790000000", "t=1789999699"),
                        "timestamp_too_old",
                    ),
                    (Header(NAME, "t=1790000000", "t=x"), "timestamp_malformed"),
                    (Header(NAME, "t=", "x="), "timestamp_malformed"),
                    (Header(NAME, "h=x-event-id", "h=a (b)"), "content_malformed"),
                    (Header(NAME, "h=", "x="), "content_malformed"),
                    (Header(NAME, "v1=", "v2="), "signature_malformed"),
                    (Header(NAME, "v1=", "v1=00,v1="), "signature_duplicate"),
                    // A signature over the time and the body alone is another one.
                    (Header(NAME, "v1=", "v0="), "signature_mismatch"),
                    (Unset(NAME), "signature_missing"),
                ],
            );
        }
    }

    #[test]
    fn rejects_changed_requests_of_hygraph() {
        const NAME: &str = "gcms-signature";
        check(
            HYGRAPH,
            r#"{"operation":"publish","n":"ü \" \\"}"#,
            &[
                (Body("publish", "delete"), "signature_mismatch"),
                (Header(NAME, "env=master", "env=dev"), "signature_mismatch"),
                (Header(NAME, "env=", "e="), "content_malformed"),
                (Header(NAME, ", t=", ",t="), "timestamp_malformed"),
                (
                    Header(NAME, "t=1790000000000", "t=1789999000000"),
                    "timestamp_too_old",
                ),
                (Header(NAME, "sign=", "s="), "signature_malformed"),
                (
                    Header(NAME, "t=1790000000000", "t=1790000000000, x=1"),
                    "signature_malformed",
                ),
                (Unset(NAME), "signature_missing"),
            ],
        );
    }

    #[test]
    fn rejects_changed_payloads_of_treezor() {
        check(
            TREEZOR,
            r#"{"url":"https:\/\/x","n":"a b"}"#,
            &[
                (Body("a b", "a c"), "signature_mismatch"),
                (Body("user.create", "user.cancel"), "accepted"),
                (Body(r"https:\/\/x", "https://x"), "content_malformed"),
                (Body(r#""n":"#, r#""n": "#), "content_malformed"),
                (Body("object_payload_signature", "s"), "signature_missing"),
                (
                    Body(r#""object_payload":"#, r#""payload":"#),
                    "content_missing",
                ),
                (
                    Body(
                        r#""object_payload":"#,
                        r#""object_payload":{},"object_payload":"#,
                    ),
                    "content_duplicate",
                ),
            ],
        );
    }

    #[test]
    fn rejects_changed_values_of_nowpayments_and_accepts_another_order() {
        check(
            NOWPAYMENTS,
            r#"{"b":{"d":0.10,"c":[1,{"f":"é","e":null}]},"a":"x"}"#,
            &[
                // The order of keys and the escapes in strings do not matter.
                (
                    Body(
                        r#"{"b":{"d":0.10,"c":[1,{"f":"é","e":null}]},"a":"x"}"#,
                        r#"{ "a":"x", "b":{"c":[1,{"e":null,"f":"\u00e9"}],"d":0.10}}"#,
                    ),
                    "accepted",
                ),
                (Body("0.10", "0.11"), "signature_mismatch"),
                (Body("null", "true"), "signature_mismatch"),
                (Body(r#""a":"x""#, r#""a":"x","z":1"#), "signature_mismatch"),
                (Body(r#""a":"x""#, r#""a":"x","a":"x""#), "body_malformed"),
                (Body(r#""a":"x"}"#, ""), "body_malformed"),
                (Unset("x-nowpayments-sig"), "signature_missing"),
            ],
        );
        let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
        let request = signer(NOWPAYMENTS, HEX).sign(URL, "{}").unwrap();
        let receiver = receiver(NOWPAYMENTS, HEX);
        assert_eq!(
            outcome(&receiver, with_body(&request, deep)),
            "body_malformed"
        );
    }

    #[test]
    fn rejects_changed_fields_and_another_merchant_of_iyzico() {
        check(
            IYZICO,
            r#"{"iyziEventType":"A","iyziPaymentId":1,"token":"t","paymentConversationId":"c","status":"SUCCESS","x":1}"#,
            &[
                (Body("SUCCESS", "FAILURE"), "signature_mismatch"),
                (
                    Body(r#""token":"t""#, r#""token":"u""#),
                    "signature_mismatch",
                ),
                (Body(r#""x":1"#, r#""x":2"#), "accepted"),
                (Body(r#""x":1"#, r#""token":"t""#), "content_duplicate"),
                (Unset("x-iyz-signature-v3"), "signature_missing"),
            ],
        );
        let subscription = r#"{"iyziEventType":"A","subscriptionReferenceCode":"s"}"#;
        let of = |merchant: &str| {
            let signer = signer(IYZICO, HEX).setting("merchant_id", merchant);
            signer.sign(URL, subscription).unwrap()
        };
        let receiver = Receiver::builder(IYZICO)
            .secret(secret(HEX))
            .setting("merchant_id", "123");
        let receiver = receiver.build().unwrap();
        assert_eq!(outcome(&receiver, of("123")), "accepted");
        assert_eq!(outcome(&receiver, of("124")), "signature_mismatch");
    }

    #[test]
    fn rejects_a_changed_event_of_dropbox_sign() {
        check(
            DROPBOX_SIGN,
            r#"{"event":{"event_type":"signature_request_sent"},"account_guid":"1"}"#,
            &[
                (
                    Body(r#""account_guid":"1""#, r#""account_guid":"2""#),
                    "accepted",
                ),
                (Body("request_sent", "request_signed"), "signature_mismatch"),
                (Body("1790000000", "1790000001"), "signature_mismatch"),
                (Body("1790000000", "179000000x"), "content_malformed"),
                // The event type must not begin with a digit, since the time ends in one.
                (
                    Body(r#""signature_request"#, r#""0signature_request"#),
                    "content_malformed",
                ),
                (Body("event_hash", "hash"), "signature_missing"),
                (Body("event_time", "time"), "content_missing"),
                (Body("name=\"json\"", "name=\"other\""), "content_missing"),
                (Body("--webhook-receiver--", ""), "body_malformed"),
                (Header("content-type", "boundary=", "b="), "body_malformed"),
                (Unset("content-type"), "content_missing"),
            ],
        );
    }

    #[test]
    fn rejects_changed_requests_of_feishu_and_decrypts_genuine_ones() {
        use webhook_receiver::providers::FEISHU;
        const TIME: &str = "x-lark-request-timestamp";
        check(
            FEISHU,
            r#"{"schema":"2.0","header":{"event_type":"a"}}"#,
            &[
                (
                    Body("{\"encrypt\":\"", "{\"encrypt\":\"AAAA"),
                    "signature_mismatch",
                ),
                (
                    Header("x-lark-request-nonce", "13", "14"),
                    "signature_mismatch",
                ),
                (
                    Header(TIME, "1790000000", "1790000001"),
                    "signature_mismatch",
                ),
                (
                    Header(TIME, "1790000000", "1790000301"),
                    "timestamp_too_new",
                ),
                (Header(TIME, "1790000000", "x"), "timestamp_malformed"),
                (Unset(TIME), "timestamp_missing"),
                (Unset("x-lark-request-nonce"), "content_missing"),
                (Unset("x-lark-signature"), "signature_missing"),
            ],
        );
        let event = r#"{"schema":"2.0","header":{"event_type":"a","event_id":"1"}}"#;
        let request = signer(FEISHU, HEX).sign(URL, event).unwrap();
        assert!(request.body().starts_with(b"{\"encrypt\""));
        let delivery = receive(&receiver(FEISHU, HEX), request).unwrap();
        assert_eq!(delivery.body(), event, "as it was before");
        assert_eq!((delivery.kind(), delivery.id()), (Some("a"), Some("1")));
        assert!(delivery.kind_is_signed());
    }

    #[test]
    fn rejects_changed_card_actions_of_feishu_and_decrypts_genuine_ones() {
        use webhook_receiver::providers::{FEISHU, FEISHU_CARD};
        const TIME: &str = "x-lark-request-timestamp";
        let action = r#"{"open_id":"ou_1","token":"c-1","action":{"tag":"button"}}"#;
        check(
            FEISHU_CARD,
            action,
            &[
                (Body("button", "overflow"), "signature_mismatch"),
                (
                    Header("x-lark-request-nonce", "13", "14"),
                    "signature_mismatch",
                ),
                (
                    Header(TIME, "1790000000", "1790000001"),
                    "signature_mismatch",
                ),
                (
                    Header(TIME, "1790000000", "1790000301"),
                    "timestamp_too_new",
                ),
                (Unset(TIME), "timestamp_missing"),
                (Unset("x-lark-request-nonce"), "content_missing"),
                (Unset("x-lark-signature"), "signature_missing"),
            ],
        );
        // The body is encrypted with the Encrypt Key, and signed with the other secret.
        let key = "kudryavka-kudryavka";
        let sealed = signer(FEISHU, key).sign(URL, action).unwrap().into_body();
        let request = signer(FEISHU_CARD, HEX).sign(URL, sealed).unwrap();
        let builder = Receiver::builder(FEISHU_CARD).secret(secret(HEX));
        let receiver = builder.setting("encrypt_key", key).build().unwrap();
        let delivery = receive(&receiver, request).unwrap();
        assert_eq!(delivery.body(), action, "as it was before");
        assert_eq!(delivery.kind(), Some("button"));
    }

    #[test]
    fn rejects_changed_requests_of_wecom_and_decrypts_genuine_ones() {
        use webhook_receiver::providers::WECOM;
        let message = "<xml><MsgType>text</MsgType></xml>";
        check(
            WECOM,
            message,
            &[
                (
                    Body("<Encrypt><![CDATA[", "<Encrypt><![CDATA[AAAA"),
                    "signature_mismatch",
                ),
                (Body("<Encrypt>", "<E>"), "content_missing"),
                (
                    Body("<Encrypt>", "<Encrypt></Encrypt><Encrypt>"),
                    "content_duplicate",
                ),
                (Body("<xml>", "<xml><AgentID>2</AgentID>"), "accepted"),
                (Url("nonce=1", "nonce=2"), "signature_mismatch"),
                (Url("msg_signature=", "m="), "signature_missing"),
                (
                    Url("timestamp=1790000000", "timestamp=1789999000"),
                    "timestamp_too_old",
                ),
            ],
        );
        let signer = rows::configured_signer(signer(WECOM, HEX), WECOM);
        let request = signer.sign(URL, message).unwrap();
        let other = |name, value| {
            let builder = Receiver::builder(WECOM).secret(secret(HEX));
            let builder = rows::configured(builder, WECOM).setting(name, value);
            outcome(&builder.build().unwrap(), request.clone())
        };
        assert_eq!(other("receive_id", "another"), "audience_mismatch");
        let key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
        assert_eq!(other("encoding_aes_key", key), "content_malformed");
        let delivery = {
            let builder = Receiver::builder(WECOM).secret(secret(HEX));
            let receiver = rows::configured(builder, WECOM).build().unwrap();
            receive(&receiver, request.clone()).unwrap()
        };
        assert_eq!(delivery.body(), message, "as it was before");
    }

    #[test]
    fn rejects_changed_requests_and_another_receiver_of_wechat_safe() {
        use webhook_receiver::providers::WECHAT_SAFE;
        check(
            WECHAT_SAFE,
            "<xml><MsgType>text</MsgType></xml>",
            &[
                (
                    Body("<Encrypt><![CDATA[", "<Encrypt><![CDATA[AAAA"),
                    "signature_mismatch",
                ),
                (Body("<Encrypt>", "<E>"), "content_missing"),
                (Url("nonce=1", "nonce=2"), "signature_mismatch"),
                (Url("msg_signature=", "signature="), "signature_missing"),
            ],
        );
        let signer = rows::configured_signer(signer(WECHAT_SAFE, HEX), WECHAT_SAFE);
        let builder = Receiver::builder(WECHAT_SAFE).secret(secret(HEX));
        let builder = rows::configured(builder, WECHAT_SAFE).setting("receive_id", "another");
        let request = signer.sign(URL, "<xml/>").unwrap();
        let other = outcome(&builder.build().unwrap(), request);
        assert_eq!(other, "audience_mismatch");
    }

    #[test]
    fn rejects_changed_requests_and_another_url_of_transifex() {
        use webhook_receiver::providers::TRANSIFEX;
        check(
            TRANSIFEX,
            r#"{"event":"translation_completed"}"#,
            &[
                (Body("completed", "updated"), "signature_mismatch"),
                // Signed for another endpoint with the same secret.
                (Header("x-tx-url", "/h", "/other"), "audience_mismatch"),
                (Url("/h", "/other"), "audience_mismatch"),
                (Header("date", "20 GMT", "21 GMT"), "signature_mismatch"),
                (Header("date", "2026", "2025"), "timestamp_malformed"),
                (Header("date", "14:13:20", "14:18:21"), "timestamp_too_new"),
                (Unset("date"), "timestamp_missing"),
                (Unset("x-tx-url"), "content_missing"),
                (Unset("x-tx-signature-v2"), "signature_missing"),
            ],
        );
    }

    #[test]
    fn rejects_changed_bodies_and_other_hash_names_of_websub() {
        use webhook_receiver::providers::WEBSUB;
        const NAME: &str = "x-hub-signature";
        check(
            WEBSUB,
            "<feed/>",
            &[
                (Body("<feed/>", "<feed></feed>"), "signature_mismatch"),
                // The right digits after another hash name, and names that are not accepted.
                (Header(NAME, "sha256=", "sha512="), "signature_malformed"),
                (Header(NAME, "sha256=", "sha1="), "signature_malformed"),
                (Header(NAME, "sha256=", "md5="), "signature_malformed"),
                (Header(NAME, "sha256=", "SHA256="), "signature_malformed"),
                (Header(NAME, "sha256=", ""), "signature_malformed"),
                (Unset(NAME), "signature_missing"),
            ],
        );
    }

    /// Returns a recorded request and its receiver: only the provider has the private key.
    fn recorded(provider: Provider) -> (Receiver, Request<Bytes>) {
        let file = format!("vectors/{}.json", provider.id());
        let file: serde_json::Value =
            serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let vector = &file["vectors"][0];
        let key = secret(vector["secrets"][0].as_str().unwrap());
        let form = "application/x-www-form-urlencoded";
        let request = Request::post(URL).header("content-type", form);
        let body = vector["body"].as_str().unwrap().to_owned();
        let receiver = Receiver::builder(provider).secret(key).build().unwrap();
        (receiver, request.body(Bytes::from(body)).unwrap())
    }

    #[test]
    fn rejects_changed_forms_of_alipay_and_paddle_classic() {
        use webhook_receiver::providers::{ALIPAY, PADDLE_CLASSIC};
        for (provider, changes) in [
            (
                ALIPAY,
                [
                    ("TRADE_SUCCESS", "TRADE_CLOSED", "signature_mismatch"),
                    ("version=1.0&", "", "signature_mismatch"),
                    // The algorithm is not chosen by the request.
                    ("sign_type=RSA2", "sign_type=RSA", "accepted"),
                    ("&sign=", "&s=", "signature_missing"),
                    ("version=", "app_id=1&version=", "content_duplicate"),
                    // The decoded value looks like a further field.
                    (
                        "version=1.0",
                        "version=1.0%26total_amount%3D1",
                        "signature_mismatch",
                    ),
                ],
            ),
            (
                PADDLE_CLASSIC,
                [
                    ("981.69", "981.70", "signature_mismatch"),
                    ("&coupon=", "", "signature_mismatch"),
                    ("quantity=1", "quantity=1&more=1", "signature_mismatch"),
                    ("&p_signature=", "&p=", "signature_missing"),
                    ("quantity=", "coupon=&quantity=", "content_duplicate"),
                    ("&p_signature=", "&p_signature=%25", "signature_malformed"),
                ],
            ),
        ] {
            let (receiver, request) = recorded(provider);
            assert_eq!(outcome(&receiver, request.clone()), "accepted");
            for (from, to, code) in changes {
                let request = replaced(&request, from, to);
                assert_eq!(
                    outcome(&receiver, request),
                    code,
                    "{provider:?} {from} {to}"
                );
            }
            let json = without_header(&request, "content-type");
            assert_eq!(outcome(&receiver, json), "body_not_bound");
        }
        let (receiver, request) = recorded(ALIPAY);
        let reply = receive(&receiver, request).unwrap().acknowledgement();
        assert_eq!(reply.body, "success");
    }

    #[test]
    fn rejects_plain_credentials_of_phonepe() {
        use webhook_receiver::providers::PHONEPE;
        let receiver = receiver(PHONEPE, HEX);
        let request = signer(PHONEPE, HEX).sign(URL, "{}").unwrap();
        assert_eq!(request.headers()["authorization"].len(), 64, "the hash");
        assert_eq!(outcome(&receiver, request.clone()), "accepted");
        // The configured credentials are not sent; their hash is.
        let plain = with_header(&request, "authorization", HEX);
        assert_eq!(outcome(&receiver, plain), "signature_mismatch");
        let bare = without_header(&request, "authorization");
        assert_eq!(outcome(&receiver, bare), "signature_missing");
    }

    #[test]
    fn rejects_changed_requests_and_unlisted_algorithms_of_payu() {
        use webhook_receiver::providers::PAYU;
        const NAME: &str = "openpayu-signature";
        check(
            PAYU,
            "{}",
            &[
                (Body("{}", "[]"), "signature_mismatch"),
                (
                    Header(NAME, "algorithm=SHA-256", "algorithm=MD5"),
                    "signature_malformed",
                ),
                (
                    Header(NAME, "algorithm=SHA-256", "algorithm=SHA"),
                    "signature_malformed",
                ),
                (Header(NAME, "algorithm=", "a="), "signature_malformed"),
                (Header(NAME, "signature=", "s="), "signature_malformed"),
                (
                    Header(NAME, "signature=", "signature=00;signature="),
                    "signature_duplicate",
                ),
                (Unset(NAME), "signature_missing"),
            ],
        );
        let signer = signer(PAYU, HEX);
        let request = signer.sign(URL, "{}").unwrap();
        let only = |algorithms: &str| {
            let builder = Receiver::builder(PAYU).secret(secret(HEX));
            let receiver = builder.setting("algorithms", algorithms).build().unwrap();
            outcome(&receiver, request.clone())
        };
        assert_eq!(only("SHA-256"), "accepted");
        assert_eq!(only("MD5"), "signature_malformed");
    }
}
