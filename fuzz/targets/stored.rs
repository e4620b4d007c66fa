#![no_main]
//! Stored deliveries: any text is rejected or read, what is read is written as it was, and a delivery that
//! is stored comes back whole.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver::{Delivery, Received, StoredDelivery, idempotency::Key};
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    now, seeds,
};

const ROWS: &[&str] = &["github", "shopify", "standard-webhooks", "stripe"];

static ALL: LazyLock<Vec<Genuine>> =
    LazyLock::new(|| genuine::made(|row| ROWS.contains(&row.id())));

fn read(text: &[u8]) {
    let Ok(stored) = StoredDelivery::from_json(text) else {
        return;
    };
    let written = stored.to_json();
    let again = StoredDelivery::from_json(&written).expect("what was written is read");
    assert_eq!(again.to_json(), written);
    assert_eq!(again.body(), stored.body());
    assert_eq!(again.key(), stored.key());
    assert_eq!(again.head().headers, stored.head().headers);
}

fn store(delivery: &Delivery) -> Vec<u8> {
    let key = Key::custom(delivery, "tenant", &[b"1"]);
    let stored = StoredDelivery::new(delivery, key, now()).expect("no secret is in the body");
    let text = stored.to_json();
    let read = StoredDelivery::from_json(&text).expect("what was written is read");
    let (ours, theirs) = (delivery.head(), read.head());
    assert_eq!(read.body(), delivery.body());
    assert_eq!(ours.method, theirs.method);
    // A query may hold a secret and is not stored.
    assert_eq!(ours.uri.path(), theirs.uri.path());
    // Of the headers, those are stored that the event is read from.
    for (name, value) in &theirs.headers {
        let mut sent = ours.headers.get_all(name).iter();
        assert!(sent.any(|sent| sent.as_bytes() == value.as_bytes()));
    }
    assert_eq!(read.coverage(), delivery.coverage());
    text
}

fn delivery(genuine: &Genuine, request: http::Request<bytes::Bytes>) -> Option<Delivery> {
    match genuine.receiver.receive(request, genuine.now) {
        Ok(Received::Delivery(delivery)) => Some(delivery),
        _ => None,
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let mut all: Vec<_> = seeds::of_either(&ALL)
        .into_iter()
        .map(|seed| [vec![0], seed].concat())
        .collect();
    for genuine in ALL.iter() {
        let delivery = delivery(genuine, genuine.request.clone()).expect("accepted");
        all.push([vec![1], store(&delivery)].concat());
    }
    all
}

fuzz_target!(
    init: seeds::write(seeds),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        if input.arbitrary().unwrap_or(false) {
            return read(input.take_rest());
        }
        edit::either(&mut input, &ALL, |genuine, request| {
            if let Some(delivery) = delivery(genuine, request.clone()) {
                store(&delivery);
            }
        });
    }
);
