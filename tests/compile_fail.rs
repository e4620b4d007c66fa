//! Code that must not compile: evidence without a signature, secrets that can be printed, schemes that prove
//! nothing. Each case must fail for the stated reason, and for no other.
//!
//! The cases are in `tests/compile_fail/`, each after a line `//~ E0451: reason`. For E0080, an assertion
//! that fails at compile time, and for E0277 with text in backticks, the message must contain the reason.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

const PRELUDE: &str = "#![allow(unused, unreachable_code)]
use bytes::Bytes;
use webhook_receiver::{*, adapter::axum, algorithm::HMAC_SHA256, authenticate::{Authentic, Authenticate}, scheme::{At, Format, Part, Scheme, TimeFormat, http_signature, jwt, message_signature}};
";

struct Case {
    code: String,
    why: String,
    source: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("compile_fail");
    let mut files: Vec<_> = folder
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for case in text.split("//~ ").skip(1) {
            let (title, source) = case.split_once('\n').unwrap();
            let (code, why) = title.split_once(": ").unwrap();
            cases.push(Case {
                code: code.into(),
                why: why.into(),
                source: source.into(),
            });
        }
    }
    cases
}

/// The crate and the crates that its cases use, as values of `--extern`, and the folder of all others.
struct Built {
    externs: Vec<(String, PathBuf)>,
    folder: PathBuf,
}

fn build() -> Built {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_fail");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--lib", "--message-format=json", "--quiet"])
        .args(["--features", "axum,idempotency,jwt,message-signatures"])
        .args([
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"),
        ])
        .arg("--target-dir")
        .arg(target)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "the crate itself must compile: {said}"
    );
    let mut externs = Vec::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<serde_json::Value>(line) else {
            continue;
        };
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let wanted = ["webhook_receiver", "bytes", "http", "serde", "serde_json"].contains(&name);
        let files = message["filenames"].as_array().into_iter().flatten();
        let file = files
            .filter_map(|file| file.as_str())
            .find(|file| file.ends_with(".rmeta"));
        if let (true, Some(file)) = (wanted, file) {
            externs.push((name.to_owned(), PathBuf::from(file)));
        }
    }
    let folder = externs[0].1.parent().unwrap().to_owned();
    Built { externs, folder }
}

/// Returns the codes of the errors, and the output of the compiler.
fn compile(built: &Built, name: &str, source: &str) -> (BTreeSet<String>, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.rs"));
    std::fs::write(&file, format!("{PRELUDE}{source}")).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(rustc);
    command
        .args([
            "--edition=2024",
            "--crate-type=bin",
            "--emit=metadata",
            "--error-format=json",
        ])
        .arg("-L")
        .arg(format!("dependency={}", built.folder.display()))
        .arg("--out-dir")
        .arg(&folder)
        .arg(&file);
    for (name, file) in &built.externs {
        command
            .arg("--extern")
            .arg(format!("{name}={}", file.display()));
    }
    let output = command.output().unwrap();
    let mut codes = BTreeSet::new();
    let mut said = String::new();
    for line in output.stderr.split(|byte| *byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<serde_json::Value>(line) else {
            continue;
        };
        if message["level"] != "error" {
            continue;
        }
        said += message["rendered"].as_str().unwrap_or_default();
        match message["code"]["code"].as_str() {
            Some(code) => drop(codes.insert(code.to_owned())),
            None if said.contains("aborting due to") => {}
            None => drop(codes.insert("without a code".to_owned())),
        }
    }
    assert_eq!(output.status.success(), said.is_empty(), "{said}");
    (codes, said)
}

#[test]
fn rejects_every_case_for_its_reason() {
    let built = build();
    let cases = cases();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let wrong = std::sync::Mutex::new(Vec::new());
    let work = || {
        loop {
            let number = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let Some(Case { code, why, source }) = cases.get(number) else {
                return;
            };
            let (codes, said) = compile(&built, &format!("case{number}"), source);
            let intended = codes.len() == 1 && codes.contains(code);
            // The message is one of this crate: an assertion, or a hint of a trait.
            let own = code == "E0080" || (code == "E0277" && why.contains('`'));
            let reported = !own || said.contains(why.as_str());
            if !(intended && reported) {
                let line = format!("{code} {why}: {codes:?}\n{source}{said}");
                wrong.lock().unwrap().push(line);
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    println!("{} cases", cases.len());
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(cases.len() >= 40);
}

/// The control: correct code compiles with the same prelude and the same command.
#[test]
fn accepts_correct_code() {
    let source = r#"
const P: Provider = Provider::new("p", "P", "https://p.example",
    Scheme::new(HMAC_SHA256, At::Header("x-signature"))
        .format(Format::Pairs { separator: ',', signature: "v1" })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]));
fn f(request: http::Request<Bytes>) -> Result<Bytes, Box<dyn std::error::Error>> {
    let receiver = Receiver::new(P, Secret::from_env("S")?)?;
    let Received::Delivery(delivery) = receiver.receive(request, std::time::SystemTime::now())? else { todo!() };
    Ok(delivery.event()?)
}
fn main() {}
"#;
    let (codes, said) = compile(&build(), "right", source);
    assert!(codes.is_empty() && said.is_empty(), "{said}");
}
