#![no_main]
//! Explanations: of any change of a genuine request one is found or not, and it never shows the secret.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    independent, seeds,
};

static ALL: LazyLock<Vec<Genuine>> =
    LazyLock::new(|| genuine::made(|row| independent::rows().any(|known| known == row.id())));

fuzz_target!(
    init: seeds::write(|| seeds::of_edits(&ALL)),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        let Some((genuine, request)) = edit::request(&mut input, &ALL) else { return };
        let accepted = genuine.receiver.receive(request.clone(), genuine.now).is_ok();
        let explanation = genuine.receiver.explain(request, genuine.now);
        assert_eq!(explanation.error().is_none(), accepted);
        for sentence in explanation.sentences() {
            assert!(!sentence.contains(&genuine.secret), "{sentence}");
            assert!(sentence.len() < 1000, "{sentence}");
        }
    }
);
