use std::time::SystemTime;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::HeaderName;
use serde::Deserialize;
#[cfg(feature = "testing")]
use serde_json::json;

use crate::{
    Error, KeyHint, Provider,
    algorithm::Algorithm,
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    key::source::AllowedUrl,
    scheme::{
        At, Coverage, Encoding, TimeFormat,
        jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
    },
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [TrueLayer](https://docs.truelayer.com/docs/configure-webhooks-for-your-integration).
///
/// # Signed content
/// ES512(private key of TrueLayer, token header + "." + base64url(method + " " + path + "\n" + each
/// listed header as name + ": " + value + "\n" + body)); all of that is left out of the token
///
/// # Example headers
/// ```text
/// tl-signature: eyJhbGciOiJFUzUxMiIsImtpZCI6IjQ1ZmM3NWNmLTU2NDktNDEzNC04NGIz...
/// x-tl-webhook-timestamp: 2021-11-29T11:42:55Z
/// ```
///
/// # Quirks
/// - The keys are the key set at <https://webhooks.truelayer.com/.well-known/jwks>, or that of
///   `webhooks.truelayer-sandbox.com`. The token names one of these two (`jku`); one that names
///   anything else is rejected.
/// - Which headers are signed, the token says (`tl_headers`), in the case in which they are signed.
///   The time must be among them.
/// - The path is tried as it arrived, and with a slash at its end or without, as in the official
///   libraries. A query is not signed: the URL of a request with one does not count as covered.
/// - **One key signs for all customers, and nothing in a delivery says for whom it is**: an attacker who is a
///   customer too can have one signed for you. Take it only if its payment is one of
///   yours. The path is signed, and not the host.
///
/// # Security
/// A delivery to `/hooks` also passes at `/hooks/`, and the other way round: let both do the same.
pub const TRUELAYER: Provider = Provider::code(
    "truelayer",
    "TrueLayer",
    "https://docs.truelayer.com/docs/configure-webhooks-for-your-integration",
    &TrueLayer,
)
.shares_key()
.kind(&[At::Json("/type"), At::Json("/event_type")])
.delivery_id(&[At::Json("/event_id")])
// <https://docs.truelayer.com/docs/payments-v3-webhook-notifications>
.retries_for(3 * 24 * 3600)
// By its wording: the time at which the webhook was sent.
.time_of_attempt("https://docs.truelayer.com/docs/payments-v3-webhook-notifications")
.source_read("2026-11");

#[derive(Debug)]
struct TrueLayer;

const SIGNATURE: &str = "tl-signature";
const TIME: &str = "x-tl-webhook-timestamp";

/// The token alone: what it signs is put together here.
const TOKEN: Jwt = Jwt::new(
    JwtAlgorithm::ES512,
    TokenAt::Header(SIGNATURE, ""),
    Binding::Detached,
);

/// The members of the token's header that TrueLayer adds.
#[derive(Deserialize)]
struct Header {
    tl_version: String,
    #[serde(default)]
    tl_headers: String,
    jku: Option<String>,
}

/// Where the keys are.
const KEY_SETS: &[AllowedUrl] = &[
    AllowedUrl::new("webhooks.truelayer.com", "/.well-known/jwks"),
    AllowedUrl::new("webhooks.truelayer-sandbox.com", "/.well-known/jwks"),
];

impl Authenticate for TrueLayer {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        TOKEN.algorithm()
    }

    #[inline]
    fn class(&self) -> &'static str {
        TOKEN.class()
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time().and_method().and_url()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        self.key_hint(request)?;
        time(request).map(drop)
    }

    #[inline]
    fn key_hint(&self, request: &Request<'_>) -> Result<KeyHint, Error> {
        let token = TOKEN.token(request)?;
        let header: Header = token.header(&TOKEN)?;
        let hint = KeyHint::with_id(token.key_id);
        match header.jku {
            None => Ok(hint),
            Some(url) => {
                let location = Location::Header(HeaderName::from_static(SIGNATURE));
                hint.at_allowed_url(&url, KEY_SETS, location)
            }
        }
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        self.key_hint(request)?;
        let time = time(request)?;
        let token = TOKEN.token(request)?;
        let header: Header = token.header(&TOKEN)?;
        let malformed = |fault| {
            let location = Location::Header(HeaderName::from_static(SIGNATURE));
            Error::malformed(Field::Signature, location, fault)
        };
        let names = || header.tl_headers.split(',').filter(|name| !name.is_empty());
        let timed = names().any(|name| name.eq_ignore_ascii_case(TIME));
        if header.tl_version != "2" || !timed || names().count() > 16 {
            return Err(malformed(Malformation::Form));
        }
        let mut headers = String::new();
        for name in names() {
            let parsed = name.parse().map_err(|_| malformed(Malformation::Form))?;
            let value = request.head().required(Field::Content, &parsed)?;
            headers.extend([name, ": ", value, "\n"]);
        }
        let path = request.head().uri.path();
        let other = match path.strip_suffix('/') {
            Some(bare) => bare.to_owned(),
            None => format!("{path}/"),
        };
        let mut verdict = Err(Error::SignatureMismatch);
        for path in [path, &other] {
            let payload = payload(
                request.head().method.as_str(),
                path,
                &headers,
                request.body(),
            );
            let (signed, signature) = token.parts();
            verdict = request.check_named(
                &[signed.as_bytes(), payload.as_bytes()],
                Encoding::Base64Url,
                signature,
                token.key_id.as_deref(),
            );
            if verdict != Err(Error::SignatureMismatch) {
                break;
            }
        }
        let authentic = verdict?.signed_at(time);
        Ok(if request.head().uri.query().is_some() {
            // No query is signed.
            authentic.narrowed_to(Coverage::BODY.and_time().and_method())
        } else {
            authentic
        })
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        // A path with a slash at its end is the same without.
        feed(request.body());
        Ok(())
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Rfc3339.write(draft.now());
        draft.set_header(TIME, &time)?;
        let header = json!({
            "alg": "ES512",
            "tl_version": "2",
            "tl_headers": "X-Tl-Webhook-Timestamp",
        });
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        let headers = format!("X-Tl-Webhook-Timestamp: {time}\n");
        let head = &draft.head;
        let payload = payload(head.method.as_str(), head.uri.path(), &headers, &draft.body);
        let content = [header.as_bytes(), b".", payload.as_bytes()];
        let signature = draft.sign(&content, Encoding::Base64Url)?;
        draft.set_header(SIGNATURE, &format!("{header}..{signature}"))
    }
}

#[inline]
fn time(request: &Request<'_>) -> Result<SystemTime, Error> {
    let name = HeaderName::from_static(TIME);
    let text = request.head().required(Field::Timestamp, &name)?;
    let time = TimeFormat::Rfc3339.parse(text);
    let location = Location::Header(name);
    let time = time.ok_or(Error::malformed(
        Field::Timestamp,
        location,
        Malformation::Time,
    ))?;
    request.check_fresh(time)?;
    Ok(time)
}

/// What is signed behind the token's header, as base64url.
#[inline]
fn payload(method: &str, path: &str, headers: &str, body: &[u8]) -> String {
    let text = [
        method.as_bytes(),
        b" ",
        path.as_bytes(),
        b"\n",
        headers.as_bytes(),
        body,
    ];
    URL_SAFE_NO_PAD.encode(text.concat())
}
