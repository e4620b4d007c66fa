#![no_main]
//! HTTP Message Signatures (RFC 9421), and the draft before it: their structured headers.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver::{
    Provider, Receiver, Secret,
    scheme::message_signature::{MessageAlgorithm, MessageSignature},
    testing::Signer,
};
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine, URL},
    now, oracle, seeds,
};

const ROWS: &[&str] = &["drone", "keygen", "woodpecker"];

static SIGNATURE: MessageSignature = MessageSignature::new(
    MessageAlgorithm::HMAC_SHA256,
    &["@method", "@target-uri", "content-digest"],
);

const PROVIDER: Provider = Provider::code(
    "rfc-9421",
    "RFC 9421",
    "https://www.rfc-editor.org/rfc/rfc9421",
    &SIGNATURE,
)
.needs_url()
.methods(&["POST", "PUT"]);

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| {
    let secret = || Secret::new(SECRET).unwrap();
    let builder = Receiver::builder(PROVIDER).secret(secret());
    let receiver = builder.public_url("https://app.example").build().unwrap();
    let signer = Signer::new(PROVIDER, secret()).at(now());
    let request = signer.clone().sign(URL, r#"{"a":1}"#).unwrap();
    let ours = Genuine::new(
        PROVIDER,
        receiver,
        now(),
        request,
        vec![SECRET.into()],
        Some(signer),
    );
    let mut all = genuine::of(|row| ROWS.contains(&row.id()));
    all.push(ours.expect("accepted"));
    all
});

fuzz_target!(
    init: seeds::write(|| seeds::of_either(&ALL)),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        edit::either(&mut input, &ALL, oracle::check);
    }
);
