//! The URLs that the provider may have called, if the request came like this.

use http::{HeaderMap, HeaderName, Uri};

use crate::{
    explain::{body::lower_escapes, change::UrlDifference},
    request::{head::Head, settings::Settings},
};

/// A URL that the provider may have called.
pub(crate) struct UrlCandidate {
    pub(crate) url: String,
    pub(crate) origin: String,
    pub(crate) difference: UrlDifference,
}

/// The most candidates of one request.
const MAX_URLS: usize = 300;

/// The URLs that the provider may have called, the likely ones first.
pub(crate) fn candidates(head: &Head, settings: &Settings) -> Vec<UrlCandidate> {
    let Some(received) = received_url(head, settings) else {
        return Vec::new();
    };
    let Ok(known) = received.parse::<Uri>() else {
        return Vec::new();
    };
    let origins = origins(head, &known);
    let paths = paths(head, &known);
    let first = origins.first().map(String::as_str).unwrap_or_default();
    let as_told = paths.first().map(String::as_str).unwrap_or_default();
    let other_origins = origins.iter().map(|origin| (origin.as_str(), as_told));
    let other_paths = paths.iter().map(|path| (first, path.as_str()));
    let both = origins.iter().skip(1).flat_map(|origin| {
        let paths = paths.iter().skip(1);
        paths.map(move |path| (origin.as_str(), path.as_str()))
    });
    let mut found: Vec<UrlCandidate> = Vec::new();
    for (origin, path) in other_origins.chain(other_paths).chain(both) {
        let url = format!("{origin}{path}");
        if url == received || found.iter().any(|known| known.url == url) {
            continue;
        }
        let Ok(parsed) = url.parse::<Uri>() else {
            continue;
        };
        found.push(UrlCandidate {
            difference: difference(&known, &parsed),
            url,
            origin: origin.to_owned(),
        });
        if found.len() == MAX_URLS {
            break;
        }
    }
    found
}

/// In which parts two URLs differ.
fn difference(one: &Uri, other: &Uri) -> UrlDifference {
    UrlDifference {
        scheme: one.scheme_str() != other.scheme_str(),
        host: one.host() != other.host(),
        port: one.port_u16() != other.port_u16(),
        path: one.path() != other.path(),
        query: one.query() != other.query(),
    }
}

/// The URL of the request, as the receiver sees it.
fn received_url(head: &Head, settings: &Settings) -> Option<String> {
    if let Some(exact) = settings.get(Settings::CALLBACK_URL) {
        return Some(exact.to_owned());
    }
    let base = settings.base()?.trim_end_matches('/');
    Some(format!("{base}{}", head.path_and_query()))
}

/// Schemes, hosts and ports, first the one that is configured.
fn origins(head: &Head, known: &Uri) -> Vec<String> {
    let scheme = known.scheme_str().unwrap_or("https");
    let other = if scheme == "https" { "http" } else { "https" };
    let mut hosts: Vec<String> = Vec::new();
    let mut add = |host: &str| {
        let host = host.trim().trim_matches('"');
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        if !host.is_empty()
            && host.len() <= 255
            && host.bytes().all(plain)
            && !hosts.iter().any(|known| known == host)
        {
            hosts.push(host.to_owned());
        }
    };
    if let Some(authority) = known.authority() {
        add(authority.as_str());
    }
    for name in ["x-forwarded-host", "x-original-host", "host"] {
        for value in texts(&head.headers, name) {
            value.split(',').for_each(&mut add);
        }
    }
    for value in texts(&head.headers, "forwarded") {
        for pair in value.split([',', ';']) {
            if let Some((name, host)) = pair.split_once('=')
                && name.trim().eq_ignore_ascii_case("host")
            {
                add(host);
            }
        }
    }
    if let Some(authority) = head.uri.authority() {
        add(authority.as_str());
    }
    let mut ports = vec![String::new()];
    for value in texts(&head.headers, "x-forwarded-port") {
        let port = value.split(',').next().unwrap_or_default().trim();
        if port.parse::<u16>().is_ok() {
            ports.push(format!(":{port}"));
        }
    }
    ports.extend([":443".to_owned(), ":80".to_owned()]);
    let mut found: Vec<String> = Vec::new();
    let mut add = |origin: String| {
        if !found.contains(&origin) {
            found.push(origin);
        }
    };
    for host in hosts.iter().take(6) {
        add(format!("{scheme}://{host}"));
        add(format!("{other}://{host}"));
    }
    for host in hosts.iter().take(6) {
        let bare = match host.rsplit_once(':') {
            Some((bare, port)) if port.parse::<u16>().is_ok() => bare,
            _ => host,
        };
        for port in &ports {
            add(format!("{scheme}://{bare}{port}"));
            add(format!("{other}://{bare}{port}"));
        }
    }
    found
}

/// Paths with queries, first the one that is configured.
fn paths(head: &Head, known: &Uri) -> Vec<String> {
    let whole = |uri: &Uri| {
        uri.path_and_query()
            .map_or("/", |found| found.as_str())
            .to_owned()
    };
    let received = whole(known);
    let came = head.path_and_query().to_owned();
    let mut found = vec![received.clone(), came.clone()];
    for name in [
        "x-original-uri",
        "x-original-url",
        "x-rewrite-url",
        "x-forwarded-uri",
        "x-envoy-original-path",
    ] {
        for value in texts(&head.headers, name) {
            if let Ok(uri) = value.parse::<Uri>() {
                found.push(whole(&uri));
            }
        }
    }
    for name in ["x-forwarded-prefix", "x-script-name", "x-forwarded-path"] {
        for value in texts(&head.headers, name) {
            let prefix = value.trim_end_matches('/');
            if prefix.starts_with('/') && prefix.len() <= 1024 {
                found.push(format!("{prefix}{came}"));
            }
        }
    }
    let variants: Vec<String> = found.iter().flat_map(|path| spellings(path)).collect();
    found.extend(variants);
    let mut distinct: Vec<String> = Vec::new();
    for path in found {
        if !distinct.contains(&path) {
            distinct.push(path);
        }
    }
    distinct
}

/// Other spellings of a path and its query.
fn spellings(target: &str) -> Vec<String> {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let with = |path: &str| match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut found = match path.strip_suffix('/') {
        Some(shorter) => vec![with(shorter)],
        None => vec![with(&format!("{path}/"))],
    };
    let Some(query) = query else {
        return found;
    };
    let mut fields: Vec<&str> = query.split('&').collect();
    fields.sort_unstable();
    let sorted = fields.join("&");
    let pairs = || form_urlencoded::parse(query.as_bytes());
    let browser = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs())
        .finish();
    let decoded = percent_encoding::percent_decode_str(query).decode_utf8_lossy();
    for query in [
        sorted,
        query.replace('+', "%20"),
        query.replace("%20", "+"),
        lower_escapes(query),
        browser.replace('+', "%20"),
        browser,
        decoded.into_owned(),
    ] {
        found.push(format!("{path}?{query}"));
    }
    found.push(path.to_owned());
    found
}

fn texts<'h>(headers: &'h HeaderMap, name: &'static str) -> impl Iterator<Item = &'h str> {
    let values = headers.get_all(HeaderName::from_static(name)).iter();
    values.filter_map(|value| value.to_str().ok()).take(2)
}
