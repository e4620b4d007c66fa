//! Plivo: <https://www.plivo.com/docs/voice/concepts/signature-validation>

use http::{HeaderName, Method};

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authentic::Request,
    error::{Place, Role},
    form::Form,
    scheme::{At, Coverage, Encoding, MAX_SIGNATURES, sign::Draft},
};

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
///   account's token stands in `x-plivo-signature-ma-v3`.
/// - The question mark stands in front of a form, too, and the dot only between a query and a form.
/// - Nothing binds a body that is not a form, so it is refused. Requests by GET have none.
/// - Signatures of version 2 do not bind the body, and are not looked at.
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
.source_read("2026-10");

#[derive(Debug)]
struct Plivo;

const SIGNATURE: &str = "x-plivo-signature-v3";
const MAIN: HeaderName = HeaderName::from_static("x-plivo-signature-ma-v3");
const NONCE: &str = "x-plivo-signature-v3-nonce";

impl Authenticate for Plivo {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_url()
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        signatures(request)?;
        nonce(request).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signatures = signatures(request)?;
        let nonce = nonce(request)?;
        let url = request.public_url()?;
        let (base, query) = url.split_once('?').unwrap_or((&url, ""));
        let query = Form::parse(query.as_bytes())?.sorted();
        let fields = fields(request)?.sorted();
        let feed = |sink: &mut dyn FnMut(&[u8])| content_of(base, &query, &fields, nonce, sink);
        request.check_fed(feed, Encoding::Base64, &signatures)
    }

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

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        if !draft.head.is_form() && draft.head.method != Method::GET {
            let event = String::from_utf8(draft.body.to_vec()).ok()?;
            draft.set_form(&[("Event", &event)])?;
        }
        const TEXT: &str = "05429567804466091622";
        let url = draft.public_url()?;
        let (base, query) = url.split_once('?').unwrap_or((&url, ""));
        let query = Form::parse(query.as_bytes()).ok()?.sorted();
        let fields = Form::parse(&draft.body).ok()?.sorted();
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
fn fields<'r>(request: &Request<'r>) -> Result<Form<'r>, Error> {
    if request.head().method == Method::GET && request.body().is_empty() {
        Ok(Form::empty())
    } else {
        request.form()
    }
}

/// The signatures of both headers.
fn signatures<'r>(request: &Request<'r>) -> Result<Vec<&'r str>, Error> {
    let of_main = request.head().optional(Role::Signature, &MAIN)?;
    let own = match request.header(SIGNATURE) {
        Err(Error::Missing(..)) if of_main.is_some() => None,
        own => Some(own?),
    };
    let all = own.into_iter().chain(of_main);
    let all: Vec<&str> = all
        .flat_map(|list| list.split(',').map(str::trim))
        .collect();
    if all.len() > MAX_SIGNATURES {
        let place = Place::Header(HeaderName::from_static(SIGNATURE));
        return Err(Error::TooManySignatures(place));
    }
    Ok(all)
}

fn nonce<'r>(request: &Request<'r>) -> Result<&'r str, Error> {
    let name = HeaderName::from_static(NONCE);
    request.head().required(Role::Content, &name)
}

/// What is signed: the URL without its query, the sorted query, the sorted form, and the nonce.
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
