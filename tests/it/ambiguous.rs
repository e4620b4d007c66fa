//! Ambiguities of the providers' own schemes, which their rows state under `# Security`: requests that are
//! changed without the key, and accepted. `tests/it/shifts.rs` finds them; each test here shows one that a
//! reader can follow.

use crate::common::rows;
use crate::common::vectors;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use webhook_receiver::{
    Delivery, Error, Provider, Received, Receiver, Secret,
    providers::{
        ADYEN, COINBASE_CDP, FORGEJO, GITEA, GOGS, HOOK0, HUBSPOT, IYZICO, JIRA_CONNECT, MAILGUN,
        MANDRILL, MERCADO_PAGO, MIDTRANS, MIDTRANS_PAY_ACCOUNT, NUVEI, OPAY, OPENNODE, PAYTM, PAYU,
        PLIVO, REVENUECAT, SQUARE, TRUELAYER, TWILIO, WECHAT,
    },
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const ORIGIN: &str = "https://app.example";
const URL: &str = "https://app.example/hooks";
const NOW: u64 = 1_790_000_000;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn secret(provider: Provider) -> Secret {
    rows::secret(provider, SECRET)
}

fn signer(provider: Provider) -> Signer {
    rows::configured_signer(
        Signer::new(provider, secret(provider)).at(at(NOW)),
        provider,
    )
}

fn receiver(provider: Provider) -> Receiver {
    let builder = Receiver::builder(provider).secret(secret(provider));
    let builder = rows::configured(builder.public_url(ORIGIN), provider);
    builder.build().unwrap()
}

fn received(provider: Provider, request: &Request<Bytes>, now: u64) -> Result<Delivery, Error> {
    match receiver(provider).receive(request.clone(), at(now))? {
        Received::Delivery(delivery) => Ok(delivery),
        other => panic!("{other:?}"),
    }
}

/// Returns the delivery of a request that is accepted as it was signed, now with another body.
fn with_body(
    provider: Provider,
    genuine: &Request<Bytes>,
    body: String,
) -> Result<Delivery, Error> {
    received(provider, genuine, NOW).unwrap();
    let mut shifted = genuine.clone();
    *shifted.body_mut() = body.into();
    received(provider, &shifted, NOW)
}

/// Returns the delivery of a request whose body is changed by replacing pieces of it.
fn replaced(provider: Provider, genuine: &Request<Bytes>, pieces: &[(&str, &str)]) -> Delivery {
    let mut body = String::from_utf8(genuine.body().to_vec()).unwrap();
    for (from, to) in pieces {
        assert!(body.contains(from), "{from} in {body}");
        body = body.replace(from, to);
    }
    with_body(provider, genuine, body).unwrap()
}

/// Returns the first genuine request of the provider's vectors with these headers, and its receiver.
fn vector(
    provider: Provider,
    wanted: impl Fn(&str) -> bool,
) -> (Request<Bytes>, Receiver, SystemTime) {
    let files = vectors::files().into_iter();
    let mut vectors = files
        .filter(|file| file.provider == provider.id())
        .flat_map(|file| file.vectors);
    let vector = vectors.find(|vector| {
        vector.expect == vectors::Expect::Accept && wanted(&format!("{:?}", vector.headers))
    });
    let vector = vector.unwrap();
    let mut request = Request::post(vector.url.as_str());
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    let receiver = vector.builder(provider.id()).build().unwrap();
    (
        request.body(vector.bytes().into()).unwrap(),
        receiver,
        at(vector.now),
    )
}

fn holds(delivery: &Delivery, text: &str) -> bool {
    String::from_utf8_lossy(delivery.body()).contains(text)
}

#[test]
fn rejects_a_colon_that_moves_between_fields_of_adyen() {
    let (_, body) = rows::with_body(signer(ADYEN), ADYEN);
    let body = body.replace("order-1", "order:1");
    let genuine = signer(ADYEN).sign(URL, body).unwrap();
    received(ADYEN, &genuine, NOW).unwrap();
    let body = String::from_utf8(genuine.body().to_vec()).unwrap();
    for (from, to) in [(r#""acme""#, r#""acme:order""#), (r#""EUR""#, r#""1:EUR""#)] {
        let body = body.replace(from, to).replace(r#""order:1""#, r#""1""#);
        let rejected = with_body(ADYEN, &genuine, body).unwrap_err();
        assert_eq!(rejected.code(), "content_malformed");
    }
}

#[test]
fn shows_that_an_item_of_adyen_can_be_left_out() {
    let item = |reference: &str| {
        format!(
            r#"{{"NotificationRequestItem":{{"pspReference":"{reference}","eventCode":"AUTHORISATION","success":"true"}}}}"#
        )
    };
    let body = format!(r#"{{"notificationItems":[{},{}]}}"#, item("1"), item("2"));
    let genuine = signer(ADYEN).sign(URL, body).unwrap();
    let mut body: serde_json::Value = serde_json::from_slice(genuine.body()).unwrap();
    let items = body.pointer_mut("/notificationItems").unwrap();
    items.as_array_mut().unwrap().remove(0);
    let shifted = with_body(ADYEN, &genuine, body.to_string()).unwrap();
    assert!(!holds(&shifted, r#""pspReference":"1""#));
}

#[test]
fn shows_that_a_token_of_iyzico_gives_its_first_character_away() {
    let body = r#"{"iyziEventType":"CHECKOUT_FORM_AUTH","iyziPaymentId":1,"token":"2a","paymentConversationId":"c","status":"SUCCESS"}"#;
    let genuine = signer(IYZICO).sign(URL, body).unwrap();
    let pieces = [
        (r#""iyziPaymentId":1"#, r#""iyziPaymentId":12"#),
        ("2a", "a"),
    ];
    assert!(holds(&replaced(IYZICO, &genuine, &pieces), "12"));
}

#[test]
fn rejects_fields_of_iyzico_that_took_characters_of_another_kind() {
    let body = r#"{"iyziEventType":"PAYMENT_API","paymentId":12,"paymentConversationId":"c-A","status":"FAILURE"}"#;
    let genuine = signer(IYZICO).sign(URL, body).unwrap();
    for (from, to) in [
        (
            r#""PAYMENT_API","paymentId":12"#,
            r#""PAYMENT_API1","paymentId":2"#,
        ),
        (
            r#""paymentId":12,"paymentConversationId":"c-A""#,
            r#""paymentId":"12c","paymentConversationId":"-A""#,
        ),
        (r#""c-A","status":"FAILURE""#, r#""c","status":"-AFAILURE""#),
    ] {
        assert!(body.contains(from), "{from}");
        let rejected = with_body(IYZICO, &genuine, body.replace(from, to)).unwrap_err();
        assert_eq!(rejected.code(), "content_malformed", "{to}");
    }
}

#[test]
fn shows_that_the_slash_at_the_end_is_not_signed_by_jira_connect() {
    let genuine = signer(JIRA_CONNECT).sign(URL, "{}").unwrap();
    let mut shifted = genuine.clone();
    *shifted.uri_mut() = "/hooks/".parse().unwrap();
    *shifted.body_mut() = "any body".into();
    let delivery = received(JIRA_CONNECT, &shifted, NOW).unwrap();
    assert_eq!(delivery.coverage().to_string(), "sender+time+method+url");
}

#[test]
fn accepts_a_path_without_that_of_the_base_url_as_one_that_was_not_seen() {
    const BASE: &str = "https://app.example/jira";
    let signed = signer(JIRA_CONNECT).setting("base_url", BASE);
    let genuine = signed.sign("https://app.example/jira/hooks", "{}").unwrap();
    let receiver = Receiver::builder(JIRA_CONNECT)
        .secret(secret(JIRA_CONNECT))
        .setting("base_url", BASE)
        .build()
        .unwrap();
    for (path, coverage) in [
        ("/jira/hooks", "sender+time+method+url"),
        ("/hooks", "sender+time+method"),
    ] {
        let mut request = genuine.clone();
        *request.uri_mut() = path.parse().unwrap();
        let Received::Delivery(delivery) = receiver.receive(request, at(NOW)).unwrap() else {
            panic!("a delivery");
        };
        assert_eq!(delivery.coverage().to_string(), coverage, "{path}");
    }
}

#[test]
fn rejects_fields_of_mandrill_besides_the_events() {
    let genuine = signer(MANDRILL).form().sign(URL, "mandrill_events=%5B%5D");
    let genuine = genuine.unwrap();
    for body in [
        "mandrill_event=s%5B%5D",
        "mandrill_events%5B%5D",
        "mandrill_events=%5B%5D&a",
        "mandrill_events=%5B&mandrill_events=%5D",
    ] {
        assert!(
            with_body(MANDRILL, &genuine, body.into()).is_err(),
            "{body}"
        );
    }
}

#[test]
fn shows_that_a_request_of_mandrill_can_come_again_at_any_time() {
    let genuine = signer(MANDRILL).form().sign(URL, "mandrill_events=%5B%5D");
    let genuine = genuine.unwrap();
    for now in [NOW, NOW + 10 * 365 * 24 * 3600] {
        received(MANDRILL, &genuine, now).unwrap();
    }
}

#[test]
fn shows_that_mercado_pago_signs_the_id_in_lower_case() {
    let genuine = signer(MERCADO_PAGO).sign("https://app.example/hooks?data.id=AB", "{}");
    let genuine = genuine.unwrap();
    received(MERCADO_PAGO, &genuine, NOW).unwrap();
    let mut shifted = genuine.clone();
    *shifted.uri_mut() = "/hooks?data.id=ab".parse().unwrap();
    *shifted.body_mut() = r#"{"type":"other"}"#.into();
    let delivery = received(MERCADO_PAGO, &shifted, NOW).unwrap();
    assert_eq!(delivery.kind(), Some("other"));
    assert!(!delivery.kind_is_signed());
}

#[test]
fn shows_that_digits_move_between_fields_of_midtrans() {
    let body = r#"{"order_id":"o-2","status_code":"200","gross_amount":"2002000.00","transaction_status":"pending"}"#;
    let genuine = signer(MIDTRANS).sign(URL, body).unwrap();
    let pieces = [
        ("o-2", "o-2200"),
        ("2002000.00", "2000.00"),
        ("pending", "settlement"),
    ];
    let shifted = replaced(MIDTRANS, &genuine, &pieces);
    assert_eq!(shifted.kind(), Some("settlement"));
    assert!(!shifted.kind_is_signed());
}

#[test]
fn rejects_fields_of_midtrans_of_another_form() {
    let body = r#"{"order_id":"o-12","status_code":"200","gross_amount":"1000.00"}"#;
    let genuine = signer(MIDTRANS).sign(URL, body).unwrap();
    for (order, status, amount) in [
        ("o-1", "220", "01000.00"),
        ("o-122", "001", "000.00"),
        ("o-1220", "010", "00.00"),
        ("o-", "122", "001000.00"),
        ("o-12", "20", "01000.00"),
    ] {
        let body = String::from_utf8(genuine.body().to_vec()).unwrap();
        let body = body
            .replace("o-12", order)
            .replace(r#""200""#, &format!(r#""{status}""#));
        let rejected = with_body(MIDTRANS, &genuine, body.replace("1000.00", amount));
        assert_eq!(
            rejected.unwrap_err().code(),
            "content_malformed",
            "{order} {status} {amount}"
        );
    }
}

#[test]
fn rejects_a_status_of_a_pay_account_that_takes_characters_of_the_id() {
    let body = r#"{"account_id":"a-1","account_status":"ENABLED","status_code":"200"}"#;
    let genuine = signer(MIDTRANS_PAY_ACCOUNT).sign(URL, body).unwrap();
    for (id, status, code) in [
        ("a-", "1ENABLED", "200"),
        ("a-1EN", "ABLED", "200"),
        ("a-1", "ENABLED2", "00"),
        ("a-1", "ENABLE", "D200"),
    ] {
        let body = String::from_utf8(genuine.body().to_vec()).unwrap();
        let body = body
            .replace("a-1", id)
            .replace(r#""ENABLED""#, &format!(r#""{status}""#))
            .replace(r#""200""#, &format!(r#""{code}""#));
        let rejected = with_body(MIDTRANS_PAY_ACCOUNT, &genuine, body);
        assert_eq!(
            rejected.unwrap_err().code(),
            "content_malformed",
            "{id} {status} {code}"
        );
    }
}

#[test]
fn shows_that_gitea_takes_one_payload_in_three_shapes() {
    for provider in [GITEA, FORGEJO, GOGS] {
        let genuine = signer(provider).sign(URL, r#"{"a":1}"#).unwrap();
        received(provider, &genuine, NOW).unwrap();
        let mut form = genuine.clone();
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        form.headers_mut().insert("content-type", kind);
        *form.body_mut() = "payload=%7B%22a%22%3A1%7D".into();
        let delivery = received(provider, &form, NOW).unwrap();
        assert_eq!(delivery.coverage().to_string(), "fields");
        *form.body_mut() = "payload=%7B%22a%22%3A1%7D&b=2".into();
        assert_eq!(
            received(provider, &form, NOW).unwrap_err(),
            Error::BodyNotBound
        );
    }
}

#[test]
fn shows_that_headers_of_hook0_are_not_signed_without_v1() {
    for provider in [HOOK0, COINBASE_CDP] {
        let (genuine, receiver, now) = vector(provider, |headers| headers.contains(",v0="));
        let mut shifted = genuine.clone();
        let header = HeaderName::from_static("x-hook0-signature");
        let entries = genuine.headers()[&header].to_str().unwrap().split(',');
        let kept: Vec<&str> = entries.filter(|entry| !entry.starts_with("v1=")).collect();
        shifted
            .headers_mut()
            .insert(header, kept.join(",").parse().unwrap());
        shifted
            .headers_mut()
            .insert("x-event-id", HeaderValue::from_static("another"));
        let Received::Delivery(delivery) = receiver.receive(shifted, now).unwrap() else {
            panic!("a delivery");
        };
        assert_eq!(delivery.id(), Some("another"));
        assert!(!delivery.id_is_signed());
    }
}

#[test]
fn shows_that_fields_can_stand_before_those_of_mailgun() {
    let genuine = signer(MAILGUN).form().sign(URL, "event=opened").unwrap();
    let body = String::from_utf8(genuine.body().to_vec()).unwrap();
    let shifted = with_body(MAILGUN, &genuine, format!("token=other&{body}")).unwrap();
    assert_eq!(shifted.coverage().to_string(), "sender+event-time");
}

#[test]
fn shows_that_an_empty_product_of_nuvei_is_signed_like_none() {
    let (signer, body) = rows::with_body(signer(NUVEI), NUVEI);
    let body = body.replace("productId=NA", "productId=");
    let genuine = signer.sign(URL, body).unwrap();
    replaced(NUVEI, &genuine, &[("productId=&", "")]);
}

#[test]
fn shows_that_nuvei_signs_six_fields_only() {
    let (signer, body) = rows::with_body(signer(NUVEI), NUVEI);
    let genuine = signer.sign(URL, body).unwrap();
    let shifted = replaced(NUVEI, &genuine, &[("type=a.b", "type=refund")]);
    assert_eq!(shifted.coverage().to_string(), "fields");
}

#[test]
fn shows_that_opay_signs_eight_members_only() {
    let genuine = signer(OPAY).sign(URL, rows::BODY).unwrap();
    let shifted = replaced(OPAY, &genuine, &[(r#""type":"a.b""#, r#""type":"refund""#)]);
    assert_eq!(shifted.coverage().to_string(), "fields");
}

#[test]
fn shows_that_opennode_signs_the_id_only() {
    let genuine = signer(OPENNODE).form().sign(URL, "id=1&status=unpaid");
    let shifted = replaced(OPENNODE, &genuine.unwrap(), &[("unpaid", "paid")]);
    assert_eq!(shifted.kind(), Some("paid"));
    assert!(!shifted.kind_is_signed());
}

#[test]
fn shows_that_paytm_signs_the_order_of_names_only() {
    let body = "GATEWAYNAME=WALLET&ORDERID=o1&STATUS=TXN_SUCCESS&TXNAMOUNT=1.00";
    let genuine = signer(PAYTM).form().sign(URL, body).unwrap();
    let shifted = replaced(PAYTM, &genuine, &[("GATEWAYNAME", "BANKNAME")]);
    assert!(holds(&shifted, "BANKNAME=WALLET"));
}

#[test]
fn rejects_names_that_paytm_does_not_send() {
    let body = "MID=m&ORDERID=o1&STATUS=TXN_FAILURE&TXNAMOUNT=1.00&TXNID=20260921111212800110168";
    let genuine = signer(PAYTM).form().sign(URL, body).unwrap();
    for (from, to) in [
        ("TXNAMOUNT=", "TXNAMOUNT0="),
        ("TXNAMOUNT=", "TXNAMOUNT[]="),
        ("MID=", "Attacker="),
        // An amount is not accepted as an id, nor a status as an order.
        (
            "STATUS=TXN_FAILURE&TXNAMOUNT=1.00&TXNID=",
            "RESPMSG=TXN_FAILURE&STATUS=1.00&TXNAMOUNT=",
        ),
        ("MID=m&ORDERID=o1", "ORDERID=m&RESPMSG=o1&STATUS=x"),
    ] {
        let signed = String::from_utf8(genuine.body().to_vec()).unwrap();
        assert!(signed.contains(from), "{from}");
        assert!(
            with_body(PAYTM, &genuine, signed.replace(from, to)).is_err(),
            "{to}"
        );
    }
}

#[test]
fn accepts_a_name_of_paytm_that_the_operator_knows() {
    let body = "ORDERID=o1&STATUS=TXN_SUCCESS&X_NEW=1";
    let signed = || signer(PAYTM).form();
    assert!(signed().sign(URL, body).is_err());
    let genuine = signed()
        .setting("fields", "X_NEW X_NEWER")
        .sign(URL, body)
        .unwrap();
    assert!(received(PAYTM, &genuine, NOW).is_err());
    let receiver = Receiver::builder(PAYTM)
        .secret(secret(PAYTM))
        .setting("fields", "X_NEW")
        .build()
        .unwrap();
    assert!(receiver.receive(genuine, at(NOW)).is_ok());
}

/// MD5's first published collision (X. Wang et al., <https://eprint.iacr.org/2004/199>): whatever follows,
/// such as the secret, the hashes stay equal. The known collisions of this kind are not UTF-8.
#[test]
fn rejects_the_published_collision_of_md5() {
    const ONE: &str = "d131dd02c5e6eec4693d9a0698aff95c2fcab58712467eab4004583eb8fb7f8955ad340609f4b30283e488832571415a085125e8f7cdc99fd91dbdf280373c5bd8823e3156348f5bae6dacd436c919c6dd53e2b487da03fd02396306d248cda0e99f33420f577ee8ce54b67080a80d1ec69821bcb6a8839396f9652b6ff72a70";
    let mut bytes: Vec<u8> = (0..ONE.len() / 2)
        .map(|index| u8::from_str_radix(&ONE[2 * index..2 * index + 2], 16).unwrap())
        .collect();
    let hash =
        |bytes: &[u8]| md5::Digest::finalize(md5::Digest::chain_update(md5::Md5::default(), bytes));
    let one = hash(&[&*bytes, SECRET.as_bytes()].concat());
    for index in [19, 45, 59, 83, 109, 123] {
        bytes[index] ^= 0x80;
    }
    assert_eq!(hash(&[&*bytes, SECRET.as_bytes()].concat()), one);
    let digits: String = one.iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = format!("sender=checkout;signature={digits};algorithm=MD5;content=DOCUMENT");
    let request = Request::post(URL).header("openpayu-signature", signature);
    let rejected = received(PAYU, &request.body(bytes.into()).unwrap(), NOW).unwrap_err();
    assert_eq!(rejected.code(), "body_malformed");
}

#[test]
fn shows_that_names_and_values_of_plivo_flow() {
    let genuine = signer(PLIVO).form().sign(URL, "From=1&Text=a").unwrap();
    let shifted = with_body(PLIVO, &genuine, "From=1Texta".into()).unwrap();
    assert!(!holds(&shifted, "Text="));
}

#[test]
fn shows_that_a_query_of_plivo_that_reads_otherwise_is_not_covered() {
    let genuine = signer(PLIVO).method(Method::GET);
    let genuine = genuine
        .sign("https://app.example/hooks?a=1&b=2", "")
        .unwrap();
    let delivery = received(PLIVO, &genuine, NOW).unwrap();
    assert_eq!(delivery.coverage().to_string(), "body+url");
    let mut shifted = genuine.clone();
    *shifted.uri_mut() = "/hooks?a=1%26b=2".parse().unwrap();
    let delivery = received(PLIVO, &shifted, NOW).unwrap();
    assert_eq!(delivery.coverage().to_string(), "body");
}

#[test]
fn rejects_a_token_of_revenuecat_that_goes_around_the_signing_secret() {
    const TOKEN: &str = "Bearer rc-token-9b1f5e7a3c2d4e6f";
    let token = || Secret::new(TOKEN).unwrap();
    let builder = || Receiver::builder(REVENUECAT).secret(token());
    let request = || {
        let request = Request::post(URL).header("authorization", TOKEN);
        request.body(Bytes::from_static(b"{}")).unwrap()
    };
    let verdict = |receiver: Receiver| receiver.receive(request(), at(NOW)).map(drop);
    assert_eq!(verdict(builder().build().unwrap()), Ok(()));
    let both = || builder().secret(secret(REVENUECAT));
    let rejected = verdict(both().build().unwrap()).unwrap_err();
    assert_eq!(rejected.code(), "signature_missing");
    assert_eq!(
        verdict(both().setting("signing", "off").build().unwrap()),
        Ok(())
    );
}

#[test]
fn rejects_a_path_of_hubspot_that_is_signed_like_another() {
    let genuine = signer(HUBSPOT).sign("https://app.example/hooks/t1?a=b/c", "[{}]");
    let genuine = genuine.unwrap();
    for (path, accepted) in [
        ("/hooks/t1?a=b/c", true),
        ("/hooks/t1?a=b%2Fc", true),
        ("/hooks%2Ft1?a=b/c", false),
        ("/hooks%2ft1?a=b/c", false),
        ("/hooks/t1%3Fa=b/c", false),
        ("/hooks/t1%3fa=b/c", false),
    ] {
        let mut shifted = genuine.clone();
        *shifted.uri_mut() = path.parse().unwrap();
        assert_eq!(received(HUBSPOT, &shifted, NOW).is_ok(), accepted, "{path}");
    }
}

#[test]
fn rejects_a_form_that_flows_into_the_url() {
    for provider in [SQUARE, HUBSPOT] {
        let form = signer(provider)
            .form()
            .sign("https://app.example/hooks?a=1", "b=2&c=3");
        let rejected = received(provider, &form.unwrap(), NOW).unwrap_err();
        assert_eq!(rejected.code(), "body_malformed");
        let text = signer(provider)
            .sign("https://app.example/raw", "raw text")
            .unwrap();
        received(provider, &text, NOW).unwrap();
    }
}

#[test]
fn shows_that_a_slash_at_the_end_of_truelayers_path_is_not_signed() {
    let (genuine, receiver, now) = vector(TRUELAYER, |_| true);
    let mut shifted = genuine.clone();
    let path = format!("{}/", genuine.uri().path().trim_end_matches('/'));
    *shifted.uri_mut() = path.parse().unwrap();
    let mut queried = shifted.clone();
    *queried.uri_mut() = format!("{path}?a=1").parse().unwrap();
    for (request, coverage) in [
        (genuine, "body+time+method+url"),
        (shifted, "body+time+method+url"),
        (queried, "body+time+method"),
    ] {
        let Received::Delivery(delivery) = receiver.receive(request, now).unwrap() else {
            panic!("a delivery");
        };
        assert_eq!(delivery.coverage().to_string(), coverage);
    }
}

#[test]
fn accepts_json_of_twilio_without_the_hash_as_of_another_url() {
    let genuine = signer(TWILIO).sign(URL, "[]").unwrap();
    let delivery = received(TWILIO, &genuine, NOW).unwrap();
    assert_eq!(delivery.coverage().to_string(), "body+url");
    let mut shifted = genuine.clone();
    *shifted.uri_mut() = "/hooks".parse().unwrap();
    let delivery = received(TWILIO, &shifted, NOW).unwrap();
    assert_eq!(delivery.coverage().to_string(), "body");
}

#[test]
fn shows_that_names_and_values_of_twilio_flow() {
    let genuine = signer(TWILIO).form().sign(URL, "Body=hi&From=1").unwrap();
    let shifted = with_body(TWILIO, &genuine, "Body=hiFrom1".into()).unwrap();
    assert!(!holds(&shifted, "From="));
}

#[test]
fn shows_that_time_and_nonce_of_wechat_change_places() {
    const LATER: u64 = 1_798_640_000;
    // The nonce of the signer is a number; that of the sender may be a later time.
    let query = "timestamp=1790000000&nonce=1798640000";
    let mut texts = [SECRET, "1790000000", "1798640000"];
    texts.sort_unstable();
    let hash = sha1_of(&texts.concat());
    let request = |query: &str| {
        let request = Request::post(format!("{URL}?signature={hash}&{query}"));
        request.body(Bytes::from_static(b"<xml></xml>")).unwrap()
    };
    received(WECHAT, &request(query), NOW).unwrap();
    let late = received(WECHAT, &request(query), LATER).unwrap_err();
    assert_eq!(late.code(), "timestamp_too_old");
    let swapped = "timestamp=1798640000&nonce=1790000000";
    received(WECHAT, &request(swapped), LATER).unwrap();
}

fn sha1_of(text: &str) -> String {
    let hash = <sha1::Sha1 as sha1::Digest>::digest(text);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
