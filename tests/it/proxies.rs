//! Proxies: schemes that sign the URL, behind proxies that change what the service sees of it. What the
//! provider called is what is configured; no header of a request has a say in it.
//!
//! Forwarded headers of an untrusted peer and of a trusted one look alike, and neither is believed.

use crate::common::{
    client::{Plain, send},
    rows,
    servers::{ALL, App, start},
};

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Uri};
use webhook_receiver::{
    Provider, Received, Receiver, Secret, danger,
    explain::Cause,
    idempotency::{Idempotency, Memory, StoreDown, UnsignedId},
    providers,
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const ORIGIN: &str = "https://app.example";
const BODY: &str = r#"{"type":"a.b","id":"1"}"#;

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

fn secret(provider: Provider) -> Secret {
    rows::secret(provider, SECRET)
}

fn receiver(provider: Provider, origin: &str) -> Receiver {
    let builder = danger::stop_clock(Receiver::builder(provider), now())
        .secret(secret(provider))
        .public_url(origin);
    rows::configured(builder, provider).build().unwrap()
}

/// What the provider sends to this path and query at this origin.
fn signed(provider: Provider, origin: &str, target: &str) -> Request<Bytes> {
    let signer = Signer::new(provider, secret(provider))
        .at(now())
        .id("msg-1");
    let signer = rows::configured_signer(signer, provider).public_url(origin);
    signer
        .sign(&format!("https://internal.example{target}"), BODY)
        .unwrap()
}

fn is_accepted(receiver: &Receiver, request: Request<Bytes>) -> bool {
    match receiver.receive(request, now()) {
        Ok(Received::Delivery(_)) => true,
        Ok(Received::Handshake(reply)) => panic!("{reply:?}"),
        Err(error) => {
            assert!(error.status().is_client_error(), "{error}");
            false
        }
    }
}

/// All rows with a shared secret that sign the URL as it was called, and not its path alone.
fn rows() -> Vec<Provider> {
    let signs_origin = |provider: &Provider| {
        let request = signed(*provider, "https://other.example", "/hooks?a=1");
        !is_accepted(&receiver(*provider, ORIGIN), request)
    };
    let mut rows = rows::shared();
    // Monday signs a token for the whole URL, which is a setting.
    rows.retain(|provider| {
        provider.coverage().url && provider.id() != "monday" && signs_origin(provider)
    });
    rows
}

type Headers = Vec<(&'static str, String)>;

/// All that a request can say of a URL other than it came to, once and several times.
fn claims(url: &str) -> Vec<Headers> {
    let uri: Uri = url.parse().unwrap();
    let scheme = uri.scheme_str().unwrap();
    let authority = uri.authority().unwrap().as_str().to_owned();
    let host = uri.host().unwrap().to_owned();
    let port = uri
        .port_u16()
        .unwrap_or(if scheme == "https" { 443 } else { 80 });
    let target = uri.path_and_query().unwrap().as_str().to_owned();
    let proto = scheme.to_owned();
    let forwarded = format!("for=127.0.0.1;host={authority};proto={scheme}");
    let x_forwarded: Headers = vec![
        ("x-forwarded-host", authority.clone()),
        ("x-forwarded-proto", proto.clone()),
        ("x-forwarded-port", port.to_string()),
        ("x-forwarded-for", "127.0.0.1".to_owned()),
    ];
    let original: Headers = vec![
        ("x-original-url", target.clone()),
        ("x-original-uri", target.clone()),
        ("x-rewrite-url", target.clone()),
        ("x-forwarded-uri", target.clone()),
        ("x-envoy-original-path", target.clone()),
    ];
    let everything = [
        &x_forwarded[..],
        &original[..],
        &[("forwarded", forwarded.clone())],
    ]
    .concat();
    vec![
        vec![],
        vec![("host", authority.clone())],
        vec![("x-forwarded-host", authority.clone())],
        vec![
            ("x-forwarded-proto", proto.clone()),
            ("x-forwarded-ssl", "on".to_owned()),
        ],
        x_forwarded.clone(),
        [x_forwarded.clone(), x_forwarded.clone()].concat(),
        vec![
            ("x-forwarded-host", format!("{authority}, app.example")),
            ("x-forwarded-proto", format!("{proto}, https")),
        ],
        vec![
            ("x-forwarded-host", format!("app.example, {authority}")),
            ("x-forwarded-proto", format!("https,{proto}")),
        ],
        vec![("forwarded", forwarded.clone())],
        vec![
            ("forwarded", forwarded.clone()),
            (
                "forwarded",
                "for=10.0.0.7;host=app.example;proto=https".to_owned(),
            ),
        ],
        vec![(
            "forwarded",
            format!("for=\"[::1]\";host=\"{authority}\";proto={scheme}, for=10.0.0.7"),
        )],
        original.clone(),
        vec![
            ("x-original-host", host.clone()),
            ("x-host", host.clone()),
            ("x-forwarded-server", host),
        ],
        vec![
            ("x-original-url", url.to_owned()),
            ("x-rewrite-url", url.to_owned()),
            ("referer", url.to_owned()),
            ("origin", url.to_owned()),
        ],
        [everything.clone(), vec![("host", authority)]].concat(),
        [everything.clone(), everything].concat(),
    ]
}

fn claimed(request: &Request<Bytes>, headers: &Headers) -> Request<Bytes> {
    let mut request = request.clone();
    for (name, value) in headers {
        let name = HeaderName::from_static(name);
        request
            .headers_mut()
            .append(name, HeaderValue::from_str(value).unwrap());
    }
    request
}

const CALLED: &str = "/hooks/in?a=1&b=%C3%BC";

/// URLs that are not `CALLED` at `ORIGIN`, by what differs.
const OTHERS: [(&str, &str, &str); 21] = [
    ("scheme", "http://app.example", CALLED),
    ("host", "https://evil.example", CALLED),
    ("host", "https://app.example.evil.example", CALLED),
    ("host", "https://xapp.example", CALLED),
    ("host", "https://127.0.0.1", CALLED),
    ("host", "https://APP.example", CALLED),
    ("port", "https://app.example:8443", CALLED),
    ("port", "https://app.example:80", CALLED),
    ("scheme, host, port", "http://10.0.0.7:8080", CALLED),
    ("path", ORIGIN, "/hooks/in/?a=1&b=%C3%BC"),
    ("path", ORIGIN, "/hooks?a=1&b=%C3%BC"),
    ("path", ORIGIN, "/Hooks/in?a=1&b=%C3%BC"),
    ("path", ORIGIN, "//hooks/in?a=1&b=%C3%BC"),
    ("path", ORIGIN, "/hooks/%69n?a=1&b=%C3%BC"),
    ("query", ORIGIN, "/hooks/in?b=%C3%BC&a=1"),
    ("query", ORIGIN, "/hooks/in?a=1&b=%c3%bc"),
    ("query", ORIGIN, "/hooks/in?a=1"),
    ("query", ORIGIN, "/hooks/in?a=2&b=%C3%BC"),
    ("query", ORIGIN, "/hooks/in?a=1&a=1&b=%C3%BC"),
    ("query", ORIGIN, "/hooks/in"),
    ("path, query", ORIGIN, "/"),
];

/// Rows whose own scheme makes no difference between two of these URLs.
const SAME: &[(&str, &str, &str)] = &[
    (
        "plivo",
        "/hooks/in?b=%C3%BC&a=1",
        "the names of the query are sorted",
    ),
    (
        "plivo",
        "/hooks/in?a=1&b=%c3%bc",
        "the values of the query are decoded",
    ),
];

/// The request that was signed for another URL, sent to the one that we have. What the row signs besides
/// the URL comes with it.
fn moved(provider: Provider, origin: &str, target: &str) -> Request<Bytes> {
    let mut request = signed(provider, origin, target);
    // What the signer added to the query comes along, too.
    let query = request.uri().query().unwrap_or_default().to_owned();
    let own = target.split_once('?').map_or("", |(_, query)| query);
    let added = query
        .strip_prefix(own)
        .unwrap_or_default()
        .trim_start_matches('&');
    let target = match added {
        "" => CALLED.to_owned(),
        added => format!("{CALLED}&{added}"),
    };
    *request.uri_mut() = target.parse().unwrap();
    request
}

/// What is configured decides, whoever forwards what: also where the request itself is to a whole URL.
#[test]
fn rejects_urls_from_forwarded_headers() {
    let (mut forged, mut same) = (0, BTreeSet::new());
    let rows = rows();
    for provider in &rows {
        let receiver = receiver(*provider, ORIGIN);
        assert!(
            is_accepted(&receiver, signed(*provider, ORIGIN, CALLED)),
            "{}",
            provider.id()
        );
        for (_, origin, target) in OTHERS {
            let request = moved(*provider, origin, target);
            let came = request.uri().to_string();
            let signed_url = format!("{origin}{target}");
            for headers in claims(&signed_url) {
                for uri in [
                    came.clone(),
                    format!("{}{came}", origin),
                    format!("http://10.0.0.7:8080{came}"),
                ] {
                    let mut request = claimed(&request, &headers);
                    *request.uri_mut() = uri.parse().unwrap();
                    forged += 1;
                    if is_accepted(&receiver, request) {
                        same.insert((provider.id(), target));
                    }
                }
            }
        }
    }
    let ids: Vec<&str> = rows.iter().map(Provider::id).collect();
    println!("{forged} forged URLs over {ids:?}: 0 accepted; signed alike: {same:?}");
    let known: BTreeSet<_> = SAME
        .iter()
        .map(|(row, target, _)| (*row, *target))
        .collect();
    assert_eq!(same, known);
    assert!(forged >= 5_000, "{forged}");
}

/// Whatever a proxy makes of host, scheme, port and prefix, the URL is the configured one.
#[test]
fn accepts_genuine_requests_behind_any_proxy() {
    const TARGETS: [&str; 8] = [
        "/",
        "/hooks",
        "/hooks/",
        "/hooks?a=1",
        "/hooks?b=2&a=1",
        "/hooks?a=1&a=2&empty=",
        "/hooks/%7Euser?q=%20x&r=%C3%BC",
        "/Hooks/In?next=https%3A%2F%2Fother.example%2F",
    ];
    let mut accepted = 0;
    for provider in rows() {
        for origin in [
            ORIGIN,
            "http://app.example",
            "https://app.example:8443",
            "https://app.example/base",
            "https://xn--bcher-kva.example",
        ] {
            let receiver = receiver(provider, origin);
            for target in TARGETS {
                let request = signed(provider, origin, target);
                let came = request.uri().path_and_query().unwrap().to_string();
                for internal in ["", "http://10.0.0.7:8080"] {
                    for seen in ["http://10.0.0.7:8080/", "https://evil.example/x?y=z"] {
                        for headers in claims(seen) {
                            let mut request = claimed(&request, &headers);
                            *request.uri_mut() = format!("{internal}{came}").parse().unwrap();
                            let id = provider.id();
                            assert!(
                                is_accepted(&receiver, request),
                                "{id}: {origin}{target}: {headers:?}"
                            );
                            accepted += 1;
                        }
                    }
                }
            }
        }
    }
    println!("{accepted} genuine requests, 0 rejected");
    assert!(accepted >= 2_000, "{accepted}");
}

/// Where the scheme signs the method or the query in an order of its own, each accepted order has one key.
#[test]
fn returns_the_same_key_for_each_order_of_a_query() {
    let mut orders = BTreeMap::<&str, usize>::new();
    for provider in rows() {
        let receiver = receiver(provider, ORIGIN);
        let idempotency = Idempotency::new(Memory::new(1), StoreDown::Reject);
        let endpoint = idempotency
            .endpoint(&receiver)
            .unsigned_id(UnsignedId::Ignore);
        let Ok(keyed) = endpoint.build() else {
            continue;
        };
        let request = signed(provider, ORIGIN, "/hooks?a=1&b=2&c=3");
        let target = request.uri().path_and_query().unwrap().to_string();
        let mut keys = BTreeSet::new();
        for (one, two) in [
            ("a=1", "a=1"),
            ("a=1", "b=2"),
            ("b=2", "c=3"),
            ("a=1", "c=3"),
        ] {
            let swapped = target.replace(one, "#").replace(two, one).replace('#', two);
            let mut request = request.clone();
            *request.uri_mut() = swapped.parse().unwrap();
            if let Ok(Received::Delivery(delivery)) = receiver.receive(request, now()) {
                keys.insert(keyed.key(&delivery).unwrap());
                *orders.entry(provider.id()).or_default() += 1;
            }
        }
        assert_eq!(keys.len(), 1, "{}", provider.id());
    }
    println!("accepted orders of a query: {orders:?}");
    assert!(orders.values().any(|orders| *orders > 1), "{orders:?}");
}

/// An explanation says what of the URL differs. The kind of the difference holds no value of it.
#[test]
fn names_how_the_url_differs() {
    let mut named = BTreeMap::<String, usize>::new();
    let mut unnamed = BTreeSet::new();
    for provider in rows() {
        let receiver = receiver(provider, ORIGIN);
        for (what, origin, target) in OTHERS {
            let request = moved(provider, origin, target);
            // Behind a proxy that tells of it.
            let headers = claims(&format!(
                "{origin}{}",
                request_target(provider, origin, target)
            ));
            let request = claimed(&request, headers.last().unwrap());
            let error = receiver.receive(request.clone(), now()).err();
            let Some(error) = error else {
                continue;
            };
            let shown = format!("{error} {error:?}");
            for value in [
                "app.example",
                "evil.example",
                "10.0.0.7",
                "hooks",
                "%C3",
                "8443",
            ] {
                assert!(!shown.contains(value), "{shown}");
            }
            let explanation = receiver.explain(request, now());
            let differences = explanation.causes().iter().filter_map(|cause| match cause {
                Cause::PublicUrl { difference, .. } => Some(difference.to_string()),
                _ => None,
            });
            match differences.collect::<Vec<_>>().as_slice() {
                [difference] if *difference == format!("another {what}") => {
                    *named.entry(difference.clone()).or_default() += 1;
                }
                other => {
                    unnamed.insert(format!(
                        "{}: {what}: {origin}{target}: {other:?}",
                        provider.id()
                    ));
                }
            }
        }
    }
    println!("{named:?}");
    println!("not named: {unnamed:#?}");
    assert!(unnamed.is_empty());
}

/// The path and query that the signer signed.
fn request_target(provider: Provider, origin: &str, target: &str) -> String {
    let request = signed(provider, origin, target);
    request.uri().path_and_query().unwrap().to_string()
}

/// The same on real sockets, in each framework: the host of a proxy is accepted, and none is believed.
#[test]
fn rejects_forwarded_urls_in_every_framework() {
    let rows = [
        providers::TWILIO,
        providers::SQUARE,
        providers::HUBSPOT,
        providers::TRELLO,
    ];
    let app = App {
        fixed: Receiver::new(providers::GITHUB.with_events(), secret(providers::GITHUB)).unwrap(),
        tenants: Arc::new(rows.iter().map(|row| receiver(*row, ORIGIN)).collect()),
    };
    let mut count = 0;
    for framework in ALL {
        let to = start(framework, app.clone());
        for (number, provider) in rows.iter().enumerate() {
            for (origin, status) in [
                (ORIGIN, 200),
                ("https://evil.example", 401),
                ("http://app.example", 401),
            ] {
                let request = signed(*provider, origin, "/hooks?a=1");
                let target = request.uri().path_and_query().unwrap().as_str();
                for headers in claims(&format!("{origin}/hooks?a=1")) {
                    let mut plain = Plain::post(target, request.body().to_vec());
                    plain = plain.header("x-receiver", number.to_string());
                    for (name, value) in request.headers() {
                        plain = plain.header(name.as_str(), value);
                    }
                    for (name, value) in headers {
                        match name {
                            "host" => plain.host = value,
                            _ => plain = plain.header(name, value),
                        }
                    }
                    let answer = send(to, &plain).unwrap();
                    assert_eq!(answer.status, status, "{framework:?}: {plain:?}");
                    count += 1;
                }
            }
        }
    }
    println!("{count} requests over sockets");
}
