#[cfg(feature = "testing")]
use http::header::CONTENT_TYPE;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    engine::locate,
    error::{Field, Location, Malformation},
    handshake::{Answer, Member},
    request::head::Head,
    scheme::{At, Coverage, Encoding, Inside, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Dropbox Sign](https://developers.hellosign.com/docs/events/walkthrough/), formerly `HelloSign`.
///
/// # Signed content
/// hex(HMAC-SHA256(API key, `event_time` + `event_type`))
///
/// # Example body
/// ```text
/// {"event":{"event_time":"1348177752","event_type":"signature_request_sent","event_hash":"08d45a6b..."}}
/// ```
///
/// # Quirks
/// - The body is `multipart/form-data` with one field, `json`.
/// - Nothing but time and type is signed: an attacker who saw one delivery can send another document under
///   its signature. Ask the API for the request.
/// - The time is the event's, so it is not checked for freshness.
/// - Every delivery must be answered with a phrase:
///   [`Delivery::acknowledgement`](crate::Delivery::acknowledgement).
pub const DROPBOX_SIGN: Provider = Provider::code(
    "dropbox-sign",
    "Dropbox Sign",
    "https://developers.hellosign.com/docs/events/walkthrough/",
    &DropboxSign,
)
.requires_reply(Answer::Text(Member::Text("Hello API Event Received")))
.kind(&[At::Within(&At::Form(JSON), Inside::Json(TYPE))])
.occurred_at(
    &[At::Within(
        &At::Form(JSON),
        Inside::Json("/event/event_time"),
    )],
    TimeFormat::Seconds,
)
.source_read("2026-11");

#[derive(Debug)]
struct DropboxSign;

const JSON: &str = "json";
const TIME: &str = "/event/event_time";
const TYPE: &str = "/event/event_type";
const HASH: &str = "/event/event_hash";

impl Authenticate for DropboxSign {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(at, At::Within(At::Form(JSON), Inside::Json(TYPE)))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let json = request.form_field(Field::Content, JSON)?;
        let read = |field, pointer| {
            let text = locate::json_field(field, json.as_bytes(), pointer)?;
            text.ok_or(Error::missing(field, Location::Json(pointer)))
        };
        let signature = read(Field::Signature, HASH)?;
        let time = read(Field::Content, TIME)?;
        let kind = read(Field::Content, TYPE)?;
        // There is nothing between the two.
        if !time.bytes().all(|byte| byte.is_ascii_digit()) {
            let location = Location::Json(TIME);
            return Err(Error::malformed(
                Field::Content,
                location,
                Malformation::Form,
            ));
        }
        if kind.starts_with(|first: char| first.is_ascii_digit()) {
            let location = Location::Json(TYPE);
            return Err(Error::malformed(
                Field::Content,
                location,
                Malformation::Ambiguous,
            ));
        }
        request.check(
            &[time.as_bytes(), kind.as_bytes()],
            Encoding::Hex,
            &[&signature],
        )
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let mut event: serde_json::Value = draft.json()?;
        let time = TimeFormat::Seconds.write(draft.now());
        let kind = locate::json_field(Field::Content, &draft.body, TYPE)?;
        let kind = kind.map_or("callback_test".into(), |kind| kind.into_owned());
        let hash = draft.sign(&[time.as_bytes(), kind.as_bytes()], Encoding::Hex)?;
        event.as_object_mut().ok_or(SignError::Body)?.insert(
            "event".to_owned(),
            serde_json::json!({"event_time": time, "event_type": kind, "event_hash": hash}),
        );
        draft.body = multipart(&event.to_string()).into();
        let form = format!("multipart/form-data; boundary={BOUNDARY}");
        draft.set_header(CONTENT_TYPE.as_str(), &form)
    }
}

#[cfg(feature = "testing")]
const BOUNDARY: &str = "webhook-receiver";

#[cfg(feature = "testing")]
#[inline]
fn multipart(json: &str) -> String {
    format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{json}\r\n--{BOUNDARY}--\r\n"
    )
}
