//! The name of an authentication scheme is case-insensitive (RFC 9110, section 11.1) in every row.

use crate::common::rows;
use crate::common::vectors;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Request, header::AUTHORIZATION};
use webhook_receiver::{
    Builder, Error, Provider, Receiver, Secret, danger, providers,
    scheme::{At, Format, Scheme},
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// Returns a receiver of the provider, and a request that it accepts.
fn genuine(provider: Provider) -> Option<(Receiver, Request<Bytes>)> {
    let (private, public) = rows::keys(provider, SECRET)?;
    let signer = Signer::new(provider, Secret::new(private).ok()?).at(now());
    let signer = rows::configured_signer(signer, provider);
    let (signer, body) = rows::with_body(signer, provider);
    let request = signer.sign("https://app.example/hooks", body).ok()?;
    let builder = Receiver::builder(provider).secret(Secret::new(public).ok()?);
    let builder: Builder = danger::any_audience(rows::configured(builder, provider));
    let receiver = builder.public_url("https://app.example").build().ok()?;
    let accepted = receiver.receive(request.clone(), now()).is_ok();
    accepted.then_some((receiver, request))
}

/// Splits a header into the name of the scheme and the credentials.
fn split(request: &Request<Bytes>) -> Option<(String, String)> {
    let text = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (name, credentials) = text.split_once(' ')?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_name.then(|| (name.to_owned(), credentials.to_owned()))
}

fn verdict(
    receiver: &Receiver,
    request: &Request<Bytes>,
    at: SystemTime,
    text: &str,
) -> Result<(), Error> {
    let mut request = request.clone();
    let value = HeaderValue::from_str(text).unwrap();
    request.headers_mut().insert(AUTHORIZATION, value);
    receiver.receive(request, at).map(drop)
}

fn alternating(name: &str) -> String {
    let of_case = |(index, letter): (usize, char)| match index % 2 {
        0 => letter.to_ascii_lowercase(),
        _ => letter.to_ascii_uppercase(),
    };
    name.chars().enumerate().map(of_case).collect()
}

fn check(id: &str, receiver: &Receiver, request: &Request<Bytes>, at: SystemTime) -> bool {
    let Some((name, credentials)) = split(request) else {
        return false;
    };
    for written in [
        name.clone(),
        name.to_ascii_lowercase(),
        name.to_ascii_uppercase(),
        alternating(&name),
    ] {
        let text = format!("{written} {credentials}");
        assert_eq!(
            verdict(receiver, request, at, &text),
            Ok(()),
            "{id}: {written}"
        );
    }
    for text in [
        credentials.clone(),
        format!("{name}{credentials}"),
        format!("{name}\t{credentials}"),
        format!("X{name} {credentials}"),
        format!("Digest {credentials}"),
        format!("{} {}", name, alternating(&credentials)),
        name.clone(),
    ] {
        assert!(
            verdict(receiver, request, at, &text).is_err(),
            "{id}: {text}"
        );
    }
    true
}

/// Rows whose requests the signer cannot make are tested by a vector.
fn recorded(provider: Provider) -> Option<(Receiver, Request<Bytes>, SystemTime)> {
    let file = vectors::files()
        .into_iter()
        .find(|file| file.provider == provider.id())?;
    let accepted = |vector: &&vectors::Vector| vector.expect == vectors::Expect::Accept;
    let vector = file.vectors.iter().find(accepted)?;
    let mut request = Request::builder()
        .method(vector.method.as_str())
        .uri(&vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    let request = request.body(vector.bytes().into()).ok()?;
    let receiver = vector.builder(provider.id()).build().ok()?;
    let at = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
    Some((receiver, request, at))
}

#[test]
fn accepts_the_name_of_a_scheme_in_any_case() {
    let mut found = Vec::new();
    for provider in providers::ALL {
        let signed = genuine(*provider).map(|(receiver, request)| (receiver, request, now()));
        if let Some((receiver, request, at)) = signed.or_else(|| recorded(*provider))
            && check(provider.id(), &receiver, &request, at)
        {
            found.push(provider.id());
        }
    }
    println!("{} rows: {}", found.len(), found.join(" "));
    for id in [
        "brevo",
        "cloudevents-http",
        "google-pubsub",
        "jira-connect",
        "ms-teams",
        "new-relic",
        "vonage",
    ] {
        assert!(found.contains(&id), "{id} is not among {found:?}");
    }
    let basic = providers::ALL
        .iter()
        .filter(|provider| provider.class() == "basic");
    for provider in basic {
        assert!(found.contains(&provider.id()), "{}", provider.id());
    }
}

#[test]
fn accepts_the_scheme_in_any_case_for_own_providers() {
    const BEARER: Provider = Provider::new(
        "bearer",
        "Bearer",
        "https://docs.example",
        Scheme::token(At::Header("authorization")).format(Format::Prefixed("Bearer ")),
    );
    const BASIC: Provider =
        Provider::new("basic", "Basic", "https://docs.example", Scheme::basic());
    for provider in [BEARER, BASIC] {
        let (receiver, request) = genuine(provider).unwrap();
        assert!(check(provider.id(), &receiver, &request, now()));
    }
}

/// A prefix that is not the name of a scheme is case-sensitive.
#[test]
fn rejects_other_prefixes_in_another_case() {
    let (receiver, request) = genuine(providers::GITHUB).unwrap();
    let text = request.headers()["x-hub-signature-256"].to_str().unwrap();
    let changed = text.replace("sha256=", "SHA256=");
    let mut request = request.clone();
    let value = HeaderValue::from_str(&changed).unwrap();
    request.headers_mut().insert("x-hub-signature-256", value);
    assert!(receiver.receive(request, now()).is_err());
}
