//! What is left of a secret in memory: nothing, after what held it was dropped. Alone in its file, as it
//! starts its own executable, whose memory is searched.
//!
//! The process that is searched must not hold what is searched for. So a first process states it masked,
//! with a request that is signed with the secret, and a second process makes the secret anew, uses it,
//! drops it, and reads its own writable memory: heap, stacks, statics and what the allocator keeps.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

use std::{
    collections::BTreeMap,
    fs::File,
    hint::black_box,
    io::{Read, Write},
    os::unix::fs::FileExt,
    process::{Command, Stdio},
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::Request;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, block_api::compress256, block_api::compress512};
use webhook_receiver::{
    Head, Provider, Received, Receiver, Secret, danger,
    providers::{
        self, BUILDKITE, E2B, FEISHU, GITHUB, GITLAB, LIVEKIT, PAYSTACK, STANDARD_WEBHOOKS, TWILIO,
    },
    testing::Signer,
};

const URL: &str = "https://app.example/hooks?a=1";
const BODY: &str = r#"{"type":"a.b","id":"1","encrypt":"x"}"#;
const ENCRYPTED: &str = r#"{"schema":"2.0","header":{"event_type":"a","event_id":"1"}}"#;

/// What the second process does with the secret.
#[derive(Clone, Copy)]
enum Use {
    /// Verifies a whole request, one in pieces, and one that is forged.
    Receive,
    /// The same, with the secret in a file.
    ReceiveFromFile,
    /// Replaces the secret while the receiver stays.
    Reload,
    /// Two secrets, of which the canary is the older.
    Rotate,
    /// Signs.
    Sign,
    /// Rejects the secret, which is not one of this provider.
    Reject,
}

/// How the secret is pasted.
#[derive(Clone, Copy)]
enum Form {
    Hex,
    /// `whsec_` and base64.
    Whsec,
    /// Behind a user name.
    Basic,
}

const CASES: &[(&str, Provider, Form, Use)] = &[
    ("hmac-sha256", GITHUB, Form::Hex, Use::Receive),
    ("from a file", GITHUB, Form::Hex, Use::ReceiveFromFile),
    ("reload", GITHUB, Form::Hex, Use::Reload),
    ("rotation", GITHUB, Form::Hex, Use::Rotate),
    ("signer", GITHUB, Form::Hex, Use::Sign),
    ("hmac-sha512", PAYSTACK, Form::Hex, Use::Receive),
    ("hmac-sha1", TWILIO, Form::Hex, Use::Receive),
    ("decoded key", STANDARD_WEBHOOKS, Form::Whsec, Use::Receive),
    (
        "decoded key, rotation",
        STANDARD_WEBHOOKS,
        Form::Whsec,
        Use::Rotate,
    ),
    ("token", GITLAB, Form::Hex, Use::Receive),
    ("basic", basic(), Form::Basic, Use::Receive),
    ("plain hash", E2B, Form::Hex, Use::Receive),
    ("encryption", FEISHU, Form::Hex, Use::Receive),
    ("JSON Web Token", LIVEKIT, Form::Hex, Use::Receive),
    ("signed time", BUILDKITE, Form::Hex, Use::Receive),
    ("rejected", providers::DISCORD, Form::Whsec, Use::Reject),
];

/// A provider with HTTP Basic authentication.
const fn basic() -> Provider {
    use webhook_receiver::{
        algorithm,
        scheme::{At, Encoding, Format, Scheme},
    };
    let scheme = Scheme::new(algorithm::BASIC, At::Header("authorization"));
    Provider::new(
        "ours",
        "Ours",
        "https://www.rfc-editor.org/rfc/rfc7617",
        scheme
            .encoding(Encoding::Base64)
            .format(Format::Prefixed("Basic ")),
    )
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// Pseudo-random, so that it is nowhere in the executable.
fn canary_byte(index: u64) -> u8 {
    let mut z = (index + 0x5eed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (z ^ (z >> 27)) as u8
}

/// The secret as it is pasted. No copy is left behind: the list has its capacity from the start.
fn secret(form: Form) -> Vec<u8> {
    let digits = b"0123456789abcdef";
    match form {
        Form::Hex | Form::Basic => {
            let mut text = Vec::with_capacity(64);
            if matches!(form, Form::Basic) {
                text.extend(b"user:");
            }
            text.extend((0..48).map(|index| digits[usize::from(canary_byte(index) & 15)]));
            text
        }
        Form::Whsec => {
            let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            let mut text = Vec::with_capacity(64);
            text.extend(b"whsec_");
            text.extend((0..44).map(|index| alphabet[usize::from(canary_byte(index) & 63)]));
            text
        }
    }
}

fn mask(index: usize) -> u8 {
    (index as u8).wrapping_mul(29).wrapping_add(0xa7)
}

/// A text to search for, masked.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Needle {
    name: String,
    masked: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Task {
    case: usize,
    needles: Vec<Needle>,
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// The first process: what is derived from the secret, in pieces of sixteen bytes.
fn needles(form: Form) -> Vec<Needle> {
    let text = secret(form);
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let bare = text.strip_prefix(b"whsec_").unwrap_or(&text);
    let bare = bare.strip_prefix(b"user:").unwrap_or(bare);
    let key = match form {
        Form::Whsec => STANDARD.decode(bare).unwrap(),
        _ => text.clone(),
    };
    all.push(("the text".into(), bare.to_vec()));
    all.push((
        "the text in base64".into(),
        STANDARD.encode(bare).into_bytes(),
    ));
    let hex = bare
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<String>();
    all.push(("the text in hexadecimal".into(), hex.into_bytes()));
    if let Form::Whsec = form {
        all.push(("the key".into(), key.clone()));
    }
    if let Form::Hex = form {
        let pairs = bare
            .chunks(2)
            .map(|pair| std::str::from_utf8(pair).unwrap());
        all.push((
            "the text as digits".into(),
            pairs
                .map(|pair| u8::from_str_radix(pair, 16).unwrap())
                .collect(),
        ));
        all.push(("the text as base64".into(), STANDARD.decode(bare).unwrap()));
    }
    if let Form::Basic = form {
        let sent = STANDARD.encode(&text).into_bytes();
        all.push(("what is sent".into(), sent));
    }
    all.push(("its SHA-256".into(), Sha256::digest(&key).to_vec()));
    for (name, with) in [("inner", 0x36_u8), ("outer", 0x5c)] {
        let mut block = [with; 128];
        for (to, from) in block.iter_mut().zip(&key) {
            *to ^= from;
        }
        all.push((format!("the {name} pad"), block[..key.len()].to_vec()));
        let mut state = [
            0x6a09_e667,
            0xbb67_ae85,
            0x3c6e_f372,
            0xa54f_f53a,
            0x510e_527f,
            0x9b05_688c,
            0x1f83_d9ab,
            0x5be0_cd19_u32,
        ];
        compress256(&mut state, &[block[..64].try_into().unwrap()]);
        all.push((
            format!("the {name} state of SHA-256"),
            state.iter().flat_map(|word| word.to_ne_bytes()).collect(),
        ));
        let mut state = [
            0x6a09_e667_f3bc_c908,
            0xbb67_ae85_84ca_a73b,
            0x3c6e_f372_fe94_f82b,
            0xa54f_f53a_5f1d_36f1,
            0x510e_527f_ade6_82d1,
            0x9b05_688c_2b3e_6c1f,
            0x1f83_d9ab_fb41_bd6b,
            0x5be0_cd19_137e_2179_u64,
        ];
        compress512(&mut state, &[block]);
        all.push((
            format!("the {name} state of SHA-512"),
            state.iter().flat_map(|word| word.to_ne_bytes()).collect(),
        ));
        let mut state = [
            0x6745_2301,
            0xefcd_ab89,
            0x98ba_dcfe,
            0x1032_5476,
            0xc3d2_e1f0_u32,
        ];
        sha1::block_api::compress(&mut state, &[block[..64].try_into().unwrap()]);
        all.push((
            format!("the {name} state of SHA-1"),
            state.iter().flat_map(|word| word.to_ne_bytes()).collect(),
        ));
    }
    let pieces = all.into_iter().flat_map(|(name, bytes)| {
        let middle = bytes.len() / 2 - 8;
        [0, middle, bytes.len() - 16].map(|start| Needle {
            name: name.clone(),
            masked: (0..16)
                .map(|index| bytes[start + index] ^ mask(index))
                .collect(),
        })
    });
    pieces.collect()
}

fn signer(provider: Provider, secret: Secret) -> Signer {
    let signer = Signer::new(provider, secret).at(now());
    match provider.id() {
        "livekit" => signer.setting("api_key", "APIkey"),
        _ => signer,
    }
}

fn body(provider: Provider) -> &'static str {
    if provider.id() == "feishu" {
        ENCRYPTED
    } else {
        BODY
    }
}

fn describe(case: usize) -> Task {
    let (_, provider, form, what) = CASES[case];
    let mut task = Task {
        case,
        needles: needles(form),
        url: URL.into(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    // A request with the secret itself would be a copy of it.
    if !["token", "basic"].contains(&provider.class()) && !matches!(what, Use::Reject) {
        let mut signer = signer(provider, Secret::new(secret(form)).unwrap());
        if provider.id() == "twilio" {
            signer = signer.form();
        }
        let request = signer
            .sign(
                URL,
                if provider.id() == "twilio" {
                    "a=b"
                } else {
                    body(provider)
                },
            )
            .unwrap();
        task.url = request.uri().to_string();
        let headers = request.headers().iter();
        task.headers = headers
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().into()))
            .collect();
        task.body = request.into_body().to_vec();
    }
    task
}

fn request(task: &Task) -> Request<Bytes> {
    let mut request = Request::post(&task.url);
    for (name, value) in &task.headers {
        request = request.header(name, value);
    }
    request.body(task.body.clone().into()).unwrap()
}

/// Verifies the request, the same in pieces, and a forged one.
fn receive(receiver: &Receiver, task: &Task) {
    let accepted = |received| matches!(received, Ok(Received::Delivery(_)));
    let expected = !task.headers.is_empty();
    assert_eq!(accepted(receiver.receive(request(task), now())), expected);
    let (head, ()) = request(task).map(drop).into_parts();
    let mut verifier = receiver.begin(Head::from(head), now()).ok();
    if let Some(verifier) = &mut verifier {
        for piece in task.body.chunks(5) {
            verifier.update(Bytes::copy_from_slice(piece)).unwrap();
        }
    }
    let finished = verifier.map(|verifier| verifier.finish());
    assert!(!expected || finished.is_some_and(accepted));
    let mut forged = request(task);
    *forged.body_mut() = Bytes::from_static(b"{}");
    let value = http::HeaderValue::from_static("Basic dXNlcjpndWVzc2VkLWd1ZXNzZWQ=");
    forged.headers_mut().insert("authorization", value);
    let value = http::HeaderValue::from_static("0f9b6c3e71d24a58b2c7e6d1a4f80935");
    forged.headers_mut().insert("x-gitlab-token", value);
    assert!(!accepted(receiver.receive(forged, now())));
}

fn builder(provider: Provider) -> webhook_receiver::Builder {
    let builder = Receiver::builder(provider).public_url("https://app.example");
    match provider.id() {
        "livekit" => danger::any_audience(builder.setting("api_key", "APIkey")),
        _ => builder,
    }
}

fn other_secret() -> Secret {
    Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f809350f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap()
}

/// The second process: uses the secret, and searches while it is there and when it is gone.
fn use_secret(task: &Task) {
    let (_, provider, form, what) = CASES[task.case];
    let made = || Secret::new(secret(form)).unwrap();
    match what {
        Use::Receive => {
            let receiver = builder(provider).secret(made()).build().unwrap();
            receive(&receiver, task);
            let clone = receiver.clone();
            drop(receiver);
            receive(&clone, task);
            report("used", task);
        }
        Use::ReceiveFromFile => {
            let path = std::env::var("SECRET_FILE").unwrap();
            let receiver = builder(provider)
                .secret(Secret::from_file(path).unwrap())
                .build()
                .unwrap();
            receive(&receiver, task);
            report("used", task);
        }
        Use::Rotate => {
            let other = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
            let receiver = builder(provider)
                .secret(other)
                .secret(made())
                .build()
                .unwrap();
            receive(&receiver, task);
            report("used", task);
        }
        Use::Reload => {
            let (receiver, handle) = builder(provider).secret(made()).build_reloadable().unwrap();
            receive(&receiver, task);
            report("used", task);
            handle.reload(&[other_secret()]).unwrap();
            report("reloaded", task);
            black_box(&receiver);
        }
        Use::Sign => {
            let signer = signer(provider, made());
            let signed = signer.clone().sign(URL, BODY).unwrap();
            assert!(!signed.headers().is_empty());
            report("used", task);
        }
        Use::Reject => {
            let secret = made();
            assert!(builder(provider).secret(secret.clone()).build().is_err());
            report("used", task);
        }
    }
}

/// The writable memory of the process.
fn regions() -> Vec<(u64, u64, String)> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let writable = maps.lines().filter_map(|line| {
        let mut words = line.split_ascii_whitespace();
        let (range, access) = (words.next()?, words.next()?);
        let (start, end) = range.split_once('-')?;
        let address = |text| u64::from_str_radix(text, 16).ok();
        let name = words.nth(3).unwrap_or("anonymous").to_owned();
        access
            .starts_with("rw")
            .then_some((address(start)?, address(end)?, name))
    });
    writable.collect()
}

/// Prints what is found.
fn report(when: &str, task: &Task) {
    let memory = File::open("/proc/self/mem").unwrap();
    let mut buffer = vec![0_u8; 1 << 16];
    let mut begins = [false; 256];
    for needle in &task.needles {
        begins[usize::from(needle.masked[0] ^ mask(0))] = true;
    }
    let stack = begins.as_ptr().addr() as u64;
    let own = buffer.as_ptr().addr() as u64;
    let own = own..own + buffer.len() as u64;
    for (start, end, region) in regions() {
        let mut at = start;
        let region = if (start..end).contains(&stack) {
            "the stack".to_owned()
        } else {
            region
        };
        while at < end {
            let wanted = (end - at).min(buffer.len() as u64) as usize;
            let Ok(read) = memory.read_at(&mut buffer[..wanted], at) else {
                break;
            };
            if read < 16 {
                break;
            }
            for (offset, window) in buffer[..read].windows(16).enumerate() {
                if !begins[usize::from(window[0])] || own.contains(&(at + offset as u64)) {
                    continue;
                }
                for needle in &task.needles {
                    let mut bytes = window.iter().zip(&needle.masked).enumerate();
                    if bytes.all(|(index, (byte, masked))| byte ^ mask(index) == *masked) {
                        println!("{when}: {} in {region}", needle.name);
                    }
                }
            }
            at += (read - 15) as u64;
            if read < wanted {
                break;
            }
        }
    }
    println!("{when}: searched");
    buffer.fill(0);
    black_box(&buffer);
}

fn second(task: &Task) {
    use_secret(task);
    report("dropped", task);
    // The control.
    let copy = black_box(secret(CASES[task.case].2));
    report("leaked", task);
    black_box(&copy);
}

/// Starts this executable again as one of the processes.
fn start(role: &str, input: &[u8], file: Option<&str>) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "leaves_nothing_of_a_dropped_secret",
        "--nocapture",
        "--test-threads=1",
    ]);
    command
        .env("HEAP_ROLE", role)
        .envs(file.map(|file| ("SECRET_FILE", file)));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// What was found, with how often.
fn found<'o>(output: &'o str, when: &str) -> BTreeMap<&'o str, usize> {
    let mut found = BTreeMap::new();
    let lines = output.lines().filter_map(|line| line.split_once(": "));
    for (_, what) in lines.filter(|(at, what)| *at == when && *what != "searched") {
        *found.entry(what).or_default() += 1;
    }
    assert!(output.contains(&format!("{when}: searched")), "{output}");
    found
}

#[test]
fn leaves_nothing_of_a_dropped_secret() {
    let mut input = Vec::new();
    match std::env::var("HEAP_ROLE").as_deref() {
        Ok("first") => {
            std::io::stdin().read_to_end(&mut input).unwrap();
            let task = describe(String::from_utf8(input).unwrap().parse().unwrap());
            println!("\ntask {}", serde_json::to_string(&task).unwrap());
            return;
        }
        Ok(_) => {
            std::io::stdin().read_to_end(&mut input).unwrap();
            return second(&serde_json::from_slice(&input).unwrap());
        }
        Err(_) => {}
    }
    let mut faults = Vec::new();
    for (number, (name, _, form, what)) in CASES.iter().enumerate() {
        let first = start("first", number.to_string().as_bytes(), None);
        let task = first
            .lines()
            .find_map(|line| line.strip_prefix("task "))
            .unwrap();
        let file = matches!(what, Use::ReceiveFromFile).then(|| {
            let path = std::env::temp_dir().join(format!("heap-{}", std::process::id()));
            std::fs::write(&path, secret(*form)).unwrap();
            path.to_str().unwrap().to_owned()
        });
        let second = start("second", task.as_bytes(), file.as_deref());
        if let Some(file) = file {
            std::fs::remove_file(file).unwrap();
        }
        let used = found(&second, "used").values().sum::<usize>();
        assert!(used > 0, "{name}: what is in use is found");
        assert!(
            found(&second, "leaked")
                .keys()
                .any(|what| what.starts_with("the text")),
            "{name}"
        );
        for when in ["reloaded", "dropped"] {
            if when == "dropped" || matches!(what, Use::Reload) {
                let left = found(&second, when);
                println!("{name}: {used} pieces in use, {when}: {left:?}");
                if !left.is_empty() {
                    faults.push(format!("{name}, {when}: {left:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
