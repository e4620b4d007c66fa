//! Explanations: the cause is found for genuine requests of independent sources that were changed as services
//! change them; none is found for forged requests; and no output contains a secret or a body.

use std::time::{Duration, Instant, SystemTime};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use webhook_receiver::{
    Builder, Head, Provider, Receiver, Secret,
    algorithm::{Class, HMAC_SHA256},
    danger,
    explain::{
        BodyWrapping, Cause, Escapes, Explainer, Explanation, FormChange, LineEndChange,
        SecretChange, Spacing,
    },
    providers,
    scheme::{At, BodyCoverage, Encoding, Format, Part, Scheme, TimeFormat},
    testing::Signer,
};

use crate::common::{
    canaries::{Canaries, SECRET, broken},
    rows,
    vectors::{Expect, Vector, files},
};

/// A request of an independent source, with the settings of its receiver.
#[derive(Clone)]
struct Case {
    provider: String,
    vector: Vector,
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    body: Bytes,
    now: u64,
    /// The secrets of the receiver.
    secrets: Vec<String>,
    /// The additional secrets of the explainer.
    candidates: Vec<String>,
}

impl Case {
    fn of(provider: &str, vector: Vector) -> Self {
        Self {
            provider: provider.to_owned(),
            method: vector.method.parse().unwrap(),
            url: vector.url.clone(),
            headers: vector.headers.clone(),
            body: vector.bytes().into(),
            now: vector.now,
            secrets: vector.secrets.clone(),
            candidates: Vec::new(),
            vector,
        }
    }

    fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    fn url(mut self, url: &str) -> Self {
        self.url = url.to_owned();
        self
    }

    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn rename(mut self, from: &str, to: &str) -> Self {
        for (name, _) in &mut self.headers {
            if name.eq_ignore_ascii_case(from) {
                *name = to.to_owned();
            }
        }
        self
    }

    fn value(mut self, name: &str, change: impl Fn(&str) -> String) -> Self {
        for (known, value) in &mut self.headers {
            if known.eq_ignore_ascii_case(name) {
                *value = change(value);
            }
        }
        self
    }

    fn secret(mut self, secret: &str) -> Self {
        self.secrets = vec![secret.to_owned()];
        self
    }

    fn candidate(mut self, secret: &str) -> Self {
        self.candidates.push(secret.to_owned());
        self
    }

    fn builder(&self) -> Builder {
        let mut vector = self.vector.clone();
        vector.secrets = self.secrets.clone();
        vector.url = self.url.clone();
        vector.builder(&self.provider)
    }

    fn request(&self) -> Request<Bytes> {
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(self.url.as_str());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(self.body.clone()).unwrap()
    }

    fn explain(&self) -> Explanation {
        self.explain_with(&self.builder().build().unwrap())
    }

    fn explain_with(&self, receiver: &Receiver) -> Explanation {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(self.now);
        let mut explainer = Explainer::new(receiver);
        for secret in self.secrets.iter().chain(&self.candidates) {
            explainer = explainer.secret(danger::short_secret(secret.as_str()).unwrap());
        }
        explainer.explain(self.request(), now)
    }

    /// Returns the only cause, which must be proven.
    fn cause(&self) -> Cause {
        only(&self.explain())
    }
}

fn only(explanation: &Explanation) -> Cause {
    assert!(explanation.is_proven(), "{explanation}");
    let [cause] = explanation.causes() else {
        panic!("{explanation}")
    };
    cause.clone()
}

fn vector(provider: &str, what: &str) -> Case {
    let file = files().into_iter().find(|file| file.provider == provider);
    let mut vectors = file.unwrap().vectors.into_iter();
    Case::of(
        provider,
        vectors.find(|vector| vector.what == what).unwrap(),
    )
}

fn github() -> Case {
    vector("github", "signed by octokit")
}

fn stripe() -> Case {
    vector("stripe", "genuine request with non-ASCII text")
}

fn slack() -> Case {
    vector("slack", "slash command, Slack's worked example")
}

fn twilio() -> Case {
    vector("twilio", "form, the documentation's example")
}

fn standard_webhooks() -> Case {
    vector("standard-webhooks", "test of the official libraries")
}

fn pretty(body: &[u8], indent: &[u8]) -> Vec<u8> {
    use serde::Serialize;
    let value: &serde_json::value::RawValue = serde_json::from_slice(body).unwrap();
    let mut text = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(indent);
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, formatter);
    let mut source = serde_json::Deserializer::from_str(value.get());
    serde_transcode(&mut source)
        .serialize(&mut serializer)
        .unwrap();
    text
}

/// Returns the members in their order, which `serde_json::Value` does not keep.
fn serde_transcode(source: &mut serde_json::Deserializer<serde_json::de::StrRead<'_>>) -> Ordered {
    serde::Deserialize::deserialize(source).unwrap()
}

enum Ordered {
    Scalar(serde_json::Value),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

impl<'de> serde::Deserialize<'de> for Ordered {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Ordered;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("JSON")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Ordered, E> {
                Ok(Ordered::Scalar(value.into()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Ordered, E> {
                Ok(Ordered::Scalar(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Ordered, E> {
                Ok(Ordered::Scalar(value.into()))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Ordered, E> {
                Ok(Ordered::Scalar(value.into()))
            }
            fn visit_str<E>(self, value: &str) -> Result<Ordered, E> {
                Ok(Ordered::Scalar(value.into()))
            }
            fn visit_unit<E>(self) -> Result<Ordered, E> {
                Ok(Ordered::Scalar(serde_json::Value::Null))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut list: A,
            ) -> Result<Ordered, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Ordered::List(items))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Ordered, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Ordered::Map(members))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl serde::Serialize for Ordered {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Scalar(value) => value.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

#[test]
fn explains_reserialized_json() {
    let case = github();
    for indent in [&b"  "[..], b"    ", b"\t"] {
        let body = pretty(&case.body, indent);
        let cause = case.clone().body(body.clone()).cause();
        let Cause::BodyReserialized { sent, received } = &cause else {
            panic!("{cause}")
        };
        assert_eq!(sent.spacing, Spacing::Compact);
        assert_eq!(
            received.map(|style| style.spacing),
            match indent {
                b"  " => Some(Spacing::Indent2),
                b"\t" => Some(Spacing::IndentTab),
                _ => Some(Spacing::Indent4),
            }
        );
    }
    let text = std::str::from_utf8(&case.body).unwrap();
    let spaced = text.replace("\":", "\": ").replace(",\"", ", \"");
    let cause = case.clone().body(spaced).cause();
    assert!(matches!(
        cause,
        Cause::BodyReserialized { received: Some(style), .. } if style.spacing == Spacing::Spaced
    ));
    let escaped: String = text
        .encode_utf16()
        .map(|unit| match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
            _ => format!("\\u{unit:04x}"),
        })
        .collect();
    let cause = case.clone().body(escaped).cause();
    assert!(
        matches!(
            cause,
            Cause::BodyReserialized { sent, received: Some(style), .. }
                if sent.escapes == Escapes::Minimal && style.escapes != Escapes::Minimal
        ),
        "{cause:?}"
    );
    // The sender sorted the members; the service's map did not.
    let body = r#"{"a":1,"b":{"c":[],"d":2}}"#;
    let key = danger::short_secret(github().secrets[0].as_str()).unwrap();
    let request = Signer::new(providers::GITHUB, key)
        .sign("https://app.example", body)
        .unwrap();
    let receiver = case.builder().build().unwrap();
    let request = request.map(|_| Bytes::from(r#"{"b":{"d":2,"c":[]},"a":1}"#));
    let cause = only(&receiver.explain(request, SystemTime::now()));
    assert!(matches!(cause, Cause::BodyReserialized { sent, .. } if sent.sorted));
}

/// smee and other proxies write `JSON.stringify(JSON.parse(body))`.
#[test]
fn explains_a_proxy_that_parses() {
    let case = standard_webhooks().body(r#"{"test":2432232314}"#);
    let cause = case.cause();
    assert!(cause.to_string().contains("smee"), "{cause}");
    let Cause::BodyReserialized { sent, .. } = cause else {
        panic!("{cause}")
    };
    assert_eq!(sent.spacing, Spacing::Spaced);
}

/// Tests every provider that signs its whole JSON body, with a body of an independent source.
#[test]
fn explains_reserialized_json_of_every_provider() {
    let mut explained = 0;
    for file in files() {
        let provider = providers::by_id(&file.provider).unwrap();
        for vector in file.vectors {
            let case = Case::of(&file.provider, vector);
            let is_object =
                serde_json::from_slice::<serde_json::Map<_, serde_json::Value>>(&case.body);
            if case.vector.expect != Expect::Accept
                || provider.coverage().body != BodyCoverage::Whole
                || is_object.is_err()
            {
                continue;
            }
            let changed = pretty(&case.body, b"   ");
            let compact = [&case.body[..], b"\n"].concat();
            if changed == case.body
                || case
                    .clone()
                    .body(changed.clone())
                    .explain()
                    .error()
                    .is_none()
            {
                continue; // Some of its requests are signed in another way.
            }
            // The original notation of a number is lost if a serializer writes it differently.
            let back = serde_json::from_slice::<Ordered>(&changed).unwrap();
            if serde_json::to_vec(&back).unwrap() != *case.body.trim_ascii_end() {
                continue;
            }
            let explanation = case.clone().body(changed).explain();
            let what = format!("{}: {}: {explanation}", case.provider, case.vector.what);
            assert!(explanation.is_proven(), "{what}");
            assert!(
                matches!(explanation.causes()[0], Cause::BodyReserialized { .. }),
                "{what}"
            );
            let explanation = case.body(compact).explain();
            assert!(
                explanation.error().is_none()
                    || matches!(explanation.causes(), [Cause::BodyLineEnds(_), ..]),
                "{what}: {explanation}"
            );
            explained += 1;
        }
    }
    println!("{explained} requests");
    assert!(explained > 150, "{explained}");
}

#[test]
fn explains_changed_white_space() {
    let shopify = vector("shopify", "accepted by the SDK, non-ASCII body");
    let with = |ends: [&str; 2]| {
        let body = [ends[0].as_bytes(), &shopify.body, ends[1].as_bytes()].concat();
        shopify.clone().body(body).cause()
    };
    for end in ["\n", "\r\n"] {
        let cause = with(["", end]);
        assert!(
            matches!(cause, Cause::BodyLineEnds(LineEndChange::LineEndAdded)),
            "{cause}"
        );
    }
    let cause = with(["  ", "\n\n"]);
    assert!(
        matches!(cause, Cause::BodyLineEnds(LineEndChange::SpaceAdded)),
        "{cause}"
    );
    let cause = with(["\u{feff}", ""]);
    assert!(
        matches!(cause, Cause::BodyByteOrderMark { added: true }),
        "{cause}"
    );
    // A body with several lines.
    let lines = vector("vercel-log-drains", "NDJSON batch");
    let shorter = lines.body.strip_suffix(b"\n").unwrap().to_vec();
    let cause = lines.clone().body(shorter).cause();
    assert!(
        matches!(cause, Cause::BodyLineEnds(LineEndChange::LfRemoved)),
        "{cause}"
    );
    let text = std::str::from_utf8(&lines.body).unwrap();
    let cause = lines.clone().body(text.replace('\n', "\r\n")).cause();
    assert!(
        matches!(cause, Cause::BodyLineEnds(LineEndChange::LfToCrLf)),
        "{cause}"
    );
}

#[test]
fn explains_wrapped_bodies() {
    let case = github();
    let base64 = STANDARD.encode(&case.body);
    let cause = case.clone().body(base64.clone()).cause();
    assert!(
        matches!(cause, Cause::BodyWrapped(BodyWrapping::Base64)),
        "{cause}"
    );
    let event = serde_json::json!({"isBase64Encoded": true, "body": base64, "headers": {}});
    let cause = case.clone().body(event.to_string()).cause();
    assert!(
        matches!(cause, Cause::BodyWrapped(BodyWrapping::GatewayEvent)),
        "{cause}"
    );
    let quoted = serde_json::to_string(std::str::from_utf8(&case.body).unwrap()).unwrap();
    let cause = case.clone().body(quoted).cause();
    assert!(
        matches!(cause, Cause::BodyWrapped(BodyWrapping::JsonString)),
        "{cause}"
    );
    let twice: String = case.body.iter().map(|byte| char::from(*byte)).collect();
    let cause = case.body(twice).cause();
    assert!(matches!(cause, Cause::BodyTranscoded), "{cause}");
}

#[test]
fn explains_changed_forms() {
    let case = slack();
    let pairs = || form_urlencoded::parse(&case.body).into_owned();
    let object: serde_json::Map<String, serde_json::Value> =
        pairs().map(|(name, value)| (name, value.into())).collect();
    let members: Vec<String> = pairs()
        .map(|(name, value)| format!("{}:{}", serde_json::json!(name), serde_json::json!(value)))
        .collect();
    assert!(object.len() > 5);
    for (body, change) in [
        (
            format!("{{{}}}", members.join(",")),
            FormChange::ParsedIntoJson,
        ),
        (
            pairs()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
                .join("&"),
            FormChange::Decoded,
        ),
        (
            std::str::from_utf8(&case.body).unwrap().replace("%2F", "/"),
            FormChange::Reencoded,
        ),
    ] {
        let cause = case.clone().body(body).cause();
        assert!(
            matches!(cause, Cause::BodyForm(found) if found == change),
            "{cause}"
        );
    }
    // The service passes only the field `payload` of GitHub's form on.
    let form = vector("github", "form content type: the raw form text is signed");
    let payload = form_urlencoded::parse(&form.body)
        .next()
        .unwrap()
        .1
        .into_owned();
    let cause = form.body(payload).cause();
    assert!(
        matches!(cause, Cause::BodyWrapped(BodyWrapping::PayloadField)),
        "{cause}"
    );
}

#[test]
fn explains_a_body_that_is_gone() {
    let case = github();
    let length = case.body.len().to_string();
    let explanation = case
        .clone()
        .header("content-length", &length)
        .body("")
        .explain();
    assert!(!explanation.is_proven() && explanation.is_explained());
    let [cause @ Cause::BodyEmpty { announced }] = explanation.causes() else {
        panic!("{explanation}")
    };
    assert_eq!(*announced, Some(case.body.len() as u64));
    assert!(cause.to_string().contains("extractor"), "{cause}");
    let explanation = case
        .clone()
        .header("content-length", &length)
        .body(case.body.slice(..20))
        .explain();
    assert!(
        matches!(
            explanation.causes(),
            [Cause::BodyLength { received: 20, .. }]
        ),
        "{explanation}"
    );
    // The announced length arrived, so nothing is missing: the secret may be wrong.
    let explanation = case
        .clone()
        .header("content-length", "0")
        .body("")
        .explain();
    assert!(
        explanation.causes().is_empty() && !explanation.is_explained(),
        "{explanation}"
    );
    assert!(
        explanation.to_string().contains("compare the secret"),
        "{explanation}"
    );
    // Latin-1 that was decoded as UTF-8 with losses, or a character that the sender sent.
    let lossy = [&case.body[..], "\u{fffd}".as_bytes()].concat();
    let explanation = case.body(lossy).explain();
    assert!(
        matches!(explanation.causes(), [Cause::BodyLossy]),
        "{explanation}"
    );
    assert!(!explanation.is_explained(), "{explanation}");
    let shown = explanation.to_string();
    assert!(
        shown.contains("perhaps") && shown.contains("compare the secret"),
        "{shown}"
    );
}

/// The rejected vectors of the providers: at most one cause, and in bounded time.
#[test]
fn explains_rejected_vectors() {
    let causes = |provider, what| -> Vec<&'static str> {
        let explanation = vector(provider, what).explain();
        assert!(explanation.is_proven(), "{provider}: {explanation}");
        explanation.causes().iter().map(Cause::code).collect()
    };
    for (provider, what, cause) in [
        (
            "sendgrid",
            "official vector with the trailing CRLF trimmed",
            "body_line_ends",
        ),
        (
            "sentry",
            "signature made over the compact re-serialisation of a pretty-printed body",
            "body_reserialized",
        ),
        ("adyen-balance-platform", "key used as text", "secret_form"),
        (
            "authorize-net",
            "MAC keyed by the hex-decoded Signature Key",
            "secret_form",
        ),
        ("pagerduty", "key base64-decoded", "secret_form"),
        ("paddle", "timestamp in milliseconds", "time_unit"),
        ("recurly", "timestamp in seconds", "time_unit"),
        ("linear", "body time in seconds", "time_unit"),
        ("linear", "body time 61 s old", "too_old"),
        (
            "hook0",
            "a moment further ahead than the tolerance",
            "too_new",
        ),
        (
            "persona",
            "an old group, and a fresh time that nobody signed",
            "too_old",
        ),
        (
            "bitbucket",
            "right MAC without the sha256= prefix",
            "signature_bare",
        ),
        ("intercom", "SHA-256", "signature_algorithm"),
        ("pusher", "another app key", "audience"),
    ] {
        assert_eq!(causes(provider, what), [cause], "{provider}: {what}");
    }
}

#[test]
fn explains_limits_and_compression() {
    let case = github();
    let receiver = case.builder().body_limit(10).build().unwrap();
    let explanation = case.explain_with(&receiver);
    assert!(
        matches!(explanation.causes(), [Cause::BodyTooLarge { limit: 10 }]),
        "{explanation}"
    );
    let cause = case.clone().header("content-encoding", "br").cause();
    assert!(
        matches!(
            cause,
            Cause::BodyCompressed {
                decompressed: true,
                ..
            }
        ),
        "{cause}"
    );
    let encoded = case.header("content-encoding", "br");
    let explanation = encoded.clone().body("x").explain();
    assert!(!explanation.is_proven() && explanation.is_explained());
    assert!(
        matches!(
            explanation.causes(),
            [Cause::BodyCompressed {
                decompressed: false,
                ..
            }]
        ),
        "{explanation}"
    );
    // The header is not the only fault.
    let right = encoded.secrets[0].clone();
    let explanation = encoded
        .secret("It's another Secret to Everybody")
        .candidate(&right)
        .explain();
    assert!(explanation.is_proven(), "{explanation}");
    assert!(
        matches!(
            explanation.causes(),
            [
                Cause::BodyCompressed {
                    decompressed: true,
                    ..
                },
                Cause::SecretOther { index: 1 }
            ]
        ),
        "{explanation}"
    );
}

/// A body that is not text is compressed, too, whatever its format.
#[test]
fn explains_signatures_of_compressed_bodies() {
    let secret = || Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap();
    let receiver = Receiver::new(OWN, secret()).unwrap();
    for (encoding, body) in [
        ("gzip", &b"\x1f\x8b\x08\0\0"[..]),
        ("br", &b"\x8b\x02\x80{}\x03"[..]),
    ] {
        let body = Bytes::from_static(body);
        let mut request = Signer::new(OWN, secret())
            .sign("https://app.example", body)
            .unwrap();
        let encoding = HeaderValue::from_static(encoding);
        request.headers_mut().insert("content-encoding", encoding);
        let cause = only(&receiver.explain(request, SystemTime::now()));
        assert!(matches!(cause, Cause::NotTheSignature), "{cause}");
    }
    let without_the_feature = Cause::BodyCompressed {
        decompressed: false,
        needs_gzip: true,
    };
    assert!(
        without_the_feature
            .to_string()
            .contains("enable the feature `gzip`"),
        "{without_the_feature}"
    );
}

#[test]
fn explains_the_secret_of_another_endpoint() {
    let right = stripe().secrets[0].clone();
    let case = stripe().secret("whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz");
    let cause = case.clone().candidate(&right).cause();
    assert!(matches!(cause, Cause::SecretOther { index: 1 }), "{cause}");
    // Without the other secret, the cause cannot be found.
    let explanation = case.explain();
    assert!(!explanation.is_explained() && explanation.causes().is_empty());
    let shown = explanation.to_string();
    assert!(
        shown.contains("no cause found: the signature matches no candidate"),
        "{shown}"
    );
    assert!(shown.contains("mode (test or live)"), "{shown}");
    // A body that was changed, too.
    let body = pretty(&case.body, b"  ");
    let explanation = case.clone().candidate(&right).body(body).explain();
    assert!(
        matches!(
            explanation.causes(),
            [
                Cause::BodyReserialized { .. },
                Cause::SecretOther { index: 1 }
            ]
        ),
        "{explanation}"
    );
    // A public key for a provider with a shared secret.
    let pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAWGxcdLJ5WqQ/WmYRKton8TpWODy5cw5CyT3R0a6lbm4=\n-----END PUBLIC KEY-----";
    let explanation = case.candidate(pem).explain();
    assert!(
        matches!(
            explanation.causes(),
            [Cause::SecretUnusable { index: 1, .. }]
        ),
        "{explanation}"
    );
    assert!(!explanation.is_explained());
}

#[test]
fn explains_a_secret_in_another_form() {
    let forms: [(&str, SecretChange); 4] = [
        (
            "5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf",
            SecretChange::WithPrefix("whsec_"),
        ),
        (
            "Bearer whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf",
            SecretChange::WithoutPrefix("Bearer "),
        ),
        (
            "\"whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf\"",
            SecretChange::WithoutQuotes,
        ),
        (
            "whsec_whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf",
            SecretChange::WithoutPrefix("whsec_"),
        ),
    ];
    for (secret, expected) in forms {
        let cause = stripe().secret(secret).cause();
        assert!(
            matches!(cause, Cause::SecretForm { index: 0, change } if change == expected),
            "{cause}"
        );
    }
    // A vector of a sender that decodes the key, which Stripe does not.
    let case = vector("stripe", "key decoded as if it were Standard Webhooks");
    let cause = case.cause();
    assert!(
        matches!(
            cause,
            Cause::SecretForm {
                change: SecretChange::WithoutPrefix("whsec_"),
                ..
            }
        ),
        "{cause}"
    );
    for (key, expected) in [
        ("0F9B6C3E71D24A58B2C7E6D1A4F80935", SecretChange::LowerCase),
        ("0f9b6c3e71d24a58b2c7e6d1a4f80935", SecretChange::AsText),
    ] {
        let lower = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
        let signer = Signer::new(providers::GITHUB, Secret::new(lower).unwrap());
        let request = signer.sign("https://app.example", "{}").unwrap();
        let provider = match expected {
            SecretChange::LowerCase => providers::GITHUB,
            // The receiver's row says that it is hexadecimal.
            _ => GITHUB_BY_HEX,
        };
        let secret = || Secret::new(key).unwrap();
        let receiver = Receiver::new(provider, secret()).unwrap();
        let explainer = Explainer::new(&receiver).secret(secret());
        let cause = only(&explainer.explain(request, SystemTime::now()));
        assert!(
            matches!(cause, Cause::SecretForm { change, .. } if change == expected),
            "{cause}"
        );
    }
    // The sender read its secret from a file, with the newline.
    let case = standard_webhooks();
    let receiver = Receiver::new(OWN, Secret::new("0f9b6c3e71d24a58").unwrap()).unwrap();
    let mut mac =
        <hmac::Hmac<sha2::Sha256> as hmac::KeyInit>::new_from_slice(b"0f9b6c3e71d24a58\n").unwrap();
    hmac::Mac::update(&mut mac, &case.body);
    let tag: String = hmac::Mac::finalize(mac)
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let request = Request::post("/")
        .header("x-own-signature", tag)
        .body(case.body)
        .unwrap();
    let explainer = Explainer::new(&receiver).secret(Secret::new("0f9b6c3e71d24a58").unwrap());
    let cause = only(&explainer.explain(request, SystemTime::now()));
    assert!(
        matches!(
            cause,
            Cause::SecretForm {
                change: SecretChange::WithWhiteSpace,
                ..
            }
        ),
        "{cause}"
    );
}

const OWN: Provider = Provider::new(
    "own",
    "Own",
    "https://own.example",
    Scheme::new(HMAC_SHA256, At::Header("x-own-signature")),
);

const GITHUB_BY_HEX: Provider = Provider::new(
    "github-by-hex",
    "GitHub",
    "https://own.example",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature-256"))
        .format(Format::Prefixed("sha256="))
        .key(webhook_receiver::scheme::KeyFormat::Hex),
);

#[test]
fn explains_times() {
    let mut case = slack();
    case.now += 600;
    let cause = case.cause();
    assert!(
        matches!(cause, Cause::TooOld { age, accepted: Some(accepted), otherwise_valid: true }
            if age.as_secs() == 601 && accepted.as_secs() == 300),
        "{cause:?}"
    );
    assert!(cause.to_string().contains("10m 1s old"), "{cause}");
    case.now -= 7200;
    let cause = case.cause();
    assert!(
        matches!(cause, Cause::TooNew { lead, otherwise_valid: true, .. } if lead.as_secs() == 6599),
        "{cause:?}"
    );
    assert!(cause.to_string().contains("1h 49m ahead"), "{cause}");
    // The explanation does not say that a forged request was valid at some time.
    let explanation = case.clone().body("token=forged").explain();
    assert!(!explanation.is_explained());
    let shown = explanation.to_string();
    assert!(!shown.contains("valid at its own time"), "{shown}");
    // An old recording that was changed, too.
    let mut case = slack();
    case.now += 86_400 * 3;
    let body = [&case.body[..], b"\n"].concat();
    let explanation = case.body(body).explain();
    assert!(explanation.is_proven());
    assert!(
        matches!(
            explanation.causes(),
            [
                Cause::BodyLineEnds(_),
                Cause::TooOld {
                    otherwise_valid: true,
                    ..
                }
            ]
        ),
        "{explanation}"
    );
}

/// Handshakes and expiring tokens have no signed time that could be corrected.
#[test]
fn explains_times_of_handshakes_and_tokens() {
    let mut case = vector("slack", "url_verification handshake");
    case.now += 600;
    let cause = case.cause();
    assert!(
        matches!(cause, Cause::TooOld { age, accepted: Some(accepted), otherwise_valid: true }
            if age.as_secs() == 600 && accepted.as_secs() == 300),
        "{cause:?}"
    );
    let cause = vector("livekit", "expired").cause();
    assert!(
        matches!(
            cause,
            Cause::TooOld {
                otherwise_valid: true,
                ..
            }
        ),
        "{cause:?}"
    );
}

const fn timed(unit: TimeFormat) -> Provider {
    Provider::new(
        "timed",
        "Timed",
        "https://own.example",
        Scheme::new(HMAC_SHA256, At::Header("x-own-signature"))
            .timestamp(At::Header("x-own-time"), unit)
            .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
    )
}

#[test]
fn explains_times_in_another_unit() {
    let secret = || Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap();
    for (sent, said, name) in [
        (
            TimeFormat::Milliseconds,
            TimeFormat::Seconds,
            "milliseconds",
        ),
        (TimeFormat::Seconds, TimeFormat::Milliseconds, "seconds"),
        (TimeFormat::Rfc3339, TimeFormat::Seconds, "RFC 3339"),
    ] {
        let request = Signer::new(timed(sent), secret()).sign("https://app.example", "{}");
        let receiver = Receiver::new(timed(said), secret()).unwrap();
        let cause = only(&receiver.explain(request.unwrap(), SystemTime::now()));
        assert!(
            matches!(cause, Cause::TimeUnit { sent } if sent == name),
            "{cause}"
        );
    }
}

#[test]
fn explains_a_changed_url() {
    // The URL that a service behind a proxy sees.
    let proxied = |url: &str, headers: &[(&str, &str)]| {
        let mut case = twilio().url(url);
        for (name, value) in headers {
            case = case.header(name, value);
        }
        case.cause()
    };
    let query = "foo=1&bar=2";
    type Headers = &'static [(&'static str, &'static str)];
    let changes: [(String, Headers, &str); 9] = [
        (
            format!("http://mycompany.com/myapp.php?{query}"),
            &[],
            "scheme",
        ),
        (
            format!("http://10.0.0.7:8080/myapp.php?{query}"),
            &[
                ("x-forwarded-host", "mycompany.com"),
                ("x-forwarded-proto", "https"),
            ],
            "scheme, host, port",
        ),
        (
            format!("https://localhost/myapp.php?{query}"),
            &[("host", "mycompany.com")],
            "host",
        ),
        (
            format!("https://localhost/myapp.php?{query}"),
            &[("forwarded", "for=192.0.2.1;host=mycompany.com;proto=https")],
            "host",
        ),
        (
            "https://mycompany.com/php".to_owned(),
            &[("x-original-uri", "/myapp.php?foo=1&bar=2")],
            "path, query",
        ),
        (
            format!("https://mycompany.com/myapp.php/?{query}"),
            &[],
            "path",
        ),
        (
            "https://mycompany.com/myapp.php?bar=2&foo=1".to_owned(),
            &[("x-rewrite-url", "https://10.0.0.1/myapp.php?foo=1&bar=2")],
            "query",
        ),
        (
            format!("https://mycompany.com/php?{query}"),
            &[("x-original-url", "/myapp.php?foo=1&bar=2")],
            "path",
        ),
        (
            format!("http://10.0.0.7/php?{query}"),
            &[
                ("host", "mycompany.com"),
                ("x-original-uri", "/myapp.php?foo=1&bar=2"),
            ],
            "scheme, host, path",
        ),
    ];
    for (url, headers, differs) in changes {
        let cause = proxied(&url, headers);
        let Cause::PublicUrl {
            origin,
            difference,
            is_exact: false,
        } = &cause
        else {
            panic!("{url}: {cause}")
        };
        assert_eq!(origin, "https://mycompany.com", "{url}");
        assert_eq!(
            difference.to_string(),
            format!("another {differs}"),
            "{url}"
        );
    }
    // The setting for the whole URL takes precedence over the origin.
    let case = twilio();
    let receiver = case
        .builder()
        .setting(
            "callback_url",
            &format!("https://localhost/myapp.php?{query}"),
        )
        .build()
        .unwrap();
    let cause = only(&case.explain_with(&receiver));
    assert!(
        matches!(&cause, Cause::PublicUrl { origin, is_exact: true, .. } if origin == "https://mycompany.com"),
        "{cause:?}"
    );
    assert!(
        cause.to_string().contains("set `callback_url` to the URL"),
        "{cause}"
    );
    // A prefix that the proxy removed, and a query that it sorted or decoded.
    let square = vector("square", "genuine request with non-ASCII text");
    let cause = square
        .clone()
        .url("https://app.example/?shop=1")
        .header("x-forwarded-prefix", "/hooks/")
        .cause();
    assert!(matches!(cause, Cause::PublicUrl { .. }), "{cause}");
    let signed = |url: &str| {
        let secret = danger::short_secret(square.secrets[0].as_str()).unwrap();
        Signer::new(providers::SQUARE, secret)
            .sign(url, "{}")
            .unwrap()
    };
    let receiver = square.builder().build().unwrap();
    for (called, came) in [
        ("https://app.example/a?x=1&y=%20", "/a?y=%20&x=1"),
        ("https://app.example/a?x=%C3%B6", "/a?x=%c3%b6"),
        ("https://app.example/a?x=1%202", "/a?x=1+2"),
        ("https://app.example:443/a", "/a"),
    ] {
        let mut request = signed(called);
        *request.uri_mut() = came.parse().unwrap();
        let explanation = receiver.explain(request, SystemTime::now());
        let is_sorted = called.contains("x=1&y");
        if is_sorted {
            // The proxy changed the order; the explanation sorts it again if the sender did.
            assert!(explanation.is_proven(), "{explanation}");
        }
        let cause = only(&explanation);
        assert!(
            matches!(cause, Cause::PublicUrl { .. }),
            "{called}: {cause}"
        );
    }
}

#[test]
fn explains_changed_headers() {
    let header = "X-Hub-Signature-256";
    for name in [
        "x_hub_signature_256",
        "http-x-hub-signature-256",
        "HTTP_X_HUB_SIGNATURE_256",
        "x-forwarded-x-hub-signature-256",
        "x-amzn-remapped-x-hub-signature-256",
        "hub-signature-256",
    ] {
        let cause = github().rename(header, name).cause();
        let Cause::HeaderRenamed { expected, found } = &cause else {
            panic!("{cause}")
        };
        assert_eq!(expected, "x-hub-signature-256");
        assert_eq!(found.as_str(), name.to_ascii_lowercase());
    }
    // The headers of a gateway, of which three are signed.
    let mut case = standard_webhooks();
    for (name, _) in &mut case.headers {
        *name = format!("x-original-{name}");
    }
    let explanation = case.explain();
    assert!(explanation.is_proven(), "{explanation}");
    assert!(
        matches!(explanation.causes()[0], Cause::HeaderRenamed { .. }),
        "{explanation}"
    );

    let value = github().request().headers()[header]
        .to_str()
        .unwrap()
        .to_owned();
    let cause = github().header(header, &value).cause();
    assert!(
        matches!(cause, Cause::HeaderDuplicate { same: true, .. }),
        "{cause}"
    );
    let cause = github().header(header, "sha256=00").cause();
    assert!(
        matches!(cause, Cause::HeaderDuplicate { same: false, .. }),
        "{cause}"
    );
    for change in ["\"_\"", "_, _", "_,_"] {
        let cause = github()
            .value(header, |value| change.replace('_', value))
            .cause();
        assert!(matches!(cause, Cause::HeaderValue { .. }), "{cause}");
    }
    // A value without a comma was not joined, and an empty one is not a half.
    for value in ["", "\"\"", ",", ", ", "00000000", "sha256=00000000"] {
        for (case, header) in [
            (github(), header),
            (standard_webhooks(), "webhook-signature"),
            (standard_webhooks(), "webhook-timestamp"),
        ] {
            let explanation = case.value(header, |_| value.to_owned()).explain();
            assert!(
                !explanation
                    .causes()
                    .iter()
                    .any(|cause| matches!(cause, Cause::HeaderValue { .. })),
                "{header}: {value}: {explanation}"
            );
        }
    }
}

#[test]
fn explains_missing_headers() {
    let explanation = github().rename("X-Hub-Signature-256", "x-other").explain();
    assert!(!explanation.is_proven());
    assert!(
        matches!(explanation.causes(), [Cause::HeaderMissing { name }, ..] if name == "x-hub-signature-256"),
        "{explanation}"
    );
    let weak = vector("github", "only the SHA-1 header");
    let explanation = weak.explain();
    assert!(
        matches!(explanation.causes(), [Cause::WeakerSignature { found, .. }] if found == "x-hub-signature"),
        "{explanation}"
    );
    // A request of Stripe at the route for GitHub.
    let mut case = github();
    case.headers = stripe().headers;
    let explanation = case.explain();
    let [Cause::HeaderMissing { .. }, Cause::OtherProviders(others)] = explanation.causes() else {
        panic!("{explanation}")
    };
    assert_eq!(others[0].id(), "stripe");
    assert!(
        explanation.to_string().contains("`stripe`"),
        "{explanation}"
    );
}

#[test]
fn detects_the_provider_of_each_vector() {
    let (mut found, mut first, mut all) = (0, 0, 0);
    for file in files() {
        let vector = file
            .vectors
            .into_iter()
            .find(|vector| vector.expect == Expect::Accept);
        let Some(vector) = vector else { continue };
        let case = Case::of(&file.provider, vector);
        let head = Head::from(case.request().into_parts().0);
        let detected = providers::detect(&head);
        let scores = detected
            .iter()
            .position(|provider| provider.id() == file.provider);
        all += 1;
        found += usize::from(scores.is_some());
        first += usize::from(scores.is_some_and(|place| place < 3));
    }
    println!("{found} of {all} are detected, {first} among the first three");
    assert!(found * 10 >= all * 8, "{found} of {all}");
}

#[test]
fn explains_methods() {
    let mut case = github();
    case.method = Method::PUT;
    let cause = case.cause();
    assert!(
        matches!(&cause, Cause::Method { sent: Some(sent), .. } if sent == Method::POST),
        "{cause}"
    );
    case.method = Method::GET;
    let explanation = case.body("").explain();
    assert!(!explanation.is_proven());
    assert!(
        explanation.to_string().contains("redirect"),
        "{explanation}"
    );
}

#[test]
fn explains_settings_and_schemes() {
    // The users of these providers choose the header, the hash and the encoding.
    for (case, name, value) in [
        (
            vector("convoy-simple", "documented formula, non-ASCII body")
                .rename("x-convoy-signature", "x-our-signature"),
            "header",
            "x-our-signature",
        ),
        (
            vector("convoy-simple", "SHA-256 where the setting says SHA-512"),
            "hash",
            "SHA256",
        ),
        (
            vector("sumsub", "SHA-1 named by the request"),
            "hash",
            "SHA1",
        ),
    ] {
        let cause = case.cause();
        let Cause::Setting {
            name: found,
            value: chosen,
            is_weak,
        } = &cause
        else {
            panic!("{cause}")
        };
        assert_eq!((*found, chosen.as_str()), (name, value));
        // A weak hash is not suggested before a better one.
        assert_eq!(*is_weak, value == "SHA1", "{cause}");
        assert_eq!(cause.to_string().contains("SHA-256"), *is_weak, "{cause}");
    }
    let cause = vector("sumsub", "right MAC in the wrong encoding").cause();
    assert!(
        matches!(cause, Cause::SignatureEncoding { found: "base64" }),
        "{cause}"
    );
    // An own provider with a wrong declaration.
    const RIGHT: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-own-signature"));
    const fn own(scheme: Scheme) -> Provider {
        Provider::new("own", "Own", "https://own.example", scheme)
    }
    let secret = || Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap();
    let explained = |sender: Provider, receiver: Provider| {
        let request = Signer::new(sender, secret()).sign("https://app.example", "{}");
        let receiver = Receiver::new(receiver, secret()).unwrap();
        let explainer = Explainer::new(&receiver).secret(secret());
        only(&explainer.explain(request.unwrap(), SystemTime::now()))
    };
    let cause = explained(own(RIGHT.encoding(Encoding::Base64)), own(RIGHT));
    assert!(
        matches!(cause, Cause::SignatureEncoding { found: "base64" }),
        "{cause}"
    );
    let cause = explained(own(RIGHT), own(RIGHT.format(Format::Prefixed("sha256="))));
    assert!(matches!(cause, Cause::SignatureBare), "{cause}");
    let other = Scheme::new(
        webhook_receiver::algorithm::HMAC_SHA512,
        At::Header("x-own-signature"),
    );
    let cause = explained(own(other), own(RIGHT));
    assert!(
        matches!(
            cause,
            Cause::SignatureAlgorithm {
                found: "hmac-sha512"
            }
        ),
        "{cause}"
    );
}

#[test]
fn explains_nothing_of_accepted_requests() {
    let explanation = github().explain();
    assert!(explanation.error().is_none() && explanation.is_explained());
    assert!(explanation.causes().is_empty() && !explanation.is_proven());
    assert_eq!(explanation.to_string(), "accepted");
}

/// Requests of an attacker who knows everything but the secret.
#[test]
fn finds_no_cause_of_a_forged_request() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let (mut count, mut unexplained) = (0, 0);
    for provider in rows::shared() {
        if matches!(provider.class(), "token" | "basic" | "code") {
            continue; // Some accept a token that is in each request, whatever else it contains.
        }
        let secret = |text: &str| Secret::new(rows::pasted(provider, text)).unwrap();
        let forger = secret("deadc0de5ca1ab1e0ddba11c0ffee5ad");
        let signer = Signer::new(provider, forger).at(now).id("msg-1");
        let signer = rows::configured_signer(signer, provider);
        let body = r#"{"a":1,"b":"x","timestamp":"2026-09-21T14:13:20"}"#;
        let Ok(request) = signer.sign("https://app.example/hooks?a=1", body) else {
            continue;
        };
        let builder = Receiver::builder(provider)
            .secret(secret(SECRET))
            .public_url("https://app.example");
        let receiver = rows::configured(builder, provider).build().unwrap();
        for explainer in [
            Explainer::new(&receiver),
            Explainer::new(&receiver).secret(secret(SECRET)),
        ] {
            let explanation = explainer.explain(request.clone(), now);
            count += 1;
            assert!(explanation.error().is_some(), "{}", provider.id());
            assert!(!explanation.is_proven(), "{}: {explanation}", provider.id());
            let shown = explanation.to_string();
            assert!(!shown.contains("valid"), "{}: {shown}", provider.id());
            if shown.contains("no cause found: the signature matches no candidate") {
                unexplained += 1;
            }
        }
    }
    println!("{unexplained} of {count} unexplained");
    assert!(
        count > 300 && unexplained * 10 >= count * 9,
        "{unexplained} of {count}"
    );
}

/// A key source may have to be waited for, so nothing is tried.
#[test]
fn explains_nothing_without_a_key() {
    #[derive(Debug)]
    struct Slow;
    impl webhook_receiver::KeySource for Slow {
        fn find<'s>(
            &'s self,
            _: &'s webhook_receiver::KeyHint,
            _: SystemTime,
        ) -> webhook_receiver::KeysFuture<'s> {
            Box::pin(std::future::pending())
        }
    }
    let case = github();
    let receiver = case.builder().build().unwrap();
    let waiting = receiver
        .endpoint()
        .with_key_source(std::sync::Arc::new(Slow));
    let explanation = waiting.explain(case.request(), SystemTime::now());
    assert_eq!(explanation.error().unwrap().code(), "key_unavailable");
    assert!(explanation.candidates() == 0 && !explanation.is_proven());
}

#[test]
fn bounds_the_work() {
    let receiver = Receiver::new(providers::GITHUB, Secret::new(SECRET).unwrap()).unwrap();
    let mut explainer = Explainer::new(&receiver);
    for number in 0..Explainer::<Bytes>::MAX_SECRETS {
        explainer = explainer.secret(Secret::new(format!("{SECRET}{number}")).unwrap());
    }
    let signed = |body: String| {
        let signature = format!("sha256={}", "0".repeat(64));
        let request = Request::post("/?a=1&b=2")
            .header("x-hub-signature-256", signature)
            .body(body.into())
            .unwrap();
        let started = Instant::now();
        let explanation = explainer.explain(request, SystemTime::now());
        println!(
            "{} candidates in {:?}",
            explanation.candidates(),
            started.elapsed()
        );
        assert!(!explanation.is_explained());
        assert!(explanation.candidates() <= Explainer::<Bytes>::MAX_CANDIDATES);
        explanation
    };
    assert!(!signed("{\"a\":[1,2,3]}".to_owned()).is_limited());
    let large = format!("[{}1]", "1,".repeat(200_000));
    let explanation = signed(large);
    assert!(explanation.is_limited());
    assert!(explanation.to_string().contains("limit"), "{explanation}");
    let larger = format!("[{}1]", "1,".repeat(1_000_000));
    assert!(signed(larger).is_limited());
    // As deeply nested as a text can be.
    signed("[".repeat(1_000_000));
    signed(format!("{}{}", "[".repeat(100), "]".repeat(100)));
    signed("%".repeat(10_000));
    signed("=&".repeat(10_000));
}

/// When the largest body is rewritten, the styles that remain at the limit are skipped.
#[test]
fn stops_writing_bodies_at_the_limit() {
    let item = r#"{"name":"Größe/<a&b>","items":[1,{"x":"y"}]},"#;
    let most = Explainer::<Bytes>::MAX_BODY;
    let body = format!("[{}1]", item.repeat(most / item.len() - 1));
    assert!(body.len() <= most && body.len() > most - 1024);
    let receiver = Receiver::new(providers::GITHUB, Secret::new(SECRET).unwrap()).unwrap();
    let mut explainer = Explainer::new(&receiver);
    for number in 0..Explainer::<Bytes>::MAX_SECRETS {
        explainer = explainer.secret(Secret::new(format!("{SECRET}{number}")).unwrap());
    }
    let request = Request::post("/")
        .header("x-hub-signature-256", format!("sha256={}", "0".repeat(64)))
        .body(Bytes::from(body))
        .unwrap();
    let started = Instant::now();
    let explanation = explainer.explain(request, SystemTime::now());
    let took = started.elapsed();
    println!("{} candidates in {took:?}", explanation.candidates());
    assert!(explanation.is_limited() && !explanation.is_explained());
    assert!(explanation.candidates() <= 16 + 1, "{explanation}");
    // Also in a debug build: all styles for all secrets would be hundreds of such bodies.
    assert!(took < Duration::from_secs(20), "{took:?}");
}

#[test]
fn reports_secrets_that_were_not_tried() {
    let right = stripe().secrets[0].clone();
    let mut case = stripe().secret("whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz");
    for number in 1..Explainer::<Bytes>::MAX_SECRETS {
        case = case.candidate(&format!("whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAga{number:02}"));
    }
    assert!(!case.explain().is_limited());
    let explanation = case.candidate(&right).explain();
    assert!(
        explanation.is_limited() && !explanation.is_explained(),
        "{explanation}"
    );
    assert!(
        explanation
            .to_string()
            .contains("the last 1 of the candidate secrets were not tried"),
        "{explanation}"
    );
    assert!(!explanation.to_string().contains("ended at its limit"));
}

#[test]
fn shows_no_canary() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    let canaries = Canaries::new();
    let mut count = 0;
    for id in [
        "github",
        "stripe",
        "slack",
        "twilio",
        "gitlab",
        "azure-devops",
        "square",
        "svix",
        "mailgun",
    ] {
        let provider = providers::by_id(id).unwrap();
        let secret = || Secret::new(rows::pasted(provider, SECRET)).unwrap();
        let signer = Signer::new(provider, secret()).at(now).id("msg-1");
        let mut request = rows::configured_signer(signer, provider)
            .sign(
                "https://app.example/hooks?token=QueryCanary7Q",
                r#"{"x":"Body-Canary-7Q","signature":{"timestamp":"1790000000","token":"t-1"}}"#,
            )
            .unwrap();
        let canary = HeaderValue::from_static("Header-Canary-7Q");
        for name in [
            "host",
            "x-forwarded-host",
            "x-forwarded-prefix",
            "x-original-uri",
        ] {
            let name = HeaderName::from_static(name);
            request.headers_mut().insert(name, canary.clone());
        }
        let mut canaries = Canaries::new();
        for (name, value) in request.headers() {
            if name.as_str().contains("signature") || name == "authorization" {
                let text = value.to_str().unwrap();
                if let Some(value) = text.rsplit(['=', ' ', ',']).find(|part| part.len() >= 16) {
                    canaries.add(value.as_bytes());
                }
            }
        }
        for right in [true, false] {
            let builder = Receiver::builder(provider)
                .secret(if right {
                    secret()
                } else {
                    Secret::new(rows::pasted(provider, "deadc0de5ca1ab1e0ddba11c0ffee5ad")).unwrap()
                })
                .public_url("https://app.example");
            let receiver = rows::configured(builder, provider).build().unwrap();
            let explainer = Explainer::new(&receiver).secret(secret());
            for request in broken(&request) {
                let explanation = explainer.explain(request, now);
                let shown = format!("{explanation} {explanation:?} {explanation:#?}");
                count += 1;
                assert_eq!(canaries.in_output(shown.as_bytes()), None, "{id}: {shown}");
                for cause in explanation.causes() {
                    assert_eq!(canaries.in_output(cause.code().as_bytes()), None);
                }
            }
            let shown = format!("{explainer:?}");
            assert_eq!(canaries.in_output(shown.as_bytes()), None, "{id}: {shown}");
        }
    }
    assert_eq!(canaries.in_output(b"nothing of it"), None);
    println!("{count} explanations");
    assert!(count > 500);
}

#[test]
fn explains_asymmetric_providers() {
    let case = vector("telnyx", "realistic payload with non-ASCII text");
    assert_eq!(
        providers::by_id("telnyx").unwrap().algorithm().class(),
        Class::Asymmetric
    );
    let body = pretty(&case.body, b"  ");
    let cause = case.clone().body(body).cause();
    assert!(matches!(cause, Cause::BodyReserialized { .. }), "{cause}");
    let right = case.secrets[0].clone();
    let cause = case
        .secret("WGxcdLJ5WqQ/WmYRKton8TpWODy5cw5CyT3R0a6lbm4=")
        .candidate(&right)
        .cause();
    assert!(matches!(cause, Cause::SecretOther { index: 1 }), "{cause}");
}
