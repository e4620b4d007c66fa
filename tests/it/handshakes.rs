//! Handshakes: which are answered, which are rejected with which error, and which are returned to the
//! application.

use crate::common::vectors;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Request, Response, request};
use webhook_receiver::{
    Builder, Error, Provider, Received, Receiver, Reply, Secret, danger,
    handshake::HandshakeData,
    providers::{
        ADOBE_ACROBAT_SIGN, ASANA, AZURE_EVENT_GRID, BRAINTREE, CLOUDEVENTS_HTTP, CLOVER, FITBIT,
        FRESHBOOKS, FRONT, GUSTO, INTERCOM, LINKEDIN, META, MICROSOFT_GRAPH, NOTION, OKTA, ONFLEET,
        RINGCENTRAL, SLACK, SMARTCAR, WEBSUB, WOOCOMMERCE, X, ZOOM,
    },
    testing::Signer,
};

use vectors::{Expect, Vector, files};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn builder(provider: Provider) -> Builder {
    Receiver::builder(provider).secret(Secret::new(SECRET).unwrap())
}

fn received(builder: Builder, request: request::Builder, body: &str) -> Result<Received, Error> {
    let request = request.body(Bytes::from(body.to_owned())).unwrap();
    builder.build().unwrap().receive(request, SystemTime::now())
}

fn reply(builder: Builder, request: request::Builder, body: &str) -> Reply {
    match received(builder, request, body) {
        Ok(Received::Handshake(reply)) => reply,
        other => panic!("{other:?}"),
    }
}

fn rejection(builder: Builder, request: request::Builder, body: &str) -> (&'static str, u16) {
    let error = received(builder, request, body).unwrap_err();
    (error.code(), error.status().as_u16())
}

#[test]
fn rejects_another_verification_token() {
    let fitbit = || builder(FITBIT).setting("verify_token", "right");
    let ask = |code: &str| Request::get(format!("/f?verify={code}"));
    assert_eq!(reply(fitbit(), ask("right"), "").status, 204);
    for wrong in ["wrong", "righ", "rightt", "Right", ""] {
        let rejected = rejection(fitbit(), ask(wrong), "");
        assert_eq!(rejected, ("handshake_rejected", 404), "{wrong}");
    }
    // No token is configured, and an empty one does not match either.
    for code in ["right", ""] {
        assert_eq!(
            rejection(builder(FITBIT), ask(code), ""),
            ("handshake_rejected", 404)
        );
    }
    let twice = Request::get("/f?verify=right&verify=right");
    assert_eq!(rejection(fitbit(), twice, ""), ("method_not_allowed", 405));
    let without = Request::get("/m?hub.mode=subscribe&hub.challenge=1");
    let meta = builder(META).setting("verify_token", "right");
    assert_eq!(rejection(meta, without, ""), ("verify_token_missing", 401));
}

#[test]
fn rejects_an_unlisted_origin() {
    let cloud = || builder(CLOUDEVENTS_HTTP).setting("allowed_origins", "a.example b.example");
    let ask = |origin| Request::options("/c").header("webhook-request-origin", origin);
    for origin in ["a.example", "b.example"] {
        let reply = reply(cloud(), ask(origin), "");
        assert_eq!(reply.headers["webhook-allowed-origin"], origin);
        assert_eq!(reply.headers["allow"], "POST");
        assert!(
            !reply.headers.contains_key("webhook-allowed-rate"),
            "not asked for"
        );
        assert!(reply.offer.unwrap().get("callback").is_none());
    }
    let rated = ask("a.example").header("webhook-request-rate", "120");
    assert_eq!(
        reply(cloud(), rated, "").headers["webhook-allowed-rate"],
        "120"
    );
    for origin in ["c.example", "a.example b.example", "a.exampl", "*"] {
        assert_eq!(
            rejection(cloud(), ask(origin), ""),
            ("handshake_rejected", 404)
        );
    }
    let none = builder(CLOUDEVENTS_HTTP);
    assert_eq!(
        rejection(none, ask("a.example"), ""),
        ("handshake_rejected", 404)
    );
    // The URL to call is returned, and not called.
    let url = "https://a.example/confirm";
    let asked = ask("a.example").header("webhook-request-callback", url);
    let offer = reply(cloud(), asked, "").offer.unwrap();
    assert_eq!(offer.get("callback"), Some(url));
    assert!(!offer.is_proven());
}

#[test]
fn returns_a_received_key() {
    let ask = || Request::post("/a").header("x-hook-secret", "b537207f20cbfa02");
    let reply = reply(builder(ASANA), ask(), "{}");
    assert_eq!(reply.headers["x-hook-secret"], "b537207f20cbfa02");
    let offer = reply.offer.clone().unwrap();
    assert_eq!(offer.handshake(), "X-Hook-Secret");
    assert_eq!(offer.get("secret"), Some("b537207f20cbfa02"));
    assert_eq!(offer.get("other"), None);
    assert!(
        !format!("{offer:?}").contains("b537"),
        "a secret is not shown"
    );
    // It is in the extensions of the response.
    let response: Response<Bytes> = reply.into();
    assert_eq!(response.extensions().get::<HandshakeData>(), Some(&offer));
    // A signed request is a delivery, whatever else it contains.
    let signed = ask().header("x-hook-signature", "00".repeat(32));
    assert_eq!(
        rejection(builder(ASANA), signed, "{}"),
        ("signature_mismatch", 401)
    );

    let body = r#"{"verification_token":"k","webhook_subscription_uuid":"u"}"#;
    let offer = self::reply(builder(GUSTO), Request::post("/g"), body).offer;
    let offer = offer.unwrap();
    assert_eq!(offer.get("webhook_subscription_uuid"), Some("u"));
    let body = r#"{"verification_token":{"a":1}}"#;
    let rejected = rejection(builder(NOTION), Request::post("/n"), body);
    assert_eq!(rejected, ("signature_missing", 401));
}

#[test]
fn rejects_a_signed_handshake_without_signature() {
    let okta = || builder(OKTA).setting("header", "authorization");
    let ask = || Request::get("/o").header("x-okta-verification-challenge", "T9Sq2Uq1");
    let signed = || ask().header("authorization", SECRET);
    let reply = reply(okta(), signed(), "");
    assert_eq!(reply.body, r#"{"verification":"T9Sq2Uq1"}"#);
    assert_eq!(rejection(okta(), ask(), ""), ("signature_missing", 401));
    let wrong = ask().header("authorization", "0f9b6c3e71d24a58");
    assert_eq!(rejection(okta(), wrong, ""), ("signature_mismatch", 401));
    // With the secret and without a challenge, it is not a delivery either.
    let bare = Request::get("/o").header("authorization", SECRET);
    assert_eq!(rejection(okta(), bare, ""), ("method_not_allowed", 405));

    let grid = || builder(AZURE_EVENT_GRID).setting("query", "code");
    let body = r#"[{"data":{"validationCode":"512d","validationUrl":"https://x.example/v?a=1"}}]"#;
    let ask = |url| Request::post(url).header("aeg-event-type", "SubscriptionValidation");
    let reply = self::reply(grid(), ask(format!("/e?code={SECRET}")), body);
    assert_eq!(reply.body, r#"{"validationResponse":"512d"}"#);
    let offer = reply.offer.unwrap();
    assert_eq!(offer.get("validationUrl"), Some("https://x.example/v?a=1"));
    assert!(offer.is_proven(), "with the secret");
    assert_eq!(
        rejection(grid(), ask("/e".to_owned()), body),
        ("signature_missing", 401)
    );
}

#[test]
fn rejects_a_delivery_header_as_handshake() {
    let ask = || Request::post("/r").header("validation-token", "54d5e2b6");
    let reply = reply(builder(RINGCENTRAL), ask(), "");
    assert_eq!(reply.headers["validation-token"], "54d5e2b6");
    assert_eq!(
        rejection(builder(RINGCENTRAL), ask(), "{}"),
        ("signature_missing", 401)
    );
}

#[test]
fn rejects_long_or_unsafe_challenges() {
    let ask = |token: &str| Request::post(format!("/g?validationToken={token}"));
    let sentence = "Validation%3A+Testing+client+application+reachability";
    let reply = reply(builder(MICROSOFT_GRAPH), ask(sentence), "");
    assert_eq!(
        reply.body,
        "Validation: Testing client application reachability"
    );
    assert_eq!(reply.headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(reply.headers["x-content-type-options"], "nosniff");
    let (fits, long) = ("a".repeat(256), "a".repeat(257));
    assert_eq!(
        self::reply(builder(MICROSOFT_GRAPH), ask(&fits), "").body,
        fits
    );
    for bad in [
        "",
        "%3Cscript%3E",
        "a%26b",
        "a%22b",
        "a%27b",
        "a%0Ab",
        "a%0D%0Ab",
        "a%00b",
        "%C3%BC",
        "a%5Cb",
        "a%3Bb",
        "%60",
        "%7B%7D",
        &long,
    ] {
        let rejected = rejection(builder(MICROSOFT_GRAPH), ask(bad), "");
        assert_eq!(rejected, ("challenge_malformed", 400), "{bad}");
    }
    let twice = Request::get("/o?check=1&check=2");
    assert_eq!(
        rejection(builder(ONFLEET), twice, ""),
        ("method_not_allowed", 405)
    );
}

/// Even if the provider signed it, since an attacker may have its key.
#[test]
fn rejects_unsafe_signed_challenges() {
    for (challenge, fits) in [
        ("3eZbrw1aBm2rZgRNFdxV", true),
        ("<script>", false),
        ("a\nb", false),
    ] {
        let body = serde_json::json!({"type": "url_verification", "challenge": challenge});
        let signer = Signer::new(SLACK, Secret::new(SECRET).unwrap());
        let request = signer
            .sign("https://app.example/s", body.to_string())
            .unwrap();
        let receiver = builder(SLACK).build().unwrap();
        match receiver.receive(request, SystemTime::now()) {
            Ok(Received::Handshake(reply)) => assert!(fits && reply.body == challenge),
            Err(error) => assert!(!fits && error.code() == "challenge_malformed"),
            Ok(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn rejects_challenges_that_are_no_token() {
    let long = "a".repeat(65);
    let x = |token: &str| Request::get(format!("/x?crc_token={token}"));
    for good in ["9b4507b3-9040", "OGRkNDYz%3D%3D", &"a".repeat(64)] {
        assert_eq!(reply(builder(X), x(good), "").status, 200);
    }
    for bad in ["", "a+b", "a%3Ab", "%7B%7D", "a%2Cb", &long] {
        assert_eq!(
            rejection(builder(X), x(bad), ""),
            ("challenge_malformed", 400),
            "{bad}"
        );
    }
    let linkedin = |code: &str| Request::get(format!("/l?challengeCode={code}"));
    let uuid = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
    assert_eq!(reply(builder(LINKEDIN), linkedin(uuid), "").status, 200);
    for bad in [
        "hmacsha256%3D%7B%7D",
        "payment",
        "890e4665",
        "890e4665-4dfe-4ab1-b689-ed553bceeed0a",
        "890e46654dfe4ab1b689ed553bceeed0",
        "890e4665-4dfe-4ab1-b689-ed553bceeedg",
        "----",
    ] {
        assert_eq!(
            rejection(builder(LINKEDIN), linkedin(bad), ""),
            ("method_not_allowed", 405)
        );
    }
    // As in Braintree's SDKs: 20 to 32 lower-case hexadecimal digits.
    let braintree = || builder(BRAINTREE).setting("public_key", "pk");
    let ask = |code: &str| Request::get(format!("/b?bt_challenge={code}"));
    let challenge = "20f9f8ed05f77439fe955c977e4c8a53";
    for good in [challenge, &challenge[..20]] {
        assert_eq!(reply(braintree(), ask(good), "").status, 200);
    }
    let upper = challenge.to_uppercase();
    let long = format!("{challenge}0");
    for bad in [
        "",
        "2",
        &challenge[..19],
        &long,
        &upper,
        "20f9f8ed-05f7-7439-fe95-5c97",
    ] {
        let rejected = rejection(braintree(), ask(bad), "");
        assert_eq!(rejected, ("method_not_allowed", 405), "{bad}");
    }
    let body = r#"{"eventName":"verify","payload":{"challenge":"{}"}}"#;
    let rejected = rejection(builder(SMARTCAR), Request::post("/s"), body);
    assert_eq!(rejected, ("challenge_malformed", 400));
}

/// A body that could be a challenge is not a delivery, even with the right signature.
#[test]
fn rejects_deliveries_that_resemble_a_challenge() {
    for (provider, body, taken) in [
        (X, "payment", false),
        (SMARTCAR, "payment", false),
        (LINKEDIN, "payment", false),
        (ZOOM, "payment", false),
        (X, "{}", true),
        (SMARTCAR, r#""payment""#, true),
        (X, "", true),
    ] {
        let signer = Signer::new(provider, Secret::new(SECRET).unwrap());
        let request = signer.sign("https://app.example/", body).unwrap();
        let receiver = builder(provider).build().unwrap();
        match receiver.receive(request, SystemTime::now()) {
            Ok(Received::Delivery(_)) => assert!(taken, "{provider:?} {body}"),
            other => {
                let error = other.unwrap_err();
                assert!(
                    !taken && error.code() == "body_malformed",
                    "{provider:?} {body}"
                );
            }
        }
    }
}

#[test]
fn returns_the_required_reply() {
    let id = || danger::short_secret("UB7E5BXCXY").unwrap();
    let receiver = Receiver::new(ADOBE_ACROBAT_SIGN, id()).unwrap();
    let request = |id| {
        let request = Request::post("/a").header("x-adobesign-clientid", id);
        request.body(Bytes::from("{}")).unwrap()
    };
    let Received::Delivery(delivery) = receiver
        .receive(request("UB7E5BXCXY"), SystemTime::now())
        .unwrap()
    else {
        panic!("a delivery")
    };
    let reply = delivery.acknowledgement();
    assert_eq!(reply.headers["x-adobesign-clientid"], "UB7E5BXCXY");
    // The reply proves nothing, and states so.
    assert_eq!(delivery.coverage().to_string(), "nothing");
    let other = receiver.receive(request("another"), SystemTime::now());
    assert_eq!(other.unwrap_err(), Error::SignatureMismatch);

    let signer = Signer::new(X, Secret::new(SECRET).unwrap());
    let request = signer.sign("https://app.example/", "{}").unwrap();
    let Ok(Received::Delivery(delivery)) = builder(X)
        .build()
        .unwrap()
        .receive(request, SystemTime::now())
    else {
        panic!("a delivery")
    };
    assert_eq!(
        delivery.acknowledgement(),
        Reply::empty(http::StatusCode::OK)
    );
}

/// Returns the verdict on a vector's request with another body.
fn with_body(provider: &str, vector: &Vector, body: &str) -> Result<Received, Error> {
    let mut request = Request::builder().method(&*vector.method).uri(&*vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    let request = request.body(Bytes::from(body.to_owned())).unwrap();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
    vector
        .builder(provider)
        .build()
        .unwrap()
        .receive(request, now)
}

/// Tests every handshake that is sent by POST: with any further field it is not a handshake.
#[test]
fn rejects_further_fields_in_an_unsigned_handshake() {
    let mut seen = Vec::new();
    for file in files() {
        // Azure's is proven by the token in its query; Feishu's is inside the encrypted body.
        if ["azure-event-grid", "feishu"].contains(&&*file.provider) {
            continue;
        }
        let shakes =
            |vector: &&Vector| vector.expect == Expect::Handshake && vector.method == "POST";
        for vector in file.vectors.iter().filter(shakes) {
            let body = String::from_utf8(vector.bytes()).unwrap();
            let genuine = with_body(&file.provider, vector, &body);
            assert!(
                matches!(genuine, Ok(Received::Handshake(_))),
                "{}",
                file.provider
            );
            let more = match body.trim_end() {
                "" => vec!["{}".to_owned(), "a=b".to_owned(), " ".to_owned()],
                object if object.ends_with('}') => {
                    let begin = object.trim_end_matches('}').len();
                    let inside = &object[..object.len() - 1];
                    let comma = if begin == 1 { "" } else { "," };
                    [
                        "\"type\":\"page.created\"",
                        "\"a\":null",
                        "\"merchants\":{}",
                        "\"\":1",
                    ]
                    .iter()
                    .map(|member| format!("{inside}{comma}{member}}}"))
                    .chain([format!("[{object}]"), format!("{object}{object}")])
                    .collect()
                }
                form => vec![
                    format!("{form}&a=b"),
                    format!("{form}&a"),
                    format!("{form}&{form}"),
                ],
            };
            for body in more {
                let received = with_body(&file.provider, vector, &body);
                assert!(
                    !matches!(received, Ok(Received::Handshake(_))),
                    "{} takes {body}",
                    file.provider
                );
            }
            seen.push(file.provider.clone());
        }
    }
    for provider in [
        "asana",
        "clover",
        "gusto",
        "microsoft-graph",
        "monday",
        "notion",
    ] {
        assert!(seen.iter().any(|seen| seen == provider), "{provider}");
    }
}

#[test]
fn rejects_an_event_that_brings_a_handshake_along() {
    let offered = |builder, body| reply(builder, Request::post("/h"), body).offer.unwrap();
    let notion = r#"{"verification_token":"secret_1","type":"page.content_updated","entity":{}}"#;
    let clover = r#"{"verificationCode":"12345678","merchants":{"M":[]}}"#;
    for (provider, body) in [(NOTION, notion), (CLOVER, clover)] {
        let rejected = rejection(builder(provider), Request::post("/h"), body);
        assert_eq!(rejected, ("signature_missing", 401));
    }
    // A delivery stays a delivery, whatever it contains.
    let signer = Signer::new(CLOVER, Secret::new(SECRET).unwrap());
    let request = signer.sign("https://app.example/h", clover).unwrap();
    let stays = builder(CLOVER).build().unwrap();
    let stays = stays.receive(request, SystemTime::now());
    assert!(matches!(stays, Ok(Received::Delivery(_))));

    let form = |body: &'static str| {
        let ask = Request::post("/h").header("content-type", "application/x-www-form-urlencoded");
        received(builder(WOOCOMMERCE), ask, body)
    };
    assert!(matches!(form("webhook_id=4"), Ok(Received::Handshake(_))));
    for body in [
        "webhook_id=4&a=b",
        "webhook_id=a",
        "webhook_id=",
        "webhook_id=4&webhook_id=4",
    ] {
        assert!(form(body).is_err(), "{body}");
    }
    let verify = "name=callback.verify&object_id=1&system=https%3A%2F%2F2ndsite.freshbooks.com\
        &user_id=1&verifier=3bPTNcPgbN76QLgKLSR9XdgQJWvhhN4xrT";
    let ask = || Request::post("/h").header("content-type", "application/x-www-form-urlencoded");
    let offer = reply(builder(FRESHBOOKS), ask(), verify).offer.unwrap();
    assert_eq!(offer.get("object_id"), Some("1"));
    let more = format!("{verify}&invoice=1");
    let rejected = rejection(builder(FRESHBOOKS), ask(), &more);
    assert_eq!(rejected, ("signature_missing", 401));

    // The returned text is short, and has only characters of tokens and URLs.
    let token = |token: &str| format!(r#"{{"verification_token":"{token}"}}"#);
    assert_eq!(
        offered(builder(NOTION), &token("secret_1")).get("verification_token"),
        Some("secret_1")
    );
    for bad in ["", "a b", "a\\nb", "<a>", "\u{fc}", &"a".repeat(2049)] {
        let rejected = rejection(builder(NOTION), Request::post("/h"), &token(bad));
        assert_eq!(rejected, ("challenge_malformed", 400), "{bad}");
    }
}

/// When a webhook is saved, Front sends a signed request with a header that is returned. Any other request
/// with that header is a delivery.
#[test]
fn answers_a_denial_of_a_subscription() {
    const TOPIC: &str = "https%3A%2F%2Fpub.example%2Ffeed";
    let request = |query: &str| Request::get(format!("https://app.example/hooks?{query}"));
    for reason in ["", "&hub.reason=no+longer+offered", "&hub.reason=%3Cb%3E"] {
        let query = format!("hub.mode=denied&hub.topic={TOPIC}{reason}");
        let reply = reply(builder(WEBSUB), request(&query), "");
        assert_eq!((reply.status.as_u16(), reply.body.len()), (200, 0));
        let offer = reply.offer.unwrap();
        assert_eq!(offer.get("topic"), Some("https://pub.example/feed"));
        assert!(!offer.is_proven());
    }
    // It is never a delivery: by POST it needs a signature, and without a topic it is not a denial.
    let query = format!("hub.mode=denied&hub.topic={TOPIC}");
    let post = Request::post(format!("https://app.example/hooks?{query}"));
    let (code, _) = rejection(builder(WEBSUB), post, "");
    assert_eq!(code, "signature_missing");
    let (_, status) = rejection(builder(WEBSUB), request("hub.mode=denied"), "");
    assert!(status >= 400);
}

#[test]
fn accepts_the_sync_of_front() {
    let send = |body: &'static str, challenge: Option<&str>| {
        let signer = Signer::new(FRONT, Secret::new(SECRET).unwrap());
        let mut request = signer.sign("https://app.example/f", body).unwrap();
        if let Some(challenge) = challenge {
            let headers = request.headers_mut();
            headers.insert("x-front-challenge", challenge.parse().unwrap());
        }
        builder(FRONT)
            .build()
            .unwrap()
            .receive(request, SystemTime::now())
    };
    let sync = r#"{"type":"sync","authorization":{"id":"cmp_1"}}"#;
    match send(sync, Some("9c3f1e2ab7d84c55")) {
        Ok(Received::Handshake(reply)) => assert_eq!(reply.body, "9c3f1e2ab7d84c55"),
        other => panic!("{other:?}"),
    }
    for (body, challenge) in [(sync, None), (r#"{"type":"message"}"#, Some("9c3f"))] {
        assert!(
            matches!(send(body, challenge), Ok(Received::Delivery(_))),
            "{body}"
        );
    }
    let unsigned = Request::post("/f").header("x-front-challenge", "9c3f");
    let rejected = rejection(builder(FRONT), unsigned, sync);
    assert_eq!(rejected, ("signature_missing", 401));
    let markup = send(sync, Some("<b>")).unwrap_err();
    assert_eq!(markup.code(), "challenge_malformed");
}

#[test]
fn accepts_the_probe_of_intercom() {
    let probe = Request::builder().method("HEAD").uri("/i");
    assert_eq!(reply(builder(INTERCOM), probe, "").status, 200);
}
