#![no_main]
//! Requests of every row, changed without the key, or made anew with it: none is accepted unless it says
//! what was signed, and the verdict does not depend on how the body arrives.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    oracle, seeds,
};

static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| genuine::of(|_| true));

fuzz_target!(
    init: seeds::write(|| seeds::of_edits(&ALL)),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        let Some((genuine, request)) = edit::request(&mut input, &ALL) else { return };
        oracle::check(genuine, &request);
        // Whoever chose the body also chose whether it comes in pieces.
        if request.body().len() % 4 == 1 {
            oracle::check_pieces(genuine, &request, 7);
        }
    }
);
