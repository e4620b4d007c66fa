use std::{borrow::Cow, time::SystemTime};

use http::HeaderName;
use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::{
    Error, Head, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::percent::COMPONENT,
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Contentful](https://www.contentful.com/developers/docs/webhooks/request-verification/).
///
/// # Signed content
/// hex(HMAC-SHA256(signing secret, method + "\n" + path and query + "\n" + signed headers + "\n" +
/// body))
///
/// # Example headers
/// ```text
/// x-contentful-timestamp: 1767225598000
/// x-contentful-signed-headers: content-type,x-contentful-signed-headers,x-contentful-timestamp
/// x-contentful-signature: 723cab2c47380a745bdd0683f3d55d7d05b866e879a834150fdfde00151bcd15
/// ```
///
/// # Quirks
/// - The query is percent-encoded as one value, and the whole once more. What follows a second
///   question mark would not be signed, so a URL that has one is rejected.
/// - The request lists the headers that are signed; the time and the list itself must be among
///   them.
/// - A webhook may be set to any method.
pub const CONTENTFUL: Provider = Provider::code(
    "contentful",
    "Contentful",
    "https://www.contentful.com/developers/docs/webhooks/request-verification/",
    &Contentful,
)
.kind(&[At::Header("x-contentful-topic")])
.methods(&["DELETE", "GET", "PATCH", "POST", "PUT"])
.tolerance(30)
.delivery_id(&[At::Header("x-contentful-idempotency-key")])
.id_of_event(
    "https://www.contentful.com/developers/changelog/idempotency-key-headers-for-webhook-requests/",
)
.source_read("2026-11");

#[derive(Debug)]
struct Contentful;

const SIGNATURE: &str = "x-contentful-signature";
const LIST: HeaderName = HeaderName::from_static("x-contentful-signed-headers");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-contentful-timestamp");

/// The most headers that a request may list.
const MOST: usize = 32;

impl Authenticate for Contentful {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time().and_method().and_url()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(SIGNATURE)?;
        request.check_fresh(time(request.head())?)?;
        signed_path(request.head())?;
        signed_headers(request.head()).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let head = request.head();
        let headers = signed_headers(head)?;
        let path = signed_path(head)?;
        let content: [&[u8]; 7] = [
            head.method.as_str().as_bytes(),
            b"\n",
            path.as_bytes(),
            b"\n",
            headers.as_bytes(),
            b"\n",
            request.body(),
        ];
        let authentic = request.check(&content, Encoding::Hex, &[request.header(SIGNATURE)?])?;
        Ok(authentic.signed_at(time(head)?))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        draft.set_header(
            TIMESTAMP.as_str(),
            &TimeFormat::Milliseconds.write(draft.now()),
        )?;
        if !draft.head.headers.contains_key(&LIST) {
            let list = format!("{LIST},{TIMESTAMP}");
            draft.set_header(LIST.as_str(), &list)?;
        }
        let headers = signed_headers(&draft.head)?;
        let path = signed_path(&draft.head)?;
        let content: [&[u8]; 7] = [
            draft.head.method.as_str().as_bytes(),
            b"\n",
            path.as_bytes(),
            b"\n",
            headers.as_bytes(),
            b"\n",
            &draft.body,
        ];
        let signature = draft.sign(&content, Encoding::Hex)?;
        draft.set_header(SIGNATURE, &signature)
    }
}

#[inline]
fn time(head: &Head) -> Result<SystemTime, Error> {
    let text = head.required(Field::Timestamp, &TIMESTAMP)?;
    let malformed = || {
        Error::malformed(
            Field::Timestamp,
            Location::Header(TIMESTAMP),
            Malformation::Time,
        )
    };
    TimeFormat::Milliseconds.parse(text).ok_or_else(malformed)
}

/// `name:value` of the listed headers, sorted and joined by `;`.
#[inline]
fn signed_headers(head: &Head) -> Result<String, Error> {
    let malformed = |fault| Error::malformed(Field::Content, Location::Header(LIST), fault);
    let list = head.required(Field::Content, &LIST)?;
    let mut names = Vec::new();
    for name in list.split(',') {
        let name = HeaderName::from_bytes(name.trim().as_bytes());
        names.push(name.map_err(|_| malformed(Malformation::Form))?);
        if names.len() > MOST {
            return Err(malformed(Malformation::TooLong));
        }
    }
    if !names.contains(&LIST) || !names.contains(&TIMESTAMP) {
        return Err(malformed(Malformation::NoEntry));
    }
    names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    let mut lines = Vec::with_capacity(names.len());
    for name in names {
        let value = head.required(Field::Content, &name)?;
        lines.push(format!("{name}:{}", value.trim()));
    }
    Ok(lines.join(";"))
}

/// What JavaScript's `encodeURI` leaves as it is.
const URI: &AsciiSet = &COMPONENT
    .remove(b';')
    .remove(b',')
    .remove(b'/')
    .remove(b'?')
    .remove(b':')
    .remove(b'@')
    .remove(b'&')
    .remove(b'=')
    .remove(b'+')
    .remove(b'$')
    .remove(b'#');

#[inline]
fn signed_path(head: &Head) -> Result<String, Error> {
    let path = head.uri.path();
    let query = head.uri.query().unwrap_or_default();
    if query.contains('?') {
        return Err(Error::malformed(
            Field::Content,
            Location::Url,
            Malformation::Ambiguous,
        ));
    }
    let whole = if query.is_empty() {
        Cow::Borrowed(path)
    } else {
        Cow::Owned(format!("{path}?{}", utf8_percent_encode(query, COMPONENT)))
    };
    Ok(utf8_percent_encode(&whole, URI).to_string())
}
