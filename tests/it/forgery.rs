//! Forgeries: genuine requests of every row, changed in every way that an attacker would try.
//!
//! `MUTANTS` sets the number (a million in release in CI). A mutant that is accepted must have the same
//! meaning as the genuine request: the same proven facts, and a signature that decodes to the same bytes. The
//! control tests the oracle with a verifier that compares only prefixes.

use crate::common::rows;
use crate::shifts::facts;

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri, header::CONTENT_TYPE};
use webhook_receiver::{
    Provider, Received, Receiver, Secret, algorithm::Class, danger, providers, testing::Signer,
};

use facts::Facts;

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const OTHER: &str = "f80935a4e6d1b2c74a5871d26c3e0f9b";
const URL: &str = "https://app.example/hooks?a=1";
const NOW: u64 = 1_790_000_000;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
}

struct Genuine {
    provider: Provider,
    receiver: Receiver,
    request: Request<Bytes>,
    facts: Facts,
    /// The secret, if it is sent itself as the proof.
    credential: Option<Vec<u8>>,
    /// The headers whose changes are rejected.
    signed: Vec<HeaderName>,
}

/// Returns `None` if the provider's requests cannot be made, or not with this body.
fn genuine(provider: Provider, body: Option<Vec<u8>>) -> Option<Genuine> {
    let (private, public) = rows::keys(provider, SECRET)?;
    let signer = Signer::new(provider, Secret::new(private.clone()).unwrap()).at(now());
    let (signer, own) = rows::with_body(rows::configured_signer(signer, provider), provider);
    let request = signer.sign(URL, body.unwrap_or_else(|| own.into())).ok()?;
    let receiver = Receiver::builder(provider)
        .secret(Secret::new(public).ok()?)
        .public_url("https://app.example");
    let receiver = rows::configured(receiver, provider);
    let receiver = match provider.audience() {
        Some(_) => danger::any_audience(receiver).build().ok()?,
        None => receiver.build().unwrap(),
    };
    let facts = facts_of(&receiver, request.clone())?;
    let secret = private.into_bytes();
    let sent = provider.algorithm().class() == Class::Token && facts.holds(&secret);
    let credential = sent.then_some(secret);
    let mut signed: Vec<_> = request.headers().keys().cloned().collect();
    signed.retain(|name| {
        let value = &request.headers()[name];
        (0..value.len()).any(|at| {
            let mut changed = value.as_bytes().to_vec();
            changed[at] ^= 1;
            let mut request = request.clone();
            HeaderValue::from_bytes(&changed).is_ok_and(|changed| {
                request.headers_mut().insert(name, changed);
                facts_of(&receiver, request).is_none()
            })
        })
    });
    signed.retain(|name| *name != CONTENT_TYPE);
    Some(Genuine {
        provider,
        receiver,
        request,
        facts,
        credential,
        signed,
    })
}

fn facts_of(receiver: &Receiver, request: Request<Bytes>) -> Option<Facts> {
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(delivery)) => Some(Facts::of(&delivery)),
        _ => None,
    }
}

/// Rows that accept a change of this suite whose meaning differs for its oracle, with the kind and the
/// reason. They are rare, so a run need not find each. `tests/it/shifts.rs` tests these rows more thoroughly.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "ebay",
        "another signed header",
        "the id of the key is not signed",
    ),
    (
        "jira-connect",
        "another URL",
        "a slash at the end is not signed",
    ),
    ("paytm", "proven", "the names of fields are not signed"),
    (
        "polar",
        "another signed header",
        "one of two signatures is enough",
    ),
    (
        "revenuecat",
        "another body",
        "another row's request has the secret itself as a token",
    ),
    (
        "revenuecat",
        "another signed header",
        "another row's request has the secret itself as a token",
    ),
];

/// Returns the entry of the list for a change that a row accepted.
fn known(provider: &str, difference: &str) -> Option<&'static str> {
    let mut known = KNOWN.iter();
    let found = known.find(|(row, kind, _)| *row == provider && difference.starts_with(kind));
    found.map(|(row, ..)| *row)
}

/// Returns all rows whose requests can be made.
fn rows() -> Vec<Genuine> {
    let all = providers::ALL.iter();
    all.filter_map(|provider| genuine(*provider, None))
        .collect()
}

/// A small generator: the same mutants on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd) >> 11
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// Changes one thing. Returns `None` if the change does not apply to this request.
fn mutate(row: &Genuine, all: &[Genuine], random: &mut Random) -> Option<Request<Bytes>> {
    let mut request = row.request.clone();
    match random.below(16) {
        0 => {
            let mut body = request.body().to_vec();
            let at = random.below(body.len());
            *body.get_mut(at)? ^= 1 << random.below(8);
            *request.body_mut() = body.into();
        }
        1 => {
            let mut body = request.body().to_vec();
            body.truncate(random.below(body.len()));
            *request.body_mut() = body.into();
        }
        2 => {
            let mut body = request.body().to_vec();
            body.insert(random.below(body.len()), b" \n0\0"[random.below(4)]);
            *request.body_mut() = body.into();
        }
        3 => {
            if row.provider.algorithm().class() == Class::Asymmetric {
                return None;
            }
            let secret = Secret::new(rows::pasted(row.provider, OTHER)).unwrap();
            let signer = Signer::new(row.provider, secret).at(now());
            let signer = rows::configured_signer(signer, row.provider);
            let (signer, body) = rows::with_body(signer, row.provider);
            request = signer.sign(URL, body).ok()?;
        }
        4 => {
            let other = &all[random.below(all.len())];
            *request.headers_mut() = other.request.headers().clone();
        }
        5 => {
            let methods = [Method::GET, Method::PUT, Method::PATCH, Method::HEAD];
            *request.method_mut() = methods[random.below(methods.len())].clone();
        }
        6 => {
            let kinds = [
                "application/json",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b",
                "text/plain",
            ];
            let kind = HeaderValue::from_static(kinds[random.below(kinds.len())]);
            request.headers_mut().insert("content-type", kind);
        }
        7 => {
            let uri = request.uri().to_string();
            let start = uri.find("/hooks")? + 1;
            let at = start + random.below(uri.len() - start);
            let mut uri = uri.into_bytes();
            match random.below(4) {
                0 => uri[at] ^= 1 << random.below(7),
                1 => drop(uri.remove(at)),
                2 => uri.insert(at, b"a&=/"[random.below(4)]),
                _ => uri.truncate(at),
            }
            *request.uri_mut() = Uri::try_from(uri).ok()?;
        }
        _ => mutate_header(&mut request, random)?,
    }
    Some(request)
}

fn mutate_header(request: &mut Request<Bytes>, random: &mut Random) -> Option<()> {
    let names: Vec<_> = request
        .headers()
        .keys()
        .filter(|name| **name != CONTENT_TYPE)
        .cloned()
        .collect();
    let name = names.get(random.below(names.len()))?.clone();
    let value = request.headers()[&name].as_bytes().to_vec();
    let set = |request: &mut Request<Bytes>, value: Vec<u8>| {
        let value = HeaderValue::from_bytes(&value).ok()?;
        request.headers_mut().insert(&name, value);
        Some(())
    };
    match random.below(8) {
        0 | 1 => {
            let mut changed = value;
            let at = random.below(changed.len());
            changed[at] ^= 1 << random.below(7);
            set(request, changed)?;
        }
        2 => set(request, value[..random.below(value.len())].to_vec())?,
        3 => {
            let mut longer = value;
            longer.push(b"0aA=, ;."[random.below(8)]);
            set(request, longer)?;
        }
        4 => drop(request.headers_mut().remove(&name)),
        5 => drop(
            request
                .headers_mut()
                .append(&name, HeaderValue::from_bytes(&value).ok()?),
        ),
        6 => {
            let mut changed = b" \t"[random.below(2)..].to_vec();
            changed.extend(value);
            set(request, changed)?;
        }
        _ => {
            let text = String::from_utf8(value).ok()?;
            let swapped = if random.below(2) == 0 {
                text.to_uppercase()
            } else {
                text.replace('+', "-")
            };
            set(request, swapped.into_bytes())?;
        }
    }
    Some(())
}

/// Returns whether the other request contains all signatures of the genuine one, with the same meaning. Other
/// entries of the headers may differ.
fn same_headers(row: &Genuine, mutant: &Request<Bytes>) -> bool {
    row.signed.iter().all(|name| {
        let canonical =
            |value: &HeaderValue| canonical_value(&String::from_utf8_lossy(value.as_bytes()));
        let wanted = canonical(&row.request.headers()[name]);
        let wanted = wanted.iter().filter(|item| item.len() >= 24);
        // Svix sends one header under two names.
        let other = match name.as_str().strip_prefix("svix-") {
            Some(rest) => format!("webhook-{rest}"),
            None => name.as_str().replacen("webhook-", "svix-", 1),
        };
        let found = mutant.headers().get_all(name).iter();
        let found = found.chain(mutant.headers().get_all(other).iter());
        let found: Vec<String> = found.flat_map(canonical).collect();
        wanted.into_iter().all(|item| found.contains(item))
    })
}

/// Returns a difference in meaning between an accepted mutant and the genuine request, if there is one.
fn differs(row: &Genuine, mutant: &Request<Bytes>, facts: &Facts) -> Option<String> {
    let difference = row.facts.differs(facts, row.credential.as_deref());
    difference.or_else(|| (!same_headers(row, mutant)).then(|| "another signed header".to_owned()))
}

/// Returns the text of a header without what a row ignores: the case of hexadecimal digits and of parameter
/// names, padding of base64url, spaces and unknown entries around pairs and list items.
fn canonical_value(text: &str) -> Vec<String> {
    let mut items: Vec<String> = text
        .split([',', ';', '|', ' ', '\t'])
        .filter(|item| item.len() > 3)
        .map(|item| {
            let tail = item.rsplit('=').next().unwrap_or(item);
            let tail = tail.strip_prefix("0x").unwrap_or(tail);
            let hex = tail.len() >= 32 && tail.bytes().all(|byte| byte.is_ascii_hexdigit());
            if hex {
                return item.to_lowercase();
            }
            let item = item.trim_end_matches('=');
            match item.split_once('=') {
                Some((name, value)) if name.len() < 24 => {
                    format!("{}={value}", name.to_lowercase())
                }
                _ => item.to_owned(),
            }
        })
        .collect();
    items.sort();
    items
}

#[test]
fn rejects_every_forgery() {
    let wanted = std::env::var("MUTANTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(30_000);
    let rows = rows();
    let mut classes = BTreeMap::<&str, usize>::new();
    for row in &rows {
        *classes.entry(row.provider.class()).or_default() += 1;
    }
    // A public key costs a hundred times as much as a hash.
    let turns: Vec<&Genuine> = (0..16)
        .flat_map(|turn| {
            let taken = move |row: &&Genuine| {
                turn == 0 || row.provider.algorithm().class() != Class::Asymmetric
            };
            rows.iter().filter(taken)
        })
        .collect();
    let mut random = Random(7);
    let (mut tried, mut same) = (0_usize, 0_usize);
    let mut passed = BTreeMap::<&str, usize>::new();
    while tried < wanted {
        let row = turns[tried % turns.len()];
        tried += 1;
        let Some(mutant) = mutate(row, &rows, &mut random) else {
            continue;
        };
        let kept = mutant.clone();
        // If the body is not signed as a whole, its facts are read as text here.
        let readable = std::str::from_utf8(kept.body()).is_ok();
        if !readable && !row.provider.coverage().binds_body() {
            continue;
        }
        match row.receiver.receive(mutant, now()) {
            Ok(Received::Delivery(delivery)) => {
                let difference = differs(row, &kept, &Facts::of(&delivery));
                let id = row.provider.id();
                if let Some(row) = difference.as_deref().and_then(|text| known(id, text)) {
                    *passed.entry(row).or_default() += 1;
                    continue;
                }
                assert!(
                    difference.is_none(),
                    "{} accepted {}: {kept:?}\ngenuine {:?}",
                    row.provider.id(),
                    difference.unwrap(),
                    row.request
                );
                same += 1;
            }
            // Nothing is delivered.
            Ok(Received::Handshake(_)) => same += 1,
            Err(error) => assert!(error.status().is_client_error(), "{error}"),
        }
    }
    println!(
        "forgeries: {tried} mutants over {} rows ({classes:?}), 0 accepted, {same} said the same",
        rows.len()
    );
    for (row, kind, reason) in KNOWN {
        let count = passed.get(row).copied().unwrap_or_default();
        println!("  {row}, {kind}: {count}: {reason}");
    }
    assert!(tried > same * 2, "most mutants must be real changes");
}

#[test]
fn accepts_genuine_requests() {
    let mut random = Random(11);
    let mut accepted = 0;
    for round in 0..17 {
        for provider in providers::ALL
            .iter()
            .filter(|provider| provider.class() == "hmac" && provider.coverage().binds_body())
        {
            let body: Vec<u8> = if rows::signs_any_body(*provider) {
                let length = random.below(1 << (round % 17));
                let body = (0..length).map(|_| random.next() as u8).collect();
                rows::sendable(*provider, body)
            } else {
                rows::BODY.into()
            };
            let genuine = genuine(*provider, Some(body.clone()))
                .unwrap_or_else(|| panic!("{}", provider.id()));
            match genuine.receiver.receive(genuine.request, now()) {
                Ok(Received::Delivery(delivery)) => assert_eq!(delivery.body(), &body),
                other => panic!("{}: {other:?}", provider.id()),
            }
            accepted += 1;
        }
    }
    println!("genuine: {accepted} accepted");
}

/// The control: this oracle catches a verifier that compares only as many bytes as it was given.
#[test]
fn control_detects_a_broken_verifier() {
    use hmac::{Hmac, KeyInit, Mac};
    let rows = rows();
    let github = rows
        .iter()
        .find(|row| row.provider.id() == "github")
        .unwrap();
    let broken = |request: &Request<Bytes>| {
        let given = request
            .headers()
            .get("x-hub-signature-256")?
            .to_str()
            .ok()?;
        let given = given.strip_prefix("sha256=")?.to_owned();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).ok()?;
        mac.update(request.body());
        let expected: String = mac
            .finalize()
            .into_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Some(expected.starts_with(&given))
    };
    assert_eq!(
        broken(&github.request),
        Some(true),
        "it accepts what is genuine"
    );
    let mut random = Random(7);
    let caught = (0..5_000)
        .filter_map(|_| mutate(github, &rows, &mut random))
        .filter(|mutant| broken(mutant) == Some(true) && !same_headers(github, mutant))
        .count();
    println!("control: {caught} forgeries that a prefix comparison would accept");
    assert!(caught > 0);
}
