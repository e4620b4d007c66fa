//! Twilio: <https://www.twilio.com/docs/usage/webhooks/webhooks-security>

use std::borrow::Cow;

use http::Method;
use sha2::{Digest, Sha256};

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, Class, HMAC_SHA1, HMAC_SHA256, KeyError, PreparedKey},
    authentic::{self, Request},
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
/// - An Auth Token (32 hexadecimal digits) signs with SHA-1; a secret with other characters is a
///   shared key and signs with SHA-256, as `twilio-python` 9.13 has it. The key tells which; the header that
///   names an algorithm is not believed. Needs the feature `sha1`.
pub const TWILIO: Provider = Provider::code(
    "twilio",
    "Twilio",
    "https://www.twilio.com/docs/usage/webhooks/webhooks-security",
    &Twilio,
)
.methods(&["GET", "POST"])
.needs_url()
.source_read("2026-10");

#[derive(Debug)]
struct Twilio;

const HEADER: &str = "x-twilio-signature";
const HASH: &str = "bodySHA256";

/// SHA-1 for Auth Tokens, SHA-256 for shared keys.
#[derive(Debug)]
struct ByKey;

impl Algorithm for ByKey {
    fn name(&self) -> &'static str {
        HMAC_SHA1.name()
    }

    fn class(&self) -> Class {
        Class::Hmac
    }

    fn signature_length(&self) -> Option<usize> {
        None
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        // Shorter ones stand in the documentation's examples.
        let auth_token = key.len() <= 32 && key.iter().all(u8::is_ascii_hexdigit);
        let algorithm = if auth_token { HMAC_SHA1 } else { HMAC_SHA256 };
        algorithm.prepare(key)
    }
}

impl Authenticate for Twilio {
    fn algorithm(&self) -> &'static dyn Algorithm {
        &ByKey
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_url()
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let url = signed_url(request)?;
        let fields = fields(request, &url)?;
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

    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let url = signed_url(request)?;
        let mut content = request.signed_target().to_owned();
        for (name, value) in fields(request, &url)? {
            content.extend([name, value]);
        }
        feed(content.as_bytes());
        Ok(())
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        let mut url = draft.public_url()?;
        let mut fields = Vec::new();
        if draft.head.is_form() {
            fields = sorted(&draft.body).ok()?;
        } else if draft.head.method != Method::GET && !url.contains(HASH) {
            let hash = to_hex(&Sha256::digest(&draft.body));
            draft.add_query(HASH, &hash)?;
            url = with_hash(&url, &hash);
        }
        let mut content = vec![url.as_bytes()];
        for (name, value) in &fields {
            content.extend([name.as_bytes(), value.as_bytes()]);
        }
        let signature = draft.sign(&content, Encoding::Base64)?;
        draft.set_header(HEADER, &signature)
    }
}

/// The public URL. Where a fixed one is configured, the hash that Twilio adds for each request
/// follows it, as it is signed too.
fn signed_url<'r>(request: &Request<'r>) -> Result<Cow<'r, str>, Error> {
    let url = request.public_url()?;
    if url.contains(HASH) {
        return Ok(url);
    }
    Ok(match request.head().query(Role::Content, HASH)? {
        None => url,
        Some(hash) => with_hash(&url, &hash).into(),
    })
}

fn with_hash(url: &str, hash: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{HASH}={hash}")
}

/// The form fields that are signed, after it was checked that something binds the body.
fn fields(request: &Request<'_>, url: &str) -> Result<Vec<(String, String)>, Error> {
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
    // Of the URL that is signed, which need not be the one that was called.
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let mut hashes = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == HASH);
    let (_, stated) = hashes.next().ok_or(Error::BodyNotBound)?;
    if hashes.next().is_some() {
        return Err(Error::Doubled(Role::Content, Place::Query(Name::new(HASH))));
    }
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
    let mut fields = authentic::form(body)?;
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
