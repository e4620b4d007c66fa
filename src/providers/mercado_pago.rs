use http::HeaderName;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation, ParameterName},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Mercado Pago](https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks).
///
/// # Signed content
/// hex(HMAC-SHA256(secret signature, "id:" + `data.id` of the query, in lower case + ";request-id:" +
/// request id + ";ts:" + timestamp + ";"))
///
/// # Example headers
/// ```text
/// x-request-id: bb56a2f1-6aae
/// x-signature: ts=1790000000,v1=84c10a0c6bd0ef65...
/// ```
///
/// # Quirks
/// - What is not there is left out with its name.
/// - The time has 10 digits, or 13 with milliseconds.
/// - Notifications of QR codes are not signed.
///
/// # Security
/// Nothing of the body is signed: an attacker who saw one notification can send any body with it until its time
/// is too old. Take `data.id` of the URL's query, and fetch the object. It is signed in lower case, so
/// `AB` also passes as `ab`: if the letters' case matters to you, use the id that the API returns.
pub const MERCADO_PAGO: Provider = Provider::code(
    "mercado-pago",
    "Mercado Pago",
    "https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks",
    &MercadoPago,
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.answer_within(22)
.retries_for(4 * 24 * 3600)
// A receiver reports that retries get no new signatures. Nothing of Mercado Pago says otherwise, and its
// SDKs check no age.
.time_of_event(
    "https://www.mercadopago.com/developers/en/docs/your-integrations/notifications/webhooks",
)
.source_read("2026-11");

#[derive(Debug)]
struct MercadoPago;

const SIGNATURE: &str = "x-signature";
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const ID: &str = "data.id";

impl Authenticate for MercadoPago {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::SENDER.and_time()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        self.authenticate(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let pairs = request.header(SIGNATURE)?;
        let (mut times, mut signatures) = (Vec::new(), Vec::new());
        for (key, value) in pairs.split(',').filter_map(|pair| pair.split_once('=')) {
            match key.trim() {
                "ts" => times.push(value.trim()),
                "v1" => signatures.push(value.trim()),
                _ => {}
            }
        }
        let location = || Location::Header(HeaderName::from_static(SIGNATURE));
        if signatures.is_empty() {
            return Err(Error::malformed(
                Field::Signature,
                location(),
                Malformation::NoEntry,
            ));
        }
        let &[text] = times.as_slice() else {
            return Err(Error::malformed(
                Field::Timestamp,
                location(),
                Malformation::NoEntry,
            ));
        };
        let unit = if text.len() > 10 {
            TimeFormat::Milliseconds
        } else {
            TimeFormat::Seconds
        };
        let malformed = || Error::malformed(Field::Timestamp, location(), Malformation::Time);
        let time = unit.parse(text).ok_or_else(malformed)?;
        request.check_fresh(time)?;
        let head = request.head();
        let id = head.query(Field::Content, ID)?;
        let request_id = head.optional(Field::Content, &REQUEST_ID)?;
        // Or one could be written into the other.
        let parts = [
            (id.as_deref(), Location::Query(ParameterName::new(ID))),
            (request_id, Location::Header(REQUEST_ID)),
        ];
        for (part, location) in parts {
            if part.is_some_and(|part| part.contains(';')) {
                return Err(Error::malformed(
                    Field::Content,
                    location,
                    Malformation::Ambiguous,
                ));
            }
        }
        let content = content(id.as_deref(), request_id, text);
        let authentic = request.check(&[content.as_bytes()], Encoding::Hex, &signatures)?;
        Ok(authentic.signed_at(time))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Seconds.write(draft.now());
        let id = draft.head.query(Field::Content, ID)?;
        let request_id = draft.head.optional(Field::Content, &REQUEST_ID)?;
        let content = content(id.as_deref(), request_id, &time);
        let signature = draft.sign(&[content.as_bytes()], Encoding::Hex)?;
        draft.set_header(SIGNATURE, &format!("ts={time},v1={signature}"))
    }
}

#[inline]
fn content(id: Option<&str>, request_id: Option<&str>, time: &str) -> String {
    let id = id.map(str::to_lowercase);
    let parts = [
        ("id", id.as_deref()),
        ("request-id", request_id),
        ("ts", Some(time)),
    ];
    parts
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}:{};", (*value)?)))
        .collect()
}
