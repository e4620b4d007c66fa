//! Texts that must never be shown, and requests that contain them, broken in many ways.

#![allow(unreachable_pub)]

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};

/// Hexadecimal, so that it is a key of every form, and unlike anything that the crate writes.
pub const SECRET: &str = "c0ffee11badc0de5deadfa115ca1ab1e";
pub const HEADER: &str = "Header-Canary-7Q";
pub const QUERY: &str = "QueryCanary7Q";
pub const BODY: &str = "Body-Canary-7Q";

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The forms in which a canary is searched for: raw, in hexadecimal, in base64, and every eight bytes of it.
pub struct Canaries(BTreeSet<Vec<u8>>);

impl Canaries {
    pub fn new() -> Self {
        let mut canaries = Self(BTreeSet::new());
        for text in [SECRET, HEADER, QUERY, BODY] {
            canaries.add(text.as_bytes());
        }
        canaries.add(&STANDARD.decode(SECRET).unwrap());
        canaries
    }

    pub fn add(&mut self, bytes: &[u8]) {
        let forms = [
            bytes.to_vec(),
            hex(bytes).into_bytes(),
            STANDARD.encode(bytes).trim_end_matches('=').into(),
        ];
        for form in forms {
            self.0.extend(form.windows(8).map(<[u8]>::to_vec));
        }
    }

    /// Returns a canary that the output contains, if there is one.
    pub fn in_output(&self, output: &[u8]) -> Option<String> {
        let found = output.windows(8).find(|eight| self.0.contains(*eight))?;
        Some(String::from_utf8_lossy(found).into_owned())
    }
}

/// Returns the request, broken in each of its parts.
pub fn broken(request: &Request<Bytes>) -> Vec<Request<Bytes>> {
    let mut all = vec![request.clone()];
    let mut add = |change: &dyn Fn(&mut Request<Bytes>)| {
        let mut broken = request.clone();
        change(&mut broken);
        all.push(broken);
    };
    let names: Vec<HeaderName> = request.headers().keys().cloned().collect();
    for name in &names {
        let value = request.headers()[name].clone();
        let text = value.to_str().unwrap().to_owned();
        add(&|request| drop(request.headers_mut().remove(name)));
        add(&|request| {
            request.headers_mut().append(name, value.clone());
        });
        let spellings = [
            String::new(),
            format!("{text}x"),
            format!("x{text}"),
            text.chars().rev().collect(),
            format!("{text},{text}"),
            text.replace(|digit: char| digit.is_ascii_digit(), "0"),
            text.replace('a', "b"),
            HEADER.to_owned(),
            SECRET.to_owned(),
            format!("{text}{}", "y".repeat(5000)),
            format!("\u{e9}{text}"),
        ];
        for spelling in spellings {
            let value = HeaderValue::from_bytes(spelling.as_bytes()).unwrap();
            add(&|request| drop(request.headers_mut().insert(name, value.clone())));
        }
    }
    for body in [
        String::new(),
        BODY.to_owned(),
        format!("{{\"x\":\"{BODY}\""),
        format!("{{\"{BODY}\":1,\"webhookTimestamp\":\"{BODY}\"}}"),
        format!("a={BODY}&signature={SECRET}&token={BODY}&timestamp={BODY}"),
        format!("{{\"type\":\"url_verification\",\"challenge\":\"<{BODY}>\"}}"),
    ] {
        add(&|request| *request.body_mut() = body.clone().into());
    }
    for method in ["GET", "HEAD", "PUT", "BODY-CANARY"] {
        add(&|request| *request.method_mut() = method.parse().unwrap());
    }
    let verify = format!(
        "https://app.example/?hub.mode=subscribe&hub.verify_token={QUERY}&hub.challenge=%3C{QUERY}"
    );
    add(&|request| {
        *request.method_mut() = http::Method::GET;
        *request.uri_mut() = verify.parse().unwrap();
    });
    add(&|request| {
        let gzip = HeaderValue::from_static("gzip");
        request.headers_mut().insert("content-encoding", gzip);
    });
    add(&|request| {
        for number in 0..200 {
            let name: HeaderName = format!("x-{number}").parse().unwrap();
            let canary = HeaderValue::from_static(HEADER);
            request.headers_mut().insert(name, canary);
        }
    });
    all
}
