//! What proxies do to headers, and whose headers a request has.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{
    authenticate,
    engine::window::Window,
    error::Error,
    key::keys::Keys,
    provider::{Authentication, Provider, Row},
    providers,
    request::{head::Head, settings::Settings},
    scheme::{At, Coverage, Format, Part},
};

/// The header of this name under another one, such as `http_x_signature` or `x-forwarded-x-signature`.
pub(crate) fn renamed(headers: &HeaderMap, name: &HeaderName) -> Option<HeaderName> {
    let wanted = letters(name.as_str());
    let bare = wanted.strip_prefix('x').unwrap_or(&wanted);
    // A word as short as `token` ends too many names.
    let ends = |found: &str| (wanted.len() >= 8 && found.ends_with(&wanted)) || found == bare;
    let mut names = headers
        .keys()
        .filter(|found| found.as_str().len() <= 128 && *found != name);
    names.find(|found| ends(&letters(found.as_str()))).cloned()
}

/// The headers, each as it was called before it was renamed as `from` was to `to`.
pub(crate) fn with_names_back(
    headers: &HeaderMap,
    from: &HeaderName,
    to: &HeaderName,
) -> HeaderMap {
    let dashes = |name: &str| name.replace('_', "-");
    let prefix = dashes(from.as_str());
    let prefix = prefix.strip_suffix(to.as_str()).unwrap_or_default();
    let mut renamed = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let mut original = name.clone();
        if name == from {
            original = to.clone();
        } else {
            let with_dashes = dashes(name.as_str());
            let behind = with_dashes.strip_prefix(prefix).unwrap_or(&with_dashes);
            if behind != name.as_str()
                && let Ok(other) = behind.parse::<HeaderName>()
                && !headers.contains_key(&other)
            {
                original = other;
            }
        }
        renamed.append(original, value.clone());
    }
    renamed
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect()
}

/// The value of a header before it was quoted, or joined with itself.
pub(crate) fn repaired(value: &HeaderValue) -> Option<HeaderValue> {
    let text = value.to_str().ok()?;
    let unquoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .or_else(|| {
            let text = text.strip_prefix('\'')?;
            text.strip_suffix('\'')
        });
    let half = || {
        [",", ", "].into_iter().find_map(|comma| {
            let middle = text.len().checked_sub(comma.len())?.checked_div(2)?;
            let (first, rest) = text.split_at_checked(middle)?;
            (rest.strip_prefix(comma)? == first).then_some(first)
        })
    };
    let value = unquoted.or_else(half).filter(|value| !value.is_empty())?;
    HeaderValue::from_str(value).ok()
}

/// The header of the weaker signature that some providers send beside the other.
pub(crate) fn weaker(headers: &HeaderMap, name: &HeaderName) -> Option<HeaderName> {
    let stem = ["-256", "-sha256", "-sha-256", "-v2", "-v3"]
        .into_iter()
        .find_map(|end| name.as_str().strip_suffix(end))?;
    let names = [
        stem.to_owned(),
        format!("{stem}-sha1"),
        format!("{stem}-v1"),
    ];
    names
        .iter()
        .filter_map(|name| name.parse::<HeaderName>().ok())
        .find(|name| headers.contains_key(name))
}

/// Returns the providers whose signature headers a request has, the most specific first: those of
/// which the request has the most headers.
///
/// It proves nothing, as anybody can send any header, and must not choose how a request is verified.
///
/// ```
/// use webhook_receiver::{Head, providers};
///
/// let (parts, ()) = http::Request::post("/hooks")
///     .header("stripe-signature", "t=1,v1=00")
///     .body(())?
///     .into_parts();
/// let found = providers::detect(&Head::from(parts));
/// assert_eq!(found[0].id(), "stripe");
/// # Ok::<(), http::Error>(())
/// ```
pub fn detect(head: &Head) -> Vec<Provider> {
    let mut found: Vec<(usize, Provider)> = providers::ALL
        .iter()
        .filter_map(|provider| Some((matched(&provider.row, head)?, *provider)))
        .collect();
    found.sort_by_key(|(matched, _)| std::cmp::Reverse(*matched));
    found.into_iter().map(|(_, provider)| provider).collect()
}

/// How many of a row's headers are there; none if that of the signature is not.
fn matched(row: &Row, head: &Head) -> Option<usize> {
    let signed = match row.authentication {
        Authentication::Scheme(_) => row.any_scheme(&mut |scheme| {
            has(head, scheme.signature)
                && match (scheme.signature, scheme.format) {
                    (At::Header(name), Format::Prefixed(prefix)) => {
                        begins(&head.headers, name, prefix)
                    }
                    _ => true,
                }
        }),
        Authentication::Code(code) => has_signature(code, head),
    };
    if !signed {
        return None;
    }
    let mut count = 1_usize;
    let of_scheme = row.schemes().into_iter().flat_map(|scheme| {
        let parts = scheme.content.iter().filter_map(|part| match part {
            Part::Header(name) => Some(At::Header(name)),
            _ => None,
        });
        parts.chain(scheme.timestamp.map(|timestamp| timestamp.at))
    });
    for at in of_scheme.chain(row.kind.iter().chain(row.delivery_id).copied()) {
        if has(head, at) {
            count = count.saturating_add(1);
        }
    }
    Some(count)
}

fn has(head: &Head, at: At) -> bool {
    match at {
        At::Header(name) | At::HeaderSettingOr(_, name) => head.headers.contains_key(name),
        At::AnyHeader(names) => names.iter().any(|name| head.headers.contains_key(*name)),
        At::NumberedHeaders(prefix) => head.headers.contains_key(format!("{prefix}1")),
        _ => false,
    }
}

fn begins(headers: &HeaderMap, name: &'static str, prefix: &str) -> bool {
    let start = |value: &HeaderValue| {
        let start = value.as_bytes().get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    headers.get_all(name).iter().any(start)
}

/// Whether code finds in this head what it misses in an empty one.
fn has_signature(code: &dyn authenticate::Authenticate, head: &Head) -> bool {
    let nothing = Head::from(http::Request::new(()).into_parts().0);
    let misses = |head: &Head| {
        let checked = code.check_head(&authenticate::Request {
            head,
            body: &bytes::Bytes::new(),
            keys: &Keys::none(),
            now: std::time::SystemTime::UNIX_EPOCH,
            window: Window {
                past: None,
                future: std::time::Duration::MAX,
            },
            settings: &Settings::default(),
            coverage: Coverage::SENDER,
            text_only: false,
        });
        matches!(checked, Err(Error::Missing { .. }))
    };
    misses(&nothing) && !misses(head)
}
