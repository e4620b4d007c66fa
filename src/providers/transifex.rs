use std::time::SystemTime;

use http::{HeaderName, header::DATE};
use md5::{Digest, Md5};

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::encoding::to_hex,
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Transifex](https://help.transifex.com/en/articles/6216204-webhooks), signatures of version 2.
///
/// # Signed content
/// base64(HMAC-SHA256(webhook secret, method + "\n" + URL + "\n" + date + "\n" + hex(MD5(body))))
///
/// # Example headers
/// ```text
/// date: Thu, 01 Jan 2026 00:00:00 GMT
/// x-tx-url: https://app.example/hooks
/// x-tx-signature-v2: IkWNpKqCmO2x7kDqq49f6B70c8ymy3ApBebfF8Zt0gk=
/// ```
///
/// # Quirks
/// - The URL of the header must be the public one: another endpoint may have the same secret.
/// - Only MD5 binds the body: an attacker who can choose parts of two bodies can make them alike.
/// - `x-tx-signature` with SHA-1 is ignored.
/// - Needs the features `http-date` and `md5`.
pub const TRANSIFEX: Provider = Provider::code(
    "transifex",
    "Transifex",
    "https://help.transifex.com/en/articles/6216204-webhooks",
    &Transifex,
)
.needs_url()
.kind(&[At::Json("/event")])
.source_read("2026-10");

#[derive(Debug)]
struct Transifex;

const SIGNATURE: &str = "x-tx-signature-v2";
const URL: &str = "x-tx-url";

impl Authenticate for Transifex {
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
        front(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let (front, time) = front(request)?;
        let content = format!("{front}{}", to_hex(&Md5::digest(request.body())));
        let signature = request.header(SIGNATURE)?;
        let authentic = request.check(&[content.as_bytes()], Encoding::Base64, &[signature])?;
        Ok(authentic.signed_at(time))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let url = draft.public_url()?;
        let date = TimeFormat::HttpDate.write(draft.now());
        let hash = to_hex(&Md5::digest(&draft.body));
        let content = format!("{}\n{url}\n{date}\n{hash}", draft.head.method);
        let signature = draft.sign(&[content.as_bytes()], Encoding::Base64)?;
        draft.set_header(URL, &url)?;
        draft.set_header(DATE.as_str(), &date)?;
        draft.set_header(SIGNATURE, &signature)
    }
}

/// What comes before the hash, after URL and time were checked.
#[inline]
fn front(request: &Request<'_>) -> Result<(String, SystemTime), Error> {
    let head = request.head();
    let name = HeaderName::from_static(URL);
    let url = head.required(Field::Content, &name)?;
    if url != request.public_url()? {
        return Err(Error::AudienceMismatch {
            location: Location::Header(name),
        });
    }
    let date = head.required(Field::Timestamp, &DATE)?;
    let malformed =
        || Error::malformed(Field::Timestamp, Location::Header(DATE), Malformation::Time);
    let time = TimeFormat::HttpDate.parse(date).ok_or_else(malformed)?;
    request.check_fresh(time)?;
    Ok((format!("{}\n{url}\n{date}\n", head.method), time))
}
