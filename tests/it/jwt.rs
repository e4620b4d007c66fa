//! JSON Web Tokens: the examples of the RFCs, genuine tokens of an independent library, and the attacks of
//! RFC 8725, each with its error.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant, SystemTime},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::Request;
use serde::Deserialize;
use webhook_receiver::{
    Provider, Received, Receiver, Secret, SetupError,
    providers::{
        CONSTANT_CONTACT, DIALPAD, FIREBLOCKS, JIRA_CONNECT, LAGO_JWT, LIVEKIT, MESSAGEBIRD,
        TRUELAYER, VONAGE,
    },
    scheme::{
        At, Encoding,
        jwt::{self, Binding, Claim, Claims, Jwt, JwtAlgorithm, TokenAt},
    },
    testing::Signer,
};

#[derive(Deserialize)]
struct File {
    now: u64,
    body: String,
    keys: Vec<Key>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Key {
    Text(String),
    Bytes { b64url: String },
}

#[derive(Deserialize)]
struct Case {
    what: String,
    scheme: String,
    expect: String,
    token: String,
    keys: Vec<usize>,
    #[serde(default)]
    ids: Vec<String>,
    now: Option<u64>,
    body: Option<String>,
}

const fn provider(jwt: &'static Jwt) -> Provider {
    Provider::code("jws", "JWS", "https://www.rfc-editor.org/rfc/rfc7515", jwt)
        .settings(&["audience"])
}

const HEADER: TokenAt = TokenAt::Header("x-token", "");
const HASH: Binding = Binding::Hash("sha256", Encoding::Hex);

macro_rules! schemes {
    ($($name:literal: $jwt:expr,)*) => {
        fn scheme(name: &str) -> Provider {
            match name {
                $($name => {
                    static JWT: Jwt = $jwt;
                    provider(&JWT)
                })*
                _ => panic!("no scheme {name}"),
            }
        }
    };
}

schemes! {
    "HS256 hash": Jwt::new(JwtAlgorithm::HS256, HEADER, HASH),
    "RS256 hash": Jwt::new(JwtAlgorithm::RS256, HEADER, HASH),
    "RS512 hash": Jwt::new(JwtAlgorithm::RS512, HEADER, HASH),
    "PS256 hash": Jwt::new(JwtAlgorithm::PS256, HEADER, HASH),
    "ES256 hash": Jwt::new(JwtAlgorithm::ES256, HEADER, HASH),
    "ES512 hash": Jwt::new(JwtAlgorithm::ES512, HEADER, HASH),
    "HS256 body": Jwt::new(JwtAlgorithm::HS256, TokenAt::Body, Binding::IsBody),
    "RS256 body": Jwt::new(JwtAlgorithm::RS256, TokenAt::Body, Binding::IsBody),
    "ES256 body": Jwt::new(JwtAlgorithm::ES256, TokenAt::Body, Binding::IsBody),
    "HS256 detached": Jwt::new(JwtAlgorithm::HS256, HEADER, Binding::Detached),
    "RS512 detached": Jwt::new(JwtAlgorithm::RS512, HEADER, Binding::Detached),
    "ES512 detached": Jwt::new(JwtAlgorithm::ES512, HEADER, Binding::Detached),
    "HS256 raw": Jwt::new(JwtAlgorithm::HS256, HEADER, Binding::DetachedRaw),
    "HS256 claims": Jwt::new(JwtAlgorithm::HS256, HEADER, HASH)
        .claims(&[Claim::Is("iss", &["sender"]), Claim::Setting("aud", "audience")])
        .expires(),
    "HS256 issued": Jwt::new(JwtAlgorithm::HS256, HEADER, HASH).issued(),
    "HS256 bearer": Jwt::new(JwtAlgorithm::HS256, TokenAt::Header("x-token", "Bearer "), HASH),
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

impl Case {
    fn outcome(&self, file: &File) -> String {
        let mut builder = Receiver::builder(scheme(&self.scheme)).setting("audience", "us");
        for (index, key) in self.keys.iter().enumerate() {
            let secret = match &file.keys[*key] {
                Key::Text(text) => Secret::new(text.as_str()),
                Key::Bytes { b64url } => Secret::new(URL_SAFE_NO_PAD.decode(b64url).unwrap()),
            };
            let secret = secret.unwrap();
            builder = builder.secret(match self.ids.get(index) {
                Some(id) => secret.with_id(id.as_str()),
                None => secret,
            });
        }
        let receiver = builder.build().unwrap();
        let in_body = self.scheme.ends_with(" body");
        let body = self.body.as_ref().unwrap_or(&file.body);
        let request = if in_body {
            Request::post("/").body(Bytes::from(self.token.clone()))
        } else {
            Request::post("/")
                .header("x-token", &self.token)
                .body(Bytes::from(body.clone()))
        };
        let now = at(self.now.unwrap_or(file.now));
        match receiver.receive(request.unwrap(), now) {
            Ok(Received::Delivery(_)) => "accepted".to_owned(),
            Ok(Received::Handshake(_)) => "handshake".to_owned(),
            Err(error) => {
                let shown = format!("{error} {error:?}");
                for part in self.token.split('.').filter(|part| part.len() > 16) {
                    assert!(!shown.contains(part), "{}: {shown}", self.what);
                }
                assert!(matches!(error.status().as_u16(), 400 | 401), "{shown}");
                error.code().to_owned()
            }
        }
    }
}

#[test]
fn returns_the_stated_verdict_for_every_case() {
    let file: File = serde_json::from_str(include_str!("../jws/cases.json")).unwrap();
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut faults = Vec::new();
    for case in &file.cases {
        let outcome = case.outcome(&file);
        *counts.entry(&case.expect).or_default() += 1;
        if outcome != case.expect {
            faults.push(format!("{}: {outcome}, not {}", case.what, case.expect));
        }
    }
    println!("{} cases: {counts:?}", file.cases.len());
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
    assert!(file.cases.len() >= 700);
    assert!(counts["accepted"] >= 50, "genuine ones are accepted");
}

const RSA_PRIVATE: &str = include_str!("../keys/rsa-private.pem");
const RSA: &str = include_str!("../keys/rsa-public.pem");
const NOW: u64 = 1_790_000_000;
const SHARED: &str = "a shared secret of this sender";

/// The receiver accepts what the signer makes, and rejects it with another body.
#[test]
fn accepts_what_the_signer_signed() {
    for (provider, private, public, settings) in [
        (VONAGE, SHARED, SHARED, &[][..]),
        (MESSAGEBIRD, SHARED, SHARED, &[]),
        (LIVEKIT, SHARED, SHARED, &[("api_key", "API1")]),
        (FIREBLOCKS, RSA_PRIVATE, RSA, &[]),
        (CONSTANT_CONTACT, RSA_PRIVATE, RSA, &[]),
        (
            LAGO_JWT,
            RSA_PRIVATE,
            RSA,
            &[("issuer", "https://lago.example")],
        ),
    ] {
        let mut signer = Signer::new(provider, Secret::new(private).unwrap()).at(at(NOW));
        let mut builder = Receiver::builder(provider)
            .secret(Secret::new(public).unwrap())
            .public_url("https://app.example");
        for (name, value) in settings {
            signer = signer.setting(name, value);
            builder = builder.setting(name, value);
        }
        let receiver = builder.build().unwrap();
        let mut request = signer.sign("https://app.example/h?a=1", "{}").unwrap();
        let mut forged = Request::new(Bytes::from_static(b"{ }"));
        *forged.uri_mut() = request.uri().clone();
        *forged.method_mut() = request.method().clone();
        *forged.headers_mut() = request.headers().clone();
        *request.uri_mut() = "/h?a=1".parse().unwrap();
        let received = receiver.receive(request, at(NOW));
        assert!(received.is_ok(), "{}: {received:?}", provider.id());
        let rejected = receiver.receive(forged, at(NOW)).unwrap_err();
        assert!(
            matches!(rejected.code(), "claim_mismatch" | "signature_mismatch"),
            "{}: {rejected}",
            provider.id()
        );
    }
}

#[test]
fn returns_the_claims_when_the_body_is_a_token() {
    #[derive(Deserialize)]
    struct Call {
        call_id: u64,
    }
    const EVENTS: Provider<Claims<Call>> = DIALPAD.with_events();
    let secret = || Secret::new("a shared secret of this sender").unwrap();
    let body = r#"{"call_id":7,"state":"ringing"}"#;
    let request = Signer::new(DIALPAD, secret())
        .sign("https://app.example/", body)
        .unwrap();
    let receiver = Receiver::new(EVENTS, secret()).unwrap();
    let Received::Delivery(delivery) = receiver.receive(request, at(NOW)).unwrap() else {
        panic!("no handshake")
    };
    assert_eq!(delivery.event().unwrap().0.call_id, 7);
    assert_eq!(delivery.kind(), Some("ringing"));
    assert_eq!(delivery.id(), Some("7"));
    assert!(delivery.id_is_signed());
    assert_eq!(delivery.coverage().to_string(), "body");
    let token = std::str::from_utf8(delivery.body()).unwrap();
    assert_eq!(jwt::claims::<Call>(token).unwrap().call_id, 7);
    assert!(jwt::claims::<Call>("no token").is_err());
    let error = jwt::claims::<Vec<u8>>(token).err().unwrap();
    assert_eq!(error.path(), "");
}

/// TrueLayer's token names the key set. It is one of two; a token with another one is rejected before its key
/// is fetched.
#[test]
fn rejects_the_key_set_of_another_issuer() {
    const KEY: &str = r#"{"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}"#;
    let receiver = Receiver::new(TRUELAYER, Secret::new(KEY).unwrap()).unwrap();
    let code = |jku: &str, headers: &str| {
        let header = format!(
            r#"{{"alg":"ES512","kid":"k","tl_version":"2","tl_headers":"{headers}","jku":"{jku}"}}"#
        );
        let signature = URL_SAFE_NO_PAD.encode([1; 132]);
        let request = Request::post("/tl")
            .header("x-tl-webhook-timestamp", "2026-09-21T14:13:20Z")
            .header(
                "tl-signature",
                format!("{}..{signature}", URL_SAFE_NO_PAD.encode(header)),
            )
            .body(Bytes::from_static(b"{}"))
            .unwrap();
        receiver.receive(request, at(NOW)).unwrap_err().code()
    };
    const TIME: &str = "X-Tl-Webhook-Timestamp";
    for jku in [
        "https://webhooks.truelayer.com/.well-known/jwks",
        "https://webhooks.truelayer-sandbox.com/.well-known/jwks",
    ] {
        assert_eq!(code(jku, TIME), "signature_mismatch", "{jku}");
        // The time is a header like others, and must be among the signed ones.
        assert_eq!(code(jku, "Content-Type"), "signature_malformed");
        assert_eq!(code(jku, ""), "signature_malformed");
    }
    for jku in [
        "https://webhooks.truelayer.com.evil.example/.well-known/jwks",
        "https://webhooks.truelayer.com@evil.example/.well-known/jwks",
        "http://webhooks.truelayer.com/.well-known/jwks",
        "https://webhooks.truelayer.com/.well-known/jwks/../x",
        "https://evil.example/.well-known/jwks",
        "",
    ] {
        assert_eq!(code(jku, TIME), "key_url_rejected", "{jku}");
    }
}

/// Lago's token contains the body, and may be longer than other headers.
#[test]
fn accepts_a_long_token_that_contains_the_body() {
    let secret = |text| Secret::new(text).unwrap();
    let receiver = Receiver::builder(LAGO_JWT)
        .secret(secret(RSA))
        .setting("issuer", "https://lago.example")
        .build()
        .unwrap();
    for (length, expected) in [
        (100, None),
        (9_000, None),
        (60_000, Some("headers_too_large")),
    ] {
        let body = format!(r#"{{"webhook_type":"{}"}}"#, "x".repeat(length));
        let signer = Signer::new(LAGO_JWT, secret(RSA_PRIVATE))
            .setting("issuer", "https://lago.example")
            .at(at(NOW));
        let request = signer.sign("https://app.example/", body).unwrap();
        let rejected = receiver.receive(request, at(NOW)).err();
        assert_eq!(rejected.map(|error| error.code()), expected, "{length}");
    }
}

/// Atlassian's hash is over the URL in a canonical form, and over nothing of the body.
#[test]
fn rejects_a_token_for_another_url() {
    let secret = || Secret::new("a shared secret of this sender").unwrap();
    let receiver = Receiver::new(JIRA_CONNECT, secret()).unwrap();
    let signed = Signer::new(JIRA_CONNECT, secret())
        .at(at(NOW))
        .sign("https://app.example/hooks?a=1&b=x%20y&a=2", "{}")
        .unwrap();
    for (method, url, expected) in [
        ("POST", "/hooks?a=1&b=x%20y&a=2", "accepted"),
        ("POST", "/hooks?b=x%20y&a=2&a=1", "accepted"),
        ("POST", "/hooks/?a=1&b=x+y&a=2", "accepted"),
        ("POST", "/hooks?a=1&b=x%20y&a=2&jwt=token", "accepted"),
        ("POST", "/hooks?a=1&b=x%20y&a=3", "claim_mismatch"),
        ("POST", "/hooks?a=1,2&b=x%20y", "claim_mismatch"),
        ("POST", "/hooks?a=1&a=2", "claim_mismatch"),
        ("POST", "/hooks", "claim_mismatch"),
        ("POST", "/other?a=1&b=x%20y&a=2", "claim_mismatch"),
        ("PUT", "/hooks?a=1&b=x%20y&a=2", "method_not_allowed"),
    ] {
        let mut request = Request::new(Bytes::from_static(b"{\"any\":1}"));
        *request.method_mut() = method.parse().unwrap();
        *request.uri_mut() = url.parse().unwrap();
        *request.headers_mut() = signed.headers().clone();
        let outcome = match receiver.receive(request, at(NOW)) {
            Ok(_) => "accepted",
            Err(error) => error.code(),
        };
        assert_eq!(outcome, expected, "{method} {url}");
    }
}

/// The coverage has nothing that the token does not bind.
#[test]
fn returns_the_coverage_of_each_binding() {
    const SENDER: &Jwt = &Jwt::new(JwtAlgorithm::HS256, HEADER, Binding::Nothing);
    const IN_FIELD: &Jwt = &Jwt::new(
        JwtAlgorithm::HS256,
        TokenAt::Json("/token"),
        Binding::IsBody,
    );
    const NOTHING: Provider = provider(SENDER);
    const FIELD: Provider =
        provider(IN_FIELD).kind(&[At::Token("/token", "/name"), At::Json("/other")]);
    assert_eq!(NOTHING.coverage().to_string(), "sender");
    assert_eq!(FIELD.coverage().to_string(), "fields");
    assert_eq!(TRUELAYER.coverage().to_string(), "body+time+method+url");
    let secret = || Secret::new("a shared secret of this sender").unwrap();
    let request = Signer::new(FIELD, secret())
        .sign("https://app.example/", r#"{"name":"n","other":"o"}"#)
        .unwrap();
    let receiver = Receiver::builder(FIELD)
        .setting("audience", "us")
        .secret(secret())
        .build()
        .unwrap();
    let Received::Delivery(delivery) = receiver.receive(request, at(NOW)).unwrap() else {
        panic!("no handshake")
    };
    assert_eq!(delivery.kind(), Some("n"));
    assert!(delivery.kind_is_signed(), "it stands in the token");
    let rejected = Receiver::builder(NOTHING)
        .secret(secret())
        .require_body()
        .build();
    assert!(matches!(rejected, Err(SetupError::BodyNotBound { .. })));
}

#[test]
fn rejects_shared_secrets_and_private_keys_as_public_keys() {
    let build = |secret| {
        Receiver::builder(scheme("RS256 hash"))
            .setting("audience", "us")
            .secret(secret)
            .build()
    };
    let text = build(Secret::new("a shared secret of this sender").unwrap());
    assert!(matches!(text, Err(SetupError::SecretForm { .. })));
    let private = build(Secret::new(RSA_PRIVATE).unwrap());
    assert!(matches!(private, Err(SetupError::KeyPrivate { .. })));
}

/// A token without a key id could cost one verification per key.
#[test]
fn rejects_a_token_without_key_id_if_there_are_many_keys() {
    const PRIVATE: &str = include_str!("../keys/rsa-private.pem");
    const PUBLIC: &str = include_str!("../keys/rsa-public.pem");
    let provider = scheme("RS256 hash");
    let now = at(1_790_000_000);
    let signer = Signer::new(provider, Secret::new(PRIVATE).unwrap()).at(now);
    let genuine = signer.sign("https://app.example/", "{}").unwrap();
    let mut forged = genuine.clone();
    let token = genuine.headers()["x-token"].to_str().unwrap();
    let (content, _) = token.rsplit_once('.').unwrap();
    let zeros = URL_SAFE_NO_PAD.encode([1; 256]);
    let token = format!("{content}.{zeros}").parse().unwrap();
    forged.headers_mut().insert("x-token", token);
    let mut times = Vec::new();
    for (keys, expected) in [
        (1, "accepted"),
        (8, "accepted"),
        (9, "key_unknown"),
        (64, "key_unknown"),
    ] {
        let secrets: Vec<_> = (0..keys)
            .map(|number| Secret::new(PUBLIC).unwrap().with_id(format!("k{number}")))
            .collect();
        let endpoint = Receiver::builder(provider)
            .setting("audience", "us")
            .build_endpoint()
            .unwrap();
        let receiver = endpoint.with_keys(endpoint.prepare_keys(&secrets).unwrap());
        let code = |request: &Request<Bytes>| match receiver.receive(request.clone(), now) {
            Ok(_) => "accepted",
            Err(error) => error.code(),
        };
        assert_eq!(code(&genuine), expected, "{keys} keys");
        let start = Instant::now();
        let rejected = code(&forged);
        times.push(start.elapsed());
        assert_eq!(
            rejected,
            if keys > 8 {
                "key_unknown"
            } else {
                "signature_mismatch"
            }
        );
        println!(
            "{keys} keys: a forged token takes {:?}",
            times[times.len() - 1]
        );
    }
    assert!(times[3] < times[0], "not one signature is verified");
}

/// Returns a token with this algorithm for an empty body at `https://app.example/h`, with a MAC of that hash.
fn of_messagebird<M: hmac::Mac + hmac::KeyInit>(alg: &str) -> Request<Bytes> {
    use sha2::Digest as _;

    let url_hash: String = sha2::Sha256::digest("https://app.example/h")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let header = serde_json::json!({"alg": alg, "typ": "JWT"}).to_string();
    let claims = serde_json::json!({
        "iss": "MessageBird", "jti": "1", "nbf": NOW, "exp": NOW + 60, "url_hash": url_hash,
    });
    let signed = [header, claims.to_string()].map(|part| URL_SAFE_NO_PAD.encode(part));
    let signed = signed.join(".");
    let mut mac = <M as hmac::KeyInit>::new_from_slice(SHARED.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    let tag = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    let request =
        Request::post("/h").header("messagebird-signature-jwt", format!("{signed}.{tag}"));
    request.body(Bytes::new()).unwrap()
}

/// <https://github.com/messagebird/messagebird-nodejs/blob/master/lib/webhook-signature-jwt.js>
#[test]
fn accepts_each_hash_that_the_provider_verifies() {
    let receiver = Receiver::builder(MESSAGEBIRD).secret(Secret::new(SHARED).unwrap());
    let receiver = receiver.public_url("https://app.example").build().unwrap();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    let accepts = |request| receiver.receive(request, now).is_ok();
    assert!(accepts(of_messagebird::<hmac::Hmac<sha2::Sha256>>("HS256")));
    assert!(accepts(of_messagebird::<hmac::Hmac<sha2::Sha384>>("HS384")));
    assert!(accepts(of_messagebird::<hmac::Hmac<sha2::Sha512>>("HS512")));
    for alg in ["HS384", "HS512", "none", "hs256"] {
        assert!(
            !accepts(of_messagebird::<hmac::Hmac<sha2::Sha256>>(alg)),
            "{alg}"
        );
    }
    assert!(!accepts(of_messagebird::<hmac::Hmac<sha2::Sha512>>(
        "HS256"
    )));
}
