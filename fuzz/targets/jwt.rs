#![no_main]
//! JSON Web Tokens: changed without the key; and with headers and claims of the input's, signed with the
//! key by code that is not under test, and accepted only if the claims say what they must.

use std::sync::LazyLock;

use arbitrary::Unstructured;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use sha2::Digest;
use webhook_receiver::{
    Provider, Received, Receiver, Secret,
    scheme::{
        Encoding,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};
use webhook_receiver_fuzz::{
    NOW, edit,
    genuine::{self, Genuine},
    now, oracle, seeds,
};

const ROWS: &[&str] = &[
    "dialpad",
    "fireblocks",
    "google-pubsub",
    "jira-connect",
    "kinde",
    "lago-jwt",
    "livekit",
    "messagebird",
    "monday",
    "netlify",
    "plaid",
    "postgrid-jwt",
    "truelayer",
    "vonage",
    "wix",
];

static ALL: LazyLock<Vec<Genuine>> = LazyLock::new(|| genuine::of(|row| ROWS.contains(&row.id())));

static JWT: Jwt = Jwt::new(
    JwtAlgorithm::HS256,
    TokenAt::Header("x-token", ""),
    Binding::Hash("sha256", Encoding::Hex),
)
.claims(&[
    Claim::Is("iss", &["sender"]),
    Claim::Setting("aud", "audience"),
])
.expires();

const PROVIDER: Provider =
    Provider::code("jws", "JWS", "https://www.rfc-editor.org/rfc/rfc7515", &JWT)
        .settings(&["audience"]);

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const BODY: &str = r#"{"type":"a.b"}"#;

static RECEIVER: LazyLock<Receiver> = LazyLock::new(|| {
    let builder = Receiver::builder(PROVIDER).secret(Secret::new(SECRET).unwrap());
    builder.setting("audience", "us").build().unwrap()
});

fn body_hash() -> String {
    sha2::Sha256::digest(BODY)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn genuine_claims() -> String {
    let (hash, end) = (body_hash(), NOW + 60);
    format!(r#"{{"iss":"sender","aud":["us"],"exp":{end},"iat":{NOW},"sha256":"{hash}"}}"#)
}

/// Whether the parts of a token are as they must be.
fn is_genuine(header: &[u8], claims: &[u8]) -> bool {
    let parse = |text| serde_json::from_slice::<Value>(text).unwrap_or_default();
    let (header, claims) = (parse(header), parse(claims));
    let ends = claims["exp"]
        .as_f64()
        .is_some_and(|end| end + 3600.0 > NOW as f64);
    let ours = match &claims["aud"] {
        Value::Array(all) => all.iter().any(|one| one == "us"),
        one => one == "us",
    };
    let hash = claims["sha256"]
        .as_str()
        .is_some_and(|hash| hash.eq_ignore_ascii_case(&body_hash()));
    header["alg"] == "HS256"
        && header.get("crit").is_none()
        && claims["iss"] == "sender"
        && ends
        && ours
        && hash
}

/// A token of the input's parts, signed with the key.
fn signed(input: &mut Unstructured<'_>) -> Option<()> {
    let header = edit::short(input, 255)?;
    let claims = input.bytes(input.len()).ok()?;
    let content = [&header, claims]
        .map(|part| BASE64URL.encode(part))
        .join(".");
    let mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).ok()?;
    let mac = mac.chain_update(&content).finalize().into_bytes();
    let token = format!("{content}.{}", BASE64URL.encode(mac));
    let request = Request::post("/")
        .header("x-token", token)
        .body(Bytes::from(BODY))
        .ok()?;
    match RECEIVER.receive(request, now()) {
        Ok(Received::Delivery(_)) => assert!(is_genuine(&header, claims)),
        Ok(Received::Handshake(_)) => panic!("there is no handshake"),
        Err(error) => {
            assert_ne!(error.code(), "signature_mismatch", "the key is right");
            oracle::rejected(&error);
        }
    }
    Some(())
}

fn seeds() -> Vec<Vec<u8>> {
    let edits = seeds::of_edits(&ALL).into_iter();
    let header = br#"{"alg":"HS256","typ":"JWT"}"#;
    let signed = [
        &[1, header.len() as u8],
        &header[..],
        genuine_claims().as_bytes(),
    ]
    .concat();
    edits
        .map(|seed| [vec![0], seed].concat())
        .chain([signed])
        .collect()
}

fuzz_target!(
    init: seeds::write(seeds),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        if input.arbitrary().unwrap_or(false) {
            signed(&mut input);
        } else if let Some((genuine, request)) = edit::request(&mut input, &ALL) {
            oracle::check(genuine, &request);
        }
    }
);
