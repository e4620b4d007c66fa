//! Random configurations of all rows and of random schemes: one that builds never panics on any request, and
//! accepts what its own signer signs.

use crate::common::{quiet::Quiet, rows};

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use webhook_receiver::{
    Builder, Head, Provider, Receiver, Secret, SetupError,
    algorithm::{Algorithm, BASIC, HMAC_SHA1, HMAC_SHA256, HMAC_SHA512, KEYED_SHA256, TOKEN},
    danger, providers,
    scheme::{
        At, Encoding, Format, HashEncoding, KeyFormat, Part, PercentDecode, Scheme, Shape,
        TimeFormat,
    },
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const URL: &str = "https://app.example/hooks?a=1";

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// A small generator: the same configurations on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    /// Returns some of these, in any order, and some twice.
    fn several<T: Copy>(&mut self, all: &[T], most: usize) -> Vec<T> {
        let most = if all.is_empty() { 0 } else { most };
        (0..self.below(most + 1)).map(|_| self.of(all)).collect()
    }
}

fn wanted() -> usize {
    let wanted = std::env::var("SETUPS").ok();
    let wanted = wanted.and_then(|text| text.parse().ok());
    wanted.unwrap_or(1_500)
}

/// The names of all settings.
const NAMES: &[&str] = &[
    "access_key",
    "algorithms",
    "api_key",
    "app_apple_id",
    "app_key",
    "audience",
    "base_url",
    "broadcaster_user_id",
    "bundle_id",
    "callback_url",
    "client_id",
    "email",
    "encoding_aes_key",
    "environment",
    "fields",
    "hash",
    "header",
    "issuer",
    "merchant_id",
    "methods",
    "organization_id",
    "public_key",
    "query",
    "receive_id",
    "root_certificates",
    "sha1",
    "signature_version",
    "signing",
    "subscription_id",
    "tenant_id",
    "timestamp_header",
    "topic_arn",
    "user_id",
    "webhook_id",
    "workspace_id",
];

/// Settings with a choice, of which the signer makes one.
const FREE: &[&str] = &["algorithms", "methods", "sha1", "signature_version"];

const VALUES: &[&str] = &[
    "",
    " ",
    "\n",
    "\0",
    "%",
    "é",
    "x-a",
    "X-A",
    "x a",
    "content-type",
    "authorization",
    ":authority",
    "0",
    "-1",
    "off",
    "v0",
    "MD5",
    "SHA-256",
    "sha512",
    "GET POST",
    "Sandbox",
    "{}",
    "?",
    "/",
    "app.example",
    "https://",
    "https://app.example",
    "https://app.example/hooks?a=1",
    "https://app.example/hooks#a",
    "https://u:p@app.example:8443/hooks",
    "http://[::1]:1/",
    "https://app.example/é {}",
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    include_str!("../keys/rsa-certificate.pem"),
    include_str!("../keys/rsa-public.pem"),
];

const KEYS: &[&str] = &[
    "x",
    "0f9b6c3e71d24a58b2c7e6d1a4f80935",
    "0F9B6C3E71D24A58B2C7E6D1A4F80935",
    "0f9b6c3e71d24a58b2c7e6d1a4f8093",
    "0f9b6c3e71d24a58b2c7e6d1a4f809350f9b6c3e71d24a58b2c7e6d1a4f80935",
    "0f9b6c3e71d24a58",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "whpk_Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw==",
    "user:0f9b6c3e71d24a58",
    ":0f9b6c3e71d24a58b",
    "app.key:0f9b6c3e71d24a58",
    "Bearer 0f9b6c3e71d24a58",
    "gr\u{fc}\u{df}e-0f9b6c3e71d24a58",
    "a b\tc\r\nd-0f9b6c3e71d24a58",
    "\0\0\0\0-0f9b6c3e71d24a58",
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    include_str!("../keys/ed25519-public.pem"),
    include_str!("../keys/ec-public.pem"),
    include_str!("../keys/ec-private.pem"),
    include_str!("../keys/p384-public.pem"),
    include_str!("../keys/rsa-public.pem"),
    include_str!("../keys/rsa-private.pem"),
    include_str!("../keys/rsa-1024-public.pem"),
    include_str!("../keys/rsa-certificate.pem"),
];

const URLS: &[&str] = &[
    "/",
    "/hooks?a=1",
    "/hooks?a=1&a=2&%",
    "/hooks%2F%3F?payload={}&data.id=A&timestamp=1790000000&nonce=1&signature=00",
    "https://app.example/hooks?a=1",
    "*",
    "app.example:443",
];

const TYPES: &[&str] = &[
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "text/xml",
    "",
];

const BODIES: &[&str] = &[
    "",
    "{}",
    "[]",
    "[[[[",
    "null",
    rows::BODY,
    "a=1&a=2&%=%&payload=%7B%7D&token=1&signature=00&timestamp=1790000000",
    "--b\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{}\r\n--b--\r\n",
    "<xml><Encrypt><![CDATA[AAAA]]></Encrypt></xml>",
    "eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
    "\u{feff}{}",
    "\0",
];

const TEXTS: &[&str] = &[
    "",
    "0",
    "1790000000",
    "1790000000000",
    "99999999999999999999",
    "2026-09-21T14:13:20Z",
    "9999-99-99T99:99:99+99:99",
    "Mon, 21 Sep 2026 14:13:20 GMT",
    "t=1790000000,v1=00,v1=",
    "t=,v1=,,=,",
    "sha256=00",
    "v1,AAAA v1a,AAAA",
    "keyId=\"a\",algorithm=\"hs2019\",headers=\"(request-target)\",signature=\"AAAA\"",
    "sig1=(\"@method\";req \"content-digest\");created=1;keyid=\"a\"",
    "sig1=:AAAA:",
    "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
    "JWT eyJhbGciOiJub25lIn0.e30.",
    "Basic dTpw",
    "Basic",
    "AAAA",
    "====",
    "é",
];

/// A configuration that can be printed.
struct Setup {
    provider: Provider,
    settings: Vec<(&'static str, &'static str)>,
    public_url: Option<&'static str>,
    private: String,
    public: String,
}

impl Setup {
    fn builder(&self) -> Option<Builder> {
        let secret = danger::short_secret(self.public.as_str()).ok()?;
        let mut builder = danger::any_audience(Receiver::builder(self.provider).secret(secret));
        for (name, value) in &self.settings {
            builder = builder.setting(name, value);
        }
        if let Some(url) = self.public_url {
            builder = builder.public_url(url);
        }
        Some(builder)
    }

    /// Returns the signer's request for this configuration, if it can make one, and whether it is as the
    /// provider sends it: with its method, and a body of its kind.
    fn signed(&self, random: &mut Random) -> Option<(Request<Bytes>, bool)> {
        let secret = danger::short_secret(self.private.as_str()).ok()?;
        let mut signer = Signer::new(self.provider, secret).at(now()).id("msg-1");
        for (name, value) in &self.settings {
            signer = signer.setting(name, value);
        }
        if let Some(url) = self.public_url {
            signer = signer.public_url(url);
        }
        let other_method = random.once_in(8);
        if other_method {
            signer = signer.method(random.of(&[Method::GET, Method::PUT]));
        }
        let (signer, body) = rows::with_body(signer, self.provider);
        let other_body = random.once_in(4);
        let body = if other_body { random.of(BODIES) } else { body };
        let request = signer.sign(URL, body).ok()?;
        let free = self.settings.iter().any(|(name, _)| FREE.contains(name));
        Some((request, !other_method && !other_body && !free))
    }

    fn shown(&self) -> String {
        let Self {
            provider,
            settings,
            public_url,
            public,
            ..
        } = self;
        format!("{} {settings:?} {public_url:?} {public:?}", provider.id())
    }
}

/// The settings that a row knows.
fn known(provider: Provider) -> Vec<&'static str> {
    let knows = |name: &&&str| {
        let secret = Secret::new(SECRET).unwrap();
        let builder = Receiver::builder(provider)
            .secret(secret)
            .setting(name, "x");
        !matches!(builder.build(), Err(SetupError::SettingUnknown { .. }))
    };
    NAMES.iter().filter(knows).copied().collect()
}

/// The names of the headers in requests of any row.
fn header_names() -> Vec<HeaderName> {
    let mut names = BTreeSet::new();
    for provider in providers::ALL {
        let Some((private, _)) = rows::keys(*provider, SECRET) else {
            continue;
        };
        let signer = Signer::new(*provider, Secret::new(private).unwrap()).at(now());
        let (signer, body) = rows::with_body(rows::configured_signer(signer, *provider), *provider);
        if let Ok(request) = signer.sign(URL, body) {
            names.extend(request.headers().keys().map(ToString::to_string));
        }
    }
    names.iter().map(|name| name.parse().unwrap()).collect()
}

/// Returns a request that is not signed.
fn hostile(random: &mut Random, names: &[HeaderName]) -> Request<Bytes> {
    let body = random.of(BODIES);
    let body = if random.once_in(4) {
        (0..random.below(300))
            .map(|_| random.below(256) as u8)
            .collect()
    } else {
        body.as_bytes().to_vec()
    };
    let mut request = Request::new(Bytes::from(body));
    let methods = [
        Method::POST,
        Method::GET,
        Method::PUT,
        Method::HEAD,
        Method::CONNECT,
    ];
    *request.method_mut() = random.of(&methods);
    *request.uri_mut() = random
        .of(URLS)
        .parse()
        .unwrap_or_else(|_| Uri::from_static("/"));
    spoil(random, names, &mut request);
    request
}

/// Adds, duplicates and changes headers.
fn spoil(random: &mut Random, names: &[HeaderName], request: &mut Request<Bytes>) {
    let present: Vec<HeaderName> = request.headers().keys().cloned().collect();
    for _ in 0..1 + random.below(6) {
        let name = if present.is_empty() || random.once_in(2) {
            random.of(names)
        } else {
            random.of(&present)
        };
        let mut value = random.of(TEXTS).as_bytes().to_vec();
        if random.once_in(3) {
            let old = request.headers().get(&name);
            value = old.map_or(value, |old| old.as_bytes().to_vec());
            let at = random.below(value.len());
            if let Some(byte) = value.get_mut(at) {
                *byte = random.below(256) as u8;
            }
        }
        if let Ok(value) = HeaderValue::from_bytes(&value) {
            if random.once_in(4) {
                request.headers_mut().append(name, value);
            } else {
                request.headers_mut().insert(name, value);
            }
        }
    }
    if random.once_in(2) {
        let value = HeaderValue::from_static(random.of(TYPES));
        request.headers_mut().insert("content-type", value);
    }
}

/// Receives a request at once and in pieces. Returns the verdict, or `None` after a panic.
fn receive(receiver: &Receiver, request: &Request<Bytes>) -> Option<bool> {
    let received = catch_unwind(AssertUnwindSafe(|| {
        let whole = receiver.receive(request.clone(), now()).is_ok();
        let (head, ()) = request.clone().map(drop).into_parts();
        let pieces = receiver
            .begin(Head::from(head), now())
            .and_then(|mut verifying| {
                for piece in request.body().chunks(7) {
                    verifying.update(Bytes::copy_from_slice(piece))?;
                }
                verifying.finish()
            });
        (whole, pieces.is_ok())
    }));
    let (whole, pieces) = received.ok()?;
    (whole == pieces).then_some(whole)
}

/// Runs without the messages of panics, which are counted.
fn quietly(run: impl FnOnce()) {
    let quiet = Quiet::new();
    let outcome = catch_unwind(AssertUnwindSafe(run));
    drop(quiet);
    outcome.unwrap();
}

/// The results of the configurations.
#[derive(Default)]
struct Tally {
    built: usize,
    received: usize,
    signed: usize,
    panicked: Vec<String>,
    /// By provider and error: requests that the configuration signs and rejects.
    rejected: BTreeMap<String, String>,
}

impl Tally {
    /// `expected` are the errors with which a signed request may be rejected.
    fn attack(
        &mut self,
        expected: &[&str],
        random: &mut Random,
        names: &[HeaderName],
        (provider, receiver): (Provider, &Receiver),
        genuine: Option<(Request<Bytes>, bool)>,
        shown: &dyn Fn() -> String,
    ) {
        self.built += 1;
        let mut receive = |request: &Request<Bytes>| {
            self.received += 2;
            let received = receive(receiver, request);
            if received.is_none() {
                self.panicked.push(format!("{}: {request:?}", shown()));
            }
            received
        };
        for _ in 0..3 {
            receive(&hostile(random, names));
        }
        let Some((genuine, as_sent)) = genuine else {
            return;
        };
        if receive(&genuine) == Some(false) && as_sent {
            let rejected = receiver.receive(genuine.clone(), now()).map(drop);
            let code = rejected.unwrap_err().code();
            if expected.contains(&code) {
                return;
            }
            let head = (genuine.uri(), genuine.headers());
            let shown = format!("{}: {head:?}", shown());
            let kind = format!("{}, {code}", provider.id());
            self.rejected.entry(kind).or_insert(shown);
        }
        for _ in 0..3 {
            let mut request = genuine.clone();
            spoil(random, names, &mut request);
            receive(&request);
        }
        self.signed += 1;
    }

    fn check(&self, what: &str, tried: usize) {
        let Self {
            built,
            received,
            signed,
            panicked,
            rejected,
        } = self;
        println!("{tried} set-ups of {what}: {built} built, {received} requests, {signed} signed");
        assert!(panicked.is_empty(), "{}: {}", panicked.len(), panicked[0]);
        assert!(rejected.is_empty(), "refuse what they sign: {rejected:#?}");
        // Most declarations do not compile.
        assert!(*built > tried / 50 && *signed > tried / 100);
    }
}

#[test]
fn verifies_without_a_panic_with_any_row_that_builds() {
    let names = header_names();
    let all: Vec<_> = providers::ALL
        .iter()
        .map(|row| (*row, known(*row)))
        .collect();
    let mut random = Random(11);
    let mut tally = Tally::default();
    let tried = wanted();
    quietly(|| {
        for number in 0..tried {
            let (provider, known) = &all[number % all.len()];
            let pair = rows::keys(*provider, SECRET).filter(|_| !random.once_in(3));
            let (private, public) = pair.unwrap_or_else(|| {
                let key = random.of(KEYS);
                (key.to_owned(), key.to_owned())
            });
            let mut settings = if random.once_in(4) {
                Vec::new()
            } else {
                rows::settings(*provider).collect()
            };
            for name in random.several(known, 2) {
                settings.push((name, random.of(VALUES)));
            }
            let public_url = match random.below(6) {
                0 => None,
                1 => Some(random.of(VALUES)),
                2 => Some("http://[::1]:8080/base/"),
                _ => Some("https://app.example"),
            };
            let setup = Setup {
                provider: *provider,
                settings,
                public_url,
                private,
                public,
            };
            let built = catch_unwind(AssertUnwindSafe(|| setup.builder()?.build().ok()));
            let Ok(receiver) = built else {
                tally.panicked.push(setup.shown());
                continue;
            };
            let Some(receiver) = receiver else {
                continue;
            };
            let genuine = catch_unwind(AssertUnwindSafe(|| setup.signed(&mut random)));
            let Ok(genuine) = genuine else {
                tally.panicked.push(format!("{}: signing", setup.shown()));
                continue;
            };
            let row = (setup.provider, &receiver);
            tally.attack(&[], &mut random, &names, row, genuine, &|| setup.shown());
        }
    });
    tally.check("rows", tried);
}

const ALGORITHMS: &[&dyn Algorithm] = &[
    HMAC_SHA256,
    HMAC_SHA512,
    HMAC_SHA1,
    KEYED_SHA256,
    TOKEN,
    BASIC,
];

const PARTS: &[Part] = &[
    Part::Literal("."),
    Part::Literal(":"),
    Part::Literal("v0:"),
    Part::Body,
    Part::Body,
    Part::BodyHash(HashEncoding::Hex),
    Part::BodyHash(HashEncoding::Raw),
    Part::Timestamp,
    Part::Timestamp,
    Part::Method,
    Part::Url(PercentDecode::None),
    Part::Url(PercentDecode::Only("/?")),
    Part::Path,
    Part::PathAndQuery,
    Part::Header("x-part"),
    Part::Header("x-id"),
    Part::Header("X-Part"),
    Part::Header(""),
    Part::Query("a"),
    Part::Form("f"),
    Part::OnlyField("f"),
    Part::Json("/type"),
    Part::Json("type"),
    Part::Json("/a~1b"),
    Part::Setting("part"),
    Part::Secret,
    Part::Shaped(&Part::Header("x-part"), Shape::Word(3)),
    Part::Shaped(&Part::Json("/id"), Shape::Amount),
    Part::Shaped(&Part::Query("a"), Shape::Like("0")),
    Part::Shaped(&Part::Body, Shape::Any),
];

const PLACES: &[At] = &[
    At::Header("x-place"),
    At::Header("X-Place"),
    At::Header("x place"),
    At::HeaderSetting("place"),
    At::NumberedHeaders("x-place-"),
    At::AnyHeader(&["x-place", "x-place-2"]),
    At::AnyHeader(&[]),
    At::Query("place"),
    At::QuerySetting("place"),
    At::Form("place"),
    At::Json("/place"),
    At::Json(""),
    At::Token("/token", "/place"),
    At::Token("", "/place"),
    At::WithSignature("t"),
    At::WithSignature(""),
];

const FORMATS: &[Format] = &[
    Format::Bare,
    Format::Prefixed("sha256="),
    Format::Prefixed(""),
    Format::Pairs {
        separator: ',',
        signature: "v1",
    },
    Format::Pairs {
        separator: '=',
        signature: "v1",
    },
    Format::Pairs {
        separator: 'é',
        signature: "",
    },
    Format::List {
        separator: ' ',
        tag: "v1,",
    },
    Format::TimeFirst { separator: ',' },
    Format::TimeFirst { separator: ':' },
];

const ENCODINGS: &[Encoding] = &[
    Encoding::Hex,
    Encoding::Base64,
    Encoding::Base64Unpadded,
    Encoding::Base64Url,
    Encoding::HexOrBase64,
    Encoding::Base64Hex,
    Encoding::Text,
];

const UNITS: &[TimeFormat] = &[
    TimeFormat::Seconds,
    TimeFormat::Milliseconds,
    TimeFormat::Rfc3339,
    TimeFormat::Iso8601,
    TimeFormat::Unchecked,
];

const FORMS_OF_KEYS: &[KeyFormat] = &[
    KeyFormat::Text,
    KeyFormat::Hex,
    KeyFormat::Base64,
    KeyFormat::PrefixedBase64("whsec_"),
    KeyFormat::TextOrBase64("whsec_"),
    KeyFormat::After(':'),
];

/// Declares a random provider, as the compiler evaluates it. A declaration that does not compile panics here.
fn declared(random: &mut Random) -> (Provider, String) {
    let mut content = random.several(PARTS, 6);
    if random.once_in(2) {
        content.push(Part::Body);
    }
    let content: &'static [Part] = content.leak();
    let place = |random: &mut Random| {
        if random.once_in(3) {
            random.of(PLACES)
        } else {
            At::Header("x-signature")
        }
    };
    let mut scheme = Scheme::new(random.of(ALGORITHMS), place(random));
    if !random.once_in(4) {
        scheme = match random.below(4) {
            0 => scheme.content_without_body(content),
            1 => scheme.content_of_bodyless(content),
            _ => scheme.content(content),
        };
    }
    if random.once_in(2) || content.contains(&Part::Timestamp) {
        let at = if random.once_in(2) {
            At::Header("x-time")
        } else {
            random.of(&[At::WithSignature("t"), At::Json("/time"), At::Query("time")])
        };
        scheme = scheme.timestamp(at, random.of(UNITS));
    }
    if random.once_in(6) {
        scheme = scheme.key_id(random.of(&[At::Header("x-key"), At::WithSignature("k")]));
    }
    scheme = scheme
        .format(random.of(FORMATS))
        .encoding(random.of(ENCODINGS))
        .key(random.of(FORMS_OF_KEYS));
    let kinds: &'static [At] = random.several(PLACES, 2).leak();
    let ids: &'static [At] = random.several(PLACES, 1).leak();
    let provider = Provider::new("custom", "Custom", "https://docs.example", scheme);
    (provider.kind(kinds).delivery_id(ids), format!("{scheme:?}"))
}

#[test]
fn verifies_without_a_panic_with_any_scheme_that_compiles() {
    let names: Vec<HeaderName> = [
        "x-signature",
        "x-time",
        "x-part",
        "x-place",
        "x-place-1",
        "x-id",
        "x-key",
        "authorization",
    ]
    .map(HeaderName::from_static)
    .to_vec();
    // The signer's body does not have all signed fields, and its key has no id.
    let expected = [
        "body_malformed",
        "body_not_bound",
        "content_malformed",
        "content_missing",
        "key_id_missing",
    ];
    let mut random = Random(13);
    let mut tally = Tally::default();
    let tried = wanted() * 10;
    quietly(|| {
        for _ in 0..tried {
            let Ok((provider, scheme)) = catch_unwind(AssertUnwindSafe(|| declared(&mut random)))
            else {
                continue;
            };
            let key = random.of(&[
                SECRET,
                SECRET,
                "user:0f9b6c3e71d24a58",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            ]);
            let settings = [("place", "x-place"), ("part", "text")];
            let unknown = |name: &str| {
                let builder = Receiver::builder(provider).setting(name, "x");
                let built = builder.build_endpoint();
                matches!(built, Err(SetupError::SettingUnknown { .. }))
            };
            let mut setup = Setup {
                provider,
                settings: Vec::new(),
                public_url: Some("https://app.example"),
                private: key.to_owned(),
                public: key.to_owned(),
            };
            let built = catch_unwind(AssertUnwindSafe(|| {
                setup.settings = settings
                    .into_iter()
                    .filter(|(name, _)| !unknown(name))
                    .collect();
                setup.builder()?.build().ok()
            }));
            let Ok(receiver) = built else {
                tally.panicked.push(format!("{scheme}, building"));
                continue;
            };
            let Some(receiver) = receiver else {
                continue;
            };
            let genuine = catch_unwind(AssertUnwindSafe(|| setup.signed(&mut random)));
            let Ok(genuine) = genuine else {
                tally.panicked.push(format!("{scheme}: signing"));
                continue;
            };
            let row = (provider, &receiver);
            tally.attack(&expected, &mut random, &names, row, genuine, &|| {
                scheme.clone()
            });
        }
    });
    tally.check("schemes", tried);
}

/// The control: the names are those of the rows.
#[test]
fn finds_each_setting_in_a_row() {
    let known: BTreeSet<&str> = providers::ALL.iter().flat_map(|row| known(*row)).collect();
    let unknown: Vec<_> = NAMES.iter().filter(|name| !known.contains(*name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
