#[cfg(feature = "testing")]
use serde_json::{Map, Value};
#[cfg(feature = "testing")]
use sha2::{Digest, Sha256};

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::form,
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, codec::encoding::to_hex, error::SignError};

/// [Mailgun](https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks)
/// events.
///
/// # Signed content
/// hex(HMAC-SHA256(signing key, timestamp + token)), all three in the body
///
/// # Quirks
/// - Time and token have no separator, so exactly 10 digits are demanded. The token is 50
///   characters; those of forms, which are older, may have another length.
/// - JSON has them in `signature`, a form in fields of its own, after the variables of the message,
///   which can have the same names.
/// - Routes send `multipart/form-data` if a message has attachments: give them a larger
///   [`body_limit`](crate::Builder::body_limit).
///
/// # Security
/// **The event itself is not signed**: an attacker who saw one delivery can send another event with its
/// signature until it is too old. Remember the token (`/signature/token`) to stop that. In a form the
/// variables of the message can have the names of the signed fields, so fields can be added in front of
/// them: read the last `timestamp` and `token`.
pub const MAILGUN: Provider = Provider::code(
    "mailgun",
    "Mailgun",
    "https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks",
    &Mailgun,
)
.kind(&[At::Json("/event-data/event"), At::Form("event")])
.delivery_id(&[At::Json("/signature/token"), At::Form("token")])
.retries_for(8 * 3600)
// Contested. Receivers report genuine messages that are minutes old, and the same signature in every
// retry: <https://github.com/hookdeck/webhook-skills/blob/main/skills/mailgun-webhooks/references/verification.md>.
// Another says that retries get new signatures. Mailgun warns of a check that is too strict.
.time_of_event("https://github.com/beyondcode/laravel-mailbox/issues/93")
.source_read("2026-11");

#[derive(Debug)]
struct Mailgun;

impl Authenticate for Mailgun {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::SENDER.and_time()
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(at, At::Json("/signature/token") | At::Form("token"))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let is_form = request.head().is_form() || request.head().is_multipart();
        let read = |field, name, pointer| {
            if is_form {
                // After the variables of messages, which can have the same names.
                let text = form::last_of_body(&request.head().headers, request.body(), name);
                let text = text.map_err(|fault| fault.at(field, Location::Form(name)))?;
                text.ok_or(Error::missing(field, Location::Form(name)))
            } else {
                request.json_field(field, pointer)
            }
        };
        let signature = read(Field::Signature, "signature", "/signature/signature")?;
        let timestamp = read(Field::Timestamp, "timestamp", "/signature/timestamp")?;
        let token = read(Field::Content, "token", "/signature/token")?;
        let malformed = |field, fault| Error::malformed(field, Location::Body, fault);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let length = if is_form { 1..=255 } else { 50..=50 };
        if !length.contains(&token.len()) || !token.bytes().all(plain) {
            return Err(malformed(Field::Content, Malformation::Form));
        }
        let time = TimeFormat::Seconds
            .parse(&timestamp)
            .filter(|_| timestamp.len() == 10);
        let time = time.ok_or_else(|| malformed(Field::Timestamp, Malformation::Time))?;
        request.check_fresh(time)?;
        let content = [timestamp.as_bytes(), token.as_bytes()];
        let authentic = request.check(&content, Encoding::Hex, &[&signature])?;
        Ok(authentic.signed_at(time))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Seconds.write(draft.now());
        // The token is derived from the body, so that signing is deterministic. It is not checked.
        let token = to_hex(&Sha256::digest(&draft.body))
            .get(..50)
            .ok_or(SignError::Body)?
            .to_owned();
        let signature = draft.sign(&[time.as_bytes(), token.as_bytes()], Encoding::Hex)?;
        let fields = [
            ("timestamp", time),
            ("token", token),
            ("signature", signature),
        ];
        if draft.head.is_form() {
            for (name, value) in &fields {
                draft.add_form_field(name, value);
            }
        } else {
            let mut body: Map<String, Value> = draft.json()?;
            let signed = fields.map(|(name, value)| (name.to_owned(), Value::from(value)));
            body.insert("signature".to_owned(), Map::from_iter(signed).into());
            draft.body = serde_json::to_vec(&body)
                .map_err(|_| SignError::Body)?
                .into();
        }
        Ok(())
    }
}
