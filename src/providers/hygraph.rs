//! Hygraph: <https://hygraph.com/docs/api-reference/basics/webhooks>

use std::time::SystemTime;

use http::HeaderName;

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authentic::Request,
    error::{Fault, Place, Role},
    scheme::{At, Coverage, Encoding, Unit, sign::Draft},
};

/// [Hygraph](https://hygraph.com/docs/api-reference/basics/webhooks).
///
/// # Signed content
/// base64(HMAC-SHA256(secret key, `{"Body":` + body as a JSON text + `,"EnvironmentName":` +
/// environment as a JSON text + `,"TimeStamp":` + timestamp + `}`))
///
/// # Example headers
/// ```text
/// gcms-signature: sign=5gU8j+qeN4DHDaWg3oEiwfNh4oZ4/kCeDkEqCPSQs2E=, env=master, t=1767225600000
/// ```
///
/// # Quirks
/// - JSON texts are written as JavaScript does; a body that is not UTF-8 cannot be signed.
pub const HYGRAPH: Provider = Provider::code(
    "hygraph",
    "Hygraph",
    "https://hygraph.com/docs/api-reference/basics/webhooks",
    &Hygraph,
)
.kind(&[At::Json("/operation")])
.source_read("2026-10");

#[derive(Debug)]
struct Hygraph;

const HEADER: &str = "gcms-signature";

/// What stands in the header.
struct Signature<'r> {
    sign: &'r str,
    environment: &'r str,
    time: &'r str,
    moment: SystemTime,
}

impl Authenticate for Hygraph {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time()
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        Signature::read(request).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = Signature::read(request)?;
        let not_text = || Error::Malformed(Role::Body, Place::Body, Fault::NotText);
        let content = content(request.body(), signature.environment, signature.time);
        let content = content.ok_or_else(not_text)?;
        let authentic =
            request.check(&[content.as_bytes()], Encoding::Base64, &[signature.sign])?;
        Ok(authentic.signed_at(signature.moment))
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        let time = Unit::Milliseconds.write(draft.now());
        let content = content(&draft.body, "master", &time)?;
        let sign = draft.sign(&[content.as_bytes()], Encoding::Base64)?;
        draft.set_header(HEADER, &format!("sign={sign}, env=master, t={time}"))
    }
}

impl<'r> Signature<'r> {
    fn read(request: &Request<'r>) -> Result<Self, Error> {
        let malformed = |role, fault| {
            let place = Place::Header(HeaderName::from_static(HEADER));
            Error::Malformed(role, place, fault)
        };
        let mut parts = request.header(HEADER)?.split(", ");
        let mut part = |role, name| {
            let value = parts.next().and_then(|part| part.strip_prefix(name));
            value.ok_or_else(|| malformed(role, Fault::NoEntry))
        };
        let sign = part(Role::Signature, "sign=")?;
        let environment = part(Role::Content, "env=")?;
        let time = part(Role::Timestamp, "t=")?;
        if parts.next().is_some() {
            return Err(malformed(Role::Signature, Fault::Form));
        }
        let moment = Unit::Milliseconds.parse(time);
        let moment = moment.ok_or_else(|| malformed(Role::Timestamp, Fault::Time))?;
        request.check_fresh(moment)?;
        Ok(Self {
            sign,
            environment,
            time,
            moment,
        })
    }
}

fn content(body: &[u8], environment: &str, time: &str) -> Option<String> {
    let body = serde_json::to_string(std::str::from_utf8(body).ok()?).ok()?;
    let environment = serde_json::to_string(environment).ok()?;
    Some(format!(
        r#"{{"Body":{body},"EnvironmentName":{environment},"TimeStamp":{time}}}"#
    ))
}
