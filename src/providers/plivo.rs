use http::{HeaderName, Method};

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::form::Form,
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding, MAX_SIGNATURES},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Plivo](https://www.plivo.com/docs/voice/concepts/signature-validation), signatures of
/// version 3.
///
/// # Signed content
/// base64(HMAC-SHA256(auth token, URL without query + "?" + decoded query, sorted: `name=value` with
/// `&` between + "." + decoded form, sorted: name + value + "." + nonce))
///
/// # Example headers
/// ```text
/// x-plivo-signature-v3: UJ5xTlbZuGouTVE1ZmpgwEKHc8BcbSoZHG9kbLrkWPY=
/// x-plivo-signature-v3-nonce: 05429567804466091622
/// ```
///
/// # Quirks
/// - The header can have several signatures, with commas between them; the one with the main
///   account's token is in `x-plivo-signature-ma-v3`.
/// - The question mark comes before a form, too, and the dot only between a query and a form.
/// - Nothing binds a body that is not a form, so it is rejected. Requests by GET have none.
/// - The query is signed decoded. If it could be read in another way, as one with a `&` in a value, the
///   URL does not count as covered. The nonce is letters and digits.
/// - Signatures of version 2 do not bind the body, and are ignored.
///
/// # Security
/// Nothing separates the names and values of a form: an attacker who saw one request can move characters from
/// the end of a name into its value, from a value into the next name, and from the form into the last
/// value of the query or back. Names and values that a caller or sender chooses, such as a message's
/// text, can so become fields. Ask Plivo for the call or message by its id before anything depends on it.
pub const PLIVO: Provider = Provider::code(
    "plivo",
    "Plivo",
    "https://www.plivo.com/docs/voice/concepts/signature-validation",
    &Plivo,
)
.methods(&["GET", "POST"])
.needs_url()
.body_limit(1024 * 1024)
.kind(&[At::Form("Event"), At::Query("Event")])
.delivery_id(&[At::Form("CallUUID"), At::Query("CallUUID")])
.id_of_object("")
.source_read("2026-11");

#[derive(Debug)]
struct Plivo;

const SIGNATURE: &str = "x-plivo-signature-v3";
const MAIN: HeaderName = HeaderName::from_static("x-plivo-signature-ma-v3");
const NONCE: &str = "x-plivo-signature-v3-nonce";

impl Authenticate for Plivo {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_url()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        signatures(request)?;
        nonce(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signatures = signatures(request)?;
        let nonce = nonce(request)?;
        let url = request.public_url()?;
        let (base, query) = url.split_once('?').unwrap_or((&url, ""));
        let query = Form::parse(query.as_bytes())?.sorted();
        let fields = fields(request)?.sorted();
        let feed = |sink: &mut dyn FnMut(&[u8])| content_of(base, &query, &fields, nonce, sink);
        let authentic = request.check_fed(feed, Encoding::Base64, &signatures)?;
        Ok(if is_clear(&query) {
            authentic
        } else {
            authentic.narrowed_to(Coverage::BODY)
        })
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let target = request.signed_target();
        let (base, query) = target.split_once('?').unwrap_or((target, ""));
        let query = Form::parse(query.as_bytes())?.sorted();
        let mut content = Vec::new();
        content_of(base, &query, &fields(request)?.sorted(), "", &mut |bytes| {
            content.extend_from_slice(bytes);
        });
        feed(&content);
        Ok(())
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        if !draft.head.is_form() && draft.head.method != Method::GET {
            let event = String::from_utf8(draft.body.to_vec()).map_err(|_| SignError::Body)?;
            draft.set_form(&[("Event", &event)])?;
        }
        const TEXT: &str = "05429567804466091622";
        let url = draft.public_url()?;
        let (base, query) = url.split_once('?').unwrap_or((&url, ""));
        let query = Form::parse(query.as_bytes())?.sorted();
        let fields = Form::parse(&draft.body)?.sorted();
        let mut content = Vec::new();
        content_of(base, &query, &fields, TEXT, &mut |bytes| {
            content.extend_from_slice(bytes);
        });
        let signature = draft.sign(&[&content], Encoding::Base64)?;
        draft.set_header(NONCE, TEXT)?;
        draft.set_header(SIGNATURE, &signature)
    }
}

/// The fields of a form. A request by GET has none.
#[inline]
fn fields<'r>(request: &Request<'r>) -> Result<Form<'r>, Error> {
    if request.head().method == Method::GET && request.body().is_empty() {
        Ok(Form::empty())
    } else {
        request.form()
    }
}

/// The signatures of both headers.
#[inline]
fn signatures<'r>(request: &Request<'r>) -> Result<Vec<&'r str>, Error> {
    let of_main = request.head().optional(Field::Signature, &MAIN)?;
    let own = match request.header(SIGNATURE) {
        Err(Error::Missing { .. }) if of_main.is_some() => None,
        own => Some(own?),
    };
    let all = own.into_iter().chain(of_main);
    let all: Vec<&str> = all
        .flat_map(|list| list.split(',').map(str::trim))
        .collect();
    if all.len() > MAX_SIGNATURES {
        let location = Location::Header(HeaderName::from_static(SIGNATURE));
        return Err(Error::TooManySignatures { location });
    }
    Ok(all)
}

#[inline]
fn nonce<'r>(request: &Request<'r>) -> Result<&'r str, Error> {
    let name = HeaderName::from_static(NONCE);
    let nonce = request.head().required(Field::Content, &name)?;
    if nonce.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Ok(nonce)
    } else {
        let location = Location::Header(name);
        Err(Error::malformed(
            Field::Content,
            location,
            Malformation::Ambiguous,
        ))
    }
}

/// Whether no other query is signed like this one.
#[inline]
fn is_clear(query: &Form<'_>) -> bool {
    query
        .pairs()
        .all(|(name, value)| !name.contains(['=', '&']) && !value.contains('&'))
}

/// What is signed: the URL without its query, the sorted query, the sorted form, and the nonce.
#[inline]
fn content_of(
    base: &str,
    query: &Form<'_>,
    fields: &Form<'_>,
    nonce: &str,
    sink: &mut dyn FnMut(&[u8]),
) {
    sink(base.as_bytes());
    if !query.is_empty() || !fields.is_empty() {
        sink(b"?");
    }
    for (index, (name, value)) in query.pairs().enumerate() {
        if index > 0 {
            sink(b"&");
        }
        sink(name.as_bytes());
        sink(b"=");
        sink(value.as_bytes());
    }
    if !query.is_empty() && !fields.is_empty() {
        sink(b".");
    }
    for (name, value) in fields.pairs() {
        sink(name.as_bytes());
        sink(value.as_bytes());
    }
    sink(b".");
    sink(nonce.as_bytes());
}
