use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA1},
    authenticate::{Authentic, Authenticate, Request},
    codec::form::Form,
    error::{Field, Location, Malformation},
    handshake::{Answer, Handshake, Proof},
    scheme::{At, Coverage, Encoding, Inside},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Mailchimp Transactional](https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/),
/// formerly Mandrill.
///
/// # Signed content
/// base64(HMAC-SHA1(webhook key, URL + "mandrill_events" + that field's value))
///
/// # Example headers
/// ```text
/// x-mandrill-signature: vIMi4TVC4mjWKU3LqfyEaI+fS08=
/// ```
///
/// # Quirks
/// - The URL is the one registered: give it as `callback_url` if a proxy changes it, or if
///   it has a user's name in it.
/// - `mandrill_events` is a JSON list of up to 1,000 events.
/// - Adding a webhook sends a HEAD, which is answered, and then an empty list.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
///
/// # Security
/// Nothing separates the URL and the names and values of a form, so a form must have the one documented
/// field and no other. No time is signed: an attacker who saw a request can send it again at any time, so
/// remember the `_id`s of events.
pub const MANDRILL: Provider = Provider::code(
    "mandrill",
    "Mailchimp Transactional",
    "https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/",
    &Mandrill,
)
.needs_url()
.handshakes(&[Handshake {
    name: "creation",
    method: "HEAD",
    when: &[],
    proof: Proof::Nothing,
    answer: Answer::Empty(200),
}])
.kind(&[At::Within(
    &At::Form("mandrill_events"),
    Inside::Json("/0/event"),
)])
.delivery_id(&[At::Within(
    &At::Form("mandrill_events"),
    Inside::Json("/0/_id"),
)])
.id_of_batch_item("")
.source_read("2026-10");

#[derive(Debug)]
struct Mandrill;

const HEADER: &str = "x-mandrill-signature";
const EVENTS: &str = "mandrill_events";

impl Authenticate for Mandrill {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA1
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_url()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let url = request.public_url()?;
        let fields = only_events(request.form()?)?;
        let feed = |sink: &mut dyn FnMut(&[u8])| content_of(&url, &fields, sink);
        request.check_fed(feed, Encoding::Base64, &[signature])
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let mut content = Vec::new();
        let fields = only_events(request.form()?)?;
        content_of(request.signed_target(), &fields, &mut |bytes| {
            content.extend_from_slice(bytes);
        });
        feed(&content);
        Ok(())
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        draft.wrap_in_form(EVENTS)?;
        let fields = only_events(Form::parse(&draft.body)?)?;
        let mut content = Vec::new();
        content_of(&draft.public_url()?, &fields, &mut |bytes| {
            content.extend_from_slice(bytes);
        });
        let signature = draft.sign(&[&content], Encoding::Base64)?;
        draft.set_header(HEADER, &signature)
    }
}

/// The one field of a request.
#[inline]
fn only_events(form: Form<'_>) -> Result<Form<'_>, Error> {
    let mut names = form.pairs().map(|(name, _)| name);
    match (names.next(), names.next()) {
        (Some(EVENTS), None) => {}
        (None, _) => return Err(Error::missing(Field::Content, Location::Form(EVENTS))),
        _ => {
            let fault = Malformation::Ambiguous;
            return Err(Error::malformed(Field::Content, Location::Body, fault));
        }
    }
    drop(names);
    Ok(form)
}

#[inline]
fn content_of(url: &str, fields: &Form<'_>, sink: &mut dyn FnMut(&[u8])) {
    sink(url.as_bytes());
    for (name, value) in fields.pairs() {
        sink(name.as_bytes());
        sink(value.as_bytes());
    }
}
