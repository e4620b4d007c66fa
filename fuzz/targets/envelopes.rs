#![no_main]
//! Envelopes that name the URL of their key: Amazon SNS, Amazon SES and PayPal.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver_fuzz::{
    certified::{self, Certified},
    edit,
    genuine::Genuine,
    oracle, seeds,
};

static CERTIFIED: LazyLock<Vec<Certified>> = LazyLock::new(certified::all);

static ALL: LazyLock<Vec<Genuine>> =
    LazyLock::new(|| CERTIFIED.iter().map(Certified::fresh).collect());

fuzz_target!(
    init: seeds::write(|| seeds::of_edits(&ALL)),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        let Ok(number) = input.arbitrary::<u16>() else { return };
        let certified = &CERTIFIED[usize::from(number) % CERTIFIED.len()];
        let genuine = certified.fresh();
        let Some(request) = edit::edited(&mut input, &ALL, &genuine) else { return };
        oracle::check(&genuine, &request);
    }
);
