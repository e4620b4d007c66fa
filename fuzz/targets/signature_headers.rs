#![no_main]
//! Parsers of signature headers: whatever a header says, a request is accepted only if the signature in it
//! was made with the key. That is decided without the code under test.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    independent, oracle, seeds,
};

static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| {
    let mut all = genuine::of(|row| independent::rows().any(|known| known == row.id()));
    let signed = |genuine: &Genuine| {
        independent::is_signed(genuine.provider.id(), &genuine.request, &genuine.secrets)
    };
    all.retain(|genuine| signed(genuine).is_some());
    // The oracle must know what is genuine, or it would find forgeries everywhere.
    let unknown = all.iter().filter(|genuine| signed(genuine) != Some(true));
    let unknown: Vec<_> = unknown
        .map(|genuine| (genuine.provider.id(), &genuine.request))
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    all
});

fuzz_target!(
    init: seeds::write(|| seeds::of_edits(&ALL)),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        let Some((genuine, request)) = edit::request(&mut input, &ALL) else { return };
        oracle::check(genuine, &request);
    }
);
