use std::{io, time::SystemTime};

use http::HeaderName;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

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

/// The content of the header.
struct Signature<'r> {
    sign: &'r str,
    environment: &'r str,
    time: &'r str,
    moment: SystemTime,
}

impl Authenticate for Hygraph {
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
        Signature::read(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = Signature::read(request)?;
        let not_text = || Error::malformed(Field::Body, Location::Body, Malformation::NotText);
        let body = std::str::from_utf8(request.body()).map_err(|_| not_text())?;
        let Signature {
            sign,
            environment,
            time,
            moment,
        } = signature;
        let feed = |sink: &mut dyn FnMut(&[u8])| content_of(body, environment, time, sink);
        let authentic = request.check_fed(feed, Encoding::Base64, &[sign])?;
        Ok(authentic.signed_at(moment))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Milliseconds.write(draft.now());
        let body = draft.body.clone();
        let body = std::str::from_utf8(&body).map_err(|_| SignError::Body)?;
        let mut content = Vec::new();
        content_of(body, "master", &time, &mut |bytes| {
            content.extend_from_slice(bytes)
        });
        let sign = draft.sign(&[&content], Encoding::Base64)?;
        draft.set_header(HEADER, &format!("sign={sign}, env=master, t={time}"))
    }
}

impl<'r> Signature<'r> {
    #[inline]
    fn read(request: &Request<'r>) -> Result<Self, Error> {
        let malformed = |field, fault| {
            let location = Location::Header(HeaderName::from_static(HEADER));
            Error::malformed(field, location, fault)
        };
        let mut parts = request.header(HEADER)?.split(", ");
        let mut part = |field, name| {
            let value = parts.next().and_then(|part| part.strip_prefix(name));
            value.ok_or_else(|| malformed(field, Malformation::NoEntry))
        };
        let sign = part(Field::Signature, "sign=")?;
        let environment = part(Field::Content, "env=")?;
        let time = part(Field::Timestamp, "t=")?;
        if parts.next().is_some() {
            return Err(malformed(Field::Signature, Malformation::Form));
        }
        let moment = TimeFormat::Milliseconds.parse(time);
        let moment = moment.ok_or_else(|| malformed(Field::Timestamp, Malformation::Time))?;
        request.check_fresh(moment)?;
        Ok(Self {
            sign,
            environment,
            time,
            moment,
        })
    }
}

/// What is signed, piece after piece: a body of control characters is six times as long in a JSON text.
#[inline]
fn content_of(body: &str, environment: &str, time: &str, sink: &mut dyn FnMut(&[u8])) {
    sink(br#"{"Body":"#);
    json_text(body, sink);
    sink(br#","EnvironmentName":"#);
    json_text(environment, sink);
    sink(br#","TimeStamp":"#);
    sink(time.as_bytes());
    sink(b"}");
}

#[inline]
fn json_text(text: &str, sink: &mut dyn FnMut(&[u8])) {
    // Neither a text nor a sink that takes everything fails.
    let written = serde_json::to_writer(Sink(sink), text);
    debug_assert!(written.is_ok(), "a text is JSON");
}

struct Sink<'s>(&'s mut dyn FnMut(&[u8]));

impl io::Write for Sink<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (self.0)(bytes);
        Ok(bytes.len())
    }

    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
