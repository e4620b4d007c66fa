//! What is proven of each request: which of a provider's schemes matched, and what it covers.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Method, Request};
use webhook_receiver::{
    Delivery, Error, Head, Provider, Received, Receiver, Secret,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{self, Authentic, Authenticate},
    error::SignError,
    providers::*,
    scheme::{At, Coverage, Encoding},
    testing::Signer,
};

const KEY: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const ORIGIN: &str = "https://app.example";

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

fn secret() -> Secret {
    Secret::new(KEY).unwrap()
}

fn receiver(provider: Provider) -> Receiver {
    let builder = Receiver::builder(provider).secret(secret());
    builder.public_url(ORIGIN).build().unwrap()
}

fn signer(provider: Provider) -> Signer {
    Signer::new(provider, secret()).at(now())
}

fn delivery(receiver: &Receiver, request: Request<Bytes>) -> Delivery {
    match receiver.receive(request, now()).unwrap() {
        Received::Delivery(delivery) => delivery,
        Received::Handshake(reply) => panic!("{reply:?}"),
    }
}

/// Returns the verdict on a buffered request, which must be the same as in chunks.
fn rejected(receiver: &Receiver, request: Request<Bytes>) -> Error {
    let (parts, body) = request.into_parts();
    let begun = receiver.begin(Head::from(&parts), now());
    let streamed = begun.and_then(|mut verifying| {
        for byte in body.chunks(1) {
            verifying.update(Bytes::copy_from_slice(byte))?;
        }
        verifying.finish()
    });
    let whole = receiver.receive(Request::from_parts(parts, body), now());
    let (streamed, whole) = (streamed.unwrap_err(), whole.unwrap_err());
    assert_eq!(streamed, whole);
    whole
}

#[test]
fn returns_the_id_of_the_matching_scheme() {
    let receiver = receiver(SVIX);
    let body = r#"{"type":"invoice.paid"}"#;
    for other in ["svix-id", "webhook-id"] {
        let sender = if other == "svix-id" {
            STANDARD_WEBHOOKS
        } else {
            SVIX
        };
        let signed = || signer(sender).id("msg_1").sign(ORIGIN, body).unwrap();
        let genuine = delivery(&receiver, signed());
        assert_eq!(
            (genuine.id(), genuine.id_is_signed()),
            (Some("msg_1"), true)
        );

        let mut request = signed();
        let forged = HeaderValue::from_static("msg_other");
        request.headers_mut().insert(other, forged);
        let delivery = delivery(&receiver, request);
        assert_eq!(
            (delivery.id(), delivery.id_is_signed()),
            (Some("msg_1"), true)
        );
    }
}

#[test]
fn returns_signed_fields_when_the_body_is_unsigned() {
    let body = r#"{"eventId":"e-1","eventCreated":1790000000,"eventType":"order.created"}"#;
    let request = signer(ECWID).sign(ORIGIN, body).unwrap();
    let delivery = delivery(&receiver(ECWID), request);
    assert_eq!(
        (delivery.id(), delivery.id_is_signed()),
        (Some("e-1"), true)
    );
    assert_eq!(delivery.kind(), Some("order.created"));
    assert!(!delivery.kind_is_signed());
}

#[test]
fn covers_the_url_only_when_the_request_was_sent_to_it() {
    let sent_to = |path: &str, callback: Option<&str>| {
        let url = callback.map_or_else(|| format!("{ORIGIN}{path}"), str::to_owned);
        let mut signer = signer(SQUARE);
        if let Some(callback) = callback {
            signer = signer.setting("callback_url", callback);
        }
        let mut request = signer.sign(&url, "{}").unwrap();
        *request.uri_mut() = path.parse().unwrap();
        let mut builder = Receiver::builder(SQUARE)
            .secret(secret())
            .public_url(ORIGIN);
        if let Some(callback) = callback {
            builder = builder.setting("callback_url", callback);
        }
        let delivery = delivery(&builder.build().unwrap(), request);
        delivery.coverage().to_string()
    };
    assert_eq!(sent_to("/square?a=1", None), "body+url");
    let callback = Some("https://app.example/square?a=1");
    assert_eq!(sent_to("/square?a=1", callback), "body+url");
    assert_eq!(sent_to("/square", callback), "body");
    assert_eq!(sent_to("/other?a=1", callback), "body");
    assert_eq!(sent_to("/", Some("https://app.example")), "body+url");
}

#[test]
fn covers_the_url_of_twilio_only_when_the_request_was_sent_to_it() {
    let callback = "https://app.example/twilio";
    let receiver = Receiver::builder(TWILIO).secret(secret());
    let receiver = receiver.setting("callback_url", callback).build().unwrap();
    for (path, coverage) in [("/twilio", "body+url"), ("/other", "body")] {
        let signed = signer(TWILIO).setting("callback_url", callback).form();
        let mut request = signed.sign(callback, "MessageSid=MM1").unwrap();
        *request.uri_mut() = path.parse().unwrap();
        let delivery = delivery(&receiver, request);
        assert_eq!(delivery.coverage().to_string(), coverage);
    }
}

#[test]
fn returns_no_body_coverage_for_a_token_without_hash() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use hmac::{Hmac, KeyInit, Mac};

    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256"}"#);
    let claims = URL_SAFE_NO_PAD.encode(r#"{"iss":"Vonage","iat":1790000000}"#);
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    mac.update(format!("{header}.{claims}").as_bytes());
    let tag = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    let called = |method, body| {
        let request = Request::builder()
            .method(method)
            .uri("/vonage?status=delivered");
        let token = format!("Bearer {header}.{claims}.{tag}");
        request
            .header("authorization", token)
            .body(Bytes::from_static(body))
    };
    let receiver = receiver(VONAGE);
    let got = delivery(&receiver, called(Method::GET, b"").unwrap());
    assert_eq!(got.coverage().to_string(), "sender+time");
    let with_body = called(Method::GET, b"{}").unwrap();
    assert_eq!(rejected(&receiver, with_body), Error::BodyNotBound);

    let request = signer(VONAGE).sign(ORIGIN, "{}").unwrap();
    assert_eq!(
        delivery(&receiver, request).coverage().to_string(),
        "body+time"
    );
}

#[test]
fn rejects_a_body_that_the_matching_scheme_does_not_cover() {
    for provider in [GITEA, FORGEJO] {
        let receiver = receiver(provider);
        let signed = || {
            let signer = signer(provider).method(Method::GET);
            signer.sign("https://app.example/hook?payload=%7B%7D", "")
        };
        let genuine = delivery(&receiver, signed().unwrap());
        assert_eq!(genuine.coverage().to_string(), "sender");

        let mut request = signed().unwrap();
        *request.body_mut() = Bytes::from_static(b"{}");
        assert_eq!(rejected(&receiver, request), Error::BodyNotBound);
    }
}

#[test]
fn rejects_fields_beside_the_one_that_is_signed() {
    for provider in [GITEA, FORGEJO, GOGS] {
        let receiver = receiver(provider);
        let genuine = || {
            signer(provider)
                .form()
                .sign(ORIGIN, "payload=%7B%7D")
                .unwrap()
        };
        let accepted = delivery(&receiver, genuine());
        assert_eq!(accepted.coverage().to_string(), "fields");
        for body in [
            "payload=%7B%7D&x=1",
            "x=1&payload=%7B%7D",
            "payload=%7B%7D&x",
        ] {
            let mut request = genuine();
            *request.body_mut() = Bytes::from_static(body.as_bytes());
            assert_eq!(rejected(&receiver, request), Error::BodyNotBound);
        }
    }
}

/// Signs the body, and a header if the request names it.
#[derive(Debug)]
struct Listed;

impl Authenticate for Listed {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_method()
    }

    fn covers(&self, head: &Head, coverage: Coverage, at: At) -> bool {
        match at {
            At::Header(name) => head.headers.get("signed").is_some_and(|list| list == name),
            _ => coverage.binds_body(),
        }
    }

    fn authenticate(&self, request: &authenticate::Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header("x-signature")?;
        let id = request
            .head()
            .headers
            .get("x-id")
            .map_or(&b""[..], |id| id.as_bytes());
        let authentic = request.check(&[id, request.body()], Encoding::Hex, &[signature])?;
        Ok(authentic.narrowed_to(Coverage::BODY.and_url()))
    }

    fn sign(&self, draft: &mut webhook_receiver::authenticate::Draft<'_>) -> Result<(), SignError> {
        let id = draft
            .head
            .headers
            .get("x-id")
            .ok_or(SignError::Form)?
            .as_bytes()
            .to_vec();
        let signature = draft.sign(&[&id, &draft.body], Encoding::Hex)?;
        draft.set_header("x-signature", &signature)
    }
}

#[test]
fn returns_the_coverage_of_each_request() {
    let provider = Provider::code("listed", "Listed", "https://docs.example", &Listed)
        .kind(&[At::Json("/type")])
        .delivery_id(&[At::Header("x-id")]);
    let request = |list| {
        let request = signer(provider).id("1").sign(ORIGIN, r#"{"type":"a"}"#);
        let mut request = request.unwrap();
        request
            .headers_mut()
            .insert("signed", HeaderValue::from_static(list));
        delivery(&receiver(provider), request)
    };
    let listed = request("x-id");
    assert_eq!((listed.id(), listed.id_is_signed()), (Some("1"), true));
    assert_eq!((listed.kind(), listed.kind_is_signed()), (Some("a"), true));
    assert_eq!(
        listed.coverage().to_string(),
        "body",
        "narrowed, never widened"
    );
    let other = request("x-other");
    assert_eq!((other.id(), other.id_is_signed()), (Some("1"), false));
}
