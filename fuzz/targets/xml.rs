#![no_main]
//! XML: event types, ids and encrypted messages are read from any body, and also if whoever has the key
//! signs it.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;
use webhook_receiver_fuzz::{
    edit,
    genuine::{self, Genuine},
    oracle, seeds,
};

const ROWS: &[&str] = &["braintree", "wechat", "wechat-safe", "wecom"];

static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| genuine::of(|row| ROWS.contains(&row.id())));

fuzz_target!(
    init: seeds::write(|| {
        let xml = "<xml><ToUserName><![CDATA[a]]></ToUserName><MsgType>event</MsgType><Event>e&amp;&#x31;</Event><MsgId>1</MsgId><!-- c --><?p i?></xml>";
        let texts = (0..4).map(|number| [&[1, number, 0, xml.len() as u8, 0], xml.as_bytes()].concat());
        seeds::of_either(&ALL).into_iter().chain(texts).collect()
    }),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        edit::either(&mut input, &ALL, oracle::check);
    }
);
