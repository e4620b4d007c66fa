use std::time::SystemTime;

use http::HeaderName;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{self, Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Persona](https://docs.withpersona.com/webhooks-best-practices).
///
/// # Signed content
/// hex(HMAC-SHA256(webhook secret, timestamp + "." + body))
///
/// # Example headers
/// ```text
/// persona-signature: t=1767225600,v1=e51321b7a3b3a9a71531d5a404c73b42...
/// ```
///
/// # Quirks
/// - While a secret is being changed, there is a group for each, with a time of its own and a space
///   between them: `t=...,v1=... t=...,v1=...`.
pub const PERSONA: Provider = Provider::code(
    "persona",
    "Persona",
    "https://docs.withpersona.com/webhooks-best-practices",
    &Persona,
)
.kind(&[At::Json("/data/attributes/name")])
.delivery_id(&[At::Json("/data/id")])
.occurred_at(
    &[At::Json("/data/attributes/created-at")],
    TimeFormat::Rfc3339,
)
// By its wording: the time at which the request was sent.
.time_of_attempt("https://docs.withpersona.com/webhooks-best-practices")
.source_read("2026-11");

const HEADER: &str = "persona-signature";

/// More secrets are not in use at a time.
const MAX_GROUPS: usize = 8;

#[derive(Debug)]
struct Persona;

impl Authenticate for Persona {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        fresh(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let mut verdict = Err(Error::SignatureMismatch);
        for (text, time, signature) in fresh(request)? {
            let content: [&[u8]; 3] = [text.as_bytes(), b".", request.body()];
            verdict = request
                .check(&content, Encoding::Hex, &[signature])
                .map(|authentic| authentic.signed_at(time));
            if verdict.is_ok() {
                break;
            }
        }
        verdict
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Seconds.write(draft.now());
        let content: [&[u8]; 3] = [time.as_bytes(), b".", &draft.body];
        let signature = draft.sign(&content, Encoding::Hex)?;
        draft.set_header(HEADER, &format!("t={time},v1={signature}"))
    }
}

/// Time and signature of each group whose time is fresh. One at least is, or why none.
#[inline]
fn fresh<'r>(request: &Request<'r>) -> Result<Vec<(&'r str, SystemTime, &'r str)>, Error> {
    let location = || Location::Header(HeaderName::from_static(HEADER));
    let groups: Vec<_> = request.header(HEADER)?.split_ascii_whitespace().collect();
    if groups.len() > MAX_GROUPS {
        return Err(Error::TooManySignatures {
            location: location(),
        });
    }
    let mut found = Vec::with_capacity(groups.len());
    let mut stale = None;
    for group in groups {
        let [time, signature] = authenticate::pairs(group, HEADER, ',', ["t", "v1"])?;
        let no_entry = |field| Error::malformed(field, location(), Malformation::NoEntry);
        let signature = signature.ok_or_else(|| no_entry(Field::Signature))?;
        let text = time.ok_or_else(|| no_entry(Field::Timestamp))?;
        let malformed = || Error::malformed(Field::Timestamp, location(), Malformation::Time);
        let time = TimeFormat::Seconds.parse(text).ok_or_else(malformed)?;
        match request.check_fresh(time) {
            Ok(()) => found.push((text, time, signature)),
            Err(error) => stale = Some(error),
        }
    }
    match (found.is_empty(), stale) {
        (true, Some(error)) => Err(error),
        _ => Ok(found),
    }
}
