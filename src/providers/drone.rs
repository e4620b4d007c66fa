//! Drone CI: <https://docs.drone.io/webhooks/overview/>

use base64::{Engine, engine::general_purpose::STANDARD};
use http::HeaderName;
use sha2::{Digest, Sha256};

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authentic::Request,
    error::{Fault, Place, Role},
    scheme::{At, Coverage, Encoding, Unit, sign::Draft},
};

/// [Drone CI](https://docs.drone.io/webhooks/overview/) system webhooks.
///
/// # Signed content
/// base64(HMAC-SHA256(secret, "date: " + date + "\n" + "digest: " + digest)), and `digest` holds
/// base64(SHA256(body))
///
/// # Example headers
/// ```text
/// date: Thu, 01 Jan 2026 00:00:00 GMT
/// digest: SHA-256=gH21JeRgbmSYDesgZzyLC0dpyOjoj/odt6uWmqLNQ+Q=
/// signature: keyId="hmac-key",algorithm="hmac-sha256",signature="Xhm4aKqf3gQ5...",headers="date digest"
/// ```
///
/// # Quirks
/// - HTTP Signatures, an older draft (`draft-cavage-http-signatures`). The request says which headers
///   are signed: exactly `date digest` is demanded, or nothing would bind the body.
/// - The event's name is not signed, but for the body, which repeats it.
/// - Drone does not try again. Needs the feature `http-date`.
pub const DRONE: Provider = Provider::code(
    "drone",
    "Drone CI",
    "https://docs.drone.io/webhooks/overview/",
    &Drone,
)
.kind(&[At::Json("/event"), At::Header("x-drone-event")])
.deadline(60);

const SIGNATURE: &str = "signature";
const DATE: HeaderName = HeaderName::from_static("date");
const DIGEST: HeaderName = HeaderName::from_static("digest");
const SIGNED: &str = "date digest";

#[derive(Debug)]
struct Drone;

impl Authenticate for Drone {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time()
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        let signed = parameter(request, "headers")?;
        if !signed.split(' ').any(|name| name == "digest") {
            return Err(Error::BodyNotBound);
        }
        if signed != SIGNED {
            return Err(malformed(Fault::Form));
        }
        if parameter(request, "algorithm")? != "hmac-sha256" {
            return Err(Error::AlgorithmMismatch);
        }
        let time = Unit::HttpDate.parse(request.head().required(Role::Timestamp, &DATE)?);
        let place = Place::Header(DATE);
        request.check_fresh(time.ok_or(Error::Malformed(Role::Timestamp, place, Fault::Time))?)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        self.check_head(request)?;
        let head = request.head();
        let date = head.required(Role::Timestamp, &DATE)?;
        let digest = head.required(Role::Content, &DIGEST)?;
        let signature = parameter(request, "signature")?;
        let content = content(date, digest);
        let authentic = request.check(&[content.as_bytes()], Encoding::Base64, &[signature])?;
        if digest == of(request.body()) {
            Ok(authentic)
        } else {
            Err(Error::DigestMismatch)
        }
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        let (date, digest) = (Unit::HttpDate.write(draft.now()), of(&draft.body));
        let content = content(&date, &digest);
        let signature = draft.sign(&[content.as_bytes()], Encoding::Base64)?;
        draft.set_header(DATE.as_str(), &date)?;
        draft.set_header(DIGEST.as_str(), &digest)?;
        let signature = format!(
            r#"keyId="hmac-key",algorithm="hmac-sha256",signature="{signature}",headers="{SIGNED}""#
        );
        draft.set_header(SIGNATURE, &signature)
    }
}

fn content(date: &str, digest: &str) -> String {
    format!("date: {date}\ndigest: {digest}")
}

/// The digest of a body, as the header has it.
fn of(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(Sha256::digest(body)))
}

fn malformed(fault: Fault) -> Error {
    let place = Place::Header(HeaderName::from_static(SIGNATURE));
    Error::Malformed(Role::Signature, place, fault)
}

/// A quoted parameter of the signature's header, which must stand once.
fn parameter<'r>(request: &Request<'r>, name: &str) -> Result<&'r str, Error> {
    let mut found = None;
    for pair in request.header(SIGNATURE)?.split(',') {
        let (key, value) = pair.trim().split_once('=').ok_or(malformed(Fault::Form))?;
        let quoted = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'));
        let value = quoted.ok_or(malformed(Fault::Form))?;
        if key == name && found.replace(value).is_some() {
            return Err(malformed(Fault::Ambiguous));
        }
    }
    found.ok_or(malformed(Fault::NoEntry))
}
