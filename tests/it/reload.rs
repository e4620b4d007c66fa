//! Secrets are replaced while receivers run: the next request is verified with the new secrets, and a request
//! that has begun with the old ones.

use crate::common;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::SystemTime,
};

use bytes::Bytes;
use common::{
    client::{Plain, send},
    servers::{ALL, App, start},
};
use http::Request;
use webhook_receiver::{
    Error, Head, Json, Provider, Received, Receiver, ReloadHandle, Secret, SetupError, providers,
    testing::Signer,
};

const OLD: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const NEW: &str = "f00dfacef00dface0badcafe0badcafe";

fn secret(text: &str) -> Secret {
    Secret::new(text).unwrap()
}

fn reloadable<E>(provider: Provider<E>) -> (Receiver<E>, ReloadHandle) {
    let builder = Receiver::builder(provider).secret(secret(OLD));
    builder.build_reloadable().unwrap()
}

fn signed(provider: Provider, text: &str) -> Request<Bytes> {
    let signer = Signer::new(provider, secret(text)).kind("push");
    signer
        .sign("https://app.example/hooks", r#"{"action":"opened"}"#)
        .unwrap()
}

fn accepts(receiver: &Receiver, text: &str) -> bool {
    let request = signed(providers::GITHUB, text);
    receiver.receive(request, SystemTime::now()).is_ok()
}

#[test]
fn accepts_the_new_secret_and_rejects_the_old_one() {
    let (receiver, handle) = reloadable(providers::GITHUB);
    let clone = receiver.clone();
    assert!(accepts(&receiver, OLD) && !accepts(&receiver, NEW));

    handle.reload(&[secret(NEW), secret(OLD)]).unwrap();
    assert!(accepts(&receiver, OLD) && accepts(&receiver, NEW));
    let delivery = receiver.receive(signed(providers::GITHUB, OLD), SystemTime::now());
    match delivery {
        Ok(Received::Delivery(delivery)) => assert_eq!(delivery.key_index(), 1),
        other => panic!("{other:?}"),
    }

    handle.clone().reload(&[secret(NEW)]).unwrap();
    for receiver in [&receiver, &clone] {
        assert!(!accepts(receiver, OLD) && accepts(receiver, NEW));
    }
}

#[test]
fn keeps_the_old_secrets_after_an_error() {
    let (receiver, handle) = reloadable(providers::GITHUB);
    assert_eq!(handle.reload(&[]), Err(SetupError::NoSecret));
    let many: Vec<_> = (0..9)
        .map(|number| secret(&format!("{NEW}{number}")))
        .collect();
    assert_eq!(handle.reload(&many), Err(SetupError::TooManySecrets));
    assert!(accepts(&receiver, OLD) && !accepts(&receiver, NEW));

    // The prefix is a part of the form of these secrets.
    let (_, handle) = Receiver::builder(providers::STANDARD_WEBHOOKS)
        .secret(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        .build_reloadable()
        .unwrap();
    assert!(
        handle
            .reload(&[secret("whsec_not base64, but long enough")])
            .is_err()
    );
}

#[test]
fn keeps_the_secrets_of_a_request_that_has_begun() {
    for provider in [providers::GITHUB, providers::STRIPE, providers::SLACK] {
        let (receiver, handle) = reloadable(provider);
        let begin = |text| {
            let (head, body) = signed(provider, text).into_parts();
            let verifier = receiver.begin(Head::from(head), SystemTime::now());
            (verifier.unwrap(), body)
        };
        let (mut old, body_of_old) = begin(OLD);
        let (mut early, body_of_early) = begin(NEW);
        handle.reload(&[secret(NEW)]).unwrap();
        let (mut new, body_of_new) = begin(NEW);

        old.update(body_of_old).unwrap();
        early.update(body_of_early).unwrap();
        new.update(body_of_new).unwrap();
        assert!(old.finish().is_ok(), "{}", provider.id());
        assert_eq!(early.finish().unwrap_err(), Error::SignatureMismatch);
        assert!(new.finish().is_ok(), "{}", provider.id());
    }
}

#[test]
fn answers_signed_handshakes_with_the_new_secret() {
    let (receiver, handle) = reloadable(providers::X);
    let ask = || {
        let request = Request::get("/x?crc_token=9b4507b3-9040").body(Bytes::new());
        match receiver.receive(request.unwrap(), SystemTime::now()) {
            Ok(Received::Handshake(reply)) => reply.body,
            other => panic!("{other:?}"),
        }
    };
    let of_old = ask();
    handle.reload(&[secret(NEW)]).unwrap();
    let of_new = ask();
    // openssl dgst -sha256 -hmac SECRET -binary <<<9b4507b3-9040 | base64, without the newline
    assert_eq!(
        of_old,
        r#"{"response_token":"sha256=c0MN0o+Crp21MBkSJ8w7wRMBeNCXOSH+bml4VYetoJk="}"#
    );
    assert_eq!(
        of_new,
        r#"{"response_token":"sha256=25p0GIahJ0p8KPtXOYG54ycgHFZEaDjaXA65tV3tyB8="}"#
    );
}

#[test]
fn needs_no_secret_if_requests_bring_their_key() {
    let (_, handle) = Receiver::builder(providers::APPLE_APP_STORE)
        .setting(
            "root_certificates",
            include_str!("../keys/rsa-certificate.pem"),
        )
        .setting("bundle_id", "com.example")
        .setting("environment", "Production")
        .build_reloadable()
        .unwrap();
    assert_eq!(handle.reload(&[]), Ok(()));
}

/// A secret that is in all sets is accepted at any moment.
#[test]
fn accepts_each_request_while_secrets_are_rotated() {
    let (receiver, handle) = reloadable(providers::GITHUB);
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (receiver, done) = (receiver.clone(), done.clone());
            thread::spawn(move || {
                let mut count = 0_u32;
                while !done.load(Ordering::Relaxed) {
                    assert!(accepts(&receiver, OLD));
                    count += 1;
                }
                count
            })
        })
        .collect();
    for number in 0..2_000 {
        let other = secret(&format!("{NEW}{number}"));
        let secrets = [vec![other, secret(OLD)], vec![secret(OLD)]];
        handle.reload(&secrets[number % 2]).unwrap();
    }
    done.store(true, Ordering::Relaxed);
    let counts: Vec<_> = readers
        .into_iter()
        .map(|reader| reader.join().unwrap())
        .collect();
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
}

#[test]
fn reloads_under_every_framework() {
    for framework in ALL {
        let (fixed, _) = reloadable(providers::GITHUB.with_events::<Json<_>>());
        let (tenant, handle) = reloadable(providers::GITHUB);
        let app = App {
            fixed,
            tenants: Arc::new(vec![tenant]),
        };
        let address = start(framework, app);
        let status = |text: &str| {
            let (head, body) = signed(providers::GITHUB, text).into_parts();
            let mut request = Plain::post("/hooks", body);
            for (name, value) in &head.headers {
                let header = (name.to_string(), value.as_bytes().to_vec());
                request.headers.push(header);
            }
            request
                .headers
                .push(("x-receiver".to_owned(), b"0".to_vec()));
            send(address, &request).unwrap().status
        };
        assert_eq!((status(OLD), status(NEW)), (200, 401), "{framework:?}");
        handle.reload(&[secret(NEW)]).unwrap();
        assert_eq!((status(OLD), status(NEW)), (401, 200), "{framework:?}");
    }
}
