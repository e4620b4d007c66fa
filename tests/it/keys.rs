//! Public keys: the forms in which they are pasted, an error for each wrong form, key ids, key sets and
//! audiences.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use webhook_receiver::{
    Builder, Provider, Received, Receiver, Secret, SetupError, danger,
    providers::{
        DISCORD, FAL, FIREBLOCKS_LEGACY, KICK, POSTAL, SENDGRID, SHIPSTATION, STANDARD_WEBHOOKS,
        TELNYX, WECHAT_PAY, WISE,
    },
    testing::Signer,
};

const EC_PRIVATE: &str = include_str!("../keys/ec-private.pem");
const EC: &str = include_str!("../keys/ec-public.pem");
const RSA_PRIVATE: &str = include_str!("../keys/rsa-private.pem");
const RSA: &str = include_str!("../keys/rsa-public.pem");
const RSA_1024: &str = include_str!("../keys/rsa-1024-public.pem");
const P384: &str = include_str!("../keys/p384-public.pem");
const CERTIFICATE: &str = include_str!("../keys/rsa-certificate.pem");
/// The key pair of RFC 8410, sections 10.3 and 10.1.
const ED_PRIVATE: &str = include_str!("../keys/ed25519-private.pem");
const ED: &str = include_str!("../keys/ed25519-public.pem");
/// The same key, without its wrapping.
const ED_HEX: &str = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";
const ED_BASE64: &str = "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";
const ED_JWK: &str =
    r#"{"kty":"OKP","crv":"Ed25519","x":"Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"}"#;
/// RFC 8037, A.1: with the private part.
const ED_JWK_PRIVATE: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

fn signed(provider: Provider, private: &str, body: &str) -> Request<Bytes> {
    Signer::new(provider, secret(private))
        .at(now())
        .sign("https://app.example/hooks", body.to_owned())
        .unwrap()
}

fn receiver(provider: Provider, public: &str) -> Result<Receiver, SetupError> {
    danger::any_audience(Receiver::builder(provider).secret(secret(public))).build()
}

fn outcome(receiver: &Receiver, request: Request<Bytes>) -> &'static str {
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(_)) => "accepted",
        Ok(Received::Handshake(_)) => "handshake",
        Err(error) => error.code(),
    }
}

#[test]
fn accepts_every_form_of_a_key() {
    let one_line = |pem: &str| pem.trim().replace('\n', " ");
    let escaped = |pem: &str| pem.trim().replace('\n', "\\n");
    let base64 = |pem: &str| {
        let lines: Vec<&str> = pem.trim().lines().collect();
        lines[1..lines.len() - 1].concat()
    };
    for (provider, private, public) in [
        (
            TELNYX,
            ED_PRIVATE,
            vec![
                ED.to_owned(),
                ED_HEX.into(),
                ED_HEX.to_uppercase(),
                ED_BASE64.into(),
                ED_JWK.into(),
                // As some key sets write it, contrary to RFC 7518.
                ED_JWK.replace("ZuE", "ZuE="),
                one_line(ED),
                escaped(ED),
                base64(ED),
            ],
        ),
        (
            SENDGRID,
            EC_PRIVATE,
            vec![EC.to_owned(), one_line(EC), escaped(EC), base64(EC)],
        ),
        (
            WISE,
            RSA_PRIVATE,
            vec![
                RSA.to_owned(),
                one_line(RSA),
                base64(RSA),
                CERTIFICATE.into(),
            ],
        ),
        (FIREBLOCKS_LEGACY, RSA_PRIVATE, vec![RSA.to_owned()]),
    ] {
        let request = signed(provider, private, r#"{"a":1}"#);
        for public in public {
            let receiver = receiver(provider, &public).unwrap();
            assert_eq!(outcome(&receiver, request.clone()), "accepted", "{public}");
            let mut forged = request.clone();
            *forged.body_mut() = Bytes::from_static(br#"{"a":2}"#);
            assert_eq!(outcome(&receiver, forged), "signature_mismatch", "{public}");
        }
    }
}

#[test]
fn rejects_each_wrong_key_with_its_own_error() {
    use SetupError as E;
    type Is = fn(&SetupError) -> bool;
    let kind: Is = |error| matches!(error, E::KeyType { .. });
    let weak: Is = |error| matches!(error, E::KeyWeak { .. });
    let private: Is = |error| matches!(error, E::KeyPrivate { .. });
    let form: Is = |error| matches!(error, E::SecretForm { .. });
    let small_order = "0100000000000000000000000000000000000000000000000000000000000000";
    let symmetric = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"}"#;
    let other_curve =
        r#"{"kty":"OKP","crv":"X25519","x":"Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE"}"#;
    for (provider, key, is) in [
        (TELNYX, EC, kind),
        (TELNYX, RSA, kind),
        (TELNYX, other_curve, kind),
        (TELNYX, small_order, weak),
        (TELNYX, ED_PRIVATE, private),
        (TELNYX, ED_JWK_PRIVATE, private),
        (TELNYX, symmetric, private),
        (TELNYX, "not a key of any kind at all", form),
        (TELNYX, "{\"kty\":\"OKP\",\"crv\":", form),
        (SENDGRID, ED, kind),
        (SENDGRID, RSA, kind),
        (SENDGRID, P384, kind),
        (SENDGRID, EC_PRIVATE, private),
        (WISE, ED, kind),
        (WISE, EC, kind),
        (WISE, ED_HEX, kind),
        (WISE, RSA_1024, weak),
        (WISE, RSA_PRIVATE, private),
        (
            WISE,
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
            form,
        ),
        (
            WISE,
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            form,
        ),
    ] {
        let error = receiver(provider, key).unwrap_err();
        assert!(is(&error), "{}: {key}: {error:?}", provider.id());
        let said = format!("{error} {error:?}");
        assert!(!said.contains(key), "{said}");
    }
}

/// A DER structure begins with the byte 0x30, and so does this key, which OpenSSL made.
#[test]
fn accepts_a_raw_key_that_begins_like_der() {
    const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIKhKs4hHzSxBiz1dxf/l5Cb+15I/eH7Ax3dsuEldVTjn
-----END PRIVATE KEY-----";
    let receiver = receiver(TELNYX, "MO995xTvQ7Ec6S1cxeI/3yjQBtgXho79tXP52/GGgz0=").unwrap();
    let request = signed(TELNYX, PRIVATE, r#"{"a":1}"#);
    assert_eq!(outcome(&receiver, request), "accepted");
}

/// The keys of RFC 7517, appendix A.1, with another type or curve beside the same numbers.
#[test]
fn rejects_a_web_key_of_another_type_or_curve() {
    const EC: &str = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#;
    const RSA: &str = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB"}"#;
    assert!(receiver(SENDGRID, EC).is_ok());
    assert!(receiver(WISE, RSA).is_ok());
    for (provider, key) in [
        (SENDGRID, EC.replace(r#""EC""#, r#""OKP""#)),
        (SENDGRID, EC.replace("P-256", "P-384")),
        (SENDGRID, EC.replace("P-256", "secp256k1")),
        (SENDGRID, EC.replace(r#""crv":"P-256","#, "")),
        (WISE, RSA.replace(r#""RSA""#, r#""EC""#)),
    ] {
        let error = receiver(provider, &key).unwrap_err();
        assert!(
            matches!(error, SetupError::KeyType { .. }),
            "{key}: {error:?}"
        );
    }
}

/// No text of a request can turn a public key into a shared secret, or select no signature at all.
#[test]
fn rejects_an_algorithm_chosen_by_the_request() {
    use hmac::{Hmac, KeyInit, Mac};
    let receiver = receiver(WISE, RSA).unwrap();
    let request = signed(WISE, RSA_PRIVATE, "{}");
    // HMAC with the public key as its key, which everybody has.
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(RSA.as_bytes()).unwrap();
    mac.update(b"{}");
    let tag = mac.finalize().into_bytes();
    for signature in [
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, tag),
        "none".to_owned(),
        "AAAA".to_owned(),
    ] {
        let mut forged = request.clone();
        forged
            .headers_mut()
            .insert("x-signature-sha256", signature.parse().unwrap());
        forged.headers_mut().insert("alg", "HS256".parse().unwrap());
        assert_eq!(
            outcome(&receiver, forged),
            "signature_mismatch",
            "{signature}"
        );
    }
    let mut unsigned = request.clone();
    unsigned.headers_mut().remove("x-signature-sha256");
    assert_eq!(outcome(&receiver, unsigned), "signature_missing");
}

#[test]
fn rejects_key_ids_that_are_not_the_endpoints() {
    let receiver = Receiver::builder(WECHAT_PAY)
        .secret(secret(RSA).with_id("now"))
        .secret(secret(CERTIFICATE).with_id("next"))
        .build()
        .unwrap();
    let request = |id: &'static str| {
        let mut request = signed(WECHAT_PAY, RSA_PRIVATE, "{}");
        request
            .headers_mut()
            .insert("wechatpay-serial", id.parse().unwrap());
        request
    };
    for (id, key) in [("now", 0), ("next", 1)] {
        let Ok(Received::Delivery(delivery)) = receiver.receive(request(id), now()) else {
            panic!("{id}")
        };
        assert_eq!(delivery.key_index(), key, "{id}");
    }
    assert_eq!(outcome(&receiver, request("other")), "key_unknown");
    let mut unnamed = request("now");
    unnamed.headers_mut().remove("wechatpay-serial");
    assert_eq!(outcome(&receiver, unnamed), "key_id_missing");
    let mut twice = request("now");
    twice
        .headers_mut()
        .append("wechatpay-serial", "next".parse().unwrap());
    assert_eq!(outcome(&receiver, twice), "key_id_duplicate");
    // A key without an id is tried, whatever id the request names.
    let receiver = Receiver::new(WECHAT_PAY, secret(RSA)).unwrap();
    assert_eq!(outcome(&receiver, request("any")), "accepted");
}

#[test]
fn rejects_a_key_set_with_one_malformed_key() {
    let set = |keys: &str| Secret::from_jwks(&format!(r#"{{"keys":[{keys}]}}"#));
    assert_eq!(set(&format!("{ED_JWK},{ED_JWK}")).unwrap().len(), 2);
    for text in [
        "",
        "{}",
        "[]",
        "null",
        r#"{"keys":{}}"#,
        r#"{"keys":[]}"#,
        r#"{"keys":[1]}"#,
    ] {
        assert_eq!(
            Secret::from_jwks(text).unwrap_err(),
            SetupError::KeySet,
            "{text}"
        );
    }
    // The content is checked when the keys are prepared: one private key makes the whole set invalid.
    let mut builder = danger::any_audience(Receiver::builder(FAL));
    for key in set(&format!("{ED_JWK},{ED_JWK_PRIVATE}")).unwrap() {
        builder = builder.secret(key);
    }
    let SetupError::SecretAt {
        index: 1, error, ..
    } = builder.build().unwrap_err()
    else {
        panic!("the second key is private")
    };
    assert!(matches!(*error, SetupError::KeyPrivate { .. }));
    // Requests of fal name no key: the set must not have more keys than may be tried, whatever their ids are.
    let build = |count: usize| {
        let many: Vec<String> = (0..count)
            .map(|number| ED_JWK.replace("\"kty\"", &format!("\"kid\":\"k{number}\",\"kty\"")))
            .collect();
        let builder = danger::any_audience(Receiver::builder(FAL));
        let keys = set(&many.join(",")).unwrap();
        keys.into_iter().fold(builder, Builder::secret).build()
    };
    assert!(build(8).is_ok());
    assert!(matches!(build(9), Err(SetupError::TooManySecrets)));
}

#[test]
fn rejects_other_audience() {
    let body = r#"{"broadcaster":{"user_id":77},"x":1}"#;
    let request = signed(KICK, RSA_PRIVATE, body);
    let build = |user: &str| {
        Receiver::builder(KICK)
            .secret(secret(RSA))
            .setting("broadcaster_user_id", user)
            .build()
            .unwrap()
    };
    assert_eq!(outcome(&build("77"), request.clone()), "accepted");
    assert_eq!(outcome(&build("78"), request.clone()), "audience_mismatch");
    let rejected = build("78").receive(request.clone(), now()).unwrap_err();
    assert_eq!(rejected.status(), 401);
    assert!(!rejected.to_string().contains("77"), "{rejected}");
    // The setting is required to build the receiver.
    let built = Receiver::builder(KICK).secret(secret(RSA)).build();
    assert!(matches!(
        built,
        Err(SetupError::SettingNeeded {
            name: "broadcaster_user_id",
            ..
        })
    ));
    let nobody = signed(KICK, RSA_PRIVATE, "{}");
    assert_eq!(outcome(&build("77"), nobody), "audience_mismatch");
}

#[test]
fn rejects_a_key_of_another_scheme() {
    const WHSEC: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let whpk = format!("whpk_{ED_BASE64}");
    let by_public = receiver(STANDARD_WEBHOOKS, &whpk).unwrap();
    let by_secret = receiver(STANDARD_WEBHOOKS, WHSEC).unwrap();
    let v1a = signed(STANDARD_WEBHOOKS, ED_PRIVATE, "{}");
    let v1 = signed(STANDARD_WEBHOOKS, WHSEC, "{}");
    assert!(
        v1a.headers()["webhook-signature"]
            .to_str()
            .unwrap()
            .starts_with("v1a,")
    );
    assert_eq!(outcome(&by_public, v1a.clone()), "accepted");
    assert_eq!(outcome(&by_public, v1.clone()), "signature_malformed");
    assert_eq!(outcome(&by_secret, v1.clone()), "accepted");
    assert_eq!(outcome(&by_secret, v1a), "signature_malformed");
    let mixed = Receiver::builder(STANDARD_WEBHOOKS)
        .secret(secret(WHSEC))
        .secret(secret(&whpk))
        .build();
    assert!(matches!(mixed, Err(SetupError::KeysMixed { .. })));
}

#[test]
fn rejects_signing_with_a_public_key() {
    for (provider, public) in [(DISCORD, ED), (SENDGRID, EC), (SHIPSTATION, RSA)] {
        let signer = Signer::new(provider, secret(public));
        assert!(
            signer.sign("https://app.example/", "{}").is_err(),
            "{}",
            provider.id()
        );
    }
}

/// A weaker signature does not make up for a wrong stronger one, and is rejected if it is not configured.
#[test]
fn rejects_a_weak_signature_in_place_of_a_strong_one() {
    let build = |sha1: Option<&str>| {
        let builder = Receiver::builder(POSTAL).secret(secret(RSA));
        match sha1 {
            Some(sha1) => builder.setting("sha1", sha1),
            None => builder,
        }
        .build()
        .unwrap()
    };
    let (usual, strict) = (build(None), build(Some("no")));
    let strong = signed(POSTAL, RSA_PRIVATE, "{}");
    assert_eq!(outcome(&usual, strong.clone()), "accepted");
    assert_eq!(outcome(&strict, strong.clone()), "accepted");
    let header = strong.headers()["x-postal-signature-256"].clone();
    let mut weak = strong.clone();
    let headers = weak.headers_mut();
    headers.remove("x-postal-signature-256");
    assert_eq!(outcome(&usual, weak.clone()), "signature_missing");
    // The strong signature under the name of the weak one.
    weak.headers_mut().insert("x-postal-signature", header);
    assert_eq!(outcome(&usual, weak.clone()), "signature_mismatch");
    assert_eq!(outcome(&strict, weak), "signature_missing");
}

/// A key may contain the text of a placeholder by chance.
#[test]
fn accepts_a_key_that_resembles_a_placeholder() {
    let modulus = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
    let unlucky = modulus
        .replacen("LjybR", "_here", 1)
        .replacen("zo0tZ", "xXXxx", 1);
    let key = format!(r#"{{"kty":"RSA","n":"{unlucky}","e":"AQAB"}}"#);
    assert!(receiver(WISE, &key).is_ok());
    assert!(matches!(
        Secret::new("paste_your_public_key_here_xxxxxxxxxxxx"),
        Err(SetupError::SecretPlaceholder)
    ));
}
