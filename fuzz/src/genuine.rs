//! Genuine requests: of every row as the test kit sends them, and the accepted vectors of `tests/vectors`.

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use sha2::{Digest, Sha256};
use webhook_receiver::{
    Provider, Received, Receiver, Secret, algorithm::Class, providers, testing::Signer,
};

use crate::{
    at,
    facts::Facts,
    now, rows,
    vectors::{self, Expect, Vector},
};

/// The URL of requests that are made here.
pub const URL: &str = "https://app.example/hooks/t1?a=1&b=2&b=3%264&data.id=Ab.1";

const FORM: &str = "ab=c&a=bc&b=&z=%C3%BC+%2B&name=n&event=e&id=1&type=a.b&alert_name=x&amount=0.50&token=t-1&Status=ok&payload=%7B%22a%22%3A1%7D&mandrill_events=%5B%5D";

/// A request that its receiver accepts.
pub struct Genuine {
    pub provider: Provider,
    pub receiver: Receiver,
    pub now: SystemTime,
    pub request: Request<Bytes>,
    /// The secret as it is pasted, or the private key.
    pub secret: String,
    /// All secrets of the receiver.
    pub secrets: Vec<String>,
    /// Signs further bodies, where the test kit made the request.
    pub signer: Option<Signer>,
    pub(crate) facts: Facts,
    /// What is sent itself, if that is the proof.
    pub(crate) credential: Option<Vec<u8>>,
}

/// Returns the genuine requests of these rows.
pub fn of(wanted: impl Fn(Provider) -> bool) -> Vec<Genuine> {
    let mut all = made(&wanted);
    all.extend(recorded(&wanted));
    assert!(!all.is_empty(), "no row is wanted");
    all
}

/// Returns the requests that the test kit makes for these rows.
pub fn made(wanted: impl Fn(Provider) -> bool) -> Vec<Genuine> {
    let rows = providers::ALL.iter().copied();
    rows.filter(|row| wanted(*row)).flat_map(sent).collect()
}

fn recorded(wanted: impl Fn(Provider) -> bool) -> Vec<Genuine> {
    let mut all = Vec::new();
    for file in vectors::files() {
        let Some(provider) = providers::by_id(&file.provider) else {
            continue;
        };
        if wanted(provider) {
            let accepted = file
                .vectors
                .iter()
                .filter(|vector| vector.expect == Expect::Accept);
            all.extend(accepted.filter_map(|vector| of_vector(provider, vector)));
        }
    }
    all
}

/// A secret of each row, so that none is the token of another.
fn secret_of(provider: Provider) -> String {
    let hash = Sha256::digest(provider.id());
    hash.iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn of_vector(provider: Provider, vector: &Vector) -> Option<Genuine> {
    let receiver = vector.builder(provider.id()).build().ok()?;
    let mut request = Request::builder()
        .method(vector.method.as_str())
        .uri(&vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    let request = request.body(Bytes::from(vector.bytes())).ok()?;
    let secrets = vector.secrets.clone();
    Genuine::new(provider, receiver, at(vector.now), request, secrets, None)
}

/// Returns what the test kit sends for a row: JSON, and a form.
fn sent(provider: Provider) -> Vec<Genuine> {
    let Some((private, public)) = rows::keys(provider, &secret_of(provider)) else {
        return Vec::new();
    };
    let build = || -> Option<Receiver> {
        let builder = Receiver::builder(provider).secret(Secret::new(public.clone()).ok()?);
        let builder = rows::configured(builder.public_url("https://app.example"), provider);
        rows::any_audience(builder, provider).build().ok()
    };
    let Some(receiver) = build() else {
        return Vec::new();
    };
    let signer = || -> Option<Signer> {
        let signer = Signer::new(provider, Secret::new(private.clone()).ok()?).at(now());
        Some(rows::configured_signer(
            signer.id("msg-1").kind("a.b"),
            provider,
        ))
    };
    let json = signer().map(|signer| rows::with_body(signer, provider));
    let form = signer().map(|signer| (signer.form(), FORM));
    let made = [json, form].into_iter().flatten();
    made.filter_map(|(signer, body)| {
        let sender = signer.clone().sender(URL, body);
        let request = sender
            .genuine()
            .or_else(|_| signer.clone().sign(URL, body))
            .ok()?;
        let (receiver, secrets) = (receiver.clone(), vec![private.clone()]);
        Genuine::new(provider, receiver, now(), request, secrets, Some(signer))
    })
    .collect()
}

impl Genuine {
    /// `None` if it is not accepted.
    pub fn new(
        provider: Provider,
        receiver: Receiver,
        now: SystemTime,
        request: Request<Bytes>,
        secrets: Vec<String>,
        signer: Option<Signer>,
    ) -> Option<Self> {
        let Ok(Received::Delivery(delivery)) = receiver.receive(request.clone(), now) else {
            return None;
        };
        let secret = secrets.first().cloned().unwrap_or_default();
        let facts = Facts::of(&delivery);
        let sent = provider.algorithm().class() == Class::Token && facts.holds(secret.as_bytes());
        let credential = sent.then(|| secret.clone().into_bytes());
        Some(Self {
            provider,
            receiver,
            now,
            request,
            secret,
            secrets,
            signer,
            facts,
            credential,
        })
    }

    /// Returns the same request with another receiver.
    pub(crate) fn with_receiver(&self, receiver: Receiver) -> Self {
        Self {
            receiver,
            provider: self.provider,
            now: self.now,
            request: self.request.clone(),
            secret: self.secret.clone(),
            secrets: self.secrets.clone(),
            signer: self.signer.clone(),
            facts: self.facts.clone(),
            credential: self.credential.clone(),
        }
    }

    /// Returns the request with another body, signed anew by whoever has the key.
    pub fn signed_anew(&self, body: Bytes) -> Option<Self> {
        let signer = self.signer.clone()?;
        let request = signer.clone().sign(URL, body).ok()?;
        let (receiver, secrets) = (self.receiver.clone(), self.secrets.clone());
        Self::new(
            self.provider,
            receiver,
            self.now,
            request,
            secrets,
            Some(signer),
        )
    }
}
