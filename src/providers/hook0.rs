use std::time::SystemTime;

use http::HeaderName;

use crate::{
    Error, Head, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request, pairs},
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Hook0](https://github.com/hook0/hook0/blob/master/clients/conformance/signature.json).
///
/// # Signed content
/// `v1=` hex(HMAC-SHA256(secret, timestamp + "." + names of headers, with spaces between + "." +
/// their values, with dots between + "." + body))
///
/// # Example headers
/// ```text
/// x-event-id: evt-1
/// x-hook0-signature: t=1800000000,h=x-event-id x-delivery-id,v1=19a6fb8f6581715b...
/// ```
///
/// # Quirks
/// - If there is no `v1`, `v0` is taken, over timestamp + "." + body, unless that body could be
///   the names and values of a `v1`. A right `v0` does not save a wrong `v1`.
/// - Whether the event's name and id are signed depends on the request's list.
/// - A listed header must not hold a dot. Only the event's name may, and then the body must be JSON in
///   braces, brackets or quotation marks: it begins there.
///
/// # Security
/// A `v0` signs no headers: an attacker who saw a request that has both can take the `v1` away, and send other
/// headers. The event type and the id then do not count as signed: act on such names and ids only if
/// [`kind_is_signed`](crate::Delivery::kind_is_signed) and
/// [`id_is_signed`](crate::Delivery::id_is_signed) say so.
pub const HOOK0: Provider = Provider::code(
    "hook0",
    "Hook0",
    "https://github.com/hook0/hook0/blob/master/clients/conformance/signature.json",
    &Hook0,
)
.kind(&[At::Header(TYPE)])
.delivery_id(&[At::Header("x-event-id")])
// <https://github.com/hook0/hook0/blob/master/documentation/explanation/webhook-retry-logic.md>
.retries_for(8 * 24 * 3600)
.id_of_event("https://github.com/hook0/hook0/blob/master/output-worker/src/work.rs")
.time_of_attempt("https://github.com/hook0/hook0/blob/master/output-worker/src/work.rs")
.source_read("2026-11");

/// The scheme, which others use, too.
#[derive(Debug)]
pub(super) struct Hook0;

const HEADER: &str = "x-hook0-signature";

/// The header of the event's name.
const TYPE: &str = "x-event-type";

/// With which of these a JSON body begins that is not a number or a word.
const JSON: [char; 3] = ['{', '[', '"'];

/// The most headers that a request may list.
const MOST: usize = 32;

/// The content of the signature's header.
struct Signature<'r> {
    time: &'r str,
    moment: SystemTime,
    /// The names as they are signed, and the header of each.
    headers: Option<(&'r str, Vec<HeaderName>)>,
    code: &'r str,
}

impl Authenticate for Hook0 {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time()
    }

    #[inline]
    fn covers(&self, head: &Head, coverage: Coverage, at: At) -> bool {
        let At::Header(name) = at else {
            return coverage.binds_body();
        };
        let text = head.headers.get(HEADER).and_then(|text| text.to_str().ok());
        let found = text.map(|text| pairs(text, HEADER, ',', ["h", "v1"]));
        let Some(Ok([Some(names), Some(_)])) = found else {
            return false;
        };
        names
            .split(' ')
            .any(|listed| listed.eq_ignore_ascii_case(name))
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        Signature::read(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = Signature::read(request)?;
        let mut content = vec![signature.time.as_bytes()];
        let first = request.body().first();
        let begins = if let Some((names, headers)) = &signature.headers {
            content.extend([b".", names.as_bytes()]);
            for name in headers {
                let value = request.head().required(Field::Content, name)?;
                content.extend([b".", value.as_bytes()]);
            }
            !headers.iter().any(|name| name == TYPE)
                || first.is_none_or(|byte| JSON.contains(&char::from(*byte)))
        } else {
            !begins_with_names(request.body())
        };
        if !begins {
            let fault = Malformation::Ambiguous;
            return Err(Error::malformed(Field::Body, Location::Body, fault));
        }
        content.extend([b".", &**request.body()]);
        let authentic = request.check(&content, Encoding::Hex, &[signature.code])?;
        Ok(authentic.signed_at(signature.moment))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        const ID: &str = "x-event-id";
        let time = TimeFormat::Seconds.write(draft.now());
        if !draft.head.headers.contains_key(ID) {
            draft.set_header(ID, "00000000-0000-4000-8000-000000000000")?;
        }
        let id = HeaderName::from_static(ID);
        let id = draft.head.required(Field::Content, &id)?.to_owned();
        let front = format!("{time}.{ID}.{id}.");
        let code = draft.sign(&[front.as_bytes(), &draft.body], Encoding::Hex)?;
        draft.set_header(HEADER, &format!("t={time},h={ID},v1={code}"))
    }
}

impl<'r> Signature<'r> {
    #[inline]
    fn read(request: &Request<'r>) -> Result<Self, Error> {
        let malformed = |field, fault| {
            let location = Location::Header(HeaderName::from_static(HEADER));
            Error::malformed(field, location, fault)
        };
        let [time, names, weak, strong] = request.pairs(HEADER, ',', ["t", "h", "v0", "v1"])?;
        let time = time.ok_or_else(|| malformed(Field::Timestamp, Malformation::NoEntry))?;
        let moment = TimeFormat::Seconds.parse(time);
        let moment = moment.ok_or_else(|| malformed(Field::Timestamp, Malformation::Time))?;
        request.check_fresh(moment)?;
        if let Some(code) = strong {
            let names = names.ok_or_else(|| malformed(Field::Content, Malformation::NoEntry))?;
            let headers = headers(names);
            let headers = headers.ok_or_else(|| malformed(Field::Content, Malformation::Form))?;
            if headers.len() > MOST {
                return Err(malformed(Field::Content, Malformation::TooLong));
            }
            for name in &headers {
                let value = request.head().required(Field::Content, name)?;
                if (value.contains('.') && name != TYPE) || value.contains(JSON) {
                    let location = Location::Header(name.clone());
                    return Err(Error::malformed(
                        Field::Content,
                        location,
                        Malformation::Ambiguous,
                    ));
                }
            }
            return Ok(Self {
                time,
                moment,
                headers: Some((names, headers)),
                code,
            });
        }
        Ok(Self {
            time,
            moment,
            headers: None,
            code: weak.ok_or_else(|| malformed(Field::Signature, Malformation::NoEntry))?,
        })
    }
}

/// The headers of a list, whose names have no dot, as what follows begins with one.
#[inline]
fn headers(names: &str) -> Option<Vec<HeaderName>> {
    let name = |name: &str| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok();
        name.filter(|name| !name.as_str().contains('.'))
    };
    names.split(' ').map(name).collect()
}

/// Whether a body could be names of headers and what follows them.
#[inline]
fn begins_with_names(body: &[u8]) -> bool {
    // No header holds a longer list.
    let front = body.iter().take(Head::MAX_VALUE);
    let dot = front.copied().position(|byte| byte == b'.');
    let names = dot.and_then(|dot| std::str::from_utf8(body.get(..dot)?).ok());
    names.is_some_and(|names| headers(names).is_some())
}
