//! Handshakes: what is answered, what is refused and by which name, and what is handed over.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, Response, request};
use webhook_receiver::{
    Builder, Error, Provider, Received, Receiver, Reply, Secret, danger,
    handshake::Offer,
    providers::{
        ADOBE_ACROBAT_SIGN, ASANA, AZURE_EVENT_GRID, CLOUDEVENTS_HTTP, FITBIT, GUSTO, LINKEDIN,
        META, MICROSOFT_GRAPH, NOTION, OKTA, ONFLEET, RINGCENTRAL, SLACK, SMARTCAR, X, ZOOM,
    },
    testing::Signer,
};

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

fn refusal(builder: Builder, request: request::Builder, body: &str) -> (&'static str, u16) {
    let error = received(builder, request, body).unwrap_err();
    (error.code(), error.status().as_u16())
}

#[test]
fn a_verify_token_must_be_ours() {
    let fitbit = || builder(FITBIT).setting("verify_token", "right");
    let ask = |code: &str| Request::get(format!("/f?verify={code}"));
    assert_eq!(reply(fitbit(), ask("right"), "").status, 204);
    for wrong in ["wrong", "righ", "rightt", "Right", ""] {
        let refused = refusal(fitbit(), ask(wrong), "");
        assert_eq!(refused, ("handshake_refused", 404), "{wrong}");
    }
    // None was configured: an empty one is not ours either.
    for code in ["right", ""] {
        assert_eq!(
            refusal(builder(FITBIT), ask(code), ""),
            ("handshake_refused", 404)
        );
    }
    let twice = Request::get("/f?verify=right&verify=right");
    assert_eq!(refusal(fitbit(), twice, ""), ("method_not_allowed", 405));
    let without = Request::get("/m?hub.mode=subscribe&hub.challenge=1");
    let meta = builder(META).setting("verify_token", "right");
    assert_eq!(refusal(meta, without, ""), ("verify_token_missing", 401));
}

#[test]
fn an_origin_must_be_listed() {
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
            refusal(cloud(), ask(origin), ""),
            ("handshake_refused", 404)
        );
    }
    let none = builder(CLOUDEVENTS_HTTP);
    assert_eq!(
        refusal(none, ask("a.example"), ""),
        ("handshake_refused", 404)
    );
    // What is to be called is handed over, and not called.
    let url = "https://a.example/confirm";
    let asked = ask("a.example").header("webhook-request-callback", url);
    let offer = reply(cloud(), asked, "").offer.unwrap();
    assert_eq!(offer.get("callback"), Some(url));
    assert!(!offer.is_proven());
}

#[test]
fn a_key_that_comes_is_handed_over() {
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
    // It travels in the extensions of a response.
    let response: Response<Bytes> = reply.into();
    assert_eq!(response.extensions().get::<Offer>(), Some(&offer));
    // A signed request is a delivery, whatever else it brings.
    let signed = ask().header("x-hook-signature", "00".repeat(32));
    assert_eq!(
        refusal(builder(ASANA), signed, "{}"),
        ("signature_mismatch", 401)
    );

    let body = r#"{"verification_token":"k","webhook_subscription_uuid":"u"}"#;
    let offer = self::reply(builder(GUSTO), Request::post("/g"), body).offer;
    let offer = offer.unwrap();
    assert_eq!(offer.get("webhook_subscription_uuid"), Some("u"));
    let body = r#"{"verification_token":{"a":1}}"#;
    let refused = refusal(builder(NOTION), Request::post("/n"), body);
    assert_eq!(refused, ("signature_missing", 401));
}

#[test]
fn a_signed_handshake_needs_its_signature() {
    let okta = || builder(OKTA).setting("header", "authorization");
    let ask = || Request::get("/o").header("x-okta-verification-challenge", "T9Sq2Uq1");
    let signed = || ask().header("authorization", SECRET);
    let reply = reply(okta(), signed(), "");
    assert_eq!(reply.body, r#"{"verification":"T9Sq2Uq1"}"#);
    assert_eq!(refusal(okta(), ask(), ""), ("signature_missing", 401));
    let wrong = ask().header("authorization", "0f9b6c3e71d24a58");
    assert_eq!(refusal(okta(), wrong, ""), ("signature_mismatch", 401));
    // With the secret and no challenge, it is still no delivery.
    let bare = Request::get("/o").header("authorization", SECRET);
    assert_eq!(refusal(okta(), bare, ""), ("method_not_allowed", 405));

    let grid = || builder(AZURE_EVENT_GRID).setting("query", "code");
    let body = r#"[{"data":{"validationCode":"512d","validationUrl":"https://x.example/v?a=1"}}]"#;
    let ask = |url| Request::post(url).header("aeg-event-type", "SubscriptionValidation");
    let reply = self::reply(grid(), ask(format!("/e?code={SECRET}")), body);
    assert_eq!(reply.body, r#"{"validationResponse":"512d"}"#);
    let offer = reply.offer.unwrap();
    assert_eq!(offer.get("validationUrl"), Some("https://x.example/v?a=1"));
    assert!(offer.is_proven(), "with the secret");
    assert_eq!(
        refusal(grid(), ask("/e".to_owned()), body),
        ("signature_missing", 401)
    );
}

#[test]
fn a_header_of_deliveries_alone_is_no_handshake() {
    let ask = || Request::post("/r").header("validation-token", "54d5e2b6");
    let reply = reply(builder(RINGCENTRAL), ask(), "");
    assert_eq!(reply.headers["validation-token"], "54d5e2b6");
    assert_eq!(
        refusal(builder(RINGCENTRAL), ask(), "{}"),
        ("signature_missing", 401)
    );
}

#[test]
fn what_is_sent_back_is_short_and_harmless() {
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
        let refused = refusal(builder(MICROSOFT_GRAPH), ask(bad), "");
        assert_eq!(refused, ("challenge_malformed", 400), "{bad}");
    }
    let twice = Request::get("/o?check=1&check=2");
    assert_eq!(
        refusal(builder(ONFLEET), twice, ""),
        ("method_not_allowed", 405)
    );
}

/// Also where the provider signed it: its key may be in other hands.
#[test]
fn a_signed_challenge_is_harmless_too() {
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
fn what_is_signed_is_a_token() {
    let long = "a".repeat(65);
    let x = |token: &str| Request::get(format!("/x?crc_token={token}"));
    for good in ["9b4507b3-9040", "OGRkNDYz%3D%3D", &"a".repeat(64)] {
        assert_eq!(reply(builder(X), x(good), "").status, 200);
    }
    for bad in ["", "a+b", "a%3Ab", "%7B%7D", "a%2Cb", &long] {
        assert_eq!(
            refusal(builder(X), x(bad), ""),
            ("challenge_malformed", 400),
            "{bad}"
        );
    }
    let linkedin = |code: &str| Request::get(format!("/l?challengeCode={code}"));
    let uuid = "890e4665-4dfe-4ab1-b689-ed553bceeed0";
    assert_eq!(reply(builder(LINKEDIN), linkedin(uuid), "").status, 200);
    for bad in ["hmacsha256%3D%7B%7D", "payment"] {
        assert_eq!(
            refusal(builder(LINKEDIN), linkedin(bad), ""),
            ("method_not_allowed", 405)
        );
    }
    let body = r#"{"eventName":"verify","payload":{"challenge":"{}"}}"#;
    let refused = refusal(builder(SMARTCAR), Request::post("/s"), body);
    assert_eq!(refused, ("challenge_malformed", 400));
}

/// A body that could be a challenge is no delivery, even with the right signature.
#[test]
fn a_delivery_is_no_challenge() {
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
fn an_acknowledgement_is_what_the_provider_asks_for() {
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
    // It proves nothing, and says so.
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
