#![no_main]
//! Keys: of any text, a receiver is built or the set-up is wrong; a public key is never a shared secret;
//! and a key that is not the sender's accepts nothing.

use std::{collections::BTreeMap, sync::LazyLock};

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver::{Received, Receiver, Secret, algorithm::Class};
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    seeds,
};

/// A row of each algorithm.
static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| {
    let all = genuine::made(|_| true).into_iter();
    let by_algorithm: BTreeMap<_, _> = all
        .map(|genuine| {
            (
                (
                    genuine.provider.algorithm().name(),
                    genuine.provider.class(),
                ),
                genuine,
            )
        })
        .collect();
    by_algorithm.into_values().collect()
});

fn receive(genuine: &Genuine, secret: Secret, is_public: bool) {
    let row = genuine.provider;
    let shared = matches!(row.algorithm().class(), Class::Hmac);
    let builder = Receiver::builder(row)
        .secret(secret)
        .public_url("https://app.example");
    let Ok(receiver) = builder.build() else {
        return;
    };
    assert!(
        !(shared && is_public),
        "{} takes a public key as a secret",
        row.id()
    );
    let received = receiver.receive(genuine.request.clone(), genuine.now);
    if let Ok(Received::Delivery(delivery)) = received {
        // It is the sender's key: the verdict of the known receiver is the same.
        let known = genuine
            .receiver
            .receive(genuine.request.clone(), genuine.now);
        assert!(matches!(known, Ok(Received::Delivery(other)) if other.body() == delivery.body()));
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let keys = [
        include_str!("../../tests/keys/ec-private.pem"),
        include_str!("../../tests/keys/ec-public.pem"),
        include_str!("../../tests/keys/ed25519-private.pem"),
        include_str!("../../tests/keys/ed25519-public.pem"),
        include_str!("../../tests/keys/p384-public.pem"),
        include_str!("../../tests/keys/rsa-certificate.pem"),
        include_str!("../../tests/keys/rsa-public.jwk.json"),
        include_str!("../../tests/keys/rsa-public.pem"),
        r#"{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "0f9b6c3e71d24a58b2c7e6d1a4f80935",
        "user:0f9b6c3e71d24a58b2c7e6d1a4f80935",
    ];
    let mut all = Vec::new();
    for number in 0..ALL.len() as u16 {
        for key in keys {
            let start = number.to_le_bytes();
            all.push([&[0][..], &start, key.as_bytes()].concat());
            if key.starts_with('{') {
                all.push(
                    [
                        &[1][..],
                        &start,
                        r#"{"keys":["#.as_bytes(),
                        key.as_bytes(),
                        b"]}",
                    ]
                    .concat(),
                );
            }
        }
    }
    all
}

fuzz_target!(
    init: seeds::write(seeds),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        let is_set = input.arbitrary().unwrap_or(false);
        let Some(genuine) = edit::pick(&mut input, &ALL) else { return };
        let text = input.take_rest();
        let is_public = text.starts_with(b"-----BEGIN PUBLIC KEY-----")
            && text.trim_ascii_end().ends_with(b"-----END PUBLIC KEY-----");
        if is_set {
            let Ok(text) = std::str::from_utf8(text) else { return };
            let set = Secret::from_jwks(text).unwrap_or_default();
            for secret in set.into_iter().take(4) {
                receive(genuine, secret, false);
            }
        } else if let Ok(secret) = Secret::new(text) {
            receive(genuine, secret, is_public);
        }
    }
);
