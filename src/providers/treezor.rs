use serde_json::value::RawValue;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::json::{self, JsonFault},
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Treezor](https://docs.treezor.com/guide/webhooks/security.html).
///
/// # Signed content
/// base64(HMAC-SHA256(webhook secret, `object_payload` as it is written in the body))
///
/// # Example body
/// ```text
/// {"webhook":"user.create","webhook_id":"w-1","object_payload":{...},"object_payload_signature":"v2OTwmi9..."}
/// ```
///
/// # Quirks
/// - The payload is written as PHP does: ASCII alone, no spaces, and `\/` for a slash. Another form
///   is rejected.
/// - The event type and the id are not signed.
pub const TREEZOR: Provider = Provider::code(
    "treezor",
    "Treezor",
    "https://docs.treezor.com/guide/webhooks/security.html",
    &Treezor,
)
.kind(&[At::Json("/webhook")])
.delivery_id(&[At::Json("/webhook_id")])
.source_read("2026-10");

#[derive(Debug)]
struct Treezor;

const PAYLOAD: &str = "/object_payload";
const SIGNATURE: &str = "/object_payload_signature";

impl Authenticate for Treezor {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.json_field(Field::Signature, SIGNATURE)?;
        let payload = payload(request.body())?;
        if !is_from_php(payload.get()) {
            let location = Location::Json(PAYLOAD);
            return Err(Error::malformed(
                Field::Content,
                location,
                Malformation::Form,
            ));
        }
        request.check(&[payload.get().as_bytes()], Encoding::Base64, &[&signature])
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        feed(payload(request.body())?.get().as_bytes());
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let text = std::str::from_utf8(&draft.body).map_err(|_| SignError::Body)?;
        let payload = if text.starts_with('{') && is_from_php(text) {
            text
        } else {
            "{}"
        };
        let signature = draft.sign(&[payload.as_bytes()], Encoding::Base64)?;
        draft.body = format!(
            r#"{{"webhook":"user.create","webhook_id":"1","object_payload":{payload},"object_payload_signature":"{signature}"}}"#
        )
        .into();
        Ok(())
    }
}

/// The payload, as it is written.
#[inline]
fn payload(body: &[u8]) -> Result<&RawValue, Error> {
    let payload = json::raw(body, PAYLOAD).map_err(|fault| match fault {
        JsonFault::Duplicate => Error::duplicate(Field::Content, Location::Json(PAYLOAD)),
        _ => Error::malformed(Field::Body, Location::Body, Malformation::NotJson),
    })?;
    payload.ok_or(Error::missing(Field::Content, Location::Json(PAYLOAD)))
}

/// Whether JSON is written as PHP's `json_encode` does.
#[inline]
fn is_from_php(json: &str) -> bool {
    let mut in_text = false;
    let mut escaped = false;
    json.chars().all(|character| {
        let fits = character.is_ascii_graphic() || (in_text && character == ' ');
        let slash = character == '/' && !escaped;
        if character == '"' && !escaped {
            in_text = !in_text;
        }
        escaped = character == '\\' && !escaped;
        fits && !slash
    })
}
