//! Forgeries: genuine requests of every row, changed in every way that an attacker would try.
//!
//! `MUTANTS` sets how many are tried (a million in release in CI). A mutant that is accepted must
//! say the same as the genuine request: the same body, the same signed headers and URL, and a
//! signature that decodes to the same bytes. The oracle itself is put to the test by a verifier that
//! compares prefixes only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "common/rows.rs"]
mod rows;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Request};
use webhook_receiver::{Provider, Received, Receiver, Secret, providers, testing::Signer};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const OTHER: &str = "f80935a4e6d1b2c74a5871d26c3e0f9b";
const NOW: u64 = 1_790_000_000;

fn pasted(provider: Provider) -> Secret {
    Secret::new(rows::pasted(provider, SECRET)).unwrap()
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(NOW)
}

struct Genuine {
    provider: Provider,
    receiver: Receiver,
    request: Request<Bytes>,
}

fn genuine(provider: Provider, body: impl Into<Bytes>) -> Option<Genuine> {
    let secret = || pasted(provider);
    let url = "https://app.example/hooks?a=1";
    let signer = Signer::new(provider, secret()).at(now());
    let signer = rows::configured_signer(signer, provider);
    let request = signer.sign(url, body).ok()?;
    let receiver = Receiver::builder(provider)
        .secret(secret())
        .public_url("https://app.example");
    let receiver = rows::configured(receiver, provider);
    Some(Genuine {
        provider,
        receiver: receiver.build().unwrap(),
        request,
    })
}

fn rows() -> Vec<Genuine> {
    let hmac = providers::ALL
        .iter()
        .filter(|provider| provider.class() == "hmac" && provider.coverage().binds_body());
    hmac.map(|provider| {
        genuine(*provider, rows::BODY).unwrap_or_else(|| panic!("{}", provider.id()))
    })
    .collect()
}

/// Small and repeatable: the same mutants on every machine.
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

fn copy(request: &Request<Bytes>) -> Request<Bytes> {
    let mut copy = Request::new(request.body().clone());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

/// Changes one thing; `None` where the change cannot be made on this request.
fn mutate(row: &Genuine, all: &[Genuine], random: &mut Random) -> Option<Request<Bytes>> {
    let mut request = copy(&row.request);
    let names: Vec<_> = request
        .headers()
        .keys()
        .filter(|name| *name != "content-type")
        .cloned()
        .collect();
    let name = names.get(random.below(names.len()))?.clone();
    let value = request.headers()[&name].as_bytes().to_vec();
    let set = |request: &mut Request<Bytes>, value: Vec<u8>| {
        let value = HeaderValue::from_bytes(&value).ok()?;
        request.headers_mut().insert(&name, value);
        Some(())
    };
    match random.below(13) {
        0 | 1 => {
            let mut changed = value;
            let at = random.below(changed.len());
            changed[at] ^= 1 << random.below(7);
            set(&mut request, changed)?;
        }
        2 => set(&mut request, value[..random.below(value.len())].to_vec())?,
        3 => {
            let mut longer = value;
            longer.push(b"0aA=, ;."[random.below(8)]);
            set(&mut request, longer)?;
        }
        4 => drop(request.headers_mut().remove(&name)),
        5 => drop(
            request
                .headers_mut()
                .append(&name, HeaderValue::from_bytes(&value).ok()?),
        ),
        6 => {
            let mut body = request.body().to_vec();
            let at = random.below(body.len());
            body[at] ^= 1 << random.below(8);
            *request.body_mut() = body.into();
        }
        7 => {
            let mut body = request.body().to_vec();
            body.truncate(random.below(body.len()));
            *request.body_mut() = body.into();
        }
        8 => {
            let mut body = request.body().to_vec();
            body.insert(random.below(body.len()), b" \n0\0"[random.below(4)]);
            *request.body_mut() = body.into();
        }
        9 => {
            let signer = Signer::new(row.provider, Secret::new(OTHER).unwrap()).at(now());
            request = signer
                .sign("https://app.example/hooks?a=1", rows::BODY)
                .ok()?;
        }
        10 => {
            let other = &all[random.below(all.len())];
            *request.headers_mut() = other.request.headers().clone();
        }
        11 => {
            let mut changed = b" \t"[random.below(2)..].to_vec();
            changed.extend(value);
            set(&mut request, changed)?;
        }
        _ => {
            let text = String::from_utf8(value).ok()?;
            let swapped = if random.below(2) == 0 {
                text.to_uppercase()
            } else {
                text.replace('+', "-")
            };
            set(&mut request, swapped.into_bytes())?;
        }
    }
    Some(request)
}

/// Whether two requests say the same: no attacker gains by the difference.
fn equivalent(a: &Request<Bytes>, b: &Request<Bytes>) -> bool {
    let canonical = |request: &Request<Bytes>| {
        let mut headers: Vec<_> = request
            .headers()
            .iter()
            .filter(|(name, _)| *name != "content-type")
            .map(|(name, value)| {
                let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
                // Svix sends one request under two sets of names.
                (
                    name.as_str().replace("svix-", "webhook-"),
                    canonical_value(&text),
                )
            })
            .collect();
        headers.sort();
        (headers, request.body().clone(), request.uri().clone())
    };
    canonical(a) == canonical(b)
}

/// Header text without what a row passes over: the case of hexadecimal digits, padding of base64url,
/// blanks and foreign entries around pairs and list items.
fn canonical_value(text: &str) -> Vec<String> {
    let mut items: Vec<String> = text
        .split([',', ';', '|', ' ', '\t'])
        .filter(|item| item.len() > 3)
        .map(|item| {
            let tail = item.rsplit('=').next().unwrap_or(item);
            let tail = tail.strip_prefix("0x").unwrap_or(tail);
            let hex = tail.len() >= 32 && tail.bytes().all(|byte| byte.is_ascii_hexdigit());
            if hex {
                item.to_lowercase()
            } else {
                item.trim_end_matches('=').to_owned()
            }
        })
        .collect();
    items.sort();
    items
}

#[test]
fn no_forgery_is_accepted() {
    let debug = if cfg!(debug_assertions) {
        30_000
    } else {
        300_000
    };
    let wanted = std::env::var("MUTANTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(debug);
    let rows = rows();
    let mut random = Random(7);
    let (mut tried, mut same) = (0_usize, 0_usize);
    while tried < wanted {
        let row = &rows[tried % rows.len()];
        let Some(mutant) = mutate(row, &rows, &mut random) else {
            tried += 1;
            continue;
        };
        let kept = copy(&mutant);
        match row.receiver.receive(mutant, now()) {
            Ok(_) => {
                let id = row.provider.id();
                assert!(
                    equivalent(&kept, &row.request),
                    "{id} accepted {:?}\n{}\ngenuine {:?}",
                    kept.headers(),
                    String::from_utf8_lossy(kept.body()),
                    row.request.headers()
                );
                same += 1;
            }
            Err(error) => assert!(error.status().is_client_error(), "{error}"),
        }
        tried += 1;
    }
    println!(
        "forgeries: {tried} mutants over {} rows, 0 accepted, {same} said the same",
        rows.len()
    );
    assert!(tried > same * 5, "most mutants must be real changes");
}

#[test]
fn genuine_requests_are_accepted() {
    let mut random = Random(11);
    let mut accepted = 0;
    for round in 0..40 {
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
            let genuine =
                genuine(*provider, body.clone()).unwrap_or_else(|| panic!("{}", provider.id()));
            match genuine.receiver.receive(genuine.request, now()) {
                Ok(Received::Delivery(delivery)) => assert_eq!(delivery.body(), &body),
                other => panic!("{}: {other:?}", provider.id()),
            }
            accepted += 1;
        }
    }
    println!("genuine: {accepted} accepted");
}

/// The control: a verifier that compares only as much as it was given is caught by this oracle.
#[test]
fn a_broken_verifier_is_caught() {
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
        .filter(|mutant| broken(mutant) == Some(true) && !equivalent(mutant, &github.request))
        .count();
    println!("control: {caught} forgeries that a prefix comparison would accept");
    assert!(caught > 0);
}
