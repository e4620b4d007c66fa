#![no_main]
//! Certificates and chains of any text: a request is accepted only under a certificate that was issued.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver::Received;
use webhook_receiver_fuzz::{
    certified::{self, Certified},
    oracle, seeds,
};

/// PayPal, whose chains lead to a root.
static PAYPAL: LazyLock<Certified> = LazyLock::new(|| certified::all().swap_remove(0));

/// All certificates that were issued.
static ISSUED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let texts = certified::TEXTS.iter();
    texts
        .flat_map(|text| certified::certificates(text.as_bytes()))
        .collect()
});

/// Replaces a byte inside each of some certificates, so that the text stays base64.
fn spoiled(input: &mut Unstructured<'_>) -> Option<Vec<u8>> {
    let texts = certified::TEXTS.as_slice();
    let text = texts.get(usize::from(input.arbitrary::<u8>().ok()?) % texts.len())?;
    let mut text = text.clone().into_bytes();
    while !input.is_empty() {
        let at = usize::from(input.arbitrary::<u16>().ok()?) % text.len();
        text[at] = input.arbitrary().ok()?;
    }
    Some(text)
}

fn check(document: Vec<u8>) {
    let first = certified::certificates(&document).into_iter().next();
    let genuine = PAYPAL.with_document(document);
    match genuine
        .receiver
        .receive(PAYPAL.request().clone(), genuine.now)
    {
        Ok(Received::Delivery(_)) => assert!(first.is_some_and(|first| ISSUED.contains(&first))),
        Ok(_) => panic!("no handshake"),
        Err(error) => oracle::rejected_or_unavailable(&error),
    }
}

fuzz_target!(
    init: seeds::write(|| {
        let texts = certified::TEXTS.iter().enumerate();
        texts
            .flat_map(|(number, text)| {
                [[b"\x01", text.as_bytes()].concat(), vec![0, number as u8]]
            })
            .collect()
    }),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        match input.arbitrary() {
            Ok(true) => check(input.take_rest().to_vec()),
            _ => {
                if let Some(document) = spoiled(&mut input) {
                    check(document);
                }
            }
        }
    }
);
