#![no_main]
//! URLs: rows that sign one rebuild it from the request's target and the configured public URL, and any
//! public URL is either an error of the set-up or safe to use.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver::{Receiver, Secret};
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    oracle, seeds,
};

static ALL: LazyLock<Vec<Genuine>> =
    LazyLock::new(|| genuine::of(|row| row.coverage().url || row.needs_public_url()));

fn with_public_url(input: &mut Unstructured<'_>) -> Option<()> {
    let (genuine, url) = (edit::pick(input, &ALL)?, edit::short(input, 255)?);
    let request = edit::edited(input, &ALL, genuine)?;
    let secret = Secret::new(genuine.secret.clone()).ok()?;
    let builder = Receiver::builder(genuine.provider).secret(secret);
    let built = builder
        .public_url(&String::from_utf8(url).ok()?)
        .build()
        .ok()?;
    if let Err(error) = built.receive(request, genuine.now) {
        oracle::rejected(&error);
    }
    Some(())
}

fn seeds() -> Vec<Vec<u8>> {
    let mut all: Vec<_> = seeds::of_edits(&ALL)
        .into_iter()
        .map(|seed| [vec![0], seed].concat())
        .collect();
    for (number, url) in [
        "https://app.example",
        "https://app.example:8443/base/",
        "http://[::1]:80",
        "https://u:p@app.example/?a#b",
    ]
    .iter()
    .enumerate()
    {
        all.push([&[1, number as u8, 0, url.len() as u8], url.as_bytes()].concat());
    }
    all
}

fuzz_target!(
    init: seeds::write(seeds),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        if input.arbitrary().unwrap_or(false) {
            with_public_url(&mut input);
        } else if let Some((genuine, request)) = edit::request(&mut input, &ALL) {
            oracle::check(genuine, &request);
        }
    }
);
