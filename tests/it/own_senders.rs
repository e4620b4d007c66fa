//! The schemes for senders of one's own accept what the libraries and services that defined them sign, and
//! reject what these reject.

use std::time::{Duration, SystemTime};

use webhook_receiver::{Provider, Receiver, danger, scheme::Scheme};

use crate::common::vectors::{Expect, Vector, files};

const fn own(scheme: Scheme) -> Provider {
    Provider::new("own", "Own", "https://own.example", scheme)
}

const STANDARD_WEBHOOKS: Provider =
    own(Scheme::standard_webhooks()).key_kinds(&[("whpk_", Scheme::standard_webhooks_ed25519())]);

fn accepts(provider: Provider, vector: &Vector) -> bool {
    let secrets = vector.secrets.iter();
    let secrets = secrets.map(|secret| danger::short_secret(secret.as_str()).unwrap());
    let receiver = secrets
        .fold(Receiver::builder(provider), |builder, secret| {
            builder.secret(secret)
        })
        .build()
        .unwrap();
    let mut request = http::Request::post(&vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    let request = request.body(vector.bytes().into()).unwrap();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
    receiver.receive(request, now).is_ok()
}

/// Runs the vectors of a provider, except those in `except`, on an own row.
fn check(provider: Provider, vectors_of: &str, except: &[&str]) {
    let files = files();
    let file = files.iter().find(|file| file.provider == vectors_of);
    let vectors = file.unwrap().vectors.iter();
    let vectors = vectors.filter(|vector| !except.contains(&vector.what.as_str()));
    let mut count = [0, 0];
    for vector in vectors {
        let accepted = accepts(provider, vector);
        assert_eq!(
            accepted,
            vector.expect == Expect::Accept,
            "{vectors_of}: {}",
            vector.what
        );
        count[usize::from(accepted)] += 1;
    }
    assert!(count.iter().all(|count| *count > 0), "{vectors_of}");
}

#[test]
fn accepts_standard_webhooks() {
    check(STANDARD_WEBHOOKS, "standard-webhooks", &[]);
}

#[test]
fn accepts_svix() {
    // The row of Svix has a variant for it.
    check(own(Scheme::svix()), "svix", &["webhook-* names"]);
}

#[test]
fn accepts_stripe() {
    check(own(Scheme::stripe("stripe-signature")), "stripe", &[]);
    for (provider, header) in [
        ("mux", "mux-signature"),
        ("calendly", "calendly-webhook-signature"),
    ] {
        check(own(Scheme::stripe(header)), provider, &[]);
    }
}

#[test]
fn rejects_a_request_of_another_scheme() {
    let files = files();
    let file = files.iter().find(|file| file.provider == "svix").unwrap();
    assert!(
        file.vectors.iter().all(|vector| {
            vector.what == "webhook-* names" || !accepts(STANDARD_WEBHOOKS, vector)
        })
    );
}
