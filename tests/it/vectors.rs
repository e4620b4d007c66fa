//! Every vector of every provider is accepted, rejected or answered as a handshake, as its source states.
//!
//! The vectors come from the providers' documentation and SDKs, or were computed by an independent
//! implementation from the documented formula; `provenance` and `source` in each file say which.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use webhook_receiver::{Error, Head, Received, Receiver, Reply, algorithm::Class, providers};

use crate::common::vectors;

use vectors::{Expect, Vector, files};

/// Providers that encrypt bodies, with the first bytes of the encrypted ones.
const OPENED: &[(&str, &str)] = &[
    ("feishu", r#"{"schema""#),
    ("wechat-safe", "<xml>"),
    ("wecom", "<xml>"),
];

/// Returns the verdict on a request whose body arrives in two halves.
fn in_steps(
    receiver: &Receiver,
    request: http::Request<Bytes>,
    now: SystemTime,
) -> Result<Received, Error> {
    let (parts, mut body) = request.into_parts();
    let mut verifying = receiver.begin(Head::from(parts), now)?;
    let first = body.split_to(body.len() / 2);
    verifying.update(first)?;
    verifying.update(body)?;
    verifying.finish()
}

/// The body of a delivery, and the acknowledgement.
fn reported(received: Result<Received, Error>) -> Result<(Option<Bytes>, Reply), Error> {
    received.map(|received| match received {
        Received::Delivery(delivery) => (Some(delivery.body().clone()), delivery.acknowledgement()),
        Received::Handshake(reply) => (None, reply),
    })
}

impl Vector {
    fn request(&self) -> http::Request<Bytes> {
        let mut request = http::Request::builder()
            .method(self.method.as_str())
            .uri(&self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(self.bytes().into()).unwrap()
    }

    fn time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.now)
    }

    /// Whether the body is signed: for one provider, this depends on the request.
    fn binds_body(&self, provider: &str) -> bool {
        let receiver = self.builder(provider).build().unwrap();
        let received = receiver.receive(self.request(), self.time());
        matches!(received, Ok(Received::Delivery(it)) if it.coverage().binds_body())
    }

    /// Returns the verdict on the request, or the reason of its rejection.
    fn run(&self, provider: &str) -> Result<(Expect, Option<Reply>), String> {
        let builder = self.builder(provider);
        let receiver = builder
            .build()
            .unwrap_or_else(|error| panic!("{}: {error}", self.what));
        let (request, body, now) = (self.request(), self.bytes(), self.time());
        let in_steps = reported(in_steps(&receiver, request.clone(), now));
        let received = receiver.receive(request, now);
        match &received {
            Ok(Received::Delivery(delivery)) => {
                let said = (Some(delivery.body().clone()), delivery.acknowledgement());
                assert_eq!(in_steps, Ok(said), "{}", self.what);
            }
            Ok(Received::Handshake(reply)) => {
                assert_eq!(in_steps, Ok((None, reply.clone())), "{}", self.what);
            }
            Err(error) => assert_eq!(in_steps, Err(error.clone()), "{}", self.what),
        }
        match received {
            Ok(Received::Delivery(delivery)) => {
                let compressed = delivery.head().headers.contains_key("content-encoding");
                let inflated = compressed && delivery.body().starts_with(b"{");
                let opened = OPENED.iter().any(|(provider, begins)| {
                    delivery.provider() == *provider
                        && delivery.body().starts_with(begins.as_bytes())
                });
                assert!(
                    inflated || opened || delivery.body() == &body,
                    "the bytes that were checked"
                );
                let coverage = delivery.coverage().to_string();
                for (stated, found) in [
                    (&self.kind, delivery.kind()),
                    (&self.id, delivery.id()),
                    (&self.coverage, Some(&*coverage)),
                ] {
                    if stated.is_some() {
                        assert_eq!(stated.as_deref(), found, "{}", self.what);
                    }
                }
                Ok((Expect::Accept, Some(delivery.acknowledgement())))
            }
            Ok(Received::Handshake(reply)) => Ok((Expect::Handshake, Some(reply))),
            Err(error) => {
                assert!(error.status().is_client_error(), "{error}");
                Err(error.code().to_owned())
            }
        }
    }

    /// Returns how the verdict differs from the stated one, if it does.
    fn fault(&self, provider: &str) -> Option<String> {
        let (expect, reply) = match self.run(provider) {
            Ok(found) => found,
            Err(_) if self.expect == Expect::Refuse => return None,
            Err(code) => return Some(format!("expected {:?}, refused: {code}", self.expect)),
        };
        if expect != self.expect {
            return Some(format!("expected {:?}, found {expect:?}", self.expect));
        }
        let (Some(reply), Some(expected)) = (reply, &self.reply) else {
            return None;
        };
        let body = String::from_utf8_lossy(&reply.body).into_owned();
        let header = |name: &str| {
            reply
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or("")
        };
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        let same_body = expected.body.as_ref().is_none_or(|expected| {
            *expected == body || (json(expected).is_some() && json(expected) == json(&body))
        });
        let content_type = expected.content_type.as_deref().unwrap_or("");
        let right = reply.status.as_u16() == expected.status
            && same_body
            && header("content-type").starts_with(content_type.split(',').next().unwrap())
            && expected
                .headers
                .iter()
                .all(|(name, value)| header(name) == value);
        (!right).then(|| format!("answered {} {body:?}", reply.status))
    }
}

#[test]
fn returns_the_stated_verdict_for_every_vector() {
    let mut faults = Vec::new();
    let mut counts = BTreeMap::<&str, usize>::new();
    for file in files() {
        for vector in &file.vectors {
            *counts
                .entry(match vector.expect {
                    Expect::Accept => "accepted",
                    Expect::Refuse => "refused",
                    Expect::Handshake => "handshakes",
                })
                .or_default() += 1;
            if let Some(fault) = vector.fault(&file.provider) {
                faults.push(format!("{}: {}: {fault}", file.provider, vector.what));
            }
        }
    }
    println!("vectors: {counts:?}");
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn has_vectors_of_every_provider() {
    let files = files();
    for provider in providers::ALL {
        let file = files.iter().find(|file| file.provider == provider.id());
        let file = file.unwrap_or_else(|| panic!("{} has no vector file", provider.id()));
        assert!(
            file.vectors
                .iter()
                .any(|vector| vector.expect == Expect::Accept),
            "{} has no accepted vector",
            provider.id()
        );
        for vector in &file.vectors {
            assert!(
                ["published", "sdk-run", "independent"].contains(&&*vector.provenance),
                "{}: {}: provenance",
                provider.id(),
                vector.what
            );
        }
    }
}

/// Flips one bit of a body, at places spread over it: if the provider binds the body, it is rejected. Flips
/// one bit of a header: nothing panics, and a token or a signature by a private key no longer matches.
/// (Forgeries of the others have a suite of their own.)
#[test]
fn rejects_a_flipped_bit() {
    const PLACES: usize = 12;
    let (mut bodies, mut headers, mut faults) = (0, 0, Vec::new());
    for file in files() {
        let provider = providers::by_id(&file.provider).unwrap();
        let genuine = file
            .vectors
            .iter()
            .filter(|vector| vector.expect == Expect::Accept && vector.binds_body(&file.provider));
        for vector in genuine {
            let body = vector.bytes();
            let spread = |length: usize| {
                let step = (length / PLACES).max(1);
                (0..length).step_by(step).map(move |at| (at, 1 << (at % 7)))
            };
            for (at, bit) in spread(body.len()) {
                let mut turned = body.clone();
                turned[at] ^= bit;
                let forged = Vector {
                    body_b64: Some(STANDARD.encode(turned)),
                    ..vector.clone()
                };
                bodies += 1;
                // The envelope is not signed, and not delivered: only its content is.
                let envelope = ["wechat-safe", "wecom"].contains(&provider.id());
                if forged.run(&file.provider).is_ok() && !envelope {
                    faults.push(format!("{}: {}: body at {at}", file.provider, vector.what));
                }
            }
            for (index, (name, value)) in vector.headers.iter().enumerate() {
                let kind = (provider.class(), provider.algorithm().class());
                // They send two signatures, one of which is enough, or the name of the key beside it.
                let signature = !["adobe-io-events", "keygen", "postal"].contains(&provider.id())
                    && matches!(kind, ("jwt", _) | (_, Class::Asymmetric))
                    && ["sign", "sig", "authorization", "verification"]
                        .iter()
                        .any(|part| name.to_lowercase().contains(part))
                    && value.len() > 40;
                for (at, _) in spread(value.len()) {
                    // The value stays a valid header.
                    let mut turned = value.clone().into_bytes();
                    turned[at] ^= if turned[at] == b'~' { 2 } else { 1 };
                    let mut forged = vector.clone();
                    forged.headers[index].1 = String::from_utf8(turned).unwrap();
                    headers += 1;
                    let accepted = forged.run(&file.provider).is_ok();
                    if accepted && signature && !name.to_lowercase().contains("input") {
                        faults.push(format!(
                            "{}: {}: {name} at {at}",
                            file.provider, vector.what
                        ));
                    }
                }
            }
        }
    }
    println!("{bodies} bodies, {headers} headers");
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
    assert!(bodies > 1_500 && headers > 1_500);
}
