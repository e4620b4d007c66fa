#![no_main]
//! Encrypted and compressed bodies: whatever is inside, also if whoever has the keys made it. What is
//! delivered is what was encrypted or compressed.

use std::{io::Read, sync::LazyLock};

use aes::cipher::{BlockModeEncrypt, KeyIvInit, block_padding::NoPadding};
use arbitrary::Unstructured;
use base64::{
    Engine,
    alphabet::STANDARD as ALPHABET,
    engine::{GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use libfuzzer_sys::fuzz_target;
use sha1::{Digest, Sha1};
use webhook_receiver::{Received, Receiver, Secret, providers};
use webhook_receiver_fuzz::{
    NOW, edit,
    genuine::{self, Genuine},
    now, oracle, seeds,
};

const ROWS: &[&str] = &[
    "feishu",
    "feishu-card",
    "getstream",
    "paytm",
    "quicknode",
    "wechat-safe",
    "wecom",
];

static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| genuine::of(|row| ROWS.contains(&row.id())));

const TOKEN: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const AES_KEY: &str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

static WECOM: LazyLock<Receiver> = LazyLock::new(|| {
    let builder = Receiver::builder(providers::WECOM).secret(Secret::new(TOKEN).unwrap());
    let builder = builder.setting("encoding_aes_key", AES_KEY);
    builder.setting("receive_id", "corp").build().unwrap()
});

static GETSTREAM: LazyLock<Receiver> =
    LazyLock::new(|| Receiver::new(providers::GETSTREAM, Secret::new(TOKEN).unwrap()).unwrap());

/// A message of WeCom whose plaintext, with its lengths and its padding, is the input's.
fn wecom(plain: &[u8]) {
    let lenient = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
    let key = GeneralPurpose::new(&ALPHABET, lenient)
        .decode(format!("{AES_KEY}="))
        .unwrap();
    let blocks = &plain[..plain.len() / 16 * 16];
    let mut sealed = blocks.to_vec();
    let length = sealed.len();
    let cipher = cbc::Encryptor::<aes::Aes256>::new_from_slices(&key, &key[..16]).unwrap();
    cipher
        .encrypt_padded::<NoPadding>(&mut sealed, length)
        .unwrap();
    let text = STANDARD.encode(sealed);
    let time = NOW.to_string();
    let mut parts = [TOKEN, &time, "1", &text];
    parts.sort_unstable();
    let hash = Sha1::digest(parts.concat());
    let signature: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let url = format!("https://app.example/?msg_signature={signature}&timestamp={time}&nonce=1");
    let body = format!("<xml><Encrypt><![CDATA[{text}]]></Encrypt></xml>");
    let request = Request::post(url).body(Bytes::from(body)).unwrap();
    match WECOM.receive(request, now()) {
        Ok(Received::Delivery(delivery)) => {
            let body = delivery.body();
            let length = u32::from_be_bytes(blocks[16..20].try_into().unwrap()) as usize;
            assert_eq!(blocks.get(20..20 + length), Some(&body[..]));
            assert!(blocks[20 + length..].starts_with(b"corp"));
        }
        Ok(_) => panic!("no handshake"),
        Err(error) => {
            assert_ne!(error.code(), "signature_mismatch", "the key is right");
            oracle::rejected(&error);
        }
    }
}

/// Compressed bytes of the input's, under the signature of what they hold.
fn gzip(compressed: &[u8]) {
    let mut content = Vec::new();
    let decoder = flate2::read::MultiGzDecoder::new(compressed);
    drop(decoder.take(1 << 20).read_to_end(&mut content));
    let mac = Hmac::<sha2::Sha256>::new_from_slice(TOKEN.as_bytes()).unwrap();
    let mac = mac.chain_update(&content).finalize().into_bytes();
    let signature: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let request = Request::post("/").header("x-signature", signature);
    let request = request.header("content-encoding", "gzip");
    match GETSTREAM.receive(
        request.body(Bytes::copy_from_slice(compressed)).unwrap(),
        now(),
    ) {
        Ok(Received::Delivery(delivery)) => assert_eq!(delivery.body(), &content),
        Ok(_) => panic!("no handshake"),
        Err(error) => oracle::rejected(&error),
    }
}

fn compressed(text: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    let level = flate2::Compression::default();
    flate2::read::GzEncoder::new(text, level)
        .read_to_end(&mut all)
        .unwrap();
    all
}

fn seeds() -> Vec<Vec<u8>> {
    let edits = seeds::of_either(&ALL).into_iter();
    let message = b"<xml><MsgType>text</MsgType></xml>";
    let length = (message.len() as u32).to_be_bytes();
    let mut plain = [&[7; 16][..], &length, message, b"corp"].concat();
    let padding = 32 - plain.len() % 32;
    plain.extend(vec![padding as u8; padding]);
    let gzip = compressed(b"{\"type\":\"a.b\"}");
    let two = [&gzip[..], &compressed(&[b'a'; 5000])].concat();
    let own = [
        [vec![1], plain].concat(),
        [vec![2], gzip].concat(),
        [vec![2], two].concat(),
    ];
    edits
        .map(|seed| [vec![0], seed].concat())
        .chain(own)
        .collect()
}

fuzz_target!(
    init: seeds::write(seeds),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        match input.arbitrary::<u8>().unwrap_or(0) % 3 {
            0 => edit::either(&mut input, &ALL, oracle::check),
            1 => wecom(input.take_rest()),
            _ => gzip(input.take_rest()),
        }
    }
);
