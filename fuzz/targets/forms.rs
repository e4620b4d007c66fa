#![no_main]
//! Forms and `multipart/form-data`: of any body, and also if whoever has the key signs it.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver::Form;
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    oracle, seeds,
};

const ROWS: &[&str] = &[
    "alipay",
    "braintree",
    "dropbox-sign",
    "forgejo",
    "freshbooks",
    "gitea",
    "gogs",
    "ko-fi",
    "mailgun",
    "mandrill",
    "nuvei",
    "opennode",
    "paddle-classic",
    "paytm",
    "plivo",
    "slack",
    "travis-ci",
    "twilio",
];

static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| genuine::of(|row| ROWS.contains(&row.id())));

fuzz_target!(
    init: seeds::write(|| seeds::of_either(&ALL)),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        edit::either(&mut input, &ALL, |genuine, request| {
            oracle::check(genuine, request);
            let Ok(form) = Form::parse(request.body()) else { return };
            // No byte is made up: what was decoded is not longer than what was sent.
            let length: usize = form.pairs().map(|(name, value)| name.len() + value.len()).sum();
            assert!(length <= request.body().len());
        });
    }
);
