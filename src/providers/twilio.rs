//! Twilio: <https://www.twilio.com/docs/usage/webhooks/webhooks-security>

use http::Method;
use sha2::{Digest, Sha256};

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA1},
    authentic::Request,
    encoding::to_hex,
    error::{Fault, Name, Place, Role},
    scheme::{Coverage, Encoding, sign::Draft},
};

/// [Twilio](https://www.twilio.com/docs/usage/webhooks/webhooks-security) messages, calls and
/// status callbacks.
///
/// # Signed content
/// base64(HMAC-SHA1(auth token, URL + each distinct form field, sorted: name + value))
///
/// # Example headers
/// ```text
/// x-twilio-signature: RSOYDt4T1cUTdK1PDd93/VVr8B8=
/// ```
///
/// # Quirks
/// - The URL is the public one with its query. Twilio is not consistent about default ports, so it
///   is tried with and without.
/// - A body that is not a form is bound by `bodySHA256` of the query; without it, nothing binds the
///   body and the request is refused.
/// - Requests by GET have no body: the URL alone is signed.
/// - SHA-1 is what the provider offers; needs the feature `sha1`. Shared keys with SHA-256 are not
///   supported.
pub const TWILIO: Provider = Provider::code(
    "twilio",
    "Twilio",
    "https://www.twilio.com/docs/usage/webhooks/webhooks-security",
    &Twilio,
)
.methods(&["GET", "POST"])
.needs_url();

#[derive(Debug)]
struct Twilio;

const HEADER: &str = "x-twilio-signature";

impl Authenticate for Twilio {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA1
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_url()
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let fields = fields(request)?;
        let url = request.public_url()?;
        let urls = [Some(url.to_string()), other_port(&url)];
        let mut verdict = Err(Error::SignatureMismatch);
        for url in urls.iter().flatten() {
            let mut content = vec![url.as_bytes()];
            for (name, value) in &fields {
                content.extend([name.as_bytes(), value.as_bytes()]);
            }
            verdict = request.check(&content, Encoding::Base64, &[signature]);
            if verdict != Err(Error::SignatureMismatch) {
                break;
            }
        }
        verdict
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        let url = draft.public_url()?;
        let fields = sorted(&draft.body).ok()?;
        let mut content = vec![url.as_bytes()];
        for (name, value) in &fields {
            content.extend([name.as_bytes(), value.as_bytes()]);
        }
        let signature = draft.sign(&content, Encoding::Base64)?;
        draft.set_header(HEADER, &signature)
    }
}

/// The form fields that are signed, after it was checked that something binds the body.
fn fields(request: &Request<'_>) -> Result<Vec<(String, String)>, Error> {
    let (head, body) = (request.head(), request.body());
    if head.method == Method::GET {
        return if body.is_empty() {
            Ok(Vec::new())
        } else {
            Err(Error::BodyNotBound)
        };
    }
    if head.is_form() {
        return sorted(body);
    }
    const HASH: &str = "bodySHA256";
    let stated = head
        .query(Role::Content, HASH)?
        .ok_or(Error::BodyNotBound)?;
    if stated.eq_ignore_ascii_case(&to_hex(&Sha256::digest(body))) {
        Ok(Vec::new())
    } else {
        Err(Error::Malformed(
            Role::Content,
            Place::Query(Name::new(HASH)),
            Fault::Form,
        ))
    }
}

/// The distinct fields of a form, sorted by name and then by value.
fn sorted(body: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let mut fields: Vec<_> = form_urlencoded::parse(body).into_owned().collect();
    // What is not UTF-8 would be replaced, and two bodies would share one signature.
    let replaced = |text: &String| text.contains(char::REPLACEMENT_CHARACTER);
    if fields
        .iter()
        .any(|(name, value)| replaced(name) || replaced(value))
    {
        return Err(Error::Malformed(Role::Body, Place::Body, Fault::NotText));
    }
    fields.sort();
    fields.dedup();
    Ok(fields)
}

/// The URL with its default port, or without it.
fn other_port(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let port = if scheme == "https" { ":443" } else { ":80" };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    match authority.strip_suffix(port) {
        Some(host) => Some(format!("{scheme}://{host}{path}")),
        None if authority
            .rsplit(']')
            .next()
            .is_some_and(|end| end.contains(':')) =>
        {
            None
        }
        None => Some(format!("{scheme}://{authority}{port}{path}")),
    }
}
